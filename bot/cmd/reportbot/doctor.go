package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"reportbot/retrieval"
)

type doctorCmd struct{}

// Help is shown below the command's flags.
func (doctorCmd) Help() string {
	return `Says in plain words what is in place and what is not. Ends with 1 when something has to be mended.

Examples:
  reportbot doctor
  reportbot doctor --embeddings ollama:bge-m3`
}

// finding is what doctor says of one thing.
type finding struct {
	Name string `json:"name"`
	OK   bool   `json:"ok"`
	Text string `json:"text"`
	Hint string `json:"hint"`
}

// Run checks the data folder, the index and the models.
func (doctorCmd) Run(ctx context.Context, g *globals, t terminal) error {
	findings := []finding{
		{Name: "program", OK: true, Text: versionText()},
		checkData(g.Data),
		checkIndex(ctx, g),
		checkLLM(g),
		checkEmbeddings(ctx, g),
	}
	failed := false
	for _, f := range findings {
		failed = failed || !f.OK
		if g.JSON {
			if err := t.printJSON(f); err != nil {
				return err
			}
			continue
		}
		mark := "ok  "
		if !f.OK {
			mark = "FAIL"
		}
		t.printf("%s  %-11s %s\n", mark, f.Name, printable(f.Text))
		if f.Hint != "" {
			t.printf("      %-11s hint: %s\n", "", printable(f.Hint))
		}
	}
	if failed {
		return errReported
	}
	return nil
}

func bad(name string, err error) finding {
	return finding{Name: name, Text: err.Error(), Hint: retrieval.Hint(err)}
}

func checkData(dir string) finding {
	f := finding{Name: "data folder", OK: true}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return bad(f.Name, err)
	}
	info, err := os.Stat(abs)
	switch {
	case os.IsNotExist(err):
		f.Text = abs + " is not there yet; the first ingest makes it"
		return f
	case err != nil:
		return bad(f.Name, err)
	case !info.IsDir():
		return finding{Name: f.Name, Text: abs + " is a file", Hint: "choose another folder with --data"}
	}
	probe, err := os.CreateTemp(abs, ".probe-*")
	if err != nil {
		return finding{Name: f.Name, Text: err.Error(), Hint: "see that you may write there, or choose another folder with --data"}
	}
	_ = probe.Close()
	_ = os.Remove(probe.Name())
	f.Text = abs
	return f
}

func checkIndex(ctx context.Context, g *globals) finding {
	f := finding{Name: "index", OK: true}
	if _, err := os.Stat(filepath.Join(g.Data, "index.db")); os.IsNotExist(err) {
		f.Text, f.Hint = "no reports have been read yet", "run reportbot ingest PATH"
		return f
	}
	start := time.Now()
	store, err := retrieval.Open(ctx, g.Data, retrieval.Options{ReadOnly: true})
	if err != nil {
		return bad(f.Name, err)
	}
	defer store.Close()
	s, err := store.Snapshot(ctx)
	if err != nil {
		return bad(f.Name, err)
	}
	f.Text = fmt.Sprintf("%s, %s, opened in %d ms", count(len(s.Reports), "report"), count(s.Len(), "chunk"), time.Since(start).Milliseconds())
	if s.Model != "" {
		f.Text += fmt.Sprintf("; vectors of %s, %d dimensions", s.Model, s.Dim)
	}
	if n, err := store.Pending(ctx); err == nil && n > 0 {
		return finding{Name: f.Name, Text: f.Text + fmt.Sprintf("; %s to be read again", count(n, "report")), Hint: "run reportbot ingest on their folder"}
	}
	if s.Model != "" && g.Embeddings != "none" && s.Model != g.Embeddings {
		return finding{Name: f.Name, Text: "index was built with " + s.Model + ", not " + g.Embeddings, Hint: "run reportbot ingest --rebuild, or use --embeddings " + s.Model}
	}
	return f
}

func checkLLM(g *globals) finding {
	if g.LLM == "none" {
		return finding{Name: "model", OK: true, Text: "none: the program answers by itself"}
	}
	err := g.checkModels()
	return finding{Name: "model", Text: err.Error(), Hint: "use --llm none"}
}

// checkEmbeddings asks the embedding server for one vector.
func checkEmbeddings(ctx context.Context, g *globals) finding {
	f := finding{Name: "embeddings", OK: true}
	embedder, err := g.embedder()
	switch {
	case err != nil:
		return bad(f.Name, err)
	case embedder == nil:
		f.Text = "none: passages are found by their words"
		return f
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	start := time.Now()
	vector, err := embedder.EmbedQuery(ctx, "工作报告")
	if err != nil {
		return finding{Name: f.Name, Text: fmt.Sprintf("%s: %v", g.Embeddings, err), Hint: "see that the server runs and has the model"}
	}
	f.Text = fmt.Sprintf("%s: %d dimensions, answered in %d ms", g.Embeddings, len(vector), time.Since(start).Milliseconds())
	return f
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(g *globals, t terminal) error {
	if g.JSON {
		return t.printJSON(map[string]string{"version": version(), "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH})
	}
	t.printf("%s\n", versionText())
	return nil
}

func versionText() string {
	return fmt.Sprintf("reportbot %s (%s, %s/%s)", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// version is the module's version, or the commit that the program was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return s.Value[:12]
		}
	}
	return "devel"
}

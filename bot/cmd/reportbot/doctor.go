package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"reportbot/retrieval"
)

type doctorCmd struct{ slackFlags }

// Help is shown below the command's flags.
func (doctorCmd) Help() string {
	return `Says in plain words what is in place and what is not. Ends with 1 when something has to be mended. Slack is asked when SLACK_BOT_TOKEN or SLACK_APP_TOKEN is set.

Examples:
  reportbot doctor
  reportbot doctor --embeddings ollama:bge-m3
  reportbot doctor --llm ollama:qwen3`
}

// finding is what doctor says of one thing.
type finding struct {
	Name string `json:"name"`
	OK   bool   `json:"ok"`
	Text string `json:"text"`
	Hint string `json:"hint"`
}

// Run checks the data folder, the index, the models and Slack.
func (cmd doctorCmd) Run(ctx context.Context, g *globals, t terminal) error {
	one := func(f finding) []finding { return []finding{f} }
	checks := []func() []finding{
		func() []finding { return one(finding{Name: "program", OK: true, Text: versionText()}) },
		func() []finding { return one(checkData(g.Data)) },
		func() []finding { return one(checkIndex(ctx, g)) },
		func() []finding { return one(checkLLM(ctx, g)) },
		func() []finding { return one(checkEmbeddings(ctx, g)) },
		func() []finding { return checkSlack(ctx, cmd.SlackAPI) },
	}
	failed := false
	for _, check := range checks {
		found := check()
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, f := range found {
			failed = failed || !f.OK
			if err := t.giveFinding(f, g.JSON); err != nil {
				return err
			}
		}
	}
	if failed {
		return errReported
	}
	return nil
}

func (t terminal) giveFinding(f finding, asJSON bool) error {
	if asJSON {
		return t.printJSON(f)
	}
	mark := "ok  "
	if !f.OK {
		mark = "FAIL"
	}
	t.printf("%s  %-11s  %s\n", mark, f.Name, oneLine(f.Text))
	if f.Hint != "" {
		t.printf("%19shint: %s\n", "", oneLine(f.Hint))
	}
	return nil
}

// bad is the finding of an error.
func bad(name string, err error) finding {
	f := finding{Name: name, Text: err.Error(), Hint: retrieval.Hint(err)}
	if e, ok := errors.AsType[*usageError](err); ok {
		f.Hint = e.hint
	}
	return f
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

// checkIndex opens the index as ask does.
func checkIndex(ctx context.Context, g *globals) finding {
	f := finding{Name: "index", OK: true}
	if _, err := os.Stat(filepath.Join(g.Data, "index.db")); os.IsNotExist(err) {
		f.Text, f.Hint = "no reports have been read yet", "run reportbot ingest PATH"
		return f
	}
	start := time.Now()
	store, err := g.openStore(ctx, true)
	if err != nil {
		return bad(f.Name, err)
	}
	defer store.Close()
	s, err := store.Snapshot(ctx)
	if err != nil {
		return bad(f.Name, err)
	}
	if err := g.checkVectors(s); err != nil {
		return bad(f.Name, err)
	}
	f.Text = fmt.Sprintf("%s, %s, opened in %d ms", count(len(s.Reports), "report"), count(s.Len(), "chunk"), time.Since(start).Milliseconds())
	pending, err := store.Pending(ctx)
	if err != nil {
		return bad(f.Name, err)
	}
	if pending > 0 {
		f.OK, f.Hint = false, "run reportbot ingest on their folder"
		f.Text += fmt.Sprintf("; %s to be read again", count(pending, "report"))
	}
	return f.withVectors(s)
}

// withVectors adds what vectors the index has.
func (f finding) withVectors(s *retrieval.Snapshot) finding {
	if s.Model == "" {
		return f
	}
	f.Text += fmt.Sprintf("; vectors of %s, %s", s.Model, count(s.Dim, "dimension"))
	without := 0
	for _, r := range s.Reports {
		if !r.Vectors && r.ChunkCount > 0 {
			without++
		}
	}
	if without > 0 && f.OK {
		f.Text += fmt.Sprintf(", but for %s", count(without, "report"))
		f.Hint = "run reportbot ingest --embeddings " + s.Model + " on their folder"
	}
	return f
}

// checkLLM asks the model one question.
func checkLLM(ctx context.Context, g *globals) finding {
	f := finding{Name: "model", OK: true}
	writer, err := g.writer()
	switch {
	case err != nil:
		return bad(f.Name, err)
	case writer == nil:
		f.Text = "none: the program answers by itself"
		return f
	}
	ctx, cancel := context.WithTimeout(ctx, llmPatience)
	defer cancel()
	start := time.Now()
	formed, err := writer.Try(ctx)
	if err != nil {
		return bad(f.Name, err)
	}
	f.Text = fmt.Sprintf("%s: answered in %d ms", g.LLM, time.Since(start).Milliseconds())
	if !formed {
		f.Text += ", but not in the form that was asked for"
		f.Hint = "its answers will often be replaced by sentences of the reports; a larger model may do better"
	}
	return f
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
	vectors, err := embedder.EmbedDocuments(ctx, []string{"工作报告"})
	if err != nil {
		return bad(f.Name, err)
	}
	f.Text = fmt.Sprintf("%s: %s, answered in %d ms", g.Embeddings, count(len(vectors[0]), "dimension"), time.Since(start).Milliseconds())
	return f
}

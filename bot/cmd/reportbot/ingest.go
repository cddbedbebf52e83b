package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/tmc/langchaingo/embeddings"

	"reportbot/ingest/format"
	"reportbot/retrieval"
)

type ingestCmd struct {
	Paths      []string `arg:"" name:"path" help:"Files or folders of reports (.txt, .md, .html, .docx)."`
	Collection string   `placeholder:"NAME" help:"Collection of the reports; default: the one that a file names, else default."`
	Place      string   `placeholder:"NAME" help:"Place that the reports are about; default: found in each report."`
	Prune      bool     `help:"Forget reports below PATH whose file is gone."`
	Rebuild    bool     `help:"Read and embed all reports again, also unchanged ones."`
}

// Help is shown below the command's flags.
func (ingestCmd) Help() string {
	return `Only new and changed files are read. A file that can't be read is named with its reason and the others go on.

Examples:
  reportbot ingest reports/
  reportbot ingest --place 青箩镇 --collection towns qingluo-2023.docx
  reportbot ingest --prune reports/
  reportbot ingest --embeddings ollama:bge-m3 reports/`
}

// Run reads the reports. It fails when a file could not be read.
func (cmd *ingestCmd) Run(ctx context.Context, g *globals, t terminal) error {
	if err := g.checkModels(); err != nil {
		return err
	}
	embedder, err := g.embedder()
	if err != nil {
		return err
	}
	store, err := retrieval.Open(ctx, g.Data, retrieval.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	result, err := g.sync(ctx, t, store, embedder, cmd.Paths, retrieval.SyncOptions{
		Collection: cmd.Collection, Place: cmd.Place, Prune: cmd.Prune, Rebuild: cmd.Rebuild,
	})
	if err == nil || result.Added+result.Changed+result.Removed > 0 {
		if err := t.giveSync(result, g.JSON); err != nil {
			return err
		}
	}
	for _, f := range result.Failed {
		t.complain(failureText(f))
	}
	t.warnIncomplete(result)
	switch {
	case errors.Is(err, context.Canceled):
		return hinted("ingest", err, "the reports read so far are kept; run it again to go on")
	case err != nil:
		return err
	case len(result.Failed) > 0:
		return errReported
	}
	return nil
}

// sync reads what changed below the roots, with a progress bar where a person
// sees it.
func (g *globals) sync(ctx context.Context, t terminal, store *retrieval.Store, e embeddings.Embedder, roots []string, o retrieval.SyncOptions) (retrieval.SyncResult, error) {
	if e != nil {
		var err error
		if o.Model, err = g.vectorModel(); err != nil {
			return retrieval.SyncResult{}, err
		}
	}
	bar := newProgress(t, "reading reports")
	o.Progress = func(ev retrieval.Event) { bar.set(ev.Done, ev.Total) }
	result, err := retrieval.Sync(ctx, store, e, roots, o)
	bar.done()
	return result, err
}

// failureText says why a file could not be read, and what to do.
func failureText(f retrieval.Failure) (text, hint string) {
	hint = f.Hint
	switch {
	case hint != "":
	case errors.Is(f.Err, format.ErrEmpty):
		hint = "take it out of the folder, or save it again with its text"
	case errors.Is(f.Err, format.ErrDamaged):
		hint = "open it in the program that wrote it and save it again, or fetch it anew"
	case errors.Is(f.Err, format.ErrTooLarge):
		hint = "split it, or save its text alone"
	case errors.Is(f.Err, format.ErrUnsupported):
		hint = "reports are text, Markdown, HTML or DOCX files"
	}
	return fmt.Sprintf("%s: %v", f.Path, reason(f.Err)), hint
}

// reason leaves out the path that is told anyway.
func reason(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}

// warnIncomplete tells what is missing in the index besides files that could not
// be read.
func (t terminal) warnIncomplete(r retrieval.SyncResult) {
	for _, root := range r.Empty {
		t.warn(root+": there are no reports in it", "reports are .txt, .md, .html or .docx files")
	}
	for _, f := range r.Warnings {
		t.warn(failureText(f))
	}
	if r.Unembedded > 0 {
		t.warn(count(r.Unembedded, "report")+" stored without vectors, to be found by words alone", "run it again when the embedding model works")
	}
}

// giveSync prints what was done, for a person or for a program.
func (t terminal) giveSync(r retrieval.SyncResult, asJSON bool) error {
	if asJSON {
		return t.printJSON(summarize(r))
	}
	t.printf("%d added, %d changed, %d unchanged, %d removed", r.Added, r.Changed, r.Unchanged, r.Removed)
	if r.Skipped > 0 {
		t.printf("; %s of other kinds skipped", count(r.Skipped, "file"))
	}
	t.printf("\n")
	return nil
}

// syncSummary is the result of ingest for programs.
type syncSummary struct {
	Added      int           `json:"added"`
	Changed    int           `json:"changed"`
	Unchanged  int           `json:"unchanged"`
	Removed    int           `json:"removed"`
	Skipped    int           `json:"skipped"`
	Unembedded int           `json:"unembedded"`
	Failed     []fileFailure `json:"failed"`
}

type fileFailure struct {
	Path  string `json:"path"`
	Error string `json:"error"`
	Hint  string `json:"hint"`
}

func summarize(r retrieval.SyncResult) syncSummary {
	s := syncSummary{
		Added: r.Added, Changed: r.Changed, Unchanged: r.Unchanged, Removed: r.Removed, Skipped: r.Skipped,
		Unembedded: r.Unembedded, Failed: []fileFailure{},
	}
	for _, f := range r.Failed {
		_, hint := failureText(f)
		s.Failed = append(s.Failed, fileFailure{Path: f.Path, Error: reason(f.Err).Error(), Hint: hint})
	}
	return s
}

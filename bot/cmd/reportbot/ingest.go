package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/tmc/langchaingo/embeddings"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"reportbot/retrieval"
)

type ingestCmd struct {
	Paths      []string `arg:"" name:"path" help:"Files or folders of reports (.txt, .md, .html, .docx)."`
	Collection string   `placeholder:"NAME" help:"Collection of the reports (default: default)."`
	Place      string   `placeholder:"NAME" help:"Place that the reports are about, when they hide it."`
	Prune      bool     `help:"Forget reports below PATH whose file is gone."`
	Rebuild    bool     `help:"Read all reports again, also unchanged ones."`
}

// Help is shown below the command's flags.
func (ingestCmd) Help() string {
	return `Only new and changed files are read. A file that can't be read is named with its reason and the others go on.

Examples:
  reportbot ingest reports/
  reportbot ingest --place 青螺镇 --collection towns qingluo-2023.docx
  reportbot ingest --prune reports/`
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
	if err != nil {
		return err
	}
	if g.JSON {
		err = t.printJSON(summarize(result))
	} else {
		t.printSync(result)
	}
	t.warnFailed(result)
	if err == nil && len(result.Failed) > 0 {
		return errReported
	}
	return err
}

// sync reads what changed below the roots, with a progress bar where a person
// sees it.
func (g *globals) sync(ctx context.Context, t terminal, store *retrieval.Store, e embeddings.Embedder, roots []string, o retrieval.SyncOptions) (retrieval.SyncResult, error) {
	if e != nil {
		o.Model = g.Embeddings
	}
	bar := newProgress(t, "reading reports")
	o.Progress = func(ev retrieval.Event) { bar.set(ev.Done, ev.Total) }
	result, err := retrieval.Sync(ctx, store, e, roots, o)
	bar.done()
	return result, err
}

func (t terminal) printSync(r retrieval.SyncResult) {
	t.printf("%d added, %d changed, %d unchanged, %d removed", r.Added, r.Changed, r.Unchanged, r.Removed)
	if r.Skipped > 0 {
		t.printf("; %d files of other kinds skipped", r.Skipped)
	}
	t.printf("\n")
}

// warnFailed names the files that could not be read, and what else went wrong.
func (t terminal) warnFailed(r retrieval.SyncResult) {
	for _, f := range r.Failed {
		t.complain(fmt.Sprintf("%s: %v", f.Path, f.Err), f.Hint)
	}
	for _, root := range r.Empty {
		t.warn("%s: no reports in it (.txt, .md, .html, .docx)", root)
	}
	for _, f := range r.Warnings {
		t.warn("%s: %v", f.Path, f.Err)
		if f.Hint != "" {
			fmt.Fprintf(t.err, "hint: %s\n", printable(f.Hint))
		}
	}
	if r.Unembedded > 0 {
		t.warn("%d reports have no vectors and are found by their words alone; run ingest again", r.Unembedded)
	}
}

// syncSummary is the result of ingest for programs.
type syncSummary struct {
	Added     int           `json:"added"`
	Changed   int           `json:"changed"`
	Unchanged int           `json:"unchanged"`
	Removed   int           `json:"removed"`
	Skipped   int           `json:"skipped"`
	Failed    []fileFailure `json:"failed"`
}

type fileFailure struct {
	Path  string `json:"path"`
	Error string `json:"error"`
	Hint  string `json:"hint"`
}

func summarize(r retrieval.SyncResult) syncSummary {
	s := syncSummary{
		Added: r.Added, Changed: r.Changed, Unchanged: r.Unchanged, Removed: r.Removed, Skipped: r.Skipped,
		Failed: []fileFailure{},
	}
	for _, f := range r.Failed {
		s.Failed = append(s.Failed, fileFailure{Path: f.Path, Error: f.Err.Error(), Hint: f.Hint})
	}
	return s
}

// progress is a bar on standard error; without a terminal it does nothing.
type progress struct {
	name string
	all  *mpb.Progress
	bar  *mpb.Bar
}

func newProgress(t terminal, name string) *progress {
	p := &progress{name: name}
	if isTerminal(t.err) {
		p.all = mpb.New(mpb.WithOutput(t.err), mpb.WithWidth(48))
	}
	return p
}

func (p *progress) set(done, total int) {
	if p.all == nil || total == 0 {
		return
	}
	if p.bar == nil {
		p.bar = p.all.AddBar(int64(total), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name(p.name+" "), decor.CountersNoUnit("%d/%d")),
			mpb.AppendDecorators(decor.AverageETA(decor.ET_STYLE_GO)))
	}
	p.bar.SetTotal(int64(total), false)
	p.bar.SetCurrent(int64(done))
}

func (p *progress) done() {
	if p.bar != nil {
		p.bar.SetTotal(-1, true)
	}
	if p.all != nil {
		p.all.Wait()
	}
}

func quoteAll(paths []string) string {
	var out []string
	for _, p := range paths {
		out = append(out, filepath.ToSlash(p))
	}
	return strings.Join(out, ", ")
}

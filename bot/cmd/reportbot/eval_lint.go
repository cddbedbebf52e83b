package main

import (
	"context"
	"os"
	"slices"

	"reportbot/eval/cases"
	"reportbot/ingest"
	"reportbot/retrieval"
)

type evalLintCmd struct {
	Cases   string   `arg:"" help:"File of cases, JSON lines."`
	Reports []string `required:"" placeholder:"PATH" sep:"none" help:"The reports that the cases are about (may be repeated)."`
}

// Help is shown below the command's flags.
func (evalLintCmd) Help() string {
	return `Examples:
  reportbot eval lint cases.jsonl --reports reports/
  reportbot eval lint cases.jsonl --reports reports/ --json`
}

// Run prints every problem of the file, and fails when there is one. The index is left
// as it is.
func (cmd *evalLintCmd) Run(ctx context.Context, g *globals, t terminal) error {
	f, err := os.Open(cmd.Cases)
	if err != nil {
		return noCases(err)
	}
	defer f.Close()
	reports, err := readForLint(ctx, t, cmd.Reports)
	if err != nil {
		return err
	}
	problems, err := cases.Lint(f, cmd.Cases, reports)
	if err != nil {
		return err
	}
	if g.JSON {
		if err := t.printJSON(append([]cases.Problem{}, problems...)); err != nil {
			return err
		}
	} else {
		for _, p := range problems {
			t.printf("%s\n", oneLine(p.Error()))
		}
	}
	if len(problems) > 0 {
		t.complain(count(len(problems), "problem")+" in "+cmd.Cases, "")
		return errReported
	}
	return nil
}

// readForLint reads the reports below some paths into an index that goes again.
func readForLint(ctx context.Context, t terminal, roots []string) ([]cases.Report, error) {
	dir, err := os.MkdirTemp("", "reportbot-lint-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	store, err := retrieval.Open(ctx, dir, retrieval.Options{})
	if err != nil {
		return nil, err
	}
	defer store.Close()
	synced, err := retrieval.Sync(ctx, store, nil, roots, retrieval.SyncOptions{})
	for _, f := range synced.Failed {
		t.warn(failureText(f))
	}
	if err != nil {
		return nil, err
	}
	snapshot, err := store.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	var out []cases.Report
	for i, info := range snapshot.Reports {
		r, err := snapshot.Report(i)
		if err != nil {
			return nil, err
		}
		out = append(out, cases.Report{Source: info.Source, Text: r.Text, Headings: headingsOf(r)})
	}
	return out, nil
}

// headingsOf returns the headings of a report; "" for text above the first one.
func headingsOf(r *ingest.Report) (out []string) {
	for _, s := range r.Sections {
		heading := ""
		if len(s.Path) > 0 {
			heading = s.Path[len(s.Path)-1]
		}
		if !slices.Contains(out, heading) {
			out = append(out, heading)
		}
	}
	return out
}

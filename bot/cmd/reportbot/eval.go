package main

import (
	"context"
	"os"
	"strings"

	"reportbot/bot/answer"
	"reportbot/eval"
)

// evalCmd groups the commands of the evaluation; eval CASES is eval run CASES.
type evalCmd struct {
	Run evalRunCmd `cmd:"" default:"withargs" help:"Answer the questions of a set of cases and measure the answers."`
}

// Help is shown below the command's flags.
func (evalCmd) Help() string { return evalRunCmd{}.Help() }

type evalRunCmd struct {
	Cases   string   `arg:"" help:"File of cases, JSON lines."`
	Reports []string `placeholder:"PATH" sep:"none" help:"Read what changed under PATH first and search only the files there (may be repeated)."`
	Out     string   `placeholder:"DIR" help:"Write summary.json, cases.jsonl and answers.jsonl into DIR."`
	Wrong   bool     `help:"List the cases that are not right, with the reasons."`
}

// Help is shown below the command's flags.
func (evalRunCmd) Help() string {
	return `Examples:
  reportbot eval cases.jsonl --reports reports/
  reportbot eval run cases.jsonl --reports reports/ --wrong
  reportbot eval run cases.jsonl --reports reports/ --json --out results/`
}

// Run measures the answers; a wrong answer is a result, not an error.
func (cmd *evalRunCmd) Run(ctx context.Context, g *globals, t terminal) error {
	if err := g.checkModels(); err != nil {
		return err
	}
	cases, err := readCases(cmd.Cases)
	if err != nil {
		return err
	}
	o, err := g.open(ctx, t, cmd.Reports)
	if err != nil {
		return err
	}
	defer o.close()
	check, err := verbatim(ctx, o)
	if err != nil {
		return err
	}
	bar := newProgress(t, "answering")
	run := eval.Run{
		Ask:      o.answerer.Ask,
		Verbatim: check,
		Progress: func(done, all int, _ eval.Result) { bar.set(done, all) },
	}
	results, err := run.Do(ctx, cases)
	bar.done()
	if cmd.Out != "" && len(results) > 0 {
		if err := eval.WriteDir(cmd.Out, results); err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	return cmd.print(t, g, results)
}

func (cmd *evalRunCmd) print(t terminal, g *globals, results []eval.Result) error {
	summary := eval.Summarize(results)
	if g.JSON {
		return summary.WriteJSON(t.out)
	}
	if err := summary.Table(t.out); err != nil {
		return err
	}
	if !cmd.Wrong {
		return nil
	}
	t.printf("\n")
	return eval.Wrong(t.out, results)
}

func readCases(path string) ([]eval.Case, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, hinted("read the cases", err, "name a file of JSON lines, such as eval/testdata/cases.jsonl")
	}
	defer f.Close()
	cases, err := eval.ReadCases(f, path)
	if err != nil {
		return nil, hinted("read the cases", err, "a file of cases has one JSON object a line; eval/testdata/README.md tells its fields")
	}
	return cases, nil
}

// verbatim returns a check that a citation's quote stands in the report that it
// names.
func verbatim(ctx context.Context, o *opened) (func(answer.Citation) bool, error) {
	snapshot, err := o.store.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	texts := map[string][]string{}
	for i, info := range snapshot.Reports {
		source := info.Source
		if own, ok := o.answerer.Scope[info.ID]; ok {
			source = own
		}
		r, err := snapshot.Report(i)
		if err != nil {
			return nil, err
		}
		texts[source] = append(texts[source], r.Text)
	}
	return func(c answer.Citation) bool {
		for _, text := range texts[c.Report] {
			if strings.Contains(text, c.Quote) {
				return true
			}
		}
		return false
	}, nil
}

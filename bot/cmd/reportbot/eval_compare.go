package main

import (
	"errors"
	"fmt"

	"reportbot/eval"
	"reportbot/eval/score"
)

type evalCompareCmd struct {
	Old string `arg:"" help:"Folder of the run before."`
	New string `arg:"" help:"Folder of the run after."`
}

// Help is shown below the command's flags.
func (evalCompareCmd) Help() string {
	return `Correct answers are compared by McNemar's exact test, other measures by a paired bootstrap.

Examples:
  reportbot eval compare run1 run2
  reportbot eval compare run1 run2 --json`
}

// Run prints what changed.
func (cmd *evalCompareCmd) Run(g *globals, t terminal) error {
	c, err := eval.Compare(cmd.Old, cmd.New)
	if err != nil {
		return runError("compare the runs", err)
	}
	if g.JSON {
		return t.printJSON(c)
	}
	return c.Write(t.out)
}

type evalGateCmd struct {
	Run_     string   `arg:"" name:"run" help:"Folder of a run."`
	Min      []string `placeholder:"NAME=NUMBER" help:"The least that a measure may be (may be repeated)."`
	Max      []string `placeholder:"NAME=NUMBER" help:"The most that a measure may be (may be repeated)."`
	Baseline string   `placeholder:"RUN" help:"Folder of a run that this one may not fall below."`
	MaxDrop  float64  `placeholder:"NUMBER" help:"By how much it may."`
}

// Help is shown below the command's flags.
func (evalGateCmd) Help() string {
	return `The baseline holds for correct and for each measure that is named.

Examples:
  reportbot eval gate run1 --min correct=0.85 --min citation.section=0.9
  reportbot eval gate run1 --max unsupported=0 --max citation.unverbatim=0
  reportbot eval gate run2 --baseline run1 --max-drop 0.02`
}

// Run prints the reasons why a run does not reach the bars, and fails then.
func (cmd *evalGateCmd) Run(g *globals, t terminal) error {
	bars, err := cmd.bars()
	if err != nil {
		return err
	}
	summary, err := eval.Summarize(cmd.Run_)
	if err != nil {
		return runError("check the run", err)
	}
	if summary.All.Cases == 0 {
		return runError("check the run", errors.New(cmd.Run_+" holds no answers"))
	}
	reasons := append([]string{}, bars.Check(summary)...)
	if g.JSON {
		err = t.printJSON(struct {
			Passed  bool     `json:"passed"`
			Reasons []string `json:"reasons"`
		}{len(reasons) == 0, reasons})
	} else {
		for _, r := range reasons {
			t.printf("%s\n", r)
		}
	}
	if err == nil && len(reasons) > 0 {
		t.complain(fmt.Sprintf("%s does not reach %s", cmd.Run_, count(len(reasons), "bar")), "reportbot eval show "+cmd.Run_+" --failures tells where")
		return errReported
	}
	return err
}

func (cmd *evalGateCmd) bars() (b eval.Bars, err error) {
	if cmd.Baseline != "" {
		before, err := eval.Summarize(cmd.Baseline)
		if err != nil {
			return b, runError("read the baseline", err)
		}
		b.Baseline, b.MaxDrop = &before, cmd.MaxDrop
	}
	if b.Min, err = parseBars("--min", cmd.Min); err != nil {
		return b, err
	}
	b.Max, err = parseBars("--max", cmd.Max)
	if err == nil && len(b.Min)+len(b.Max) == 0 && b.Baseline == nil {
		err = &usageError{"no bar to reach", "name one by --min, --max or --baseline"}
	}
	return b, err
}

func parseBars(flag string, texts []string) (map[score.Name]float64, error) {
	out := map[score.Name]float64{}
	for _, text := range texts {
		name, bound, err := eval.ParseBar(text)
		if err != nil {
			return nil, &usageError{flag + " " + err.Error(), "write it like " + flag + " correct=0.85"}
		}
		out[name] = bound
	}
	return out, nil
}

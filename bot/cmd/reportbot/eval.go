package main

import (
	"errors"
	"os"

	"reportbot/eval/cases"
	"reportbot/eval/runs"
)

// evalCmd groups the commands of the evaluation; eval CASES is eval run CASES.
type evalCmd struct {
	Run     evalRunCmd     `cmd:"" default:"withargs" help:"Answer the questions of a set of cases and measure the answers."`
	Lint    evalLintCmd    `cmd:"" help:"Find what is wrong with a file of cases."`
	Show    evalShowCmd    `cmd:"" help:"Show what a run came to, and where it failed."`
	Compare evalCompareCmd `cmd:"" help:"Tell what changed from one run to another."`
	Gate    evalGateCmd    `cmd:"" help:"Fail unless a run reaches some bars."`
}

// Help is shown below the command's flags.
func (evalCmd) Help() string {
	return `reportbot eval CASES is reportbot eval run CASES.

Examples:
  reportbot eval cases.jsonl --reports reports/
  reportbot eval lint cases.jsonl --reports reports/
  reportbot eval run cases.jsonl --reports reports/ --out run1
  reportbot eval show run1 --failures
  reportbot eval compare run1 run2
  reportbot eval gate run2 --min correct=0.85 --max unsupported=0`
}

// readCases reads a file of cases.
func readCases(path string) ([]cases.Case, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, noCases(err)
	}
	defer f.Close()
	all, err := cases.Read(f, path)
	if err != nil {
		return nil, hinted("read the cases", err, "a file of cases has one JSON object a line; reportbot eval lint finds all that is wrong")
	}
	return all, nil
}

func noCases(err error) error {
	return hinted("read the cases", err, "name a file of JSON lines, such as eval/testdata/cases.jsonl")
}

// runError tells what to do about a run's folder.
func runError(op string, err error) error {
	switch {
	case errors.Is(err, runs.ErrExists):
		return hinted(op, err, "go on with it by --resume, or name another folder")
	case errors.Is(err, runs.ErrNoRun):
		return hinted(op, err, "reportbot eval run CASES --out DIR makes one")
	case errors.Is(err, runs.ErrOtherRun):
		return hinted(op, err, "name another folder, or start the run as the one there was")
	}
	return err
}

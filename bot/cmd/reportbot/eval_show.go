package main

import (
	"encoding/json"

	"reportbot/eval"
	"reportbot/eval/runs"
)

type evalShowCmd struct {
	Run_     string `arg:"" name:"run" help:"Folder of a run."`
	Failures bool   `help:"Show each case that is not right: what was asked, expected, given, cited and retrieved, and the likely cause."`
}

// Help is shown below the command's flags.
func (evalShowCmd) Help() string {
	return `Examples:
  reportbot eval show run1
  reportbot eval show run1 --failures
  reportbot eval show run1 --failures --json`
}

// Run prints a summary, or the failures of a run one after the other.
func (cmd *evalShowCmd) Run(g *globals, t terminal) error {
	info, err := runs.ReadInfo(cmd.Run_)
	if err != nil {
		return runError("show the run", err)
	}
	if cmd.Failures {
		return cmd.failures(g, t)
	}
	summary, err := eval.Summarize(cmd.Run_)
	if err != nil {
		return err
	}
	if g.JSON {
		return t.printJSON(struct {
			Run     runs.Info    `json:"run"`
			Summary eval.Summary `json:"summary"`
		}{info, summary})
	}
	t.printf("%s of %s, mode %s, --llm %s, --embeddings %s\nprogram %s, prompts %s, index %s, cases %s\n\n", info.Started.Format("2006-01-02 15:04"),
		printable(info.CasesFile), info.Mode, printable(info.LLM), printable(info.Embeddings), info.Program, info.Prompts, info.Index, info.CasesHash)
	return summary.Table(t.out)
}

// failures prints each failure, for programs one on a line.
func (cmd *evalShowCmd) failures(g *globals, t terminal) error {
	enc := json.NewEncoder(t.out)
	enc.SetEscapeHTML(false)
	return runs.Each(cmd.Run_, func(r runs.Result) error {
		f, failed := eval.FailureOf(r)
		switch {
		case !failed:
			return nil
		case g.JSON:
			return enc.Encode(f)
		}
		return f.Write(t.out)
	})
}

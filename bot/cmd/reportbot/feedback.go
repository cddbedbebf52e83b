package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"reportbot/bot/answer"
	"reportbot/bot/blocks"
	"reportbot/bot/state"
)

type feedbackCmd struct {
	JSONL bool `name:"jsonl" help:"Print the complaints as cases for reportbot eval, one a line, to be looked through by a person."`
}

// Help is shown below the command's flags.
func (feedbackCmd) Help() string {
	return `Lists what people said of answers in Slack, oldest first. With --jsonl, each answer that somebody complained of becomes a case: what it cited is the evidence to begin with, and a figure that was called wrong must not be given again.

Examples:
  reportbot feedback
  reportbot feedback --jsonl > complaints.jsonl
  reportbot eval complaints.jsonl`
}

// opinion is what one person said of one answer, as programs see it.
type opinion struct {
	Question string          `json:"id"`
	User     string          `json:"user"`
	Verdict  string          `json:"verdict"`
	Reason   string          `json:"reason"`
	Comment  string          `json:"comment"`
	At       string          `json:"at"` // RFC 3339, UTC
	Asked    string          `json:"question"`
	Answer   json.RawMessage `json:"answer"` // as ask --json prints it
}

// Run lists what people said.
func (cmd *feedbackCmd) Run(ctx context.Context, g *globals, t terminal) error {
	if _, err := os.Stat(filepath.Join(g.Data, state.File)); os.IsNotExist(err) {
		return hinted("open "+g.Data, fmt.Errorf("the bot has not run with this folder yet"), "choose the folder of reportbot serve with --data")
	}
	db, err := openState(ctx, g.Data)
	if err != nil {
		return err
	}
	defer db.Close()
	all, err := db.Feedback(ctx)
	if err != nil {
		return err
	}
	if cmd.JSONL {
		return t.giveCases(ctx, db, all)
	}
	for _, f := range all {
		if err := t.giveOpinion(f, g.JSON); err != nil {
			return err
		}
	}
	if len(all) == 0 && !g.JSON {
		t.printf("Nobody has said anything of an answer yet.\n")
	}
	return nil
}

// giveOpinion prints what one person said, for a person or for a program.
func (t terminal) giveOpinion(f state.Feedback, asJSON bool) error {
	if asJSON {
		return t.printJSON(opinion{f.Question, f.User, f.Verdict, f.Reason, f.Comment, f.At.UTC().Format(time.RFC3339), f.Asked, f.Answer})
	}
	mark := "+"
	if f.Verdict == "down" {
		mark = "-"
	}
	t.printf("%s %s  %s\n", mark, f.At.Local().Format("2006-01-02 15:04"), oneLine(f.Asked))
	var ans answer.Answer
	if json.Unmarshal(f.Answer, &ans) == nil && ans.Text != "" {
		t.printf("    answer: %s\n", oneLine(ans.Text))
	}
	if reason := blocks.WordsFor(blocks.English).Reasons[blocks.Reason(f.Reason)]; reason != "" {
		t.printf("    %s\n", reason)
	}
	if f.Comment != "" {
		t.printf("    comment: %s\n", oneLine(f.Comment))
	}
	return nil
}

// giveCases prints a case for each answer that somebody complained of.
func (t terminal) giveCases(ctx context.Context, db *state.DB, all []state.Feedback) error {
	complaints := map[string][]state.Feedback{}
	var order []string // IDs of questions, as they were first complained of
	for _, f := range all {
		if f.Verdict != "down" {
			continue
		}
		if complaints[f.Question] == nil {
			order = append(order, f.Question)
		}
		complaints[f.Question] = append(complaints[f.Question], f)
	}
	for _, id := range order {
		q, err := db.Question(ctx, id)
		if err != nil {
			return err
		}
		turns, err := db.Turns(ctx, q, historyTurns)
		if err != nil {
			return err
		}
		if err := t.printJSON(caseOf(q, turns, complaints[id])); err != nil {
			return err
		}
	}
	return nil
}

package main

import (
	"encoding/json"
	"slices"
	"strings"

	"reportbot/bot/answer"
	"reportbot/bot/blocks"
	"reportbot/bot/state"
	"reportbot/eval/cases"
	"reportbot/ingest"
	"reportbot/ingest/figure"
)

// historyTurns is how much of a conversation a case keeps: what the bot looks back at.
const historyTurns = 6

// caseOf makes a case of a question whose answer people complained of. What its
// answer cited, or was nearest to, is the evidence to begin with; a person has to see
// what is right.
func caseOf(q *state.Question, turns []state.Turn, complaints []state.Feedback) cases.Case {
	var ans answer.Answer
	_ = json.Unmarshal(q.Answer, &ans) // one that can't be read has no evidence
	c := cases.Case{
		ID: "feedback-" + q.ID, Kind: "fact", Question: q.Text, Expect: cases.ExpectAnswer,
		History: []answer.Turn{}, Figures: []string{}, MustNot: []string{},
	}
	for _, t := range turns {
		c.History = append(c.History, answer.Turn{Role: "user", Text: t.Asked}, answer.Turn{Role: "assistant", Text: t.Said})
	}
	c.Reports, c.Sections, c.Evidence = evidenceOf(ans)
	var comments []string
	for _, f := range complaints {
		if f.Comment != "" {
			comments = append(comments, f.Comment)
		}
	}
	c.Answer = strings.Join(comments, "\n")
	given, right := figuresGiven(ans), figuresOf(c.Answer)
	if len(given) > 0 {
		c.Kind = "figure"
	}
	if calls(complaints, blocks.WrongFigure) || calls(complaints, blocks.Outdated) {
		c.Figures = right
		c.MustNot = slices.DeleteFunc(given, func(f string) bool { return slices.Contains(right, f) })
	} else {
		c.Figures = unique(append(given, right...))
	}
	switch {
	case len(c.Evidence) == 0:
		c.Kind, c.Expect = "unanswerable", cases.ExpectRefuse
	case ans.Kind == answer.Redacted && !calls(complaints, blocks.Missing):
		c.Kind, c.Expect = "redacted", cases.ExpectRedacted
	}
	return c
}

// calls tells whether one of the complaints has a reason.
func calls(complaints []state.Feedback, reason blocks.Reason) bool {
	return slices.ContainsFunc(complaints, func(f state.Feedback) bool { return f.Reason == string(reason) })
}

// evidenceOf is what an answer cited; of one without citations the best of what was
// found.
func evidenceOf(ans answer.Answer) (reports, sections, evidence []string) {
	reports, sections, evidence = []string{}, []string{}, []string{}
	add := func(report, section, text string) {
		headings := strings.Split(section, ingest.PathSeparator)
		reports = unique(append(reports, report))
		sections, evidence = append(sections, headings[len(headings)-1]), append(evidence, text)
	}
	for _, c := range ans.Citations {
		add(c.Report, c.Section, c.Quote)
	}
	if len(evidence) == 0 && len(ans.Retrieval) > 0 {
		best := ans.Retrieval[0]
		line, _, _ := strings.Cut(best.Text, "\n")
		add(best.Report, best.Section, line)
	}
	return reports, sections, evidence
}

// figuresGiven are the figures that an answer states, masked ones left out.
func figuresGiven(ans answer.Answer) []string {
	out := []string{}
	for _, s := range ans.Statements {
		for _, r := range s.Rows {
			if !r.Masked {
				out = append(out, r.Value)
			}
		}
		if s.Rows == nil {
			out = append(out, figuresOf(s.Text)...)
		}
	}
	return unique(out)
}

// figuresOf are the figures that stand in a text.
func figuresOf(text string) []string {
	out := []string{}
	for line := range strings.Lines(text) {
		for _, f := range figure.Parse(line, figure.Context{}) {
			if !f.Masked {
				out = append(out, f.Text)
			}
		}
	}
	return unique(out)
}

// unique drops what stands in a list before.
func unique(list []string) []string {
	out := []string{}
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

package eval

import (
	"fmt"
	"io"
	"strings"

	"reportbot/eval/match"
	"reportbot/eval/runs"
	"reportbot/eval/score"
)

// Failure is a case that is not answered right, or not from the right source, with
// what it takes to see why.
type Failure struct {
	ID       string        `json:"id"`
	Kind     string        `json:"kind"`
	Turn     int           `json:"turn"`
	Outcome  score.Outcome `json:"outcome"`
	Cause    score.Cause   `json:"cause"`
	Reasons  []string      `json:"reasons"`
	Question string        `json:"question"`
	Expected string        `json:"expected"`
	Got      string        `json:"got"`
	Cited    []string      `json:"cited"` // report › section: quote
	Ranked   []Ranked      `json:"ranked"`
}

// Ranked is a chunk that was retrieved.
type Ranked struct {
	Report   string `json:"report"`
	Section  string `json:"section"`
	Evidence bool   `json:"evidence"` // it holds a sentence of the evidence
}

// FailureOf returns what went wrong with a case; false when nothing did.
func FailureOf(r runs.Result) (Failure, bool) {
	if len(r.Score.Reasons) == 0 {
		return Failure{}, false
	}
	f := Failure{
		ID: r.Case.ID, Kind: r.Case.Kind, Turn: r.Turn, Outcome: r.Score.Outcome, Cause: r.Score.Cause, Reasons: r.Score.Reasons,
		Question: r.Case.Question, Expected: fmt.Sprintf("%s (%s)", r.Case.Answer, r.Case.Expect), Got: fmt.Sprintf("%s (%s)", r.Answer.Text, r.Answer.Kind),
		Cited: []string{}, Ranked: []Ranked{},
	}
	for _, c := range r.Answer.Citations {
		f.Cited = append(f.Cited, place(c.Report, c.Section)+": "+c.Quote)
	}
	for _, found := range r.Answer.Retrieval {
		holds := false
		for _, e := range r.Case.Evidence {
			holds = holds || match.OfReports(found.Report, r.Case.Reports) && strings.Contains(match.Fold(found.Text), match.Fold(e))
		}
		f.Ranked = append(f.Ranked, Ranked{found.Report, found.Section, holds})
	}
	return f, true
}

// place is "report › section".
func place(report, section string) string {
	if section == "" {
		return report
	}
	return report + " › " + section
}

// Write prints a failure for a person.
func (f Failure) Write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s, %s\n", score.OneLine(f.ID), f.Kind, f.Outcome, f.Cause)
	for _, reason := range f.Reasons {
		field(&b, "wrong", reason)
	}
	field(&b, "question", f.Question)
	field(&b, "expected", f.Expected)
	field(&b, "got", strings.ReplaceAll(f.Got, "\n", " / "))
	for _, c := range f.Cited {
		field(&b, "cited", c)
	}
	for i, r := range f.Ranked {
		mark := ""
		if r.Evidence {
			mark = "  ← evidence"
		}
		field(&b, fmt.Sprintf("rank %d", i+1), place(r.Report, r.Section)+mark)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func field(b *strings.Builder, name, text string) {
	fmt.Fprintf(b, "    %-9s %s\n", name, score.OneLine(strings.ReplaceAll(text, "\n", " ")))
}

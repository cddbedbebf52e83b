package score

import (
	"slices"
	"strings"

	"reportbot/bot/answer"
	"reportbot/eval/cases"
	"reportbot/eval/match"
	"reportbot/ingest/figure"
)

// figures scores the figures of an answer, each against the evidence.
func (s *Score) figures(c cases.Case, a answer.Answer) {
	n := len(c.Figures)
	if n == 0 || a.Kind != answer.Answered || c.Expect != cases.ExpectAnswer {
		return
	}
	s.add(Value, n-len(match.Missing(c.Figures, a.Text)), n)
	evidence := strings.Join(c.Evidence, "\n")
	b := binding{
		c: c, told: figuresIn(a.Text), truth: figuresIn(evidence), said: figuresIn(c.Answer),
		cited: figuresIn(evidence + "\n" + strings.Join(quotesOf(a.Citations), "\n")),
	}
	for _, want := range c.Figures {
		b.score(want)
	}
	s.add(Indicator, b.indicator.right, b.indicator.all)
	s.add(Period, b.period.right, b.period.all)
	s.add(Status, b.status.right, b.status.all)
	s.add(Direction, b.direction.right, b.direction.all)
}

// tally counts what is right.
type tally struct{ right, all int }

func (t *tally) tell(right bool) {
	t.all++
	if right {
		t.right++
	}
}

// binding compares what the figures of an answer belong to with what those of the
// evidence do.
type binding struct {
	c                                    cases.Case
	told, truth, said                    []figure.Figure // of the answer, the evidence, the reference answer
	cited                                []figure.Figure // of the evidence and all quotes
	indicator, period, status, direction tally
}

// score compares one wanted figure.
func (b *binding) score(want string) {
	wanted := match.Figures(want)
	if len(wanted) != 1 {
		return
	}
	equal := func(f figure.Figure) bool { return match.Equal(f, wanted[0]) }
	told, truth := filter(b.told, equal), filter(b.truth, equal)
	if len(truth) == 0 {
		return // reckoned
	}
	if len(told) == 0 {
		if b.siblingInPlaceOf(truth) {
			b.indicator.tell(false)
		}
		return
	}
	// A figure may be told more than once: once right is right.
	b.indicator.tell(slices.ContainsFunc(told, b.ownIndicator))
	b.status.tell(slices.ContainsFunc(told, func(f figure.Figure) bool {
		return b.sameStatus(f, want, slices.Concat(filter(b.said, equal), filter(b.cited, equal)))
	}))
	if truth[0].Direction != "" && slices.ContainsFunc(told, func(f figure.Figure) bool { return f.Direction != "" }) {
		b.direction.tell(slices.ContainsFunc(told, func(f figure.Figure) bool { return f.Direction == truth[0].Direction }))
	}
	told = filter(told, func(f figure.Figure) bool { return f.Period != "" }) // else the question's holds
	if len(told) > 0 && (b.partOfYear(truth[0]) || len(askedYears(b.c)) > 0) {
		b.period.tell(slices.ContainsFunc(told, func(f figure.Figure) bool { return b.samePeriod(f, truth[0]) }))
	}
}

// figuresIn reads the figures of a text with periods in some year, so that parts of a
// year can be told apart, and with the words of intent that stand before each.
func figuresIn(text string) (all []figure.Figure) {
	for line := range strings.Lines(match.WithoutMarks(text)) {
		runes, from := []rune(line), 0
		for _, f := range figure.Parse(line, figure.Context{Year: someYear}) {
			if told := statusIn(string(runes[min(from, f.Start):f.Start])); told != "" {
				f.Status = told
			}
			all, from = append(all, f), f.End
		}
	}
	return all
}

// statusIn is what the words before a figure say last; "" when they say nothing.
func statusIn(words string) (status figure.Status) {
	last := -1
	for word, s := range statusWords {
		if at := strings.LastIndex(words, word); at > last {
			status, last = s, at
		}
	}
	return status
}

var statusWords = map[string]figure.Status{
	"目标": figure.Target, "计划": figure.Target, "力争": figure.Target, "(target)": figure.Target,
	"预计": figure.Expected, "(expected)": figure.Expected,
	"实际": figure.Actual, "actual": figure.Actual,
}

// someYear is the year of figures whose text names none.
const someYear = 2004

func filter(figures []figure.Figure, passes func(figure.Figure) bool) []figure.Figure {
	return slices.DeleteFunc(slices.Clone(figures), func(f figure.Figure) bool { return !passes(f) })
}

package score

import (
	"slices"
	"strings"

	"reportbot/bot/answer"
	"reportbot/eval/cases"
	"reportbot/eval/match"
	"reportbot/ingest/figure"
)

// support counts the figures of an answer that nothing cited holds, and those that
// nobody asked for.
func (s *Score) support(c cases.Case, a Given) {
	asked := askedFigures(c)
	all, extra := 0, []string{}
	seen := func(f figure.Figure, quotes []string, text string) {
		all++
		switch {
		case match.Has(asked, f):
		case !heldBy(f, quotes) && !match.ReckonedIn(f, text):
			s.Unsupported = append(s.Unsupported, f.Text)
		case !wanted(c, f) && !match.Reckons(text):
			extra = append(extra, f.Text)
		}
	}
	rest := a.Text // what stands beside the statements: notes
	for _, st := range a.Statements {
		for _, f := range openFigures(st.Text) {
			seen(f, quotesOf(cited(st, a.Citations)), st.Text)
		}
		rest = strings.Replace(rest, st.Text, "", 1)
	}
	beside := quotesOf(a.Citations)
	for _, found := range a.Retrieval {
		beside = append(beside, found.Section) // a note may name one, with its number
	}
	for _, f := range openFigures(rest) {
		seen(f, beside, rest)
	}
	s.add(Unsupported, len(s.Unsupported), all)
	extra = unique(extra)
	inPlace := min(len(extra), len(match.Missing(c.Figures, a.Text))) // of wanted ones: wrong, not superfluous
	s.Superfluous = append(s.Superfluous, extra[inPlace:]...)
	if given(c, a.Answer) {
		s.value(Superfluous, float64(len(s.Superfluous)))
	}
	if len(s.Unsupported) > 0 {
		s.reason("figures that nothing cited holds: ", s.Unsupported...)
	}
}

// openFigures are the figures of a text that are not masked.
func openFigures(text string) []figure.Figure {
	return slices.DeleteFunc(match.Figures(text), func(f figure.Figure) bool { return f.Masked })
}

// askedFigures are those of the question and of what was said before it: to repeat
// them states nothing.
func askedFigures(c cases.Case) []figure.Figure {
	said := c.Question
	for _, turn := range c.History {
		said += "\n" + turn.Text
	}
	return match.Figures(said)
}

// wanted tells that a figure belongs to a right answer.
func wanted(c cases.Case, f figure.Figure) bool {
	return match.Has(match.Figures(c.Answer+"\n"+strings.Join(c.Figures, "\n")), f)
}

// quotesOf are the texts of citations.
func quotesOf(citations []answer.Citation) []string {
	out := make([]string, len(citations))
	for i, one := range citations {
		out[i] = one.Quote
	}
	return out
}

// heldBy tells whether one of some quotes holds a figure: read from it with equal
// value and unit and no other direction, or as it is written. The unit of a cell of a
// table may stand in another one.
func heldBy(f figure.Figure, quotes []string) bool {
	return slices.ContainsFunc(quotes, func(quote string) bool {
		read := match.Figures(quote)
		for _, g := range read {
			if match.Equal(f, g) && !opposed(f, g) {
				return true
			}
		}
		if match.Has(read, f) {
			return false // only with the other direction
		}
		digits := match.LeadingNumber(f.Text)
		return match.States(quote, f.Text) || isRow(quote) && digits != "" && match.States(quote, digits)
	})
}

// isRow tells a table's row, whose cells are joined by a bar.
func isRow(quote string) bool { return strings.Contains(quote, "|") }

// opposed tells that one figure rises and the other falls.
func opposed(a, b figure.Figure) bool {
	return a.Direction != "" && b.Direction != "" && a.Direction != b.Direction
}

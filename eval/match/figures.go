package match

import (
	"slices"
	"strings"

	"reportbot/ingest/figure"
)

// Figures reads the figures of a text line by line, [n] marks left out.
func Figures(text string) (all []figure.Figure) {
	for line := range strings.Lines(mark.ReplaceAllString(text, " ")) {
		all = append(all, figure.Parse(line, figure.Context{})...)
	}
	return all
}

// Equal tells whether two figures have the same value and unit. A unit that one of
// them leaves out does not part them.
func Equal(a, b figure.Figure) bool {
	return !a.Masked && !b.Masked && a.Value == b.Value && a.Low == b.Low && a.High == b.High &&
		(a.Unit == b.Unit || a.Unit == "" || b.Unit == "")
}

// Has tells whether one of some figures equals f.
func Has(figures []figure.Figure, f figure.Figure) bool {
	return slices.ContainsFunc(figures, func(g figure.Figure) bool { return Equal(f, g) })
}

// Missing returns the figures that a text does not state, in their order: neither as
// they are written nor as one of equal value, unit and exactness (5561万元 states
// 0.5561亿元, 50个 does not state 50余个).
func Missing(figures []string, text string) []string {
	folded, read := foldFigures(text), Figures(text)
	var out []string
	for _, want := range figures {
		if !states(folded, foldFigures(want)) && !statesEqual(read, want) {
			out = append(out, want)
		}
	}
	return out
}

func statesEqual(read []figure.Figure, want string) bool {
	wanted := Figures(want)
	return len(wanted) == 1 && wanted[0].Value != "" && slices.ContainsFunc(read, func(f figure.Figure) bool {
		return f.Value == wanted[0].Value && f.Unit == wanted[0].Unit && f.Exact == wanted[0].Exact
	})
}

// Stated returns the phrases that a text states, in their order. A figure is not
// stated by a longer number or another unit: 5人 not by 15人, 5.5人 or 5人次.
func Stated(phrases []string, text string) []string {
	text = foldFigures(text)
	var out []string
	for _, phrase := range phrases {
		if states(text, foldFigures(phrase)) {
			out = append(out, phrase)
		}
	}
	return out
}

// States tells whether a text states a phrase or figure.
func States(text, phrase string) bool { return states(foldFigures(text), foldFigures(phrase)) }

// Numbers returns the numbers of a text in digits, without sign and unit.
func Numbers(text string) []string {
	return number.FindAllString(foldFigures(text), -1)
}

// WithoutMarks is a text without its [n] marks.
func WithoutMarks(text string) string { return mark.ReplaceAllString(text, "") }

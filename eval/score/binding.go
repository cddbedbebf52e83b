package score

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"reportbot/eval/cases"
	"reportbot/eval/match"
	"reportbot/ingest/figure"
)

// How alike two names of indicators are, by the F1 of their pairs of characters, to be
// taken for one, and how much more to be nearer than another one.
const (
	minAlike = 0.6
	nearer   = 0.15
)

// alike compares the names of two indicators.
func alike(a, b string) float64 {
	f1, _ := match.PairOverlap(a, b)
	return f1
}

// ownIndicator tells whether a figure is told for what it belongs to: no other figure
// of the evidence has a name nearer to the one told, and that is one of the evidence,
// the question or the reference answer.
func (b *binding) ownIndicator(told figure.Figure) bool {
	if match.Bare(told.Indicator) == "" || !hasHan(told.Indicator) && slices.ContainsFunc(b.truth, func(f figure.Figure) bool { return hasHan(f.Indicator) }) {
		return true // it says no name, as after one that was said, or one in another language
	}
	own, other := 0.0, 0.0
	for _, f := range b.cited {
		a := alike(told.Indicator, f.Indicator)
		if match.Equal(f, told) {
			own = max(own, a)
		} else {
			other = max(other, a)
		}
	}
	if other >= minAlike && other > own+nearer {
		return false
	}
	known := strings.Join(append([]string{b.c.Question, b.c.Answer}, b.c.Evidence...), "\n")
	_, said := match.PairOverlap(known, told.Indicator)
	return own > 0 || said > 0
}

// siblingInPlaceOf tells whether the answer tells the figure of something else that
// its sources hold as that of a wanted one.
func (b *binding) siblingInPlaceOf(truth []figure.Figure) bool {
	for _, told := range b.told {
		asWanted := alike(told.Indicator, truth[0].Indicator)
		for _, f := range b.cited {
			if match.Equal(told, f) && f.Unit == truth[0].Unit && asWanted >= minAlike && asWanted > alike(told.Indicator, f.Indicator)+nearer {
				return true
			}
		}
	}
	return false
}

// sameStatus tells whether a figure is told as reached, expected or intended as one
// of those that it equals is. Evidence without words of intent may stand in a section
// of plans: then the question asks for what is intended; the first figure of a case of
// kind target always is.
func (b *binding) sameStatus(told figure.Figure, want string, truth []figure.Figure) bool {
	if b.c.Kind == "target" && want == b.c.Figures[0] {
		return told.Status != figure.Actual
	}
	for _, f := range truth {
		if f.Status == told.Status {
			return true
		}
	}
	return told.Status != figure.Actual && intended.MatchString(b.c.Question+b.c.Answer+strings.Join(b.c.Sections, ""))
}

// intended finds words of plans.
var intended = regexp.MustCompile(`(?i)计划|目标|打算|思路|力争|安排|预期|明年|要|将|\b(?:plan|target|goal|aim|will|budget)`)

// samePeriod tells whether a figure is told of the part of the year that the evidence
// names, and of the years that are asked for.
func (b *binding) samePeriod(told, truth figure.Figure) bool {
	if b.partOfYear(truth) && (len(told.To) < 5 || told.To[4:] != truth.To[4:]) {
		return false
	}
	asked, years := askedYears(b.c), yearsOf(told)
	return len(asked) == 0 || len(years) == 0 || slices.ContainsFunc(years, func(y int) bool { return slices.Contains(asked, y) })
}

// partOfYear tells that a figure's period ends before its year does.
func (b *binding) partOfYear(f figure.Figure) bool {
	return len(f.To) > 4 && f.To[4:] != "-12-31"
}

// yearsOf are the years of a figure's period; nil when its words name none.
func yearsOf(f figure.Figure) []int {
	return slices.DeleteFunc(append(f.Years(), yearsIn(f.Period)...), func(y int) bool { return y == someYear })
}

var year = regexp.MustCompile(`(?:19|20)[0-9]{2}`)

func yearsIn(text string) (out []int) {
	for _, y := range year.FindAllString(text, -1) {
		n, _ := strconv.Atoi(y)
		out = append(out, n)
	}
	return out
}

// askedYears are the years that a question names, or its reference answer.
func askedYears(c cases.Case) []int {
	if asked := yearsIn(c.Question); len(asked) > 0 {
		return append(asked, yearsIn(c.Answer)...)
	}
	return nil
}

func hasHan(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

package answer

import (
	"slices"
	"strings"
)

// parting are the classes of scope that make another indicator of a name, whatever
// else agrees: 规上, 城镇, 民营, 省外, 工业.
var parting = []string{"threshold", "settlement", "ownership", "origin", "sector"}

// sameLimits tells whether an indicator is limited by the words that part indicators
// as what is asked for is.
func (t *topic) sameLimits(indicator string) bool {
	return slices.Equal(t.limits(indicator), t.askedLimits)
}

// limits returns the words that part indicators in a name, each by its fullest form,
// sorted.
func (t *topic) limits(name string) []string {
	var out []string
	for _, m := range t.terms.Scopes(t.terms.FullNames(name)) {
		class, _ := t.terms.Scope(m.Term)
		word := m.Term
		if word == "农民" || word == "农户" {
			class, word = "settlement", "农村"
		}
		if slices.Contains(parting, class) {
			if same := t.terms.Same(word); len(same) > 0 {
				word = same[0]
			}
			out = append(out, word)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// limitsDiffer tells whether what is asked for is limited as neither the indicator
// nor what stands with it nor a heading is: 农民 where it is of all residents.
func (t *topic) limitsDiffer(e candidate) bool {
	if len(t.askedLimits) == 0 {
		return false
	}
	item := e.itemText()
	own := slices.Concat(t.limits(e.Indicator), t.limits(item), t.limits(strings.Join(e.Section.Path, " ")))
	if item == e.clauseText() {
		own = append(own, t.limits(e.Scope)...) // else it is that of another member
	}
	return slices.ContainsFunc(t.askedLimits, func(l string) bool { return !slices.Contains(own, l) })
}

// limitedElsewhere tells whether a text lacks a word that limits what is asked for; a
// branch of the economy may go without saying.
func (t *topic) limitedElsewhere(text string) bool {
	own := t.limits(text)
	return slices.ContainsFunc(t.askedLimits, func(l string) bool {
		class, _ := t.terms.Scope(l)
		return class != "sector" && !slices.Contains(own, l)
	})
}

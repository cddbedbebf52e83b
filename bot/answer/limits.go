package answer

import (
	"slices"

	question "reportbot/retrieval/query"
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
	for _, m := range t.terms.Find(name, question.KindScope) {
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
// nor the clause is: 农民 where it is of all residents.
func (t *topic) limitsDiffer(e candidate) bool {
	if len(t.askedLimits) == 0 {
		return false
	}
	own := append(t.limits(e.Indicator+" "+e.Scope), t.limits(e.clauseText())...)
	return slices.ContainsFunc(t.askedLimits, func(l string) bool { return !slices.Contains(own, l) })
}

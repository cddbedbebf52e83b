package gate

import (
	"slices"
	"strings"

	"reportbot/ingest/figure"
)

// fact is a figure of a cited sentence.
type fact struct {
	figure.Figure
	sentence *Sentence
	lead     string // the words of its clause before it
	tail     string // and behind it
	clause   string // its own words before it; "" when it shares them with another figure
	old      bool   // what it was before: 由71%提高到79%
}

func factsOf(cited []Sentence) (all []fact) {
	for i := range cited {
		s := &cited[i]
		figures, shares := apart(s.Figures)
		for n, f := range figures {
			own := newClaim(s.Text, figures, n)
			c := fact{Figure: f, sentence: s, lead: own.lead, tail: own.tail, old: own.old()}
			switch words := meaning(own.lead); {
			case own.group, !hasHan(words) && f.Indicator != "":
			case len([]rune(words)) >= 2:
				c.clause = words
			case n > 0 && f.Indicator == "":
				c.clause = all[len(all)-1].clause
			}
			all = append(all, c)
		}
		for _, f := range shares {
			all = append(all, fact{Figure: f, sentence: s})
		}
	}
	return all
}

// apart parts the figures of a sentence from the shares that stand within one of them,
// a ratio of the three sectors.
func apart(all []figure.Figure) (figures, shares []figure.Figure) {
	for _, f := range all {
		if n := len(figures); n > 0 && f.Start < figures[n-1].End {
			shares = append(shares, f)
			continue
		}
		figures = append(figures, f)
	}
	return figures, shares
}

// names are what a fact may be called by.
func (f fact) names() []string {
	return slices.DeleteFunc([]string{f.Indicator, f.clause}, func(name string) bool { return name == "" })
}

// partOf tells that a fact is a part of another of its sentence: 网络零售额1.35亿元，其中竹
// 编制品5200万元.
func (f fact) partOf(whole fact) bool {
	return f.Scope == "其中" && whole.Scope != "其中" && f.sentence == whole.sentence && whole.Start < f.Start && f.Unit == whole.Unit
}

// around are the words of a fact's clause; those of a table's row tell nothing.
func around(f fact) string {
	if strings.Contains(f.sentence.Text, " | ") {
		return ""
	}
	return f.lead + " " + f.tail
}

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
		for n, f := range s.Figures {
			own := newClaim(s.Text, s.Figures, n)
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
	}
	return all
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

package answer

import (
	"regexp"
	"slices"
	"strings"

	"reportbot/retrieval"
	"reportbot/retrieval/lexical"
	question "reportbot/retrieval/query"
)

// topic is what a question is about, character by character, and how far a
// sentence speaks of it.
type topic struct {
	units       []unit
	asked       []unit // without the name of a company or project; nil when the question names none
	found       *retrieval.Result
	asksFigure  bool
	spreads     bool // the question may be meant for several reports
	manyYears   bool // the question asks for several years
	bestPassage float64

	terms          *question.Terms
	indicatorAsked string // the topic without the words for how much
	otherNames     string // of parts of the topic
	asks           int    // how many figures of one report are asked for
	asksChange     bool   // for growth …
	asksLevel      bool   // … or for how much there is; a question may ask for both
}

// unit is one Han character of the topic, with the pairs that it stands in, or
// one Latin word or number.
type unit struct {
	term   lexical.Term
	pairs  []lexical.Term
	names  [][]lexical.Term // other names of what it is part of, each by its pairs
	weight float64
}

// The weight of a unit is its IDF between these bounds: in a small set of reports
// the words of the field are common and the odd word is rare, and neither should
// decide alone.
const minWeight, maxWeight = 1.0, 2.5

// Shares of a unit's weight: a character of which only itself is found, not the
// pair, counts little; what the headings and the sentence before say counts half.
const (
	lonelyShare  = 0.3
	otherShare   = 0.9 // another name is there, whole
	contextShare = 0.6
)

// askFigure finds questions for numbers.
var askFigure = regexp.MustCompile(`多少|几|百分之|多大|多高|占比|比例|增速|增幅|增减|是增是减|更高|更低|更多|更少|最高|最低|最多|最少|最大|最小|对得上|(?i)\bhow (?:many|much)\b|\b(?:number|rate|growth|percentage|amount|figure|target)\b`)

var (
	changeWords    = regexp.MustCompile(`同比|环比|增长率?|增速|增幅|增减|是增是减|下降|上升|提高了?|变化|降幅|涨幅|(?i)\b(?:growth|grow|grew|rise|rose|fall|fell|change|increase|decrease)\b`)
	levelAndChange = regexp.MustCompile(`(?:多少|几|是).*[，,、和及？?].*(?:同比|增长|增速|增幅|下降|变化|增减|是增是减)|(?:和|及|、)(?:增速|增幅|增长率)`)
)

var (
	askOnce = regexp.MustCompile(`多少|几|百分之|(?i)\bhow (?:many|much)\b`)
	askEach = regexp.MustCompile(`分别|各|(?i)\beach\b|\brespectively\b`)
)

// countAsked is how many figures a question asks for: one for each 多少, any number
// for 分别.
func countAsked(question string) int {
	if askEach.MatchString(question) {
		return maxPicked
	}
	n := max(1, len(askOnce.FindAllString(question, -1)))
	if loc := askOnce.FindStringIndex(question); loc != nil {
		n += strings.Count(question[loc[1]:], "和") + strings.Count(question[loc[1]:], "、")
	}
	return min(n, maxPicked)
}

func newTopic(found *retrieval.Result) *topic {
	q := found.Query
	t := &topic{
		found: found, asksFigure: askFigure.MatchString(q.Asks) || q.Outcome,
		spreads: len(q.Exact) != 1 && q.Described == "", bestPassage: 1,
		manyYears: len(q.Years)+len(q.Relative) > 1,
	}
	t.terms = found.Terms
	t.indicatorAsked = strings.ReplaceAll(changeWords.ReplaceAllString(q.Topic, ""), " ", "")
	t.asksChange = changeWords.MatchString(q.Asks)
	t.asksLevel = !t.asksChange || levelAndChange.MatchString(q.Asks)
	t.asks = countAsked(q.Asks)
	for _, other := range found.Also {
		t.otherNames += " " + strings.Join(other.Names, " ")
	}
	if len(found.Passages) > 0 && found.Passages[0].Score > 0 {
		t.bestPassage = found.Passages[0].Score
	}
	t.units = unitsOf(found.Snapshot.Lexical, q.Topic, found.Also)
	if found.Asked != q.Topic {
		t.asked = unitsOf(found.Snapshot.Lexical, found.Asked, nil)
	}
	return t
}

// unitsOf returns the units of a text; those of a part that has other names know
// them. A pair follows the second of its characters, see lexical.Terms.
func unitsOf(index *lexical.Index, text string, also []question.Other) []unit {
	var units []unit
	at := 0
	for _, other := range also {
		units = appendUnits(units, index, text[at:other.Start], nil)
		units = appendUnits(units, index, text[other.Start:other.End], other.Names)
		at = other.End
	}
	return appendUnits(units, index, text[at:], nil)
}

func appendUnits(units []unit, index *lexical.Index, text string, names []string) []unit {
	first := len(units)
	for _, term := range lexical.Terms(text) {
		weight := min(max(float64(index.IDF(term)), minWeight), maxWeight)
		switch n := len(units); term.Kind() {
		case lexical.Bigram:
			units[n-1].pairs = append(units[n-1].pairs, term)
			units[n-2].pairs = append(units[n-2].pairs, term)
			continue
		case lexical.Word:
			weight *= 2
		}
		units = append(units, unit{term: term, weight: weight})
	}
	for i := first; i < len(units); i++ {
		for _, name := range names {
			units[i].names = append(units[i].names, pairsOf(name))
		}
	}
	return units
}

// pairsOf returns the pairs and words of a name, the name's own character when it
// has but one.
func pairsOf(name string) []lexical.Term {
	terms := lexical.Terms(name)
	pairs := slices.DeleteFunc(slices.Clone(terms), func(t lexical.Term) bool { return t.Kind() == lexical.Unigram })
	if len(pairs) == 0 {
		return terms
	}
	return pairs
}

// minAsked is how much of what is asked of a named company or project a sentence
// must speak of: its name alone answers nothing.
const minAsked = 0.25

// coverage is the share of the topic, by weight, that a sentence speaks of in its
// context; half of it when it speaks of the name only; 0 for an empty topic.
func (t *topic) coverage(text, context string) float64 {
	own, around := termSet(text), termSet(context)
	c := share(t.units, own, around)
	if t.asked != nil && share(t.asked, own, around) < minAsked {
		return c / 2
	}
	return c
}

func share(units []unit, own, around map[lexical.Term]bool) float64 {
	sum, total := 0.0, 0.0
	for _, u := range units {
		sum += u.weight * max(u.found(own), contextShare*u.found(around))
		total += u.weight
	}
	if total == 0 {
		return 0
	}
	return sum / total
}

// adds tells whether a sentence speaks of a part of the topic that the chosen
// ones leave out.
func (t *topic) adds(chosen []sentence, s sentence) bool {
	sets := make([]map[lexical.Term]bool, len(chosen))
	for i, c := range chosen {
		sets[i] = termSet(c.text)
	}
	own, sum, total := termSet(s.text), 0.0, 0.0
	for _, u := range t.units {
		before := 0.0
		for _, set := range sets {
			before = max(before, u.found(set))
		}
		sum += u.weight * max(0, u.found(own)-before)
		total += u.weight
	}
	return total > 0 && sum/total >= minNew
}

// found is 1 when the set holds the unit in a pair (or the word), lonelyShare
// when it holds the character alone, else 0.
func (u unit) found(set map[lexical.Term]bool) float64 {
	for _, pair := range u.pairs {
		if set[pair] {
			return 1
		}
	}
	for _, name := range u.names {
		if !slices.ContainsFunc(name, func(t lexical.Term) bool { return !set[t] }) {
			return otherShare
		}
	}
	switch {
	case !set[u.term]:
		return 0
	case len(u.pairs) > 0:
		return lonelyShare
	}
	return 1
}

func termSet(text string) map[lexical.Term]bool {
	terms := lexical.Terms(text)
	set := make(map[lexical.Term]bool, len(terms))
	for _, t := range terms {
		set[t] = true
	}
	return set
}

var number = regexp.MustCompile(`[0-9０-９]|[一二三四五六七八九十百千万亿两]+[个家项件户人名元亩吨次]|[xX×*＊]{2}`)

func hasNumber(text string) bool { return number.MatchString(text) }

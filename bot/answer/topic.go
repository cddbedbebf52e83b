package answer

import (
	"regexp"
	"strings"

	"reportbot/retrieval"
	"reportbot/retrieval/lexical"
)

// topic is what a question is about, character by character, and how far a
// sentence speaks of it.
type topic struct {
	units       []unit
	total       float64
	found       *retrieval.Result
	asksFigure  bool
	spreads     bool // the question may be meant for several reports
	manyYears   bool // the question asks for several years
	bestPassage float64
}

// unit is one Han character of the topic, with the pairs that it stands in, or
// one Latin word or number.
type unit struct {
	term   lexical.Term
	pairs  []lexical.Term
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
	contextShare = 0.6
)

// askFigure finds questions for numbers.
var askFigure = regexp.MustCompile(`多少|几|百分之|多大|多高|占比|比例|增速|增幅|(?i)\bhow (?:many|much)\b|\b(?:number|rate|growth|percentage|amount|figure|target)\b`)

func newTopic(found *retrieval.Result) *topic {
	q := found.Query
	t := &topic{
		found: found, asksFigure: askFigure.MatchString(q.Text),
		spreads: len(q.Exact) != 1 && q.Described == "", bestPassage: 1,
		manyYears: len(q.Years)+len(q.Relative) > 1,
	}
	if len(found.Passages) > 0 && found.Passages[0].Score > 0 {
		t.bestPassage = found.Passages[0].Score
	}
	for _, word := range strings.Fields(q.Topic) {
		t.add(found.Snapshot.Lexical, word)
	}
	return t
}

// add takes one run of the topic's text. A pair follows the second of its
// characters, see lexical.Terms.
func (t *topic) add(index *lexical.Index, word string) {
	for _, term := range lexical.Terms(word) {
		weight := min(max(float64(index.IDF(term)), minWeight), maxWeight)
		switch n := len(t.units); term.Kind() {
		case lexical.Bigram:
			t.units[n-1].pairs = append(t.units[n-1].pairs, term)
			t.units[n-2].pairs = append(t.units[n-2].pairs, term)
			continue
		case lexical.Word:
			weight *= 2
		}
		t.units = append(t.units, unit{term: term, weight: weight})
		t.total += weight
	}
}

// coverage is the share of the topic, by weight, that a sentence speaks of in its
// context; 0 for an empty topic.
func (t *topic) coverage(text, context string) float64 {
	if t.total == 0 {
		return 0
	}
	own, around := termSet(text), termSet(context)
	sum := 0.0
	for _, u := range t.units {
		sum += u.weight * max(u.found(own), contextShare*u.found(around))
	}
	return sum / t.total
}

// adds tells whether a sentence speaks of a part of the topic that the chosen
// ones leave out.
func (t *topic) adds(chosen []sentence, s sentence) bool {
	if t.total == 0 {
		return false
	}
	sets := make([]map[lexical.Term]bool, len(chosen))
	for i, c := range chosen {
		sets[i] = termSet(c.text)
	}
	own, sum := termSet(s.text), 0.0
	for _, u := range t.units {
		before := 0.0
		for _, set := range sets {
			before = max(before, u.found(set))
		}
		sum += u.weight * max(0, u.found(own)-before)
	}
	return sum/t.total >= minNew
}

// found is 1 when the set holds the unit in a pair (or the word), lonelyShare
// when it holds the character alone, else 0.
func (u unit) found(set map[lexical.Term]bool) float64 {
	for _, pair := range u.pairs {
		if set[pair] {
			return 1
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

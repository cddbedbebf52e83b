package answer

import (
	"regexp"
	"slices"
	"strings"

	"reportbot/ingest/figure"
	"reportbot/retrieval"
	"reportbot/retrieval/lexical"
	question "reportbot/retrieval/query"
)

// topic is what a question, or one part of it, is about, character by character,
// and how far a sentence or figure speaks of it.
type topic struct {
	part        question.Part // its topic without what is no part of a name
	raw         string        // its topic as the question has it
	units       []unit
	shared      []unit // of what the part leans on, at lower weights
	asked       []unit // without the name of a company or project; nil when the question names none
	found       *retrieval.Result
	asksFigure  bool
	spreads     bool // the question may be meant for several reports
	confirms    bool // the question asks whether something is so, which another year may deny
	manyYears   bool // the question asks for several years
	bestPassage float64

	terms          *question.Terms
	indicatorAsked string                // the topic without the words for how much
	otherNames     string                // of parts of the topic
	measure        map[lexical.Term]bool // words of the measure that ends what is asked for
	subject        []unit                // what is asked for without the measure
	asksMeasure    measureAsked
	askedLimits    []string              // words that part indicators in what is asked for, see limits
	narrowerNames  []string              // of what is asked for
	question       map[lexical.Term]bool // words of the whole question, other names included
	seen           *seen                 // figures
	reckons        bool                  // its figures are reckoned with: one of them alone
	bases          []pick                // figures that a rise or fall began from
	otherPeriods   []pick                // figures of what is asked for in another part of the year
	near           []pick                // figures that fit but for another indicator, see question.Near
	everyday       *soft                 // nil when the topic has no everyday words
	only           []pick                // figures of what is asked for that are of another sort, see otherSort
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
	otherShare   = 0.9 // another name is there, by that share of its pairs
	contextShare = 0.6
)

// Words for a change are not part of an indicator's name.
var changeWords = regexp.MustCompile(`(?:比|较)(?:上一?年|去年|上年同期|同期|前一年|年初)|同比|环比|增长率?|增速|增幅|增减|是增是减|下降|上升|提高了?|变化|降幅|涨幅|(?:涨|跌|降|升)(?:了|掉了|过)?$|(?i)\b(?:growth|grow|grew|rise|rose|fall|fell|change|increase|decrease)\b`)

// What a part leans on weighs less than its own words: what the members of an
// enumeration have in common is half of each, the part before only context.
const (
	memberShare  = 0.7
	carriedShare = 0.3
)

// newTopic is what the whole question is about.
func newTopic(found *retrieval.Result) *topic {
	q := found.Query
	whole := question.Part{Topic: q.Topic, Also: q.Also, Years: q.Years, Relative: q.Relative, Status: q.Status, Outcome: q.Outcome, Level: true}
	t := partTopic(found, whole)
	t.confirms = asksConfirmation.MatchString(q.Text)
	t.asksFigure = slices.ContainsFunc(q.Parts, func(p question.Part) bool { return p.Figure })
	return t
}

var asksConfirmation = regexp.MustCompile(`对吗|对不对|是吗|是不是|是真的|属实|没错吧|(?i)\b(?:is it true|right\?|correct\?)`)

// partTopic is what a part of the question is about.
func partTopic(found *retrieval.Result, part question.Part) *topic {
	q := found.Query
	raw := strings.ReplaceAll(part.Topic, " ", "")
	if part.Figure {
		part.Topic = indicatorWords(found.Terms, fullGrowths(found.Terms, withoutFigures(part.Topic, q.Figures)))
		part.Shared = indicatorWords(found.Terms, withoutFigures(part.Shared, q.Figures))
	}
	t := &topic{
		part: part, raw: raw, found: found, asksFigure: part.Figure, bestPassage: 1,
		spreads:   len(q.Exact) != 1 && q.Described == "",
		manyYears: len(part.Years)+len(part.Relative) > 1,
	}
	t.terms = found.Terms
	t.indicatorAsked = strings.ReplaceAll(found.WithoutNames(part.Topic), " ", "")
	if len(found.Passages) > 0 && found.Passages[0].Score > 0 {
		t.bestPassage = found.Passages[0].Score
	}
	also := othersIn(part.Topic, found)
	for _, other := range also {
		t.otherNames += " " + strings.Join(other.Names, " ")
	}
	t.units = unitsOf(found, part.Topic, also)
	if rest := found.WithoutNames(part.Topic); rest != part.Topic {
		t.asked = unitsOf(found, rest, nil)
	}
	t.shared = t.sharedUnits()
	class, measure := t.measureOf(part.Topic)
	t.measure, t.asksMeasure = termSet(measure), t.measureAsked(class)
	t.subject = unitsOf(found, strings.TrimSuffix(part.Topic, measure), nil)
	t.askedLimits = t.limits(t.withoutSaidOrigins(t.indicatorAsked))
	t.narrowerNames = t.terms.Narrower(t.indicatorAsked)
	t.question = termSet(q.Text + " " + part.Shared + " " + t.otherNames)
	t.seen = newSeen(slices.Concat(t.units, t.shared))
	if part.Figure && len(t.terms.Find(part.Topic, question.KindSaid)) > 0 && hasHan(part.Topic) {
		t.everyday = newSoft(t)
	}
	return t
}

// fullGrowths writes out whose growth is meant where a name of its own stands for it:
// 经济增速 is that of 地区生产总值.
func fullGrowths(terms *question.Terms, topic string) string {
	for _, m := range terms.Find(topic, question.KindSame) {
		if full := terms.Same(m.Term)[0]; full != m.Term && changeOnly.MatchString(full) {
			topic = strings.ReplaceAll(topic, topic[m.Start:m.End], full)
			return topic
		}
	}
	return topic
}

// withoutFigures cuts the figures that a question states out of a topic: they are
// no part of what is asked for.
func withoutFigures(topic string, stated []figure.Figure) string {
	for _, f := range stated {
		if f.Kind != figure.Level || f.Value != "" && f.Unit != "" {
			topic = strings.ReplaceAll(topic, f.Text, " ")
		}
	}
	return strings.Join(strings.Fields(topic), " ")
}

// Words of a question around the name of an indicator that do not belong to it:
// before it, behind it, and words for changes anywhere.
var (
	wordsBefore = regexp.MustCompile(`^(?:请|请给出|一并|提供|力争|争取|目标|计划|打算|预计|预期|安排|准备|全年|年内|年末|年底|末|底|到|截至|共有?|一共|总共|合计|报告说?|说|写|跟|与|和|从|按|把|将|要|全(?:省|市|县|区|镇|乡|旗|街道|村)|[我本该](?:省|市|县|区|镇|乡|旗|街道))`)
	wordsBehind = regexp.MustCompile(`(?:实际|相差|超额|超出|超过|请?一并提供|提供|给出|做到|多出|要|涨|跌|了|完成|实现|达到|达成|做到|力争|争取|目标|计划|打算|预计|预期|安排|增长|比|较|为|是|有|共有?|一共|总共|合计|各|都|达|到|[两三四五六七八九几][个项]|完成得|重还|重|最终|兑现|到位|(?:提高|上升|下降|增加|降低|减少|扩大|压减)(?:到|至)?)$`)
)

var periodWords = regexp.MustCompile(`(?:截至|截止)?(?:\d{1,2}\s?[-—~至到]\s?)?\d{1,2}月(?:份|底|末)?|上半年|下半年|前三季度|[一二三四]季度|全年`)

var englishFrame = regexp.MustCompile(`(?i)\b(?:percentages?|targets?|targeted|goals?|planned|rates?|totals?|numbers?|amounts?|end|year|according|reports?|fast|much|annual|average|january|february|march|april|may|june|july|august|september|october|november|december|town|township|district|county|city)\b`)

// indicatorWords leaves of a topic the words that may name an indicator, each
// stripped of what only asks; a topic of nothing else stays.
func indicatorWords(terms *question.Terms, topic string) string {
	var out []string
	topic = englishFrame.ReplaceAllString(periodWords.ReplaceAllString(topic, " "), " ")
	for _, word := range strings.Fields(changeWords.ReplaceAllString(topic, " ")) {
		for {
			short := wordsBefore.ReplaceAllString(wordsBehind.ReplaceAllString(word, ""), "")
			if strings.HasSuffix(word, "占比") || strings.HasSuffix(word, "比") && isRatio(terms, word) {
				short = wordsBefore.ReplaceAllString(word, "")
			}
			if short == word {
				break
			}
			word = short
		}
		if strings.Trim(word, "十百千万亿个") != "" {
			out = append(out, word)
		}
	}
	if len(out) == 0 {
		return topic
	}
	return strings.Join(out, " ")
}

// isRatio tells whether a word ends in the known name of a ratio: 城乡居民收入比.
func isRatio(terms *question.Terms, word string) bool {
	for i := range word {
		if terms.Same(word[i:]) != nil {
			return true
		}
	}
	return false
}

// othersIn returns other names for parts of a text: those of the terms, what reports
// write for everyday words, and what the search found Latin words to spell.
func othersIn(text string, found *retrieval.Result) []question.Other {
	out := found.Terms.OtherNames(text)
	for _, m := range found.Terms.Find(text, question.KindSaid) {
		said := question.Other{Start: m.Start, End: m.End, Names: found.Terms.Written(m.Term)}
		if !overlaps(out, said) {
			out = append(out, said)
		}
	}
	at := 0
	for _, other := range found.Also {
		word := found.Query.Topic[other.Start:other.End]
		i := strings.Index(text[at:], word)
		if i < 0 {
			continue
		}
		other.Start, other.End = at+i, at+i+len(word)
		at = other.End
		if !overlaps(out, other) {
			out = append(out, other)
		}
	}
	slices.SortFunc(out, func(a, b question.Other) int { return a.Start - b.Start })
	return out
}

func overlaps(others []question.Other, one question.Other) bool {
	return slices.ContainsFunc(others, func(o question.Other) bool { return o.Start < one.End && one.Start < o.End })
}

// sharedUnits returns the units of what the part leans on, those of its own topic
// left out.
func (t *topic) sharedUnits() []unit {
	if t.part.Shared == "" {
		return nil
	}
	share := carriedShare
	if t.part.Member {
		share = memberShare
	}
	own := termSet(t.part.Topic)
	var out []unit
	for _, u := range unitsOf(t.found, t.part.Shared, othersIn(t.part.Shared, t.found)) {
		if u.found(own) == 0 {
			u.weight *= share
			out = append(out, u)
		}
	}
	return out
}

// unitsOf returns the units of a text; those of a part that has other names know
// them. A pair follows the second of its characters, see lexical.Terms.
func unitsOf(found *retrieval.Result, text string, also []question.Other) []unit {
	var units []unit
	at := 0
	for _, other := range also {
		units = appendUnits(units, found, text[at:other.Start], nil)
		units = appendUnits(units, found, text[other.Start:other.End], other.Names)
		at = other.End
	}
	return appendUnits(units, found, text[at:], nil)
}

func appendUnits(units []unit, found *retrieval.Result, text string, names []string) []unit {
	first := len(units)
	for _, term := range lexical.Terms(text) {
		weight := min(max(float64(found.IDF(term)), minWeight), maxWeight)
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

// asksWhich finds questions for a name, which a sentence that holds the other one
// answers: 哪个企业.
var asksWhich = regexp.MustCompile(`哪|谁|(?i)\b(?:who|which|whom)\b`)

// coverage is the share of the topic, by weight, that a sentence speaks of in its
// context; half of it when it speaks of the name only; 0 for an empty topic.
func (t *topic) coverage(text, context string) float64 {
	own, around := termSet(text), termSet(context)
	c := share(t.units, own, around)
	if t.asked != nil && !asksWhich.MatchString(t.found.Query.Asks) && share(t.asked, own, around) < minAsked {
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
	best := 0.0
	if set[u.term] {
		if best = 1; len(u.pairs) > 0 {
			best = lonelyShare
		}
	}
	for _, name := range u.names {
		if there := shareOf(name, set); there >= minName {
			best = max(best, otherShare*there)
		}
	}
	return best
}

// minName is how many of the pairs of another name a text must hold to hold the name:
// 棚户区住房改造 is 棚户区改造.
const minName = 0.7

// shareOf is the share of a name's pairs that a set holds.
func shareOf(name []lexical.Term, set map[lexical.Term]bool) float64 {
	n := 0
	for _, t := range name {
		if set[t] {
			n++
		}
	}
	return float64(n) / float64(len(name))
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

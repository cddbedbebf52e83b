package gate

import (
	"slices"
	"strings"
	"unicode"

	"reportbot/ingest/figure"
	"reportbot/retrieval/query"
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

// How much of a name a statement says.
const (
	minSaid       = 0.6 // of an indicator's name, so that it is named
	minSaidHead   = 0.5 // of it, its end among it: 市场主体 for 登记在册市场主体
	minEnglish    = 0.5 // the same of an English one, its head among it
	minTranslated = 0.5 // the same of its terms, in the other language
	minKnown      = 0.5 // of a name that the glossary knows, so that it can be judged in the other language
	otherSaid     = 0.5 // of what only another's name has, so that the other is named
)

// naming is the outcome of looking for a fact's name in a claim's words.
type naming int

const (
	unnamed naming = iota
	unknown        // in the other language, and the glossary lacks its terms
	named
)

// names tells whether the words w name what the fact is of.
func (k *checking) names(f fact, w wording) naming {
	best := unnamed
	for _, name := range f.names() {
		best = max(best, k.namesOne(name, f, w))
	}
	return best
}

func (k *checking) namesOne(name string, f fact, w wording) naming {
	all, lacking := k.parts(name, w)
	known := weightOf(all)
	translated := hasHan(name) != (len(w.han) > 0)
	switch share := saidShare(all); {
	case known+lacking == 0:
		return unnamed
	case translated && float64(known) < minKnown*float64(known+lacking):
		return unknown
	case translated && share >= minTranslated && all[len(all)-1].said > 0:
		return named
	case translated && (lacking > 0 || len(all) > 1 && all[len(all)-1].said == 1):
		return unknown
	case translated:
	case !hasHan(name) && share >= minEnglish && w.stems[stem(headWord(name))]:
		return named
	case hasHan(name) && (share >= minSaid || share >= minSaidHead && k.saysHead(name, w)) && k.saysLimits(name, w):
		return named
	}
	return unnamed
}

// replaced tells that the claim's name leaves out a part of every name of the fact, and
// says a strange word: 覆盖率 for 参保率.
func (k *checking) replaced(c claim, f fact) bool {
	name := k.withoutMeasures(content(k.terms, meaning(c.Indicator)))
	if hasHan(name) != hasHan(f.Indicator) || !k.strange(newWording(k.terms, name)) {
		return false
	}
	w := newWording(k.terms, c.rest)
	return !slices.ContainsFunc(f.names(), func(name string) bool {
		all, _ := k.parts(name, w)
		return saidShare(all) == 1
	})
}

// withoutMeasures leaves out of a name the measures that its unit or kind tells.
func (k *checking) withoutMeasures(name string) string {
	for _, m := range slices.Backward(k.terms.Find(name, query.KindMeasure)) {
		if class, _ := k.terms.Measure(m.Term); plainMeasures[class] {
			name = name[:m.Start] + name[m.End:]
		}
	}
	return name
}

var plainMeasures = set("share growth amount total count people households visits area length weight volume production")

// strange tells that w says a word that neither the cited sentences nor the question
// holds: 覆盖 of 覆盖率, where they tell of 参保率. Two characters make one.
func (k *checking) strange(w wording) bool {
	known := k.sourceWording
	if len(w.han) == 0 {
		for s := range w.stems {
			if !known.stems[s] && !emptyWords[s] && !emptyLatin[s] {
				return true
			}
		}
		return false
	}
	run := 0
	for _, r := range w.text {
		if run++; !unicode.Is(unicode.Han, r) || known.han[r] {
			run = 0
		}
		if run == 2 {
			return true
		}
	}
	return false
}

// nearlyNames tells whether w says half of a Chinese name and its last two characters:
// 41个网格 for 划分网格. Where nothing else can be meant, that is enough.
func (k *checking) nearlyNames(f fact, w wording) bool {
	return slices.ContainsFunc(f.names(), func(name string) bool {
		runes := []rune(k.plain(name))
		if len(runes) < 3 || !hasHan(name) || len(w.han) == 0 || k.measure(string(runes)) != "" {
			return false
		}
		all, _ := k.parts(name, w)
		return saidShare(all) >= minSaidHead && strings.Contains(w.text, string(runes[len(runes)-2:])) && k.saysLimits(name, w)
	})
}

// saysHead tells whether w says the end of a name in one: that of four characters.
func (k *checking) saysHead(name string, w wording) bool {
	runes := []rune(k.plain(name))
	return len(runes) > headRunes && strings.Contains(w.text, string(runes[len(runes)-headRunes:]))
}

const headRunes = 4

// saysLimits tells whether w says each word of a Chinese name that makes another
// quantity of it, as far as w is Chinese.
func (k *checking) saysLimits(name string, w wording) bool {
	if len(w.han) == 0 {
		return true
	}
	return !slices.ContainsFunc(k.words(name, limiting), func(word string) bool { return !k.says(word, w) })
}

// rather tells whether w speaks of f rather than of other: of what only one of their
// names has, it says more of f's.
func (k *checking) rather(f, other fact, w wording) bool {
	var mine []part
	for _, name := range f.names() {
		all, _ := k.smallParts(name, w)
		mine = addParts(mine, all)
	}
	for _, name := range other.names() {
		its, lacking := k.smallParts(name, w)
		if weightOf(its) == 0 && lacking > 0 || !k.saysLimits(name, w) {
			continue
		}
		own, foreign := without(mine, its), without(its, mine)
		switch {
		case len(foreign) == 0 && len(own) == 0:
		case f.partOf(other) && len(own) >= 2 && saidShare(own) == 1: // 竹编制品网络零售额: the whole lends its name
		case len(own) == 0 && saidShare(foreign) >= otherSaid, len(own) > 0 && saidShare(own) <= saidShare(foreign):
			return false
		}
	}
	return true
}

// bound tells whether the claim says that it is of what the fact is of, and not of
// another fact with which it could be confused.
func (k *checking) bound(c claim, f fact) bool {
	if !k.alike(c, f) || k.replaced(c, f) {
		return false
	}
	rivals := k.rivals(c, f)
	for _, e := range k.evidence(c) {
		if !k.limitsKnown(e.own) {
			return false
		}
		n := k.names(f, e.all)
		rather := !slices.ContainsFunc(rivals, func(r fact) bool { return !k.rather(f, r, e.own) }) && k.ownOfTwins(c, f)
		if e.asked && !echoes(meaning(c.lead), f) {
			continue
		}
		if len(rivals) == 0 && k.nearlyNames(f, e.all) {
			n = named
		}
		if n == named && rather || n == unknown && k.noneNamed(rivals, e.all) {
			return true
		}
	}
	return false
}

// noneNamed tells that the glossary knows the names of all rivals and that w says none.
func (k *checking) noneNamed(rivals []fact, w wording) bool {
	return !slices.ContainsFunc(rivals, func(r fact) bool { return k.names(r, w) != unnamed })
}

// alike tells that the name which the claim's words were read to give is not that of
// a near indicator: 增加值 for 产值. The growth of an indicator is its change.
func (k *checking) alike(c claim, f fact) bool {
	said := content(k.terms, meaning(c.Indicator))
	if own := meaning(c.lead); own != "" && c.before != nil && strings.HasSuffix(c.Indicator, c.before.Indicator) && !strings.Contains(own, c.before.Indicator) {
		said = content(k.terms, own) // its name was read as leaning on the one before
	}
	if f.Kind == figure.Change {
		said = growthNouns.Replace(said)
	}
	other := func(name string) bool {
		said, have := said, content(k.terms, name)
		if f.Kind == figure.Share || strings.Contains(said, "占") && strings.Contains(have, "占") {
			said, _, _ = strings.Cut(said, "占")
			have, _, _ = strings.Cut(have, "占")
		}
		m := k.terms.CompareIndicators(said, have)
		return m.Likeness == query.Near && m.Differs != "scope" && !k.implied(said, have, f)
	}
	names := f.names()
	return len(names) == 0 || !other(names[0]) || len(names) > 1 && !other(names[1])
}

// implied tells that a report's name has no word for the measure, and the claim's says
// what the unit tells, 产干茶312吨 is its 产量, or what it is a part of.
func (k *checking) implied(said, have string, f fact) bool {
	if k.measure(have) == "" && slices.ContainsFunc(k.facts, func(whole fact) bool { return f.partOf(whole) && k.measure(whole.Indicator) == k.measure(said) }) {
		return true
	}
	return k.measure(have) == "" && slices.Contains(impliedMeasures[scaleOf(f.Unit).of], k.measure(said))
}

var impliedMeasures = map[dimension][]string{
	"weight": {"production", "weight"}, "area": {"area"}, "length": {"length"}, "volume": {"volume"},
	counted: {"count", "total"}, people: {"people", "count"}, visits: {"visits", "count"}, households: {"households", "count"},
}

// measure returns the class of the longest measure that ends a name, "" when none does.
func (k *checking) measure(name string) string {
	for i := range name {
		if class, ok := k.terms.Measure(name[i:]); ok {
			return class
		}
	}
	return ""
}

var growthNouns = strings.NewReplacer("增速", "", "增长率", "", "增幅", "", "降幅", "", "涨幅", "", "增长速度", "", "同比", "")

// limitsKnown tells that each limiting word of the claim stands in the cited sentences
// or above them: what is said of 城镇居民 where they tell of 农村居民 is said wrongly.
func (k *checking) limitsKnown(w wording) bool {
	return !slices.ContainsFunc(k.words(w.raw, foreignLimits), func(word string) bool {
		return !k.says(word, k.sourceWording) && !strings.Contains(k.question, word)
	})
}

// ownOfTwins tells that the claim's words are those around f rather than around another
// figure of the same name, period and status: 建成4家，累计13家; 575 children, 96 of them.
func (k *checking) ownOfTwins(c claim, f fact) bool {
	said := newWording(k.terms, c.lead[strings.LastIndexAny(c.lead, clauseMarks)+1:]+" "+c.tail)
	mine, _ := k.parts(around(f), said)
	for _, r := range k.facts {
		if r.sentence != f.sentence || r.Indicator != f.Indicator || r.Unit != f.Unit || r.Kind != f.Kind || r.Value == f.Value ||
			r.old || f.old || r.Status != f.Status || spanOf(r.Figure) != spanOf(f.Figure) || f.Kind == figure.Change {
			continue
		}
		its, _ := k.parts(around(r), said)
		own, foreign := without(mine, its), without(its, mine)
		if len(own) > 0 && len(foreign) > 0 && saidShare(own) <= saidShare(foreign) {
			return false
		}
	}
	return true
}

// around are the words of a fact's clause; those of a table's row tell nothing.
func around(f fact) string {
	if strings.Contains(f.sentence.Text, " | ") {
		return ""
	}
	return f.lead + " " + f.tail
}

// rivals are the facts that f could be taken for: of the same dimension, with another
// value and for something else.
func (k *checking) rivals(c claim, f fact) (all []fact) {
	own := scaleOf(f.Unit).of
	for _, r := range k.facts {
		of := scaleOf(r.Unit).of
		if r.Indicator == f.Indicator || (r.Kind == figure.Change) != (f.Kind == figure.Change) || r.Value == f.Value && r.Value != "" ||
			of != own && !(c.Unit == "" && of.comparable(own) && own == counted) {
			continue
		}
		all = append(all, r)
	}
	return all
}

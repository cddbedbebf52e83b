package gate

import (
	"slices"
	"strings"
	"unicode"

	"reportbot/ingest/figure"
	"reportbot/retrieval/query"
)

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

// limitsKnown tells that each limiting word of the claim stands in the cited sentences
// or above them: what is said of 城镇居民 where they tell of 农村居民 is said wrongly.
func (k *checking) limitsKnown(w wording) bool {
	return !slices.ContainsFunc(k.words(w.raw, foreignLimits), func(word string) bool {
		return !k.says(word, k.sourceWording) && !strings.Contains(k.question, word)
	})
}

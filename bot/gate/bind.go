package gate

import (
	"slices"
	"strings"
)

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

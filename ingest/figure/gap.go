package figure

import (
	"strings"
	"unicode/utf8"
)

// against returns the words that tell what the difference in token i is measured
// against, verbatim, when that is another group, another place or a goal and no
// earlier time: 比城镇居民快, 高于全省平均. Such a difference is a gap and no growth.
func (b *binder) against(i int) string {
	end, limit := b.tokens[i].start, 0
	switch {
	case i > 0 && !b.t.namedGoal(b.tokens[i-1].end):
		limit = b.tokens[i-1].end
	case i > 1:
		limit = b.tokens[i-2].end
	}
	start := end
	for start > limit && end-start < maxCompared+maxAgainst && !isHardMark(b.t.at(start-1)) && b.t.at(start-1) != '、' {
		start--
	}
	short := "" // the words from 差 on
	for k := end - 1; k >= start; k-- {
		size := gapWords.sizeAt(b.t, k)
		if size == 0 {
			continue
		}
		switch word := b.t.from(k, size); {
		case strings.HasSuffix(word, "差"):
			short = string(b.t.src[k:end])
		case strings.ContainsAny(word, "与同距") && short == "":
		case b.gapFrom(k+size, end):
			return string(b.t.src[k:end])
		default:
			return short
		}
	}
	return short
}

// maxAgainst is how many characters the words of a gap have at most beside what is
// compared with.
const maxAgainst = 10

// gapFrom tells that what stands between a word of comparison and the number names
// something other than a time, and does not begin with one: 比2030年决算数.
func (b *binder) gapFrom(start, end int) bool {
	for _, p := range b.periods {
		if p.start == start {
			return false
		}
	}
	if _, goal := goalNouns.find(b.t.slice(start, end)); goal.word != "" {
		return true
	}
	s := tails.tail(b.timeless(start, end))
	for {
		w := changeLinks.ends(s)
		if w == "" {
			w = changeWords.ends(s)
		}
		if w == "" {
			break
		}
		s = tails.tail(strings.TrimSuffix(s, w))
	}
	return utf8.RuneCountInString(s) >= 1 && !earlierWords.in(s)
}

// sizeAt returns the length in runes of the word of the list at rune k, 0 when none
// stands there.
func (l lexicon) sizeAt(t *text, k int) int {
	if !l.mayBegin.passes(t.at(k)) {
		return 0
	}
	rest := t.from(k, maxExact)
	w := l.begins(rest)
	if w == "" || notCompared.begins(rest) != "" || strings.ContainsRune("占同环收", t.at(k-1)) {
		return 0
	}
	return utf8.RuneCountInString(w)
}

var (
	gapWords     = list("gap words")
	earlierWords = list("earlier words")
)

package match

import (
	"strings"
	"unicode"
)

// TokenF1 compares two texts by their tokens, a Han character or a Latin word each.
func TokenF1(text, reference string) float64 {
	f1, _ := overlap(tokens(text), tokens(reference))
	return f1
}

// PairOverlap compares two texts by their pairs of neighbouring letters and digits:
// the F1, and the share of the reference's pairs that text holds. 0, 0 when either has
// none.
func PairOverlap(text, reference string) (f1, recall float64) {
	return overlap(pairs(text), pairs(reference))
}

// Told is the share of the pairs of a reference which a text holds, of those that known
// does not hold already; 1 when it holds them all.
func Told(text, reference, known string) float64 {
	want, given := pairs(reference), pairs(known)
	for pair := range given {
		delete(want, pair)
	}
	if len(want) == 0 {
		return 1
	}
	_, recall := overlap(pairs(text), want)
	return recall
}

// overlap compares two bags: the harmonic mean of the shares that both have in
// common, and the share of the second. 0, 0 when either is empty.
func overlap[T comparable](have, want map[T]int) (f1, recall float64) {
	both, nHave, nWant := 0, 0, 0
	for item, n := range want {
		both += min(n, have[item])
		nWant += n
	}
	for _, n := range have {
		nHave += n
	}
	if nHave == 0 || nWant == 0 {
		return 0, 0
	}
	return 2 * float64(both) / float64(nHave+nWant), float64(both) / float64(nWant)
}

// Bare is a text in lower case and half width, letters and digits alone, without
// [n] marks.
func Bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, Fold(WithoutMarks(text)))
}

// tokens counts the tokens of a text: a Han character, or a run of other letters and
// digits.
func tokens(text string) map[string]int {
	counts := map[string]int{}
	var run strings.Builder
	flush := func() {
		if run.Len() > 0 {
			counts[run.String()]++
			run.Reset()
		}
	}
	for _, r := range strings.ToLower(WithoutMarks(text)) {
		switch {
		case unicode.Is(unicode.Han, r):
			flush()
			counts[string(r)]++
		case unicode.IsLetter(r), unicode.IsDigit(r):
			run.WriteString(Fold(string(r)))
		default:
			flush()
		}
	}
	flush()
	return counts
}

// pairs counts the pairs of neighbouring letters and digits of a text.
func pairs(text string) map[[2]rune]int {
	counts := map[[2]rune]int{}
	last := rune(0)
	for _, r := range Bare(text) {
		if last != 0 {
			counts[[2]rune{last, r}]++
		}
		last = r
	}
	return counts
}

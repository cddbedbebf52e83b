package score

import (
	"strings"
	"unicode"

	"reportbot/bot/answer"
	"reportbot/eval/cases"
	"reportbot/eval/match"
)

// words scores an answer in words.
func (s *Score) words(c cases.Case, a answer.Answer) {
	if c.Expect != cases.ExpectAnswer || a.Kind != answer.Answered {
		return
	}
	if c.Kind == "list" {
		s.list(c, a.Text)
	}
	if len(c.Figures) > 0 {
		return
	}
	best, exact := 0.0, false
	for _, reference := range references(c) {
		best = max(best, tokenF1(a.Text, reference))
		exact = exact || bare(a.Text) == bare(reference)
	}
	s.tell(TextExact, exact)
	s.value(TextF1, best)
}

// references are the texts that a right answer in words may agree with.
func references(c cases.Case) (out []string) {
	for _, text := range append([]string{c.Answer, strings.Join(c.Evidence, "")}, c.Evidence...) {
		if bare(text) != "" {
			out = append(out, text)
		}
	}
	return out
}

// How far an answer in words must agree with a reference to be right: by the F1 of
// the pairs of neighbouring characters, or by the share of the reference's pairs that
// it holds, for an answer that says more. Pairs keep common characters from counting.
const (
	minF1     = 0.30
	minRecall = 0.60
)

// agrees tells whether an answer's text says what the reference answer or all of the
// evidence does.
func agrees(c cases.Case, text string) bool {
	for _, reference := range []string{c.Answer, strings.Join(c.Evidence, "")} {
		if f1, recall := overlap(pairs(text), pairs(reference)); f1 >= minF1 || recall >= minRecall {
			return true
		}
	}
	return false
}

// tokenF1 compares two texts by their tokens.
func tokenF1(text, reference string) float64 {
	f1, _ := overlap(tokens(text), tokens(reference))
	return f1
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

// bare is a text in lower case and half width, letters and digits alone, without
// [n] marks.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, match.Fold(match.WithoutMarks(text)))
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
	for _, r := range strings.ToLower(match.WithoutMarks(text)) {
		switch {
		case unicode.Is(unicode.Han, r):
			flush()
			counts[string(r)]++
		case unicode.IsLetter(r), unicode.IsDigit(r):
			run.WriteString(match.Fold(string(r)))
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
	for _, r := range bare(text) {
		if last != 0 {
			counts[[2]rune{last, r}]++
		}
		last = r
	}
	return counts
}

package score

import (
	"strings"

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
		best = max(best, match.TokenF1(a.Text, reference))
		exact = exact || match.Bare(a.Text) == match.Bare(reference)
	}
	s.tell(TextExact, exact)
	s.value(TextF1, best)
}

// references are the texts that a right answer in words may agree with.
func references(c cases.Case) (out []string) {
	for _, text := range append([]string{c.Answer, strings.Join(c.Evidence, "")}, c.Evidence...) {
		if match.Bare(text) != "" {
			out = append(out, text)
		}
	}
	return out
}

// How far an answer in words must agree with a reference to be right: by the F1 of
// the pairs of neighbouring characters, or by the share of the reference's pairs that
// it holds, for an answer that says more. Pairs keep common characters from counting,
// and of what the question does not say itself the answer must hold half: to repeat
// the question answers nothing.
const (
	minF1     = 0.30
	minRecall = 0.60
	minTold   = 0.50
)

// agrees tells whether an answer's text says what the reference answer or all of the
// evidence does.
func agrees(c cases.Case, text string) bool {
	for _, reference := range []string{c.Answer, strings.Join(c.Evidence, "")} {
		f1, recall := match.PairOverlap(text, reference)
		if (f1 >= minF1 || recall >= minRecall) && match.Told(text, reference, c.Question) >= minTold {
			return true
		}
	}
	return false
}

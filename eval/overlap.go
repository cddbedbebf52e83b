package eval

import (
	"strings"
	"unicode"

	"reportbot/bot/answer"
	"reportbot/ingest/figure"
)

// How far a text answer must agree with the reference answer or the evidence: by
// the F1 of their character pairs, or by the share of the reference's pairs that
// it holds, for an answer that says more. F1 over characters is that of the
// Chinese reading tests (Cui et al., A Span-Extraction Dataset for Chinese Machine
// Reading Comprehension, EMNLP 2019); pairs keep common characters from counting.
const (
	minF1     = 0.30
	minRecall = 0.60
)

// agrees tells whether an answer's text says what the case's reference does.
func agrees(c Case, a answer.Answer) bool {
	for _, reference := range []string{c.Answer, strings.Join(c.Evidence, "")} {
		if f1, recall := overlap(a.Text, reference); f1 >= minF1 || recall >= minRecall {
			return true
		}
	}
	return false
}

// bestF1 is the higher of the text's F1 with the reference answer and with the
// evidence.
func bestF1(c Case, a answer.Answer) float64 {
	ofAnswer, _ := overlap(a.Text, c.Answer)
	ofEvidence, _ := overlap(a.Text, strings.Join(c.Evidence, ""))
	return max(ofAnswer, ofEvidence)
}

// overlap compares two texts by their character pairs, each pair as often as it
// stands: the harmonic mean of both shares, and the share of the reference's pairs
// that text holds. 0, 0 when either has no pair.
func overlap(text, reference string) (f1, recall float64) {
	have, want := pairs(text), pairs(reference)
	both, nHave, nWant := 0, 0, 0
	for pair, n := range want {
		both += min(n, have[pair])
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

// pairs counts the pairs of neighbouring letters and digits of a folded text
// without [n] marks.
func pairs(text string) map[[2]rune]int {
	counts := map[[2]rune]int{}
	last := rune(0)
	for _, r := range strings.ToLower(fold(mark.ReplaceAllString(text, ""))) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		if last != 0 {
			counts[[2]rune{last, r}]++
		}
		last = r
	}
	return counts
}

// superfluous returns the figures of an answer's text that were not asked for:
// those that neither the case's figures nor the reference answer nor the
// conversation nor a calculation of the answer hold. Dates are no figures.
func superfluous(c Case, a answer.Answer) []string {
	known := append([]string{c.Answer, c.Question}, c.Figures...)
	for _, turn := range c.History {
		known = append(known, turn.Text)
	}
	for _, s := range a.Statements {
		if s.Check == answer.Computed {
			known = append(known, s.Text) // a calculation is written out with its operands
		}
	}
	var wanted []figure.Figure
	for _, text := range known {
		wanted = append(wanted, figuresOf(text)...)
	}
	var out []string
	for _, f := range figuresOf(a.Text) {
		if !f.Masked && !has(wanted, f) {
			out = append(out, f.Text)
		}
	}
	return out
}

// figuresOf reads the figures of a text, line by line.
func figuresOf(text string) (all []figure.Figure) {
	for line := range strings.Lines(mark.ReplaceAllString(text, " ")) {
		all = append(all, figure.Parse(line, figure.Context{})...)
	}
	return all
}

// has tells whether an equal figure is among those given; a unit that one of them
// leaves out does not part them.
func has(figures []figure.Figure, f figure.Figure) bool {
	for _, g := range figures {
		if f.Value == g.Value && f.Low == g.Low && f.High == g.High && (f.Unit == g.Unit || f.Unit == "" || g.Unit == "") {
			return true
		}
	}
	return false
}

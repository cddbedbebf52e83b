package score

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"reportbot/bot/answer"
	"reportbot/eval/cases"
)

// Outcome is what became of a case.
type Outcome string

const (
	IsCorrect Outcome = "correct"
	IsWrong   Outcome = "wrong"
	IsRefused Outcome = "refused"
)

// Score is what was measured on the answer to one case. Slices are never nil.
type Score struct {
	Outcome Outcome `json:"outcome"`
	// Parts holds the measures that apply to the case; what does not apply is not
	// there and counts nowhere.
	Parts   map[Name]Part `json:"parts"`
	Reasons []string      `json:"reasons"` // what is wrong with the answer or its sources, one line each
	Cause   Cause         `json:"cause"`   // the likely one; "" without reasons

	Superfluous []string `json:"superfluous"` // the figures
	Unsupported []string `json:"unsupported"` // the figures
	GateReasons []string `json:"gate"`        // "check: reason" of each statement that did not pass
}

// Part is what one case gives to a measure: a share of something countable, or a
// value of one case, whose Of is 1.
type Part struct {
	Hits float64 `json:"hits"`
	Of   float64 `json:"of"`
}

// Given is an answer with what is known of it beside its text.
type Given struct {
	answer.Answer
	// Written tells that its statements are a model's, checked or not.
	Written bool
	// Verbatim tells whether a citation's quote stands in its report; nil: quotes
	// are not checked.
	Verbatim func(answer.Citation) bool
}

// Of scores the answer to a case. The same case and answer always get the same
// score.
func Of(c cases.Case, a Given) Score {
	s := Score{
		Parts: map[Name]Part{}, Reasons: []string{},
		Superfluous: []string{}, Unsupported: []string{}, GateReasons: []string{},
	}
	s.retrieval(c, a.Retrieval)
	s.support(c, a)
	s.gate(a)
	s.figures(c, a.Answer)
	s.words(c, a.Answer)
	s.citations(c, a)
	s.refusals(c, a.Answer)
	s.answered(c, a.Answer)
	if len(s.Reasons) > 0 {
		s.Cause = causeOf(c, a.Answer, s)
	}
	return s
}

// add gives a share to a measure; one of nothing is left out.
func (s *Score) add(name Name, hits, of int) {
	if of > 0 {
		s.Parts[name] = Part{float64(hits), float64(of)}
	}
}

// tell gives yes or no to a measure.
func (s *Score) tell(name Name, yes bool) {
	s.Parts[name] = Part{0, 1}
	if yes {
		s.Parts[name] = Part{1, 1}
	}
}

// value gives the value of one case to a measure.
func (s *Score) value(name Name, v float64) { s.Parts[name] = Part{v, 1} }

// lacks tells that a measure applies to the case and is not full.
func (s *Score) lacks(name Name) bool {
	p, ok := s.Parts[name]
	return ok && p.Hits < p.Of
}

// reason notes what is wrong; nothing without items, unless what stands alone.
func (s *Score) reason(what string, items ...string) {
	s.Reasons = append(s.Reasons, OneLine(what+strings.Join(items, ", ")))
}

// given tells that the answer states something, and that something was due.
func given(c cases.Case, a answer.Answer) bool {
	return c.Answerable() && (a.Kind == answer.Answered || a.Kind == answer.Redacted)
}

// longest is the number of characters of a line that tells a person a reason.
const longest = 200

// OneLine is the first line of a text, made safe for a terminal: control and format
// characters become spaces, and it is cut after 200 characters.
func OneLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	if utf8.RuneCountInString(s) > longest {
		s = string([]rune(s)[:longest-1]) + "…"
	}
	return s
}

// count is the number of items that pass.
func count[T any](items []T, passes func(T) bool) int {
	n := 0
	for _, item := range items {
		if passes(item) {
			n++
		}
	}
	return n
}

// unique returns items each once, in their order.
func unique(items []string) []string {
	var out []string
	for _, item := range items {
		if !slices.Contains(out, item) {
			out = append(out, item)
		}
	}
	return out
}

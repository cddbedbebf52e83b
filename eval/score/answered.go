package score

import (
	"reportbot/bot/answer"
	"reportbot/eval/cases"
	"reportbot/eval/match"
)

// wantKind is the kind of a right answer.
var wantKind = map[cases.Expect]answer.Kind{
	cases.ExpectAnswer:   answer.Answered,
	cases.ExpectRefuse:   answer.Refused,
	cases.ExpectRedacted: answer.Redacted,
}

// answered tells whether the answer is correct, wrong or refused.
func (s *Score) answered(c cases.Case, a answer.Answer) {
	sources := len(s.Reasons) // what is wrong so far is not the answer itself
	forbidden := match.Stated(c.MustNot, a.Text)
	if len(c.MustNot) > 0 {
		s.tell(MustNot, len(forbidden) == 0)
	}
	switch want := wantKind[c.Expect]; {
	case a.Kind == answer.Failed:
		s.reason("failed: ", a.Error)
	case a.Kind != want:
		s.reason("kind "+string(a.Kind)+", want ", string(want))
	case c.Expect == cases.ExpectAnswer:
		s.contents(c, a)
	case s.lacks(Masked):
		s.reason("the answer has numbers that the report does not give: ", invented(c, a)...)
	}
	if len(forbidden) > 0 {
		s.reason("states what it must not: ", forbidden...)
	}
	s.Outcome = outcome(c, a, len(s.Reasons) == sources)
	s.tell(Correct, s.Outcome == IsCorrect)
	s.tell(Wrong, s.Outcome == IsWrong)
	s.tell(Refused, s.Outcome == IsRefused)
}

// contents tells what is wrong with what an answer states.
func (s *Score) contents(c cases.Case, a answer.Answer) {
	if missing := match.Missing(c.Figures, a.Text); len(missing) > 0 {
		s.reason("figures not stated: ", missing...)
	}
	if len(c.Figures) == 0 && !agrees(c, a.Text) {
		s.reason("the text does not agree with the reference")
	}
	for _, name := range []Name{Indicator, Period, Status, Direction} {
		if s.lacks(name) {
			s.reason("a figure is told with another ", string(name[len("figures."):]))
		}
	}
}

func outcome(c cases.Case, a answer.Answer, right bool) Outcome {
	switch {
	case right:
		return IsCorrect
	case a.Kind == answer.Failed, a.Kind == answer.Unclear, a.Kind == answer.Refused && c.Answerable():
		return IsRefused
	}
	return IsWrong
}

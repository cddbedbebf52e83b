package score

import (
	"slices"
	"strings"

	"reportbot/bot/answer"
	"reportbot/eval/cases"
	"reportbot/eval/match"
)

func (s *Score) refusals(c cases.Case, a answer.Answer) {
	if a.Kind == answer.Refused {
		s.tell(RefusalPrecision, c.Expect == cases.ExpectRefuse)
	}
	if c.Expect == cases.ExpectRefuse {
		s.tell(RefusalRecall, a.Kind == answer.Refused)
	}
	if c.Expect == cases.ExpectRedacted {
		s.tell(Masked, a.Kind == answer.Redacted && len(invented(c, a)) == 0)
	}
	s.tell(Clarifying, a.Kind == answer.Unclear)
	s.tell(Failed, a.Kind == answer.Failed)
}

// invented returns the numbers of an answer's Text that stand in nothing that it
// cites, nor in the evidence, nor in the conversation; each once, in their order.
func invented(c cases.Case, a answer.Answer) []string {
	given := append([]string{c.Question}, c.Evidence...)
	for _, turn := range c.History {
		given = append(given, turn.Text)
	}
	for _, cited := range a.Citations {
		given = append(given, cited.Quote, cited.Title, cited.Section, cited.Report)
	}
	known := match.Numbers(strings.Join(given, "\n"))
	return unique(slices.DeleteFunc(match.Numbers(a.Text), func(n string) bool { return slices.Contains(known, n) }))
}

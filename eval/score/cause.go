package score

import (
	"reportbot/bot/answer"
	"reportbot/eval/cases"
)

// Cause is where an answer likely went wrong.
type Cause string

const (
	Broke         Cause = "failed"             // the answer is of kind failed
	WronglyGiven  Cause = "wrongly answered"   // the reports do not say it, or mask it
	NotRetrieved  Cause = "not retrieved"      // none of the evidence is in the ten best chunks
	NotAnswered   Cause = "refused"            // the evidence was there
	WrongReport   Cause = "wrong report"       // a report of the case is not cited
	WrongFigure   Cause = "wrong figure bound" // another figure, or of something else
	WrongWords    Cause = "wrong text"         // it says something else
	WrongSection  Cause = "wrong section"      // right, from another part of the report
	Uncovered     Cause = "not covered"        // right, but something in it is not in what it cites
	MaskUndone    Cause = "mask not told"      // the report masks what the answer gives otherwise
	WrongMaskedAs Cause = "wrongly masked"     // the report gives what the answer calls masked
)

// causeOf finds the likely cause of what is wrong, the earliest stage first.
func causeOf(c cases.Case, a answer.Answer, s Score) Cause {
	wrong := s.Outcome != IsCorrect
	found, hasEvidence := s.Parts[RecallAt10]
	switch {
	case a.Kind == answer.Failed:
		return Broke
	case wrong && !c.Answerable():
		return WronglyGiven
	case wrong && hasEvidence && found.Hits == 0:
		return NotRetrieved
	case s.Outcome == IsRefused:
		return NotAnswered
	case s.lacks(CiteReport):
		return WrongReport
	case wrong && c.Expect == cases.ExpectRedacted:
		return MaskUndone
	case wrong && a.Kind == answer.Redacted:
		return WrongMaskedAs
	case wrong && len(c.Figures) > 0:
		return WrongFigure
	case wrong:
		return WrongWords
	case s.lacks(CiteSection):
		return WrongSection
	}
	return Uncovered
}

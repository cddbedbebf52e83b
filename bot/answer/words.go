package answer

import (
	"fmt"
	"strings"
	"unicode"

	"reportbot/retrieval"
)

// phrases are the words of the answers in one language.
type phrases struct {
	notSaid      string // the reports do not say
	notSaidPlace string // with the place that no report speaks of
	nothing      string // there are no reports
}

var chinese = phrases{
	notSaid:      "报告中没有提到。",
	notSaidPlace: "报告中没有提到%s。",
	nothing:      "还没有可以查询的报告。",
}

var english = phrases{
	notSaid:      "The reports do not say.",
	notSaidPlace: "No report speaks of %s.",
	nothing:      "There are no reports to search.",
}

// wordsFor returns the phrases in the language of the question: Chinese when it
// holds a Han character.
func wordsFor(question string) phrases {
	if strings.IndexFunc(question, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0 {
		return chinese
	}
	return english
}

func (p phrases) refusal(found *retrieval.Result) string {
	switch {
	case found.Snapshot.Len() == 0:
		return p.nothing
	case len(found.Unknown) > 0:
		return fmt.Sprintf(p.notSaidPlace, strings.Join(found.Unknown, "、"))
	}
	return p.notSaid
}

// oneLine folds the line ends of a wrapped sentence.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

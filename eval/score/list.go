package score

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"reportbot/eval/cases"
	"reportbot/eval/match"
)

// minItem is how much of an item's pairs of characters a text must hold to say it,
// beside all of its figures: 蓼淙 says 蓼淙县.
const minItem = 0.5

// list scores the items of a list: those of the reference answer that the text says,
// and those of the text that the reference or the evidence says.
func (s *Score) list(c cases.Case, text string) {
	wanted := itemsOf(c.Answer)
	s.add(ListRecall, count(wanted, func(item string) bool { return says(text, item) }), len(wanted))
	known := strings.Join(append([]string{c.Answer, c.Question}, c.Evidence...), "\n")
	own := itemsOf(text)
	s.add(ListPrecision, count(own, func(item string) bool { return says(known, item) }), len(own))
}

var between = regexp.MustCompile(`[、，,；;。！？\n：:①-⑳]+|\.\s`)

// itemsOf are the parts of an enumeration that have two characters or more.
func itemsOf(text string) (out []string) {
	for _, part := range between.Split(match.WithoutMarks(text), -1) {
		if part = strings.TrimSpace(part); utf8.RuneCountInString(match.Bare(part)) >= 2 {
			out = append(out, part)
		}
	}
	return out
}

// says tells whether a text holds an item, or enough of it.
func says(text, item string) bool {
	if strings.Contains(match.Bare(text), match.Bare(item)) {
		return true
	}
	_, recall := match.PairOverlap(text, item)
	return recall >= minItem && len(match.Missing(figureTexts(item), text)) == 0
}

func figureTexts(text string) (out []string) {
	for _, f := range match.Figures(text) {
		out = append(out, f.Text)
	}
	return out
}

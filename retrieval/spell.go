package retrieval

import (
	"slices"

	"reportbot/retrieval/lexical"
	question "reportbot/retrieval/query"
)

// also returns other names for parts of the topic.
func (s *Snapshot) also(q question.Query) []question.Other {
	all := slices.Clone(q.Also)
	for _, word := range q.Latin {
		if word.Names = s.spelled(q.Topic[word.Start:word.End]); word.Names != nil {
			all = append(all, word)
		}
	}
	slices.SortFunc(all, func(a, b question.Other) int { return a.Start - b.Start })
	return all
}

// maxSpelled bounds the names that a Latin word is read as.
const maxSpelled = 8

// spelled returns the names in the reports that a Latin word spells in Pinyin, the
// rarest first.
func (s *Snapshot) spelled(word string) []string {
	type name struct {
		text string
		freq int
	}
	var names []name
	for _, spelling := range question.Spellings(word) {
		for _, text := range s.joined(spelling) {
			if freq := len(s.Lexical.GroupsWith(text)); freq > 0 {
				names = append(names, name{text, freq})
			}
		}
	}
	slices.SortStableFunc(names, func(a, b name) int { return a.freq - b.freq })
	var out []string
	for _, n := range names[:min(maxSpelled, len(names))] {
		out = append(out, n.text)
	}
	return out
}

// joined returns the ways to choose a character for each syllable so that the
// reports hold every pair of neighbours.
func (s *Snapshot) joined(spelling [][]rune) []string {
	ways := []string{""}
	for i, runes := range spelling {
		var next []string
		for _, way := range ways {
			for _, r := range runes {
				text := way + string(r)
				if last := []rune(text); i == 0 || s.hasPair(last[len(last)-2], r) {
					next = append(next, text)
				}
			}
		}
		ways = next
	}
	return ways
}

func (s *Snapshot) hasPair(a, b rune) bool {
	terms := lexical.Terms(string([]rune{a, b}))
	return len(terms) == 3 && s.Lexical.DocFreq(terms[2]) > 0
}

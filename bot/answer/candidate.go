package answer

import (
	"strings"
	"unicode/utf8"

	"reportbot/retrieval"
	"reportbot/retrieval/lexical"
)

// candidate is a figure with the words around it, nearest first.
type candidate struct {
	retrieval.LedgerEntry
	words *candidateWords
	*surroundings
}

// candidateWords are the words of a figure's own name, and of its clause; they are
// read when they are asked for.
type candidateWords struct {
	own, clause, segment, others map[lexical.Term]bool
	clauseText                   string
}

// name is the figure's own name.
func (c candidate) name() string { return c.Indicator + " " + c.Scope + " " + c.Unit }

func (c candidate) own() map[lexical.Term]bool {
	if c.words.own == nil {
		c.words.own = termSet(c.name())
	}
	return c.words.own
}

func (c candidate) clause() map[lexical.Term]bool {
	if c.words.clause == nil {
		c.words.clause = termSet(c.clauseText())
	}
	return c.words.clause
}

// segment is the part of the sentence between semicolons that the figure stands in,
// with its headings: what another part speaks of is not what the figure tells.
func (c candidate) segment() map[lexical.Term]bool {
	if c.words.segment == nil {
		c.words.segment = termSet(strings.Join(c.Section.Path, " ") + " " + segmentOf(c.LedgerEntry))
	}
	return c.words.segment
}

func (c candidate) clauseText() string {
	if c.words.clauseText == "" {
		c.words.clauseText = clauseOf(c.LedgerEntry)
	}
	return c.words.clauseText
}

// itemText is the part of the clause that speaks of the figure alone: of an
// enumeration whose members have figures and names of their own (新增床位20张、护士30名)
// the member, else the clause.
func (c candidate) itemText() string {
	runes, text := []rune(c.Quote), c.clauseText()
	if c.Sentence.Row || c.End > len(runes) {
		return text
	}
	start := clauseStart(runes, c.Start)
	before, item, found := cutLast(string(runes[start:c.Start]), "、")
	if _, member, more := cutLast(before, "、"); more {
		before = member
	}
	if !found || len(pairsOf(item)) < 2 || !hasNumber(before) {
		return text
	}
	return item + string(runes[c.Start:c.End])
}

// cutLast cuts a text around the last sep in it.
func cutLast(text, sep string) (before, after string, found bool) {
	i := strings.LastIndex(text, sep)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(sep):], true
}

// surroundings are the words of a figure's sentence with its headings, and of the
// sentence before it; those of a sentence are read once, when they are asked for.
type surroundings struct {
	sentence, previous       string
	sentenceSet, previousSet map[lexical.Term]bool
}

func (s *surroundings) around() map[lexical.Term]bool {
	if s.sentenceSet == nil {
		s.sentenceSet = termSet(s.sentence)
	}
	return s.sentenceSet
}

func (s *surroundings) before() map[lexical.Term]bool {
	if s.previousSet == nil {
		s.previousSet = termSet(s.previous)
	}
	return s.previousSet
}

// candidatesOf reads the words of figures, which come sentence by sentence.
func candidatesOf(entries []retrieval.LedgerEntry, s *retrieval.Snapshot) []candidate {
	out, words := make([]candidate, len(entries)), make([]candidateWords, len(entries))
	text := ""
	for i, e := range entries {
		first := i == 0 || e.Number != entries[i-1].Number
		if first {
			text = ""
			if r, err := s.Report(e.Number); err == nil {
				text = r.Text
			}
		}
		out[i] = candidate{LedgerEntry: e, words: &words[i]}
		if !first && e.Sentence.Start == entries[i-1].Sentence.Start {
			out[i].surroundings = out[i-1].surroundings
			continue
		}
		out[i].surroundings = &surroundings{
			sentence: strings.Join(e.Section.Path, " ") + " " + e.Quote,
			previous: textBefore(e, text),
		}
	}
	return out
}

// textBefore is what stands before the figure's sentence in its section: the
// sentence there, or its end.
func textBefore(e retrieval.LedgerEntry, text string) string {
	const most = 300 // bytes
	start, end := max(e.Section.HeadingEnd, e.Sentence.Start-most), e.Sentence.Start
	if start >= end || end > len(text) {
		return ""
	}
	for start < end && !utf8.RuneStart(text[start]) {
		start++
	}
	before := strings.TrimRight(text[start:end], "。 \n\t\r")
	return before[max(strings.LastIndex(before, "。"), strings.LastIndexByte(before, '\n'))+1:]
}

// clauseOf returns the clause of the sentence that a figure stands in; of a table,
// the row.
func clauseOf(e retrieval.LedgerEntry) string {
	runes := []rune(e.Quote)
	if e.Sentence.Row || e.End > len(runes) {
		return e.Quote
	}
	end := e.End
	for end < len(runes) && !strings.ContainsRune(clauseEnds, runes[end]) {
		end++
	}
	return string(runes[clauseStart(runes, e.Start):end])
}

const clauseEnds = "，,；;。：:"

// clauseStart returns where the clause around a position begins.
func clauseStart(runes []rune, at int) int {
	for at > 0 && !strings.ContainsRune(clauseEnds, runes[at-1]) {
		at--
	}
	return at
}

// otherSegments are the words of the other parts of the sentence that have figures of
// their own.
func (c candidate) otherSegments() map[lexical.Term]bool {
	if c.words.others == nil {
		var parts []string
		if runes := []rune(c.Quote); !c.Sentence.Row && c.End <= len(runes) {
			start, end := segmentAround(runes, c.Start, c.End)
			for _, part := range strings.FieldsFunc(string(runes[:start])+";"+string(runes[end:]), isSemicolon) {
				if hasNumber(part) {
					parts = append(parts, part)
				}
			}
		}
		c.words.others = termSet(strings.Join(parts, " "))
	}
	return c.words.others
}

// segmentOf returns the part of the sentence between semicolons that a figure stands in,
// with what leads to all parts (主要目标是：); of a table, the row.
func segmentOf(e retrieval.LedgerEntry) string {
	runes := []rune(e.Quote)
	if e.Sentence.Row || e.End > len(runes) {
		return e.Quote
	}
	start, end := segmentAround(runes, e.Start, e.End)
	lead := ""
	if head, _, ok := strings.Cut(strings.ReplaceAll(string(runes[:start]), "：", ":"), ":"); ok {
		lead = head + " "
	}
	return lead + string(runes[start:end])
}

// segmentAround widens a span to the semicolons around it.
func segmentAround(runes []rune, start, end int) (int, int) {
	for start > 0 && !isSemicolon(runes[start-1]) {
		start--
	}
	for end < len(runes) && !isSemicolon(runes[end]) {
		end++
	}
	return start, end
}

func isSemicolon(r rune) bool { return r == ';' || r == '；' }

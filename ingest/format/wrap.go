package format

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wrap tells how the lines of a plain text were broken. The zero value: not at
// a width, every line is a paragraph.
//
// A text was broken at a width when its lines, but for the last ones of
// paragraphs, are full: the first word of the next line would not have fit.
//
//	今年以来，全镇上下凝心聚力、埋头苦干，   ◀ full: one more character is too many
//	各项工作有序推进。                       ◀ the paragraph's last line
type wrap struct {
	width   int  // of a full line; 0 when not wrapped
	byRunes bool // widths are in characters, not in columns
	chinese bool
	margin  int // columns that every line is indented by
}

const (
	minFull = 3 // full lines that end inside a sentence, to call a text wrapped

	// Widths in columns between which a text may be wrapped. 48 columns are 24
	// Chinese characters; an official page has 28 a line. Lines of an outline
	// are shorter.
	minLatin, minHan, maxWidth = 40, 48, 140

	// hang is how far closing punctuation may hang over the edge, in columns.
	hang = 6
)

// findWrap finds out whether a text is hard-wrapped, from all its lines.
func findWrap(text string, lines []line) wrap {
	chinese, margin := mostlyHan(text), leftMargin(lines)
	best, most := wrap{}, 0
	for _, byRunes := range []bool{false, true} {
		w := wrap{byRunes: byRunes, chinese: chinese, margin: margin}
		if !w.setWidth(text, lines) {
			continue
		}
		if full, ok := w.holds(text, lines); ok && full > most {
			best, most = w, full
		}
	}
	return best
}

// measure is the width of a line, its indent not counted.
func (w wrap) measure(s string) int {
	if w.byRunes {
		return utf8.RuneCountInString(s)
	}
	return columns(s)
}

// widthOf is the width of a line with its indent.
func (w wrap) widthOf(text string, l line) int {
	if w.byRunes {
		return l.blanks + w.measure(l.in(text))
	}
	return l.indent + w.measure(l.in(text))
}

// setWidth takes the most frequent width among the longest lines as the width;
// false when no wrapped text has such lines. Rows of tables do not count.
func (w *wrap) setWidth(text string, lines []line) bool {
	var count [maxWidth + hang + 1]int
	longest := 0
	for _, l := range lines {
		if l.end-l.start > 4*maxWidth {
			return false
		}
		if countCells(l.in(text)) > 1 {
			continue
		}
		n := w.widthOf(text, l)
		if n >= len(count) {
			return false
		}
		count[n]++
		longest = max(longest, n)
	}
	w.width = longest
	for n := max(0, longest-hang); n < longest; n++ {
		if count[n] > count[w.width] {
			w.width = n
		}
	}
	low, high := minLatin, maxWidth
	if w.chinese {
		low = minHan
	}
	if w.byRunes {
		if !w.chinese {
			return false
		}
		low, high = low/2, high/2
	}
	return w.width >= low && w.width <= high
}

// holds tells whether the lines are broken at the width, and how many are full.
// Of the pairs of lines that could be one paragraph, three in five must break at
// a full line inside a sentence.
func (w wrap) holds(text string, lines []line) (int, bool) {
	pairs, full, clauses, lower := 0, 0, 0, 0
	for i := 0; i+1 < len(lines); i++ {
		a, b := lines[i], lines[i+1]
		if a.blank() || b.blank() || startsItem(b.in(text)) || w.indented(b) || w.chinese && endsSentence(a.in(text)) {
			continue
		}
		pairs++
		if !w.full(text, a, b) || countCells(a.in(text)) > 1 {
			continue
		}
		full++
		if hasClause(a.in(text)) {
			clauses++
		}
		if r, _ := utf8.DecodeRuneInString(b.in(text)); unicode.IsLower(r) {
			lower++
		}
	}
	prose := w.chinese && clauses*2 >= full || !w.chinese && lower*5 >= full*2
	return full, full >= minFull && full*5 >= pairs*3 && prose
}

// leftMargin is the smallest indent of the lines.
func leftMargin(lines []line) int {
	margin := maxWidth
	for _, l := range lines {
		if !l.blank() {
			margin = min(margin, l.indent)
		}
	}
	return margin
}

// indented tells whether a line is indented more than the others, as the first
// of a paragraph is.
func (w wrap) indented(l line) bool { return l.indent > w.margin+1 }

// full tells whether the first word of b would not have fit on the line a.
func (w wrap) full(text string, a, b line) bool {
	const slack = 2 // a line may hang its last punctuation over the edge
	gap := 0
	if !w.chinese {
		gap = 1
	}
	return w.widthOf(text, a)+gap+w.measure(firstWord(b.in(text))) > w.width-slack
}

// paragraph counts the lines, from the first on, that are one paragraph; at
// least 1.
func (w wrap) paragraph(text string, lines []line) int {
	n := 1
	for n < len(lines) && w.joins(text, lines[n-1], lines[n], n == 1) {
		n++
	}
	return n
}

// joins tells whether the line b goes on with the paragraph of the line a.
func (w wrap) joins(text string, a, b line, first bool) bool {
	if w.width == 0 || a.blank() || b.blank() {
		return false
	}
	sa, sb := a.in(text), b.in(text)
	switch {
	case startsItem(sb), countCells(sa) > 1, countCells(sb) > 1:
		return false
	case w.indented(b) && !(first && startsItem(sa)): // the next paragraph's first line
		return false
	case w.chinese && endsSentence(sa):
		return false
	}
	return w.full(text, a, b)
}

// firstWord is what may not be parted from the start of a line: a word or
// number, or a Chinese character, with the punctuation that closes it.
func firstWord(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if !isWide(r) {
		for i, r := range s {
			if unicode.IsSpace(r) || isWide(r) {
				return s[:i]
			}
		}
		return s
	}
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !strings.ContainsRune("，。、；：！？）》”’」』…", r) {
			break
		}
		n += size
	}
	return s[:n]
}

// columns is the width of a text on a terminal: two for a wide character.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n++
		if isWide(r) {
			n++
		}
	}
	return n
}

// mostlyHan tells whether at least half of the letters at the start of the text
// are Chinese.
func mostlyHan(text string) bool {
	han, other := 0, 0
	for i, r := range text {
		if i > sampleSize {
			break
		}
		if isHan(r) {
			han++
		} else if unicode.IsLetter(r) {
			other++
		}
	}
	return han > other
}

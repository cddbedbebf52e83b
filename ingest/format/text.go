package format

import (
	"strings"
	"unicode"
)

// readText makes a document of plain text. The text stays as it is; a line is a
// block, unless the file is hard-wrapped: then the lines of a paragraph are.
func readText(meta map[string]string, text string) (*Document, error) {
	lines := splitLines(text)
	t := textBlocks{text: text, wrap: findWrap(text, lines)}
	for i := 0; i < len(lines); {
		if n := tableRun(text, lines[i:]); n > 1 {
			t.addTable(lines[i : i+n])
			i += n
			continue
		}
		n := t.wrap.paragraph(text, lines[i:])
		for pageBreak(text, lines[i+n-1:]) {
			n++
			n += t.wrap.paragraph(text, lines[i+n:])
		}
		t.addParagraph(lines[i], lines[i+n-1])
		i += n
	}
	if len(t.blocks) == 0 {
		return nil, fail(ErrEmpty, "text", "no text in it")
	}
	if len(meta) == 0 {
		meta = nil
	}
	return &Document{Text: text, Blocks: t.blocks, Meta: meta}, nil
}

// pageBreak tells whether the second of some lines is one of invisible characters
// alone, as some converters leave between pages, inside a sentence that goes on.
func pageBreak(text string, lines []line) bool {
	return len(lines) > 2 && invisible(lines[1].in(text)) && !lines[0].blank() && !lines[2].blank() &&
		!endsSentence(lines[0].in(text)) && !startsItem(lines[2].in(text)) && countCells(lines[2].in(text)) < 2
}

// invisible tells whether a text has characters, all of which only format it.
func invisible(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.Is(unicode.Cf, r) }) < 0
}

// line is a line of the text without the blanks at its ends; start == end when
// it is blank. The blanks before it are counted in columns and in characters.
type line struct {
	start, end     int
	indent, blanks int
}

func (l line) in(text string) string { return text[l.start:l.end] }
func (l line) blank() bool           { return l.start == l.end }

// splitLines cuts a text at "\n", "\r\n" and "\r". Of lines that follow each
// other and are blank only the first is kept.
func splitLines(text string) []line {
	var lines []line
	for at := 0; at < len(text); {
		end, next := lineEnd(text, at)
		l := trimLine(text, at, end)
		if !l.blank() || len(lines) > 0 && !lines[len(lines)-1].blank() {
			lines = append(lines, l)
		}
		at = next
	}
	return lines
}

// lineEnd finds where the line at the offset ends and the next one starts.
func lineEnd(text string, at int) (end, next int) {
	n := strings.IndexAny(text[at:], "\r\n")
	if n < 0 {
		return len(text), len(text)
	}
	end = at + n
	if strings.HasPrefix(text[end:], "\r\n") {
		return end, end + 2
	}
	return end, end + 1
}

// trimLine cuts the blanks, U+3000 and no-break space among them, off a line.
func trimLine(text string, start, end int) line {
	whole := text[start:end]
	left := strings.TrimLeftFunc(whole, unicode.IsSpace)
	l := line{start: end - len(left)}
	l.end = l.start + len(strings.TrimRightFunc(left, unicode.IsSpace))
	for _, r := range whole[:len(whole)-len(left)] {
		l.indent++
		l.blanks++
		if r == '\u3000' {
			l.indent++
		}
	}
	return l
}

// textBlocks collects the blocks of a plain text.
type textBlocks struct {
	text   string
	wrap   wrap
	blocks []Block
	tables int
}

func (t *textBlocks) addParagraph(first, last line) {
	if !first.blank() {
		t.blocks = append(t.blocks, Block{Kind: Paragraph, Start: first.start, End: last.end})
	}
}

// addTable adds a row for each line, and marks the first when it names the
// columns.
func (t *textBlocks) addTable(lines []line) {
	t.tables++
	rows := make([]string, len(lines))
	for i, l := range lines {
		rows[i] = l.in(t.text)
	}
	header := namesColumns(rows)
	for i, l := range lines {
		t.blocks = append(t.blocks, Block{
			Kind: TableRow, Start: l.start, End: l.end, Table: t.tables, Header: header && i == 0,
		})
	}
}

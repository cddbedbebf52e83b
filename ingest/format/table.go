package format

import (
	"regexp"
	"strings"
	"unicode"
)

// tableRun counts the lines from the first on that are rows of one table: each
// with the same number of cells, at least two. 0 or 1 is no table.
func tableRun(text string, lines []line) int {
	if lines[0].blank() {
		return 0
	}
	cells := countCells(lines[0].in(text))
	if cells < 2 {
		return 0
	}
	n := 1
	for n < len(lines) && countCells(lines[n].in(text)) == cells {
		n++
	}
	return n
}

// countCells counts the cells of a line parted by tabs or by "|" with a blank
// beside it; a "|" at either end parts nothing. 0 when the line has none.
func countCells(s string) int {
	if strings.Contains(s, " |") || strings.Contains(s, "| ") || strings.HasPrefix(s, "|") {
		return strings.Count(strings.Trim(s, "|"), "|") + 1
	}
	first, _, tabbed := strings.Cut(s, "\t")
	if !tabbed || startsItem(first+" ") {
		return 0
	}
	cells := 0
	for cell := range strings.SplitSeq(s, "\t") {
		if strings.TrimSpace(cell) != "" {
			cells++
		}
	}
	return cells
}

// namesColumns tells whether the first of the rows is the header of the others:
// they have more digits (or masks in their place) than it has.
func namesColumns(rows []string) bool {
	if len(rows) < 2 {
		return false
	}
	below := 0
	for _, row := range rows[1:] {
		below += countDigits(row)
	}
	return below > countDigits(rows[0])*(len(rows)-1)
}

// yearWord is a year as a column's name has it; its digits are no value.
var yearWord = regexp.MustCompile(`(?:19|20)[0-9]{2}`)

// countDigits counts the digits that are not those of a year, and the masks
// that stand for digits: "*", and "x" where no Latin word is.
func countDigits(row string) int {
	n := 0
	for cell := range strings.FieldsFuncSeq(yearWord.ReplaceAllString(row, ""), isCellEnd) {
		latin := strings.ContainsFunc(cell, func(r rune) bool { return r < 0x80 && unicode.IsLetter(r) && r != 'x' && r != 'X' })
		for _, r := range cell {
			if unicode.IsDigit(r) || strings.ContainsRune("*＊×", r) || (r == 'x' || r == 'X') && !latin {
				n++
			}
		}
	}
	return n
}

func isCellEnd(r rune) bool { return r == '|' || r == '\t' }

// row is a row of a table in a format that marks tables.
type row struct {
	cells  []string
	header bool // marked as a header by the format
	page   int
}

// addTable appends the rows that are not blank as one table. When none is
// marked as a header, the first is one if it names the columns.
func (b *builder) addTable(rows []row) {
	texts := make([]string, 0, len(rows))
	kept := rows[:0:0]
	marked, size := false, 0
	for _, r := range rows {
		if size > MaxText {
			b.err = errTooMuch
			return
		}
		if s := joinCells(r.cells); s != "" {
			texts, kept = append(texts, s), append(kept, r)
			marked = marked || r.header
			size += len(s)
		}
	}
	if len(kept) == 0 {
		return
	}
	b.tables++
	guess := !marked && namesColumns(texts)
	for i, r := range kept {
		b.add(Block{Kind: TableRow, Table: b.tables, Page: r.page, Header: r.header || guess && i == 0}, texts[i])
	}
}

// cellSize is the number of bytes that a row takes, so that a file whose cells
// reach over many columns and rows can be refused before it fills the memory.
func cellSize(cells []string) int {
	const header = 16 // of a string
	size := 0
	for _, c := range cells {
		size += header + len(c)
	}
	return size
}

// joinCells is the row's text: its cells joined by " | ", "" when all are
// blank. A "|" inside a cell becomes the full-width one.
func joinCells(cells []string) string {
	blank := true
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.ReplaceAll(squeeze(c), "|", "｜")
		blank = blank && out[i] == ""
	}
	if blank {
		return ""
	}
	return strings.TrimSpace(strings.Join(out, " | "))
}

// squeeze makes every run of blanks one space, and cuts off those at the ends.
func squeeze(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

package main

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// cells counts the columns of a terminal: Chinese characters take two. What is
// ambiguous takes one, whatever the locale, so that output is the same everywhere.
var cells = &runewidth.Condition{}

// printColumns prints rows of equally many cells, two spaces between columns.
func (t terminal) printColumns(rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			row[i] = oneLine(cell)
			widths[i] = max(widths[i], cells.StringWidth(row[i]))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			b.WriteString(cells.FillRight(cell, widths[i]))
			b.WriteString("  ")
		}
		t.printf("%s\n", strings.TrimRight(b.String(), " "))
	}
}

// oneLine makes a text safe for a cell.
func oneLine(text string) string { return strings.Join(strings.Fields(printable(text)), " ") }

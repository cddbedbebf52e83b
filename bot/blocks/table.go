package blocks

import (
	"github.com/slack-go/slack"

	"reportbot/bot/blocks/markdown"
)

// row is a row of a table: runs for each cell.
type row [][]markdown.Run

func (r row) chars() int {
	n := 0
	for _, cell := range r {
		n += max(1, weigh(cell))
	}
	return n
}

// table adds a table. One that is longer than Slack's limits goes on in another, under
// the same head; one with a row beyond them becomes text, a line for each row.
func (p *paper) table(head row, rows []row, align []slack.ColumnAlignment) {
	columns := len(head)
	for _, r := range rows {
		columns = max(columns, len(r))
	}
	if columns > maxTableColumns || !rowsFit(head, rows) {
		p.rowsAsText(head, rows)
		return
	}
	chars := 0
	var t *slack.TableBlock
	for _, r := range rows {
		if t == nil || len(t.Rows) == maxTableRows || chars+r.chars() > maxTableChars {
			t = newTable(head, columns, align)
			chars = head.chars()
			p.block(t)
		}
		t.AddRow(r.cells(columns)...)
		chars += r.chars()
	}
	if len(rows) == 0 {
		p.block(newTable(head, columns, align))
	}
}

func rowsFit(head row, rows []row) bool {
	for _, r := range rows {
		if head.chars()+r.chars() > maxTableChars {
			return false
		}
	}
	return head.chars() <= maxTableChars
}

func newTable(head row, columns int, align []slack.ColumnAlignment) *slack.TableBlock {
	t := slack.NewTableBlock("")
	var heads row
	for _, cell := range head {
		heads = append(heads, embolden(cell))
	}
	t.AddRow(heads.cells(columns)...)
	settings := make([]slack.ColumnSetting, columns)
	for i := range settings {
		settings[i] = slack.ColumnSetting{Align: slack.ColumnAlignmentLeft, IsWrapped: true}
		if i < len(align) {
			settings[i].Align = align[i]
		}
	}
	return t.WithColumnSettings(settings...)
}

// cells are the cells of a row, filled up to a number of columns.
func (r row) cells(columns int) []slack.TableCell {
	var out []slack.TableCell
	for i := range columns {
		var runs []markdown.Run
		if i < len(r) {
			runs = r[i]
		}
		out = append(out, slack.NewTableRichTextCell(slack.NewRichTextSection(elements(runs)...)))
	}
	return out
}

func (p *paper) rowsAsText(head row, rows []row) {
	for i, r := range append([]row{head}, rows...) {
		var line []markdown.Run
		for n, cell := range r {
			if n > 0 {
				line = append(line, markdown.Run{Text: " | "})
			}
			if i == 0 {
				cell = embolden(cell)
			}
			line = append(line, cell...)
		}
		p.paragraph(line)
	}
}

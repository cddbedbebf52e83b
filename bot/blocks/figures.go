package blocks

import (
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"reportbot/bot/answer"
	"reportbot/bot/blocks/markdown"
	"reportbot/ingest/figure"
)

// column is a column of a table of figures.
type column string

const (
	placeColumn     column = "place"
	periodColumn    column = "period"
	indicatorColumn column = "indicator"
	statusColumn    column = "status"
	valueColumn     column = "value"
	sourceColumn    column = "source"
)

// tabular tells whether figures are shown as a table: several statements of them, none
// of which sets a target beside its outcome, which its words tell.
func tabular(statements []answer.Statement) bool {
	n := 0
	for _, s := range statements {
		if len(s.Rows) == 0 {
			continue
		}
		n++
		target := func(r answer.Row) bool { return r.Status == figure.Target }
		if slices.ContainsFunc(s.Rows, target) && !allOf(s.Rows, target) {
			return false
		}
	}
	return n > 1
}

func allOf(rows []answer.Row, is func(answer.Row) bool) bool {
	return !slices.ContainsFunc(rows, func(r answer.Row) bool { return !is(r) })
}

// figureTable adds the figures of all statements as a title, which says what they
// share, and a table of what differs.
func (m *maker) figureTable(prefix []markdown.Run) {
	rows := m.rows()
	columns := []column{}
	title := ""
	for _, c := range []column{placeColumn, periodColumn, indicatorColumn} {
		if shared, ok := m.shared(rows, c); ok {
			title = strings.TrimSpace(title + m.words.separator + shared)
		} else {
			columns = append(columns, c)
		}
	}
	switch shared, ok := m.shared(rows, statusColumn); {
	case !ok:
		columns = append(columns, statusColumn)
	case shared == m.words.status[figure.Expected]:
		title += m.words.expected
	}
	columns = append(columns, valueColumn, sourceColumn)
	if title != "" || len(prefix) > 0 {
		m.paper.paragraph(append(prefix, plainRuns(title, bold)...))
	}
	m.addFigureTable(rows, columns)
}

func (m *maker) addFigureTable(rows []answer.Row, columns []column) {
	var head row
	var align []slack.ColumnAlignment
	for _, c := range columns {
		head = append(head, plainRuns(m.words.columns[c], markdown.Style{}))
		align = append(align, alignmentOf(c))
	}
	var body []row
	for _, r := range rows {
		var cells row
		for _, c := range columns {
			cells = append(cells, m.cell(r, c))
		}
		body = append(body, cells)
	}
	m.paper.table(head, body, align)
}

func alignmentOf(c column) slack.ColumnAlignment {
	if c == valueColumn {
		return slack.ColumnAlignmentRight
	}
	return slack.ColumnAlignmentLeft
}

// rows are the figures of all statements; a level and its change are one.
func (m *maker) rows() []answer.Row {
	var out []answer.Row
	for _, s := range m.ans.Statements {
		for i, r := range s.Rows {
			if i > 0 && sameButValue(r, s.Rows[i-1]) {
				out[len(out)-1].Value += m.words.listSeparator + r.Value
				continue
			}
			out = append(out, r)
		}
	}
	return out
}

func sameButValue(a, b answer.Row) bool {
	a.Value, b.Value = "", ""
	return a == b
}

// shared is what all rows have in a column, if it is the same; a place or period that
// is not known is not shared.
func (m *maker) shared(rows []answer.Row, c column) (string, bool) {
	first := textOf(m.cell(rows[0], c))
	for _, r := range rows {
		if textOf(m.cell(r, c)) != first {
			return "", false
		}
	}
	return first, true
}

func (m *maker) cell(r answer.Row, c column) []markdown.Run {
	text := ""
	switch c {
	case placeColumn:
		text = m.placeOf(r)
	case periodColumn:
		text = r.Period
	case indicatorColumn:
		text = r.Indicator
	case statusColumn:
		text = m.words.status[r.Status]
	case sourceColumn:
		return []markdown.Run{m.markRun(r.Citation)}
	case valueColumn:
		value := plainRuns(clean(r.Value), bold)
		if r.Masked {
			return append(plainRuns(m.words.masked+" ", markdown.Style{}), value...)
		}
		return value
	}
	return plainRuns(clean(text), markdown.Style{})
}

// placeOf names the place of a figure; a report that hides its place is named by its
// title.
func (m *maker) placeOf(r answer.Row) string {
	if c := m.citation(r.Citation); r.Place == "" && c != nil {
		return m.words.title(c.Title)
	}
	return r.Place
}

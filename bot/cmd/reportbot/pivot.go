package main

import (
	"fmt"
	"slices"
	"strings"

	"reportbot/retrieval"
)

// pivot sets figures side by side: a column for each place (or year), a row for
// each indicator, kind, status and year (or place). A gap is "-"; several figures
// of one cell stand beside each other, each with its period.
func pivot(selected []retrieval.Selected, by string) [][]string {
	type key struct{ indicator, kind, status, other string }
	var rows []key
	var columns []string
	cells := map[key]map[string][]string{}
	for _, s := range selected {
		column, other := placeText(s), yearText(s)
		if by == "year" {
			column, other = other, column
		}
		k := key{s.Indicator, kindText(s.Figure), string(s.Status), other}
		if cells[k] == nil {
			rows = append(rows, k)
			cells[k] = map[string][]string{}
		}
		if !slices.Contains(columns, column) {
			columns = append(columns, column)
		}
		if text := cellText(s); !slices.Contains(cells[k][column], text) {
			cells[k][column] = append(cells[k][column], text)
		}
	}
	slices.Sort(columns)
	head := map[string]string{"place": "YEAR", "year": "PLACE"}[by]
	table := [][]string{append([]string{"INDICATOR", "KIND", "STATUS", head}, columns...)}
	for _, k := range rows {
		row := []string{orDash(k.indicator), k.kind, k.status, k.other}
		for _, column := range columns {
			row = append(row, orDash(strings.Join(cells[k][column], "; ")))
		}
		table = append(table, row)
	}
	return table
}

// placeText is the place, or the report that hides it.
func placeText(s retrieval.Selected) string {
	if s.Report.Place == "" {
		return "(hidden) " + s.Report.Source
	}
	return s.Report.Place
}

// yearText is the last year that a figure speaks of.
func yearText(s retrieval.Selected) string {
	if year := s.LastYear(); year > 0 {
		return fmt.Sprint(year)
	}
	return "(unknown)"
}

// cellText is a figure as written, with its unit where that stands in the head of
// a table, and its period; marked when it is masked.
func cellText(s retrieval.Selected) string {
	text := s.Text
	if s.Masked {
		text += " (masked)"
	} else if s.Unit != "" && !strings.Contains(text, s.Unit) && s.Value != "" {
		text += " (= " + s.Value + s.Unit + ")"
	}
	if s.Period != "" {
		text += " (" + s.Period + ")"
	}
	return text
}

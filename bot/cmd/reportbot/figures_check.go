package main

import (
	"errors"
	"fmt"
	"strings"

	"reportbot/ingest"
	"reportbot/ingest/figure"
	"reportbot/retrieval"
	"reportbot/retrieval/query"
)

// check lists the growths that disagree with the levels they should follow from.
func (cmd *figuresCmd) check(t terminal, l ledger, asJSON bool) error {
	var wrong []retrieval.GrowthCheck
	checks := 0
	for _, c := range retrieval.CheckGrowth(l.entries, l.terms) {
		if !cmd.wants(c.Growth, l.terms) {
			continue
		}
		checks++
		if !c.Agrees {
			wrong = append(wrong, c)
		}
	}
	switch {
	case asJSON:
		for _, c := range wrong {
			if err := t.printJSON(checkLineOf(c)); err != nil {
				return err
			}
		}
		return nil
	case checks == 0:
		return hinted("figures --check", errors.New("the reports state no growth that can be recomputed"),
			"it takes the level of the year before: read the report of that year, too")
	case cmd.CSV:
		return t.printTable(checkRows(wrong), true)
	case len(wrong) > 0:
		t.printColumns(checkRows(wrong))
	}
	t.printf("%s recomputed, %d not as stated\n", count(checks, "growth"), len(wrong))
	return nil
}

// wants tells that a figure passes the filters of the command line.
func (cmd *figuresCmd) wants(e retrieval.LedgerEntry, terms *query.Terms) bool {
	selected := retrieval.SelectFigures([]retrieval.LedgerEntry{e}, cmd.filter(), terms)
	return len(selected) > 0 && selected[0].Match.Likeness == query.Same
}

var checkHead = []string{"PLACE", "INDICATOR", "YEAR", "STATUS", "STATED", "COMPUTED", "LEVEL", "YEAR BEFORE", "REPORT › SECTION", "OF THE YEAR BEFORE"}

func checkRows(checks []retrieval.GrowthCheck) [][]string {
	rows := [][]string{checkHead}
	for _, c := range checks {
		rows = append(rows, []string{
			orDash(c.Growth.Report.Place), c.Growth.Indicator, fmt.Sprint(c.Growth.LastYear()), string(c.Growth.Status),
			c.Stated.String() + "%", c.Computed.String() + "%", levelText(c.Now.Figure), levelText(c.Before.Figure),
			sourceOf(c.Growth), sourceOf(c.Before),
		})
	}
	return rows
}

// levelText is the number as written, with its unit where a table has that elsewhere.
func levelText(f figure.Figure) string {
	if strings.ContainsFunc(f.Text, func(r rune) bool { return r > 0x7f || r == '%' }) {
		return f.Text
	}
	return f.Value + f.Unit
}

func sourceOf(e retrieval.LedgerEntry) string {
	return e.Report.Source + ingest.PathSeparator + strings.Join(e.Section.Path, ingest.PathSeparator)
}

// checkLine is a check as programs see it, one a line.
type checkLine struct {
	Place     string     `json:"place"`
	Indicator string     `json:"indicator"`
	Year      int        `json:"year"`
	Stated    string     `json:"stated"`   // in %, negative for a fall
	Computed  string     `json:"computed"` // the same
	Growth    ledgerLine `json:"growth"`
	Level     ledgerLine `json:"level"`
	Before    ledgerLine `json:"before"`
}

func checkLineOf(c retrieval.GrowthCheck) checkLine {
	line := func(e retrieval.LedgerEntry) ledgerLine {
		return figureLine(retrieval.Selected{LedgerEntry: e, Match: query.Match{Likeness: query.Same}})
	}
	return checkLine{
		Place: c.Growth.Report.Place, Indicator: c.Growth.Indicator, Year: c.Growth.LastYear(),
		Stated: c.Stated.String(), Computed: c.Computed.String(),
		Growth: line(c.Growth), Level: line(c.Now), Before: line(c.Before),
	}
}

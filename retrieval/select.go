package retrieval

import (
	"slices"
	"strings"

	"reportbot/ingest/figure"
	question "reportbot/retrieval/query"
)

// LedgerFilter says which figures are wanted; a zero field leaves all.
type LedgerFilter struct {
	Indicator string // the name asked for
	Place     string // in full or without its suffix
	Year      int
	Status    figure.Status
}

// Selected is a figure that a filter lets pass.
type Selected struct {
	LedgerEntry
	Match question.Match // of its indicator with the one asked for; Same when none is
}

// SelectFigures returns the figures that fit, those of the indicator itself before
// those of near ones, otherwise in their order; nil when none does. A figure of
// no known year fits none that is asked for.
func SelectFigures(entries []LedgerEntry, f LedgerFilter, terms *question.Terms) []Selected {
	var same, near []Selected
	matches := map[string]question.Match{}
	for _, e := range entries {
		if !f.fits(e) {
			continue
		}
		m := question.Match{Likeness: question.Same}
		if f.Indicator != "" {
			var known bool
			if m, known = matches[e.Indicator]; !known {
				m = terms.CompareIndicators(f.Indicator, e.Indicator)
				matches[e.Indicator] = m
			}
		}
		switch m.Likeness {
		case question.Same:
			same = append(same, Selected{e, m})
		case question.Near:
			near = append(near, Selected{e, m})
		}
	}
	return slices.Concat(same, near)
}

func (f LedgerFilter) fits(e LedgerEntry) bool {
	if f.Status != "" && e.Status != f.Status {
		return false
	}
	if f.Year != 0 && !slices.Contains(e.Years(), f.Year) {
		return false
	}
	return f.Place == "" || strings.Contains(e.Report.Place, f.Place) || strings.Contains(e.Report.Issuer, f.Place)
}

// Years returns the years that a figure speaks of: those of its period, else that
// of its section; nil when unknown.
func (e LedgerEntry) Years() []int {
	if years := e.Figure.Years(); len(years) > 0 {
		return years
	}
	switch {
	case e.Base:
	case e.Section.Year > 0:
		return []int{e.Section.Year}
	case len(e.Section.Path) == 0 && len(e.Report.Reported) == 1:
		return []int{e.Report.Reported[0]} // above the first heading
	}
	return nil
}

// LastYear returns the last of [LedgerEntry.Years]; 0 when unknown.
func (e LedgerEntry) LastYear() int {
	if years := e.Years(); len(years) > 0 {
		return years[len(years)-1]
	}
	return 0
}

func yearOf(date string) string { return date[:min(4, len(date))] }

package answer

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"reportbot/ingest"
	"reportbot/ingest/figure"
	"reportbot/retrieval"
	question "reportbot/retrieval/query"
)

// yearly finds the mean of several years.
var yearly = regexp.MustCompile(`年均|平均增长|平均增速|年平均|平均每年|每年平均`)

// sumsUp finds what was counted over several years.
var sumsUp = regexp.MustCompile(`[三四五]年累计|五年来|过去五年`)

// lookedBackOn tells whether the year that is asked for is one that a report of the
// figure's place looks back on.
func (t *topic) lookedBackOn(e retrieval.LedgerEntry) bool {
	for _, y := range retrieval.AskedYears(t.years(), t.found.Newest[e.Number]) {
		for i, r := range t.found.Snapshot.Reports {
			if r.Place == e.Report.Place && r.Place != "" && (t.found.Visible == nil || t.found.Visible[i]) && slices.Contains(r.Reported, y) {
				return true
			}
		}
	}
	return false
}

// years is the query as far as it tells the years of the part.
func (t *topic) years() question.Query {
	return question.Query{Years: t.part.Years, Relative: t.part.Relative}
}

func (t *topic) fitsYear(e retrieval.LedgerEntry) bool {
	asked := retrieval.AskedYears(t.years(), t.found.Newest[e.Number])
	if len(asked) == 0 {
		return true
	}
	years := e.Years()
	if t.part.Base != "" && strings.Contains(clauseOf(e), t.part.Base) && e.Section.Year != 0 {
		years = []int{e.Section.Year} // that of its clause is what it is set against
	}
	if len(years) == 0 {
		return e.Report.Year() == 0
	}
	return slices.ContainsFunc(asked, func(y int) bool { return slices.Contains(years, y) })
}

var asksSpan = regexp.MustCompile(`十[一二三四]五|[三四五]年(?:间|来|内|里|累计|一共|总共)|过去[三四五]年|(?i)\bfive[- ]year`)

// spansMore tells whether a figure is one of several years together while the
// question asks for single ones.
func (t *topic) spansMore(e retrieval.LedgerEntry) bool {
	return e.SpansYears() && !asksSpan.MatchString(t.found.Query.Text)
}

func (t *topic) fitsStatus(e retrieval.LedgerEntry) bool {
	switch {
	case t.part.Outcome || t.part.Status == ingest.StatusUnknown:
		return true
	case t.manyYears && t.part.Status == ingest.StatusPlan:
		return true
	case t.part.Status == ingest.StatusPlan:
		return e.Status == figure.Target
	}
	return e.Status != figure.Target
}

// periodFit weighs the period: the one that the question names, or the whole year
// where it names none.
func (t *topic) periodFit(e candidate) (weight, factor float64) {
	switch asked := t.found.Query.Period; {
	case asked.Text != "" && isPeriod(e.LedgerEntry, asked):
		return periodWeight, 1
	case asked.Text != "" && (e.Period != "" || !t.toldNearby(e, asked)):
		return 0, otherPeriod
	case asked.Text != "":
		return -periodWeight, 1
	case strings.Contains(t.found.Query.Text, askedWhole) && partOfYear(e.LedgerEntry):
		return 0, otherPeriod
	case wholeYear(pick{LedgerEntry: e.LedgerEntry}):
		return wholeWeight, 1
	}
	return -wholeWeight, 1
}

// askedWhole asks for the whole year, of which no part is told in its place.
const askedWhole = "全年"

// partOfYear tells whether a figure is what came together in some months of a year.
func partOfYear(e retrieval.LedgerEntry) bool {
	return e.Period != "" && !strings.HasPrefix(e.Period, "截") && strings.HasSuffix(e.From, "-01-01") && !e.SpansYears() && !strings.HasSuffix(e.To, "-12-31")
}

// toldNearby tells whether the sentence of a figure without words of time, or the one
// before it, tells a period.
func (t *topic) toldNearby(e candidate, asked question.Period) bool {
	return strings.Contains(e.Quote, asked.Text) || strings.Contains(e.previous, asked.Text)
}

// isPeriod tells whether a figure is that of some months: by its words, or by its
// dates.
func isPeriod(e retrieval.LedgerEntry, asked question.Period) bool {
	from, errFrom := time.Parse(time.DateOnly, e.From)
	to, errTo := time.Parse(time.DateOnly, e.To)
	if errFrom != nil || errTo != nil {
		return strings.Contains(e.Period, asked.Text)
	}
	until := asked.First == asked.Last && strings.HasPrefix(e.Period, "截") // 2022年10月底 of a stock
	return int(to.Month()) == asked.Last && (int(from.Month()) == asked.First || until)
}

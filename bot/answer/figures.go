package answer

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"reportbot/ingest"
	"reportbot/ingest/figure"
	"reportbot/retrieval"
	question "reportbot/retrieval/query"
)

// pick is a figure that answers the question, or a part of it.
type pick struct {
	retrieval.LedgerEntry
	fit float64 // how well it fits the question, 0 … about 1
}

// How figures are chosen; calibrated on the sample cases.
const (
	minFit       = 0.55 // below it the ledger does not answer
	quoteShare   = 0.5  // of a part of the topic that stands in the figure's sentence or heading only
	strangeShare = 0.35 // taken off for words of the indicator that the question does not hold
	nearShare    = 0.5  // of an indicator that only looks like the one asked for
	changeShare  = 0.6  // of a change where a level is asked for, and the reverse
	periodWeight = 0.15 // for a period that the question names
	wholeWeight  = 0.05 // for the whole year where it names none
	minNewFigure = 0.06 // of the topic, which a further figure must answer …
	maxStrange   = 0.4  // … while its name holds no more than this that the question does not
	likeFit      = 0.9  // of the best fit, for the figure of another place
	maxPlaces    = 8    // lines; beyond it the answer asks back
	maxPicked    = 6    // figures of one report
	maxLedgers   = 12   // reports whose figures are looked at
)

// figures returns the figures that answer the question, those of one report
// together, the best report first; nil when the ledger does not answer it.
func (a *Answerer) figures(ctx context.Context, found *retrieval.Result, t *topic) ([][]pick, error) {
	if !t.asksFigure || len(t.units) == 0 || len(found.Unknown) > 0 && len(found.Query.Exact) == 0 {
		return nil, nil
	}
	entries, err := a.Retriever.Store.Ledger(ctx, found.Snapshot, ledgerScope(found))
	if err != nil {
		return nil, err
	}
	byReport := map[int][]pick{}
	for _, e := range entries {
		if p := (pick{e, t.fit(e)}); p.fit >= minFit/2 {
			byReport[e.Number] = append(byReport[e.Number], p)
		}
	}
	var groups [][]pick
	for _, picks := range byReport {
		if group := t.pickOfReport(picks); group != nil {
			groups = append(groups, group)
		}
	}
	slices.SortFunc(groups, func(a, b []pick) int {
		return cmp.Or(cmp.Compare(b[0].fit, a[0].fit), cmp.Compare(a[0].Number, b[0].Number))
	})
	return t.groupsMeant(groups), nil
}

// ledgerScope marks the reports whose figures can be meant: those that are named,
// else those that passages were found in.
func ledgerScope(found *retrieval.Result) []bool {
	visible := make([]bool, len(found.Snapshot.Reports))
	named := found.Query.Exact
	if len(named) == 0 {
		named = found.Holders
	}
	for _, i := range named {
		visible[i] = found.Visible == nil || found.Visible[i]
	}
	if len(named) > 0 {
		return visible
	}
	best, n := 0.0, 0
	for _, p := range found.Passages {
		best = max(best, p.Weights.Report)
	}
	for _, p := range found.Passages {
		i := found.Snapshot.Meta(p.Doc).Report
		if found.Query.Described != "" && p.Weights.Report < best || visible[i] || n == maxLedgers {
			continue
		}
		visible[i] = true
		n++
	}
	return visible
}

// fit tells how well a figure fits the question; 0 when year or status speak
// against it.
func (t *topic) fit(e retrieval.LedgerEntry) float64 {
	if !t.fitsYear(e) || !t.fitsStatus(e) {
		return 0
	}
	own, around := termSet(e.Indicator+" "+e.Scope), termSet(strings.Join(e.Section.Path, " ")+" "+e.Quote)
	sum, total := 0.0, 0.0
	for _, u := range t.units {
		sum += u.weight * max(u.found(own), quoteShare*u.found(around))
		total += u.weight
	}
	fit := sum / total
	fit *= 1 - strangeShare*t.strange(e.Indicator)
	if t.terms.CompareIndicators(t.indicatorAsked, e.Indicator).Likeness == question.Near {
		fit *= nearShare
	}
	if (e.Kind == figure.Change) != t.asksChange && (!t.asksChange || !t.asksLevel) {
		fit *= changeShare
	}
	return fit + t.periodFit(e)
}

// strange is the share of an indicator's words that the topic does not hold.
func (t *topic) strange(indicator string) float64 {
	asked := termSet(t.found.Query.Text + " " + t.otherNames)
	units := unitsOf(t.found.Snapshot.Lexical, indicator, nil)
	sum, total := 0.0, 0.0
	for _, u := range units {
		total += u.weight
		if u.found(asked) == 0 {
			sum += u.weight
		}
	}
	if total == 0 {
		return 1
	}
	return sum / total
}

func (t *topic) fitsYear(e retrieval.LedgerEntry) bool {
	asked := retrieval.AskedYears(t.found.Query, t.found.Newest[e.Number])
	years := e.Years()
	if len(asked) == 0 || len(years) == 0 {
		return len(asked) == 0 || e.Report.Year() == 0
	}
	return slices.ContainsFunc(asked, func(y int) bool { return slices.Contains(years, y) })
}

func (t *topic) fitsStatus(e retrieval.LedgerEntry) bool {
	switch {
	case t.found.Query.Outcome:
		return true
	case t.found.Query.Status == ingest.StatusPlan:
		return e.Status == figure.Target
	}
	return e.Status != figure.Target
}

var askedPeriod = regexp.MustCompile(`\d{1,2}\s?[-—~至到]\s?\d{1,2}月|上半年|下半年|前三季度|[一二三四]季度|\d{1,2}月`)

// periodFit is what the period adds: the one that the question names, or the whole
// year where it names none.
func (t *topic) periodFit(e retrieval.LedgerEntry) float64 {
	asked := askedPeriod.FindString(t.found.Query.Text)
	switch {
	case asked != "" && strings.Contains(e.Period, asked):
		return periodWeight
	case asked != "":
		return -periodWeight
	case e.Period == "" || strings.HasPrefix(e.Period, "全年") || strings.HasSuffix(e.From, "-01-01") && strings.HasSuffix(e.To, "-12-31"):
		return wholeWeight
	}
	return 0
}

// pickOfReport returns the best figure of one report with those that answer the
// rest of the question; nil when even the best does not fit. They stand in the
// order of the report.
func (t *topic) pickOfReport(picks []pick) []pick {
	slices.SortStableFunc(picks, func(a, b pick) int { return cmp.Compare(b.fit, a.fit) })
	if picks[0].fit < minFit {
		return nil
	}
	chosen := picks[:1:1]
	for _, p := range picks[1:] {
		if len(chosen) < maxPicked && t.addsFigure(chosen, p) {
			chosen = append(chosen, p)
		}
	}
	best := chosen[0].fit
	slices.SortStableFunc(chosen, func(a, b pick) int {
		return cmp.Or(cmp.Compare(a.Sentence.Start, b.Sentence.Start), cmp.Compare(a.Start, b.Start))
	})
	chosen[0].fit = best
	return chosen
}

// addsFigure tells whether a figure answers a part of the question that the chosen
// ones leave open: the growth of one of them, or another indicator.
func (t *topic) addsFigure(chosen []pick, p pick) bool {
	for _, c := range chosen {
		same := c.Indicator == p.Indicator && c.Quote == p.Quote
		if same && (c.Kind == figure.Change) == (p.Kind == figure.Change) || c.Indicator == p.Indicator && c.Quote != p.Quote && !t.manyYears {
			return false
		}
		if same && t.asksChange && t.asksLevel && p.Kind == figure.Change {
			return true
		}
	}
	own := termSet(p.Indicator + " " + p.Scope)
	sum, total := 0.0, 0.0
	for _, u := range t.units {
		before := 0.0
		for _, c := range chosen {
			before = max(before, u.found(termSet(c.Indicator+" "+c.Scope)))
		}
		sum += u.weight * max(0, u.found(own)-before)
		total += u.weight
	}
	return sum/total >= minNewFigure && t.strange(p.Indicator) < maxStrange
}

// groupsMeant returns the groups of the places that the question may mean: of one
// place its best, of several one each.
func (t *topic) groupsMeant(groups [][]pick) [][]pick {
	if len(groups) == 0 {
		return nil
	}
	meant := groups[:1:1]
	for _, g := range groups[1:] {
		if g[0].fit < likeFit*groups[0][0].fit {
			break
		}
		other := !slices.ContainsFunc(meant, func(m []pick) bool {
			return m[0].Report.Place != "" && m[0].Report.Place == g[0].Report.Place
		})
		if other && (t.spreads || len(t.found.Query.Exact) > 1) || !other && t.manyYears {
			meant = append(meant, g)
		}
	}
	return meant
}

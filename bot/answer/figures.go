package answer

import (
	"cmp"
	"context"
	"fmt"
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
	minFit         = 0.55 // below it the ledger does not answer
	clauseShare    = 0.85 // of a part of the topic that stands in the clause of the figure
	quoteShare     = 0.5  // of a part of the topic that stands in the figure's sentence or heading only
	strangeShare   = 0.35 // taken off for words of the indicator that the question does not hold
	nearShare      = 0.5  // of an indicator that only looks like the one asked for
	sameWeight     = 0.15 // for an indicator that is the one asked for by its parts
	olderShare     = 0.85 // of a figure that a newer report of the place replaces
	changeShare    = 0.6  // of a change where a level is asked for, and the reverse
	periodWeight   = 0.15 // for a period that the question names
	wholeWeight    = 0.05 // for the whole year where it names none
	minNewFigure   = 0.06 // of the topic, which a further figure must answer …
	maxStrange     = 0.4  // … while its name holds no more than this that the question does not
	likeFit        = 0.9  // of the best fit, for the figure of another place
	otherUnit      = 0.75 // of a figure in another unit than the question asks for
	sentenceShare  = 0.85 // of the best sentence's coverage, which that of the figure must reach
	minAskedFigure = 0.5  // of what is asked of a named company, which the indicator must hold
	maxPlaces      = 8    // lines; beyond it the answer asks back
	maxPicked      = 6    // figures of one report
	maxLedgers     = 12   // reports whose figures are looked at
)

// figures returns the figures that answer the question, those of one report
// together, the best report first; nil when the ledger does not answer it.
func (a *Answerer) figures(ctx context.Context, found *retrieval.Result, t *topic, sentences []sentence) ([][]pick, error) {
	if !t.asksFigure || len(t.units) == 0 || len(found.Unknown) > 0 && len(found.Query.Exact) == 0 {
		return nil, nil
	}
	entries, err := a.Retriever.Store.Ledger(ctx, found.Snapshot, ledgerScope(found))
	if err != nil {
		return nil, err
	}
	byPlace := map[string][]pick{}
	for _, e := range entries {
		if p := (pick{e, t.fit(e)}); p.fit >= minFit/2 {
			key := t.groupKey(e)
			byPlace[key] = append(byPlace[key], p)
		}
	}
	var groups [][]pick
	for _, picks := range byPlace {
		if group := t.pickOfGroup(picks); group != nil && t.coversAsWell(group, sentences) {
			groups = append(groups, group)
		}
	}
	slices.SortFunc(groups, func(a, b []pick) int {
		return cmp.Or(cmp.Compare(b[0].fit, a[0].fit), cmp.Compare(a[0].Number, b[0].Number))
	})
	return t.groupsMeant(groups), nil
}

// coversAsWell tells whether the sentence of a group's best figure speaks of the
// topic about as much as the best sentence of its report: a figure that another
// sentence answers better is not the one asked for.
func (t *topic) coversAsWell(group []pick, sentences []sentence) bool {
	best, own := 0.0, 0.0
	for _, s := range sentences {
		if s.passage.Report.ID != group[0].Report.ID {
			continue
		}
		best = max(best, s.coverage)
		if slices.ContainsFunc(group, func(p pick) bool { return p.Quote == s.text }) {
			own = max(own, s.coverage)
		}
	}
	return own >= sentenceShare*best
}

// groupKey puts the figures of one place together, those of each year apart where
// the question asks for several; a report that hides its place stands alone.
func (t *topic) groupKey(e retrieval.LedgerEntry) string {
	key := e.Report.Place
	if key == "" {
		key = e.Report.ID
	}
	if years := e.Years(); t.manyYears && len(years) > 0 {
		key += fmt.Sprint(" ", years[len(years)-1])
	}
	return key
}

// ledgerScope marks the reports whose figures can be meant: those that are named,
// else those that passages were found in.
func ledgerScope(found *retrieval.Result) []bool {
	visible := make([]bool, len(found.Snapshot.Reports))
	named := slices.Concat(found.Query.Exact, found.Holders)
	if len(found.Query.Exact) > 0 && found.Query.Described == "" {
		named = found.Query.Exact
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
	own, clause := termSet(e.Indicator+" "+e.Scope), termSet(clauseOf(e))
	around := termSet(strings.Join(e.Section.Path, " ") + " " + e.Quote)
	sum, total := 0.0, 0.0
	for _, u := range t.units {
		sum += u.weight * max(u.found(own), clauseShare*u.found(clause), quoteShare*u.found(around))
		total += u.weight
	}
	fit := sum / total
	fit *= 1 - strangeShare*t.strange(e.Indicator)
	if t.asked != nil && share(t.asked, own, nil) < minAskedFigure {
		fit *= nearShare
	}
	switch t.terms.CompareIndicators(t.indicatorAsked, e.Indicator).Likeness {
	case question.Near:
		fit *= nearShare
	case question.Same:
		fit += sameWeight
	}
	if years := retrieval.AskedYears(t.found.Query, t.found.Newest[e.Number]); len(years) == 0 && e.Report.Year() < t.found.Newest[e.Number] {
		fit *= olderShare
	}
	if (e.Kind == figure.Change) != t.asksChange && (!t.asksChange || !t.asksLevel) {
		fit *= changeShare
	}
	return fit + t.periodFit(e)
}

// clauseOf returns the clause of the sentence that a figure stands in; of a table,
// the row.
func clauseOf(e retrieval.LedgerEntry) string {
	runes := []rune(e.Quote)
	if e.Sentence.Row || e.End > len(runes) {
		return e.Quote
	}
	start, end := e.Start, e.End
	for start > 0 && !strings.ContainsRune("，,；;。：:", runes[start-1]) {
		start--
	}
	for end < len(runes) && !strings.ContainsRune("，,；;。：:", runes[end]) {
		end++
	}
	return string(runes[start:end])
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
	case t.manyYears && t.found.Query.Status == ingest.StatusPlan:
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
	return -wholeWeight
}

// pickOfGroup returns the best figure of one place with those that answer the rest
// of the question; nil when even the best does not fit. They stand in the order of
// the report.
func (t *topic) pickOfGroup(picks []pick) []pick {
	slices.SortStableFunc(picks, func(a, b pick) int { return cmp.Compare(b.fit, a.fit) })
	if picks[0].fit < minFit {
		return nil
	}
	t.preferUnits(picks)
	chosen := picks[:1:1]
	for _, adds := range []func([]pick, pick) bool{t.addsFigure, t.standsBeside} {
		for _, p := range picks[1:] {
			if len(chosen) < maxPicked && !slices.ContainsFunc(chosen, p.same) && adds(chosen, p) {
				chosen = append(chosen, p)
			}
		}
	}
	best := chosen[0].fit
	slices.SortStableFunc(chosen, func(a, b pick) int {
		return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.Sentence.Start, b.Sentence.Start), cmp.Compare(a.Start, b.Start))
	})
	chosen[0].fit = best
	return chosen
}

// addsFigure tells whether a figure belongs to the answer beside the chosen ones:
// the growth of one of them, the target beside the outcome, another value for the
// same, or another indicator that is asked for too.
func (t *topic) addsFigure(chosen []pick, p pick) bool {
	first := chosen[0]
	switch {
	case slices.ContainsFunc(chosen, func(c pick) bool { return growthOf(p, c) }):
		return t.asksChange && t.asksLevel || p.Status == figure.Target
	case t.found.Query.Outcome:
		return p.Indicator == first.Indicator && p.Kind == first.Kind &&
			!slices.ContainsFunc(chosen, func(c pick) bool { return (c.Status == figure.Target) == (p.Status == figure.Target) })
	case slices.ContainsFunc(chosen, func(c pick) bool { return c.Indicator == p.Indicator && c.Kind == p.Kind }):
		return len(chosen) == 1 && contradicts(first, p)
	case len(chosen) >= t.asks:
		return false
	}
	return t.newShare(chosen, p) >= minNewFigure && t.strange(p.Indicator) < maxStrange
}

// standsBeside tells whether a figure of the same sentence is asked for too, though
// its name adds no word.
func (t *topic) standsBeside(chosen []pick, p pick) bool {
	return len(chosen) < t.asks && p.Quote == chosen[0].Quote && p.Kind != figure.Change && t.strange(p.Indicator) <= maxStrange/2
}

// same tells whether two picks are one figure.
func (p pick) same(q pick) bool {
	return p.Number == q.Number && p.Sentence.Start == q.Sentence.Start && p.Start == q.Start
}

var unitAsked = regexp.MustCompile(`(?:多少|几)(?:个?万|亿)?(\p{Han}{1,4})`)

// preferUnits puts figures in a unit that the question asks for (多少户) before the
// others, if there are any.
func (t *topic) preferUnits(picks []pick) {
	var asked []string
	for _, m := range unitAsked.FindAllStringSubmatch(t.found.Query.Asks, -1) {
		asked = append(asked, m[1])
	}
	fits := func(p pick) bool {
		return p.Unit != "" && slices.ContainsFunc(asked, func(a string) bool { return strings.HasPrefix(a, p.Unit) })
	}
	if !slices.ContainsFunc(picks, func(p pick) bool { return p.fit >= minFit*otherUnit && fits(p) }) {
		return
	}
	for i := range picks {
		if !fits(picks[i]) {
			picks[i].fit *= otherUnit
		}
	}
	slices.SortStableFunc(picks, func(a, b pick) int { return cmp.Compare(b.fit, a.fit) })
}

// growthOf tells whether p is the change of c, told in the same sentence.
func growthOf(p, c pick) bool {
	return p.Kind == figure.Change && c.Kind != figure.Change && p.Indicator == c.Indicator && p.Quote == c.Quote
}

// contradicts tells whether two figures of one report give different values for the
// same thing.
func contradicts(a, b pick) bool {
	return a.Number == b.Number && a.Quote != b.Quote && a.Status == b.Status && a.Unit == b.Unit && !a.Masked && !b.Masked &&
		a.Value != b.Value && a.Value != "" && b.Value != "" && a.Kind != figure.Change && a.fit-b.fit < 0.05 && a.To == b.To
}

// newShare is the share of the topic that a figure's name holds and those of the
// chosen ones do not.
func (t *topic) newShare(chosen []pick, p pick) float64 {
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
	return sum / total
}

// groupsMeant returns the groups of the places and years that the question may
// mean.
func (t *topic) groupsMeant(groups [][]pick) [][]pick {
	if len(groups) == 0 {
		return nil
	}
	if t.found.Query.Outcome && len(groups[0]) < 2 {
		return nil // a target without its outcome, or the reverse, answers nothing
	}
	several := t.spreads || t.manyYears || len(t.found.Query.Exact)+len(t.found.Holders) > 1
	meant := groups[:1:1]
	for _, g := range groups[1:] {
		if several && g[0].fit >= likeFit*groups[0][0].fit {
			meant = append(meant, g)
		}
	}
	slices.SortStableFunc(meant, func(a, b []pick) int {
		return cmp.Or(cmp.Compare(a[0].Report.Place, b[0].Report.Place), cmp.Compare(a[0].LastYear(), b[0].LastYear()))
	})
	return meant
}

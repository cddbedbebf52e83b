package answer

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

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

// group holds the figures of one place (and year, where several are asked for) that
// answer the question.
type group struct {
	key   string
	parts [][]pick // by the parts of the question, those that ask for figures; nil where none answers
	fit   float64  // mean over the parts
}

// picks returns the figures of a group in the order of the parts.
func (g group) picks() []pick { return slices.Concat(g.parts...) }

// first is the figure that stands for the group.
func (g group) first() pick { return g.picks()[0] }

// How figures are chosen; calibrated on the sample cases.
const (
	minFit        = 0.55 // below it the ledger does not answer
	minForeignFit = 0.45 // the same for questions in English on Chinese reports
	minPartFit    = 0.60 // of every member of an enumeration, else it is read as one name
	beside        = 0.08 // for a figure of the sentence that answers another part
	wholeShare    = 0.85 // of the fit of a part of the year, which the whole must reach
	besideShare   = 0.85 // of the fit of a figure told otherwise
	yearShare     = 0.6  // of the best fit, for the figure of another year or place to reckon with
	actualShare   = 0.75 // of the fit of a target that was not asked for, which the actual figure must reach
	likeFit       = 0.9  // of the best fit, for the figure of another place
	sentenceShare = 0.85 // of the best sentence's coverage, which that of the figure must reach
	maxPlaces     = 8    // lines; beyond it the answer asks back
	maxLedgers    = 12   // reports whose figures are looked at
)

// answerFigures answers a question for figures from the ledger. It leaves the kind
// of the answer empty when the ledger does not answer, and returns the sentences that
// still may: those with a figure of the year, status and kind that is asked for.
func (a *Answerer) answerFigures(ctx context.Context, ans *Answer, found *retrieval.Result, sentences []sentence, words phrases) ([]sentence, error) {
	if len(found.Unknown) > 0 && len(found.Query.Exact) == 0 {
		return nil, nil
	}
	entries, err := a.Retriever.Store.Ledger(ctx, found.Snapshot, ledgerScope(found))
	if err != nil {
		return nil, err
	}
	op := operationOf(found.Query.Text)
	all := candidatesOf(entries, found.Snapshot)
	groups, parts := figures(found, op, all, sentences)
	switch {
	case len(groups) > maxPlaces && op == state:
		ans.askBack(groups, words)
	case len(groups) > 0:
		a.correctPremise(ans, found, all, groups, words)
		a.stateFigures(ans, groups, parts, words)
		ans.compute(op, found.Query.Text, groups, words)
	default:
		a.offerNear(ans, parts, words)
	}
	if found.Query.Kind == question.AskList {
		return sentences, nil
	}
	return mayAnswer(sentences, parts, all), nil
}

// mayAnswer returns the sentences that hold a figure which may answer one of the
// parts.
func mayAnswer(sentences []sentence, parts []*topic, all []candidate) []sentence {
	may := map[string]bool{}
	for _, c := range all {
		if slices.ContainsFunc(parts, func(t *topic) bool {
			return t.fitsYear(c.LedgerEntry) && t.fitsStatus(c.LedgerEntry) && t.kindFit(c.LedgerEntry) >= otherUnit
		}) {
			may[c.Quote] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(sentences), func(s sentence) bool { return !may[s.text] })
}

// offerNear says that what was asked is not there, and names what is near to it.
func (a *Answerer) offerNear(ans *Answer, parts []*topic, words phrases) {
	for _, t := range parts {
		if len(t.near) == 0 {
			continue
		}
		best := slices.MaxFunc(t.near, func(a, b pick) int { return cmp.Compare(a.fit, b.fit) })
		ans.Kind = Refused
		ans.add(fmt.Sprintf(words.nearName, t.indicatorAsked, best.Indicator), []int{ans.cite(a.figureCitation(best))}, Passed)
		return
	}
}

// figures returns the figures that answer the question, those of one place
// together, in the order of places and years; nil when the ledger does not answer
// it. parts are what was asked for, one for each of group.parts.
func figures(found *retrieval.Result, op operation, all []candidate, sentences []sentence) (groups []group, parts []*topic) {
	readings := readings(found, op, all)
	for i, parts := range readings {
		groups := groupsOf(parts, all)
		if len(parts) == 1 && op == state {
			groups = slices.DeleteFunc(groups, func(g group) bool { return !parts[0].coversAsWell(g, sentences) })
		}
		last := i == len(readings)-1
		if op == portion && !last && len(groups) > 0 && groups[0].first().Kind != figure.Share {
			continue
		}
		if len(groups) > 0 && (last || complete(groups[0])) {
			return groupsMeant(found, op, parts, groups), parts
		}
	}
	if len(readings) == 0 {
		return nil, nil
	}
	return nil, readings[len(readings)-1]
}

// readings returns the ways to read what figures the question asks for: the members
// of an enumeration each by itself, or as one name.
func readings(found *retrieval.Result, op operation, all []candidate) [][]*topic {
	var each, merged []*topic
	for _, p := range found.Query.Parts {
		if !p.Figure || p.Topic == "" {
			continue
		}
		p = op.prepare(p)
		p.Topic, p.Unit = unitOf(p, all)
		if op.spansYears(found.Query.Text) && len(p.Years)+len(p.Relative) == 0 {
			p.Years = yearsSeen(all)
		}
		each = append(each, op.topic(found, p))
		if p.Member {
			p.Topic, p.Member, p.Shared = p.Shared, false, ""
			if n := len(merged); n > 0 && merged[n-1].part.Topic == p.Topic {
				continue
			}
		}
		merged = append(merged, op.topic(found, p))
	}
	switch {
	case len(each) == 0:
		return nil
	case op == portion && len(each) == 1:
		return append([][]*topic{each}, shareReading(found, each[0].part)...)
	case len(each) == len(merged):
		return [][]*topic{each}
	}
	return [][]*topic{each, merged}
}

// shareReading asks for the part and the whole of a share that is not stated.
func shareReading(found *retrieval.Result, p question.Part) [][]*topic {
	part, whole, ok := sharePair(p.Topic)
	if !ok {
		return nil
	}
	var out []*topic
	for _, topic := range []string{part, whole} {
		one := p
		one.Topic, one.Unit = topic, ""
		out = append(out, portion.topic(found, one))
	}
	return [][]*topic{out}
}

// unitOf tells the unit from what follows 多少 in a question, by the units that the
// figures have, and leaves it out of the topic; no unit when it is another word
// (多少上级资金).
func unitOf(p question.Part, all []candidate) (topic, unit string) {
	for _, c := range all {
		if strings.HasPrefix(p.Unit, c.Unit) && len(c.Unit) > len(unit) {
			unit = c.Unit
		}
	}
	if unit == "" {
		return p.Topic, ""
	}
	short := strings.TrimSpace(strings.Replace(p.Topic, p.Unit, p.Unit[len(unit):], 1))
	if short == "" {
		return p.Topic, unit
	}
	return short, unit
}

// complete tells whether a group answers every part well, each with a figure of its
// own.
func complete(g group) bool {
	for i, picks := range g.parts {
		if len(picks) == 0 || picks[0].fit < minPartFit {
			return false
		}
		for _, before := range g.parts[:i] {
			if slices.ContainsFunc(before, picks[0].same) {
				return false
			}
		}
	}
	return true
}

// groupsOf returns the groups of figures that answer at least one part, best first.
func groupsOf(parts []*topic, all []candidate) []group {
	candidates := make([]map[string][]pick, len(parts))
	var keys []string
	for i, t := range parts {
		candidates[i] = map[string][]pick{}
		for _, c := range all {
			if p := (pick{c.LedgerEntry, t.fit(c)}); p.fit >= minFit/2 && !givesOrders(p.Quote) {
				key := t.groupKey(p.LedgerEntry)
				candidates[i][key] = append(candidates[i][key], p)
				if !slices.Contains(keys, key) {
					keys = append(keys, key)
				}
			}
		}
	}
	var groups []group
	for _, key := range keys {
		g := group{key: key, parts: make([][]pick, len(parts))}
		answers := false
		for i, t := range parts {
			if g.parts[i] = t.choose(candidates[i][key], g.parts[:i]); len(g.parts[i]) > 0 {
				g.fit += g.parts[i][0].fit / float64(len(parts))
				answers = true
			}
		}
		if answers {
			groups = append(groups, g)
		}
	}
	slices.SortFunc(groups, func(a, b group) int {
		return cmp.Or(cmp.Compare(b.fit, a.fit), cmp.Compare(a.first().Number, b.first().Number), cmp.Compare(a.key, b.key))
	})
	return groups
}

// groupKey puts the figures of one place together, those of each year apart where
// the part asks for several. A report that hides its place stands alone, unless the
// question describes the one place that is meant.
func (t *topic) groupKey(e retrieval.LedgerEntry) string {
	key := e.Report.Place
	if key == "" && t.found.Query.Described == "" && len(t.found.Holders) == 0 {
		key = e.Report.ID
	}
	if years := e.Years(); t.manyYears && len(years) > 0 {
		key += fmt.Sprint(" ", years[len(years)-1])
	}
	return key
}

// ledgerScope marks the reports whose figures can be meant: those that are named,
// else those that passages were found in; and of the same places those that speak of
// a year that is asked for.
func ledgerScope(found *retrieval.Result) []bool {
	visible := make([]bool, len(found.Snapshot.Reports))
	named := slices.Concat(found.Query.Exact, found.Holders)
	if len(found.Query.Exact) > 0 && found.Query.Described == "" {
		named = found.Query.Exact
	}
	for _, i := range named {
		visible[i] = found.Visible == nil || found.Visible[i]
	}
	if len(named) == 0 {
		markFound(visible, found)
	}
	places := map[string]bool{}
	for i, in := range visible {
		if place := found.Snapshot.Reports[i].Place; in && place != "" {
			places[place] = true
		}
	}
	for i, r := range found.Snapshot.Reports {
		if places[r.Place] && (found.Visible == nil || found.Visible[i]) && speaksOf(r, found, i) {
			visible[i] = true
		}
	}
	return visible
}

// speaksOf tells whether a report looks back on or plans for a year that is asked
// for; where the question asks which year it was, each may be.
func speaksOf(r retrieval.Info, found *retrieval.Result, number int) bool {
	if operationOf(found.Query.Text).spansYears(found.Query.Text) {
		return true
	}
	for _, p := range found.Query.Parts {
		for _, y := range retrieval.AskedYears(question.Query{Years: p.Years, Relative: p.Relative}, found.Newest[number]) {
			if slices.Contains(r.Reported, y) || slices.Contains(r.Planned, y) {
				return true
			}
			if asksSpan.MatchString(found.Query.Text) && r.Year() <= y+1 && r.Year() > y-planYears {
				return true
			}
		}
	}
	return false
}

// planYears is how many years a plan spans.
const planYears = 5

// markFound marks the reports that passages were found in.
func markFound(visible []bool, found *retrieval.Result) {
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
}

// coversAsWell tells whether the sentence of a group's best figure speaks of the
// topic about as much as the best sentence of its report: a figure that another
// sentence answers better is not the one asked for.
func (t *topic) coversAsWell(g group, sentences []sentence) bool {
	best, own := 0.0, 0.0
	for _, s := range sentences {
		if s.passage.Report.ID != g.first().Report.ID {
			continue
		}
		best = max(best, s.coverage)
		if slices.ContainsFunc(g.picks(), func(p pick) bool { return p.Quote == s.text }) {
			own = max(own, s.coverage)
		}
	}
	return own >= sentenceShare*best
}

// choose returns the figures of one place that answer a part, the best first: the
// figure, its growth where that is asked for or belongs to a target, the target
// beside the outcome, another value for the same. nil when none fits. others are the
// figures that answer the parts before.
func (t *topic) choose(picks []pick, others [][]pick) []pick {
	if len(picks) == 0 {
		return nil
	}
	near := slices.Concat(others...)
	for i := range picks {
		if slices.ContainsFunc(near, func(p pick) bool { return p.Quote == picks[i].Quote }) {
			picks[i].fit += beside
		}
	}
	byFit := func(a, b pick) int { return cmp.Compare(b.fit, a.fit) }
	slices.SortStableFunc(picks, byFit)
	taken := func(p pick) bool { return slices.ContainsFunc(near, p.same) }
	if t.part.Outcome {
		return t.chooseOutcome(picks)
	}
	i := slices.IndexFunc(picks, func(p pick) bool { return !taken(p) })
	if i < 0 || picks[i].fit < t.minFit() {
		return nil
	}
	best := t.better(picks[i:], taken)
	chosen := []pick{best}
	if change, ok := t.growth(picks, best); ok {
		chosen = append(chosen, change)
	}
	if i := slices.IndexFunc(t.bases, func(p pick) bool {
		return p.Quote == best.Quote && p.Indicator == best.Indicator && p.Start < best.Start
	}); i >= 0 && !best.Base && asksBase.MatchString(t.found.Query.Asks) {
		chosen = []pick{t.bases[i], best}
	}
	for _, p := range picks {
		if !t.reckons && contradicts(best, p) {
			return append(chosen, p)
		}
	}
	return chosen
}

// asksBase finds questions for where a rise or fall began, too.
var asksBase = regexp.MustCompile(`[从由]多少|[从由]几|原来(?:是)?多少|(?i)\bfrom what\b`)

// minFit is lower for a question in another language than the reports: of its words
// only the terms of the field can be found there.
func (t *topic) minFit() float64 {
	if len(t.found.Passages) > 0 && !hasHan(t.found.Query.Text) && hasHan(t.found.Passages[0].Text) {
		return minForeignFit
	}
	return minFit
}

// better returns the first pick, or one that the question means rather, if it fits
// nearly as well: what came of a target that was not asked for; the whole year where
// no part of it is asked for; the level that has a growth beside it where both are
// asked for; a sentence rather than a row of a table.
func (t *topic) better(picks []pick, taken func(pick) bool) pick {
	best := picks[0]
	for _, prefers := range []struct {
		share float64
		over  func(pick) bool
	}{
		{actualShare, func(p pick) bool {
			return t.part.Status == ingest.StatusUnknown && best.Status == figure.Target && p.Status != figure.Target
		}},
		{wholeShare, func(p pick) bool {
			return t.found.Query.Period.Text == "" && !wholeYear(best) && wholeYear(p) && t.sameIndicator(p, best)
		}},
		{besideShare, func(p pick) bool {
			return t.part.Change && t.part.Level && !hasGrowth(picks, best) && hasGrowth(picks, p)
		}},
		{besideShare, func(p pick) bool {
			return best.Sentence.Row && !p.Sentence.Row && p.Value == best.Value && p.Status == best.Status
		}},
	} {
		i := slices.IndexFunc(picks, func(p pick) bool {
			return !taken(p) && p.fit >= max(t.minFit(), prefers.share*best.fit) && (p.Kind == figure.Change) == (best.Kind == figure.Change) &&
				p.LastYear() == best.LastYear() && prefers.over(p)
		})
		if i >= 0 {
			best = picks[i]
		}
	}
	return best
}

// wholeYear tells whether a figure is that of a year, not of a part of it.
func wholeYear(p pick) bool {
	return p.Period == "" || strings.HasPrefix(p.Period, "全年") || strings.HasSuffix(p.From, "-01-01") && strings.HasSuffix(p.To, "-12-31")
}

// hasGrowth tells whether the change of a level stands beside it.
func hasGrowth(picks []pick, level pick) bool {
	return slices.ContainsFunc(picks, func(p pick) bool { return growthOf(p, level) })
}

// growth returns the change of a level, if the part asks for both or the level is a
// target: the one told beside it, else the best of the same indicator.
func (t *topic) growth(picks []pick, level pick) (pick, bool) {
	if t.reckons || level.Kind == figure.Change || !(t.part.Change && t.part.Level || level.Status == figure.Target) {
		return pick{}, false
	}
	i := slices.IndexFunc(picks, func(p pick) bool { return growthOf(p, level) })
	if i < 0 && t.part.Change {
		i = slices.IndexFunc(picks, func(p pick) bool {
			return p.Kind == figure.Change && p.Status == level.Status && p.LastYear() == level.LastYear() && t.sameIndicator(p, level)
		})
	}
	if i < 0 {
		return pick{}, false
	}
	return picks[i], true
}

// sameIndicator tells whether two figures measure the same thing.
func (t *topic) sameIndicator(a, b pick) bool {
	return a.Indicator == b.Indicator || t.terms.CompareIndicators(a.Indicator, b.Indicator).Likeness == question.Same
}

// chooseOutcome returns a target and what came of it, each with its growth when both
// tell one; nil when one of them is missing.
func (t *topic) chooseOutcome(picks []pick) []pick {
	var target, actual *pick
	for i := range picks {
		p := &picks[i]
		if p.fit < t.minFit() || p.Kind == figure.Change && t.hasLevel(picks, p) {
			continue
		}
		switch isTarget := p.Status == figure.Target; {
		case isTarget && target == nil && (actual == nil || alikeUnits(p, actual)):
			target = p
		case !isTarget && actual == nil && (target == nil || alikeUnits(p, target)):
			actual = p
		}
	}
	if target == nil || actual == nil {
		return nil
	}
	var out []pick
	for _, chosen := range []*pick{target, actual} {
		if i := slices.IndexFunc(picks, func(p pick) bool {
			return chosen.Sentence.Row && !p.Sentence.Row && p.Value == chosen.Value && p.Status == chosen.Status && p.fit >= t.minFit()
		}); i >= 0 {
			*chosen = picks[i]
		}
	}
	out = []pick{*target, *actual}
	i := slices.IndexFunc(picks, func(p pick) bool { return growthOf(p, *target) })
	j := slices.IndexFunc(picks, func(p pick) bool { return growthOf(p, *actual) })
	if i >= 0 && j >= 0 {
		out = []pick{*target, picks[i], *actual, picks[j]}
	}
	return out
}

// alikeUnits tells whether two figures can be set against each other: in the same
// unit, or both a count (5000个 jobs and 5487人 who found one).
func alikeUnits(a, b *pick) bool {
	return a.Unit == b.Unit || countUnit(a) && countUnit(b)
}

func countUnit(p *pick) bool {
	return p.Kind == figure.Level && slices.Contains([]string{"个", "人", "名", "户", "家", "项", "件", "人次"}, p.Unit)
}

// hasLevel tells whether a change stands beside its level, which then speaks for it.
func (t *topic) hasLevel(picks []pick, change *pick) bool {
	return slices.ContainsFunc(picks, func(p pick) bool { return growthOf(*change, p) })
}

// same tells whether two picks are one figure.
func (p pick) same(q pick) bool {
	return p.Number == q.Number && p.Sentence.Start == q.Sentence.Start && p.Start == q.Start
}

// growthOf tells whether p is the change of c, told in the same sentence.
func growthOf(p, c pick) bool {
	return p.Kind == figure.Change && c.Kind != figure.Change && p.Indicator == c.Indicator && p.Quote == c.Quote
}

// contradicts tells whether two figures give different values for the same thing: of
// one report, or reached ones of two reports under one name. An expected value that
// was reached otherwise is none, nor is one that is rounded.
func contradicts(a, b pick) bool {
	if a.Number != b.Number && (a.Indicator != b.Indicator || a.Status != figure.Actual || a.Report.Place != b.Report.Place || a.Sentence.Row != b.Sentence.Row) {
		return false
	}
	return a.Quote != b.Quote && a.Status == b.Status && a.Unit == b.Unit && !a.Masked && !b.Masked && !a.Base && !b.Base &&
		differ(a.Value, b.Value) && a.Kind == b.Kind && a.Kind != figure.Change && a.fit-b.fit < 0.05 && a.From == b.From && a.To == b.To
}

// differ tells whether two values are other numbers, rounded to the digits of the
// shorter.
func differ(a, b string) bool {
	x, errX := decimal.NewFromString(a)
	y, errY := decimal.NewFromString(b)
	if errX != nil || errY != nil {
		return false
	}
	digits := min(x.NumDigits(), y.NumDigits())
	return !significant(x, digits).Equal(significant(y, digits))
}

// significant rounds a number to its first n digits.
func significant(d decimal.Decimal, n int) decimal.Decimal {
	return d.Round(int32(n-d.NumDigits()) - d.Exponent())
}

// groupsMeant returns the groups of the places and years that the question may
// mean, in their order. Those that it names count when they measure the same.
func groupsMeant(found *retrieval.Result, op operation, parts []*topic, groups []group) []group {
	years := slices.ContainsFunc(parts, func(t *topic) bool { return t.manyYears })
	several := years || len(found.Query.Exact)+len(found.Holders) > 1 || slices.ContainsFunc(parts, func(t *topic) bool { return t.spreads })
	groups = ofLevel(found.Query.Text, groups)
	meant := groups[:1:1]
	for _, g := range groups[1:] {
		alike := (years || op != state) && (g.fit >= yearShare*groups[0].fit || parts[0].sameIndicator(g.first(), groups[0].first()))
		if several && (alike || g.fit >= likeFit*groups[0].fit) {
			meant = append(meant, g)
		}
	}
	slices.SortStableFunc(meant, func(a, b group) int {
		return cmp.Or(cmp.Compare(a.first().Report.Place, b.first().Report.Place), cmp.Compare(a.first().LastYear(), b.first().LastYear()))
	})
	return meant
}

// spreadLevel finds the level of places that a question spreads over: 各镇, 哪个县.
var spreadLevel = regexp.MustCompile(`(?:各个?|每个?|哪个|哪些|哪几个|所有的?|这些|几个)(镇|乡|县|区|市|街道)`)

// ofLevel leaves out the groups of places of another level than the question spreads
// over; all when none is of it. A report that hides its place stays.
func ofLevel(text string, groups []group) []group {
	m := spreadLevel.FindStringSubmatch(text)
	if m == nil {
		return groups
	}
	other := func(g group) bool {
		place := g.first().Report.Place
		return place != "" && !strings.HasSuffix(place, m[1]) && !(isTown(place) && isTown(m[1]))
	}
	if kept := slices.DeleteFunc(slices.Clone(groups), other); len(kept) > 0 {
		return kept
	}
	return groups
}

// isTown tells whether a name is that of a place of the lowest level.
func isTown(place string) bool {
	return strings.HasSuffix(place, "镇") || strings.HasSuffix(place, "乡") || strings.HasSuffix(place, "街道")
}

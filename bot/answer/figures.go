package answer

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"reportbot/ingest/figure"
	"reportbot/retrieval"
	question "reportbot/retrieval/query"
)

// pick is a figure that answers the question, or a part of it.
type pick struct {
	retrieval.LedgerEntry
	fit    float64 // how well it fits the question, 0 … about 1
	bonus  float64 // of fit, for standing beside another answer
	either bool    // one of two numbers that the question names, both of which are told
}

// group holds the figures of one place (and year, where several are asked for) that
// answer the question.
type group struct {
	key   string
	parts [][]pick // by the parts of the question, those that ask for figures; nil where none answers
	fit   float64  // mean over the parts
	all   []pick   // for the first part, those that were not chosen too
}

// picks returns the figures of a group in the order of the parts.
func (g group) picks() []pick { return slices.Concat(g.parts...) }

// first is the figure that stands for the group.
func (g group) first() pick { return g.picks()[0] }

// How figures are chosen; calibrated on the sample cases.
const (
	minFit        = 0.55 // below it the ledger does not answer
	minFallback   = 0.5  // of the words of a part, which a figure's clause must hold so that its sentence may answer
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
// still may, those with a figure of the year, status and kind that is asked for, and
// what was asked.
func (a *Answerer) answerFigures(ans *Answer, found *retrieval.Result, sentences []sentence, words phrases) (may []sentence, asked []*topic, err error) {
	if len(found.Unknown) > 0 && len(found.Query.Exact) == 0 {
		return nil, nil, nil
	}
	entries, err := a.ledger(found, ledgerScope(found))
	if err != nil {
		return nil, nil, err
	}
	op := operationOf(found.Query.Text)
	all := candidatesOf(entries, found.Snapshot)
	groups, parts := figures(found, op, all, sentences)
	groups, op = fromBase(found, op, parts, groups, all)
	if len(groups) == 0 && op == state && len(parts) == 1 {
		if worked, levels, by := changeFromLevels(found, parts[0].part, all); worked != nil {
			groups, parts, op = worked, levels, by
		}
	}
	switch {
	case len(groups) > maxPlaces && op == state:
		ans.askBack(groups, words)
	case len(groups) > 0:
		a.correctPremise(ans, found, all, groups, words)
		a.stateFigures(ans, groups, parts, words)
		ans.compute(op, found.Query.Text, groups, words)
		ans.checkClaim(found, groups, words)
		if op == sum && len(groups) == 1 && parts[0].manyYears && !groups[0].first().SpansYears() {
			ans.note(words.noAddend)
		}
		for _, place := range silent(found, groups) {
			ans.note(fmt.Sprintf(words.noPlace, place, parts[0].indicatorAsked))
		}
	default:
		if a.offerNear(ans, parts, words); ans.Kind == "" && (op == state || op == sum) && len(parts) == 1 && !quotes(parts[0], mayAnswer(sentences, parts, all)) {
			a.answerSoftly(ans, parts[0], all, sentences, words)
		}
	}
	if op != state && len(placesNamed(found)) > 1 {
		return nil, parts, nil // one of several places compares nothing
	}
	asksMore := slices.ContainsFunc(found.Query.Parts, func(p question.Part) bool { return !p.Figure && p.Topic != "" })
	if found.Query.Kind == question.AskList || asksMore && asksWhat.MatchString(found.Query.Asks) {
		return sentences, parts, nil
	}
	return mayAnswer(sentences, parts, all), parts, nil
}

// asksWhat finds questions for more than figures.
var asksWhat = regexp.MustCompile(`哪|谁|什么|为何|怎么|(?i)\b(?:who|which|what|why)\b`)

// mayAnswer returns the sentences that hold a figure which may answer one of the
// parts.
func mayAnswer(sentences []sentence, parts []*topic, all []candidate) []sentence {
	may := map[string]bool{}
	for _, s := range sentences {
		may[s.text] = false
	}
	for _, c := range all {
		if known, there := may[c.Quote]; !there || known {
			continue
		}
		if slices.ContainsFunc(parts, func(t *topic) bool {
			return t.fitsYear(c.LedgerEntry) && t.fitsStatus(c.LedgerEntry) && t.kindFit(c.LedgerEntry) >= otherUnit && t.tellsOf(c) &&
				!t.otherSort(c) && !t.limitedElsewhere(c.sentence) && (joinedName(c.Indicator) || t.compare(c.Indicator).Likeness != question.Near)
		}) {
			may[c.Quote] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(sentences), func(s sentence) bool { return !may[s.text] })
}

// offerNear says that what was asked is not there, and names what is: the same of
// another part of the year, else what is near to it.
func (a *Answerer) offerNear(ans *Answer, parts []*topic, words phrases) {
	for _, t := range parts {
		switch {
		case t.part.Outcome:
			continue // one of the two may be there
		case len(t.otherPeriods) > 0:
			best := bestOf(t.otherPeriods)
			ans.Kind = Refused
			ans.add(fmt.Sprintf(words.otherPeriod, cmp.Or(t.found.Query.Period.Text, askedWhole), t.indicatorAsked, words.period(best)), []int{ans.cite(a.figureCitation(best))}, Passed)
		case len(t.near) > 0 && !t.thereOtherwise():
			best := bestOf(t.near)
			ans.Kind = Refused
			ans.add(fmt.Sprintf(words.nearName, t.indicatorAsked, best.Indicator), []int{ans.cite(a.figureCitation(best))}, Passed)
		default:
			continue
		}
		return
	}
}

// offerOnly tells what is there of what was asked where it is of another sort, or
// limited otherwise; false when nothing is.
func (a *Answerer) offerOnly(ans *Answer, parts []*topic, words phrases) bool {
	for _, t := range parts {
		if len(t.only) == 0 {
			continue
		}
		best, form := bestOf(t.only), words.onlyThis
		targets := slices.DeleteFunc(slices.Clone(t.only), func(p pick) bool { return p.Status != figure.Target })
		switch {
		case t.part.Outcome && len(targets) > 0:
			best, form = bestOf(targets), words.noOutcome
		case t.part.Outcome:
			form = words.noTarget
		}
		ans.Kind = Refused
		ans.add(fmt.Sprintf(form, words.placed(words.whose(best, true))+words.figure(best, nil)), []int{ans.cite(a.figureCitation(best))}, Passed)
		return true
	}
	return false
}

// thereOtherwise tells whether what is asked for is there by its very name, but in
// another sort than is asked for.
func (t *topic) thereOtherwise() bool {
	return slices.ContainsFunc(t.only, func(p pick) bool {
		return t.compare(p.Indicator).Likeness == question.Same && p.Status != figure.Target
	})
}

// bestOf returns the figure that fits best.
func bestOf(picks []pick) pick {
	return slices.MaxFunc(picks, func(a, b pick) int { return cmp.Compare(a.fit, b.fit) })
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
		reckoned := op == portion && len(parts) > 1
		if len(groups) > 0 && (last && !reckoned || complete(groups[0])) {
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
		p = op.prepare(p, found.Query.Text)
		p.Topic, p.Unit = unitOf(p, all)
		if p.Base != "" {
			p.Topic += " " + p.Base + "年"
		}
		if (p.Each || p.Last > 0 || op.spansYears(found.Query.Text)) && len(p.Years)+len(p.Relative) == 0 {
			p.Years = yearsSeen(all, p.Last)
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
		return append([][]*topic{each}, pairReading(found, each[0].part, sharePair)...)
	case (op == difference || op == ratio) && len(each) == 1:
		if pair := pairReading(found, each[0].part, comparedPair); pair != nil {
			return append(pair, each)
		}
	case len(each) == len(merged), each[0].part.Apart, !oneName(merged, all):
		return [][]*topic{each}
	}
	return [][]*topic{each, merged}
}

// changeFromLevels returns the levels of a year and the one before it, from which a
// change can be worked out that no report states, and how; nil when not both are there
// under one name.
func changeFromLevels(found *retrieval.Result, p question.Part, all []candidate) (groups []group, levels []*topic, op operation) {
	if !p.Change || p.Level || len(p.Years) != 1 {
		return nil, nil, state
	}
	op = growth
	if p.Unit != "" || lostOrGained.MatchString(found.Query.Text) {
		op = difference
	}
	p.Years, p.Change, p.Level = []int{p.Years[0] - 1, p.Years[0]}, false, true
	levels = []*topic{op.topic(found, p)}
	both := groupsOf(levels, all)
	if len(both) < 2 {
		return nil, nil, state
	}
	groups = groupsMeant(found, op, levels, both)
	if len(groups) != 2 || groups[0].first().Status == figure.Target || groups[1].first().Status == figure.Target ||
		groups[0].first().LastYear() == groups[1].first().LastYear() || !levels[0].sameIndicator(groups[0].first(), groups[1].first()) {
		return nil, nil, state
	}
	return groups, levels, op
}

// lostOrGained finds questions for a change in the unit of what changes.
var lostOrGained = regexp.MustCompile(`(?:增加|减少|新增|净增|提高|扩大|缩小)了?(?:多少|几)`)

// oneName tells whether the joined members of an enumeration are the name of one
// indicator: 交通和水利投资.
func oneName(merged []*topic, all []candidate) bool {
	for _, t := range merged {
		if t.part.Topic == "" || !strings.ContainsAny(t.raw, "和与及、") {
			continue
		}
		name := pairsOf(t.raw)
		if !slices.ContainsFunc(all, func(c candidate) bool { return shareOf(name, c.own()) >= wholeShare }) {
			return false
		}
	}
	return true
}

// pairReading asks for the two figures that an operation names in one part; nil when
// it names no two.
func pairReading(found *retrieval.Result, p question.Part, pair func(string) (string, string, bool)) [][]*topic {
	first, second, ok := pair(p.Topic)
	if !ok {
		return nil
	}
	p.Share = false
	one, other := p, p
	one.Topic, one.Unit = first, ""
	other.Topic, other.Unit = second, ""
	if _, measure := partTopic(found, other).measureOf(second); measure == "" {
		other.Shared, other.Member = first, true
	}
	pairOf := []*topic{partTopic(found, one), partTopic(found, other)}
	for _, t := range pairOf {
		t.reckons = true
	}
	return [][]*topic{pairOf}
}

// tellsOf tells whether a figure's clause speaks of a part, in its period, and of more
// than the name of a company in it.
func (t *topic) tellsOf(c candidate) bool {
	_, factor := t.periodFit(c)
	return factor == 1 && t.wordFit(c) >= minFallback && t.tellsMeasure(c) && t.tellsSubject(c) && (t.asked == nil || share(t.asked, c.own(), c.clause()) >= minFallback)
}

// tellsSubject tells whether a figure's name or sentence speaks of what is asked for
// apart from the measure: 研发投入占比 does not of 三产占比.
func (t *topic) tellsSubject(c candidate) bool {
	return len(t.subject) == 0 || len(othersIn(t.part.Topic, t.found)) > 0 || share(t.subject, c.own(), c.around()) >= minFallback
}

// outflows are measures that reports use one for the other.
var outflows = []string{"expenditure", "investment", "amount"}

// tellsMeasure tells whether a figure is of the measure that is asked for, or its name
// tells none.
func (t *topic) tellsMeasure(c candidate) bool {
	asked, _ := t.measureOf(t.part.Topic)
	own, _ := t.measureOf(c.Indicator)
	return asked == "" || own == "" || own == asked || slices.Contains(outflows, own) && slices.Contains(outflows, asked)
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
	words := strings.Fields(p.Topic)
	for i := len(words) - 1; i >= 0; i-- {
		if rest, ok := strings.CutPrefix(strings.TrimLeft(words[i], "十百千万亿"), unit); ok {
			words[i] = rest
			break
		}
	}
	if short := strings.TrimSpace(strings.Join(words, " ")); short != "" {
		return short, unit
	}
	return p.Topic, unit
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
			if p := (pick{LedgerEntry: c.LedgerEntry, fit: t.fit(c)}); p.fit >= minFit/2 && !givesOrders(p.Quote) {
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
		g := group{key: key, parts: make([][]pick, len(parts)), all: candidates[0][key]}
		for _, i := range surestFirst(candidates, key) {
			if g.parts[i] = parts[i].choose(candidates[i][key], g.parts); len(g.parts[i]) > 0 {
				g.fit += g.parts[i][0].fit / float64(len(parts))
			}
		}
		if len(g.picks()) > 0 {
			groups = append(groups, g)
		}
	}
	slices.SortFunc(groups, func(a, b group) int {
		return cmp.Or(cmp.Compare(b.fit, a.fit), cmp.Compare(a.first().Number, b.first().Number), cmp.Compare(a.key, b.key))
	})
	return groups
}

// surestFirst returns the numbers of the parts, that first which a figure of a place
// fits best: it takes that figure from the others.
func surestFirst(candidates []map[string][]pick, key string) []int {
	order := make([]int, len(candidates))
	best := make([]float64, len(candidates))
	for i := range candidates {
		order[i] = i
		for _, p := range candidates[i][key] {
			best[i] = max(best[i], p.fit)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(best[b], best[a]) })
	return order
}

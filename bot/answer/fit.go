package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"reportbot/ingest"
	"reportbot/ingest/figure"
	"reportbot/retrieval"
	"reportbot/retrieval/lexical"
	question "reportbot/retrieval/query"
)

// How well a figure fits what is asked; calibrated on the sample cases.
const (
	clauseShare    = 0.85 // of a part of the topic that stands in the clause of the figure
	quoteShare     = 0.5  // of a part of the topic that stands in the figure's sentence or heading only
	beforeShare    = 0.3  // of a part of the topic that stands in the sentence before only
	minWords       = 0.25 // of the words that are asked for, below which a figure is not looked at further
	strangeShare   = 0.35 // taken off for words of the indicator that the question does not hold
	wholeName      = 0.4  // of a figure whose whole name the question holds
	wholeNameAlone = 0.3  // the same where no unit or measure bears it out
	yearlyShare    = 0.45 // of a mean growth of several years, which is that of no year
	spanShare      = 0.6  // of a figure of several years where one year is asked for
	minWholeName   = 4    // characters of such a name
	allStrange     = 0.95 // from where a name has nothing of what is asked for
	nearShare      = 0.5  // of an indicator that only looks like the one asked for
	sameWeight     = 0.15 // for an indicator that is the one asked for by its parts
	undatedShare   = 0.6  // of a figure of no known year where one is asked for of several reports
	olderShare     = 0.85 // of a figure that a newer report of the place replaces
	changeShare    = 0.6  // of a change where a level is aimed at, and of a level where a change is asked for
	growthAlone    = 0.6  // the same again of a change that was reached
	levelFirst     = 0.85 // of a change where level and change are asked for
	pastPlan       = 0.5  // the same again where a report of the place looks back on that year
	unaskedPlan    = 0.85 // of a target where the question says neither plan nor result
	otherUnit      = 0.75 // of a figure in another unit than the question asks for
	otherKind      = 0.6  // of a figure that cannot be of the kind that is asked for: money in people
	periodWeight   = 0.15 // for a period that the question names
	otherPeriod    = 0.4  // of a figure of another period than the question names
	wholeWeight    = 0.05 // for the whole year where it names none
	minOwn         = 0.1  // of the words that are asked for, which a figure's own name must hold
	minAskedFigure = 0.5  // of what is asked of a named company, which the indicator must hold
)

// fit tells how well a figure fits a part of the question; 0 when year or status
// speak against it. It notes figures that fit but for a near indicator.
func (t *topic) fit(e candidate) float64 {
	if e.Base {
		t.bases = append(t.bases, pick{LedgerEntry: e.LedgerEntry})
	}
	if e.Unsure || !t.asksGap(e.Figure) || !t.fitsYear(e.LedgerEntry) || !t.fitsStatus(e.LedgerEntry) {
		return 0
	}
	words := t.wordFit(e)
	if words < minWords && !t.narrower(e.Indicator) {
		return 0
	}
	if !t.narrower(e.Indicator) && !t.impliesMeasure(e) && t.seen.ownShare(e) < minOwn {
		return 0
	}
	strange := t.strange(e.Indicator)
	if words < narrowerFit && t.narrower(e.Indicator) {
		words, strange = narrowerFit, 0
	}
	fit := words * (1 - strangeShare*strange)
	other := t.ofOtherSegment(e)
	switch {
	case strange > allStrange:
		fit *= nearShare
	case other:
	case t.namedWhole(e, strange):
		floor := wholeName
		if t.part.Unit == "" && t.asksMeasure == "" {
			floor = wholeNameAlone
		}
		fit = max(fit, floor+(1-floor)*words)
	}
	if t.asked != nil && share(t.asked, e.own(), e.around()) < minAskedFigure {
		fit *= nearShare
	}
	if t.part.Not != "" && t.terms.CompareIndicators(t.part.Not, e.Indicator).Likeness == question.Same {
		return 0
	}
	fit *= t.kindFit(e.LedgerEntry)
	if t.spansMore(e.LedgerEntry) || sumsUp.MatchString(e.clauseText()) && !sumsUp.MatchString(t.found.Query.Text) {
		fit *= spanShare
	}
	if e.Base && len(t.part.Years)+len(t.part.Relative) == 0 {
		fit *= nearShare
	}
	if t.part.Status == ingest.StatusUnknown && !t.part.Outcome && e.Status == figure.Target {
		fit *= unaskedPlan
		if t.lookedBackOn(e.LedgerEntry) {
			fit *= pastPlan // what came of it is what is asked for
		}
	}
	years := retrieval.AskedYears(t.years(), t.found.Newest[e.Number])
	if len(years) > 0 && len(e.Years()) == 0 && t.spreads {
		fit *= undatedShare
	}
	if len(years) == 0 && (e.Report.Year() < t.found.Newest[e.Number] || beforeItsReport(e)) {
		fit *= olderShare
	}
	weight, factor := t.periodFit(e)
	fit += weight
	likeness := t.likeness(e, words, strange)
	switch likeness {
	case question.Near:
		if !joinedName(e.Indicator) {
			t.offer(&t.near, e, fit)
		}
		fit *= nearShare
	case question.Same:
		fit += sameWeight
	}
	if e.Kind == figure.Change && !t.part.Change && e.Status != figure.Target {
		fit *= growthAlone
	}
	if t.elsewhere(e) {
		fit *= nearShare
	}
	if other {
		fit *= nearShare
	}
	if gapToTarget.MatchString(e.clauseText()) && !gapToTarget.MatchString(t.found.Query.Text) {
		fit *= nearShare
	}
	if e.Unit == "个百分点" && !t.tellsShare(e.Indicator) && !strings.Contains(t.found.Query.Text, "百分点") {
		fit *= otherKind // 比城镇居民快2.9个百分点 is no growth
	}
	if asksPart.MatchString(t.raw) && e.Kind == figure.Share && !tellsPart.MatchString(e.Indicator) {
		fit *= nearShare
	}
	if t.limitsDiffer(e) || t.otherSort(e) {
		if likeness == question.Same || words >= allWords && strange == 0 {
			t.offer(&t.only, e, fit)
		}
		return 0
	}
	if yearly.MatchString(e.clauseText()) && !yearly.MatchString(t.found.Query.Text) {
		fit *= yearlyShare
	}
	if factor < 1 && likeness == question.Same {
		t.offer(&t.otherPeriods, e, fit)
	}
	fit *= factor
	if fit >= minFit && t.everyday != nil {
		fit *= t.everyday.doubts(e)
	}
	return fit
}

// joinedName tells whether an indicator's name is still that of several things, of
// which the figure is one: 城市、农村低保标准.
func joinedName(indicator string) bool { return strings.Contains(indicator, "、") }

// offer notes a figure that fits but for one thing, to be named by its own name where
// nothing answers.
func (t *topic) offer(to *[]pick, e candidate, fit float64) {
	if fit >= minFit {
		*to = append(*to, pick{LedgerEntry: e.LedgerEntry, fit: fit})
	}
}

// beforeItsReport tells whether a figure is of an earlier year than its section tells of:
// the column of the year before in a table.
func beforeItsReport(e candidate) bool {
	return e.Section.Year > 0 && e.LastYear() > 0 && e.LastYear() < e.Section.Year
}

// gapToTarget finds how far something is from what was aimed at.
var gapToTarget = regexp.MustCompile(`[比较低高][^，,。；;]{0,12}(?:目标|预期|计划)`)

// A share of something is asked for, and told, by its own words.
var (
	asksPart  = regexp.MustCompile(`占|比重|份额`)
	tellsPart = regexp.MustCompile(`占|比重|比例|份额|率|比$|构成`)
)

// namedWhole tells whether the question holds the whole name of a figure's indicator,
// and the figure is of the kind and unit that is asked for: what else the question
// says then tells of the circumstances.
func (t *topic) namedWhole(e candidate, strange float64) bool {
	if strange > 0 || utf8.RuneCountInString(e.Indicator) < minWholeName || !hasHan(e.Indicator) && !strings.Contains(strings.TrimSpace(e.Indicator), " ") {
		return false // a single English word names too much: households
	}
	if t.part.Unit == "" && t.asksMeasure == "" && t.part.Level {
		return true
	}
	byUnit := t.part.Unit != "" && t.part.Unit == e.Unit
	byMeasure := t.asksMeasure != "" && t.fitsMeasure(e.LedgerEntry) && (e.Kind == figure.Change) == (t.part.Change && !t.part.Level)
	byChange := t.part.Change && !t.part.Level && e.Kind == figure.Change
	return (byUnit || byMeasure || byChange) && (t.part.Unit == "" || byUnit)
}

// narrowerFit is what the words of a figure fit at least that is a special case of
// what is asked for: 公共财政预算收入 of 财政收入.
const narrowerFit = 0.8

// narrower tells whether an indicator is a special case of what is asked for, and not
// one that is taken for it.
func (t *topic) narrower(indicator string) bool {
	return slices.Contains(t.narrowerNames, indicator) && t.sameLimits(indicator) && !t.terms.Near(t.indicatorAsked, indicator)
}

// allWords is the share of the asked words that a figure's sentence must hold to
// answer though its name is limited otherwise.
const allWords = 0.85

// likeness compares the figure's indicator with what is asked for. A name of which
// the question holds every word, and the figure every word of the question, is the
// same. One that only limits what is asked for (区本级 of 固定资产投资) may answer by
// its own name, unless the terms hold the two apart.
func (t *topic) likeness(e candidate, words, strange float64) question.Likeness {
	m := t.compare(e.Indicator)
	switch {
	case strange == 0 && words > 0.95:
		return question.Same
	case t.narrower(e.Indicator), m.Likeness == question.Near && m.Differs == "measure" && t.impliesMeasure(e):
		return question.NotAlike
	case m.Likeness == question.Near && m.Differs == "scope" && words >= allWords && t.sameLimits(e.Indicator) &&
		!t.terms.Near(t.indicatorAsked, e.Indicator) && !slices.Contains(t.terms.Broader(t.indicatorAsked), e.Indicator):
		return question.NotAlike
	}
	return m.Likeness
}

// compare compares an indicator with what is asked for.
func (t *topic) compare(indicator string) question.Match {
	return remember(t.seen.matches, indicator, func() question.Match { return t.terms.CompareIndicators(t.indicatorAsked, indicator) })
}

// elsewhere tells whether the question names a place within a report's, of which the
// figure's sentence does not speak: 棠埠市 of a province.
func (t *topic) elsewhere(e candidate) bool {
	return slices.ContainsFunc(t.found.Query.Places, func(place string) bool {
		return place != e.Report.Place && !slices.Contains(t.found.Unknown, place) && !strings.Contains(e.sentence, strings.TrimRight(place, "省市县区镇乡"))
	})
}

// wordFit is the share of the part's words, by weight, that the figure's indicator
// holds, less of what only its clause or its sentence does. Below minWords it is not
// exact.
func (t *topic) wordFit(e candidate) float64 {
	return remember(t.seen.fits, e.words, func() float64 {
		own, around, before := t.seen.hitsAround(e)
		implied := t.impliesMeasure(e)
		// A clause holds no more than its sentence, so that few need to be read.
		most := t.weigh(own, around, around, before, implied)
		if most < minWords || most == t.weigh(own, nil, around, before, implied) {
			return most
		}
		return t.weigh(own, t.seen.read(e.clauseText()), around, before, implied)
	})
}

// weigh returns the wordFit of a figure by the hits in its name, its clause, its
// sentence and the one before.
func (t *topic) weigh(own, clause, around, before hits, implied bool) float64 {
	sum, total := 0.0, 0.0
	for i, u := range t.units {
		found := max(own.of(i), clauseShare*clause.of(i))
		if found < quoteShare {
			found = max(found, quoteShare*around.of(i))
		}
		if found < beforeShare {
			found = max(found, beforeShare*before.of(i))
		}
		if implied && u.found(t.measure) == 1 {
			found = max(found, clauseShare)
		}
		sum += u.weight * found
		total += u.weight
	}
	for i, u := range t.shared {
		i += len(t.units)
		sum += u.weight * max(own.of(i), clauseShare*max(clause.of(i), around.of(i)))
		total += u.weight
	}
	if total == 0 {
		return 0
	}
	return sum / total
}

// ofOtherSegment tells whether a word that is asked for stands in another part of the
// figure's sentence, which has figures of its own, and not in the figure's: 隐患 of
// firms, where the figure is of flats.
func (t *topic) ofOtherSegment(e candidate) bool {
	return strings.ContainsFunc(e.Quote, isSemicolon) && slices.ContainsFunc(t.units, func(u unit) bool {
		return u.found(e.own()) == 0 && u.found(e.segment()) == 0 && u.found(e.before()) == 0 && u.found(e.otherSegments()) == 1
	})
}

// impliesMeasure tells whether a figure without a measure in its name is one of the
// measure that is asked for, by its unit: 批发业24.31亿元 tells a 销售额.
func (t *topic) impliesMeasure(e candidate) bool {
	if len(t.measure) == 0 || !t.fitsMeasure(e.LedgerEntry) || !t.holds(e.Indicator) {
		return false
	}
	class, _ := t.measureOf(e.Indicator)
	return class == ""
}

// countWords at the end of a name only say that it is counted.
var countWords = []string{"人数", "人次", "户数", "数量", "总数", "个数", "数"}

// bareName leaves out the words that only say that something is counted, or that it
// is the whole.
func bareName(indicator string) string {
	indicator = question.WithoutWhole(indicator)
	for _, word := range countWords {
		if short, ok := strings.CutSuffix(indicator, word); ok {
			return short
		}
	}
	return indicator
}

// holds tells whether nothing of an indicator is strange.
func (t *topic) holds(indicator string) bool {
	terms := lexical.Terms(bareName(indicator))
	return len(terms) > 0 && !slices.ContainsFunc(terms, func(term lexical.Term) bool {
		return term.Kind() != lexical.Bigram && !t.question[term]
	})
}

// strange is the share of an indicator's words that the question does not hold.
func (t *topic) strange(indicator string) float64 {
	return remember(t.seen.strange, indicator, func() float64 { return t.readStrange(indicator) })
}

func (t *topic) readStrange(indicator string) float64 {
	units := unitsOf(t.found, bareName(indicator), nil)
	sum, total := 0.0, 0.0
	for _, u := range units {
		total += u.weight
		if u.found(t.question) == 0 {
			sum += u.weight
		}
	}
	if total == 0 {
		return 1
	}
	return sum / total
}

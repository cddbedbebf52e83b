package answer

import (
	"regexp"
	"slices"
	"strings"
	"time"
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
	minAskedFigure = 0.5  // of what is asked of a named company, which the indicator must hold
)

// candidate is a figure with the words around it, nearest first.
type candidate struct {
	retrieval.LedgerEntry
	words *candidateWords
	*surroundings
}

// candidateWords are the words of a figure's own name, and of its clause; they are
// read when they are asked for.
type candidateWords struct {
	own, clause map[lexical.Term]bool
	clauseText  string
}

// name is the figure's own name.
func (c candidate) name() string { return c.Indicator + " " + c.Scope + " " + c.Unit }

func (c candidate) own() map[lexical.Term]bool {
	if c.words.own == nil {
		c.words.own = termSet(c.name())
	}
	return c.words.own
}

func (c candidate) clause() map[lexical.Term]bool {
	if c.words.clause == nil {
		c.words.clause = termSet(c.clauseText())
	}
	return c.words.clause
}

func (c candidate) clauseText() string {
	if c.words.clauseText == "" {
		c.words.clauseText = clauseOf(c.LedgerEntry)
	}
	return c.words.clauseText
}

// surroundings are a figure's sentence with its headings, and the sentence before it;
// the words of a sentence are read once, when they are asked for.
type surroundings struct {
	sentence, previous string
	sentenceSet        map[lexical.Term]bool
}

func (s *surroundings) around() map[lexical.Term]bool {
	if s.sentenceSet == nil {
		s.sentenceSet = termSet(s.sentence)
	}
	return s.sentenceSet
}

// candidatesOf reads the words of figures, which come sentence by sentence.
func candidatesOf(entries []retrieval.LedgerEntry, s *retrieval.Snapshot) []candidate {
	out, words := make([]candidate, len(entries)), make([]candidateWords, len(entries))
	text := ""
	for i, e := range entries {
		first := i == 0 || e.Number != entries[i-1].Number
		if first {
			text = ""
			if r, err := s.Report(e.Number); err == nil {
				text = r.Text
			}
		}
		out[i] = candidate{LedgerEntry: e, words: &words[i]}
		if !first && e.Sentence.Start == entries[i-1].Sentence.Start {
			out[i].surroundings = out[i-1].surroundings
			continue
		}
		out[i].surroundings = &surroundings{
			sentence: strings.Join(e.Section.Path, " ") + " " + e.Quote,
			previous: textBefore(e, text),
		}
	}
	return out
}

// fit tells how well a figure fits a part of the question; 0 when year or status
// speak against it. It notes figures that fit but for a near indicator.
func (t *topic) fit(e candidate) float64 {
	if e.Base {
		t.bases = append(t.bases, pick{LedgerEntry: e.LedgerEntry})
	}
	if !t.fitsYear(e.LedgerEntry) || !t.fitsStatus(e.LedgerEntry) {
		return 0
	}
	words := t.wordFit(e)
	if words < minWords && !t.narrower(e.Indicator) {
		return 0
	}
	strange := t.strange(e.Indicator)
	if words < narrowerFit && t.narrower(e.Indicator) {
		words, strange = narrowerFit, 0
	}
	fit := words * (1 - strangeShare*strange)
	switch {
	case strange > allStrange:
		fit *= nearShare
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
	if len(years) == 0 && e.Report.Year() < t.found.Newest[e.Number] {
		fit *= olderShare
	}
	weight, factor := t.periodFit(e)
	fit += weight
	likeness := t.likeness(e, words, strange)
	switch likeness {
	case question.Near:
		if fit >= minFit {
			t.near = append(t.near, pick{e.LedgerEntry, fit})
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
	if t.limitsDiffer(e) {
		fit *= nearShare
	}
	if yearly.MatchString(e.clauseText()) && !yearly.MatchString(t.found.Query.Text) {
		fit *= yearlyShare
	}
	if factor < 1 && likeness == question.Same && fit >= minFit {
		t.otherPeriods = append(t.otherPeriods, pick{e.LedgerEntry, fit})
	}
	fit *= factor
	if gapToTarget.MatchString(e.clauseText()) && !gapToTarget.MatchString(t.found.Query.Text) {
		fit *= nearShare
	}
	if e.Unit == "个百分点" && !t.tellsShare(e.Indicator) && !strings.Contains(t.found.Query.Text, "百分点") {
		fit *= otherKind // 比城镇居民快2.9个百分点 is no growth
	}
	if asksPart.MatchString(t.raw) && e.Kind == figure.Share && !tellsPart.MatchString(e.Indicator) {
		fit *= nearShare
	}
	return fit
}

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

// gapToTarget finds how far something is from what was aimed at.
var gapToTarget = regexp.MustCompile(`[比较低高][^，,。；;]{0,12}(?:目标|预期|计划)`)

// yearly finds the mean of several years.
var yearly = regexp.MustCompile(`年均|平均增长|平均增速|年平均`)

// A share of something is asked for, and told, by its own words.
var (
	asksPart  = regexp.MustCompile(`占|比重|份额`)
	tellsPart = regexp.MustCompile(`占|比重|比例|份额|率|比$|构成`)
)

// namedWhole tells whether the question holds the whole name of a figure's indicator,
// and the figure is of the kind and unit that is asked for: what else the question
// says then tells of the circumstances.
func (t *topic) namedWhole(e candidate, strange float64) bool {
	if strange > 0 || utf8.RuneCountInString(e.Indicator) < minWholeName {
		return false
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
	m := remember(t.seen.matches, e.Indicator, func() question.Match { return t.terms.CompareIndicators(t.indicatorAsked, e.Indicator) })
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

// parting are the classes of scope that make another indicator of a name, whatever
// else agrees: 规上, 城镇, 民营, 省外, 工业.
var parting = []string{"threshold", "settlement", "ownership", "origin", "sector"}

// sameLimits tells whether an indicator is limited by the words that part indicators
// as what is asked for is.
func (t *topic) sameLimits(indicator string) bool {
	return slices.Equal(t.limits(indicator), t.askedLimits)
}

// limits returns the words that part indicators in a name, each by its fullest form,
// sorted.
func (t *topic) limits(name string) []string {
	var out []string
	for _, m := range t.terms.Find(name, question.KindScope) {
		class, _ := t.terms.Scope(m.Term)
		word := m.Term
		if word == "农民" || word == "农户" {
			class, word = "settlement", "农村"
		}
		if slices.Contains(parting, class) {
			if same := t.terms.Same(word); len(same) > 0 {
				word = same[0]
			}
			out = append(out, word)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// limitsDiffer tells whether what is asked for is limited as neither the indicator
// nor the clause is: 农民 where it is of all residents.
func (t *topic) limitsDiffer(e candidate) bool {
	if len(t.askedLimits) == 0 {
		return false
	}
	own := append(t.limits(e.Indicator+" "+e.Scope), t.limits(e.clauseText())...)
	return slices.ContainsFunc(t.askedLimits, func(l string) bool { return !slices.Contains(own, l) })
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

// impliesMeasure tells whether a figure without a measure in its name is one of the
// measure that is asked for, by its unit: 批发业24.31亿元 tells a 销售额.
func (t *topic) impliesMeasure(e candidate) bool {
	if len(t.measure) == 0 || !t.fitsMeasure(e.LedgerEntry) || !t.holds(e.Indicator) {
		return false
	}
	class, _ := t.measureOf(e.Indicator)
	return class == ""
}

// textBefore is what stands before the figure's sentence in its section: the
// sentence there, or its end.
func textBefore(e retrieval.LedgerEntry, text string) string {
	const most = 300 // bytes
	start, end := max(e.Section.HeadingEnd, e.Sentence.Start-most), e.Sentence.Start
	if start >= end || end > len(text) {
		return ""
	}
	for start < end && !utf8.RuneStart(text[start]) {
		start++
	}
	before := strings.TrimRight(text[start:end], "。 \n\t\r")
	return before[max(strings.LastIndex(before, "。"), strings.LastIndexByte(before, '\n'))+1:]
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

// countWords at the end of a name only say that it is counted.
var countWords = []string{"人数", "人次", "户数", "数量", "总数", "个数", "数"}

func withoutCount(name string) string {
	for _, word := range countWords {
		if short, ok := strings.CutSuffix(name, word); ok {
			return short
		}
	}
	return name
}

// holds tells whether nothing of an indicator is strange.
func (t *topic) holds(indicator string) bool {
	terms := lexical.Terms(withoutCount(indicator))
	return len(terms) > 0 && !slices.ContainsFunc(terms, func(term lexical.Term) bool {
		return term.Kind() != lexical.Bigram && !t.question[term]
	})
}

// strange is the share of an indicator's words that the question does not hold.
func (t *topic) strange(indicator string) float64 {
	return remember(t.seen.strange, indicator, func() float64 { return t.readStrange(indicator) })
}

func (t *topic) readStrange(indicator string) float64 {
	units := unitsOf(t.found.Snapshot.Lexical, withoutCount(indicator), nil)
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

// kindFit tells how well the figure's kind and unit fit what is asked for.
func (t *topic) kindFit(e retrieval.LedgerEntry) float64 {
	fit := 1.0
	switch both := t.part.Change && t.part.Level; {
	case both && e.Kind == figure.Change:
		fit *= levelFirst
	case !both && (e.Kind == figure.Change) != t.part.Change:
		fit *= changeShare
	}
	switch {
	case t.part.Unit == "" || e.Unit == "":
	case strings.HasPrefix(t.part.Unit, e.Unit) || strings.HasPrefix(e.Unit, t.part.Unit):
		return fit
	case e.Kind == figure.Share:
		fit *= otherUnit * otherKind
	case e.Kind != figure.Change:
		fit *= otherUnit
	}
	if e.Kind != figure.Change && !t.fitsMeasure(e) || e.Unit == "年" && t.part.Unit != "年" {
		fit *= otherKind
	}
	return fit
}

var (
	askMoney    = regexp.MustCompile(`钱|元|资金|经费|款|投资|投入`)
	endsInMoney = regexp.MustCompile(`(?:钱|资金|经费|款|款项|补偿|补贴|奖金)$`)
	askShare    = regexp.MustCompile(`百分之|比例|比重|占比|(?:率|占多少)$|多大比`)
	money       = []string{"output", "value-added", "revenue", "sales", "profit", "tax", "income", "expenditure", "investment", "trade", "amount"}
	shares      = []string{"rate", "share", "growth"}
	things      = []string{"count", "people", "visits", "households"}
)

// measureAsked is what the unit of a figure must be, by the measure that is asked
// for; "" when it may be any.
type measureAsked string

const (
	asksShare  measureAsked = "share"
	asksMoney  measureAsked = "money"
	asksThings measureAsked = "things"
)

func (t *topic) measureAsked(class string) measureAsked {
	switch {
	case slices.Contains(shares, class) || askShare.MatchString(t.part.Topic):
		return asksShare
	case slices.Contains(money, class) || askMoney.MatchString(t.part.Unit) || endsInMoney.MatchString(t.part.Topic):
		return asksMoney
	case slices.Contains(things, class):
		return asksThings
	}
	return ""
}

// fitsMeasure tells whether the unit of a figure can be that of the measure that the
// part asks for: a sum is money, a rate is none. What is not known fits.
func (t *topic) fitsMeasure(e retrieval.LedgerEntry) bool {
	isMoney := strings.Contains(e.Unit, "元") || e.Unit == "" && strings.ContainsAny(e.Text, "万亿")
	isShare := e.Kind == figure.Share || strings.ContainsAny(e.Unit, "%％‰") || e.Unit == "成" || e.Unit == "个百分点"
	switch t.asksMeasure {
	case asksShare:
		return isShare
	case asksMoney:
		return isMoney
	case asksThings:
		return !isMoney && !isShare
	}
	return true
}

// tellsShare tells whether an indicator is a rate or share, whose changes are told in
// percentage points.
func (t *topic) tellsShare(indicator string) bool {
	class, _ := t.measureOf(indicator)
	return slices.Contains(shares, class)
}

// measureOf returns the class of the first measure that ends a word of a text, and
// the measure; "" when none does.
func (t *topic) measureOf(text string) (class, measure string) {
	for _, word := range strings.Fields(text) {
		for i := range word {
			if class, ok := t.terms.Measure(word[i:]); ok {
				return class, word[i:]
			}
		}
	}
	return "", ""
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
	case wholeYear(pick{LedgerEntry: e.LedgerEntry}):
		return wholeWeight, 1
	}
	return -wholeWeight, 1
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

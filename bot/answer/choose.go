package answer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"reportbot/ingest"
	"reportbot/ingest/figure"
	question "reportbot/retrieval/query"
)

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
			picks[i].bonus = beside
		}
	}
	byFit := func(a, b pick) int { return cmp.Compare(b.fit, a.fit) }
	slices.SortStableFunc(picks, byFit)
	taken := func(p pick) bool { return slices.ContainsFunc(near, p.same) }
	if t.part.Outcome {
		return t.chooseOutcome(picks)
	}
	i := slices.IndexFunc(picks, func(p pick) bool { return !taken(p) })
	if i < 0 || picks[i].fit < t.minFit() || t.toldLonger(picks[i]) {
		return nil
	}
	if both := t.eitherOf(picks[i:]); both != nil {
		return both
	}
	best := t.better(picks[i:], taken)
	chosen := []pick{best}
	if change, ok := t.growth(picks, best); ok {
		chosen = append(chosen, change)
	}
	if i := slices.IndexFunc(t.bases, func(p pick) bool {
		return p.Quote == best.Quote && p.Indicator == best.Indicator && p.Start < best.Start
	}); i >= 0 && !best.Base && (asksBase.MatchString(t.found.Query.Asks) || t.reckons && asksSpan.MatchString(t.found.Query.Text)) {
		chosen = []pick{t.bases[i], best}
	}
	for _, p := range picks {
		if !t.reckons && contradicts(best, p) {
			return append(chosen, p)
		}
	}
	return chosen
}

// toldLonger tells whether a figure is of another name than what is asked for, while the
// same report tells of that under a longer name (城镇新增就业 of 新增就业), which is near.
func (t *topic) toldLonger(best pick) bool {
	asked := t.indicatorAsked
	if utf8.RuneCountInString(asked) < minWholeName || !hasHan(asked) || holdsAll(best.Indicator, asked) || t.strange(best.Indicator) < strangeName ||
		t.terms.CompareIndicators(asked, best.Indicator).Likeness != question.NotAlike {
		return false
	}
	return slices.ContainsFunc(t.near, func(p pick) bool {
		return strings.HasSuffix(p.Indicator, asked) && p.Number == best.Number && p.LastYear() == best.LastYear() && p.Kind == best.Kind
	})
}

// strangeName is the share of strange words from which a name is another one.
const strangeName = 0.3

// holdsAll tells whether a name holds all characters of another, in any order.
func holdsAll(name, other string) bool {
	return !strings.ContainsFunc(other, func(r rune) bool { return !strings.ContainsRune(name, r) })
}

// eitherShare is the share of the least fit that a figure must have which the question
// itself names.
const eitherShare = 0.7

// eitherOf returns the figures of both numbers of which a question asks the right one,
// where the reports give both; else nil.
func (t *topic) eitherOf(picks []pick) (both []pick) {
	for _, asked := range t.found.Query.Either {
		i := slices.IndexFunc(picks, func(p pick) bool {
			return p.Value == asked.Value && p.Unit == asked.Unit && p.fit >= eitherShare*t.minFit() && (len(both) == 0 || p.LastYear() == both[0].LastYear() && !p.same(both[0]))
		})
		if i < 0 {
			return nil
		}
		picks[i].either = true
		both = append(both, picks[i])
	}
	return both
}

// asksBase finds questions for where a rise or fall began, too.
var asksBase = regexp.MustCompile(`[从由]多少|[从由]几|原来(?:是)?多少|(?i)\bfrom what\b`)

// minFit is lower for a question in another language than the reports: of its words
// only the terms of the field can be found there.
func (t *topic) minFit() float64 {
	if len(t.found.Passages) > 0 && !inChinese(t.found.Query.Text) && hasHan(t.found.Passages[0].Text) {
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
		{besideShare, func(p pick) bool { // told to more digits
			return t.sameIndicator(p, best) && p.Unit == best.Unit && p.Status == best.Status && !differ(p.Value, best.Value) && digitsOf(p.Value) > digitsOf(best.Value)
		}},
		{besideShare, func(p pick) bool { // exact, not 以上
			return t.sameIndicator(p, best) && p.Unit == best.Unit && p.Status == best.Status && best.Exact == figure.AtLeast && p.Exact == figure.Exact
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
	target, actual := t.outcomePair(picks)
	if target == nil || actual == nil {
		return t.chooseLone(picks)
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

// chooseLone returns what there is where a target or what came of it is missing: a mask
// in its place, or the target where it is asked for by itself. The rest is noted.
func (t *topic) chooseLone(picks []pick) []pick {
	picks = slices.DeleteFunc(slices.Clone(picks), func(p pick) bool { return p.fit < t.minFit() })
	if len(picks) > 0 && picks[0].Masked {
		return picks[:1]
	}
	i := slices.IndexFunc(picks, func(p pick) bool { return p.Status == figure.Target })
	if i >= 0 && asksCount.MatchString(t.found.Query.Text) && !t.reckons {
		return picks[i : i+1]
	}
	t.only = append(t.only, picks...)
	return nil
}

var asksCount = regexp.MustCompile(`多少|几`)

// outcomePair returns the best target and the best figure of what came of it: of the
// same indicator, or of names that have much in common.
func (t *topic) outcomePair(picks []pick) (target, actual *pick) {
	var targets, actuals []*pick
	for i := range picks {
		p := &picks[i]
		switch {
		case p.fit < t.minFit():
		case p.Status == figure.Target:
			targets = append(targets, p)
		default:
			actuals = append(actuals, p)
		}
	}
	best := 0.0
	for _, one := range targets {
		for _, other := range actuals {
			alike := t.alikeNames(*one, *other)
			sum := one.fit + other.fit
			if one.Kind != figure.Change {
				sum += levelsFirst
			}
			if alike && one.LastYear() == other.LastYear() && one.Direction == other.Direction && !spansYears(*other) && alikeUnits(one, other) && (one.Kind == figure.Change) == (other.Kind == figure.Change) && sum > best {
				target, actual, best = one, other, sum
			}
		}
	}
	return target, actual
}

// alikeNames tells whether a target and what came of it are of one thing: called the
// same, or limited alike with names that have much in common, or one of which is the
// other with more said (修缮房屋 and 老街修缮房屋).
func (t *topic) alikeNames(a, b pick) bool {
	if t.sameIndicator(a, b) {
		return true
	}
	if !slices.Equal(t.limits(a.Indicator), t.limits(b.Indicator)) {
		return false
	}
	inB, inA := shareOf(pairsOf(a.Indicator), termSet(b.Indicator)), shareOf(pairsOf(b.Indicator), termSet(a.Indicator))
	return inB >= minAlike && inA >= minAlike || max(inA, inB) == 1 && a.Unit == b.Unit && min(inA, inB) >= minAlikePart
}

// spansYears tells whether a figure is that of several years together.
func spansYears(p pick) bool {
	return p.SpansYears() || strings.Contains(clauseOf(p.LedgerEntry), "累计")
}

const (
	minAlikePart = 0.3  // the same where one holds all of the other
	minAlike     = 0.5  // how much of the name of a target that of what came of it has, and the reverse
	levelsFirst  = 0.25 // for a pair of levels, before that of their growths
)

// alikeUnits tells whether two figures can be set against each other: in the same
// unit, or both a count (5000个 jobs and 5487人 who found one).
func alikeUnits(a, b *pick) bool {
	return a.Unit == b.Unit || countUnit(a) && countUnit(b)
}

func countUnit(p *pick) bool {
	return p.Kind == figure.Level && slices.Contains(countUnits, p.Unit)
}

// countUnits count things and people.
var countUnits = []string{"个", "人", "名", "户", "家", "项", "件", "人次"}

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
	return a.Indicator == b.Indicator && a.Quote != b.Quote && a.LastYear() == b.LastYear() && a.Status == b.Status && a.Unit == b.Unit && !a.Masked && !b.Masked && !a.Base && !b.Base &&
		differ(a.Value, b.Value) && a.Kind == b.Kind && a.Kind != figure.Change && a.fit-a.bonus-(b.fit-b.bonus) < 0.05 && a.From == b.From && a.To == b.To
}

// differ tells whether two values are other numbers, rounded to the digits of the
// shorter.
func differ(a, b string) bool {
	x, errX := decimal.NewFromString(a)
	y, errY := decimal.NewFromString(b)
	if errX != nil || errY != nil {
		return false
	}
	digits := min(digitsOf(a), digitsOf(b))
	return !significant(x, digits).Equal(significant(y, digits))
}

// digitsOf is how many digits a value is told to; 0 for none.
func digitsOf(value string) int {
	d, err := decimal.NewFromString(value)
	if err != nil {
		return 0
	}
	return len(strings.TrimRight(d.Coefficient().String(), "0"))
}

// significant rounds a number to its first n digits.
func significant(d decimal.Decimal, n int) decimal.Decimal {
	return d.Round(int32(n-d.NumDigits()) - d.Exponent())
}

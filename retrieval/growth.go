package retrieval

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"reportbot/ingest/figure"
	question "reportbot/retrieval/query"
)

// GrowthCheck is a growth in % that a report states, with the levels of its year and
// of the year before from which it can be recomputed.
type GrowthCheck struct {
	Growth, Now, Before LedgerEntry
	Stated              decimal.Decimal // in %, negative for a fall
	Computed            decimal.Decimal // with one decimal place more than Stated has
	// Agrees: some level and growth that round to the stated digits fit together.
	Agrees bool
}

// CheckGrowth recomputes every growth of the entries that it can, in their order; nil
// when there is none. A growth counts when its report states the level of the same
// indicator and period, and the same report, or another of the same place, states
// the level of the same time of the year before. Masked and inexact figures, ranges,
// other bases (年均, 环比, 比年初), comparable prices, unequal periods and levels that
// a report states twice with different values are passed over. When several levels
// of the year before stand in the reports, agreement with one is enough.
func CheckGrowth(entries []LedgerEntry, terms *question.Terms) []GrowthCheck {
	c := growthChecker{terms: terms, levels: map[levelKey][]LedgerEntry{}, alike: map[[2]string]bool{}}
	for _, e := range entries {
		if s, ok := spanOf(e); ok && e.Kind == figure.Level && stated(e) && !startsChange(e) {
			k := keyOf(e, s)
			c.levels[k] = append(c.levels[k], e)
		}
	}
	var checks []GrowthCheck
	for _, e := range entries {
		if check, ok := c.check(e); ok && !slices.ContainsFunc(checks, check.repeats) {
			checks = append(checks, check)
		}
	}
	return checks
}

// repeats tells that two checks are of the same statement, in a table and in words.
func (a GrowthCheck) repeats(b GrowthCheck) bool {
	return a.Growth.Number == b.Growth.Number && a.Growth.Indicator == b.Growth.Indicator && a.Stated.Equal(b.Stated) &&
		a.Now.Value == b.Now.Value && a.Before.Value == b.Before.Value
}

// stated tells that an entry is one exact number.
func stated(e LedgerEntry) bool { return !e.Masked && e.Value != "" && e.Exact == figure.Exact }

var changeStart = regexp.MustCompile(`[由从][^，。；,;]{0,8}$`)

// startsChange tells that a level is what something changed from, at a time that is
// not told: 从26亿元增加到51亿元.
func startsChange(e LedgerEntry) bool {
	quote := []rune(e.Quote)
	words := changeStart.FindString(string(quote[:min(e.Start, len(quote))]))
	return words != "" && (e.Period == "" || !strings.Contains(words, e.Period))
}

type growthChecker struct {
	terms  *question.Terms
	levels map[levelKey][]LedgerEntry
	alike  map[[2]string]bool // of two indicators, whether they are the same
}

func (c *growthChecker) check(growth LedgerEntry) (GrowthCheck, bool) {
	s, ok := spanOf(growth)
	if !ok || growth.Kind != figure.Change || growth.Unit != "%" || !stated(growth) {
		return GrowthCheck{}, false
	}
	now, ok := c.now(growth, s)
	if !ok || otherBase(growth, now, s.year()) {
		return GrowthCheck{}, false
	}
	var found GrowthCheck
	for _, before := range c.before(now, s.yearBefore()) {
		check, ok := recompute(growth, now, before)
		if ok && (check.Agrees || found.Growth.Report.Report == nil) {
			found = check
		}
		if check.Agrees {
			break
		}
	}
	return found, found.Growth.Report.Report != nil
}

// now returns the level that a growth led to: of its sentence, else of its report;
// false when there is none, or several.
func (c *growthChecker) now(growth LedgerEntry, s span) (now LedgerEntry, ok bool) {
	near := false
	for _, e := range c.levels[keyOf(growth, s)] {
		if e.Number != growth.Number || !c.sameIndicator(growth, e) || planned(e) != planned(growth) {
			continue
		}
		here := e.Sentence.Start == growth.Sentence.Start
		switch {
		case now.Report.Report == nil || here && !near:
			now, near, ok = e, here, true
		case here == near && e.Value != now.Value:
			ok = false
		}
	}
	return now, ok
}

// before returns the levels of the year before, those of the same report first,
// reached ones before expected ones.
func (c *growthChecker) before(now LedgerEntry, s span) []LedgerEntry {
	var found []LedgerEntry
	for _, e := range c.levels[keyOf(now, s)] {
		if e.Unit == now.Unit && !planned(e) && c.sameIndicator(now, e) {
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(a, b LedgerEntry) int { return farness(a, now) - farness(b, now) })
	return found
}

func farness(e, now LedgerEntry) int {
	n := 0
	if e.Number != now.Number {
		n += 2
	}
	if e.Status != figure.Actual {
		n++
	}
	return n
}

func planned(e LedgerEntry) bool { return e.Status == figure.Target }

// sameIndicator tells that two entries measure the same of the same.
func (c *growthChecker) sameIndicator(a, b LedgerEntry) bool {
	if c.fullName(a.Scope) != c.fullName(b.Scope) {
		return false
	}
	if a.Indicator == b.Indicator {
		return a.Indicator != ""
	}
	k := [2]string{a.Indicator, b.Indicator}
	same, known := c.alike[k]
	if !known {
		same = c.terms.CompareIndicators(k[0], k[1]).Likeness == question.Same &&
			c.terms.CompareIndicators(k[1], k[0]).Likeness == question.Same
		c.alike[k] = same
	}
	return same
}

// fullName is the first of the names of a scope: 规上 and 规模以上 are one.
func (c *growthChecker) fullName(scope string) string {
	if names := c.terms.Same(scope); len(names) > 0 {
		return names[0]
	}
	return scope
}

// span is a time within one year, as ISO dates.
type span struct{ from, to string }

func (s span) year() int {
	y, _ := strconv.Atoi(yearOf(s.from))
	return y
}

// yearBefore is the same time of the year before.
func (s span) yearBefore() span {
	y := strconv.Itoa(s.year() - 1)
	return span{y + s.from[len(y):], y + s.to[len(y):]}
}

// spanOf returns the time of an entry, without words of time the year of its section;
// false when it is unknown or goes over several years.
func spanOf(e LedgerEntry) (span, bool) {
	s := span{e.From, e.To}
	if s.from == "" && e.Period == "" && e.Section.Year >= 1000 {
		y := strconv.Itoa(e.Section.Year)
		s = span{y + "-01-01", y + "-12-31"}
	}
	if len(s.from) != len("2023-01-01") || len(s.to) != len(s.from) || yearOf(s.from) != yearOf(s.to) {
		return span{}, false
	}
	s.to = strings.Replace(s.to, "-02-29", "-02-28", 1)
	return s, true
}

// levelKey is where levels are looked for: a place, or one report that hides it.
type levelKey struct {
	place  string
	report int // -1 where the place is known
	span   span
}

func keyOf(e LedgerEntry, s span) levelKey {
	if e.Report.Place == "" {
		return levelKey{report: e.Number, span: s}
	}
	return levelKey{place: e.Report.Place, report: -1, span: s}
}

var (
	otherBases = regexp.MustCompile(`年均|月均|平均|环比|[比较](?:年初|上月|上季|上半年|一季度|二季度|三季度)|实际增|实际下|可比|不变价|同口径|累计增|(?i:\b(?:real|constant|average|annuali[sz]ed|month|quarter)\b)`)
	namedYears = regexp.MustCompile(`(\d{4})\s*年|\b(\d{4})\b`)
)

// maxBasis is how far before and behind a growth its base is looked for, in characters.
const maxBasis = 30

// otherBase tells that the words around a growth name a base other than the year
// before its own, or comparable prices.
func otherBase(growth, now LedgerEntry, year int) bool {
	quote := []rune(growth.Quote)
	start := max(0, growth.Start-maxBasis)
	if now.Sentence.Start == growth.Sentence.Start && now.End <= growth.Start {
		start = max(start, now.End)
	}
	before := string(quote[start:min(growth.Start, len(quote))])
	behind := string(quote[min(growth.End, len(quote)):min(growth.End+maxBasis/2, len(quote))])
	behind, _, _ = strings.Cut(strings.NewReplacer("，", "\n", "；", "\n", "。", "\n", ";", "\n").Replace(behind), "\n")
	if otherBases.MatchString(before + "\n" + behind) {
		return true
	}
	for _, m := range namedYears.FindAllStringSubmatch(before, -1) {
		if y, _ := strconv.Atoi(m[1] + m[2]); y != year && y != year-1 {
			return true
		}
	}
	return false
}

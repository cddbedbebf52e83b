package gate

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"reportbot/ingest/figure"
)

var yearNumber = regexp.MustCompile(`(?:19|20)\d\d`)

// span is a period of time. Its bounds are ISO dates.
type span struct{ from, to string }

func (s span) known() bool { return s.from != "" && s.to != "" }

// year is the year that the span lies in, "" when in none alone.
func (s span) year() string {
	if s.known() && s.from[:4] == s.to[:4] {
		return s.from[:4]
	}
	return ""
}

func (s span) wholeYear() bool {
	return s.known() && strings.HasSuffix(s.from, "-01-01") && strings.HasSuffix(s.to, "-12-31")
}

// spanOf is the span of a figure; that of a year whose bounds are unknown (fiscal year
// 2022) is the calendar year.
func spanOf(f figure.Figure) span {
	if f.From != "" && f.To != "" {
		return span{f.From, f.To}
	}
	if y := yearNumber.FindString(f.Period); y != "" {
		return span{y + "-01-01", y + "-12-31"}
	}
	return span{}
}

// atEnd tells that a figure is of a day, the last of its span: 截至10月底, 年末.
func atEnd(f figure.Figure) bool {
	return containsAny(strings.ToLower(f.Period), "截至", "截止", "底", "末", "as of", "end")
}

// bases are what a change is told against, other than the year before.
var bases = []string{"环比", "年均", "月均"}

// samePeriod tells whether a claim says the period of a fact. A part of the year must
// be said, and so must a year that is not that of the fact's sentence; another period
// must not. What is counted at the end of a span may go without it.
func samePeriod(c claim, f fact) Verdict {
	have := spanOf(f.Figure)
	year := ""
	if f.sentence.Year > 0 {
		year = strconv.Itoa(f.sentence.Year)
	}
	said := spanOf(c.Figure)
	if c.Period == "" {
		said = spanOf(c.carried)
	}
	for _, basis := range bases {
		if strings.Contains(c.lead, basis) != strings.Contains(f.lead, basis) && (strings.Contains(c.lead, basis) || f.Kind == figure.Change) {
			return failed(Period, c.Text+" is told on another basis in the report: "+basis)
		}
	}
	switch {
	case strings.HasSuffix(c.lead, "年的") && strings.Contains(f.sentence.Text, yearNumber.FindString(c.lead)+"年的"):
		return Verdict{} // 2019年的73%: what it is a share of
	case !have.known():
		have = span{year + "-01-01", year + "-12-31"}
		if year == "" || !said.known() || said == have || within(said, have) && strings.Contains(f.sentence.Text, c.Period) {
			return Verdict{}
		}
	case !said.known():
		if have.wholeYear() && cmp.Or(have.year(), year) == cmp.Or(year, have.year()) || atEnd(f.Figure) {
			return Verdict{}
		}
		if strings.Contains(c.sentence, f.Period) && !c.timed {
			return Verdict{} // 46.82亿元（1-10月）
		}
		return failed(Period, c.Text+" is of "+f.Period+" in the report; say so")
	case said == have, atEnd(f.Figure) && said.year() == have.year() && !atEnd(c.Figure) && said.wholeYear() && !strings.Contains(c.Period, "全年"):
		return Verdict{}
	}
	return failed(Period, c.Text+" is of "+cmp.Or(f.Period, year)+" in the report, not of "+cmp.Or(c.Period, c.carried.Period))
}

func within(a, b span) bool { return a.from >= b.from && a.to <= b.to }

// years checks that each year that the statement names is one of its cited sentences.
func (k *checking) years() Verdict {
	var known []string
	for _, s := range k.cited {
		known = append(known, strconv.Itoa(s.Year))
		for _, f := range s.Figures {
			if len(f.From) >= 4 && len(f.To) >= 4 {
				known = append(known, f.From[:4], f.To[:4])
			}
		}
	}
	known = append(known, yearNumber.FindAllString(k.source, -1)...)
	for _, at := range yearNumber.FindAllStringIndex(k.text, -1) {
		y := k.text[at[0]:at[1]]
		if !slices.Contains(known, y) && yearAt(k.text, at) && !k.yearBefore(y, k.text[:at[0]]) {
			return failed(Period, "the cited sentence is not of "+y)
		}
	}
	return Verdict{}
}

// yearBefore tells that a year is the one before that of a cited sentence, and named to
// compare with: 比2021年增长9.4%.
func (k *checking) yearBefore(year, lead string) bool {
	return comparedWith.MatchString(lead) && slices.ContainsFunc(k.cited, func(s Sentence) bool { return strconv.Itoa(s.Year-1) == year })
}

var comparedWith = regexp.MustCompile(`(?:比|较|与|(?i:than (?:in )?|over |from |compared (?:with|to) ))$`)

// yearAt tells that four digits are a year: no digit, point or unit goes with them.
func yearAt(text string, at []int) bool {
	before, after := text[:at[0]], text[at[1]:]
	if before != "" && strings.ContainsRune("0123456789.,", rune(before[len(before)-1])) {
		return false
	}
	if strings.HasPrefix(after, "年") {
		return true
	}
	return !hasHan(text) && (after == "" || strings.ContainsRune(" ,.;:)'", rune(after[0]))) && containsAny(strings.ToLower(before[max(0, len(before)-12):]), "in ", "of ", "year ", "by ", "for ", "since ")
}

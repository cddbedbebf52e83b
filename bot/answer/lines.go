package answer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"reportbot/ingest"
	"reportbot/ingest/figure"
)

// stateFigures makes the answer of figures: one line for each group, with place,
// period, indicator and value. All masked: the answer is redacted.
// What is asked for and not there is said.
func (a *Answerer) stateFigures(ans *Answer, groups []group, asked []*topic, words phrases) {
	open, masked := 0, 0
	var missing []string
	for _, g := range groups {
		cited := map[string]int{}
		var numbers []int
		var said []string
		var rows []Row
		var before *pick
		for _, part := range g.parts {
			for i, p := range part {
				if cited[p.Quote] == 0 {
					cited[p.Quote] = ans.cite(a.figureCitation(p))
					numbers = append(numbers, cited[p.Quote])
				}
				if p.Masked {
					masked++
				} else {
					open++
				}
				said = append(said, words.figure(p, before))
				rows = append(rows, words.row(p, cited[p.Quote]))
				before = &part[i]
			}
			if n := len(said); n > 0 {
				said[n-1] += words.outcome(part)
			}
		}
		for i, part := range g.parts {
			if len(part) == 0 && i < len(asked) && len(groups) == 1 {
				missing = append(missing, asked[i].raw)
			}
		}
		ans.add(words.placed(words.whose(g.first(), len(groups) > 1))+strings.Join(said, words.comma), numbers, Passed)
		ans.Statements[len(ans.Statements)-1].Rows = rows
	}
	if slices.ContainsFunc(groups, func(g group) bool { return slices.ContainsFunc(g.parts, twoValues) }) {
		ans.note(words.twoValues)
	}
	if slices.ContainsFunc(groups, func(g group) bool { return onlyTargets(g, asked) }) {
		ans.note(words.onlyPlanned)
	}
	for _, m := range missing {
		ans.note(fmt.Sprintf(words.noPart, m))
	}
	ans.Kind = Answered
	if open == 0 && masked > 0 {
		ans.Kind = Redacted
	}
}

// onlyTargets tells whether a group tells what was planned for a year that a report
// looks back on, where nothing was said of plans: what came of it is missing.
func onlyTargets(g group, asked []*topic) bool {
	for i, part := range g.parts {
		if i >= len(asked) || len(part) == 0 || asked[i].part.Status != ingest.StatusUnknown || !asked[i].part.Outcome && namesTarget.MatchString(asked[i].found.Query.Text) {
			continue
		}
		if p := part[len(part)-1]; p.Status == figure.Target && asked[i].lookedBackOn(p.LedgerEntry) {
			return true
		}
	}
	return false
}

// twoValues tells that the reports contradict each other, or themselves.
func twoValues(part []pick) bool {
	return len(part) > 1 && (contradicts(part[0], part[len(part)-1]) || part[0].either)
}

// outcome tells whether a target was met, given target and actual figure in pairs;
// "" when the picks are something else or cannot be set against each other.
func (w phrases) outcome(picks []pick) string {
	n := len(picks) / 2
	if n == 0 || picks[0].Status != figure.Target || picks[n].Status == figure.Target {
		return ""
	}
	target, errT := decimal.NewFromString(picks[0].Value)
	actual, errA := decimal.NewFromString(picks[n].Value)
	if errT != nil || errA != nil || picks[0].Unit != picks[n].Unit || picks[0].Direction != picks[n].Direction {
		return ""
	}
	limit := picks[0].Direction != figure.Down && (ceilings.MatchString(picks[0].Indicator) ||
		picks[0].Exact == figure.AtMost && !gapToTarget.MatchString(clauseOf(picks[0].LedgerEntry))) // 控制在5%以内
	unmet := (!limit && actual.LessThan(target)) || (limit && actual.GreaterThan(target))
	switch {
	case contested(picks[0], unmet) || contested(picks[n], unmet):
		return ""
	case unmet:
		return w.unmet
	}
	return w.met
}

// ceilings finds what is better the lower it is: its target is not to be exceeded.
var ceilings = regexp.MustCompile(`消费价格|物价|CPI|失业率|能耗|赤字率|负债率|债务率|不良(?:贷款)?率|浓度|PM2\.?5|死亡|事故|发案|排放量|辍学率|(?i)\b(?:unemployment|response time|deaths|inflation|emissions|deficit)\b`)

// whose names the place of a figure; among several a report that hides its place is
// named by its title.
func (w phrases) whose(p pick, several bool) string {
	if p.Report.Place == "国务院" {
		return w.wholeCountry
	}
	if p.Report.Place == "" && several {
		return "《" + p.Report.Title + "》"
	}
	return p.Report.Place
}

// placed is the name of a place with what parts it from what follows.
func (w phrases) placed(place string) string {
	if place == "" {
		return ""
	}
	return place + w.afterPlace
}

func (a *Answerer) figureCitation(p pick) Citation {
	return a.citationIn(p.Report, p.Section.Path, p.Section.Page, p.Quote)
}

// cite adds a citation and returns its number.
func (ans *Answer) cite(c Citation) int {
	c.N = len(ans.Citations) + 1
	ans.Citations = append(ans.Citations, c)
	return c.N
}

// add adds a statement with its marks.
func (ans *Answer) add(text string, numbers []int, check Check) {
	ans.Statements = append(ans.Statements, Statement{Text: text, Citations: numbers, Check: check})
	if ans.Text != "" {
		ans.Text += "\n"
	}
	ans.Text += text
	for _, n := range numbers {
		ans.Text += fmt.Sprintf(" [%d]", n)
	}
}

// figure writes one figure; before is the one written before it on the line, nil
// for the first: what they share is said once.
func (w phrases) figure(p pick, before *pick) string {
	if w.english {
		return w.englishFigure(p, before)
	}
	var b strings.Builder
	if period := w.period(p); before == nil || period != w.period(*before) {
		b.WriteString(period)
	}
	if before == nil || p.Indicator != before.Indicator {
		b.WriteString(p.Indicator)
	}
	status := w.status[p.Status]
	if before != nil && before.Status == figure.Target && p.Status == figure.Actual {
		status = w.reached
	}
	b.WriteString(status)
	if p.Masked {
		fmt.Fprintf(&b, w.masked, p.Text)
		return b.String()
	}
	b.WriteString(w.value(p))
	return b.String()
}

// value is the figure with the direction of a change.
func (w phrases) value(p pick) string {
	switch {
	case p.Kind != figure.Change:
		return verbatimValue(p)
	case p.Against != "":
		return p.Against + verbatimValue(p)
	}
	return yearlyWord.FindString(clauseOf(p.LedgerEntry)) + w.change[p.Direction] + verbatimValue(p)
}

// row is a figure apart from its words; citation is its number.
func (w phrases) row(p pick, citation int) Row {
	row := Row{
		Place: w.whose(p, false), Period: w.period(p), Indicator: p.Indicator,
		Status: p.Status, Value: p.Text, Masked: p.Masked, Citation: citation,
	}
	if !p.Masked {
		row.Value = w.value(p)
	}
	return row
}

var yearlyWord = regexp.MustCompile(`年均|两年平均|平均每年|每年平均|年平均`)

var (
	perBefore   = regexp.MustCompile(`(?:每人|每户|每亩|人均)?每[年月日天]$`)
	exactBefore = regexp.MustCompile(`(?:不少于|不低于|不超过|不高于|超过|突破|将近|接近|大约|约|近|超|逾)$`)
	exactAfter  = regexp.MustCompile(`^(?:左右|上下|及?以上|及?以下|以内|之内|之多)`)
)

// What a share is one of, and among whom a rank is, stand before them.
var (
	baseBefore  = regexp.MustCompile(`(?:相当于|恢复到|恢复至|达到)(?:\d{4}年|上年|去年)(?:同期)?(?:水平)?的$`)
	amongBefore = regexp.MustCompile(`(?:世界|全球|全国|全省|全市|全县|全区|全镇|[省市县]内|同类[省市县区])$`)
)

// verbatimValue is the figure with the words that say how exact it is, as the
// report writes them.
func verbatimValue(p pick) string {
	runes := []rune(p.Quote)
	if p.Sentence.Row || p.End > len(runes) {
		return valueText(p)
	}
	before := exactBefore.FindString(string(runes[max(0, p.Start-3):p.Start]))
	if p.Exact == figure.Exact {
		before = ""
	}
	switch p.Kind {
	case figure.Share:
		before = strings.TrimPrefix(baseBefore.FindString(string(runes[max(0, p.Start-14):p.Start])), p.Indicator) + before
	case figure.Rank:
		before = amongBefore.FindString(string(runes[max(0, p.Start-4):p.Start])) + before
	}
	before = perBefore.FindString(string(runes[max(0, p.Start-4):p.Start])) + before // 每人每月694元
	return before + valueText(p) + exactAfter.FindString(string(runes[p.End:min(len(runes), p.End+3)]))
}

// bareNumber is a number that has its unit elsewhere in the sentence: 0.3 of 0.3、0.5个百
// 分点, 44.1 of 三次产业结构为5.8:44.1:50.1.
var bareNumber = regexp.MustCompile(`^[0-9０-９][0-9０-９.,．，]*[万亿]*$`)

func sharesUnit(text, unit string) bool { return unit != "" && bareNumber.MatchString(text) }

// withoutGaps closes the gaps that a broken line leaves inside a number.
var withoutGaps = strings.NewReplacer("\r", "", "\n", "", "\u200b", "", "\u2060", "", "\ufeff", "")

// valueText is the figure as the report writes it; a cell of a table whose unit
// stands in the head gets it behind: 1.98亿元.
func valueText(p pick) string {
	text := strings.TrimLeft(withoutGaps.Replace(p.Text), "-+")
	if !p.Sentence.Row && sharesUnit(text, p.Unit) {
		return text + p.Unit
	}
	if !p.Sentence.Row || p.Unit == "" || strings.Contains(text, p.Unit) || strings.ContainsAny(text, "$€£¥￥") || p.Value == "" {
		return text
	}
	value, err := decimal.NewFromString(p.Value)
	written, errText := decimal.NewFromString(strings.ReplaceAll(text, ",", ""))
	if err != nil || errText != nil {
		return text + p.Unit
	}
	for _, m := range []struct {
		name  string
		scale int64
	}{{"", 1}, {"万", 10_000}, {"亿", 100_000_000}} {
		if written.Mul(decimal.NewFromInt(m.scale)).Equal(value.Abs()) {
			return text + m.name + p.Unit
		}
	}
	return text + "（" + p.Value + p.Unit + "）"
}

// ofYear finds a period that is a part of the year that its report tells of, and
// does not name it: 上半年, 年内, 今年1-9月.
var ofYear = regexp.MustCompile(`^(?:(?:今年|本年)(?:以来)?|年(?:内|初|中|底|末|终)|[上下]半年|全年)`)

// Periods that count from the time of the report say nothing without their years.
var (
	relativeYear  = regexp.MustCompile(`^(?:去年|上年|前年|一年来|一年)$`)
	relativeYears = regexp.MustCompile(`^(?:过去|近|这|最近)?的?[两二三四五]年(?:来|间|以来|中|累计)?$`)
)

// period is the words of the figure's period with the year, or the section's year.
func (w phrases) period(p pick) string {
	if w.english {
		return englishPeriod(chinese.period(p))
	}
	year := ""
	if y := p.LastYear(); y > 0 {
		year = fmt.Sprintf("%d年", y)
	}
	switch part := ofYear.FindString(p.Period); {
	case p.SpansYears() && year != "" && reachedAtEnd(p.LedgerEntry):
		return year // 五年来增加到98公里 is of the last of them
	case p.SpansYears() && (p.Period == "" || relativeYears.MatchString(p.Period)):
		return p.From[:4] + "—" + year
	case relativeYear.MatchString(p.Period) && year != "":
		return year
	case year == "", part == "" && strings.Contains(p.Period, "年"):
		return p.Period
	case part == "全年", strings.HasPrefix(part, "今年"), strings.HasPrefix(part, "本年"):
		return year + strings.TrimPrefix(p.Period, part)
	case strings.HasPrefix(part, "年"):
		return year + strings.TrimPrefix(p.Period, "年")
	}
	return year + p.Period
}

package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"reportbot/ingest"
	"reportbot/retrieval"
	question "reportbot/retrieval/query"
)

// operation is what a question wants done with the figures that answer it.
type operation int

const (
	state      operation = iota // tell them
	sum                         // add them up
	difference                  // the later or larger less the other
	growth                      // their difference as a share of the earlier
	ratio                       // the first divided by the second
	largest                     // tell all, and which is the largest …
	smallest                    // … or smallest
	portion                     // the first as a share of the second
	agree                       // tell whether a stated growth fits the two levels
)

// operationForms are tried in order.
var operationForms = []struct {
	op   operation
	form *regexp.Regexp
}{
	{agree, regexp.MustCompile(`对得上|对得起来|对不上|相符|相吻合|吻合吗|自洽|(?:是否|是不是|有没有|有无|互相|相互|自相|前后)矛盾|矛盾(?:吗|么|不矛盾|之处)|是否一致|一致吗|(?i)\bconsistent\b|\badd up\b`)},
	{ratio, regexp.MustCompile(`是.{1,20}的?(?:多少|几)倍|(?:多少|几)倍|(?i)\bhow many times\b`)},
	{growth, regexp.MustCompile(`比[^例重率].{0,15}(?:增|降|减|涨|提|下|上升|高|低|多|少)\p{Han}{0,3}(?:百分之[几多]|多少个?百分|[几多]少?个百分)|比[^例重率].{0,15}增长了?(?:多少|几)|` +
		`从.{2,12}[到至].{2,12}(?:增|降|减|涨|提)\p{Han}{0,4}百分之|\d年比.{0,8}\d\d年.{0,12}(?:增长率|增幅|增速)`)},
	{difference, overTarget},
	{difference, regexp.MustCompile(`比[^例重率].{0,23}(?:多|少|高|低|快|慢|大|小|领先|落后|增[^长]|减|涨|降|上升|提高|扩大|缩小|回落)\p{Han}{0,4}(?:多少|几)|(?:^|[^减增])(?:多多少|少多少)|相差|差多少|差了|差距|` +
		`从.{2,12}[到至].{2,16}(?:增|降|减|涨|多|少)\p{Han}{0,4}(?:多少|几)|(?i)\bdifference\b|\bhow (?:many|much) (?:more|less|fewer|higher|lower)\b`)},
	{difference, regexp.MustCompile(`(?:哪|谁).{0,24}(?:高|多|低|少|大|小|快|慢)[^高多低少大小快慢领]{0,4}(?:高|多|低|少|大|小|快|慢|领先)(?:出|了)?(?:多少|几)`)}, // 谁高，高多少
	{growth, regexp.MustCompile(`\d年?[和与、到至及](?:19|20)?\d\d年.{0,30}增长了?(?:多少|几|百分之)`)},
	{difference, regexp.MustCompile(`\d年?[和与、到至及](?:19|20)?\d\d年.{0,30}(?:增加|减少|提高|下降|上升)了?(?:多少|几)|(?:年来|年间|过去.{1,2}年|十[一二三四]五).{0,30}(?:增加|减少|提高|下降)了?(?:多少|几)`)},
	{sum, regexp.MustCompile(`合计|总数|一共|总共|共计|统共|拢共|[加合凑]在?(?:一起|一块|到一起|起来)|之和|总和|相加|(?i)\btogether\b|\bin total\b|\bcombined\b|\bsum of\b`)},
	{portion, regexp.MustCompile(`占(?:地区|地方|[^，,。；;地用道据线])[^，,。；;]{0,24}(?:百分比|比重|比例|份额|百分之[几多]|多少|几成)|(?i)\bshare of\b|\bpercentage of\b`)},
	{smallest, regexp.MustCompile(`\d年.{0,8}还是.{0,8}\d年.{0,4}(?:少|低|小|轻|慢)|(?:哪|谁).{0,24}降幅最小`)},
	{largest, regexp.MustCompile(`\d年.{0,8}还是.{0,8}\d年|(?:哪|谁).{0,24}(?:(?:最|更)(?:高|多|大|快|长|好)|(?:高|多|大|快|长)(?:[些点，,？?]|$))|(?:最|更)(?:高|多|大|快|长)的.{0,8}(?:哪|谁)|(?i)\bwhich\b.*\b(?:most|highest|largest|biggest|greatest|more|higher|larger)\b`)},
	{smallest, regexp.MustCompile(`(?:哪|谁).{0,24}(?:(?:最|更)(?:低|少|小|慢|短)|(?:低|少|小|慢|短)(?:[些点，,？?]|$))|(?:最|更)(?:低|少|小|慢|短)的.{0,8}(?:哪|谁)|(?i)\bwhich\b.*\b(?:least|lowest|smallest|fewest|less|lower|fewer)\b`)},
}

// operationOf reads what a question wants done. A growth over the year before is
// stated, not reckoned.
func operationOf(text string) operation {
	text = overYearBefore.ReplaceAllString(text, " ")
	for _, f := range operationForms {
		if f.form.MatchString(text) {
			return f.op
		}
	}
	return state
}

var overYearBefore = regexp.MustCompile(`(?:比|较)(?:上一?年|上年同期|去年同期|同期|年初)(?:增长|下降|提高|上升|减少|增加)`)

// prepare turns a part into what the operation needs: levels to reckon with, and the
// years that it runs over.
func (op operation) prepare(p question.Part, text string) question.Part {
	if op == difference && overTarget.MatchString(text) {
		p.Outcome, p.Status = true, ingest.StatusUnknown
	}
	if (op == difference || op == growth) && len(p.Years) == 1 && overYear.MatchString(text) {
		p.Years, p.Relative = []int{p.Years[0] - 1, p.Years[0]}, nil
	}
	if (op == difference || op == growth) && len(p.Years) == 0 && len(p.Relative) == 1 && overYear.MatchString(text) {
		p.Relative = []int{p.Relative[0] - 1, p.Relative[0]}
	}
	switch op {
	case difference, growth, ratio:
		if p.Change && fasterAsked.MatchString(text) {
			p.Level = false
		} else if !changeOnly.MatchString(p.Topic) {
			p.Level, p.Change = true, false
		}
		if n := len(p.Years); n > 2 {
			p.Years = []int{p.Years[0], p.Years[n-1]}
		}
	case state, largest, smallest:
		if len(p.Years) > 1 && upOrDown.MatchString(p.Topic) {
			p.Level, p.Change = true, false
		}
	case agree:
		p.Level, p.Change = true, true
		if len(p.Years) == 1 {
			p.Years = []int{p.Years[0] - 1, p.Years[0]}
		}
	}
	switch op {
	case difference, growth:
		p.Unit = strings.TrimPrefix(p.Unit, "个百分点")
	}
	return p
}

// topic is what a part is about whose figures are operands.
func (op operation) topic(found *retrieval.Result, p question.Part) *topic {
	t := partTopic(found, p)
	t.reckons = op == difference || op == growth || op == ratio
	return t
}

// overTarget finds a target as what is compared with: 比目标多多少, 超出计划多少,
// 离目标差多少.
var overTarget = regexp.MustCompile(`(?:[比较距离差超]|超出|超过|超额|低于|高于|少于|多于|不及|不足)了?(?:完成)?(?:年初|全年|年度)?(?:预期|计划|既定|原定)?的?(?:目标|任务|计划|预期)[^，,。；;？?]{0,6}(?:多少|几)|` +
	`[与和](?:预期|计划|既定|原定)?的?(?:目标|任务|计划|预期)[^，,。；;？?]{0,4}(?:差|多|少|高|低)|(?:目标|任务|计划|预期)数?还?(?:差|超|超出|超过|超额|缺|少|多)了?(?:多少|几)|(?i)\bhow (?:much|many|far)\b.*\b(?:short of|exceed(?:ed)?|beat|missed?|above|below|under|over)\b.*\b(?:plan|target|goal|budget)|\bby how (?:much|many)\b.*\b(?:plan|target|goal|budget)`)

// overYear finds the year before as what is compared with.
var overYear = regexp.MustCompile(`[比较](?:上一?年|前一年|头一年|去年)`)

// upOrDown finds questions for how levels follow each other.
var upOrDown = regexp.MustCompile(`增\s*减|是增是减|升\s*降|变化`)

// sharePair parts what is a share of what; ok is false when a topic does not tell both:
// 三产占比 names no whole.
func sharePair(topic string) (part, whole string, ok bool) {
	part, whole, ok = strings.Cut(topic, "占")
	whole = shareWords.ReplaceAllString(whole, "")
	return part, whole, ok && part != "" && utf8.RuneCountInString(whole) > 1
}

// comparedPair parts what is compared with what: 城镇居民收入比农村居民高.
func comparedPair(topic string) (one, other string, ok bool) {
	one, other, ok = strings.Cut(strings.ReplaceAll(topic, " ", ""), "比")
	other = comparedWords.ReplaceAllString(other, "")
	return one, other, ok && utf8.RuneCountInString(one) > 1 && utf8.RuneCountInString(other) > 1
}

var comparedWords = regexp.MustCompile(`(?:要|各|又|都)?(?:高|低|多|少|大|小|快|慢|长|短)(?:出|了|上)?.{0,2}$`)

var shareWords = regexp.MustCompile(`的?\s*(?:百分比|百分之?|比重|比例|份额|多少).*$`)

// changeOnly finds names of changes, which are then what is reckoned with: 增速 of
// two years.
var changeOnly = regexp.MustCompile(`增速|增长率|增幅|增长速度|降幅|涨幅`)

// fasterAsked finds comparisons of growths, not of levels: 增长比…快多少.
var fasterAsked = regexp.MustCompile(`(?:增长|增|涨|提高|上升|下降)得?比.{1,20}(?:快|慢)|比.{1,20}(?:增长|增|涨|上升|下降)得?(?:快|慢)|(?:快|慢|高|低)(?:出|了)?(?:多少|几)个?百分点`)

// spansYears tells whether the part is meant for every year there is: which year was
// the best.
func (op operation) spansYears(text string) bool {
	return (op == largest || op == smallest) && strings.Contains(text, "年") && asksYear.MatchString(text)
}

var asksYear = regexp.MustCompile(`哪一?年|哪个年|(?i)\bwhich year\b|\bin what year\b`)

// yearsSeen returns the years that the ledger's reports speak of, ascending; with last
// only so many of those that they look back on, the latest.
func yearsSeen(all []candidate, last int) []int {
	var years []int
	for _, e := range all {
		if last > 0 {
			years = append(years, e.Report.Reported...)
			continue
		}
		years = append(years, e.Years()...)
	}
	slices.Sort(years)
	years = slices.Compact(years)
	if last > 0 && len(years) > last {
		years = years[len(years)-last:]
	}
	return years
}

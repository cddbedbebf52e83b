package query

import "regexp"

// Kind is what sort of answer a question asks for.
type Kind string

const (
	AskFact        Kind = "fact"        // anything else: who, when, which, whether
	AskFigure      Kind = "figure"      // one number
	AskFigures     Kind = "figures"     // several numbers: of several indicators, years or places
	AskComparison  Kind = "comparison"  // which is more, whether it rose
	AskCalculation Kind = "calculation" // sums, differences, shares that have to be worked out
	AskList        Kind = "list"        // what belongs to something
	AskReason      Kind = "reason"      // why
	AskSummary     Kind = "summary"     // the essence of a section or report
)

// Number tells whether numbers are asked for.
func (k Kind) Number() bool {
	return k == AskFigure || k == AskFigures || k == AskComparison || k == AskCalculation
}

// Words that tell the kinds, in the order in which they are asked for: 合计多少 is
// a calculation although it asks for a number.
var kindForms = []struct {
	kind Kind
	form *regexp.Regexp
}{
	{AskReason, regexp.MustCompile(`为什么|为何|为啥|原因|何故|缘故|凭什么|(?i)\bwhy\b|\breasons?\b`)},
	{AskSummary, regexp.MustCompile(`概括|概述|总结一下|简要|归纳|主要(?:做法|内容|成效|成绩|亮点|问题|任务|工作)|有何(?:成效|亮点)|讲了什么|说了什么|介绍(?:一下)?|(?i)\bsummar(?:y|i[sz]e)\b|\boverview\b|\boutline\b`)},
	{AskCalculation, regexp.MustCompile(`合计|总共|一共|统共|拢共|总和|[加合凑]在?(?:一起|一块|到一起|起来)|相加|之和|相差|差多少|差额|多出|翻了?几番|几倍|平均每|年均|算一下|计算|比.{1,16}(?:多|少|高|低|增加|减少)\p{Han}{0,3}多少|(?i)\bin total\b|\baltogether\b|\bsum of\b|\bdifference between\b|\bhow (?:much|many) (?:more|less|fewer)\b|\bcombined\b|\bcalculate\b|\btimes as\b`)},
	{AskComparison, regexp.MustCompile(`相比|对比|比较|哪.{0,6}(?:更|最)|谁.{0,8}(?:更|最|高|低|多|少|快)|[更最](?:高|低|多|少|大|小|快|慢)|排名|是增是减|还是(?:增|减|升|降|多|少|高|低)|(?i)\bcompare[ds]?\b|\b(?:more|higher|lower|fewer|larger|smaller) than\b|\bwhich .*\b(?:more|most|highest|lowest|largest|smallest|least)\b`)},
	{AskList, regexp.MustCompile(`哪些|哪几|列出|列举|列一下|有什么(?:措施|举措|项目|做法|活动)|几个方面|(?i)\blist\b|\bwhat are (?:the|its|their)\b|\bwhich (?:\w+ ){0,3}(?:are|were|did|have)\b`)},
}

var (
	numberAsked = regexp.MustCompile(`多少|几[^\s，,。乎次年]|百分之几|多[大高长快远]|占比|比例|增速|增幅|增长率|(?i)\bhow (?:many|much|large|high|long|fast)\b|\bwhat (?:percentage|share|number|proportion)\b|\b(?:rate|growth|amount|total|output|value)\b.*\?`)
	eachAsked   = regexp.MustCompile(`分别|各(?:是|有|为)?多少|各自|历年|逐年|(?i)\brespectively\b|\beach\b`)
)

// kindOf reads the kind off a question of which years and reports are known; "" for
// one without words.
func kindOf(q Query) Kind {
	if q.Asks == "" {
		return ""
	}
	for _, k := range kindForms {
		if k.form.MatchString(q.Asks) {
			return k.kind
		}
	}
	switch number := numberAsked.FindAllString(q.Asks, -1); {
	case len(number) == 0:
		return AskFact
	case len(number) > 1, eachAsked.MatchString(q.Asks), q.Spread, len(q.Years)+len(q.Relative) > 1:
		return AskFigures
	}
	return AskFigure
}

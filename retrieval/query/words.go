package query

import (
	"regexp"
	"strconv"
	"strings"

	"reportbot/ingest"
)

var (
	yearRange    = regexp.MustCompile(`((?:19|20)\d\d)\s*年?\s*(?:-|—|–|~|至|到|to)+\s*((?:19|20)\d\d)\s*年?`)
	oneYear      = regexp.MustCompile(`((?:19|20)\d\d)\s*年?(?:度)?`)
	hanYear      = regexp.MustCompile(`([二一][〇零○九一二三四五六七八]{3})年`)
	relativeForm = regexp.MustCompile(`前年|去年|上一年|上年度|今年|本年度|明年|来年|(?i)\b(?:last|this|next|previous) year\b`)
)

// overLastYear finds the year before the one that is asked for, as what is compared
// with: it is not asked for by itself.
var overLastYear = regexp.MustCompile(`([比较])(?:上一年度?|上年度)`)

// reportYear finds the year of a report: 2012年的政府工作报告, the 2012 report, the
// report for 2012.
var reportYear = regexp.MustCompile(`((?:19|20)\d\d)\s*年(?:度)?(?:的)?\p{Han}{0,12}?(?:报告|总结)|(?i)\b((?:19|20)\d\d)(?:'s)?\s+(?:[a-z]+\s+){0,4}report\b|\breport\s+(?:of|for|from|in)\s+((?:19|20)\d\d)\b`)

// reportYears returns the years by which the question calls reports, in order; nil
// when it calls none so.
func reportYears(text string) []int {
	var out []int
	for _, m := range reportYear.FindAllStringSubmatch(hanYear.ReplaceAllStringFunc(text, arabicYear), -1) {
		for _, year := range m[1:] {
			if year != "" {
				out = append(out, atoi(year))
			}
		}
	}
	return out
}

// years returns the years that the question names, and as distances from the
// report's own year those that it means (去年: -1); and the question without them.
func years(text string) (named, relative []int, rest string) {
	text = hanYear.ReplaceAllStringFunc(text, arabicYear)
	for _, m := range yearRange.FindAllStringSubmatch(text, -1) {
		first, last := atoi(m[1]), atoi(m[2])
		for y := first; y <= last && y < first+20; y++ {
			named = append(named, y)
		}
	}
	rest = yearRange.ReplaceAllString(text, " ")
	for _, m := range oneYear.FindAllStringSubmatch(rest, -1) {
		named = append(named, atoi(m[1]))
	}
	rest = oneYear.ReplaceAllString(rest, " ")
	for _, m := range fiveYearPlan.FindAllStringSubmatch(rest, -1) {
		named = append(named, planEnd[m[1]])
	}
	rest = fiveYearPlan.ReplaceAllString(rest, " ")
	rest = overLastYear.ReplaceAllString(rest, "${1}上年")
	for _, word := range relativeForm.FindAllString(rest, -1) {
		relative = append(relative, distance(strings.ToLower(word)))
	}
	return named, relative, relativeForm.ReplaceAllString(rest, " ")
}

// lastYears returns how many of the last years a text asks for one by one (近三年…分别),
// 0 for none, and the text without these words.
func lastYears(text string) (n int, rest string) {
	switch m := lastYearsForm.FindStringSubmatch(text); {
	case m != nil && (eachAsked.MatchString(text) || addsUp.MatchString(text)):
		return hanDigit(m[1] + m[2] + m[3]), lastYearsForm.ReplaceAllString(text, " ")
	case m != nil:
		return 0, text
	}
	if m := lastYearsEn.FindStringSubmatch(text); m != nil {
		return max(2, wordNumbers[strings.ToLower(m[1])], atoi(m[1])), lastYearsEn.ReplaceAllString(text, " ")
	}
	return 0, text
}

// Words for the last years one by one. Years that end the name of a plan (三年行动) are
// none of them.
var (
	lastYearsForm = regexp.MustCompile(`(?:最近|近|过去|这)([两二三四五六七八九十2-9])年(?:来|以来|间)?(?:的|里|内|中)?|([两二三四五六七八九十2-9])年(?:来|以来|间)|(?:^|[^第\d十])([两二三四五六])个?年(?:的|里|中|各|分别|$)`)
	// addsUp finds questions whose figures are added up, not told as one sum of the years.
	addsUp      = regexp.MustCompile(`[加合凑]在?(?:一起|一块|到一起|起来)|之和|总和|相加|两年.{0,12}(?:一共|总共|合计|共计|统共|拢共)`)
	lastYearsEn = regexp.MustCompile(`(?i)\b(?:over|in|across|for|during|in each of|for each of)\s+the\s+(?:last |past )?(two|three|four|five|[2-5])\s+(?:financial |fiscal )?years\b`)
	wordNumbers = map[string]int{"two": 2, "three": 3, "four": 4, "five": 5}
)

// hanDigit is the number from 2 to 10 that a character writes; 2 for 两.
func hanDigit(s string) int {
	return max(2, map[string]int{"三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}[s], atoi(s))
}

// fiveYearPlan finds the five-year plans of the state, each by its last year.
var (
	fiveYearPlan = regexp.MustCompile(`[“"]?(十[一二三四五])五[”"]?(?:规划)?(?:时期|期间|期内|期末|末|内)?`)
	planEnd      = map[string]int{"十一": 2010, "十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030}
)

func distance(word string) int {
	switch word {
	case "前年":
		return -2
	case "去年", "上一年", "上年度", "last year", "previous year":
		return -1
	case "明年", "来年", "next year":
		return 1
	}
	return 0
}

func arabicYear(s string) string {
	return strings.NewReplacer("〇", "0", "零", "0", "○", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5",
		"六", "6", "七", "7", "八", "8", "九", "9").Replace(s)
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

var (
	planWords   = regexp.MustCompile(`目标|任务|年初|预算安排|打算|力争|争取|预期|思路|下一步|准备|要达到|将要|拟|年要|(?i)\b(?:plan(?:s|ned)?|targets?|aims?|goals?|intend)\b`)
	softPlan    = regexp.MustCompile(`计划|安排|规划`)
	actualWords = regexp.MustCompile(`完成|实现|达到|了多少|已经?|实际|结果|(?i)\b(?:actual|achieved|completed|did)\b`)
	// outcomeWords ask whether a plan came true without naming it.
	outcomeWords = regexp.MustCompile(`达标了?(?:吗|没|否|么|与否)|(?:是否|有没有|能否|有否)达标|` +
		`(?i)\b(?:meet|met|reach(?:ed)?|hit|achieved?|exceed(?:ed)?|miss(?:ed)?)\b.{0,40}\b(?:goals?|targets?)\b|\b(?:goals?|targets?)\b.{0,16}\b(?:met|reached|achieved|hit|missed|exceeded)\b`)
	askOutcome = regexp.MustCompile(`(?:完成|实现|达到|达成|兑现|到位|守住|落实|达标|控制在)[^，,。？?]{0,14}(?:吗|没有|没|怎么样|如何|情况)`)
)

// moneyWon finds money that was applied for and came: 争取上级资金 tells of no plan.
var moneyWon = regexp.MustCompile(`争取(?:上级|中央|国家|省级?|市级?|各级|各类|专项|债券|项目|补助|政策性?|资金)`)

// status returns plan when the question asks for what is intended, actual when
// it asks for what was done, unknown when for neither or for both; outcome when it
// sets one against the other: 完成目标了吗. What a project is planned to cost
// (计划总投资) is a fact of it, in reports of results as in plans.
func status(text string) (s ingest.Status, outcome bool) {
	text = moneyWon.ReplaceAllString(text, "得")
	text = strings.NewReplacer("争取到", "得到", "争取了", "得了", "计划总投资", "总投资", "计划投资", "投资").Replace(text)
	plan := planWords.MatchString(text) || softPlan.MatchString(text) && !actualWords.MatchString(text)
	switch {
	case completionAsked.MatchString(text):
		return ingest.StatusActual, false
	case softPlan.MatchString(text) && strings.Contains(text, "实际") && !askOutcome.MatchString(text):
		return ingest.StatusUnknown, false // the plan of one year against the outcome of another
	case outcomeWords.MatchString(text):
		return ingest.StatusUnknown, true
	case (plan || softPlan.MatchString(text)) && askOutcome.MatchString(text):
		return ingest.StatusUnknown, true
	case plan:
		return ingest.StatusPlan, false
	case actualWords.MatchString(text):
		return ingest.StatusActual, false
	}
	return ingest.StatusUnknown, false
}

// askWords only ask or bind; they are no topic. They are cut out, the longer
// ones first. Single characters that also stand inside words (就 in 就业, 及 in
// 普及) stay: they weigh little.
var askWords = regexp.MustCompile(`又(?:如何|怎样|怎么样|是)|谢谢|劳驾|麻烦(?:您|你)?|请问|我(?:们)?(?:想|要)(?:的是|问|知道|了解|查)?|请列出|列出|列一下|列举|告诉我|帮我|查一下|看一下|说说|介绍一下|报告[中里上]?[说讲写]?|` +
	`(?:分别)?(?:都|是)?怎么说的?|说了什么|提到过?|提及|公布了?|` +
	`是多少|有多少|多少|分别是|分别|各是|各有|各多少|一共有?|总共有?|合计是|是什么|什么|哪一年|哪年|哪一个|哪个|哪家|哪些|哪几份|哪几个|哪几|哪里|哪位|哪|` +
	`[加合凑]在?(?:一起|一块儿?|到一起|起来)|统共有?|拢共有?|` +
	`几个|几条|几家|几支|几次|几项|几人|几名|几户|几|` +
	`为什么|怎么样|怎么|如何|有没有|是否|有无|能否|谁|了没有|了没|没有|百分之几|多大|多高|多长|多快|吗|呢|吧|呀|啊|` +
	`相比之下|相比|对比|更高|更低|更多|更少|最高|最低|最多|最少|最大|最小|对吗|对不对|对得上|保留[一二两三]位小数|` +
	`那个|这个|这些|那些|那么|其中|以及|还有|它们?|^那|的|了|是|` +
	`[?？!！。，,、；;：:“”"'（）()]`)

var askWordsEn = regexp.MustCompile(`(?i)\b(?:what|which|who|whom|whose|when|where|why|how|many|much|is|are|was|were|do|does|did|has|have|had|the|a|an|of|in|on|at|by|to|for|from|and|or|its?|their|please|tell|me|list|show|according|report|reports|says?|said|fast|china|chinese|that|this|these|those|there|with|as)\b`)

// reportEn is a report by its name, in English: according to the State Council report.
var reportEn = regexp.MustCompile(`(?:(?i:according to|in|of|by|from)\s+)?(?i:the\s+)?(?:\b\p{Lu}[\p{L}'’]*\s+)*\b(?i:(?:annual|yearly|government|work)\s+)*(?i:report)\b`)

// topic is the question without what names a report and the words that only ask, ""
// when nothing else is left; white space stands in their place, so that no new words
// arise.
func topic(text string) string {
	t := reportEn.ReplaceAllString(possessive.ReplaceAllString(text, " "), " ")
	t = askWordsEn.ReplaceAllString(askWords.ReplaceAllString(t, " "), " ")
	return strings.Join(strings.Fields(t), " ")
}

package query

import (
	"regexp"
	"strings"
)

// Words by which a question sets things against each other. They are no part of what
// is asked for.
var (
	// comparing finds questions that compare.
	comparing = regexp.MustCompile(`哪|谁|还是|[比较]|相差|差距|差多少`)
	// comparedEnd is the adjective behind the name of what is compared: 粮食产量 高 of
	// 哪个镇粮食产量高.
	comparedEnd = regexp.MustCompile(`(?:实际)?(?:高|低|多|少|大|小|快|慢)$`)
	// comparedOnly is a clause that asks how far apart things are that were named
	// before: 相差多少, 高多少.
	comparedOnly = regexp.MustCompile(`^(?:[比较](?:上一?年度?|前一年|去年|同期|上年同期|头一年)|[比较]|两者|二者|两地|两年|又|还|要|各|分别|一共|总共|合计|共|相)*(?:差|差距|高|低|多|少|大|小|快|慢|领先|落后|增加|减少|提高|上升|下降|扩大|缩小|回落)?(?:出|了)?$`)
	// changedOnly are those of these clauses that ask for a change.
	changedOnly = regexp.MustCompile(`增加|减少|提高|上升|下降|扩大|缩小|回落`)
)

// withoutCompared leaves out of a topic the adjectives that compare.
func withoutCompared(topic string) string {
	words := strings.Fields(topic)
	for i, w := range words {
		if short := comparedEnd.ReplaceAllString(w, ""); short != "" || len(words) > 1 {
			words[i] = short
		}
	}
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}

// onlyCompares tells whether a part names nothing of its own, but asks how far apart
// or how many together the things are that were named before it.
func (p Part) onlyCompares() bool {
	words := strings.Fields(p.Topic)
	for i, w := range words {
		if p.Unit != "" && i > 0 && strings.HasPrefix(p.Unit, w) {
			words = words[:i]
			break
		}
	}
	return !p.Rank && !p.Outcome && comparedOnly.MatchString(strings.Join(words, ""))
}

// planOnly is a topic that only says that a plan is meant.
var planOnly = regexp.MustCompile(`^(?:年初|全年|当年|预期|原定|的)*(?:目标|任务|计划)(?:数|值)?$`)

// doingOnly is a topic of verbs of doing and intending alone, which say what was asked for
// before again: 打算弄 of 明年打算弄多少.
var doingOnly = regexp.MustCompile(`^(?:打算|计划|准备|预计|预期|力争|争取|安排|要|想|再|又|还|会|能|弄|搞|干|做|产|造|建|办|弄到|做到|干到|达到|实现|完成|出|到|成|了|过|来)+$`)

// leans tells whether a part names nothing of its own, only a change, a plan, an
// outcome or a comparison of what was asked for before.
func (p Part) leans() bool {
	own := strings.Trim(squeeze(changeAsks.ReplaceAllString(p.Topic, "")), "各又增减升降净")
	return own == "" || doingOnly.MatchString(own) || p.onlyCompares() || planOnly.MatchString(own) || outcomeOnly.MatchString(own)
}

// Words that ask for how much of something was reached: of what was planned, or of
// what there was in a year that is only the base.
var (
	completionAsked = regexp.MustCompile(`完成率|(?:完成|达到|占)了?(?:全年|年度|年初|预期|计划|既定)*的?(?:目标|任务|计划)(?:数|值)?的?(?:百分比|百分之|比例|多少|几成)|完成(?:比例|进度)(?:是?多少|如何)?`)
	baseYear        = regexp.MustCompile(`(?:相当于|恢复到|达到了?|[为是占])了?((?:19|20)\d\d)年(?:同期)?的?(?:水平)?的?(?:百分之|多少|几成|比例|百分比|多大)`)
)

// withoutBase cuts a year out of a question that is only the base of a share: 2019年 of
// 相当于2019年的百分之几; base is that year, "" when there is none.
func withoutBase(text string) (rest, base string) {
	m := baseYear.FindStringSubmatchIndex(text)
	if m == nil {
		return text, ""
	}
	base = text[m[2]:m[3]]
	return text[:m[0]] + strings.TrimPrefix(text[m[3]:], "年"), base
}

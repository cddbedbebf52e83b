package ingest

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sectionStatus is what a heading says of everything below it.
type sectionStatus struct {
	status Status
	year   int
	// weak tells that the words also name parts of a plan or of a summary (重点
	// 任务, 主要工作): they say nothing below a heading that is one of the two.
	weak bool
}

// Words that end a heading which speaks of the past or of the future. They are
// read at its end only: 实施引才计划 in the middle of one is no plan.
var (
	actualEnd = strings.Fields(`总结 回顾 完成情况 开展情况 进展情况 执行情况 落实情况 推进情况 履职情况 主要成效 工作成效 主要做法 主要成绩 工作成绩 工作亮点`)
	actualMay = strings.Fields(`工作情况 主要工作`)
	planEnd   = strings.Fields(`思路 打算 设想 展望 工作要点 努力方向`)
	// planMay follow a verb when they name what was carried out: 落实工作部署.
	planMay = strings.Fields(`计划 规划 安排 部署 的建议 工作建议`)
	aimMay  = strings.Fields(`目标任务 预期目标 主要目标 总体目标 工作目标 发展目标 奋斗目标 主要任务 重点任务 工作任务 工作重点 重点工作 工作举措 工作措施 总体要求 工作要求 基本方针`)
)

var (
	// planStart open a heading that speaks of the future, whatever follows.
	planStart = regexp.MustCompile(`^(?:下一?步|下一?阶段|下半年|明年|来年|今后)`)

	englishActual = regexp.MustCompile(`(?i)\b(?:review|summary|achievements?|progress|results|performance|accomplishments|the year past)\b`)
	englishPlan   = regexp.MustCompile(`(?i)\b(?:plans?|outlook|next steps|priorities|targets|goals|looking ahead|work programme|the year ahead)\b`)

	tailWords = regexp.MustCompile(`(?:如下|方面|等)?[：:。.\s]*$`)
	joining   = regexp.MustCompile(`及其?|和|与|暨|、|以及`)
)

// doing begins a clause that tells what is done with a plan or an aim (完成目标任务,
// 扎实推进重点工作, 落实工作部署), so that its last words name no part of the report.
var doing = regexp.MustCompile(`^(?:全面|圆满|顺利|如期|提前|扎实|深入|大力|持续|认真|积极|切实|着力|稳步|有序|科学|全力|加快|高效|高质量|严格|精心|有力|坚决|统筹|不断|进一步|继续|努力|基本)*` +
	`(?:完成|超额|超过|好于|优于|高于|兑现|达到|达成|实现|落实|推进|推动|抓好|抓实|做好|办好|实施|执行|编制|制定|制订|启动|围绕|聚焦|突出|紧扣|坚持|把握|锚定|对标|强化|加强|优化|完善|健全|细化|谋划|承接)|^.{2,6}(?:超过|好于|优于|高于|达到)`)

// statusOfHeading reads what a heading (its number may stand before it) says;
// the zero value when it says nothing, or both at once.
func statusOfHeading(heading string) sectionStatus {
	if m, ok := parseMarker(heading); ok {
		heading = heading[m.len:]
	}
	heading = tailWords.ReplaceAllString(heading, "")
	var s sectionStatus
	if !hasHan(heading) {
		s.status = englishStatus(heading)
	} else {
		s.status, s.weak = chineseStatus(heading)
	}
	if s.status == StatusUnknown || hasHan(heading) && saysBoth(heading) {
		return sectionStatus{}
	}
	s.year = lastYear(heading)
	return s
}

func englishStatus(heading string) Status {
	switch {
	case englishPlan.MatchString(heading):
		return StatusPlan
	case englishActual.MatchString(heading):
		return StatusActual
	}
	return StatusUnknown
}

func chineseStatus(heading string) (status Status, weak bool) {
	switch {
	case endsWithAny(heading, planEnd), planStart.MatchString(heading), endsWithAny(heading, planMay) && !tellsDoing(heading):
		return StatusPlan, false
	case endsWithAny(heading, actualEnd):
		return StatusActual, false
	case endsWithAny(heading, aimMay) && !tellsDoing(heading):
		return StatusPlan, true
	case endsWithAny(heading, actualMay) && !tellsDoing(heading):
		return StatusActual, true
	}
	return StatusUnknown, false
}

func endsWithAny(s string, suffixes []string) bool {
	return slices.ContainsFunc(suffixes, func(suffix string) bool { return strings.HasSuffix(s, suffix) })
}

// tellsDoing tells whether the last clause of a heading begins with what is done.
func tellsDoing(heading string) bool {
	clauses := strings.FieldsFunc(heading, func(r rune) bool { return strings.ContainsRune("，,；;", r) })
	return len(clauses) > 0 && doing.MatchString(clauses[len(clauses)-1])
}

// saysBoth tells that the parts which 及, 和, 暨 join speak of the past and of the
// future: 2023年工作总结和2024年工作打算.
func saysBoth(heading string) bool {
	var actual, plan bool
	for _, part := range joining.Split(heading, -1) {
		switch status, _ := chineseStatus(strings.TrimSpace(part)); status {
		case StatusActual:
			actual = true
		case StatusPlan:
			plan = true
		}
	}
	return actual && plan
}

// wholeStatus is what the title says of the whole document; the zero value when
// it says nothing, or both: 2024年工作要点, 关于2023年工作总结的报告, 2023年统计公报.
func wholeStatus(title string) sectionStatus {
	s := statusOfHeading(titleTail.ReplaceAllString(title, ""))
	if s.status == StatusUnknown && lookingBack[kindOf(squeeze(title))] {
		s = sectionStatus{status: StatusActual, year: lastYear(title)}
	}
	if s.weak {
		return sectionStatus{}
	}
	return s
}

// titleTail ends a title and says nothing of what it is about.
var titleTail = regexp.MustCompile(`(?:的?(?:报告|汇报|通知|函|说明))?[\s　]*(?:[（(【].{0,12}[）)】])?$`)

// lookingBack are the kinds of documents that tell what was.
var lookingBack = map[string]bool{"统计公报": true, "年度报告": true, "annual report": true}

// partWords are those that name a part of a report, not a topic within one: an
// unmarked line with them, or with a year or a period, heads all that follows.
var (
	partWords  = regexp.MustCompile(`总结|回顾|思路|打算|设想|展望|工作(?:计划|规划|安排|部署|要点)`)
	periodWord = regexp.MustCompile(`今年|去年|上年|明年|来年|上半年|下半年|下一?步|下一?阶段|今后|季度`)
)

// statusHeading tells whether an unmarked line is the heading of a part, such as
// 2023年工作总结, 下阶段重点任务.
func statusHeading(line string) bool {
	line = strings.TrimSpace(line)
	if utf8.RuneCountInString(line) > maxBareHeading || statusOfHeading(line).status == StatusUnknown {
		return false
	}
	return !hasHan(line) || partWords.MatchString(line) || periodWord.MatchString(line) || len(yearsIn(line)) > 0
}

func hasHan(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0
}

// statusOf gives a new section its status: what its heading says, else what the
// section around it says, at last what the title says of the whole document. A
// plan goes on over the sections beside it: 二、2015年工作总体部署, 三、…, 四、… are all
// plans.
func (b *builder) statusOf(p part, depth int) sectionStatus {
	around := b.whole
	if depth > 0 {
		around = b.open[depth-1].status
	}
	if own, ok := b.ownStatus(p, depth, around); ok {
		return own
	}
	if depth > 0 && around.status != StatusUnknown || depth >= len(b.siblings) {
		return around
	}
	if last := b.siblings[depth]; last.status == StatusPlan && p.class != classEnds && hasHan(p.label) {
		return last
	}
	return around
}

// ownStatus is what the heading of p itself says; ok is false when that does not
// count: deep in the outline, or in words that mean little where it stands.
func (b *builder) ownStatus(p part, depth int, around sectionStatus) (own sectionStatus, ok bool) {
	own = statusOfHeading(p.label)
	structural := !p.inner && !leafClass(p.class) && (depth <= 1 || p.class == classStatus || around.status == StatusUnknown)
	if own.status == StatusUnknown || !structural {
		return own, false
	}
	if own.weak && own.year == 0 && depth > 0 && around.status != StatusUnknown {
		return own, false
	}
	if own.year == 0 && own.status == around.status {
		own.year = around.year
	}
	return own, true
}

package ingest

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// sectionStatus is what a heading says of everything below it.
type sectionStatus struct {
	status Status
	year   int
}

// Words that close (or, for some plans, open) a heading that speaks of the past
// or of the future. They are read at the ends of the heading only: 实施引才计划 in
// the middle of one is no plan.
var (
	actualEnd = regexp.MustCompile(`(?:总结|回顾|完成情况|开展情况|工作情况|进展情况|执行情况|落实情况|主要成效|工作成效|主要做法|主要成绩|工作成绩|工作亮点|主要工作)$`)
	planEnd   = regexp.MustCompile(`(?:思路|打算|计划|规划|安排|部署|目标任务|预期目标|主要目标|总体目标|工作目标|发展目标|奋斗目标|主要任务|重点任务|工作任务|工作重点|工作要点|重点工作|工作举措|工作措施|总体要求|努力方向|的建议|工作建议|展望|工作设想)$`)
	planStart = regexp.MustCompile(`^(?:下一步|下一阶段|下阶段|下半年|明年|来年|今后)`)

	englishActual = regexp.MustCompile(`(?i)\b(?:review|summary|achievements?|progress|results|performance|accomplishments|the year past)\b`)
	englishPlan   = regexp.MustCompile(`(?i)\b(?:plans?|outlook|next steps|priorities|targets|goals|looking ahead|work programme|the year ahead)\b`)

	tailWords = regexp.MustCompile(`(?:如下|方面|等)?[：:。.\s]*$`)
	bothKinds = regexp.MustCompile(`(?:总结|回顾|情况).*(?:及|和|与|暨|、).*(?:思路|打算|计划|安排|要点|部署)`)
)

// statusHeading tells whether an unmarked line is a heading such as
// 2023年工作总结, 下阶段工作打算.
func statusHeading(line string) bool {
	return statusOfHeading(strings.TrimSpace(line)).status != StatusUnknown && utf8.RuneCountInString(line) <= maxBareHeading
}

// statusOfHeading reads what a heading (its number may stand before it) says;
// the zero value when it says nothing, or both at once.
func statusOfHeading(heading string) sectionStatus {
	if m, ok := parseMarker(heading); ok {
		heading = heading[m.len:]
	}
	heading = tailWords.ReplaceAllString(heading, "")
	s := sectionStatus{year: lastYear(heading)}
	switch {
	case bothKinds.MatchString(heading):
		return sectionStatus{}
	case planEnd.MatchString(heading), planStart.MatchString(heading), isLatin(heading) && englishPlan.MatchString(heading):
		s.status = StatusPlan
	case actualEnd.MatchString(heading), isLatin(heading) && englishActual.MatchString(heading):
		s.status = StatusActual
	default:
		return sectionStatus{}
	}
	return s
}

func isLatin(s string) bool {
	return s != "" && len(s) == utf8.RuneCountInString(s)
}

// statusOf gives a new section its status: what its heading says, else what the
// section around it says. A plan goes on over the sections beside it: 二、2015年工作
// 总体部署, 三、…, 四、… are all plans.
func (b *builder) statusOf(p part, depth int) sectionStatus {
	var around sectionStatus
	if depth > 0 {
		around = b.open[depth-1].status
	}
	own := statusOfHeading(p.label)
	structural := depth <= 1 || p.class == classStatus
	if own.status != StatusUnknown && structural && !p.inner && !(around.status != StatusUnknown && own.year == 0 && depth > 1) {
		if own.year == 0 && own.status == around.status {
			own.year = around.year
		}
		return own
	}
	if around.status != StatusUnknown {
		return around
	}
	if depth < len(b.siblings) && b.siblings[depth].status == StatusPlan && p.class != classEnds {
		return b.siblings[depth]
	}
	return around
}

var yearForm = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)\d\d)\s*(?:年|$|[^0-9])`)

// lastYear returns the last year that s names, 0 when it names none.
func lastYear(s string) int {
	all := yearsIn(s)
	if len(all) == 0 {
		return 0
	}
	return all[len(all)-1]
}

// yearsIn returns the years that s names, in the order of the text.
func yearsIn(s string) []int {
	var out []int
	for len(s) > 0 {
		loc := yearForm.FindStringSubmatchIndex(s)
		if loc == nil {
			break
		}
		n, _ := strconv.Atoi(s[loc[2]:loc[3]])
		out = append(out, n)
		s = s[loc[3]:]
	}
	return out
}

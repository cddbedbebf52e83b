package ingest

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Names of bodies by their last words. Those of governing bodies may stand
// anywhere in front of a title; other institutions are known only where the name
// ends: at the end of a line, or before the year or the word 工作.
const (
	governing   = `人民政府|政府办公室|管理委员会|委员会|办事处|\p{Han}局`
	institution = governing + `|办公室|[县市区省镇乡]委|党组|党支部|党总支|工委|纪委|法院|检察院|学校|小学|中学|大学|学院|党校|幼儿园|医院|卫生院|中心|站|所|馆|院|队|公司|集团|协会|联合会|总工会|妇联|合作社|管理处|服务处`
)

var (
	issuerForm  = regexp.MustCompile(`^(国务院|.{2,20}?(?:` + governing + `))`)
	issuerName  = regexp.MustCompile(`^(?:国务院|\p{Han}{2,28}?(?:` + institution + `))$`)
	bodyOfTitle = regexp.MustCompile(`^(\p{Han}{2,24}?(?:` + institution + `))(?:关于|(?:19|20)\d\d|年度|上半年|下半年|工作)`)
	headOfTitle = regexp.MustCompile(`^(?:关于)?(?:(?:19|20)\d\d\s*年(?:度)?)?(?:关于)?(?:(?:印发|转发|公布)《?)?(?:中华人民共和国)?`)

	governmentForm = regexp.MustCompile(`^\p{Han}{2,12}?人民政府`)
)

// isIssuer tells whether a line is the name of a body and nothing else.
func isIssuer(line string) bool { return issuerName.MatchString(squeeze(line)) }

// signature returns the body that signs the end of the text, "" when none does:
// 云岭市东岸区澄湖镇人民政府 above the date.
func signature(text string) string {
	lines := lastLines(text)
	for i := len(lines) - 1; i >= 0; i-- {
		if isIssuer(lines[i]) {
			return squeeze(lines[i])
		}
	}
	return ""
}

// lastLines returns the lines at the end of the text that may hold its signature.
func lastLines(text string) []string {
	const tail = 600 // bytes
	lines := strings.FieldsFunc(text[max(0, len(text)-tail):], isLineEnd)
	var out []string
	for _, line := range lines[max(0, len(lines)-maxSignature):] {
		if line = strings.TrimFunc(line, isBlank); line != "" && utf8.RuneCountInString(line) <= maxBareHeading {
			out = append(out, line)
		}
	}
	return out
}

// bodyInLines returns the government that the lines beside the title name, such
// as that of the speaker.
func bodyInLines(lines []string) string {
	for _, line := range lines {
		if m := governmentForm.FindString(squeeze(line)); m != "" {
			return m
		}
	}
	return ""
}

// issuerInTitle returns the body whose name the title begins with, "" when it
// begins with none.
func issuerInTitle(title string) string {
	t := squeeze(foldYears(title))
	t = t[len(headOfTitle.FindString(t)):]
	if body := bodyOfTitle.FindStringSubmatch(t); body != nil {
		return body[1]
	}
	m := issuerForm.FindString(t)
	if strings.HasSuffix(m, "政府") && !strings.HasSuffix(m, "人民政府") {
		return ""
	}
	return m
}

var kinds = []string{speech, "工作总结", "工作报告", "工作要点", "工作计划", "工作思路", "工作汇报", "述职报告", "统计公报", "年度报告"}

// kindOf names the kind of document that the title tells; "" when unknown.
func kindOf(title string) string {
	for _, k := range kinds {
		if strings.Contains(title, k) {
			return k
		}
	}
	if strings.Contains(strings.ToLower(title), "annual") {
		return "annual report"
	}
	return ""
}

package figure

import (
	"regexp"
	"strings"
)

var (
	targetWords   = regexp.MustCompile(`力争|力求|确保|预期目标|目标(?:是|为|：|:|定为)|争取(?:达到|实现|完成|突破|新增|创建|在|到\d|年内|全年)|计划(?:新增|完成|实现|建成|新建|实施|达到|引进|培育|投资)|拟(?:新建|建|投)|将(?:新增|新建|建成|实现|达到)`)
	expectedWords = regexp.MustCompile(`预计|有望|预估|预测`)
	ownVerbs      = regexp.MustCompile(`完成|实现|达到|新增|新建|建成|建立|拆除|发放|投入|引进|签约|改造|整治|培育|开展|举办|获|为|达|创|整改|化解|办理|检查|排查|接待|减免|争取`)
)

// status tells whether token i was reached, is expected or intended: by its
// section, and by the words before it in the sentence. 预计 holds up to the next
// clause with a verb of its own.
func (b *binder) status(i int) Status {
	if b.c.Plan {
		return Target
	}
	head := b.t.slice(0, b.tokens[i].start)
	clauses := strings.FieldsFunc(head, func(r rune) bool { return strings.ContainsRune("，,；;。", r) })
	status := Actual
	for _, clause := range clauses {
		target, expected := lastIndex(targetWords, clause), lastIndex(expectedWords, clause)
		switch {
		case target >= 0 && target > expected:
			status = Target
		case expected >= 0:
			status = Expected
		case status == Expected && ownVerbs.MatchString(clause):
			status = Actual
		}
	}
	return status
}

func lastIndex(re *regexp.Regexp, s string) int {
	all := re.FindAllStringIndex(s, -1)
	if len(all) == 0 {
		return -1
	}
	return all[len(all)-1][0]
}

var scopeForm = regexp.MustCompile(`其中|规模以上|规上|限额以上|限上|全[国省市县区]|[\p{Han}A-Za-z]{2,10}?(?:公司|集团|药业|股份|合作社|产业园|工业园|园区|学校|医院|中学|小学|二期|一期|项目)`)

// scope is whom or what a figure speaks of when not the whole place; the last
// that its clause names.
func scope(clause string) string {
	all := scopeForm.FindAllString(clause, -1)
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

package answer

import "regexp"

// saysShort and saysPast find words of a clause that set a figure against its target.
var (
	saysShort = regexp.MustCompile(`低于|未(?:能)?(?:达|完成|实现)|没有?(?:能)?(?:达|完成|实现)|不及|差距|相差|落后|慢于|少于|[比较][^，,。；;]{2,20}(?:低|少|慢|差)`)
	saysPast  = regexp.MustCompile(`高于|超过|超出|快于|多于|[比较][^，,。；;]{2,20}(?:高|多|快)`)
	saysGoal  = regexp.MustCompile(`目标|任务|预期|计划`)
	lowIsGood = regexp.MustCompile(`失业率|消费价格|物价|涨幅|能耗|事故|死亡|发病率|漏损|负债|不良|案件|排放|浓度`)
)

// contested tells whether a figure's clause says something else of its target than the
// numbers do: it falls short of it where they meet it. Where a low value is the aim
// (失业率) a clause that sets the two against each other leaves the verdict open.
func contested(p pick, unmet bool) bool {
	clause := clauseOf(p.LedgerEntry)
	if !saysGoal.MatchString(clause) {
		return false
	}
	short, past := saysShort.MatchString(clause), saysPast.MatchString(clause)
	if lowIsGood.MatchString(p.Indicator) {
		return short || past
	}
	return short && !unmet || past && !short && unmet
}

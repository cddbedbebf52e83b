package query

import "testing"

func TestKind(t *testing.T) {
	for question, want := range map[string]Kind{
		"栖桐镇2021年新建公厕多少座？":              AskFigure,
		"栖桐镇2021年和2022年新建公厕多少座？":        AskFigures,
		"新建公厕和垃圾站各多少座？":                 AskFigures,
		"各镇的垃圾分类率是多少？":                  AskFigures,
		"新建公厕多少座，投资多少万元？":               AskFigures,
		"栖桐镇和岑溪湾街道谁的绿化面积更大？":            AskComparison,
		"哪个镇修的路最长？":                     AskComparison,
		"两年合计栽种油茶多少亩？":                  AskCalculation,
		"栖桐镇比岑溪湾多修了多少公里路？":              AskCalculation,
		"防汛做了哪些事？":                      AskList,
		"为什么油茶减产了？":                     AskReason,
		"概括一下养老服务的做法":                   AskSummary,
		"谁承建了湖心水库？":                     AskFact,
		"镇长是哪一位":                        AskFact,
		"How many parks were opened?":   AskFigure,
		"Why did the harvest fall?":     AskReason,
		"Which town built more roads?":  AskComparison,
		"Summarize the work on floods.": AskSummary,
		"Who built the dam?":            AskFact,
		"":                              "",
	} {
		if got := Parse(question, nil, known, noTerms).Kind; got != want {
			t.Errorf("%s: %s, want %s", question, got, want)
		}
	}
	if got := Parse("那2022年呢？", []string{"为什么2021年油茶减产了？"}, known, noTerms).Kind; got != AskReason {
		t.Errorf("a follow-up asks for %s, want a reason", got)
	}
}

func TestPeriod(t *testing.T) {
	for question, want := range map[string]Period{
		"2023年上半年栽种油茶多少亩？":                 {1, 6, "上半年"},
		"2023年1-10月用电量多少？":                 {1, 10, "1-10月"},
		"1月至9月用电量多少？":                      {1, 9, "1月至9月"},
		"截至10月底用电量多少？":                     {1, 10, "截至10月"},
		"前三季度用电量多少？":                       {1, 9, "前三季度"},
		"第二季度用电量多少？":                       {4, 6, "第二季度"},
		"前11个月用电量":                         {1, 11, "前11个月"},
		"7月的用电量":                           {7, 7, "7月"},
		"13月的用电量":                          {},
		"全年用电量多少？":                         {},
		"power used in the first half":     {1, 6, "first half"},
		"as of the end of October 2023":    {1, 10, "as of the end of October"},
		"from January to September":        {1, 9, "January to September"},
		"how many may march in the parade": {},
	} {
		if got := Parse(question, nil, known, noTerms).Period; got != want {
			t.Errorf("%s: %+v, want %+v", question, got, want)
		}
	}
}

package query

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"reportbot/ingest"
)

// Three invented reports: two towns and a county department.
var known = []Report{
	{Place: "栖桐镇", Issuer: "栖桐镇人民政府"},
	{Place: "岑溪湾街道"},
	{Place: "Marlow Ferry Town"},
}

var (
	noTerms   = newTerms(nil)
	unchecked = cmpopts.IgnoreFields(Query{}, "Asks", "Also", "Latin", "Names", "ReportYears", "Kind", "Parts", "Figures")
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		question string
		want     Query
	}{
		{"栖桐镇2021年新建公厕多少座？", Query{Exact: []int{0}, Years: []int{2021}, Topic: "新建公厕 座"}},
		{"栖桐的低保户有几户", Query{Exact: []int{0}, Topic: "低保户有"}},
		{"栖桐镇和岑溪湾街道谁的绿化面积更大？", Query{Exact: []int{0, 1}, Topic: "和 绿化面积更大"}},
		{"晨星纺织所在的镇，去年用电量多少？", Query{Described: "晨星纺织", Relative: []int{-1}, Topic: "用电量"}},
		{"提到白鹭渡口的那个镇，粮食产量多少", Query{Described: "白鹭渡口", Topic: "粮食产量"}},
		{"各镇的垃圾分类率是多少？", Query{Spread: true, Topic: "各镇 垃圾分类率"}},
		{"哪些镇修了路？", Query{Spread: true, Topic: "镇修 路"}},
		{"2019年到2021年粮食产量", Query{Years: []int{2019, 2020, 2021}, Topic: "粮食产量"}},
		{"二〇二一年粮食产量", Query{Years: []int{2021}, Topic: "粮食产量"}},
		{"明年力争建成几个公园", Query{Relative: []int{1}, Status: ingest.StatusPlan, Topic: "力争建成 公园"}},
		{"建成了多少个公园", Query{Status: ingest.StatusActual, Topic: "建成 个公园"}},
		{"二期工程计划总投资多少", Query{Topic: "二期工程计划总投资"}},
		{"粮食产量的目标完成了吗", Query{Outcome: true, Topic: "粮食产量 目标完成"}},
		{"云麓县2020年的财政收入", Query{Places: []string{"云麓县"}, Years: []int{2020}, Topic: "云麓县 财政收入"}},
		{"哪位区长作的报告", Query{Topic: "区长作"}},
		{"According to the 2004 State Council report, how many parks opened?", Query{ReportYears: []int{2004}, Years: []int{2004}, Topic: "parks opened"}},
		{"What did the annual government work report say of parks?", Query{Status: ingest.StatusActual, Topic: "parks"}},
		{"政府2004年的报告里说公园建了几座", Query{ReportYears: []int{2004}, Years: []int{2004}, Topic: "政府 公园建 座"}},
		{"How many parks did Marlow Ferry Town open in 2021?", Query{Exact: []int{2}, Years: []int{2021}, Status: ingest.StatusActual, Topic: "parks open"}},
		{"What was spent in the town with the ferry museum last year?", Query{Described: "the ferry museum", Relative: []int{-1}, Topic: "spent"}},
	} {
		got := Parse(c.question, nil, known, noTerms)
		c.want.Text = c.question
		if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty(), unchecked); diff != "" {
			t.Errorf("Parse(%q) (-want +got):\n%s", c.question, diff)
		}
	}
}

func TestParseFollowUp(t *testing.T) {
	for _, c := range []struct {
		name     string
		earlier  []string
		question string
		want     Query
	}{
		{"another year", []string{"栖桐镇2020年粮食产量多少？"}, "那2021年呢？", Query{Exact: []int{0}, Years: []int{2021}, Topic: "粮食产量"}},
		{"another place", []string{"栖桐镇2020年粮食产量多少？"}, "岑溪湾呢？", Query{Exact: []int{1}, Years: []int{2020}, Topic: "粮食产量"}},
		{"another indicator", []string{"栖桐镇2020年拆迁签约多少户？"}, "那签约率呢？", Query{Exact: []int{0}, Years: []int{2020}, Topic: "拆迁签约 户 签约率"}},
		{"a new question keeps the place only", []string{"栖桐镇2020年粮食产量多少？"}, "公共厕所新建多少座？", Query{Exact: []int{0}, Topic: "公共厕所新建 座"}},
		{"two steps", []string{"栖桐镇2020年粮食产量多少？", "那2021年呢？"}, "岑溪湾呢？", Query{Exact: []int{1}, Years: []int{2021}, Topic: "粮食产量"}},
	} {
		got := Parse(c.question, c.earlier, known, noTerms)
		if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(Query{}, "Text"), unchecked); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestParseNothing(t *testing.T) {
	for _, question := range []string{"", "  ", "？？？", "\x00", "的了是"} {
		got := Parse(question, nil, known, noTerms)
		if len(got.Exact) > 0 || got.Described != "" || len(got.Years) > 0 {
			t.Errorf("Parse(%q) = %+v, names something", question, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("栖桐镇2021年新建公厕多少座？", "那2022年呢")
	f.Add("the town with \xff 2019—2021年", "and in Marlow Ferry?")
	f.Fuzz(func(t *testing.T, earlier, question string) {
		first := Parse(question, []string{earlier}, known, Builtin())
		if diff := cmp.Diff(first, Parse(question, []string{earlier}, known, Builtin())); diff != "" {
			t.Errorf("read twice, differs:\n%s", diff)
		}
		for _, i := range first.Exact {
			if i < 0 || i >= len(known) {
				t.Errorf("report %d of %d", i, len(known))
			}
		}
	})
}

func TestReportYears(t *testing.T) {
	for question, want := range map[string][]int{
		"2012年的政府工作报告是谁作的？": {2012}, "栖桐镇2021年度工作总结说了什么": {2021}, "二〇二一年报告": {2021},
		"What does the 2005 government work report say?": {2005}, "in the report for 2019": {2019},
		"2021年新建公厕多少座？": nil, "What happened in 2005?": nil,
	} {
		if diff := cmp.Diff(want, Parse(question, nil, known, noTerms).ReportYears); diff != "" {
			t.Errorf("%s (-want +got):\n%s", question, diff)
		}
	}
}

func TestOtherWords(t *testing.T) {
	for _, c := range []struct {
		question string
		want     string
	}{
		{"栖桐镇的社零是多少？", "社会消费品零售总额"},
		{"规模以上工业增加值", "规上"},
		{"How much was the grain output?", "粮食"},
	} {
		var got []string
		for _, other := range Parse(c.question, nil, known, Builtin()).Also {
			got = append(got, other.Names...)
		}
		if !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, c.want) }) {
			t.Errorf("%s: other words %q, want %s among them", c.question, got, c.want)
		}
	}
}

func TestSpelledPlace(t *testing.T) {
	for question, want := range map[string][]int{
		"How many toilets did Qitong build?": {0}, "Qitong's toilets?": {0}, "What did Censhiwan report?": nil, "In Cenxiwan, what was done?": {1}, "Which places are there?": nil,
	} {
		if diff := cmp.Diff(want, Parse(question, nil, known, noTerms).Exact); diff != "" {
			t.Errorf("%s (-want +got):\n%s", question, diff)
		}
	}
}

// A place or body may be named in English, as the terms know it.
func TestEnglishNameOfReport(t *testing.T) {
	terms := readTable(t, "zh-en\t云麓水务局\tYunlu Water Bureau\n")
	reports := append(slices.Clone(known), Report{Issuer: "云麓水务局"})
	got := Parse("In the 2004 Yunlu water bureau's report, how many pumps were there?", nil, reports, terms)
	if diff := cmp.Diff([]int{3}, got.Exact); diff != "" || got.Topic != "pumps" {
		t.Errorf("reports (-want +got):\n%s, topic %q, want pumps", diff, got.Topic)
	}
}

func TestNameCandidates(t *testing.T) {
	got := NameCandidates("根据晨星纺织有限公司和栖桐百货公司的报告，“溪山有道”片区怎么样？")
	var all []string
	for _, names := range got {
		all = append(all, names...)
	}
	for _, want := range []string{"晨星纺织有限公司", "晨星纺织", "栖桐百货", "溪山有道"} {
		if !slices.Contains(all, want) {
			t.Errorf("candidates %q lack %s", all, want)
		}
	}
}

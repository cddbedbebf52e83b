package ingest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"reportbot/ingest/format"
)

func TestParse(t *testing.T) {
	text := "雁川镇2023年工作总结\n一、农业。粮食丰收，农民增收，农村面貌不断改善。\n"
	doc := docOf(text)
	doc.Meta = map[string]string{"url": "https://example.org/a", "collection": "towns"}
	got := Parse(doc, Origin{Source: "a/b.txt", Path: "/r/a/b.txt", Hash: "00"})
	at := func(s string) Span { i := strings.Index(text, s); return Span{i, i + len(s)} }
	title, head, body := at("雁川镇2023年工作总结"), at("一、农业。"), at("粮食丰收，农民增收，农村面貌不断改善。")
	want := &Report{
		ID: ReportID("towns", "/r/a/b.txt"), Collection: "towns", Source: "a/b.txt", Path: "/r/a/b.txt",
		Title: "雁川镇2023年工作总结", URL: "https://example.org/a", Place: "雁川镇", Kind: "工作总结", Reported: []int{2023},
		Meta: doc.Meta, Hash: "00", Text: text,
		Sections: []Section{
			{Path: []string{}, Status: StatusActual, Year: 2023, End: head.Start, Sentences: []Sentence{{Start: title.Start, End: title.End}}},
			{
				Path: []string{"一、农业"}, Level: 1, Status: StatusActual, Year: 2023,
				Start: head.Start, End: len(text), HeadingStart: head.Start, HeadingEnd: head.End,
				Sentences: []Sentence{{Start: body.Start, End: body.End}},
			},
		},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestParseLeavesDocument keeps the caller's document as it is.
func TestParseLeavesDocument(t *testing.T) {
	make := func() *format.Document {
		doc := docOf("| 发布机构： | 雁川镇人民政府\n雁川镇2023年工作总结\n一、农业\n好。")
		doc.Meta = map[string]string{"date": "2023-12-08"}
		return doc
	}
	doc := make()
	Parse(doc, Origin{Source: "a.txt"})
	if diff := cmp.Diff(make(), doc); diff != "" {
		t.Errorf("-before +after:\n%s", diff)
	}
}

func TestReportID(t *testing.T) {
	a := ReportID("towns", "/r/a.txt")
	if a != ReportID("towns", "/r/a.txt") {
		t.Error("not stable")
	}
	if a == ReportID("towns", "/r/b.txt") || a == ReportID("", "towns/r/a.txt") {
		t.Error("two reports with one identity")
	}
}

func TestCollection(t *testing.T) {
	for _, tt := range []struct{ origin, meta, want string }{{"a", "b", "a"}, {"", "b", "b"}, {"", "", DefaultCollection}} {
		doc := docOf("好。")
		doc.Meta = map[string]string{"collection": tt.meta}
		if got := Parse(doc, Origin{Collection: tt.origin}).Collection; got != tt.want {
			t.Errorf("collection %q, want %q", got, tt.want)
		}
	}
}

// TestLevels follows the levels of the format, the order in which numbers appear,
// and lists below headings that carry the same numbers.
func TestLevels(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"levels of the format", "# 甲\n# 乙\n## 丙\n### 丁\n## 戊\n# 己", []string{"甲", "乙", "乙/丙", "乙/丙/丁", "乙/戊", "己"}},
		{"a level left out", "# 甲\n# 乙\n### 丁\n## 戊", []string{"甲", "乙", "乙/丁", "乙/戊"}},
		{"numbers of one level of the format", "# 甲\n# 一、乙\n# （一）丙\n# 二、丁", []string{"甲", "一、乙", "一、乙/（一）丙", "二、丁"}},
		{"by order of appearance", "（一）甲\n一、乙\n一、丙\n（二）丁", []string{"（一）甲", "（一）甲/一、乙", "（一）甲/一、丙", "（二）丁"}},
		{"skipped and repeated numbers", "一、甲\n一、乙\n四、丙\n（三）丁\n（三）戊", []string{"一、甲", "一、乙", "四、丙", "四、丙/（三）丁", "四、丙/（三）戊"}},
		{"numbers that start anew", "第一部分 甲\n一、乙\n第二部分 丙\n一、丁", []string{"第一部分 甲", "第一部分 甲/一、乙", "第二部分 丙", "第二部分 丙/一、丁"}},
		{"a class left out below", "一、甲\n（一）乙\n1.丙\n二、丁\n1.戊", []string{"一、甲", "一、甲/（一）乙", "一、甲/（一）乙/1.丙", "二、丁", "二、丁/1.戊"}},
		{"two forms of one number", "1.甲\n1、乙\n2、丙\n2.丁", []string{"1.甲", "1.甲/1、乙", "1.甲/2、丙", "2.丁"}},
		{"list below a heading with its numbers", "# 0\n# 1. 甲\n* 1. 项\n* 2. 项\n# 2. 乙", []string{"0", "1. 甲", "2. 乙"}},
		{"paragraphs below a heading with their numbers", "# 0\n# 1. 甲\n1. 乙\n2. 丙\n# 2. 丁\n1. 戊", []string{"0", "1. 甲", "1. 甲/1. 乙", "1. 甲/2. 丙", "2. 丁", "2. 丁/1. 戊"}},
		{"numbers that only some headings of the format have", "# 一、甲\n# 二、乙\n三、丙\n# 四、丁", []string{"一、甲", "二、乙", "三、丙", "四、丁"}},
		{"beside the outline", "一、甲\n（一）乙\n附件\n结束语", []string{"一、甲", "一、甲/（一）乙", "附件", "结束语"}},
		{"after an item of one paragraph", "一、甲\n——乙\n全镇的各项工作都向前发展。\n二、丙", []string{"一、甲", "一、甲/——乙", "一、甲", "二、丙"}},
		{"signature", "一、甲\n好。\n雁川镇人民政府\n2023年12月8日", []string{"一、甲"}},
		{"signature above a note", "一、甲\n好。\n雁川镇人民政府\n2023年12月8日\n抄送：县委办公室，县人大常委会办公室，县政协办公室。", []string{"一、甲"}},
		{"signature without date", "一、甲\n好。\n雁川镇人民政府", []string{"一、甲"}},
		{"a body's name above text", "一、甲\n好。\n县农业局\n全年办理建议提案二十余件，答复满意率百分之百。\n县水利局\n全年办理建议提案十余件，答复满意率达到百分之百。", []string{"一、甲", "一、甲/县农业局", "一、甲/县水利局"}},
		{"a line inside a sentence", "一、甲\n全镇上下齐心协力，\n乡村建设实施方案\n全部得到落实，农村面貌得到了很大的改善和提升。", []string{"一、甲"}},
		{"numbers after unmarked topics", "一、甲\n就业渠道不断拓宽。全年新增城镇就业420人，培训680人次。\n教育质量稳步提升。镇中心小学改扩建完工，新增学位360个。\n（一）乙", []string{"一、甲", "一、甲/就业渠道不断拓宽", "一、甲/教育质量稳步提升", "一、甲/（一）乙"}},
		{"numbers that go on behind a line of a part", "一、甲\n二、乙\n下一步工作打算\n三、丙", []string{"一、甲", "二、乙", "下一步工作打算", "三、丙"}},
		{"a line that goes on", "一、甲\n为此印发了《\n乡村建设实施方案\n》并组织全镇干部认真学习，切实抓好贯彻落实。", []string{"一、甲"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := docOf(tt.text)
			r := Parse(doc, Origin{Source: "a.txt"})
			checkReport(t, doc, r)
			var got []string
			for _, s := range r.Sections {
				got = append(got, strings.Join(s.Path, "/"))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestSectionStatus gives a section the status of its heading or of what is above
// it.
func TestSectionStatus(t *testing.T) {
	const actual, plan = "actual 2023", "plan 2024"
	tests := []struct {
		name, text string
		want       []string
	}{
		{"everything below", "一、2023年工作总结\n（一）甲\n1.乙\n二、2024年打算\n（一）丙\n1.丁", []string{actual, actual, actual, plan, plan, plan}},
		{"plans go on beside", "一、2023年工作回顾\n二、2024年总体要求\n三、甲\n结束语", []string{actual, plan, plan, " 0"}},
		{"a plan inside a summary", "一、2023年工作总结\n（一）主要成效\n（二）2024年打算\n二、甲", []string{actual, actual, plan, " 0"}},
		{"words of both kinds say nothing below", "一、2023年工作总结\n（一）重点工作\n二、2024年打算\n（一）主要工作", []string{actual, actual, plan, plan}},
		{"what was done with a plan", "一、2023年工作总结\n（一）超额完成目标任务\n（二）实施引才计划", []string{actual, actual, actual}},
		{"items say nothing", "一、2023年工作总结\n——发展思路\n二、2024年打算\n一是工作回顾", []string{actual, actual, plan, plan}},
		{"the title says it of all", "甲镇2024年工作要点\n一、甲\n（一）乙", []string{plan, plan, plan}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range parseText(tt.text, nil).Sections {
				got = append(got, fmt.Sprint(s.Status, " ", s.Year))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestPages gives a section the page of its first block.
func TestPages(t *testing.T) {
	doc := docOf("一、甲\n好。\n二、乙\n好。")
	for i := range doc.Blocks {
		doc.Blocks[i].Page = 1 + i
	}
	var got []int
	for _, s := range Parse(doc, Origin{}).Sections {
		got = append(got, s.Page)
	}
	if diff := cmp.Diff([]int{1, 3}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// benchmarkText is a report of about 100 KB.
func benchmarkText() string {
	var b strings.Builder
	b.WriteString("雁川镇2023年工作总结及2024年工作思路\n")
	for i := range 40 {
		b.WriteString([]string{"一、2023年工作总结\n", "二、2024年工作思路\n"}[i%2])
		b.WriteString("（一）产业发展\n")
		for range 6 {
			b.WriteString("1.重点项目加速推进。全力推进园区建设，12个项目竣工投产，完成投资3.4亿元；新开工项目9个（其中亿元以上2个）。全年新增规上企业6家。\n")
			b.WriteString("就业渠道不断拓宽。全年新增城镇就业420人，开展技能培训11期。教育质量稳步提升。镇中心小学改扩建工程完工，新增学位360个。\n")
		}
	}
	return b.String()
}

func BenchmarkParse(b *testing.B) {
	text := benchmarkText()
	doc := docOf(text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Parse(doc, Origin{Source: "a.txt"})
	}
}

func BenchmarkChunks(b *testing.B) {
	r := parseText(benchmarkText(), nil)
	b.SetBytes(int64(len(r.Text)))
	for b.Loop() {
		Chunks(r)
	}
}

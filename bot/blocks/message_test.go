package blocks_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"reportbot/bot/answer"
	"reportbot/bot/blocks"
	"reportbot/bot/modeltest"
	"reportbot/ingest/figure"
	"reportbot/retrieval"
)

// samples answers from the project's sample reports.
func samples(t testing.TB) (*answer.Answerer, blocks.Options) {
	t.Helper()
	store, err := retrieval.Open(t.Context(), t.TempDir(), retrieval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	result, err := retrieval.Sync(t.Context(), store, nil, []string{"../../eval/testdata/reports"}, retrieval.SyncOptions{})
	if err != nil {
		t.Fatal(err)
	}
	snapshot, err := store.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	o := blocks.Options{QuestionID: "q-1", Reports: len(snapshot.Reports), Titles: map[string]string{}}
	for _, r := range snapshot.Reports {
		o.Years = append(o.Years, r.Reported...)
		o.Titles[result.Scope[r.ID]] = r.Title
	}
	slices.Sort(o.Years)
	o.Years = slices.Compact(o.Years)
	return &answer.Answerer{Retriever: &retrieval.Retriever{Store: store}, Scope: result.Scope}, o
}

// Each kind of answer from the sample reports, as Slack gets it.
func TestAnswer(t *testing.T) {
	a, o := samples(t)
	for _, c := range []struct{ name, question string }{
		{"figure", "青箩镇2023年旷宇储能零部件项目供地多少亩？"},
		{"figure_growth", "青箩镇2022年1-10月规上工业产值是多少，同比增长多少？"},
		{"several_figures", "青箩镇2023年规上工业产值、固定资产投资、一般公共预算收入各是多少？"},
		{"several_places", "各镇2022年拆除违法建筑多少？"},
		{"several_years", "各镇固定资产投资2022年和2023年是多少？"},
		{"computed", "2022年青箩镇和汀鹭镇合计拆除违法建筑多少万平方米？"},
		{"compared", "青箩镇和汀鹭镇相比，2023年哪个镇的规上工业产值更高？"},
		{"agrees", "汀鹭镇说2023年农村居民人均可支配收入增长7.6%，和两年的数对得上吗？"},
		{"plan", "汀鹭镇2024年规上工业产值的目标是多少？"},
		{"target_met", "青箩镇2023年规上工业产值完成目标了吗？"},
		{"masked", "禾声智造所在的镇2022年财政总收入是多少？"},
		{"masked_stars", "岫鹿湖所在镇2022年全年采了多少万人次核酸？"},
		{"partly_masked", "岫鹿湖所在镇2022年财政总收入和规上工业产值是多少？"},
		{"two_values", "汀鹭镇2023年一共拆除了多少违法建筑？"},
		{"premise", "青箩镇2023年规上工业产值达到70亿元，同比增长了多少？"},
		{"fact", "青箩竹编制作技艺的代表性传承人是谁？"},
		{"list", "列出岫鹿湖所在镇2023年在乡村振兴方面办成的几件实事。"},
		{"near_indicator", "岫鹿湖所在的镇2023年规上工业增加值是多少？"},
		{"refused", "青箩镇2023年社会消费品零售总额完成多少？"},
		{"refused_place", "砚棠镇2023年规上工业产值是多少？"},
		{"english", "What was the average fire response time in Quennock Falls in fiscal year 2023, and what was it the year before?"},
		{"english_figure", "How many tourists did Tinglu receive in 2023?"},
		{"english_refused", "How many students were enrolled in the Quennock Falls public schools in fiscal year 2023?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o.Language = blocks.LanguageOf(c.question)
			got := blocks.Answer(a.Ask(t.Context(), answer.Question{Text: c.question}), o)
			golden(t, c.name, got)
			checkMessages(t, got)
		})
	}
}

// A model's Markdown, in a real answer.
func TestAnswerOfModel(t *testing.T) {
	a, o := samples(t)
	quote := "镇卫生院迁建工程因地质条件复杂调整桩基方案，截至11月底主体建到四层，完成投资5120万元，主体结顶时间由原计划的10月底推迟到2024年1月底。"
	a.Writer = &answer.Writer{Statements: modeltest.Always(`{"statements": [{"quote": "` + quote + `", "text": "因**地质条件复杂**，镇卫生院迁建工程调整了*桩基方案*。"}]}`)}
	a.Writer.Name = "openai:test"
	o.Language = blocks.Chinese
	ans := a.Ask(t.Context(), answer.Question{Text: "青箩镇卫生院迁建工程为什么推迟结顶？"})
	if !strings.Contains(ans.Text, "*桩基方案*") {
		t.Fatalf("the model's statement is not in %q", ans.Text)
	}
	got := blocks.Answer(ans, o)
	golden(t, "model", got)
	checkMessages(t, got)
}

// rows is an answer of two places, the second of which may be masked.
func rows(status figure.Status, masked bool) answer.Answer {
	row := func(place, value string, n int) answer.Row {
		return answer.Row{Place: place, Period: "2023年", Indicator: "旅游收入", Status: status, Value: value, Citation: n}
	}
	a, b := row("甲镇", "1.2亿元", 1), row("乙镇", "2.3亿元", 2)
	if masked {
		b.Value, b.Masked = "***万元", true
	}
	growth := a
	growth.Value = "增长5%"
	return answer.Answer{
		Kind: answer.Answered, Text: "甲镇的话 [1]\n乙镇的话 [2]\n注意：一句说明。",
		Statements: []answer.Statement{
			{Text: "甲镇的话", Citations: []int{1}, Rows: []answer.Row{a, growth}}, {Text: "乙镇的话", Citations: []int{2}, Rows: []answer.Row{b}},
		},
		Citations: []answer.Citation{{N: 1, Report: "a", Title: "甲镇报告"}, {N: 2, Report: "b", Title: "乙镇报告", Section: "一、旅游"}},
	}
}

// Answers that the sample reports do not lead to.
func TestAnswerByHand(t *testing.T) {
	cite := func(n int, section, url string) answer.Citation {
		return answer.Citation{N: n, Report: "a.txt", Title: "栖桐镇2023年工作总结", Place: "栖桐镇", Section: section, URL: url, Page: n, Quote: "原句"}
	}
	many := answer.Answer{Kind: answer.Answered, Model: "openai:test"} // more than a page
	var text []string
	for n := range 20 {
		s := answer.Statement{Text: strings.Repeat("全镇**规上工业产值**55.61亿元，同比增长3.2%，", 25) + "再创新高。", Citations: []int{n + 1}}
		many.Statements = append(many.Statements, s)
		many.Citations = append(many.Citations, cite(n+1, "一、工业 › （"+strings.Repeat("一", n+1)+"）", ""))
	}
	for i, s := range many.Statements {
		text = append(text, fmt.Sprintf("%s [%d]", s.Text, i+1))
	}
	many.Text = strings.Join(text, "\n")
	for _, c := range []struct {
		name string
		ans  answer.Answer
		l    blocks.Language
	}{
		{"unclear", answer.Answer{Kind: answer.Unclear, Text: "有多份报告符合，请问是哪个地方或年份：一镇、二镇？", Choices: []string{"一镇", "二镇", "三镇", "四镇", "五镇", "六镇", "七镇", "八镇", "九镇"}}, blocks.Chinese},
		{"failed", answer.Failure("q-1", errors.New("dial tcp 10.0.0.1: secret")), blocks.Chinese},
		{"english_failed", answer.Failure("q-1", errors.New("dial tcp 10.0.0.1: secret")), blocks.English},
		{"table_masked", rows(figure.Actual, true), blocks.Chinese},
		{"table_plan", rows(figure.Target, false), blocks.Chinese},
		{"english_table_expected", rows(figure.Expected, false), blocks.English},
		{"empty", answer.Answer{Kind: answer.Refused, Text: "还没有可以查询的报告。"}, blocks.Chinese},
		{"pages", many, blocks.Chinese},
		{"markdown", answer.Answer{
			Kind: answer.Answered, Model: "openai:test",
			Statements: []answer.Statement{{Citations: []int{1, 2}, Text: "## 工业\n产值为**55.61亿元**，增长 *3.2%*。\n\n- 一是[平台](https://evil.example/x)\n- 二是`代码`\n\n1. 甲\n2. 乙\n\n> 引用\n\n```go\nx := 1\n```\n\n| 镇 | 产值 |\n|---|---|\n| 甲镇 | **1.2亿元** |\n| 乙镇 | ***万元 |"}},
			Citations:  []answer.Citation{cite(1, "一、工业", "https://example.org/2023"), cite(2, "一、工业", "javascript:alert(1)")},
		}, blocks.Chinese},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := blocks.Options{QuestionID: "q-1", Language: c.l, Reports: 5, Years: []int{2022, 2023}}
			got := blocks.Answer(c.ans, o)
			golden(t, c.name, got)
			checkMessages(t, got)
		})
	}
}

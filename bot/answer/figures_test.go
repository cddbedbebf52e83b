package answer_test

import (
	"strings"
	"testing"

	"reportbot/bot/answer"
)

// Two years of one invented town, one of another, and one that hides its name.
var ledger = map[string]string{
	"lanxi-2021.txt": `栖桐镇2021年工作总结和2022年工作打算
一、2021年工作总结
1-9月，全镇规上工业产值18.2亿元，同比增长6.5%；规上工业增加值4.1亿元，同比增长5.2%。预计全年规上工业产值25.6亿元，同比增长7.1%。
全年粮食总产量1.13万吨，接待游客31.5万人次，旅游收入1.2亿元。
二、2022年工作打算
力争规上工业产值达到28亿元，增长9%以上，粮食总产量1.2万吨。
`,
	"lanxi-2022.txt": `栖桐镇2022年工作总结和2023年工作打算
一、2022年工作总结
全年规上工业产值27.3亿元，同比增长6.6%，粮食总产量1.18万吨，接待游客40.2万人次，旅游收入1.5亿元。
二、2023年工作打算
力争规上工业产值达到30亿元。
`,
	"cenxi-2022.txt": `岑溪湾街道2022年工作总结
一、2022年工作总结
全年规上工业产值61.4亿元，粮食总产量0.88万吨。
`,
	"hidden-2022.txt": `镇2022年工作总结
一、今年来工作总结
晨星纺织二期投产。2022年全镇财政总收入x.x亿元，拆除违法建筑***平方米，用电量2.7亿千瓦时。
`,
}

func TestFigureAnswers(t *testing.T) {
	a := answerer(t, ledger)
	for _, c := range []struct {
		question string
		kind     answer.Kind
		text     string // all of it
	}{
		{"栖桐镇2021年1-9月规上工业产值是多少？", answer.Answered, "栖桐镇2021年1-9月规上工业产值18.2亿元 [1]"},
		{"栖桐镇2021年1-9月规上工业产值是多少，同比增长多少？", answer.Answered, "栖桐镇2021年1-9月规上工业产值18.2亿元，增长6.5% [1]"},
		{"栖桐镇2021年规上工业产值是多少？", answer.Answered, "栖桐镇2021年规上工业产值预计25.6亿元 [1]"},
		{"栖桐镇2022年规上工业产值的目标是多少？", answer.Answered, "栖桐镇2022年规上工业产值目标28亿元，目标增长9%以上 [1]"},
		{"栖桐镇规上工业产值是多少？", answer.Answered, "栖桐镇2022年规上工业产值27.3亿元 [1]"},
		{"栖桐镇2022年接待游客多少，旅游收入多少？", answer.Answered, "栖桐镇2022年接待游客40.2万人次，旅游收入1.5亿元 [1]"},
		{"栖桐镇2022年旅游收入比2021年多多少亿元？", answer.Answered, "栖桐镇2021年旅游收入1.2亿元 [1]\n栖桐镇2022年旅游收入1.5亿元 [2]\n2022年比2021年多：1.5亿元 − 1.2亿元 = 0.3亿元 [1] [2]"},
		{"2022年栖桐镇和岑溪湾街道粮食总产量合计多少万吨？", answer.Answered, "岑溪湾街道2022年粮食总产量0.88万吨 [1]\n栖桐镇2022年粮食总产量1.18万吨 [2]\n0.88万吨 + 1.18万吨 = 2.06万吨 [1] [2]"},
		{"晨星纺织所在的镇2022年财政总收入是多少？", answer.Redacted, "2022年财政总收入的数字在报告中已隐去（x.x亿元） [1]"},
		{"晨星纺织所在的镇2022年用电量多少？", answer.Answered, "2022年用电量2.7亿千瓦时 [1]"},
		{"栖桐镇2022年工业总产值是多少？", answer.Refused, "报告中没有“工业总产值”；相近的是“规上工业产值”，两者不是同一个指标。 [1]"},
		{"栖桐镇2022年规上工业增加值是多少？", answer.Refused, "报告中没有“规上工业增加值”；相近的是“规上工业产值”，两者不是同一个指标。 [1]"},
		{"栖桐镇2019年粮食总产量是多少？", answer.Refused, "没有关于2019年的报告；现有的报告涉及2021年、2022年。"},
		{"栖桐镇2022年规上工业产值目标完成了吗？", answer.Answered, "栖桐镇2022年规上工业产值目标28亿元，目标增长9%以上，实际27.3亿元，增长6.6%：未达到目标 [1] [2]"},
		{"栖桐镇2022年规上工业产值比目标差多少亿元？", answer.Answered, "栖桐镇2022年规上工业产值目标28亿元，实际27.3亿元：未达到目标 [1] [2]\n28亿元 − 27.3亿元 = 0.7亿元 [1] [2]"},
		{"栖桐镇2021年上半年规上工业产值是多少？", answer.Refused, "报告中没有上半年的“规上工业产值”；有2021年1-9月的。 [1]"},
		{"2022年粮食总产量最多的是哪个镇？", answer.Answered, "岑溪湾街道2022年粮食总产量0.88万吨 [1]\n栖桐镇2022年粮食总产量1.18万吨 [2]\n最大的是栖桐镇：1.18万吨 [1] [2]"},
		{"栖桐镇2022年旅游收入比2021年增长了百分之几？", answer.Answered, "栖桐镇2021年旅游收入1.2亿元 [1]\n栖桐镇2022年旅游收入1.5亿元 [2]\n2022年比2021年增长25%（(1.5亿元 − 1.2亿元) ÷ 1.2亿元） [1] [2]"},
		{"栖桐镇2022年规上工业产值达到50亿元，增长了多少？", answer.Answered, "与问题所说的“50亿元”不同，报告所写为：\n栖桐镇2022年规上工业产值27.3亿元，增长6.6% [1]"},
		{"栖桐镇2021年和2022年接待游客各多少，一共多少？", answer.Answered, "栖桐镇2021年接待游客31.5万人次 [1]\n栖桐镇2022年接待游客40.2万人次 [2]\n31.5万人次 + 40.2万人次 = 71.7万人次 [1] [2]"},
	} {
		got := a.Ask(t.Context(), answer.Question{Text: c.question})
		if got.Kind != c.kind || got.Text != c.text {
			t.Errorf("%s\ngot  %s %q\nwant %s %q", c.question, got.Kind, got.Text, c.kind, c.text)
		}
		for _, cited := range got.Citations {
			if !strings.Contains(ledger[cited.Report], cited.Quote) {
				t.Errorf("%s: quote %q is not in %s", c.question, cited.Quote, cited.Report)
			}
		}
	}
}

// A masked figure is never an operand.
func TestComputeRefusesMasks(t *testing.T) {
	got := answerer(t, ledger).Ask(t.Context(), answer.Question{Text: "岑溪湾街道和晨星纺织所在的镇2022年拆除违法建筑合计多少平方米？"})
	for _, s := range got.Statements {
		if s.Check == answer.Computed {
			t.Errorf("computed over a mask: %q", s.Text)
		}
	}
}

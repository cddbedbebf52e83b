package answer_test

import (
	"testing"

	"reportbot/bot/answer"
)

// Reports of an invented county for two years: figures that look like what is asked.
var lookalikes = map[string]string{
	"yanchi-2021.txt": `砚池县2021年政府工作报告
一、2021年工作回顾
全县地区生产总值120.5亿元，增长6.2%，其中服务业增加值48.2亿元。全社会固定资产投资88亿元。城镇居民人均可支配收入41200元，增长5.1%；农村居民人均可支配收入20100元，增长7.4%。茶叶产量3100吨。登记失业率3.1%。户籍人口26.41万人。
二、2022年工作安排
力争居民人均可支配收入增长7%，茶叶产量3300吨，新开通公交线路6条，货物贸易出口9亿元。
`,
	"yanchi-2022.txt": `砚池县2022年政府工作报告
一、2022年工作回顾
全县地区生产总值126.5亿元，增长5%。城镇居民人均可支配收入43100元，增长4.6%；农村居民人均可支配收入21500元，增长7%。茶叶产量3390吨，居全省第二位。茶叶出口额居全国第五位。登记失业率3.4%。户籍人口26.2万人。新增公办幼儿园床位300张、民办养老机构床位520张。五年来累计新建农村公路410公里，年均增长8.5%。税收收入9.8亿元，占财政收入的71.2%。
二、2023年工作安排
力争茶叶产量3500吨。
`,
}

// A figure of another sort, or limited otherwise, is never stated for the one asked.
func TestGates(t *testing.T) {
	a := answerer(t, lookalikes)
	for _, c := range []struct {
		question string
		kind     answer.Kind
		text     string // all of it
	}{
		{"砚池县2022年居民人均可支配收入是多少？", answer.Refused, "报告中没有“居民人均可支配收入”；相近的是“城镇居民人均可支配收入”，两者不是同一个指标。 [1]"},
		{"砚池县2022年居民人均可支配收入目标完成了吗？", answer.Refused, "报告中没有找到与之对应的完成数，只写了：砚池县2022年居民人均可支配收入目标增长7%。 [1]"},
		{"砚池县2022年茶叶产量居全省第几位？", answer.Answered, "砚池县2022年茶叶产量全省第二位 [1]"},
		{"砚池县2022年茶叶出口额是多少？", answer.Refused, "报告中没有所问的数，只写了：砚池县2022年茶叶出口额全国第五位。 [1]"},
		{"砚池县2022年新建农村公路多少公里？", answer.Refused, "报告中没有所问的数，只写了：砚池县五年来新建农村公路410公里。 [1]"},
		{"砚池县2022年税收收入占财政收入的比重是多少？", answer.Answered, "砚池县2022年税收收入占财政收入比重71.2% [1]"},
		{"砚池县2021年固定资产投资是多少？", answer.Answered, "砚池县2021年全社会固定资产投资88亿元 [1]"},
		{"砚池县2021年服务业占地区生产总值多少？", answer.Answered, "砚池县2021年服务业增加值48.2亿元，地区生产总值120.5亿元 [1]\n48.2亿元 ÷ 120.5亿元 = 40% [1]"},
		{"砚池县2022年新开通公交线路多少条？", answer.Answered, "砚池县2022年新开通公交线路目标6条 [1]\n注意：这是目标数，报告中没有找到完成数。"},
		{"砚池县2022年新开通公交线路的目标完成了吗？", answer.Refused, "报告中没有找到与之对应的完成数，只写了：砚池县2022年新开通公交线路目标6条。 [1]"},
	} {
		got := a.Ask(t.Context(), answer.Question{Text: c.question})
		if got.Kind != c.kind || got.Text != c.text {
			t.Errorf("%s\ngot  %s %q\nwant %s %q", c.question, got.Kind, got.Text, c.kind, c.text)
		}
	}
}

// Changes, gaps and comparisons are worked out over the figures that are asked for.
func TestComparisons(t *testing.T) {
	a := answerer(t, lookalikes)
	for _, c := range []struct{ question, text string }{
		{"砚池县2022年农村居民人均可支配收入增长比城镇快多少？", "砚池县2022年农村居民人均可支配收入增长7%，城镇居民人均可支配收入增长4.6% [1]\n农村居民人均可支配收入比城镇居民人均可支配收入多：7% − 4.6% = 2.4个百分点 [1]"},
		{"砚池县2022年茶叶产量达标了吗？", "砚池县2022年茶叶产量目标3300吨，实际3390吨：达到目标 [1] [2]"},
		{"砚池县2022年茶叶产量超出目标多少？", "砚池县2022年茶叶产量目标3300吨，实际3390吨：达到目标 [1] [2]\n3390吨 − 3300吨 = 90吨 [1] [2]"},
		{"砚池县2023年茶叶产量计划比2022年实际多多少？", "砚池县2022年茶叶产量3390吨 [1]\n砚池县2023年茶叶产量目标3500吨 [2]\n2023年比2022年多：3500吨 − 3390吨 = 110吨 [1] [2]\n注意：所比较的数字时段或口径（实绩、预计、目标）不同。"},
		{"砚池县登记失业率2022年比2021年上升多少？", "砚池县2021年登记失业率3.1% [1]\n砚池县2022年登记失业率3.4% [2]\n2022年比2021年多：3.4% − 3.1% = 0.3个百分点 [1] [2]"},
		{"砚池县2022年户籍人口减少了多少人？", "砚池县2021年户籍人口26.41万人 [1]\n砚池县2022年户籍人口26.2万人 [2]\n2021年比2022年多：26.41万人 − 26.2万人 = 0.21万人 [1] [2]"},
		{"砚池县2021年茶叶产量和2022年地区生产总值各是多少？", "砚池县2021年茶叶产量3100吨，2022年地区生产总值126.5亿元 [1] [2]"},
		{"砚池县近两年地区生产总值分别是多少？", "砚池县2021年地区生产总值120.5亿元 [1]\n砚池县2022年地区生产总值126.5亿元 [2]"},
		{"砚池县2021年和2022年茶叶产量各是多少，增加多少？", "砚池县2021年茶叶产量3100吨 [1]\n砚池县2022年茶叶产量3390吨 [2]\n2022年比2021年多：3390吨 − 3100吨 = 290吨 [1] [2]"},
		{"砚池县2022年经济增速是多少？", "砚池县2022年地区生产总值增长5% [1]"},
	} {
		got := a.Ask(t.Context(), answer.Question{Text: c.question})
		if got.Kind != answer.Answered || got.Text != c.text {
			t.Errorf("%s\ngot  %s %q\nwant %q", c.question, got.Kind, got.Text, c.text)
		}
	}
}

// Two invented towns that do not tell the same, one of which has a target that is a ceiling.
var uneven = map[string]string{
	"songkou-2022.txt": `松口镇2022年工作总结
一、2022年工作总结
全年税收收入1.3亿元，居民人均可支配收入38000元，接待游客21万人次。三次产业结构为12.4:38.1:49.5，居民消费价格上涨1.8%。
`,
	"songkou-2021.txt": `松口镇2021年工作总结和2022年工作打算
一、2021年工作总结
全年接待游客18万人次。
二、2022年工作打算
力争接待游客20万人次。居民消费价格涨幅3%左右。
`,
	"bailu-2022.txt": `白鹿镇2022年工作总结
一、2022年工作总结
农村居民人均可支配收入26100元，新增高新技术企业5家。
`,
}

// What one of several places does not tell is said; only like is set beside like.
func TestUnevenPlaces(t *testing.T) {
	a := answerer(t, uneven)
	for _, c := range []struct {
		question string
		history  []answer.Turn
		text     string
	}{
		{question: "松口镇和白鹿镇2022年税收收入哪个多？", text: "松口镇2022年税收收入1.3亿元 [1]\n白鹿镇的报告中没有找到对应的“税收收入”。"},
		{question: "松口镇和白鹿镇2022年居民人均可支配收入哪个高？", text: "松口镇2022年居民人均可支配收入38000元 [1]\n白鹿镇的报告中没有找到对应的“居民人均可支配收入”。"},
		{question: "松口镇2022年第三产业占比是多少？", text: "松口镇2022年三次产业结构12.4:38.1:49.5（第三产业49.5%） [1]"},
		{question: "比上年多多少？", history: []answer.Turn{{Role: "user", Text: "松口镇2022年接待游客多少人次？"}},
			text: "松口镇2021年接待游客18万人次 [1]\n松口镇2022年接待游客21万人次 [2]\n2022年比2021年多：21万人次 − 18万人次 = 3万人次 [1] [2]"},
		{question: "松口镇2022年接待游客目标是多少，完成了吗？", text: "松口镇2022年接待游客目标20万人次，实际21万人次：达到目标 [1] [2]"},
		{question: "松口镇2022年居民消费价格涨幅控制在目标内了吗？", text: "松口镇2022年居民消费价格目标增长3%左右，实际增长1.8%：达到目标 [1] [2]"},
	} {
		got := a.Ask(t.Context(), answer.Question{Text: c.question, History: c.history})
		if got.Text != c.text {
			t.Errorf("%s\ngot  %s %q\nwant %q", c.question, got.Kind, got.Text, c.text)
		}
	}
}

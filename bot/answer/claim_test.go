package answer_test

import (
	"strings"
	"testing"

	"reportbot/bot/answer"
)

// harbour and hills are two reports of invented places, told in different ways.
const (
	harbour2030 = `鸥港镇2030年工作总结及2031年工作思路
一、2030年工作总结
社会消费品零售总额24.9亿元，同比下降2%。海鲜干货产量1204吨。渔业产值8.2亿元，同比增长3.1%。村集体经济总收入3700万元。
二、2031年工作思路
社会消费品零售总额达到26亿元。
`
	harbour2031 = `鸥港镇2031年工作总结及2032年工作思路
一、2031年工作总结
社会消费品零售总额26.5亿元，同比增长6.4%。海鲜干货产量1318吨。渔业产值8.6亿元，同比增长4.9%。村集体经济总收入4100万元。滨海步道长52公里。
（一）建设
全年滨海步道总长25公里。
二、2032年工作思路
新增民宿6家；规上企业研发费用2.1亿元；海鲜干货产量达到1400吨。
`
	hills2031 = `松隐省政府工作报告
（2032年1月8日在松隐省第三届人民代表大会第一次会议上）
第一部分　2031年工作
　　——全省生产总值9000亿元，增长5%。
　　——社会消费品零售总额310亿元，增长2%。
　　——发放就业小额贷款2150万元，城镇新增就业5487人。
第二部分　2032年工作安排
　　1．生产总值增长6%。
`
)

// TestClaims checks the numbers that questions ask to check.
func TestClaims(t *testing.T) {
	a := answerer(t, map[string]string{"harbour-2030.txt": harbour2030, "harbour-2031.txt": harbour2031, "hills-2031.txt": hills2031})
	for _, tt := range []struct {
		question string
		history  []string
		want     []string // parts of the answer
		not      string   // "" for nothing
	}{
		{question: "鸥港镇2030年社零总额有没有达到27亿元？", want: []string{"24.9亿元", "未达到27亿元：27亿元 − 24.9亿元 = 2.1亿元"}},
		{question: "鸥港镇2031年海鲜干货产量突破1300吨了吗？", want: []string{"1318吨", "超过1300吨：1318吨 − 1300吨 = 18吨"}},
		{question: "鸥港镇2031年渔业产值是不是不到9亿元？", want: []string{"8.6亿元", "未达到9亿元"}},
		{question: "鸥港镇2031年渔业产值增长5%对吗？", want: []string{"增长4.9%", "与问题所说的“增长5%”不同"}},
		{question: "鸥港镇2031年渔业产值是8.6亿元吗？", want: []string{"8.6亿元", "与问题所说的“8.6亿元”一致"}},
		{question: "松隐省2031年新增就业是多少？", want: nil, not: "2150"},
		{question: "鸥港镇2031年滨海步道到底是52还是25公里？", want: []string{"52公里", "25公里", "不同的数字"}},
		{question: "鸥港镇这两年的海鲜干货产量分别是多少？", want: []string{"2030年海鲜干货产量1204吨", "2031年海鲜干货产量1318吨"}},
		{question: "鸥港镇2032年打算新增几家民宿？规上研发费用呢？", want: []string{"6家", "2.1亿元"}},
		{question: "鸥港和松隐2031年社零总额加一块是多少？", want: []string{"26.5亿元", "310亿元", "= 336.5亿元"}},
		{question: "2031年松隐省GDP增长多少？", want: []string{"5%"}, not: "6%"},
		{question: "鸥港镇村集体经济总收入多少？", want: []string{"2031年村集体经济总收入4100万元"}, not: "3700"},
		{question: "2032年打算弄多少？", history: []string{"鸥港镇2031年海鲜干货产量多少？"}, want: []string{"目标1400吨"}},
	} {
		q := answer.Question{Text: tt.question}
		for _, said := range tt.history {
			q.History = append(q.History, answer.Turn{Role: "user", Text: said})
		}
		got := a.Ask(t.Context(), q)
		for _, want := range tt.want {
			if got.Kind != answer.Answered || !strings.Contains(got.Text, want) {
				t.Errorf("%s\ngot  %s %q\nwant %q", tt.question, got.Kind, got.Text, want)
			}
		}
		if tt.not != "" && strings.Contains(got.Text, tt.not) {
			t.Errorf("%s: %q tells %s", tt.question, got.Text, tt.not)
		}
	}
}

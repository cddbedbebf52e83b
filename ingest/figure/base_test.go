package figure

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The number that a rise began from is not that of the year that the section tells
// of.
func TestBase(t *testing.T) {
	type got struct {
		Text, Period string
		Kind         Kind
		Base         bool
	}
	for _, test := range []struct {
		sentence string
		want     []got
	}{
		{"森林覆盖率由20.5%提高到23.1%。", []got{{"20.5%", "", Share, true}, {"23.1%", "", Share, false}}},
		{"五年来，城镇化率从52%提高到58%，常住人口由31万人增至35万人。", []got{
			{"52%", "", Share, true}, {"58%", "五年来", Share, false}, {"31万人", "", Level, true}, {"35万人", "五年来", Level, false}}},
		{"茶农人均收入由2027年8300元增加到2031年14700元，渔民人均收入由9100元增加到15200元。", []got{
			{"8300元", "2027年", Level, true}, {"14700元", "到2031年", Level, false}, {"9100元", "2027年", Level, true}, {"15200元", "到2031年", Level, false}}},
		{"综合实力由全县第八位上升到第三位。", []got{{"第八位", "", Rank, true}, {"第三位", "", Rank, false}}},
		{"茶叶产量从原来的320吨增加到450吨。", []got{{"320吨", "", Level, true}, {"450吨", "", Level, false}}},
		{"由镇政府投资200万元建成到户道路3公里。", []got{{"200万元", "", Level, false}, {"3公里", "", Level, false}}},
		{"从3家合作社选出代表12人。", []got{{"3家", "", Level, false}, {"12人", "", Level, false}}},
	} {
		var have []got
		for _, f := range Parse(test.sentence, Context{Year: 2031, Actual: true}) {
			have = append(have, got{f.Text, f.Period, f.Kind, f.Base})
		}
		if diff := cmp.Diff(test.want, have); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.sentence, diff)
		}
	}
}

// What a plan is to raise is the level of the year before it, and no target.
func TestBaseOfPlan(t *testing.T) {
	figures := Parse("污水收集率由71%提高到79%。", Context{Year: 2032, Plan: true})
	if len(figures) != 2 || figures[0].Status != Actual || figures[0].From != "2031-01-01" || figures[1].Status != Target || figures[1].From != "" {
		t.Errorf("%+v", figures)
	}
}

// In a speech of 2032 that looks back on 2031, 去年 is 2031 and 上年 2030.
func TestSpokenYears(t *testing.T) {
	for _, test := range []struct{ sentence, from string }{
		{"去年新建公园12个。", "2031-01-01"},
		{"今年新建公园12个。", "2032-01-01"},
		{"本年新建公园12个。", "2031-01-01"},
		{"上年新建公园12个。", "2030-01-01"},
		{"前年新建公园12个。", "2030-01-01"},
	} {
		figures := Parse(test.sentence, Context{Year: 2031, Now: 2032, Actual: true})
		if len(figures) != 1 || figures[0].From != test.from {
			t.Errorf("%s: %+v, want one from %s", test.sentence, figures, test.from)
		}
	}
}

// The end of a page does not cut a number in two.
func TestPageEndInNumber(t *testing.T) {
	figures := Parse("全镇产值达到7.44\n\u200b\n亿元，增长6%。", Context{Year: 2031})
	if len(figures) != 2 || figures[0].Value != "744000000" || figures[0].Unit != "元" {
		t.Errorf("%+v", figures)
	}
}

// A row of periods is shared out among a row of numbers.
func TestPeriodsShared(t *testing.T) {
	var got []string
	for _, f := range Parse("一季度、上半年、前三季度全省生产总值分别增长6.1%、3.2%、4.3%，全年增长4.6%。", Context{Year: 2031, Actual: true}) {
		got = append(got, f.Text+" "+f.Period+" "+f.To)
	}
	want := []string{"6.1% 一季度 2031-03-31", "3.2% 上半年 2031-06-30", "4.3% 前三季度 2031-09-30", "4.6% 全年 2031-12-31"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

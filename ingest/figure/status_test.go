package figure

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestStatus(t *testing.T) {
	const actual, expected, target = Actual, Expected, Target
	for _, test := range []struct {
		sentence string
		want     []Status
	}{
		{"完成投资3亿元。", []Status{actual}}, {"实现产值3亿元，达到预期。", []Status{actual}}, {"预计全年投资3亿元。", []Status{expected}}, {"有望突破3亿元。", []Status{expected}},
		{"预计全年投资3亿元，同比增长5%。", []Status{expected, expected}}, {"预计全年投资3亿元，完成拆迁2处。", []Status{expected, actual}}, {"预计全年投资3亿元；建成公园2个。", []Status{expected, actual}},
		{"力争投资3亿元，引进企业5家。", []Status{target, target}}, {"确保投资3亿元。", []Status{target}}, {"预期目标是增长5%。", []Status{target}}, {"争取到2035年建成公园30个。", []Status{target}},
		{"争取上级资金3亿元。", []Status{actual}}, {"计划投资3亿元。", []Status{target}}, {"计划总投资3亿元。", []Status{target}}, {"拟新建公园3个。", []Status{target}}, {"将新建公园3个。", []Status{target}},
		{"力争全年投资3亿元，目前已完成2亿元。", []Status{target, actual}}, {"完成年度目标任务的98%。", []Status{actual}}, {"年度目标3亿元，完成2亿元。", []Status{target, actual}}, {"投资3亿元，力争明年翻番到6亿元。", []Status{actual, target}},
		{"不低于3亿元。", []Status{actual}},
		{"主要预期目标是：产值增长5%；投资3亿元；税收2亿元。", []Status{target, target, target}},
		{"力争投资3亿元；拆除违建2处。", []Status{target, actual}}, {"产值增速比6%左右的预期目标低2个百分点；高技术产业占比46.9%。", []Status{target, actual, actual}},
		{"筑牢安全防线，确保应检尽检，全镇共检查企业32家。", []Status{actual}}, {"确保全年检查企业32家。", []Status{target}},
	} {
		var got []Status
		for _, f := range Parse(test.sentence, Context{Year: 2031, Actual: true}) {
			got = append(got, f.Status)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.sentence, diff)
		}
	}
}

func TestPlanSectionHoldsTargets(t *testing.T) {
	for _, s := range []string{"收集率提高到79%。", "粮食播种面积不低于3万亩。", "预计投资3亿元。"} {
		for _, f := range Parse(s, Context{Year: 2032, Plan: true}) {
			if f.Status != Target {
				t.Errorf("%s: %s is %s, want target", s, f.Text, f.Status)
			}
		}
	}
}

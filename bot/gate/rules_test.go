package gate

import (
	"testing"

	"reportbot/ingest/figure"
)

// TestRules has a statement that must pass and one that must not for rules that the
// statements on the sample reports hardly touch.
func TestRules(t *testing.T) {
	for _, tt := range []struct {
		sentence string // of a section of plans when it begins with 计划
		question string
		text     string
		want     Reason
	}{
		// Years that are no figure's period.
		{"全镇建成文化礼堂。", "", "2021年，全镇建成文化礼堂。", ""},
		{"全镇建成文化礼堂。", "", "2019年，全镇建成文化礼堂。", Period},
		{"企业产值6.2亿元，同比增长4%。", "", "企业产值比2020年增长4%。", ""},
		{"企业产值6.2亿元，同比增长4%。", "", "企业产值比2018年增长4%。", Period},
		// Digits that are no figures.
		{"第7批次设备运抵2号码头。", "", "设备运抵2号码头。", ""},
		{"第7批次设备运抵2号码头。", "", "设备运抵3号码头。", Unsupported},
		{"设备运抵2号码头。", "", "设备运抵٣号码头。", Unsupported},
		// Plans and facts without figures.
		{"计划建设文化礼堂。", "", "桃溪镇计划建设文化礼堂。", ""},
		{"计划建设文化礼堂。", "", "桃溪镇已建设文化礼堂。", PlanAsFact},
		{"文化礼堂建成开放。", "", "桃溪镇打算建成文化礼堂。", FactAsPlan},
		// Places: of other reports, unknown ones, several.
		{"文化礼堂建成开放。", "", "桃溪镇文化礼堂建成开放。", ""},
		{"文化礼堂建成开放。", "", "柳渡镇文化礼堂建成开放。", Place},
		{"文化礼堂建成开放。", "", "梅岭镇文化礼堂建成开放。", Place},
		{"文化礼堂建成开放。", "", "Liudu opened its hall of culture.", Place},
		{"全镇产值6.2亿元。", "", "全县产值6.2亿元。", Place},
		// Masks.
		{"产值6.2亿元，税收x.x亿元。", "", "产值6.2亿元，税收数额被隐去。", ""},
		{"产值6.2亿元，税收x.x亿元。", "", "税收6.2亿元。", Mask},
		{"产值6.2亿元，税收x.x亿元。", "", "税收1.1亿元。", Mask},
		// What counts the statement's own parts, and class thresholds.
		{"工业产值6.2亿元，农业产值3.1亿元。", "", "两项产值：工业产值6.2亿元，农业产值3.1亿元。", ""},
		{"工业产值6.2亿元，农业产值3.1亿元。", "", "四项产值：工业产值6.2亿元，农业产值3.1亿元。", Unsupported},
		{"签约亿元以上项目4个。", "", "Four projects of over 100 million yuan were signed.", ""},
		{"签约亿元以上项目4个。", "", "Four projects of over 200 million yuan were signed.", Unsupported},
		{"收入80万元以上的村3个。", "", "收入80万元以上的村有3个。", ""},
		// Numbers of the question.
		{"企业产值6.2亿元。", "企业产值超过8亿元吗？", "企业产值6.2亿元，没有超过8亿元。", ""},
		{"企业产值6.2亿元。", "企业产值是8亿元吗？", "企业产值8亿元。", Unsupported},
		// Calculations; a result may be told again.
		{"工业产值6.2亿元，农业产值3.1亿元。", "", "工业产值和农业产值合计9.3亿元（6.2 + 3.1 = 9.3亿元）。", ""},
		{"工业产值6.2亿元，农业产值3.1亿元。", "", "工业产值和农业产值合计9.3亿元。", Unsupported},
		{"工业产值6.2亿元，农业产值3.1亿元，渔业产值1.1亿元。", "", "工业产值和渔业产值合计6.2 + 3.1 = 9.3亿元。", Calculation},
		{"工业产值6.2亿元，农业产值3.1亿元。", "", "工业产值和农业产值合计6.2 + 3.1 = 9.4亿元。", Calculation},
		// Goals by name.
		{"引资4.9亿元，为年度任务5亿元的98%。", "", "引资4.9亿元，完成年度任务5亿元的98%。", ""},
		{"引资4.9亿元，为年度任务5亿元的98%。", "", "引资5亿元。", PlanAsFact},
		// Shares of a whole that is not named beside them.
		{"财政总收入5亿元；预算收入3亿元，其中税收2亿元，占66.7%。", "", "税收占预算收入的66.7%。", ""},
		{"财政总收入5亿元；预算收入3亿元，其中税收2亿元，占66.7%。", "", "税收占财政总收入的66.7%。", Indicator},
		// Parts of a whole lend its name.
		{"网络零售额1.35亿元，其中茶具5200万元。", "", "茶具的网络零售额为5200万元。", ""},
		{"网络零售额1.35亿元，其中茶具5200万元。", "", "茶具的网络零售额为1.35亿元。", Indicator},
		// A level that moved.
		{"供水漏损率降至11.4%。", "", "供水漏损率下降到11.4%。", ""},
		{"供水漏损率降至11.4%。", "", "供水漏损率上升到11.4%。", Direction},
		{"供水漏损率11.4%。", "", "供水漏损率下降到11.4%。", Direction},
		// Another basis of a change.
		{"企业产值6.2亿元，同比增长4%。", "", "企业产值同比增长4%。", ""},
		{"企业产值6.2亿元，同比增长4%。", "", "企业产值环比增长4%。", Period},
		// A statement in list form, with marks.
		{"企业产值6.2亿元，同比增长4%。", "", "1. 企业产值6.2亿元[1]，同比增长4%【1】。", ""},
		{"企业产值6.2亿元，同比增长4%。", "", "（2）企业产值：6.2亿元 [1,2]", ""},
	} {
		plan := len(tt.sentence) > 6 && tt.sentence[:6] == "计划"
		s := Sentence{Text: tt.sentence, Place: "桃溪镇", Year: 2021, Plan: plan,
			Figures: figure.Parse(tt.sentence, figure.Context{Year: 2021, Place: "桃溪镇", Plan: plan})}
		checker := &Checker{Question: tt.question, Places: []string{"桃溪镇", "柳渡镇"}}
		if v := checker.check(withoutMarks(tt.text), []Sentence{s}); v.Reason != tt.want {
			t.Errorf("%s for %s: %+v, want %q", tt.text, tt.sentence, v, tt.want)
		}
	}
}

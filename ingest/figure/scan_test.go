package figure

import "testing"

func TestMasks(t *testing.T) {
	for _, test := range []struct{ sentence, text, unit string }{
		{"投资x.x亿元", "x.x亿元", "元"}, {"投资xx.xx万元", "xx.xx万元", "元"}, {"投资XX万元", "XX万元", "元"}, {"投资××万元", "××万元", "元"},
		{"投资＊＊万元", "＊＊万元", "元"}, {"接待***万人次", "***万人次", "人次"}, {"接待*人", "*人", "人"}, {"接待○○人", "○○人", "人"}, {"接待□□人", "□□人", "人"},
		{"接待〇〇人", "〇〇人", "人"}, {"接待__人", "__人", "人"}, {"接待（略）人", "（略）人", "人"}, {"接待(略)万人", "(略)万人", "人"}, {"接待xxx余人", "xxx余人", "人"},
		{"增长x%", "x%", "%"}, {"增长x.x个百分点", "x.x个百分点", "个百分点"}, {"投资¥xx万元", "¥xx万元", "元"}, {"新建x,xxx户", "x,xxx户", "户"},
		{"人口为xxxxx", "xxxxx", ""}, {"增加值达xx亿", "xx亿", ""}, {"比例为x.x:xx.x:xx.x", "x.x:xx.x:xx.x", ""}, {"排名第xx位", "第xx位", "位"},
		{"新建2x公里", "2x公里", "公里"}, {"长***km", "***km", "km"}, {"投资xx—xx万元", "xx—xx万元", "元"},
	} {
		figures := Parse(test.sentence+"。", Context{})
		if len(figures) != 1 || figures[0].Text != test.text || figures[0].Unit != test.unit || !figures[0].Masked || figures[0].Value != "" {
			t.Errorf("%s: %+v, want %s in %q", test.sentence, figures, test.text, test.unit)
		}
	}
}

func TestRanges(t *testing.T) {
	for _, test := range []struct{ sentence, text, low, high, unit string }{
		{"增长3-5%", "3-5%", "3", "5", "%"}, {"增长3%—5%", "3%—5%", "3", "5", "%"}, {"增长3至5个百分点", "3至5个百分点", "3", "5", "个百分点"},
		{"招引3—5家", "3—5家", "3", "5", "家"}, {"招引３～５家", "３～５家", "3", "5", "家"}, {"补助3-5万元", "3-5万元", "30000", "50000", "元"},
		{"补助3万-5万元", "3万-5万元", "30000", "50000", "元"}, {"补助5000至8000元", "5000至8000元", "5000", "8000", "元"}, {"招引三到五家", "三到五家", "3", "5", "家"},
		{"增长3%到5%", "3%到5%", "3", "5", "%"}, {"在3%和5%之间", "3%和5%", "3", "5", "%"}, {"占百分之三至五", "百分之三至五", "3", "5", "%"},
		{"投资0.8-1.2亿元", "0.8-1.2亿元", "80000000", "120000000", "元"},
	} {
		figures := Parse(test.sentence+"。", Context{})
		if len(figures) != 1 {
			t.Errorf("%s: %+v, want one", test.sentence, figures)
			continue
		}
		f := figures[0]
		if f.Text != test.text || f.Low != test.low || f.High != test.high || f.Unit != test.unit || f.Value != "" || f.Exact != Range {
			t.Errorf("%s: %+v, want %s–%s %s", test.sentence, f, test.low, test.high, test.unit)
		}
	}
}

func TestOldAndNewValueAreNoRange(t *testing.T) {
	for _, s := range []string{"由3%到5%。", "从3%提高到5%。", "从300元增加至500元。"} {
		if figures := Parse(s, Context{}); len(figures) != 2 {
			t.Errorf("%s: %+v, want two figures", s, figures)
		}
	}
}

func TestRanks(t *testing.T) {
	for _, test := range []struct {
		sentence, text, value string
		exact                 Exactness
	}{
		{"总量居全县第3位", "第3位", "3", Exact}, {"总量居全县第三", "第三", "3", Exact}, {"总量位列全市第十", "第十", "10", Exact}, {"总量列全市前三", "前三", "3", AtMost}, {"综合考核位居第一名", "第一名", "1", Exact},
		{"进入全国前10强", "前10强", "10", AtMost}, {"增速跻身全省前十", "前十", "10", AtMost}, {"增速排名全县第 2 位", "第 2 位", "2", Exact},
	} {
		figures := Parse(test.sentence+"。", Context{})
		if len(figures) != 1 || figures[0].Text != test.text || figures[0].Value != test.value || figures[0].Kind != Rank || figures[0].Exact != test.exact {
			t.Errorf("%s: %+v, want rank %s, %s", test.sentence, figures, test.value, test.exact)
		}
	}
}

func TestRatios(t *testing.T) {
	for _, test := range []struct{ sentence, text string }{
		{"结构为3.2:45.1:51.7", "3.2:45.1:51.7"}, {"结构为3.6 : 48 : 48.4", "3.6 : 48 : 48.4"}, {"结构为3∶45∶52", "3∶45∶52"}, {"结构为３：４５：５２", "３：４５：５２"}, {"男女比例为1:12", "1:12"},
	} {
		figures := Parse(test.sentence+"。", Context{})
		if len(figures) != 1 || figures[0].Text != test.text || figures[0].Kind != Ratio || figures[0].Value != "" {
			t.Errorf("%s: %+v, want ratio %s", test.sentence, figures, test.text)
		}
	}
}

func TestExactness(t *testing.T) {
	for _, test := range []struct {
		sentence, text string
		want           Exactness
	}{
		{"走访320户", "320户", Exact}, {"走访约320户", "320户", About}, {"走访近320户", "320户", About}, {"走访320户左右", "320户", About},
		{"走访超320户", "320户", AtLeast}, {"突破320户", "320户", AtLeast}, {"走访320户以上", "320户", AtLeast}, {"不低于320户", "320户", AtLeast},
		{"走访过320户", "320户", AtLeast}, {"走访320余户", "320余户", AtLeast}, {"走访320多户", "320多户", AtLeast}, {"不超过320户", "320户", AtMost},
		{"控制在320户以内", "320户", AtMost}, {"走访高达320户", "320户", Exact}, {"不足320户", "320户", AtMost},
	} {
		figures := Parse(test.sentence+"。", Context{})
		if len(figures) != 1 || figures[0].Text != test.text || figures[0].Exact != test.want {
			t.Errorf("%s: %+v, want %s, %s", test.sentence, figures, test.text, test.want)
		}
	}
}

func TestItemNumberRunIntoTheSentence(t *testing.T) {
	figures := Parse("2.19个村集体增收。", Context{})
	if len(figures) != 1 || figures[0].Text != "19个" {
		t.Errorf("%+v, want 19个", figures)
	}
}

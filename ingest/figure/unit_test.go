package figure

import "testing"

func TestUnits(t *testing.T) {
	for _, test := range []struct{ sentence, text, unit string }{
		{"投资3万元", "3万元", "元"}, {"投资3亿美元", "3亿美元", "美元"}, {"投资￥300", "￥300", "元"}, {"投资$300万", "$300万", "美元"},
		{"面积3亩", "3亩", "亩"}, {"面积3万平方米", "3万平方米", "平方米"}, {"面积3公顷", "3公顷", "公顷"}, {"面积3㎡", "3㎡", "㎡"},
		{"长3公里", "3公里", "公里"}, {"长3千米", "3千米", "千米"}, {"长3km", "3km", "km"}, {"重3吨", "3吨", "吨"}, {"重3公斤", "3公斤", "公斤"},
		{"参加3人", "3人", "人"}, {"参加3万人次", "3万人次", "人次"}, {"搬迁3户", "3户", "户"}, {"开展3次", "3次", "次"}, {"办理3件", "3件", "件"},
		{"达到3%", "3%", "%"}, {"达到3％", "3％", "%"}, {"提高3个百分点", "3个百分点", "个百分点"}, {"达到3‰", "3‰", "‰"}, {"增长3倍", "3倍", "倍"},
		{"标准3元/人", "3元/人", "元/人"}, {"单产3吨/亩", "3吨/亩", "吨/亩"}, {"均价3元每平方米", "3元每平方米", "元每平方米"}, {"吞吐3标准箱", "3标准箱", "标准箱"},
		{"装机3万千瓦", "3万千瓦", "千瓦"}, {"发电3亿千瓦时", "3亿千瓦时", "千瓦时"}, {"蓄水3万立方米", "3万立方米", "立方米"},
		{"栽种重楼320蔸", "320蔸", "蔸"}, {"吞吐15TEU", "15TEU", "TEU"}, {"带宽200Mbps", "200Mbps", "Mbps"}, {"桥梁8孔", "8孔", "孔"},
		{"压缩至6个工作日以内", "6个工作日", "个工作日"}, {"气温下降5℃", "5℃", "℃"}, {"合计40亿", "40亿", ""},
	} {
		figures := Parse(test.sentence+"。", Context{})
		if len(figures) != 1 || figures[0].Text != test.text || figures[0].Unit != test.unit {
			t.Errorf("%s: %+v, want %s in %q", test.sentence, figures, test.text, test.unit)
		}
	}
}

func TestUnitFiles(t *testing.T) {
	classes := map[string]bool{}
	for _, c := range []string{"money", "area", "length", "weight", "volume", "power", "energy", "rate", "points", "times", "people", "count", "time", "day", "year", "age", "grade", "score"} {
		classes[c] = true
	}
	seen := map[string]bool{}
	for _, entries := range units {
		for _, u := range entries {
			if !classes[u.class] {
				t.Errorf("unit %s has the unknown class %q", u.name, u.class)
			}
			if seen[u.name] {
				t.Errorf("unit %s is listed twice", u.name)
			}
			seen[u.name] = true
		}
	}
}

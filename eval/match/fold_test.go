package match

import "testing"

func TestFold(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"width", "（一）产值５５．６１亿元，增长８％；", "(一)产值55.61亿元,增长8%;"},
		{"wrapped", "新种茶\r\n　　叶 320\t亩", "新种茶叶320亩"},
		{"full stops", "完成。完成｡完成．完成.", "完成.完成.完成.完成."},
		{"invisible", "\ufeff新\u200b种", "新种"},
		{"kept", "“一老一小”、③㎡", "“一老一小”、③㎡"},
		{"ends of full width", "！～｡", "!~."},
	}
	for _, test := range tests {
		if got := Fold(test.in); got != test.want {
			t.Errorf("%s: Fold(%q) = %q, want %q", test.name, test.in, got, test.want)
		}
	}
}

func TestStates(t *testing.T) {
	tests := []struct {
		name, text, figure string
		want               bool
	}{
		{"plain", "新种茶叶320亩。", "320亩", true},
		{"at the ends", "320亩", "320亩", true},
		{"spaces", "产值 12.5 亿元", "12.5亿元", true},
		{"width", "产值１２．５亿元，增长８％", "8%", true},
		{"width of the figure", "增长8%", "８％", true},
		{"thousands", "3,196 households", "3196", true},
		{"thousands of the figure", "签约3196户", "3,196户", true},
		{"millions", "共1,093,196.5元。", "1093196.5元", true},
		{"thousands before a comma", "3,196, and more", "3196", true},
		{"mark behind", "共320[1]亩[2]。", "320亩", true},
		{"mark before", "共[12]320亩", "320亩", true},
		{"a mark is no figure", "见报告[32]。", "32", false},
		{"mark between numbers", "2019[1]320亩", "320亩", true},
		{"year before", "in 2019 3,196 households", "3196", true},
		{"rows", "2019\n320亩\n2020\n12亩", "320亩", true},
		{"end of a sentence before", "It was 3196. 98.5% signed.", "98.5%", true},
		{"end of a sentence behind", "It was 3196. 98.5% signed.", "3196", true},
		{"Chinese full stop", "共3196。98.5%已签", "98.5%", true},
		{"list by full width comma", "分别为120，345，678个", "345", true},
		{"list by full width comma, grown together", "分别为120，345，678个", "120345678个", false},
		{"no thousands", "2019,320亩", "320亩", true},

		{"longer number before", "新种茶叶1320亩", "320亩", false},
		{"decimals before", "新种茶叶5.320亩", "320亩", false},
		{"longer number behind", "共3201亩", "320", false},
		{"decimals behind", "共320.5亩", "320", false},
		{"thousands before", "共1,320亩", "320亩", false},
		{"multiplier behind", "共320万亩", "320", false},
		{"multiplier behind a multiplier", "共3万亿元", "3万", false},
		{"people, not times", "服务15人次", "15人", false},
		{"number, not points", "提高3个百分点", "3个", false},
		{"another first, then it", "共1320亩，新种320亩", "320亩", true},
		{"without unit", "共5000个", "5000", true},
		{"part of a figure", "接待446万人次", "446万", true},
		{"words", "目标已完成", "已完成", true},
		{"other words", "目标未完成", "已完成", false},
		{"nothing", "目标", "", false},
	}
	for _, test := range tests {
		if got := states(foldFigures(test.text), foldFigures(test.figure)); got != test.want {
			t.Errorf("%s: %q states %q: %t, want %t (folded %q)",
				test.name, test.text, test.figure, got, test.want, foldFigures(test.text))
		}
	}
}

func FuzzStates(f *testing.F) {
	f.Add("共1,320亩。", "320亩")
	f.Add("2019[1] 320", "320")
	f.Fuzz(func(t *testing.T, text, figure string) {
		text, figure = foldFigures(text), foldFigures(figure)
		states(text, figure)
		// What stands alone between words is stated.
		if figure != "" && !states("共"+figure+"；", figure) {
			t.Errorf("%q is not stated by itself", figure)
		}
	})
}

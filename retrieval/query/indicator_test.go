package query

import "testing"

func TestCompareIndicators(t *testing.T) {
	terms := Builtin()
	for _, c := range []struct {
		asked, have string
		want        Match
	}{
		{"规上工业产值", "规模以上工业总产值", Match{Same, ""}},
		{"规上工业产值", "全镇规上工业产值", Match{Same, ""}},
		{"GDP", "地区生产总值", Match{Same, ""}},
		{"社零", "社会消费品零售总额", Match{Same, ""}},
		{"违建面积", "拆除违章建筑", Match{}},
		{"低保人数", "最低生活保障人数", Match{Same, ""}},
		{"规上工业产值", "规上工业增加值", Match{Near, "measure"}},
		{"规上工业产值", "规上工业产值增速", Match{Near, "measure"}},
		{"规上工业产值", "工业产值", Match{Near, "scope"}},
		{"户籍人口", "常住人口", Match{Near, "subject"}},
		{"财政总收入", "一般公共预算收入", Match{Near, "subject"}},
		{"固定资产投资", "民间固定资产投资", Match{Near, "scope"}},
		{"城镇居民人均可支配收入", "农村居民人均可支配收入", Match{Near, "scope"}},
		{"养老保险参保率", "医疗保险参保率", Match{Near, "subject"}},
		{"规上工业产值", "粮食产量", Match{}},
		{"规上工业产值", "进出口总额", Match{}},
		{"规上工业产值", "农村居民人均可支配收入", Match{}},
		{"规上工业产值", "服务业增加值", Match{}},
		{"固定资产投资", "工业投资", Match{Near, "scope"}},
		{"规上工业企业", "规模以上工业企业数", Match{Same, ""}},
		{"", "粮食产量", Match{}},
		{"粮食产量", "", Match{}},
	} {
		if got := terms.CompareIndicators(c.asked, c.have); got != c.want {
			t.Errorf("%s and %s: %+v, want %+v (%+v, %+v)", c.asked, c.have, got, c.want, terms.parts(c.asked), terms.parts(c.have))
		}
	}
}

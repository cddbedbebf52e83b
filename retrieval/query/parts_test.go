package query

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"reportbot/ingest"
)

func TestParts(t *testing.T) {
	for _, c := range []struct {
		question string
		want     []Part
	}{
		{"栖桐镇2021年新建公厕多少座？", []Part{{Topic: "新建公厕 座", Years: []int{2021}, Unit: "座", Figure: true, Level: true}}},
		{"为什么推迟？", []Part{{Topic: "推迟", Level: true}}},
		{"栖桐镇2021年港口吞吐量多少，开了几条航线？", []Part{
			{Topic: "港口吞吐量", Years: []int{2021}, Figure: true, Level: true},
			{Topic: "开 航线", Shared: "港口吞吐量", Years: []int{2021}, Unit: "条航线", Figure: true, Level: true},
		}},
		{"2021年力争新增几家合作社？2020年末共有几家？", []Part{
			{Topic: "力争新增 合作社", Years: []int{2021}, Status: ingest.StatusPlan, Unit: "家合作社", Figure: true, Level: true},
			{Topic: "末共有", Shared: "力争新增 合作社", Years: []int{2020}, Unit: "家", Figure: true, Level: true},
		}},
		{"2021年游客人数和旅游收入各是多少？", []Part{
			{Topic: "游客人数", Shared: "游客人数和旅游收入", Member: true, Years: []int{2021}, Figure: true, Level: true},
			{Topic: "旅游收入", Shared: "游客人数和旅游收入", Member: true, Years: []int{2021}, Figure: true, Level: true},
		}},
		{"建了几座桥、修了几公里路？", []Part{
			{Topic: "建 座桥", Unit: "座桥", Figure: true, Level: true},
			{Topic: "修 公里路", Shared: "建 座桥", Unit: "公里路", Figure: true, Level: true},
		}},
		{"2021年新增多少家餐馆和民宿？", []Part{
			{Topic: "新增 家餐馆", Shared: "新增 家餐馆和民宿", Member: true, Years: []int{2021}, Unit: "家餐馆和", Figure: true, Level: true},
			{Topic: "民宿", Shared: "新增 家餐馆和民宿", Member: true, Years: []int{2021}, Unit: "家餐馆和", Figure: true, Level: true},
		}},
		{"茶叶产值多少，比上年增长多少？", []Part{{Topic: "茶叶产值", Figure: true, Level: true, Change: true}}},
		{"茶叶产值和水果产值各是多少，比上年增长多少？", []Part{
			{Topic: "茶叶产值", Shared: "茶叶产值和水果产值", Member: true, Figure: true, Level: true, Change: true},
			{Topic: "水果产值", Shared: "茶叶产值和水果产值", Member: true, Figure: true, Level: true, Change: true},
		}},
		{"水果产量是多少，同比变化多少？", []Part{{Topic: "水果产量", Figure: true, Level: true, Change: true}}},
		{"茶叶产值的增速是多少？", []Part{{Topic: "茶叶产值 增速", Figure: true, Change: true}}},
		{"财政收入有多少？我要的是财政收入，不是一般公共预算收入。", []Part{
			{Topic: "财政收入 财政收入", Not: "一般公共预算收入", Figure: true, Level: true},
		}},
		{"栖桐镇和岑溪湾街道合计植树多少棵？", []Part{{Topic: "和 合计植树 棵", Unit: "棵", Figure: true, Level: true}}},
		{"粮食产量的目标完成了吗？", []Part{{Topic: "粮食产量 目标完成", Outcome: true, Figure: true, Level: true}}},
		{"2021年的粮食产量", []Part{{Topic: "粮食产量", Years: []int{2021}, Figure: true, Level: true}}},
		{"计划把卫生厕所普及率提高到多少？", []Part{{Topic: "计划把卫生厕所普及率提高到", Status: ingest.StatusPlan, Figure: true, Level: true}}},
		{"哪些村公布了造林面积，各是多少？", []Part{{Topic: "村 造林面积", Figure: true, Level: true}}},
		{"2021年粮食产量的预期目标？", []Part{{Topic: "粮食产量 预期目标", Years: []int{2021}, Status: ingest.StatusPlan, Figure: true, Level: true}}},
		{"茶叶产值增长3.4%，总额是多少？", []Part{{Topic: "茶叶产值增长3.4% 总额", Figure: true, Level: true}}},
		{"2021年的茶叶节是第几届？", []Part{{Topic: "茶叶节 第 届", Years: []int{2021}, Level: true}}},
		{"森林覆盖率怎么反而降了", []Part{{Topic: "森林覆盖率 反而降", Level: true}}},
		{"税收是多少，占财政收入多少，比上年增长多少？", []Part{
			{Topic: "税收", Figure: true, Level: true, Change: true},
			{Topic: "占财政收入", Shared: "税收", Figure: true, Level: true, Share: true},
		}},
		{"出口和进口各是多少，各增长百分之几，谢谢", []Part{
			{Topic: "出口", Shared: "出口和进口", Member: true, Figure: true, Level: true, Change: true},
			{Topic: "进口", Shared: "出口和进口", Member: true, Figure: true, Level: true, Change: true},
		}},
		{"2020年茶叶产值和2021年水果产值哪个高？", []Part{
			{Topic: "茶叶产值", Shared: "茶叶产值和 水果产值", Member: true, Years: []int{2020}, Figure: true, Level: true, Apart: true},
			{Topic: "水果产值", Shared: "茶叶产值和 水果产值", Member: true, Years: []int{2021}, Figure: true, Level: true, Apart: true},
		}},
		{"2020年和2021年茶叶产值各是多少，相差多少？", []Part{{Topic: "和 茶叶产值", Years: []int{2020, 2021}, Figure: true, Level: true}}},
		{"2021年茶叶产值排第几？", []Part{{Topic: "茶叶产值", Years: []int{2021}, Figure: true, Level: true, Rank: true}}},
		{"2021年游客相当于2019年的百分之几？", []Part{{Topic: "游客", Years: []int{2021}, Figure: true, Level: true, Share: true, Base: "2019"}}},
		{"近三年茶叶产值分别是多少？", []Part{{Topic: "茶叶产值", Figure: true, Level: true, Last: 3}}},
		{"历年茶叶产值？", []Part{{Topic: "茶叶产值", Figure: true, Level: true, Each: true}}},
		{"共资助多少户多少人？", []Part{
			{Topic: "共资助 户", Unit: "户", Figure: true, Level: true},
			{Topic: "共资助 人", Shared: "共资助 户", Unit: "人", Figure: true, Level: true},
		}},
		{"茶叶产量目标是多少，完成了吗？", []Part{{Topic: "茶叶产量目标", Outcome: true, Figure: true, Level: true}}},
		{"哪几个村联合办厂？", []Part{{Topic: "村联合办厂", Level: true}}},
		{"争取到多少补助资金？", []Part{{Topic: "争取到 补助资金", Unit: "补助资金", Figure: true, Level: true}}},
		{"哪个村获评示范村？", []Part{{Topic: "村获评示范村", Level: true}}},
		{"How many parks opened in 2021, and what was the visitor count?", []Part{
			{Topic: "parks opened", Years: []int{2021}, Figure: true, Level: true},
			{Topic: "visitor count", Shared: "parks opened", Years: []int{2021}, Figure: true, Level: true},
		}},
	} {
		got := Parse(c.question, nil, known, Builtin()).Parts
		if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(Part{}, "Also")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.question, diff)
		}
	}
}

// A question that leans on the one before asks for the same parts elsewhere, or for
// another thing in their context.
func TestPartsFollowUp(t *testing.T) {
	for _, c := range []struct {
		before, question string
		want             []Part
	}{
		{"栖桐镇2021年绿化投入多少，占支出多大比例？", "2022年呢？", []Part{
			{Topic: "绿化投入", Years: []int{2022}, Figure: true, Level: true},
			{Topic: "占支出 比例", Shared: "绿化投入", Years: []int{2022}, Figure: true, Level: true, Share: true},
		}},
		{"栖桐镇2021年搬迁了多少户？", "那签约率呢？", []Part{
			{Topic: "签约率", Shared: "搬迁 户", Years: []int{2021}, Figure: true, Level: true, Status: ingest.StatusActual},
		}},
		{"栖桐镇2021年修了多少公里路？", "那岑溪湾街道呢？", []Part{
			{Topic: "修 公里路", Years: []int{2021}, Unit: "公里路", Figure: true, Level: true, Status: ingest.StatusActual},
		}},
	} {
		got := Parse(c.question, []string{c.before}, known, Builtin()).Parts
		if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(Part{}, "Also")); diff != "" {
			t.Errorf("%q after %q (-want +got):\n%s", c.question, c.before, diff)
		}
	}
}

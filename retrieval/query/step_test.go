package query

import "testing"

func TestStepped(t *testing.T) {
	known := Query{Text: "栖桐镇2022年旅游收入多少？", Years: []int{2022}}
	for _, c := range []struct {
		text   string
		before Query
		want   string
	}{
		{"前一年呢？", known, "2021年呢？"},
		{"那上一年度的粮食产量呢", known, "那2021年的粮食产量呢"},
		{"次年呢？", known, "2023年呢？"},
		{"And the year before?", known, "And 2021?"},
		{"and in the following year?", known, "and 2023?"},
		{"What about the previous year?", known, "What about 2021?"},
		{"比前一年增长多少呢？", known, "比前一年增长多少呢？"},
		{"前一年旅游收入多少？", known, "前一年旅游收入多少？"},
		{"前一年呢？", Query{}, "前一年呢？"},
		{"前一年呢？", Query{Text: "旅游收入多少？"}, "去年呢？"},
		{"and the year before?", Query{Text: "visitors?"}, "and last year?"},
		{"前一年呢？", Query{Text: "去年旅游收入多少？", Relative: []int{-1}}, "前一年呢？"},
	} {
		if got := stepped(c.text, c.before); got != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

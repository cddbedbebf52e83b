package eval

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/bot/answer"
)

func TestSameReport(t *testing.T) {
	tests := []struct {
		report, want string
		same         bool
	}{
		{"qingxi.txt", "qingxi.txt", true},
		{"2021/qingxi.txt", "qingxi.txt", true},
		{"a/2021/qingxi.txt", "2021/qingxi.txt", true},
		{"qingxi.txt", "2021/qingxi.txt", false},
		{"xiaoqingxi.txt", "qingxi.txt", false},
		{"a/", "", false},
	}
	for _, test := range tests {
		if got := sameReport(test.report, test.want); got != test.same {
			t.Errorf("sameReport(%q, %q) = %t", test.report, test.want, got)
		}
	}
}

func TestInSections(t *testing.T) {
	tests := []struct {
		section string
		wants   []string
		in      bool
	}{
		{"一、回顾 › （一）农业稳步发展", []string{"（一）农业稳步发展"}, true},
		{"一、回顾 › （一）农业稳步发展", []string{"(一)农业"}, true},
		{"一、回顾 › （一）农业稳步发展", []string{"二、打算", "一、回顾"}, true},
		{"一、回顾 › （一）农业稳步发展", []string{"回顾 › （一）"}, false},
		{"一、回顾", []string{""}, false},
		{"", []string{""}, true},
		{"", []string{"一、回顾"}, false},
		{"一、回顾", nil, false},
	}
	for _, test := range tests {
		if got := inSections(test.section, test.wants); got != test.in {
			t.Errorf("inSections(%q, %q) = %t", test.section, test.wants, got)
		}
	}
}

func TestHits(t *testing.T) {
	c := Case{
		Reports:  []string{"qingxi.txt"},
		Sections: []string{"（一）农业"},
		Evidence: []string{"新种茶叶320亩，增长８％", "茶农人均增收1200元", "游客达9万人次"},
	}
	found := []answer.Found{
		{Report: "shanhou.txt", Section: "（一）农业", Text: "新种茶叶320亩，增长8%。"}, // another report
		{Report: "qingxi.txt", Section: "一、总述", Text: "全年新种茶叶\n　　320亩,增长8%。"},
		{Report: "qingxi.txt", Section: "（一）农业", Text: "新种茶叶320亩，增长8%。茶农人均增"}, // evidence cut in two
		{Report: "qingxi.txt", Section: "（一）农业", Text: "收1200元。"},
		{Report: "qingxi.txt", Section: "二、打算", Text: "去年新种茶叶320亩，增长8%。"}, // the same words in another section
	}
	for len(found) < depth {
		found = append(found, answer.Found{Report: "qingxi.txt", Text: "其他"})
	}
	found = append(found, answer.Found{Report: "qingxi.txt", Text: "游客达9万人次"}) // at rank 11
	want := []hit{{rank: 2, section: true}, {}, {}}
	if diff := cmp.Diff(want, hits(c, found), cmp.AllowUnexported(hit{})); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestInvented(t *testing.T) {
	c := Case{
		Question: "青溪镇2021年产值多少？",
		History:  []answer.Turn{{Role: "user", Text: "1-9月呢？"}},
		Evidence: []string{"规上企业14家，产值xx.x亿元"},
	}
	cited := []answer.Citation{{
		N: 3, Report: "b07.txt", Title: "青溪镇2022年总结", Section: "第5节", Quote: "预计产值xx.x亿元，增长6.1%",
	}}
	tests := []struct {
		text string
		want []string
	}{
		{"2021年产值已隐去（xx.x亿元）[3]。", nil},
		{"1—9月14家，增长6.1%；见2022年总结第5节，b07。", nil},
		{"产值12.5亿元，增长6.1%", []string{"12.5"}},
		{"产值12.5亿元，即12.5，增长6.10%，共4家", []string{"12.5", "6.10", "4"}},
	}
	for _, test := range tests {
		got := invented(c, answer.Answer{Text: test.text, Citations: cited})
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q: -want +got\n%s", test.text, diff)
		}
	}
}

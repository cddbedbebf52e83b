package score

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/bot/answer"
	"reportbot/eval/cases"
)

func TestRanks(t *testing.T) {
	c := cases.Case{
		Reports:  []string{"qingxi.txt"},
		Evidence: []string{"新种茶叶320亩，增长８％", "茶农人均增收1200元", "游客达9万人次"},
	}
	found := []answer.Found{
		{Report: "shanhou.txt", Text: "新种茶叶320亩，增长8%。"}, // another report
		{Report: "qingxi.txt", Text: "全年新种茶叶\n　　320亩,增长8%。"},
		{Report: "qingxi.txt", Text: "新种茶叶320亩，增长8%。茶农人均增"}, // evidence cut in two
		{Report: "qingxi.txt", Text: "收1200元。"},
	}
	for len(found) < Depth {
		found = append(found, answer.Found{Report: "qingxi.txt", Text: "其他"})
	}
	found = append(found, answer.Found{Report: "qingxi.txt", Text: "游客达9万人次"}) // at rank 11
	if diff := cmp.Diff([]int{2, 0, 0}, ranks(c, found)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// A calculation is right or not, whatever the words around it.
func TestTextAgrees(t *testing.T) {
	c := cases.Case{Question: "青溪镇和山后镇的茶叶由谁收购？", Answer: "两镇的茶叶都由合作社统一收购", Evidence: []string{"青溪镇新种茶叶320亩", "山后镇新种茶叶95亩"}}
	for _, tt := range []struct {
		name, text string
		want       bool
	}{
		{"reference", "两镇的茶叶都由合作社统一收购。[1][2]", true},
		{"evidence", "青溪镇新种茶叶320亩，山后镇新种茶叶95亩", true},
		{"the question", "青溪镇和山后镇的茶叶由谁收购", false},
		{"something else", "两镇修了一条新路，通到山上的村子", false},
		{"nothing", "", false},
	} {
		if got := agrees(c, tt.text); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
}

// The bags of tokens: 4 of 5 and 4 of 6 in common give 8/11.
func TestList(t *testing.T) {
	c := cases.Case{Kind: "list", Expect: cases.ExpectAnswer, Question: "哪些村？", Answer: "箬塬村、栖樟村、葭坞村", Evidence: []string{"箬塬、栖樟、葭坞3个村成立公司"}}
	s := Of(c, Given{Answer: answer.Answer{Kind: answer.Answered, Text: "箬塬、栖樟、青田"}})
	if p := s.Parts[ListRecall]; p != (Part{2, 3}) {
		t.Errorf("recall %v", p)
	}
	if p := s.Parts[ListPrecision]; p != (Part{2, 3}) {
		t.Errorf("precision %v", p)
	}
}

func TestInvented(t *testing.T) {
	c := cases.Case{
		Question: "青溪镇2021年产值多少？",
		History:  []answer.Turn{{Role: "user", Text: "1-9月呢？"}},
		Evidence: []string{"规上企业14家，产值xx.x亿元"},
	}
	cited := []answer.Citation{{
		N: 3, Report: "b07.txt", Title: "青溪镇2022年总结", Section: "第5节", Quote: "预计产值xx.x亿元，增长6.1%",
	}}
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"2021年产值已隐去（xx.x亿元）[3]。", nil},
		{"1—9月14家，增长6.1%；见2022年总结第5节，b07。", nil},
		{"产值12.5亿元，即12.5，增长6.10%，共4家", []string{"12.5", "6.10", "4"}},
	} {
		got := invented(c, answer.Answer{Text: tt.text, Citations: cited})
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q: -want +got\n%s", tt.text, diff)
		}
	}
}

// The likely cause is that of the earliest stage that went wrong.
func TestCause(t *testing.T) {
	found := samples()["figure"].a.Retrieval
	for _, tt := range []struct {
		want   Cause
		sample string
		change func(*answer.Answer)
	}{
		{"", "figure", func(*answer.Answer) {}},
		{Broke, "figure", func(a *answer.Answer) { a.Kind = answer.Failed }},
		{NotRetrieved, "figure", func(a *answer.Answer) { *a = answer.Answer{Kind: answer.Refused} }},
		{NotAnswered, "figure", func(a *answer.Answer) { *a = answer.Answer{Kind: answer.Refused, Retrieval: found} }},
		{WrongReport, "figure", func(a *answer.Answer) { a.Citations[0].Report = "shanhou.txt" }},
		{WrongFigure, "figure", func(a *answer.Answer) { a.Text = "28.01亿元" }},
		{WrongSection, "figure", func(a *answer.Answer) { a.Citations[0].Section = "二、民生" }},
		{WrongWords, "fact", func(a *answer.Answer) { a.Text = "别的" }},
		{MaskUndone, "masked", func(a *answer.Answer) { a.Kind = answer.Answered }},
		{WrongMaskedAs, "figure", func(a *answer.Answer) { a.Kind = answer.Redacted }},
		{WronglyGiven, "unanswerable", func(a *answer.Answer) { a.Kind = answer.Answered }},
		{Uncovered, "fact", func(a *answer.Answer) { a.Statements[1].Citations = nil }},
	} {
		s := samples()[tt.sample]
		tt.change(&s.a)
		if got := Of(s.c, Given{Answer: s.a}).Cause; got != tt.want {
			t.Errorf("%s: cause %q, want %q", tt.sample, got, tt.want)
		}
	}
}

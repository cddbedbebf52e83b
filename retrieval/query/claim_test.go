package query

import (
	"testing"

	"reportbot/ingest/figure"
)

// TestClaim reads the number that a question asks to check.
func TestClaim(t *testing.T) {
	for _, tt := range []struct {
		text              string
		ok                bool
		figure            string
		least, past, same bool
	}{
		{text: "鸥港镇2031年社零总额有没有达到27亿元？", ok: true, figure: "27亿元", least: true},
		{text: "鸥港镇海鲜干货产量突破1300吨了吗", ok: true, figure: "1300吨", least: true, past: true},
		{text: "渔业产值是不是不到9亿元？", ok: true, figure: "9亿元", past: true},
		{text: "生产总值增长5%对吗？", ok: true, figure: "5%", same: true},
		{text: "Did cruise calls exceed 40 ships?", ok: true, figure: "40", least: true, past: true},
		{text: "社零总额达到27亿元，增长多少？"},
		{text: "新增就业多少人？"},
	} {
		c, ok := claim(tt.text, figure.Parse(tt.text, figure.Context{}))
		if ok != tt.ok || c.Figure.Text != tt.figure || c.Least != tt.least || c.Past != tt.past || c.Same != tt.same {
			t.Errorf("%s: %t %+v", tt.text, ok, c)
		}
	}
}

// TestEither reads two numbers of which a question asks the right one.
func TestEither(t *testing.T) {
	for text, want := range map[string]string{
		"滨海步道到底是52还是25公里？": "滨海步道是多少公里？",
		"增长5.2%还是5.8%？":    "增长百分之几？",
		"2030年还是2031年产量高？": "2030年还是2031年产量高？",
		"滨海步道是52公里还是52公里？": "滨海步道是52公里还是52公里？",
	} {
		if _, got := either(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

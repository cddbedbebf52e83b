package blocks

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"

	"reportbot/bot/blocks/markdown"
)

// parts cuts text of one style.
func parts(text string, limit int) []string {
	var out []string
	for _, part := range cutRuns(plainRuns(text, bold), limit) {
		out = append(out, textOf(part))
	}
	return out
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  []string
	}{
		{"", 10, nil},
		{"刚好十个字的一句话啊", 10, []string{"刚好十个字的一句话啊"}},
		{"一句话说完了。第二句话也说完了。", 10, []string{"一句话说完了。", "第二句话也说完了。"}},
		{"他说“一句完了。”第二句话也说完了", 10, []string{"他说“一句完了。”", "第二句话也说完了"}},
		{"前半句，后半句没有句号所以还长", 7, []string{"前半句，", "后半句没有句号", "所以还长"}},
		{"规上工业产值1,234.5万元增长", 10, []string{"规上工业产值", "1,234.5万元增", "长"}},
		{"补偿款共计支付***.*万元整", 10, []string{"补偿款共计支付", "***.*万元整"}},
		{"The total of twelve words", 12, []string{"The total ", "of twelve ", "words"}},
		{"costs of $12.8 million a year", 15, []string{"costs of ", "$12.8 million ", "a year"}},
		{"第一行\n第二行，还有很多很多", 8, []string{"第一行\n", "第二行，", "还有很多很多"}},
		{"产值增长很快 [12] [13]", 9, []string{"产值增长很快 ", "[12] [13]"}},
		{strings.Repeat("9", 25), 10, []string{"9999999999", "9999999999", "99999"}},
		{"家庭👨‍👩‍👧👨‍👩‍👧", 8, []string{"家庭👨‍👩‍👧", "👨‍👩‍👧"}},
		{"a" + strings.Repeat("\u0301", 20), 8, []string{"a" + strings.Repeat("\u0301", 7), strings.Repeat("\u0301", 8), strings.Repeat("\u0301", 5)}},
		{"见https://gov.example/reports/2023说明", 20, []string{"见", "https://gov.example/", "reports/2023说明"}},
	} {
		if diff := cmp.Diff(c.want, parts(c.text, c.limit)); diff != "" {
			t.Errorf("%q in %d (-want +got):\n%s", c.text, c.limit, diff)
		}
	}
}

// A link is not cut, nor are styles lost.
func TestCutRuns(t *testing.T) {
	link := markdown.Run{Text: "[1]", URL: "https://gov.example"}
	got := cutRuns([]markdown.Run{{Text: "全镇产值", Style: bold}, link, {Text: "，增长"}}, 5)
	want := [][]markdown.Run{{{Text: "全镇产值", Style: bold}}, {link, {Text: "，"}}, {{Text: "增长"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Whatever text is made of figures, words, marks and Chinese: none of them is cut.
func TestCutNoFigure(t *testing.T) {
	tokens := []string{
		"1,234.5万元", "46.82亿元", "9.4%", "1-10月", "2023年", "***万人次", "xx.x亿元", "×.×万平方米", "+3.2个百分点", "12345678户", "三千二百万元",
		"industrial", "state-owned", "O'Brien", "[1]", "[23]", "https://gov.example/a/b?c=1", "👨‍👩‍👧", "$12.8 million", "5.8 minutes", "１２３．５亿元",
	}
	fillers := []string{"全镇", "规上工业产值", "，", "。", "；", "和", " ", "增长", "达到", "：", "、", "的"}
	random := rand.New(rand.NewPCG(7, 11))
	for range 400 {
		var text strings.Builder
		count := map[string]int{}
		for range 40 {
			token := tokens[random.IntN(len(tokens))]
			count[token]++
			text.WriteString(token + fillers[random.IntN(len(fillers))] + fillers[random.IntN(len(fillers))])
		}
		limit := 30 + random.IntN(100)
		for token := range count {
			count[token] = strings.Count(text.String(), token)
		}
		for _, part := range parts(text.String(), limit) {
			if utf8.RuneCountInString(part) > limit {
				t.Fatalf("%d characters, of %d: %q", utf8.RuneCountInString(part), limit, part)
			}
			for token := range count {
				count[token] -= strings.Count(part, token)
			}
		}
		for token, left := range count {
			if left != 0 {
				t.Fatalf("%q is cut apart in %d: %q", token, limit, parts(text.String(), limit))
			}
		}
	}
}

// The parts are the text, within the limit, and valid.
func FuzzCut(f *testing.F) {
	f.Add("规上工业产值1,234.5万元，增长9.4%。", 10)
	f.Add("👨‍👩‍👧 a\u0301\u0301\u0301 [1] https://a.example\n", 3)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		if limit < 1 || limit > 10_000 || !utf8.ValidString(text) {
			return
		}
		got := parts(text, limit)
		if strings.Join(got, "") != text {
			t.Errorf("%q became %q", text, got)
		}
		for _, part := range got {
			if n := utf8.RuneCountInString(part); n < 1 || n > limit || !utf8.ValidString(part) {
				t.Errorf("a part of %d characters, of %d: %q", n, limit, part)
			}
		}
	})
}

func FuzzLabel(f *testing.F) {
	f.Add("《报告》\n二", 3)
	f.Fuzz(func(t *testing.T, text string, n int) {
		if n < 1 || n > 3000 {
			return
		}
		got := label(text, n)
		if utf8.RuneCountInString(got) > n || strings.ContainsAny(got, "\n\r\x00") || !utf8.ValidString(got) {
			t.Errorf("%q became %q", text, got)
		}
		if clean(clean(text)) != clean(text) {
			t.Errorf("%q is not clean after one time: %q, %q", text, clean(text), clean(clean(text)))
		}
		if s := clean(text); uniseg.GraphemeClusterCount(s) > 0 && strings.Contains(s, "<!") {
			t.Errorf("%q holds a command", s)
		}
	})
}

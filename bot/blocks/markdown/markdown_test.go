package markdown_test

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"reportbot/bot/blocks/markdown"
)

func TestInline(t *testing.T) {
	var bold, italic, both = markdown.Style{Bold: true}, markdown.Style{Italic: true}, markdown.Style{Bold: true, Italic: true}
	for _, c := range []struct {
		text string
		want []markdown.Run
	}{
		{"", nil},
		{"产值为**55.61亿元**，", []markdown.Run{{Text: "产值为"}, {Text: "55.61亿元", Style: bold}, {Text: "，"}}},
		{"***a* b**", []markdown.Run{{Text: "a", Style: both}, {Text: " b", Style: bold}}},
		{"***a** b*", []markdown.Run{{Text: "a", Style: both}, {Text: " b", Style: italic}}},
		{"**共收入**万元**，", []markdown.Run{{Text: "共收入**万元", Style: bold}, {Text: "，"}}},
		{"a ~~b~~", []markdown.Run{{Text: "a "}, {Text: "b", Style: markdown.Style{Strike: true}}}},
		{"1~9月", []markdown.Run{{Text: "1~9月"}}},
		{"`**a**`", []markdown.Run{{Text: "**a**", Style: markdown.Style{Code: true}}}},
		{"`` a`b ``", []markdown.Run{{Text: " a`b ", Style: markdown.Style{Code: true}}}},
		{"`a", []markdown.Run{{Text: "`a"}}},
		{`\*a\*`, []markdown.Run{{Text: "*a*"}}},
		{`C:\dir`, []markdown.Run{{Text: `C:\dir`}}},
		{"snake_case_name", []markdown.Run{{Text: "snake_case_name"}}},
		{"见[这里](https://a.example/x(1))。", []markdown.Run{{Text: "见"}, {Text: "这里", URL: "https://a.example/x(1)"}, {Text: "。"}}},
		{`[a](https://a.example "title")`, []markdown.Run{{Text: "a", URL: "https://a.example"}}},
		{"![图](https://a.example/p.png)", []markdown.Run{{Text: "图", URL: "https://a.example/p.png"}}},
		{"<https://a.example>", []markdown.Run{{Text: "https://a.example", URL: "https://a.example"}}},
		{"<b>x</b> [1] [2]", []markdown.Run{{Text: "<b>x</b> [1] [2]"}}},
		{"[a](", []markdown.Run{{Text: "[a]("}}},
	} {
		if diff := cmp.Diff(c.want, markdown.Inline(c.text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestParse(t *testing.T) {
	run := func(text string) []markdown.Run { return []markdown.Run{{Text: text}} }
	for _, c := range []struct {
		text string
		want []markdown.Block
	}{
		{" \n\n", nil},
		{"一\n二\n\n三", []markdown.Block{{Kind: markdown.Paragraph, Runs: run("一\n二")}, {Kind: markdown.Paragraph, Runs: run("三")}}},
		{"# 一 #\n---\n二", []markdown.Block{{Kind: markdown.Heading, Level: 1, Runs: run("一")}, {Kind: markdown.Paragraph, Runs: run("二")}}},
		{"#一", []markdown.Block{{Kind: markdown.Paragraph, Runs: run("#一")}}},
		{"- 一\n    - 二\n3. 三", []markdown.Block{
			{Kind: markdown.Item, Number: -1, Runs: run("一")}, {Kind: markdown.Item, Level: 2, Number: -1, Runs: run("二")}, {Kind: markdown.Item, Number: 3, Runs: run("三")},
		}},
		{"1.新增学位1200个", []markdown.Block{{Kind: markdown.Paragraph, Runs: run("1.新增学位1200个")}}},
		{"> 一\n>二", []markdown.Block{{Kind: markdown.Quote, Runs: run("一\n二")}}},
		{"```go\na\n\nb\n```\n后", []markdown.Block{{Kind: markdown.Code, Text: "a\n\nb"}, {Kind: markdown.Paragraph, Runs: run("后")}}},
		{"```\na", []markdown.Block{{Kind: markdown.Code, Text: "a"}}},
		{"```", []markdown.Block{{Kind: markdown.Code}}},
		{"| a | b\\|c |\n|:-|-:|\n| 1 |\n后", []markdown.Block{
			{Kind: markdown.Table, Rows: [][][]markdown.Run{{run("a"), run("b|c")}, {run("1")}}}, {Kind: markdown.Paragraph, Runs: run("后")},
		}},
		{"索引号: | QL0420 |", []markdown.Block{{Kind: markdown.Paragraph, Runs: run("索引号: | QL0420 |")}}},
	} {
		if diff := cmp.Diff(c.want, markdown.Parse(c.text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

// A text of marks alone takes no long time, which it would if every mark were looked
// for up to the end of the text.
func TestHostile(t *testing.T) {
	for _, piece := range []string{"*", "**a", "*a ", "***a*", "_a", "~~a", "`", "``a", "[", "[a](", "![", "<https://", "a|\n-|\n", "> ", "\\"} {
		start := time.Now()
		markdown.Parse(strings.Repeat(piece, 20_000/len(piece)))
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("%q: %v", piece, d)
		}
	}
}

// letters are the letters and digits of a text, which no markup is made of.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Han, r) {
			return r
		}
		return -1
	}, s)
}

func FuzzInline(f *testing.F) {
	for _, s := range []string{"产值为**55.61亿元**，", "***a* b** `c` ~~d~~ _e_", "补偿款***万元，**x", `\*a\* [b] <c>`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		var got strings.Builder
		for _, r := range markdown.Inline(text, "补偿款***万元") {
			if r.Text == "" {
				t.Errorf("%q has an empty run", text)
			}
			got.WriteString(r.Text)
		}
		if strings.Contains(text, "](") {
			return // the target of a link is no text
		}
		if want := letters(text); letters(got.String()) != want {
			t.Errorf("%q became %q", text, got.String())
		}
		if len(got.String()) > len(text) {
			t.Errorf("%q grew to %q", text, got.String())
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("# a\n- b\n> c\n```\nd\n```\n| e | f |\n|---|---|\n| 1 |")
	f.Fuzz(func(t *testing.T, text string) {
		for _, b := range markdown.Parse(text) {
			if b.Kind == markdown.Table && len(b.Rows) == 0 || b.Level < 0 || b.Level > 8 {
				t.Errorf("%q: %+v", text, b)
			}
		}
	})
}

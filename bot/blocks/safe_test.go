package blocks_test

import (
	"encoding/json"
	"strings"
	"testing"

	"reportbot/bot/answer"
	"reportbot/bot/blocks"
)

// attacks are texts that would mention somebody, hide where a link goes or change
// what stands around them.
var attacks = []string{
	"<!channel> 请看", "<!here|here>", "<!everyone>", "<!subteam^S0123456789>", "<!subteam^S1|@team>", "<!date^1^{date}|x>",
	"<@U0123456789>", "<@W0123456789|name>", "<#C0123456789>", "<#C1|general>",
	"@channel", "@here", "@everyone", "@CHANNEL", "＠channel", "请@here看", "(@everyone)", "@group",
	"<!chan\u200bnel>", "@chan\u200bnel", "@\u200bhere", "\u2060@\u2060here", "<\u200b!here>", "<\u00ad@U0123456789>",
	"<https://evil.example|https://gov.example>", "<https://evil.example>", "[https://gov.example](https://evil.example)",
	"[点此](https://evil.example)", "[点此](javascript:alert(1))", "[点此](data:text/html,x)", "![图](https://evil.example/p.png)",
	"[点此](https://gov.example@evil.example)", "[点此](//evil.example)", "https://evil.example",
	"\u202egnp.exe", "\u2066x\u2069", "\u200fabc", "a\u0000b", "a\u0007b", "a\u001b[31mb", "\ufeffx", "x\U000e0041",
	"line\u2028break", "a\r\nb", "a|b>c", "&lt;!channel&gt;", "&amp;lt;!here", "<", "&", ">",
	"*bold* _it_ ~s~ `c`", "```\n<!channel>\n```", "> <!here>", "| <!here> | @channel |\n|---|---|\n| <@U0123456789> | b |",
	"# <!channel>", "- @here", "\xff\xfe", ":smile: :here:", strings.Repeat("<!channel>", 60), strings.Repeat("👨‍👩‍👧", 120),
	"<<!channel>>", "<! channel>", "<!\nchannel>", "<!<!channel>channel>", "@@here@here",
}

// attacked is an answer that says an attack wherever text of others stands.
func attacked(s string, kind answer.Kind) answer.Answer {
	return answer.Answer{
		Kind: kind, Model: "openai:test", Error: s, Text: s,
		Statements: []answer.Statement{
			{Text: s, Citations: []int{1}},
			{Text: "逐字" + s, Citations: []int{2}},
			{Text: s, Citations: []int{1}, Rows: []answer.Row{{Place: s, Period: s, Indicator: s, Status: "x", Value: s, Citation: 1}}},
			{Text: s, Citations: []int{2}, Rows: []answer.Row{{Indicator: s + s, Value: s, Masked: true, Citation: 2}}},
		},
		Citations: []answer.Citation{
			{N: 1, Report: s, URL: s, Title: s, Place: s, Section: s, Quote: s},
			{N: 2, Report: s, URL: "https://gov.example/" + s, Title: s, Section: s, Quote: "逐字" + s},
		},
		Choices:   []string{s, s},
		Retrieval: []answer.Found{{Report: s, Section: s, Text: s}, {Report: "b", Section: s + " › " + s}},
	}
}

func TestSafety(t *testing.T) {
	for _, s := range attacks {
		for _, l := range []blocks.Language{blocks.Chinese, blocks.English} {
			o := blocks.Options{QuestionID: "q-1", Language: l, Reports: 1, Titles: map[string]string{"b": s}}
			for _, kind := range []answer.Kind{answer.Answered, answer.Redacted, answer.Refused, answer.Unclear, answer.Failed} {
				messages := blocks.Answer(attacked(s, kind), o)
				checkMessages(t, messages)
				checkLinks(t, messages)
				checkMessages(t, []blocks.Message{{Text: "x", Blocks: blocks.Tail(attacked(s, kind), o)}})
				bare := attacked(s, kind)
				bare.Statements, bare.Citations = nil, nil
				checkMessages(t, blocks.Answer(bare, o))
			}
			checkMessages(t, []blocks.Message{blocks.Plain("请看：" + s), blocks.Help(l, blocks.WordsFor(l).Prompts(s, 2023))})
			checkView(t, blocks.SourceView(blocks.Source{
				Numbers: []int{1}, Title: s, Section: s, URL: s, Sentences: []blocks.Sentence{{Text: s}, {Text: s, Cited: true}},
			}, l))
			var c check
			c.string("title", blocks.SessionTitle(s))
			c.string("stream", blocks.StreamText(s))
			c.string("failed", blocks.WordsFor(l).Failed(s))
			if len(c.problems) > 0 {
				t.Error(c.problems)
			}
		}
	}
}

// checkLinks checks that only marks of citations are links, and to the report's
// address.
func checkLinks(t *testing.T, messages []blocks.Message) {
	t.Helper()
	for _, m := range messages {
		data, err := json.Marshal(m.Blocks)
		if err != nil {
			t.Fatal(err)
		}
		var walk func(v any)
		walk = func(v any) {
			switch v := v.(type) {
			case []any:
				for _, e := range v {
					walk(e)
				}
			case map[string]any:
				if v["type"] == "link" && (!strings.HasPrefix(v["text"].(string), "[") || strings.Contains(v["text"].(string), ".")) {
					t.Errorf("a link %q to %q", v["text"], v["url"])
				}
				for _, e := range v {
					walk(e)
				}
			}
		}
		var decoded any
		if err := json.Unmarshal(data, &decoded); err != nil {
			t.Fatal(err)
		}
		walk(decoded)
	}
}

// Which addresses of reports are linked.
func TestReportAddress(t *testing.T) {
	for url, linked := range map[string]bool{
		"https://gov.example/a?b=c&d=e#f":  true,
		"http://gov.example:8080/报告":       true,
		"HTTPS://gov.example":              true,
		"":                                 false,
		"javascript:alert(1)":              false,
		"data:text/html,x":                 false,
		"file:///etc/passwd":               false,
		"//gov.example":                    false,
		"https://":                         false,
		"https:///x":                       false,
		"https://gov.example@evil.example": false,
		"https://gov.example/\u202egnp":    true, // as %E2%80%AE
		"https://gov.example/" + strings.Repeat("a", 600): false,
		"slack://channel?id=C1":                           false,
		"mailto:a@b.example":                              false,
	} {
		ans := answer.Answer{
			Kind: answer.Answered, Statements: []answer.Statement{{Text: "一", Citations: []int{1}}},
			Citations: []answer.Citation{{N: 1, URL: url}},
		}
		messages := blocks.Answer(ans, blocks.Options{QuestionID: "q"})
		checkMessages(t, messages)
		data, err := json.Marshal(messages)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(data), `"link"`); got != linked {
			t.Errorf("%q: linked %t, want %t", url, got, linked)
		}
	}
}

// What nobody would take for an attack stays as it is.
func TestHarmless(t *testing.T) {
	for _, s := range []string{"邮箱 office@here.gov.example", "a < b, c > d & e", "1<2", "👨‍👩‍👧 家庭", "5<!", "@channels", "@hereabouts", "۱۲۳ عربی"} {
		want := strings.ReplaceAll(s, "<!", "< !")
		if got := render(blocks.Plain(s).Blocks); got != want {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func TestStreamText(t *testing.T) {
	for text, want := range map[string]string{
		"补偿款***万元 [1]\n二":            `补偿款\*\*\*万元 \[1\]` + "\n\n二",
		"产值为**55.61亿元**，":            "产值为55.61亿元，",
		"1. 一":                       `1\. 一`,
		"- 一":                        `\- 一`,
		"# 一":                        `\# 一`,
		"[点此](https://evil.example)": "点此 (https://evil.example)",
		"2022年1-10月 46.82亿元":         "2022年1-10月 46.82亿元",
		"<!channel>":                 `\< !channel\>`,
		"":                           "",
	} {
		if got := blocks.StreamText(text); got != want {
			t.Errorf("%q is streamed as %q, want %q", text, got, want)
		}
	}
}

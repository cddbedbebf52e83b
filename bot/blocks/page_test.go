package blocks_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"reportbot/bot/answer"
	"reportbot/bot/blocks"
)

// shown is all rich text of messages, without ends of lines between blocks.
func shown(messages []blocks.Message) string {
	var b strings.Builder
	for _, m := range messages {
		for _, block := range m.Blocks {
			if rich, ok := block.(*slack.RichTextBlock); ok {
				b.WriteString(rendered(rich.Elements))
			}
		}
	}
	return b.String()
}

// Pages follow one another by their buttons, and nothing is lost between them.
func TestPages(t *testing.T) {
	var text strings.Builder
	for i := range 1500 {
		fmt.Fprintf(&text, "全镇第%d项投资%d.5万元，比上年增长3.2%%。", i, 1000+i)
	}
	ans := answer.Answer{Kind: answer.Answered, Model: "none", Text: text.String(), Statements: []answer.Statement{{Text: text.String()}}}
	got := blocks.Answer(ans, blocks.Options{QuestionID: "q-1", Language: blocks.Chinese})
	checkMessages(t, got)
	if shown(got) != text.String() {
		t.Error("the pages do not hold the text")
	}
	for i, m := range got {
		want := blocks.Ref{Question: "q-1", N: i + 2}.String()
		if i == len(got)-1 {
			want = ""
		}
		if more := moreOf(m); more != want {
			t.Errorf("page %d leads to %q, want %q", i+1, more, want)
		}
	}
}

// moreOf is the value of the button for more; "" when there is none.
func moreOf(m blocks.Message) string {
	for _, b := range m.Blocks {
		actions, ok := b.(*slack.ActionBlock)
		if !ok {
			continue
		}
		for _, e := range actions.Elements.ElementSet {
			if button := e.(*slack.ButtonBlockElement); button.ActionID == blocks.ActionMore {
				return button.Value
			}
		}
	}
	return ""
}

// A long table goes on in others, each with its head, none on the page of another.
func TestLongTable(t *testing.T) {
	var ans answer.Answer
	ans.Kind = answer.Answered
	for i := range 250 {
		row := answer.Row{Place: fmt.Sprintf("第%d镇", i), Period: "2023年", Indicator: "产值", Status: "actual", Value: fmt.Sprintf("%d.5亿元", i), Citation: 1}
		ans.Statements = append(ans.Statements, answer.Statement{Text: "行", Citations: []int{1}, Rows: []answer.Row{row}})
	}
	ans.Citations = []answer.Citation{{N: 1, URL: "https://gov.example/" + strings.Repeat("a", 100)}}
	got := blocks.Answer(ans, blocks.Options{QuestionID: "q-1", Language: blocks.Chinese})
	checkMessages(t, got)
	rows := 0
	for _, m := range got {
		for _, b := range m.Blocks {
			if table, ok := b.(*slack.TableBlock); ok {
				rows += len(table.Rows) - 1
				if head := render([]slack.Block{&slack.TableBlock{Rows: table.Rows[:1]}}); head != "<b>地方</b> | <b>数值</b> | <b>出处</b>" {
					t.Errorf("head %q", head)
				}
			}
		}
	}
	if rows != 250 {
		t.Errorf("%d rows", rows)
	}
}

// A table that Slack does not take is shown as text.
func TestWideTable(t *testing.T) {
	for _, table := range []string{
		"|" + strings.Repeat("a|", 25) + "\n|" + strings.Repeat("-|", 25) + "\n|" + strings.Repeat("b|", 25),
		"|a|b|\n|-|-|\n|" + strings.Repeat("长", 9000) + "|c|",
	} {
		got := ofModel(table)
		checkMessages(t, got)
		if s := shown(got); strings.Count(s, "长")+strings.Count(s, "b") < 25 {
			t.Errorf("the table is lost: %.100q", s)
		}
	}
}

// Addresses count against the limit of a message, however many marks have one.
func TestManyLinks(t *testing.T) {
	s := answer.Statement{Text: "一句话"}
	ans := answer.Answer{Kind: answer.Answered}
	for n := 1; n <= 60; n++ {
		s.Citations = append(s.Citations, n)
		ans.Citations = append(ans.Citations, answer.Citation{N: n, Report: "a", URL: "https://gov.example/" + strings.Repeat("a", 400)})
	}
	ans.Statements = []answer.Statement{s, s, s}
	checkMessages(t, blocks.Answer(ans, blocks.Options{QuestionID: "q-1"}))
}

// What is below a streamed answer is what is below a posted one.
func TestTail(t *testing.T) {
	ans := answer.Answer{Kind: answer.Answered, Text: "一"}
	for n := 1; n <= 10; n++ {
		ans.Citations = append(ans.Citations, answer.Citation{N: n, Report: "a", Title: "报告", Section: fmt.Sprint(n)})
		ans.Statements = append(ans.Statements, answer.Statement{Text: "一", Citations: []int{n}})
	}
	o := blocks.Options{QuestionID: "q-1", Language: blocks.Chinese}
	tail := blocks.Message{Text: "x", Blocks: blocks.Tail(ans, o)}
	checkMessages(t, []blocks.Message{tail})
	pages := blocks.Answer(ans, o)
	if len(pages) != 2 || moreOf(tail) != moreOf(pages[0]) {
		t.Errorf("%d pages; more is %q, under the streamed answer %q", len(pages), moreOf(pages[0]), moreOf(tail))
	}
	if shown([]blocks.Message{tail}) != "" {
		t.Errorf("the tail says %q", shown([]blocks.Message{tail}))
	}
	last := tail.Blocks[len(tail.Blocks)-1]
	if last.BlockType() != slack.MBTContextActions {
		t.Errorf("the tail ends with %s", last.BlockType())
	}
	ans = answer.Answer{Kind: answer.Refused, Text: "没有。"}
	if got := shown([]blocks.Message{{Blocks: blocks.Tail(ans, o)}}); !strings.Contains(got, "再问一次") || strings.Contains(got, "没有。") {
		t.Errorf("the tail of a refusal says %q", got)
	}
}

func TestPlain(t *testing.T) {
	got := blocks.Plain("***万元 & <b>")
	checkMessages(t, []blocks.Message{got, blocks.Plain(strings.Repeat("字", 50_000)), blocks.Help(blocks.English, nil)})
	if got.Text != "***万元 &amp; &lt;b&gt;" || render(got.Blocks) != "***万元 & <b>" {
		t.Errorf("%q, %q", got.Text, render(got.Blocks))
	}
}

// FuzzAnswer holds any text to Slack's limits, and shows a verbatim one whole.
func FuzzAnswer(f *testing.F) {
	for _, s := range append(attacks, markdownSamples...) {
		f.Add(s, 3)
	}
	f.Add("\n>", 3)
	f.Fuzz(func(t *testing.T, text string, times int) {
		long := strings.Repeat(text, max(1, min(times, 1+60_000/(1+len(text)))))
		checkMessages(t, blocks.Answer(attacked(long, answer.Answered), blocks.Options{QuestionID: "q"}))
		checkMessages(t, ofModel(long))
		ans := answer.Answer{Kind: answer.Answered, Text: long, Statements: []answer.Statement{{Text: long}}}
		want := strings.TrimSpace(shown([]blocks.Message{blocks.Plain(text)}))
		if got := shown(blocks.Answer(ans, blocks.Options{QuestionID: "q"})); !strings.Contains(got, want) && utf8.ValidString(text) {
			t.Errorf("%q is shown as %q", text, got)
		}
	})
}

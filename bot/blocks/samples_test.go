package blocks_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"reportbot/bot/answer"
	"reportbot/bot/blocks"
)

// What models write, Chinese, Latin and Markdown mixed: no asterisk is left.
var markdownSamples = []string{
	"产值为**55.61亿元**，同比增长3.2%。",
	"**55.61亿元**是全年规上工业产值",
	"全年规上工业产值是**55.61亿元**",
	"产值**55.61**亿元，增速**3.2**%。",
	"产值（**55.61亿元**）超过目标",
	"其中**“一号工程”**已经完工",
	"其中“**一号工程**”已经完工",
	"完成**《工作总结》**的编写",
	"增长**9.4%**，高于全市",
	"**GDP**增长**6%**左右",
	"GDP**100**亿元",
	"**2023年1-10月**，固定资产投资**16.42亿元**。",
	"这是*重点*工作",
	"这是***非常重要***的工作",
	"**整体*局部*整体**",
	"**整体*局部***",
	"***开头*后面**",
	"***开头**后面*",
	"推动**项目建设**提速，**市场主体**增加**120户**",
	"覆盖**全部**村，涉及**多个**县",
	"**亿元以上项目**12个",
	"共收入**20**万元、支出**18**万元",
	"**第一、** 工业；**第二、** 农业",
	"* 第一项\n* 第二项\n  * 第三项",
	"- **工业**：55亿元\n- **农业**：3万吨",
	"1. **工业**增长\n2. **农业**增长",
	"## **一、工业**\n正文",
	"> **引用**的话",
	"| **镇** | 产值 |\n|---|---:|\n| 甲镇 | **1.2亿元** |",
	"The **total** was *5.8* minutes.",
	"**Total:** 5.8 minutes",
	"A**B**C",
	"**中英mixed文本with空格 inside**。",
	"Output**大幅**增长to**55.61**亿",
	"~~旧数~~**新数**",
	"`代码`与**粗体**",
	"[**平台**](https://example.org)",
	"**粗体\n跨行**",
	"**\\*号**说明",
	"前**一**二**三**四**五**后",
	"🎯**目标**达成🎉",
	"**55.61亿元** → **60亿元**",
	"__粗体__ 与 _斜体_",
	"完成率**115.3%**（目标**3万平方米**）",
}

// Masks, calculations and stray marks: every asterisk stays.
var literalSamples = []string{
	"补偿款***万元",
	"补偿款**万元，专项资金**万元",
	"收入*.*亿元，增长*.*%",
	"*镇党委、政府认真落实*县委部署",
	"资金***。",
	"***",
	"3*4=12",
	"2**10",
	"长3*4*5米",
	"核酸***万人次，补助***万元",
	"a*b",
	"**没有结束",
	"没有开始**",
	"** 空格 **",
	"张**说",
	"共****万元",
	"增长**个百分点",
	"5 * 3 = 15",
}

// rendered writes rich text with its styles named: 产值为<b>55.61亿元</b>，
func rendered(elements []slack.RichTextElement) string {
	var b strings.Builder
	for _, e := range elements {
		switch e := e.(type) {
		case *slack.RichTextSection:
			b.WriteString(renderedSection(e.Elements))
		case *slack.RichTextQuote:
			b.WriteString("<quote>" + renderedSection(e.Elements) + "</quote>")
		case *slack.RichTextPreformatted:
			b.WriteString("<pre>" + renderedSection(e.Elements) + "</pre>")
		case *slack.RichTextList:
			for _, item := range e.Elements {
				fmt.Fprintf(&b, "<%s %d>%s</%[1]s>", e.Style, e.Indent, rendered([]slack.RichTextElement{item}))
			}
		}
	}
	return b.String()
}

func renderedSection(elements []slack.RichTextSectionElement) string {
	var b strings.Builder
	for _, e := range elements {
		text, ok := e.(*slack.RichTextSectionTextElement)
		if !ok {
			fmt.Fprintf(&b, "<%T>", e)
			continue
		}
		s := text.Text
		if style := text.Style; style != nil {
			for _, tag := range []struct {
				on   bool
				name string
			}{{style.Bold, "b"}, {style.Italic, "i"}, {style.Strike, "s"}, {style.Code, "code"}} {
				if tag.on {
					s = "<" + tag.name + ">" + s + "</" + tag.name + ">"
				}
			}
		}
		b.WriteString(s)
	}
	return b.String()
}

func render(all []slack.Block) string {
	var lines []string
	for _, b := range all {
		switch b := b.(type) {
		case *slack.RichTextBlock:
			lines = append(lines, rendered(b.Elements))
		case *slack.TableBlock:
			for _, r := range b.Rows {
				var cells []string
				for _, cell := range r {
					cells = append(cells, rendered(cell.(*slack.TableRichTextCell).Elements))
				}
				lines = append(lines, strings.Join(cells, " | "))
			}
		}
	}
	return strings.Join(lines, "\n")
}

// ofModel are the messages of a statement that a model wrote.
func ofModel(text string) []blocks.Message {
	return blocks.Answer(answer.Answer{
		Kind: answer.Answered, Model: "openai:test", Text: text, Statements: []answer.Statement{{Text: text}},
	}, blocks.Options{QuestionID: "q", Language: blocks.Chinese})
}

func TestMarkdownSamples(t *testing.T) {
	if len(markdownSamples) < 40 {
		t.Errorf("only %d samples", len(markdownSamples))
	}
	var got strings.Builder
	for _, s := range markdownSamples {
		m := ofModel(s)
		checkMessages(t, m)
		out := render(m[0].Blocks)
		fmt.Fprintf(&got, "%s\n▶ %s\n\n", s, out)
		if strings.Contains(strings.ReplaceAll(out, "<b>*号</b>", ""), "*") {
			t.Errorf("%q leaves an asterisk: %s", s, out)
		}
	}
	const file = "testdata/samples.txt"
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s (-want +got); -update takes the new:\n%s", file, diff)
	}
}

func TestLiteralSamples(t *testing.T) {
	for _, s := range literalSamples {
		if got := render(ofModel(s)[0].Blocks); got != s {
			t.Errorf("%q is shown as %q", s, got)
		}
	}
}

// An asterisk that stands so in the cited sentence is a mask, whatever it looks like.
func TestMaskOfQuote(t *testing.T) {
	ans := answer.Answer{
		Kind: answer.Answered, Model: "openai:test",
		Statements: []answer.Statement{{Text: "村民王*和李*都**很满意**，**同志说好，**同志说妙", Citations: []int{1}}},
		Citations:  []answer.Citation{{N: 1, Quote: "村民王*和李*都很满意，**同志说好，**同志说妙。"}},
	}
	want := "村民王*和李*都<b>很满意</b>，**同志说好，**同志说妙"
	if got := render(blocks.Answer(ans, blocks.Options{})[0].Blocks); !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Sentences of reports and figures of the ledger are shown as they are.
func TestVerbatim(t *testing.T) {
	for _, s := range []string{"**不是**粗体", "- 不是列表", "# 不是标题", "| a | b |\n|---|---|", "`a`", "[a](https://b.example)"} {
		ans := answer.Answer{
			Kind: answer.Answered, Model: "openai:test",
			Statements: []answer.Statement{{Text: s, Citations: []int{1}, Check: answer.Passed}},
			Citations:  []answer.Citation{{N: 1, Quote: "前" + s + "后"}},
		}
		if got := render(blocks.Answer(ans, blocks.Options{})[0].Blocks); !strings.HasPrefix(got, s) {
			t.Errorf("%q is shown as %q", s, got)
		}
	}
}

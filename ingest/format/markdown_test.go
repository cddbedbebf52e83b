package format

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestReadMarkdown(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"headings", "# 总结\n\n## 一、概况 ##\n\n柳溪\n===\n\n石桥\n---\n", []string{"H1 总结", "H2 一、概况", "H1 柳溪", "H2 石桥"}},
		{"a heading without its space", "##二、经济\n正文。", []string{"H2 二、经济", "P 正文。"}},
		{"a long paragraph above a rule", strings.Repeat("柳溪镇工作有序，", 10) + "\n---\n", []string{"P " + strings.Repeat("柳溪镇工作有序，", 10)}},
		{"emphasis is dropped", "完成产值**55.6**亿元，*平稳*有序，`代码`与[链接](http://x)。", []string{"P 完成产值55.6亿元，平稳有序，代码与链接。"}},
		{"soft breaks", "全镇上下\n齐心协力，共\n3条，完成 12\n亿元 and\nmore", []string{"P 全镇上下齐心协力，共3条，完成 12亿元 and more"}},
		{"hard breaks", "甲  \n乙\\\n丙<br>丁", []string{"P 甲", "P 乙", "P 丙", "P 丁"}},
		{"lines with outline numbers", "一、工作回顾\n全年平稳\n（一）经济运行\n1.重点项目", []string{"P 一、工作回顾", "P 全年平稳", "P （一）经济运行", "P 1.重点项目"}},
		{"sentences on lines of their own", "全年平稳。\n经济向好。", []string{"P 全年平稳。", "P 经济向好。"}},
		{
			"lists",
			"- 甲\n- 乙\n  - 丙\n\n3. 修路\n4. 建桥\n\n   长五公里。\n",
			[]string{"L1 甲", "L1 乙", "L2 丙", "L1 3. 修路", "L1 4. 建桥", "P 长五公里。"},
		},
		{"a list with brackets", "1) 修路\n2) 建桥\n", []string{"L1 1) 修路", "L1 2) 建桥"}},
		{
			"tables",
			"| 指标 | 数值 |\n|:--|--:|\n| 产值 | **5.5** |\n| 甲\\|乙 | |\n",
			[]string{"T1* 指标 | 数值", "T1 产值 | 5.5", "T1 甲｜乙 |"},
		},
		{"quotes and code", "> 引文\n\n```\n第一行\n  第二行\n```\n\n    缩进*的*\n", []string{"P 引文", "P 第一行", "P 第二行", "P 缩进*的*"}},
		{
			"HTML blocks",
			"<div>说明</div>\n\n<table><tr><th>指标</th><th>值</th></tr><tr><td>产值</td><td>5</td></tr></table>\n\n正文<sub>1</sub><!-- 注 -->\n",
			[]string{"P 说明", "T1* 指标 | 值", "T1 产值 | 5", "P 正文1"},
		},
		{"a mask in angle brackets", "由<xx>镇负责&amp;落实", []string{"P 由<xx>镇负责&落实"}},
		{"images are left out", "见图![示意图](a.png)。", []string{"P 见图。"}},
	} {
		if diff := cmp.Diff(c.want, show(readString(t, "a.md", c.text))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// Masked figures and names keep their asterisks; emphasis loses its.
func TestMasks(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"*镇坚持党建引领，向*市报送信息。", "*镇坚持党建引领，向*市报送信息。"},
		{"检测***万人次，接种***万剂次。", "检测***万人次，接种***万剂次。"},
		{"***镇修路三条，***村建桥两座。", "***镇修路三条，***村建桥两座。"},
		{"*与*镇共建", "*与*镇共建"},
		{"增长*%和*%", "增长*%和*%"},
		{"完成**亿元，其中**.5亿元为工业", "完成**亿元，其中**.5亿元为工业"},
		{"**.3亿元、**.4亿元", "**.3亿元、**.4亿元"},
		{"*主持会议，*作报告", "*主持会议，*作报告"},
		{"***主持会议，***作报告", "***主持会议，***作报告"},
		{"*首先修路\n*随后建桥", "*首先修路*随后建桥"},
		{"产值xx.x亿元，增长x.x%", "产值xx.x亿元，增长x.x%"},
		{"_镇修路，_镇建桥", "_镇修路，_镇建桥"},
		{"**镇党委和**村", "**镇党委和**村"},
		{"*、石桥*等地", "*、石桥*等地"},
		{"*主持会议，由石桥*负责", "*主持会议，由石桥*负责"},
		{"**与**镇共建", "**与**镇共建"},
		{"**镇修路。**负责", "**镇修路。**负责"},

		{"产值**55.6**亿元", "产值55.6亿元"},
		{"产值*55.6*亿元", "产值55.6亿元"},
		{"产值***55.6***亿元", "产值55.6亿元"},
		{"**加强领导。**全镇动员", "加强领导。全镇动员"},
		{"**一是加强领导，落实责任。**全镇动员", "一是加强领导，落实责任。全镇动员"},
		{"（一）**强化引领，凝聚合力。**", "（一）强化引领，凝聚合力。"},
		{"**市场主体**和**人才工作**", "市场主体和人才工作"},
		{"*重点*工作", "重点工作"},
		{"全镇**12**人", "全镇12人"},
		{"**柳溪**镇", "柳溪镇"},
		{`\*镇和\*村`, "*镇和*村"},
		{"`*镇，*村`", "*镇，*村"},
	} {
		doc := readString(t, "a.md", c.text)
		if got := strings.TrimSpace(doc.Text); got != c.want {
			t.Errorf("%q reads %q, want %q", c.text, got, c.want)
		}
	}
}

func TestMarkdownByContent(t *testing.T) {
	for text, want := range map[string]bool{
		"# 总结\n\n正文":               true,
		"\n\n## 总结\n":              true,
		"正文\n\n## 一、甲\n\n## 二、乙\n": true,
		"正文\n# 注\n":                false,
		"#1 号楼\n":                  false,
		"正文 **重点**\n":              false,
	} {
		if got := isMarkdown(".txt", text); got != want {
			t.Errorf("isMarkdown(%q) = %v, want %v", text, got, want)
		}
	}
}

// TestMarkdownIsFast reads large texts that are hard on a Markdown parser.
func TestMarkdownIsFast(t *testing.T) {
	if testing.Short() {
		t.Skip("reads large texts")
	}
	for name, text := range map[string]string{
		"openers":  strings.Repeat("*a ", 100_000),
		"closers":  strings.Repeat("a* ", 100_000),
		"both":     strings.Repeat("a**b", 100_000),
		"nested":   strings.Repeat("*a ", 5000) + strings.Repeat("a* ", 5000),
		"brackets": strings.Repeat("[", 100_000),
		"quotes":   strings.Repeat(">", 100_000) + "a",
		"lists":    strings.Repeat("- ", 5000) + "a",
		"numbers":  strings.Repeat("1. ", 5000) + "a",
		"ticks":    strings.Repeat("`a``", 50_000),
		"angles":   strings.Repeat("<a", 100_000),
		"bars":     strings.Repeat("|a", 50_000) + "\n" + strings.Repeat("|-", 50_000) + "\n",
		"lines":    strings.Repeat("柳溪镇工作有序\n", 100_000),
		"headings": strings.Repeat("# 柳溪\n", 100_000),
	} {
		start := time.Now()
		_, err := Read("a.md", []byte(text))
		took := time.Since(start)
		t.Logf("%s: %v %v", name, took.Round(time.Millisecond), err)
		if took > 20*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
}

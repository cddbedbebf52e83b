package format

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestReadText(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a line is a paragraph", "柳溪镇工作总结\n一、概况\n全年平稳。\n", []string{"P 柳溪镇工作总结", "P 一、概况", "P 全年平稳。"}},
		{"line ends of all kinds", "甲\r\n乙\r丙\n\n丁", []string{"P 甲", "P 乙", "P 丙", "P 丁"}},
		{"blanks at both ends", "　　甲 乙\u00a0　\n\u00a0\u3000 \n\t丙\t", []string{"P 甲 乙", "P 丙"}},
		{"characters stay", "“甲”，*镇 xx.x％ ① １２\u200b。", []string{"P “甲”，*镇 xx.x％ ① １２\u200b。"}},
		{
			"a table with bars",
			"村名 | 户数 | 产值\n柳湾 | 120 | 3.5\n石桥 | 98 | 2.1\n以上为初步统计。",
			[]string{"T1* 村名 | 户数 | 产值", "T1 柳湾 | 120 | 3.5", "T1 石桥 | 98 | 2.1", "P 以上为初步统计。"},
		},
		{
			"metadata with bars at the end",
			"索引号: | 0042/2031-7 | 主题: | 综合 |\n日期: | 2031-02-03 | 体裁: | 报告 |\n柳溪镇工作总结",
			[]string{"T1 索引号: | 0042/2031-7 | 主题: | 综合 |", "T1 日期: | 2031-02-03 | 体裁: | 报告 |", "P 柳溪镇工作总结"},
		},
		{
			"columns named by years",
			"指标\t2030年\t2031年\n产值\t12\t15\n税收\t3.4\t4.1\n",
			[]string{"T1* 指标\t2030年\t2031年", "T1 产值\t12\t15", "T1 税收\t3.4\t4.1"},
		},
		{
			"masked figures are figures",
			"指标 | 2031年\n产值 | ***\n税收 | x.x\n",
			[]string{"T1* 指标 | 2031年", "T1 产值 | ***", "T1 税收 | x.x"},
		},
		{
			"two tables",
			"甲 | 乙\n丙 | 丁\n\n戊 | 己 | 庚\n辛 | 壬 | 癸\n",
			[]string{"T1 甲 | 乙", "T1 丙 | 丁", "T2 戊 | 己 | 庚", "T2 辛 | 壬 | 癸"},
		},
		{"asterisks are figures", "指标 | 全年\n产值 | ***\n", []string{"T1* 指标 | 全年", "T1 产值 | ***"}},
		{"one row is no table", "甲 | 乙\n丙\n", []string{"P 甲 | 乙", "P 丙"}},
		{"numbers with tabs are no table", "1.\t修路三条\n2.\t建桥两座\n", []string{"P 1.\t修路三条", "P 2.\t建桥两座"}},
	} {
		doc := readString(t, "a.txt", c.text)
		if diff := cmp.Diff(c.want, show(doc)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if doc.Text != c.text {
			t.Errorf("%s: text was changed to %q", c.name, doc.Text)
		}
	}
}

// Text that was broken at a width, and text that only looks like it.
func TestReadWrapped(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{
			"Chinese at 28 characters",
			"　　今年以来，柳溪镇全体干部坚持实干为先，紧扣全年目标任\n" +
				"务，扎实推进各项工作，经济运行稳中有进，民生事业持续改\n" +
				"善，社会大局保持和谐稳定。\n" +
				"　　一是抓项目促投资，全年新开工项目十二个，完成投资三亿\n" +
				"余元。\n" +
				"　　（二）环境整治。清理河道八公里，拆除违建三十余处，新\n" +
				"增绿地二千平方米。\n",
			[]string{
				"P 今年以来，柳溪镇全体干部坚持实干为先，紧扣全年目标任\n务，扎实推进各项工作，经济运行稳中有进，民生事业持续改\n善，社会大局保持和谐稳定。",
				"P 一是抓项目促投资，全年新开工项目十二个，完成投资三亿\n余元。",
				"P （二）环境整治。清理河道八公里，拆除违建三十余处，新\n增绿地二千平方米。",
			},
		},
		{
			"full lines that end a paragraph",
			"今年以来，柳溪镇全体干部坚持实干为先，紧扣全年目标任务扎\n实推进各项工作，经济运行稳中有进，民生事业持续改善不停步。\n" +
				"全镇上下齐心协力，修建道路三条，建桥两座，清理河道八公里，\n（二）环境整治，拆除违建三十余处，新增绿地二千平方米，新\n" +
				"建公园一个。全年接待游客，共两万人次，实现收入，一千余万\n元。\n",
			[]string{
				"P 今年以来，柳溪镇全体干部坚持实干为先，紧扣全年目标任务扎\n实推进各项工作，经济运行稳中有进，民生事业持续改善不停步。",
				"P 全镇上下齐心协力，修建道路三条，建桥两座，清理河道八公里，",
				"P （二）环境整治，拆除违建三十余处，新增绿地二千平方米，新\n建公园一个。全年接待游客，共两万人次，实现收入，一千余万\n元。",
			},
		},
		{
			"a full line before an indented one",
			"　　今年以来，柳溪镇全体干部坚持实干为先，紧扣全年目标任\n务，扎实推进各项工作，经济运行稳中有进，民生事业持续改\n善，社会大局保持和谐稳定，全镇上下齐心协力，共同努力奋\n" +
				"　　一是抓项目促投资，全年新开工项目十二个，完成投资三亿\n余元。\n",
			[]string{
				"P 今年以来，柳溪镇全体干部坚持实干为先，紧扣全年目标任\n务，扎实推进各项工作，经济运行稳中有进，民生事业持续改\n善，社会大局保持和谐稳定，全镇上下齐心协力，共同努力奋",
				"P 一是抓项目促投资，全年新开工项目十二个，完成投资三亿\n余元。",
			},
		},
		{
			"punctuation that hangs over the edge",
			"2031年以来，柳溪镇全体干部坚持实干为先，紧扣全年目标任务\n扎实推进各项工作，经济运行稳中有进，群众说“日子越来越好。”\n民生事业持续改善，社会大局保持和谐稳定，全镇上下齐心协力\n修建道路3条，建桥12座，清理河道86公里，拆除违建300余处约\n新增绿地二千平方米。\n",
			[]string{
				"P 2031年以来，柳溪镇全体干部坚持实干为先，紧扣全年目标任务\n扎实推进各项工作，经济运行稳中有进，群众说“日子越来越好。”",
				"P 民生事业持续改善，社会大局保持和谐稳定，全镇上下齐心协力\n修建道路3条，建桥12座，清理河道86公里，拆除违建300余处约\n新增绿地二千平方米。",
			},
		},
		{
			"Latin at 72 columns",
			"The council of Willow Creek finished three roads and two bridges during\n" +
				"the year, and the output of its larger firms rose by more than eight\n" +
				"percent. Most of the work was paid for by the county.\n\n" +
				"A second paragraph tells of the schools, which took in more children\n" +
				"than in any year before, and of the clinic that opened in the spring.\n",
			[]string{
				"P The council of Willow Creek finished three roads and two bridges during\nthe year, and the output of its larger firms rose by more than eight\npercent. Most of the work was paid for by the county.",
				"P A second paragraph tells of the schools, which took in more children\nthan in any year before, and of the clinic that opened in the spring.",
			},
		},
		{
			"an outline of short lines",
			"一、柳溪镇上半年经济运行情况\n二、柳溪镇下半年重点工作安排\n三、柳溪镇全年目标任务完成度\n四、柳溪镇存在的问题及其原因\n",
			[]string{"P 一、柳溪镇上半年经济运行情况", "P 二、柳溪镇下半年重点工作安排", "P 三、柳溪镇全年目标任务完成度", "P 四、柳溪镇存在的问题及其原因"},
		},
		{
			"lines of one length without numbers",
			"柳溪镇上半年经济运行情况通报以及下半年重点工作安排\n柳溪镇下半年重点工作安排通知以及全年目标任务完成度\n柳溪镇全年目标任务完成度公告以及存在的问题及其原因\n柳溪镇存在的问题及其原因分析以及下一步的打算与措施\n",
			[]string{
				"P 柳溪镇上半年经济运行情况通报以及下半年重点工作安排", "P 柳溪镇下半年重点工作安排通知以及全年目标任务完成度",
				"P 柳溪镇全年目标任务完成度公告以及存在的问题及其原因", "P 柳溪镇存在的问题及其原因分析以及下一步的打算与措施",
			},
		},
		{
			"lines that end sentences",
			"——经济发展，稳中有进，全年完成产值十二亿元，增长百分之八。\n——环境整治，成效明显，全年清理河道八公里长，新增绿地三处。\n——民生事业，持续改善，全年新建学校两所之多，惠及群众千人。\n",
			[]string{
				"P ——经济发展，稳中有进，全年完成产值十二亿元，增长百分之八。", "P ——环境整治，成效明显，全年清理河道八公里长，新增绿地三处。",
				"P ——民生事业，持续改善，全年新建学校两所之多，惠及群众千人。",
			},
		},
		{
			"one line much longer than the others",
			"今年以来，柳溪镇全体干部坚持实干为先，紧扣全年目标任\n务，扎实推进各项工作，经济运行稳中有进，民生事业持续改\n善，社会大局保持和谐稳定，全镇上下齐心协力共同奋斗，取\n得了\n" + strings.Repeat("全镇上下齐心协力，", 20) + "\n",
			[]string{
				"P 今年以来，柳溪镇全体干部坚持实干为先，紧扣全年目标任", "P 务，扎实推进各项工作，经济运行稳中有进，民生事业持续改",
				"P 善，社会大局保持和谐稳定，全镇上下齐心协力共同奋斗，取", "P 得了", "P " + strings.Repeat("全镇上下齐心协力，", 20),
			},
		},
		{
			"records of one width",
			"2031-01-04 10:00:00 INFO server one started and is ready\n2031-01-04 10:00:01 INFO server two started and is ready\n2031-01-04 10:00:02 INFO server six started and is ready\n2031-01-04 10:00:03 INFO server ten started and is ready\n",
			[]string{
				"P 2031-01-04 10:00:00 INFO server one started and is ready", "P 2031-01-04 10:00:01 INFO server two started and is ready",
				"P 2031-01-04 10:00:02 INFO server six started and is ready", "P 2031-01-04 10:00:03 INFO server ten started and is ready",
			},
		},
	} {
		if diff := cmp.Diff(c.want, show(readString(t, "a.txt", c.text))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// Wrapped text keeps headings, items and tables apart from the paragraphs.
func TestWrappedKeepsItems(t *testing.T) {
	para := "今年以来，柳溪镇全体干部坚持实干为先，紧扣全年目标的任\n务，扎实推进各项工作，经济运行稳中有进，民生事业持续改\n善，社会大局保持和谐稳定。\n"
	doc := readString(t, "a.txt", "一、工作回顾\n"+para+"（一）经济运行\n"+para+"——重点项目\n"+para+"村名 | 户数\n柳湾 | 12\n")
	wrapped := "P " + strings.TrimSpace(para)
	wantBlocks(t, doc, "P 一、工作回顾", wrapped, "P （一）经济运行", wrapped, "P ——重点项目", wrapped, "T1* 村名 | 户数", "T1 柳湾 | 12")
}

// A line of invisible characters inside a sentence is the end of a page; one between
// paragraphs, or before a heading, parts them.
func TestPageBreaks(t *testing.T) {
	doc := readString(t, "a.txt", "一、工作回顾\n全镇产值达到7.44\n\u200b\n亿元，增长6%。\n\u200b\n全镇植树30亩\n\u200b\n二、工作打算\n")
	wantBlocks(t, doc, "P 一、工作回顾", "P 全镇产值达到7.44\n\u200b\n亿元，增长6%。", "P \u200b", "P 全镇植树30亩", "P \u200b", "P 二、工作打算")
}

func TestFrontMatter(t *testing.T) {
	for _, c := range []struct {
		name, text string
		meta       map[string]string
		want       string // the text that is left
	}{
		{
			"scalars and lists",
			"---\nTitle: 柳溪镇工作总结\nyears: [2030, 2031]\nplace: \"柳溪镇\"\ndate: 2031-02-03\ncode: 0042\ntags:\n  - 甲\n  - 乙\nnothing:\nnested:\n  a: 1\n---\n正文\n",
			map[string]string{"title": "柳溪镇工作总结", "years": "2030,2031", "place": "柳溪镇", "date": "2031-02-03", "code": "0042", "tags": "甲,乙"},
			"正文\n",
		},
		{"one pair, dots, CRLF", "---\r\ntitle: 甲\r\n...\r\n正文", map[string]string{"title": "甲"}, "正文"},
		{"broken YAML", "---\ntitle: [甲\n---\n正文\n", nil, "---\ntitle: [甲\n---\n正文\n"},
		{"not a mapping", "---\n柳溪镇\n---\n正文\n", nil, "---\n柳溪镇\n---\n正文\n"},
		{"not closed", "---\ntitle: 甲\n正文\n", nil, "---\ntitle: 甲\n正文\n"},
		{"not at the start", "\n---\ntitle: 甲\n---\n正文\n", nil, "\n---\ntitle: 甲\n---\n正文\n"},
	} {
		meta, rest := cutFrontMatter(c.text)
		if diff := cmp.Diff(c.meta, meta); diff != "" {
			t.Errorf("%s: meta (-want +got):\n%s", c.name, diff)
		}
		if rest != c.want {
			t.Errorf("%s: text left is %q, want %q", c.name, rest, c.want)
		}
	}
	doc := readString(t, "a.txt", "\ufeff---\ntitle: 甲\n---\n正文\n")
	if doc.Text != "正文\n" || doc.Meta["title"] != "甲" {
		t.Errorf("Read = %q with %v", doc.Text, doc.Meta)
	}
}

// TestReadTextIsLinear reads texts whose lines are hard on a reader, of 1 MB and of 8:
// a reader that takes the square of their length would take 64 times as long for the
// larger. A slow moment of the machine is measured again.
func TestReadTextIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("reads large texts")
	}
	const small, large, most, tries = 1 << 20, 8 << 20, 32, 3
	for name, part := range map[string]string{
		"one line":      "柳溪镇工作总结，",
		"blank lines":   "\n",
		"bars":          "| ",
		"tabs":          "甲\t",
		"digits":        "1",
		"quotes":        "”",
		"short lines":   "柳溪镇\n",
		"wrapped lines": strings.Repeat("柳溪镇，", 7) + "\n",
		"rules":         "---\n",
	} {
		var ratio float64
		for try := 1; try == 1 || ratio > most && try <= tries; try++ {
			ratio = float64(timeToRead(t, part, large)) / float64(max(timeToRead(t, part, small), time.Millisecond))
		}
		if ratio > most {
			t.Errorf("%s: 8 times the text takes %.0f times as long", name, ratio)
		}
	}
}

// timeToRead is how long a text of one part over and over takes to read.
func timeToRead(t *testing.T, part string, size int) time.Duration {
	t.Helper()
	text := []byte(strings.Repeat(part, size/len(part)) + "尾")
	start := time.Now()
	if _, err := Read("a.txt", text); err != nil {
		t.Fatal(err)
	}
	return time.Since(start)
}

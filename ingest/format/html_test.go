package format

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
)

const htmlProse = "今年以来，柳溪镇坚持实干为先，经济运行稳中有进，民生事业持续改善。全年完成工业产值十二亿元，新建道路三条，清理河道八公里，惠及群众两千余人。"

func TestReadHTML(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       []string
	}{
		{"headings and paragraphs", "<h1>总结</h1><p>　　甲&nbsp;</p><h3>一、<b>概</b>况</h3><p>乙</p>丙", []string{"H1 总结", "P 甲", "H3 一、概况", "P 乙", "P 丙"}},
		{"entities and blanks", "<p>产值&gt;5亿元&nbsp;&nbsp;增长\n 8%，\n全镇  A\nB</p>", []string{"P 产值>5亿元 增长 8%，全镇 A B"}},
		{"line breaks", "<p>一、甲<br>二、乙<br/><br/>三、丙</p>", []string{"P 一、甲", "P 二、乙", "P 三、丙"}},
		{"inline elements", "<p>产值<span>55</span>.<b>6</b>亿<a href=x>元</a></p>", []string{"P 产值55.6亿元"}},
		{"divs", "<div>甲<div>乙</div>丙</div>", []string{"P 甲", "P 乙", "P 丙"}},
		{
			"lists",
			"<ul><li>甲<ul><li>乙</li></ul></li><li><p>丙</p><p>丁</p></li></ul><ol start=3><li>戊</li><li>己</li></ol><ol type=A><li>庚</li></ol>",
			[]string{"L1 甲", "L2 乙", "L1 丙", "P 丁", "L1 3. 戊", "L1 4. 己", "L1 A. 庚"},
		},
		{"definitions", "<dl><dt>产值</dt><dd>5亿元</dd><dt>税收：</dt><dd>1亿元</dd><dd>其中甲</dd><dt>空</dt></dl>", []string{"P 产值：5亿元", "P 税收：1亿元", "P 其中甲", "P 空"}},
		{"preformatted", "<pre>第一行\n  第二行\n\n第三行</pre>", []string{"P 第一行", "P 第二行", "P 第三行"}},
		{
			"what is no text",
			"<script>var a</script><style>p{}</style><noscript>甲</noscript><nav><p>导航</p></nav><header><p>站名</p></header><aside>旁注</aside><form><input value=x>搜索</form>" +
				"<p hidden>隐</p><p style='display: none'>藏</p><p>正文</p><footer>版权</footer>",
			[]string{"P 正文"},
		},
		{"a form around the page", "<form id=f><div><p>正文</p></div></form>", []string{"P 正文"}},
		{"a header with the heading", "<header><h1>总结</h1></header><p>正文</p>", []string{"H1 总结", "P 正文"}},
		{
			"a table with th",
			"<table><caption>表一</caption><thead><tr><th>指标</th><th>数值</th></tr></thead><tr><td>产值</td><td>5</td></tr><tr><th>税收</th><td>1</td></tr><tr><td></td><td>2</td></tr></table>",
			[]string{"P 表一", "T1* 指标 | 数值", "T1 产值 | 5", "T1 税收 | 1", "T1 | 2"},
		},
		{
			"a table without th",
			"<table><tr><td>指标</td><td>2031年</td></tr><tr><td>产值</td><td>5.5</td></tr></table>",
			[]string{"T1* 指标 | 2031年", "T1 产值 | 5.5"},
		},
		{
			"cells over rows and columns",
			"<table><tr><td colspan=3>主要指标</td></tr><tr><td rowspan=2>工业</td><td>产值</td><td>5</td></tr><tr><td>增速</td><td>8</td></tr><tr><td colspan=2>合计</td><td>13</td></tr></table>",
			[]string{"T1* 主要指标", "T1 工业 | 产值 | 5", "T1 工业 | 增速 | 8", "T1 合计 | 合计 | 13"},
		},
		{
			"a cell over rows at the end",
			"<table><tr><td>甲</td><td>乙</td><td rowspan=2>丙</td></tr><tr><td>丁</td></tr></table>",
			[]string{"T1 甲 | 乙 | 丙", "T1 丁 |  | 丙"},
		},
		{"equal values stay", "<table><tr><td>0</td><td>0</td></tr><tr><td>甲</td><td>乙|丙</td></tr></table>", []string{"T1 0 | 0", "T1 甲 | 乙｜丙"}},
		{"a cell broken over lines", "<table><tr><td>工业<br>产值</td><td><p>5</p><p>亿元</p></td></tr><tr><td>甲</td><td>乙</td></tr></table>", []string{"T1 工业产值 | 5 亿元", "T1 甲 | 乙"}},
		{"a table around the text", "<table><tr><td><h2>一、甲</h2><p>乙</p></td></tr></table>", []string{"H2 一、甲", "P 乙"}},
		{"two columns of text", "<table><tr><td><h2>一、甲</h2>乙</td><td>丙</td></tr></table>", []string{"H2 一、甲", "P 乙", "P 丙"}},
		{
			"a table in a table that lays out",
			"<table><tr><td><p>说明</p><table><tr><td>村</td><td>户</td></tr><tr><td>甲</td><td>5</td></tr></table></td><td>边</td></tr></table>",
			[]string{"P 说明", "T1* 村 | 户", "T1 甲 | 5", "P 边"},
		},
		{
			"menus and breadcrumbs",
			"<ul><li><a href=1>首页</a></li><li><a href=2>政务</a></li><li><a href=3>服务</a></li><li><a href=4>互动</a></li></ul><div>您现在的位置：<a href=1>首页</a> &gt; <a href=2>总结</a></div>" +
				"<p><a href=1>首页</a> &gt; 政务公开</p><p>" + htmlProse + "</p><p>上一篇：<a href=5>石桥镇总结</a></p><p>【打印本页】【关闭窗口】</p>",
			[]string{"P " + htmlProse},
		},
	} {
		if diff := cmp.Diff(c.want, show(readString(t, "a.html", "<html><body>"+c.body+"</body></html>"))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// A page of a government site: the text, its heading and the table of metadata
// are read, and nothing else.
func TestReadGovernmentPage(t *testing.T) {
	page := `<!DOCTYPE html><html><head><meta charset="gb2312"><title>柳溪镇2031年工作总结_云州政府网</title>
<meta name="ArticleTitle" content="柳溪镇2031年工作总结"><meta name="PubDate" content="2032-01-05 10:00"><meta name="ContentSource" content="柳溪镇">
<meta name="SiteName" content="云州政府网"><meta name="ColumnName" content="规划总结"><meta name="viewport" content="width=device-width">
<meta name="Author" content="办公室"><link rel="canonical" href="http://liuxi.example/a.html"></head><body>
<div class="top">云州政府网 <a href=1>首页</a> <a href=2>政务</a> <a href=3>服务</a></div>
<div class="pos">当前位置：<a href=1>首页</a> &gt; <a href=2>规划总结</a></div>
<table class="info"><tr><td>索引号：</td><td>0042/2032-1</td><td>主题分类：</td><td>综合</td></tr><tr><td>发布机构：</td><td>柳溪镇</td><td>成文日期：</td><td>2032-01-04</td></tr></table>
<h1>柳溪镇2031年工作总结</h1><div class="tools">字号：[大 中 小] 点击数 12</div>
<div class="TRS_Editor"><p>　　一、工作回顾</p><p>　　` + htmlProse + `</p><p>附件：</p><ul><li><a href=a>一</a></li><li><a href=b>二</a></li><li><a href=c>三</a></li><li><a href=d>四</a></li></ul></div>
<div class="side">热门推荐 机构职能 领导之窗</div></body></html>`
	data := encode(t, simplifiedchinese.GB18030, page)
	doc := readString(t, "a.htm", data)
	wantBlocks(t, doc,
		"T1 索引号： | 0042/2032-1 | 主题分类： | 综合", "T1 发布机构： | 柳溪镇 | 成文日期： | 2032-01-04",
		"H1 柳溪镇2031年工作总结", "P 一、工作回顾", "P "+htmlProse, "P 附件：", "L1 一", "L1 二", "L1 三", "L1 四")
	want := map[string]string{
		"title": "柳溪镇2031年工作总结_云州政府网", "articletitle": "柳溪镇2031年工作总结", "pubdate": "2032-01-05 10:00", "date": "2032-01-05 10:00",
		"contentsource": "柳溪镇", "sitename": "云州政府网", "columnname": "规划总结", "author": "办公室", "url": "http://liuxi.example/a.html",
	}
	if diff := cmp.Diff(want, doc.Meta); diff != "" {
		t.Errorf("meta (-want +got):\n%s", diff)
	}
}

// Of elements that share the text none is the main one.
func TestHTMLWithoutMain(t *testing.T) {
	body := "<div class=content><p>甲" + htmlProse + "</p></div><div class=content><p>乙" + htmlProse + "</p></div>"
	wantBlocks(t, readString(t, "a.html", body), "P 甲"+htmlProse, "P 乙"+htmlProse)
	body = "<article><p>甲</p></article><p>" + htmlProse + "</p>"
	wantBlocks(t, readString(t, "a.html", body), "P 甲", "P "+htmlProse)
}

// A page whose elements are nested deeper than the parser takes is still read.
func TestHTMLNestedDeep(t *testing.T) {
	wantBlocks(t, readString(t, "a.html", strings.Repeat("<div><font>", 5000)+"<p>甲</p>乙"), "P 甲", "P 乙")
	if _, err := Read("a.html", []byte(strings.Repeat("<table><tr><td>", 5000)+"甲")); err == nil {
		t.Error("5000 tables in each other were read")
	}
}

// Cells that multiply do not fill the memory.
func TestHTMLTableBomb(t *testing.T) {
	for _, cell := range []string{"甲乙丙丁戊己庚辛", ""} {
		text := "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td colspan=100 rowspan=1000>"+cell, 20)+"</tr>", 3)
		if _, err := Read("a.html", []byte(text+strings.Repeat("<tr><td>x</td></tr>", 5000))); !errors.Is(err, ErrTooLarge) {
			t.Errorf("5,000 rows with 2,000 repeated columns of %q: error %v, want ErrTooLarge", cell, err)
		}
	}
	long := strings.Repeat("甲", 1<<20)
	text := "<table>" + strings.Repeat("<tr><td colspan=100>"+long+"<td>乙</tr>", 3)
	if _, err := Read("a.html", []byte(text)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("long cells over 100 columns: error %v, want ErrTooLarge", err)
	}
}

func TestHTMLTitle(t *testing.T) {
	for head, want := range map[string]string{
		"<title>甲 &amp;\n乙</title>":                                              "甲 & 乙",
		`<meta name=ArticleTitle content=丙><meta property="og:title" content=丁>`: "丙",
		`<meta property="og:title" content=丁>`:                                   "丁",
	} {
		if got := readString(t, "a.html", head+"<p>正文").Meta["title"]; got != want {
			t.Errorf("title of %s is %q, want %q", head, got, want)
		}
	}
}

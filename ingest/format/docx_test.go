package format

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// readFile reads a Word file of a test.
func (f docxFile) readFile(t *testing.T) *Document {
	t.Helper()
	return readString(t, "a.docx", string(docxOf(t, f)))
}

func TestDocxBody(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       []string
	}{
		{"paragraphs", wp("　　甲 ") + wp("") + wp(" \u00a0") + wp("乙&amp;丙"), []string{"P 甲", "P 乙&丙"}},
		{"runs, tabs, hyphens", `<w:p>` + wr("产值") + `<w:r><w:rPr><w:b/></w:rPr><w:t>55</w:t><w:t>.6</w:t><w:tab/><w:t>甲</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>乙</w:t></w:r></w:p>`, []string{"P 产值55.6\t甲-乙"}},
		{"line breaks", `<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:br/><w:t>丙</w:t></w:r></w:p>`, []string{"P 甲", "P 乙", "P 丙"}},
		{"symbols", `<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F0A3"/><w:sym w:font="Wingdings" w:char="F021"/><w:sym w:font="x" w:char="2605"/><w:t>甲</w:t></w:r></w:p>`, []string{"P ✓≤★甲"}},
		{"links", `<w:p>` + wr("见") + `<w:hyperlink>` + wr("附件") + `</w:hyperlink></w:p>`, []string{"P 见附件"}},
		{
			"fields",
			`<w:p>` + wr("第") + `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>` + wr("指令") +
				`<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + wr("3") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>` + wr("页") + `<w:fldSimple w:instr="DATE">` + wr("元月") + `</w:fldSimple></w:p>`,
			[]string{"P 第3页元月"},
		},
		{
			"a field in the command of a field",
			`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>` + wr("IF") + `<w:r><w:fldChar w:fldCharType="begin"/></w:r>` + wr("x") + `<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + wr("y") +
				`<w:r><w:fldChar w:fldCharType="end"/></w:r>` + wr("z") + `<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + wr("甲") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>` + wr("乙") + `</w:p>`,
			[]string{"P 甲乙"},
		},
		{"a field without a result", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>` + wr("x") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>` + wr("甲") + `</w:p>`, []string{"P 甲"}},
		{"a field that does not end", `<w:p>` + wr("甲") + `<w:r><w:fldChar w:fldCharType="begin"/></w:r>` + wr("x") + `</w:p>` + wp("乙"), []string{"P 甲", "P 乙"}},
		{
			"tracked changes",
			`<w:p>` + wr("甲") + `<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins>` + wr("增") + `</w:ins><w:moveFrom>` + wr("旧") + `</w:moveFrom><w:moveTo>` + wr("新") + `</w:moveTo></w:p>`,
			[]string{"P 甲增新"},
		},
		{"hidden text", `<w:p>` + wr("甲") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>` + wr("丁") + `<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>现</w:t></w:r>` + wr("乙") + `</w:p>`, []string{"P 甲丁现乙"}},
		{
			"text boxes once",
			`<w:p>` + wr("甲") + `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>` + wp("框一") + wp("框二") +
				`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + wp("框一") + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>` + wr("乙") + `</w:p>`,
			[]string{"P 甲乙", "P 框一", "P 框二"},
		},
		{"an old text box", `<w:p><w:r><w:pict><v:textbox><w:txbxContent>` + wp("框") + `</w:txbxContent></v:textbox></w:pict></w:r></w:p>`, []string{"P 框"}},
		{"notes and comments", `<w:p>` + wr("甲") + `<w:r><w:footnoteReference w:id="1"/></w:r><w:commentRangeStart w:id="0"/>` + wr("乙") + `</w:p>`, []string{"P 甲乙"}},
		{"ruby", `<w:p><w:r><w:ruby><w:rt>` + wr("zhen") + `</w:rt><w:rubyBase>` + wr("镇") + `</w:rubyBase></w:ruby></w:r></w:p>`, []string{"P 镇"}},
		{"formulas", `<w:p><m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath></w:p>`, []string{"P a=b"}},
		{
			"content controls",
			`<w:sdt><w:sdtPr/><w:sdtContent>` + wp("甲") + `</w:sdtContent></w:sdt><w:p><w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>` + wr("乙") + `</w:sdtContent></w:sdt></w:p>` +
				`<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + wp("单击此处") + `</w:sdtContent></w:sdt>` +
				`<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>` + wp("目录") + `</w:sdtContent></w:sdt>`,
			[]string{"P 甲", "P 乙"},
		},
		{
			"a table",
			wtbl(wtr(wtc("", "指标"), wtc("", "2031年")), wtr(wtc("", "产值"), wtc("", "5.5")), wtr(wtc("", "甲|乙"), wtc("", ""))),
			[]string{"T1* 指标 | 2031年", "T1 产值 | 5.5", "T1 甲｜乙 |"},
		},
		{
			"a marked header and merged cells",
			wtbl("<w:tr><w:trPr><w:tblHeader/></w:trPr>"+wtc("", "类")+wtc(`<w:gridSpan w:val="2"/>`, "值")+"</w:tr>",
				wtr(wtc(`<w:vMerge w:val="restart"/>`, "工业"), wtc("", "产值"), wtc("", "无")), wtr(wtc(`<w:vMerge/>`, ""), wtc("", "增速"), wtc("", "无")),
				wtr(wtc(`<w:gridSpan w:val="3"/>`, "说明"))),
			[]string{"T1* 类 | 值 | 值", "T1 工业 | 产值 | 无", "T1 工业 | 增速 | 无", "T1 说明"},
		},
		{"a deleted row", wtbl(wtr(wtc("", "甲"), wtc("", "乙")), "<w:tr><w:trPr><w:del/></w:trPr>"+wtc("", "丙")+wtc("", "丁")+"</w:tr>"), []string{"T1 甲 | 乙"}},
		{"a nested table", wtbl(wtr(wtc("", "甲"), "<w:tc>"+wtbl(wtr(wtc("", "乙"), wtc("", "丙")))+wp("")+"</w:tc>")), []string{"T1 甲 | 乙 丙"}},
		{"a table around the text", wtbl(wtr("<w:tc>" + wp("甲") + wtbl(wtr(wtc("", "村"), wtc("", "户"))) + wp("乙") + "</w:tc>")), []string{"P 甲", "T1 村 | 户", "P 乙"}},
		{"two tables", wtbl(wtr(wtc("", "甲"), wtc("", "乙"))) + wp("丙") + wtbl(wtr(wtc("", "丁"), wtc("", "戊"))), []string{"T1 甲 | 乙", "P 丙", "T2 丁 | 戊"}},
		{
			"pages",
			wp("甲") + `<w:p><w:r><w:t>乙</w:t><w:br w:type="page"/></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>丙</w:t></w:r></w:p><w:p><w:r><w:t>丁</w:t><w:lastRenderedPageBreak/><w:t>戊</w:t></w:r></w:p>` + wp("己"),
			[]string{"P@1 甲", "P@1 乙", "P@2 丙", "P@2 丁戊", "P@3 己"},
		},
		{"breaks alone state no pages", wp("甲") + `<w:p><w:r><w:br w:type="page"/><w:t>乙</w:t></w:r></w:p>`, []string{"P 甲", "P 乙"}},
	} {
		if diff := cmp.Diff(c.want, show(docxFile{body: c.body}.readFile(t))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestDocxStyles(t *testing.T) {
	styles := `<w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style>` +
		`<w:style w:styleId="a2"><w:name w:val="标题 2"/></w:style>` +
		`<w:style w:styleId="own"><w:name w:val="Section"/><w:basedOn w:val="a2"/></w:style>` +
		`<w:style w:styleId="lvl"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>` +
		`<w:style w:styleId="body"><w:name w:val="y"/><w:basedOn w:val="a1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>` +
		`<w:style w:styleId="r1"><w:name w:val="r1"/><w:basedOn w:val="r2"/></w:style><w:style w:styleId="r2"><w:name w:val="r2"/><w:basedOn w:val="r1"/></w:style>` +
		`<w:style w:styleId="tt"><w:name w:val="Title"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>` +
		`<w:style w:styleId="t1"><w:name w:val="toc 1"/></w:style>`
	long := strings.Repeat("全年工作平稳有序。", 20)
	f := docxFile{styles: styles, body: styled("tt", "柳溪镇") + styled("t1", "一、甲\t3") + styled("a1", "甲") + styled("a2", "乙") + styled("own", "丙") + styled("lvl", "丁") +
		styled("body", "戊") + styled("r1", "己") + styled("Heading3", "庚") + styled("a1", long) +
		`<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>` + wr("辛") + `</w:p>` + `<w:p><w:pPr><w:pStyle w:val="a1"/><w:outlineLvl w:val="9"/></w:pPr>` + wr("壬") + `</w:p>` +
		`<w:p><w:pPr><w:pStyle w:val="a1"/></w:pPr><w:r><w:t>柳溪镇</w:t><w:br/><w:t>总结</w:t></w:r></w:p>`}
	doc := f.readFile(t)
	wantBlocks(t, doc, "P 柳溪镇", "H1 甲", "H2 乙", "H2 丙", "H4 丁", "P 戊", "P 己", "H3 庚", "P "+long, "H2 辛", "P 壬", "H1 柳溪镇总结")
	if doc.Meta["title"] != "柳溪镇" {
		t.Errorf("title is %q", doc.Meta["title"])
	}
	f.core = `<dc:title>总结</dc:title><dc:creator>办公室</dc:creator><dcterms:created>2030-01-01T00:00:00Z</dcterms:created><dcterms:modified>2031-02-03T08:00:00Z</dcterms:modified>`
	want := map[string]string{"title": "总结", "author": "办公室", "date": "2031-02-03"}
	if diff := cmp.Diff(want, f.readFile(t).Meta); diff != "" {
		t.Errorf("meta (-want +got):\n%s", diff)
	}
}

func TestDocxNumbering(t *testing.T) {
	outline := abstractOf("0",
		numLvl("0", "chineseCountingThousand", "%1、", ""), numLvl("1", "chineseCounting", "（%2）", ""),
		numLvl("2", "decimal", "%3.", ""), numLvl("3", "decimal", "%1.%4", "<w:isLgl/>"))
	for _, c := range []struct {
		name, numbering, body string
		want                  []string
	}{
		{
			"an outline",
			outline + num("1", "0", ""),
			listed("1", "0", "甲") + listed("1", "1", "乙") + listed("1", "1", "丙") + listed("1", "2", "丁") + listed("1", "0", "戊") + listed("1", "1", "己") + listed("1", "3", "庚"),
			[]string{"L1 一、甲", "L2 （一）乙", "L2 （二）丙", "L3 1. 丁", "L1 二、戊", "L2 （一）己", "L4 2.1 庚"},
		},
		{
			"lists of one numbering go on, an override restarts",
			outline + num("1", "0", "") + num("2", "0", "") + num("3", "0", `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>`),
			listed("1", "0", "甲") + listed("2", "0", "乙") + listed("3", "0", "丙") + listed("3", "0", "丁"),
			[]string{"L1 一、甲", "L1 二、乙", "L1 五、丙", "L1 六、丁"},
		},
		{
			"bullets, none and zero",
			abstractOf("0", numLvl("0", "bullet", "\uf06c", ""), numLvl("1", "bullet", "——", ""), numLvl("2", "none", "", "")) + num("1", "0", ""),
			listed("1", "0", "甲") + listed("1", "1", "乙") + listed("1", "2", "丙") + listed("0", "0", "丁") + listed("9", "0", "戊"),
			[]string{"L1 甲", "L2 ——乙", "L3 丙", "P 丁", "P 戊"},
		},
		{
			"a level that never restarts, and no space",
			abstractOf("0", numLvl("0", "decimal", "%1", `<w:suff w:val="nothing"/>`), numLvl("1", "lowerLetter", "%2)", `<w:lvlRestart w:val="0"/>`)) + num("1", "0", ""),
			listed("1", "0", "甲") + listed("1", "1", "乙") + listed("1", "0", "丙") + listed("1", "1", "丁"),
			[]string{"L1 1甲", "L2 a) 乙", "L1 2丙", "L2 b) 丁"},
		},
		{
			"numbers of levels that were left out",
			abstractOf("0", numLvl("0", "decimal", "%1.", ""), numLvl("1", "decimal", "%1.%2", "")) + num("1", "0", ""),
			listed("1", "1", "甲") + listed("1", "1", "乙"),
			[]string{"L2 1.1 甲", "L2 1.2 乙"},
		},
		{
			"empty and deleted paragraphs",
			outline + num("1", "0", ""),
			listed("1", "0", "") + listed("1", "0", "甲") + `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>` + listed("1", "0", "乙"),
			[]string{"L1 二、甲", "L1 三、乙"},
		},
		{
			"through a style, in a heading",
			abstractOf("0", numLvl("0", "decimal", "第%1章", `<w:pStyle w:val="Heading1"/>`), numLvl("1", "decimal", "%1.%2", `<w:pStyle w:val="Heading2"/>`)) + num("7", "0", ""),
			styled("Heading1", "甲") + styled("Heading2", "乙") + styled("Sub", "丙") + `<w:p><w:pPr><w:pStyle w:val="Heading2"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>` + wr("丁") + `</w:p>`,
			[]string{"H1 第1章甲", "H2 1.1 乙", "H2 1.2 丙", "H2 丁"},
		},
		{
			"through a link to a style",
			`<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Linked"/></w:abstractNum>` + abstractOf("1", numLvl("0", "upperRoman", "%1.", "")) + num("1", "0", "") + num("2", "1", ""),
			listed("1", "0", "甲"),
			[]string{"L1 I. 甲"},
		},
		{
			"a format with a fallback",
			abstractOf("0", `<w:lvl w:ilvl="0"><w:start w:val="3"/><mc:AlternateContent><mc:Choice><w:numFmt w:val="custom"/></mc:Choice><mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1-"/></w:lvl>`) + num("1", "0", ""),
			listed("1", "0", "甲"),
			[]string{"L1 03- 甲"},
		},
	} {
		styles := `<w:style w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>` +
			`<w:style w:styleId="Heading2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr></w:style>` +
			`<w:style w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Heading2"/></w:style>` +
			`<w:style w:styleId="Linked"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>`
		doc := docxFile{body: c.body, numbering: c.numbering, styles: styles}.readFile(t)
		if diff := cmp.Diff(c.want, show(doc)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestFormatNumber(t *testing.T) {
	for _, c := range []struct {
		n            int
		format, want string
	}{
		{7, "decimal", "7"}, {7, "unheard of", "7"}, {7, "decimalZero", "07"}, {12, "decimalZero", "12"}, {3, "none", ""},
		{1, "chineseCounting", "一"}, {10, "chineseCounting", "十"}, {11, "chineseCounting", "十一"}, {20, "chineseCounting", "二十"}, {99, "chineseCountingThousand", "九十九"},
		{100, "chineseCountingThousand", "一百"}, {101, "chineseCountingThousand", "一百零一"}, {110, "chineseCountingThousand", "一百一十"}, {1005, "japaneseCounting", "一千零五"},
		{10, "ideographDigital", "一〇"}, {3, "chineseLegalSimplified", "叁"}, {10, "chineseLegalSimplified", "拾"},
		{3, "ideographTraditional", "丙"}, {11, "ideographTraditional", "11"}, {12, "ideographZodiac", "亥"},
		{1, "decimalEnclosedCircle", "①"}, {21, "decimalEnclosedCircleChinese", "㉑"}, {51, "decimalEnclosedCircle", "51"}, {2, "decimalEnclosedParen", "⑵"}, {2, "decimalEnclosedFullstop", "⒉"},
		{4, "upperRoman", "IV"}, {1994, "lowerRoman", "mcmxciv"}, {0, "upperRoman", "0"}, {26, "upperLetter", "Z"}, {27, "lowerLetter", "aa"}, {12, "decimalFullWidth", "１２"},
	} {
		if got := formatNumber(c.n, c.format); got != c.want {
			t.Errorf("formatNumber(%d, %s) = %q, want %q", c.n, c.format, got, c.want)
		}
	}
}

func TestDocxBroken(t *testing.T) {
	whole := string(docxOf(t, docxFile{body: strings.Repeat(wp("柳溪镇"), 100)}))
	cut := `<w:document ` + wordNS + `><w:body><w:p><w:r><w:t>柳溪`
	deep := strings.Repeat("<w:tbl><w:tr><w:tc>", 2000)
	for _, c := range []struct {
		name, data string
		kind       error
		says       string
	}{
		{"the zip is cut", whole[:len(whole)/2], ErrDamaged, "is the download complete?"},
		{"the XML is cut", string(zipOf(t, "word/document.xml", cut)), ErrDamaged, "docx: document.xml: unexpected end (is the download complete?)"},
		{"the XML is wrong", string(zipOf(t, "word/document.xml", "<w:document><w:body></w:p>")), ErrDamaged, "broken XML"},
		{"the XML is empty", string(zipOf(t, "word/document.xml", "")), ErrDamaged, "unexpected end"},
		{"there is no body", string(zipOf(t, "word/document.xml", "<w:document/>")), ErrDamaged, "unexpected end"},
		{"there is no text", string(docxOf(t, docxFile{body: wp("")})), ErrEmpty, "no text"},
		{"nested tables", string(docxOf(t, docxFile{body: deep})), ErrDamaged, "nested too deep"},
		{"nested unknown elements", string(docxOf(t, docxFile{body: strings.Repeat("<w:x>", 100_000)})), ErrDamaged, "nested too deep"},
		{"the styles are broken", string(docxOf(t, docxFile{body: wp("甲"), styles: "<w:style"})), ErrDamaged, "styles.xml"},
		{"the styles are cut", string(zipOf(t, "word/document.xml", "<document><body></body></document>", "word/styles.xml", "<styles><style>")), ErrDamaged, "styles.xml: unexpected end"},
		{"the styles are cut between two", string(zipOf(t, "word/document.xml", "<document><body></body></document>", "word/styles.xml", "<styles><style/>")), ErrDamaged, "styles.xml: unexpected end"},
		{"a zip bomb", string(docxOf(t, docxFile{body: wp("甲") + strings.Repeat(" ", 16<<20)})), ErrTooLarge, "document.xml"},
		{
			"cells that multiply",
			string(docxOf(t, docxFile{body: wtbl(strings.Repeat(wtr(wtc(`<w:gridSpan w:val="100"/>`, "甲"), wtc("", "乙")), 60_000))})), ErrTooLarge, "",
		},
	} {
		_, err := Read("a.docx", []byte(c.data))
		if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error %v, want %v saying %q", c.name, err, c.kind, c.says)
		}
	}
}

// A file whose main part has another name, and is UTF-16.
func TestDocxRelations(t *testing.T) {
	body := "\xff\xfe" + string(utf16Bytes(`<?xml version="1.0" encoding="UTF-16"?><w:document `+wordNS+`><w:body>`+styled("s", "甲")+`</w:body></w:document>`))
	data := zipOf(t,
		"_rels/.rels", `<Relationships><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>`,
		"word/document2.xml", body,
		"word/_rels/document2.xml.rels", `<Relationships><Relationship Type="http://x/styles" Target="styles2.xml"/></Relationships>`,
		"word/styles2.xml", `<w:styles `+wordNS+`><w:style w:styleId="s"><w:name w:val="heading 2"/></w:style></w:styles>`)
	wantBlocks(t, readString(t, "a.docx", string(data)), "H2 甲")
}

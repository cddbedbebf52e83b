package format

import (
	"errors"
	"testing"
)

// checkRead reads the data: it must give a document as checkDocument wants it
// or one of the four errors.
func checkRead(t *testing.T, name string, data []byte) {
	doc, err := Read(name, data)
	if err == nil {
		checkDocument(t, name, doc)
		return
	}
	for _, kind := range []error{ErrEmpty, ErrUnsupported, ErrDamaged, ErrTooLarge} {
		if errors.Is(err, kind) {
			return
		}
	}
	t.Errorf("Read(%s): error of no kind: %v", name, err)
}

func FuzzReadText(f *testing.F) {
	f.Add([]byte("---\ntitle: 甲\n---\n　　一、甲\n乙 | 丙\n丁 | 1\n"))
	f.Add([]byte("今年以来，柳溪镇坚持实干为先，紧扣全年目标任务，扎实推\n进各项工作，经济运行稳中有进，民生事业持续改善，社会大\n局保持和谐稳定，全镇上下齐心协力，奋力拼搏，共同进步。\n"))
	f.Add([]byte("\xff\xfe\x2d\x4e\x87\x65\xce\xf7\x00"))
	f.Fuzz(func(t *testing.T, data []byte) { checkRead(t, "a.txt", data) })
}

func FuzzReadMarkdown(f *testing.F) {
	f.Add([]byte("# 甲\n\n*镇，*村 **5.5**亿元\n- 乙\n  1. 丙\n\n| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n\n<div>丁</div>\n\n> 戊<br>己\n"))
	f.Add([]byte("---\na: [1, 2]\n---\n标题\n===\n```\n码\n```\n[a]: b\n![c](d) `*` \\* &amp; **加强。**甲"))
	f.Fuzz(func(t *testing.T, data []byte) { checkRead(t, "a.md", data) })
}

func FuzzReadHTML(f *testing.F) {
	f.Add([]byte("<html><title>甲</title><body><div class=content><h1>乙</h1><p>丙<br>丁</p><table><tr><th rowspan=2>1<td colspan=2>2<tr><td>3</table><ol start=2><li>戊</ol><dl><dt>己<dd>庚</dl><pre>辛\n壬</pre>"))
	f.Add([]byte("<meta charset=gbk><table><tr><td>索引号<td>1<td>文号<td>2</table><div id=zoom><p>\xbc\xd7</div>"))
	f.Fuzz(func(t *testing.T, data []byte) { checkRead(t, "a.html", data) })
}

// FuzzReadDocxBody fuzzes the XML of the body, within a whole file.
func FuzzReadDocxBody(f *testing.F) {
	f.Add(listed("1", "0", "甲")+wtbl(wtr(wtc(`<w:vMerge w:val="restart"/>`, "乙"), wtc(`<w:gridSpan w:val="2"/>`, "丙"))), abstractOf("0", numLvl("0", "chineseCounting", "%1、", ""))+num("1", "0", ""))
	f.Add(`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:t>甲</w:t><w:br w:type="page"/><w:lastRenderedPageBreak/><w:sym w:char="F0FC"/></w:r></w:p>`+styled("Heading1", "乙"), "")
	f.Fuzz(func(t *testing.T, body, numbering string) {
		checkRead(t, "a.docx", docxOf(t, docxFile{body: body, numbering: numbering}))
	})
}

// FuzzReadDocxFile fuzzes the bytes of the file.
func FuzzReadDocxFile(f *testing.F) {
	f.Add(docxOf(f, docxFile{body: wp("甲"), styles: `<w:style w:styleId="a"/>`, core: "<dc:title>乙</dc:title>"}))
	f.Fuzz(func(t *testing.T, data []byte) { checkRead(t, "a.docx", data) })
}

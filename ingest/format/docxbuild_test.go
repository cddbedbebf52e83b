package format

import (
	"strings"
	"testing"
)

// docxFile is what a Word file of a test is made of; parts left empty are left
// out.
type docxFile struct {
	body, styles, numbering, core string
}

const wordNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
	`xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" ` +
	`xmlns:v="urn:schemas-microsoft-com:vml" ` +
	`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
	`xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`

// docxOf packs a Word file.
func docxOf(t testing.TB, f docxFile) []byte {
	t.Helper()
	parts := []string{
		"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"word/document.xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ` + wordNS + `><w:body>` + f.body + `<w:sectPr/></w:body></w:document>`,
	}
	if f.styles != "" {
		parts = append(parts, "word/styles.xml", `<w:styles `+wordNS+`>`+f.styles+`</w:styles>`)
	}
	if f.numbering != "" {
		parts = append(parts, "word/numbering.xml", `<w:numbering `+wordNS+`>`+f.numbering+`</w:numbering>`)
	}
	if f.core != "" {
		parts = append(parts, "docProps/core.xml", `<cp:coreProperties xmlns:cp="cp" xmlns:dc="dc" xmlns:dcterms="dcterms">`+f.core+`</cp:coreProperties>`)
	}
	return zipOf(t, parts...)
}

// wp is a paragraph of one run.
func wp(text string) string { return "<w:p>" + wr(text) + "</w:p>" }

// wr is a run.
func wr(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

// styled is a paragraph of a style.
func styled(style, text string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` + wr(text) + `</w:p>`
}

// listed is a paragraph with a number of its own.
func listed(numID, level, text string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + numID + `"/></w:numPr></w:pPr>` + wr(text) + `</w:p>`
}

// numLvl is a level of a numbering; more is put inside it.
func numLvl(level, format, text, more string) string {
	return `<w:lvl w:ilvl="` + level + `"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/>` + more + `<w:lvlText w:val="` + text + `"/></w:lvl>`
}

// num is a use of an abstract numbering.
func num(id, abstract, more string) string {
	return `<w:num w:numId="` + id + `"><w:abstractNumId w:val="` + abstract + `"/>` + more + `</w:num>`
}

// abstractOf is an abstract numbering.
func abstractOf(id string, levels ...string) string {
	return `<w:abstractNum w:abstractNumId="` + id + `">` + strings.Join(levels, "") + `</w:abstractNum>`
}

// wtbl is a table of rows made by wtr.
func wtbl(rows ...string) string { return "<w:tbl>" + strings.Join(rows, "") + "</w:tbl>" }

func wtr(cells ...string) string { return "<w:tr>" + strings.Join(cells, "") + "</w:tr>" }

// wtc is a cell with properties and text.
func wtc(properties, text string) string {
	return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + wp(text) + "</w:tc>"
}

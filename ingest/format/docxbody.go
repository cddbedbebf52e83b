package format

import (
	"encoding/xml"
	"io"
	"strings"
	"unicode/utf8"
)

// docxBody reads the main part of a Word file, paragraph by paragraph.
type docxBody struct {
	x       *xmlReader
	styles  docxStyles
	numbers *docxNumbering

	page    int    // the page that is read, from 1; 0 when the file states none
	turned  bool   // a page break was read and no text since
	title   string // the first paragraph of the style Title
	cells   int    // bytes of the cells of tables so far, as cellSize counts them
	fields  int    // fields that are open
	command int    // of those, the innermost ones whose command is read
}

// part is what a piece of the body makes: a paragraph, or the rows of a table.
type part struct {
	block Block
	text  string
	rows  []row
}

// read adds the blocks of the whole part.
func (d *docxBody) read(out *builder) error {
	for {
		e, err := d.x.nextStart()
		if err == io.EOF {
			return unexpectedEnd(d.x.part)
		}
		if err != nil {
			return err
		}
		if e.Name.Local == "body" {
			break
		}
	}
	return d.blocks(func(p part) error {
		if p.rows != nil {
			out.addTable(p.rows)
		} else {
			out.add(p.block, p.text)
		}
		return out.err
	})
}

// emit takes the parts of the body in order.
type emit func(part) error

// blocks reads the paragraphs and tables of an element to its end.
func (d *docxBody) blocks(add emit) error {
	return d.x.each(func(e xml.StartElement) error { return d.block(e, add) })
}

// block reads one child of the body, of a cell or of what holds others.
func (d *docxBody) block(e xml.StartElement, add emit) error {
	switch e.Name.Local {
	case "p":
		return d.paragraph(add)
	case "tbl":
		return d.table(add)
	case "sdt":
		return d.control(func() error { return d.blocks(add) })
	case "AlternateContent":
		return d.alternate(func() error { return d.blocks(add) })
	case "sectPr", "del", "moveFrom", "sdtPr":
		return d.x.skip()
	}
	return d.blocks(add)
}

// control reads a content control, but for a table of contents and for the text
// that asks to be replaced.
func (d *docxBody) control(content func() error) error {
	skip := false
	return d.x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "sdtPr":
			return d.properties(func(e xml.StartElement) {
				switch e.Name.Local {
				case "docPartGallery":
					skip = skip || xmlAttr(e, "val") == "Table of Contents"
				case "showingPlcHdr":
					skip = skip || isOn(e)
				}
			})
		case "sdtContent":
			if !skip {
				return content()
			}
		}
		return d.x.skip()
	})
}

// properties calls f for each element below the one whose start was read last,
// and reads to its end.
func (d *docxBody) properties(f func(xml.StartElement)) error {
	return d.x.each(func(e xml.StartElement) error {
		f(e)
		return d.properties(f)
	})
}

// alternate reads the first choice of alternate content: the others say the
// same in older terms.
func (d *docxBody) alternate(content func() error) error {
	chosen := false
	return d.x.each(func(e xml.StartElement) error {
		if e.Name.Local != "Choice" || chosen {
			return d.x.skip()
		}
		chosen = true
		return content()
	})
}

// docxPara is a paragraph under way.
type docxPara struct {
	style   string
	num     numRef
	outline int  // its own outline level, -1 when not stated
	deleted bool // its mark was deleted in a tracked change

	line   strings.Builder
	lines  []string // those ended by line breaks
	page   int      // of the first character; 0 until there is one
	hidden bool     // the run that is read is hidden
	boxes  []part   // what lies in its text boxes
}

// paragraph reads a paragraph and adds it, followed by its text boxes.
func (d *docxBody) paragraph(add emit) error {
	p := &docxPara{outline: -1, num: numRef{level: -1}}
	if err := d.inline(p); err != nil {
		return err
	}
	d.command = 0 // no command goes over the end of a paragraph
	p.lines = append(p.lines, p.line.String())
	if err := d.finish(p, add); err != nil {
		return err
	}
	for _, box := range p.boxes {
		if err := add(box); err != nil {
			return err
		}
	}
	return nil
}

// drawingText is the namespace of the text in drawings, which is a caption of
// the drawing's parts.
const drawingText = "http://schemas.openxmlformats.org/drawingml/2006/main"

// inline reads the children of a paragraph, a run or what holds them.
func (d *docxBody) inline(p *docxPara) error {
	return d.x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pPr":
			return d.paraProperties(p)
		case "r":
			err := d.inline(p)
			p.hidden = false
			return err
		case "rPr":
			return d.runProperties(p)
		case "t":
			text, err := d.x.text()
			if e.Name.Space != drawingText {
				d.write(p, text)
			}
			return err
		case "AlternateContent":
			return d.alternate(func() error { return d.inline(p) })
		case "txbxContent":
			return d.blocks(func(box part) error { p.boxes = append(p.boxes, box); return nil })
		case "sdt":
			return d.control(func() error { return d.inline(p) })
		case "del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "sdtPr", "Fallback", "docPr":
			return d.x.skip()
		}
		d.mark(p, e)
		return d.inline(p)
	})
}

// mark reads what stands in a run beside its text.
func (d *docxBody) mark(p *docxPara, e xml.StartElement) {
	switch e.Name.Local {
	case "tab", "ptab":
		d.write(p, "\t")
	case "cr":
		d.breakLine(p)
	case "br":
		if kind := xmlAttr(e, "type"); kind == "page" {
			d.turnPage()
		} else if kind != "column" {
			d.breakLine(p)
		}
	case "lastRenderedPageBreak":
		if !d.turned {
			d.turnPage()
		}
		d.turned = false
	case "noBreakHyphen":
		d.write(p, "-")
	case "sym":
		d.write(p, symbol(e))
	case "fldChar":
		d.field(xmlAttr(e, "fldCharType"))
	}
}

// write appends text that is shown: not hidden, and no field's command.
func (d *docxBody) write(p *docxPara, text string) {
	if p.hidden || d.command > 0 {
		return
	}
	p.line.WriteString(text)
	if strings.TrimSpace(text) != "" {
		d.turned = false
		if p.page == 0 {
			p.page = d.page
		}
	}
}

func (d *docxBody) breakLine(p *docxPara) {
	if !p.hidden && d.command == 0 {
		p.lines = append(p.lines, p.line.String())
		p.line.Reset()
	}
}

// turnPage counts a page, when the file states where its pages end.
func (d *docxBody) turnPage() {
	if d.page > 0 {
		d.page++
		d.turned = true
	}
}

// field follows a field: begin, its command, separate, its result, end. The
// result may hold other fields; so may the command, and then all is command.
func (d *docxBody) field(kind string) {
	switch kind {
	case "begin":
		d.fields++
		d.command++
	case "separate":
		d.command = max(0, d.command-1)
	case "end":
		d.fields = max(0, d.fields-1)
		d.command = min(d.command, d.fields)
	}
}

func (d *docxBody) paraProperties(p *docxPara) error {
	return d.x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pStyle":
			p.style = xmlAttr(e, "val")
		case "outlineLvl":
			p.outline = atoi(xmlAttr(e, "val"), -1)
		case "numPr":
			return p.num.read(d.x)
		case "rPr":
			return d.x.each(func(e xml.StartElement) error {
				p.deleted = p.deleted || e.Name.Local == "del"
				return d.x.skip()
			})
		}
		return d.x.skip()
	})
}

func (d *docxBody) runProperties(p *docxPara) error {
	return d.x.each(func(e xml.StartElement) error {
		if e.Name.Local == "vanish" {
			p.hidden = isOn(e)
		}
		return d.x.skip()
	})
}

// finish adds a paragraph that was read to its end.
func (d *docxBody) finish(p *docxPara, add emit) error {
	style := d.styles.of(p.style)
	blank := strings.TrimSpace(strings.Join(p.lines, "")) == ""
	if style.toc || blank && p.deleted {
		return nil
	}
	marker, numbered := d.number(p, style)
	if blank {
		return nil
	}
	level := style.level
	if p.outline >= 0 {
		level = outlineToLevel(p.outline)
	}
	block := Block{Page: p.page}
	switch text := joinAll(p.lines); {
	case style.title:
		if d.title == "" {
			d.title = squeeze(text)
		}
		return add(part{block, marker + text, nil})
	case level > 0 && isHeadingText(text):
		block.Kind, block.Level = Heading, level
		return add(part{block, marker + text, nil})
	case numbered:
		block.Kind, block.Level = ListItem, d.resolvedNum(p, style).level+1
	}
	return addLines(block, marker, p.lines, add)
}

// addLines adds the lines of a paragraph; the first that is not blank has the
// marker and the kind.
func addLines(block Block, marker string, lines []string, add emit) error {
	for _, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if err := add(part{block, marker + strings.TrimSpace(line), nil}); err != nil {
			return err
		}
		block, marker = Block{Page: block.Page}, ""
	}
	return nil
}

// resolvedNum is how a paragraph is numbered: as it states itself, else as its
// style does.
func (d *docxBody) resolvedNum(p *docxPara, style paraStyle) numRef {
	ref := p.num
	if ref.numID == "" {
		ref.numID = style.num.numID
		if ref.level < 0 {
			ref.level = style.num.level
		}
		if ref.level < 0 {
			ref.level = d.numbers.levelOf(ref.numID, style.numStyle)
		}
	}
	ref.level = max(0, ref.level)
	return ref
}

// number counts a paragraph that Word numbers; ok is false for one it does not.
func (d *docxBody) number(p *docxPara, style paraStyle) (marker string, ok bool) {
	ref := d.resolvedNum(p, style)
	if ref.numID == "" || ref.numID == "0" {
		return "", false
	}
	return d.numbers.next(ref)
}

// isHeadingText tells whether a paragraph with an outline level is a heading:
// not when it is long and has sentences.
func isHeadingText(text string) bool {
	const longest = 100 // characters
	text = strings.TrimRight(strings.TrimSpace(text), "。")
	return utf8.RuneCountInString(text) <= longest || !strings.Contains(text, "。")
}

// symbols of the fonts Symbol and Wingdings that reports use as marks, by the
// last two digits of their code.
var (
	symbolFont = map[string]string{
		"B7": "•", "B4": "×", "A3": "≤", "B3": "≥", "B0": "°", "B1": "±", "B2": "″", "6D": "μ", "57": "Ω",
	}
	wingdings = map[string]string{
		"FC": "✓", "FE": "☑", "A8": "□", "A3": "□", "6F": "□", "52": "☑", "6C": "●", "6E": "■", "D8": "➢", "75": "◆",
	}
)

// symbol is the character of <w:sym>, "" when only its font knows it.
func symbol(e xml.StartElement) string {
	code := strings.ToUpper(xmlAttr(e, "char"))
	n := hex(code)
	if n < ' ' {
		return ""
	}
	if !isPrivate(n) && n > 0xFF {
		return string(n)
	}
	if xmlAttr(e, "font") == "Symbol" {
		return symbolFont[code[len(code)-2:]]
	}
	return wingdings[code[len(code)-2:]]
}

package format

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf8"
)

// docxRow is a row of a Word table.
type docxRow struct {
	cells   []docxCell
	before  int // columns left out at its start
	header  bool
	deleted bool
}

// docxCell is a cell of a Word table: what lies in it, and the columns it
// takes.
type docxCell struct {
	parts []part
	cols  int
	above bool // it goes on with the cell above
}

// table reads a table and adds its rows, or what lies in its cells when it only
// lays out the page.
func (d *docxBody) table(add emit) error {
	var rows []docxRow
	if err := d.tableRows(&rows); err != nil {
		return err
	}
	if isDocxLayout(rows) {
		for _, r := range rows {
			for _, c := range r.cells {
				for _, p := range c.parts {
					if err := add(p); err != nil {
						return err
					}
				}
			}
		}
		return nil
	}
	out, err := d.mergeRows(rows)
	if err != nil || len(out) == 0 {
		return err
	}
	return add(part{rows: out})
}

// tableRows reads the rows of a table, also those in content controls.
func (d *docxBody) tableRows(rows *[]docxRow) error {
	return d.x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tr":
			var r docxRow
			err := d.row(&r)
			if !r.deleted {
				*rows = append(*rows, r)
			}
			return err
		case "tblPr", "tblGrid", "sdtPr":
			return d.x.skip()
		}
		return d.tableRows(rows)
	})
}

func (d *docxBody) row(r *docxRow) error {
	return d.x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "trPr":
			return d.properties(func(e xml.StartElement) {
				switch e.Name.Local {
				case "tblHeader":
					r.header = isOn(e)
				case "gridBefore":
					r.before = min(max(0, atoi(xmlAttr(e, "val"), 0)), maxSpan)
				case "del":
					r.deleted = true
				}
			})
		case "tc":
			c := docxCell{cols: 1}
			err := d.cell(&c)
			r.cells = append(r.cells, c)
			return err
		case "tblPrEx", "sdtPr":
			return d.x.skip()
		}
		return d.row(r)
	})
}

func (d *docxBody) cell(c *docxCell) error {
	collect := func(p part) error { c.parts = append(c.parts, p); return nil }
	return d.x.each(func(e xml.StartElement) error {
		if e.Name.Local != "tcPr" {
			return d.block(e, collect)
		}
		return d.properties(func(e xml.StartElement) {
			switch e.Name.Local {
			case "gridSpan":
				c.cols = min(max(1, atoi(xmlAttr(e, "val"), 1)), maxSpan)
			case "vMerge":
				c.above = xmlAttr(e, "val") != "restart"
			}
		})
	})
}

// isDocxLayout tells whether a table only lays out the page: no row has two
// cells, or a cell holds paragraphs of text.
func isDocxLayout(rows []docxRow) bool {
	wide := false
	for _, r := range rows {
		wide = wide || len(r.cells) > 1
		for _, c := range r.cells {
			size := 0
			for _, p := range c.parts {
				size += utf8.RuneCountInString(p.text)
			}
			if len(c.parts) >= cellParas && size >= longCell {
				return true
			}
		}
	}
	return !wide
}

// mergeRows makes the rows of a table, with the values of merged cells
// repeated. More cells than any table has are ErrTooLarge.
func (d *docxBody) mergeRows(rows []docxRow) ([]row, error) {
	var out []row
	var above []string
	for _, r := range rows {
		line := row{cells: make([]string, r.before), header: r.header}
		for _, c := range r.cells {
			text := c.text()
			if at := len(line.cells); c.above && at < len(above) {
				text = above[at]
			}
			for range c.cols {
				line.cells = append(line.cells, text)
			}
			if line.page == 0 && len(c.parts) > 0 {
				line.page = c.parts[0].page()
			}
		}
		if d.cells += cellSize(line.cells); d.cells > MaxText {
			return nil, errTooMuch
		}
		above = line.cells
		if len(r.cells) == 1 && r.cells[0].cols > 1 && r.before == 0 {
			line.cells, line.header = line.cells[:1], false // one value over the whole row: a caption
		}
		out = append(out, line)
	}
	return out, nil
}

// text is what lies in a cell, on one line.
func (c docxCell) text() string {
	var texts []string
	for _, p := range c.parts {
		texts = append(texts, p.text)
		for _, r := range p.rows {
			texts = append(texts, strings.Join(r.cells, " "))
		}
	}
	return squeeze(strings.Join(texts, " "))
}

// page is the page on which a part starts; 0 when unknown.
func (p part) page() int {
	if len(p.rows) > 0 {
		return p.rows[0].page
	}
	return p.block.Page
}

// hex is the character with the code, 0 when s is none.
func hex(s string) rune {
	n, err := strconv.ParseUint(s, 16, 21)
	if err != nil {
		return 0
	}
	return rune(n)
}

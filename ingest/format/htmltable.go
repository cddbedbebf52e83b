package format

import (
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	maxSpan   = 100  // columns or rows that one cell is repeated over
	longCell  = 400  // characters from which a cell with paragraphs is text laid out by a table
	cellParas = 3    // paragraphs of such a cell
	maxRows   = 1000 // rows that a cell may reach down
)

// htmlCell is a cell of a table with the size it takes.
type htmlCell struct {
	node       *html.Node
	cols, rows int
}

// table adds the rows of a table, or what lies in its cells when it only lays
// out the page.
func (w *htmlWalker) table(n *html.Node) {
	w.flush()
	if w.menu(n) {
		return
	}
	trs := tableRows(n, nil)
	if w.isLayout(n, trs) {
		w.children(n)
		w.flush()
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Caption {
			w.addLine(flatText(c))
		}
	}
	g := grid{}
	for _, tr := range trs {
		if g.add(tr); g.size > MaxText {
			w.out.err = errTooMuch
			return
		}
	}
	w.out.addTable(g.rows)
}

// tableRows collects the rows of a table, without those of tables in its cells.
func tableRows(n *html.Node, rows []*html.Node) []*html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type != html.ElementNode, c.DataAtom == atom.Table, neverText(c):
		case c.DataAtom == atom.Tr:
			rows = append(rows, c)
		default:
			rows = tableRows(c, rows)
		}
	}
	return rows
}

// rowCells are the cells of a row.
func rowCells(tr *html.Node) []htmlCell {
	var cells []htmlCell
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			cells = append(cells, htmlCell{c, span(c, "colspan", maxSpan), span(c, "rowspan", maxRows)})
		}
	}
	return cells
}

func span(n *html.Node, key string, most int) int {
	v, err := strconv.Atoi(attr(n, key))
	if err != nil || v < 1 {
		return 1
	}
	return min(v, most)
}

// isLayout tells whether a table only lays out the page: no row has two cells,
// or a cell holds headings, another table or paragraphs of text.
func (w *htmlWalker) isLayout(table *html.Node, trs []*html.Node) bool {
	if role := attr(table, "role"); role == "presentation" || role == "none" {
		return true
	}
	wide := false
	for _, tr := range trs {
		cells := rowCells(tr)
		wide = wide || len(cells) > 1
		for _, c := range cells {
			if laysOut(c.node) {
				return true
			}
		}
	}
	return !wide
}

// laysOut tells whether a cell holds a part of a page.
func laysOut(cell *html.Node) bool {
	paras, size := 0, 0
	for d := range cell.Descendants() {
		switch {
		case d.Type == html.TextNode:
			size += textSize(d.Data, false).text
		case d.DataAtom == atom.Table && len(tableRows(d, nil)) > 1:
			return true
		case d.DataAtom == atom.H1, d.DataAtom == atom.H2, d.DataAtom == atom.H3:
			return true
		case d.DataAtom == atom.P, d.DataAtom == atom.Br, d.DataAtom == atom.Div:
			paras++
		}
	}
	return paras >= cellParas && size >= longCell
}

// grid fills in the cells that reach over several columns or rows.
type grid struct {
	rows []row
	down []reach // by column: the cells above that reach into the next row
	size int     // bytes of the cells so far, as cellSize counts them
}

// reach is a cell that goes on in the rows below.
type reach struct {
	text string
	left int // rows
}

func (g *grid) add(tr *html.Node) {
	cells := rowCells(tr)
	r := row{header: len(cells) > 0}
	for _, c := range cells {
		r.cells = g.fill(r.cells, false)
		text := flatText(c.node)
		for range c.cols {
			g.set(len(r.cells), reach{text, c.rows - 1})
			r.cells = append(r.cells, text)
		}
		r.header = r.header && c.node.DataAtom == atom.Th
	}
	r.cells = g.fill(r.cells, true)
	r.header = r.header || tr.Parent != nil && tr.Parent.DataAtom == atom.Thead && len(cells) > 0
	g.size += cellSize(r.cells)
	if len(cells) == 1 && cells[0].cols > 1 && len(r.cells) == cells[0].cols {
		r.cells, r.header = r.cells[:1], false // one value over the whole row: a caption
	}
	g.rows = append(g.rows, r)
}

// fill appends the cells that reach down into the next column, and with all
// those into the columns after it.
func (g *grid) fill(cells []string, all bool) []string {
	for len(cells) < len(g.down) {
		d := &g.down[len(cells)]
		if d.left == 0 && !all {
			break
		}
		if d.left == 0 {
			if !g.later(len(cells)) {
				break
			}
			cells = append(cells, "")
			continue
		}
		d.left--
		cells = append(cells, d.text)
	}
	return cells
}

// later tells whether a cell reaches down into a column after the given one.
func (g *grid) later(col int) bool {
	for _, d := range g.down[col:] {
		if d.left > 0 {
			return true
		}
	}
	return false
}

func (g *grid) set(col int, r reach) {
	for len(g.down) <= col {
		g.down = append(g.down, reach{})
	}
	g.down[col] = r
}

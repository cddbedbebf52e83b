package markdown

import (
	"regexp"
	"strconv"
	"strings"
)

// Kind says what a block is.
type Kind string

// The kinds of blocks, and the fields of Block that each fills.
const (
	Paragraph Kind = "paragraph" // Runs
	Heading   Kind = "heading"   // Runs, Level from 1 to 6
	Item      Kind = "item"      // Runs, Level from 0, Number
	Quote     Kind = "quote"     // Runs
	Code      Kind = "code"      // Text
	Table     Kind = "table"     // Rows
)

// Block is one block of a text; each item of a list is a block of its own.
type Block struct {
	Kind   Kind
	Level  int       // of a heading, from 1; how deep an item stands, from 0
	Number int       // of an item of an ordered list; -1 of a bullet
	Runs   []Run     // lines are set apart by "\n"
	Text   string    // of code, verbatim
	Rows   [][][]Run // of a table: its head, then its rows, of cells; rows may differ in length
}

var (
	fenceLine     = regexp.MustCompile("^ {0,3}(```+|~~~+)[^`]*$")
	headingLine   = regexp.MustCompile(`^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$`)
	ruleLine      = regexp.MustCompile(`^ {0,3}-(?:[ \t]*-){2,}[ \t]*$`)
	quoteLine     = regexp.MustCompile(`^ {0,3}>[ \t]?(.*)$`)
	itemLine      = regexp.MustCompile(`^([ \t]*)(?:[-+*•]|(\d{1,6})[.)])[ \t]+(\S.*)$`)
	delimiterLine = regexp.MustCompile(`^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)
)

// Parse reads a text into blocks; nil when it is blank. An asterisk that stands in one
// of the verbatim texts between the same two characters is no markup: it is the mask
// of a figure or name. Parse never fails: what is no markup stays as it is.
func Parse(text string, verbatim ...string) []Block {
	p := &blockParser{lines: strings.Split(text, "\n"), verbatim: verbatim}
	for p.at < len(p.lines) {
		p.next()
	}
	p.endParagraph()
	return p.blocks
}

type blockParser struct {
	lines     []string
	at        int      // the line that is read
	paragraph []string // lines of the paragraph that has begun
	verbatim  []string
	blocks    []Block
}

// next reads one block, or one line of a paragraph.
func (p *blockParser) next() {
	line := strings.TrimRight(p.lines[p.at], "\r")
	switch {
	case strings.TrimSpace(line) == "", ruleLine.MatchString(line):
		p.endParagraph()
		p.at++
	case fenceLine.MatchString(line):
		p.code(fenceLine.FindStringSubmatch(line)[1])
	case headingLine.MatchString(line):
		m := headingLine.FindStringSubmatch(line)
		p.add(Block{Kind: Heading, Level: len(m[1]), Runs: p.inline(m[2])})
		p.at++
	case quoteLine.MatchString(line):
		p.quote()
	case itemLine.MatchString(line):
		p.item(itemLine.FindStringSubmatch(line))
	case p.tableBegins():
		p.table()
	default:
		p.paragraph = append(p.paragraph, strings.TrimSpace(line))
		p.at++
	}
}

func (p *blockParser) inline(text string) []Run { return Inline(text, p.verbatim...) }

// add ends the paragraph before a block and adds the block.
func (p *blockParser) add(b Block) {
	p.endParagraph()
	p.blocks = append(p.blocks, b)
}

func (p *blockParser) endParagraph() {
	if len(p.paragraph) == 0 {
		return
	}
	text := strings.Join(p.paragraph, "\n")
	p.paragraph = nil
	p.blocks = append(p.blocks, Block{Kind: Paragraph, Runs: p.inline(text)})
}

// code reads what stands between fences; a fence that is not closed reaches to the
// end of the text.
func (p *blockParser) code(fence string) {
	begin := p.at + 1
	end := begin
	for end < len(p.lines) && !closes(p.lines[end], fence) {
		end++
	}
	p.add(Block{Kind: Code, Text: strings.Join(p.lines[min(begin, len(p.lines)):end], "\n")})
	p.at = end + 1
}

// closes tells whether a line is a closing fence.
func closes(line, fence string) bool {
	line = strings.TrimSpace(line)
	return len(line) >= len(fence) && strings.Trim(line, fence[:1]) == ""
}

func (p *blockParser) quote() {
	var lines []string
	for ; p.at < len(p.lines); p.at++ {
		m := quoteLine.FindStringSubmatch(p.lines[p.at])
		if m == nil {
			break
		}
		lines = append(lines, strings.TrimSpace(m[1]))
	}
	p.add(Block{Kind: Quote, Runs: p.inline(strings.Join(lines, "\n"))})
}

// maxIndent is how deep lists of Slack go.
const maxIndent = 8

func (p *blockParser) item(m []string) {
	indent := len(strings.ReplaceAll(m[1], "\t", "    ")) / 2
	number := -1
	if m[2] != "" {
		number, _ = strconv.Atoi(m[2]) // at most six digits
	}
	p.add(Block{Kind: Item, Level: min(indent, maxIndent), Number: number, Runs: p.inline(strings.TrimSpace(m[3]))})
	p.at++
}

// tableBegins tells whether the line is the head of a table: the line below it
// delimits as many cells.
func (p *blockParser) tableBegins() bool {
	if !strings.Contains(p.lines[p.at], "|") || p.at+1 == len(p.lines) {
		return false
	}
	below := strings.TrimRight(p.lines[p.at+1], "\r")
	return delimiterLine.MatchString(below) && len(cells(below)) == len(cells(p.lines[p.at]))
}

func (p *blockParser) table() {
	var rows [][][]Run
	for i := p.at; i < len(p.lines) && strings.Contains(p.lines[i], "|"); i++ {
		if i == p.at+1 {
			continue
		}
		var row [][]Run
		for _, cell := range cells(p.lines[i]) {
			row = append(row, p.inline(cell))
		}
		rows = append(rows, row)
	}
	p.add(Block{Kind: Table, Rows: rows})
	for p.at < len(p.lines) && strings.Contains(p.lines[p.at], "|") {
		p.at++
	}
}

// cells returns the cells of a row; \| is no border.
func cells(line string) []string {
	line = strings.TrimSpace(line)
	line = strings.TrimPrefix(line, "|")
	if strings.HasSuffix(line, "|") && !strings.HasSuffix(line, `\|`) {
		line = line[:len(line)-1]
	}
	var out []string
	begin := 0
	for i := range len(line) {
		if line[i] == '|' && (i == 0 || line[i-1] != '\\') {
			out = append(out, strings.TrimSpace(line[begin:i]))
			begin = i + 1
		}
	}
	return append(out, strings.TrimSpace(line[begin:]))
}

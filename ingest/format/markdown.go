package format

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	mdtext "github.com/yuin/goldmark/text"
)

// atxHeading is a line that is a heading in Markdown.
var atxHeading = regexp.MustCompile(`(?m)^#{1,6}[ \t]+[^#\s]`)

// isMarkdown tells whether a text is Markdown: by its extension, or by its
// headings when the first line is one or two are of the second level and below.
func isMarkdown(ext, text string) bool {
	if ext == ".md" || ext == ".markdown" {
		return true
	}
	head := strings.TrimLeft(text[:min(len(text), sampleSize)], "\r\n")
	if at := atxHeading.FindStringIndex(head); at == nil {
		return false
	} else if at[0] == 0 {
		return true
	}
	return len(belowTop.FindAllStringIndex(head, 2)) == 2
}

var belowTop = regexp.MustCompile(`(?m)^##{1,5}[ \t]+[^#\s]`)

// maxNesting is how deep blocks, lists and tables may lie in each other; what
// lies deeper is left out.
const maxNesting = 100

// readMarkdown makes a document of what Markdown shows, without its marks.
func readMarkdown(meta map[string]string, text string) (*Document, error) {
	if deepMarkdown(text) {
		return nil, fail(ErrDamaged, "markdown", "nested too deep")
	}
	m := markdown{src: []byte(text)}
	parser := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser()
	m.blocks(parser.Parse(mdtext.NewReader(m.src)), 0)
	return m.out.document("markdown", meta)
}

// deepMarkdown tells whether a line starts with more marks of quotes and lists
// than any document has; the parser's time grows with their square.
func deepMarkdown(text string) bool {
	for line := range strings.SplitSeq(text, "\n") {
		head := line[:min(len(line), 20*maxNesting)]
		marks := 0
		for _, c := range []byte(head[:len(head)-len(strings.TrimLeft(head, " \t>*+-0123456789.)"))]) {
			if c == '>' {
				marks++
			}
		}
		if marks > maxNesting {
			return true
		}
	}
	return false
}

// markdown walks the syntax tree of a Markdown text.
type markdown struct {
	src  []byte
	out  builder
	list int // depth of the list that is walked
}

// blocks adds the blocks below a node.
func (m *markdown) blocks(parent ast.Node, depth int) {
	if depth > maxNesting {
		return
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			m.heading(n)
		case *ast.Paragraph, *ast.TextBlock:
			m.paragraph(Block{}, "", n)
		case *ast.List:
			m.items(n, depth)
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			m.code(n)
		case *ast.HTMLBlock:
			addHTMLFragment(&m.out, m.raw(n))
		case *east.Table:
			m.table(n)
		default:
			m.blocks(n, depth+1)
		}
	}
}

// longHeading is the number of characters from which a paragraph underlined
// with "---" is text above a rule, no heading.
const longHeading = 60

func (m *markdown) heading(n *ast.Heading) {
	text := strings.Join(m.lines(n), " ")
	if !m.isATX(n) && utf8.RuneCountInString(text) > longHeading {
		m.paragraph(Block{}, "", n)
		return
	}
	m.out.add(Block{Kind: Heading, Level: n.Level}, text)
}

// isATX tells whether a heading is marked with "#".
func (m *markdown) isATX(n *ast.Heading) bool {
	if n.Lines().Len() == 0 {
		return true
	}
	before := strings.TrimRight(string(m.src[max(0, n.Lines().At(0).Start-8):n.Lines().At(0).Start]), " \t")
	return strings.HasSuffix(before, "#")
}

// untrimmedHeading is a heading without the space that Markdown asks for.
var untrimmedHeading = regexp.MustCompile(`^(#{1,6})(\p{Han}.*)$`)

// paragraph adds the lines of a paragraph; the first is of the given kind and
// starts with the marker.
func (m *markdown) paragraph(kind Block, marker string, n ast.Node) {
	for _, line := range m.lines(n) {
		if h := untrimmedHeading.FindStringSubmatch(line); h != nil && marker == "" {
			m.out.add(Block{Kind: Heading, Level: len(h[1])}, h[2])
			continue
		}
		m.out.add(kind, marker+line)
		kind, marker = Block{}, ""
	}
}

// lines is the text of a node, cut where a reader sees a new line.
func (m *markdown) lines(n ast.Node) []string {
	var out []string
	for part := range strings.SplitSeq(m.text(n), hardBreak) {
		out = append(out, softLines(part)...)
	}
	return out
}

// softLines joins the lines of a paragraph, but for those that stand alone: all
// when one of them starts with an outline number, and what ends a sentence.
func softLines(part string) []string {
	lines := strings.Split(part, softBreak)
	alone := false
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
		alone = alone || len(lines) > 1 && (numbered(lines[i]) || untrimmedHeading.MatchString(lines[i]))
	}
	if alone {
		return lines
	}
	var out []string
	for start := 0; start < len(lines); {
		end := start + 1
		for end < len(lines) && !endsParagraph(lines[end-1]) {
			end++
		}
		out = append(out, joinAll(lines[start:end]))
		start = end
	}
	return out
}

// endsParagraph tells whether a line ends with a whole sentence: where a text
// has its own line for each paragraph, what follows is the next.
func endsParagraph(line string) bool {
	return strings.HasSuffix(line, "。") || strings.HasSuffix(line, "！") || strings.HasSuffix(line, "？")
}

// items adds the items of a list, ordered ones with their numbers.
func (m *markdown) items(list *ast.List, depth int) {
	m.list++
	defer func() { m.list-- }()
	number := list.Start
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		marker := ""
		if list.IsOrdered() {
			marker = fmt.Sprintf("%d%c ", number, list.Marker)
			number++
		}
		m.item(item, marker, depth)
	}
}

// item adds a list item: its first paragraph with the marker, then the rest.
func (m *markdown) item(item ast.Node, marker string, depth int) {
	first := item.FirstChild()
	switch first.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		m.paragraph(Block{Kind: ListItem, Level: m.list}, marker, first)
		item.RemoveChild(item, first)
	}
	m.blocks(item, depth+1)
}

// code adds the lines of a code block.
func (m *markdown) code(n ast.Node) {
	for line := range strings.SplitSeq(m.raw(n), "\n") {
		m.out.add(Block{}, line)
	}
}

// raw is the source lines of a block.
func (m *markdown) raw(n ast.Node) string {
	raw := string(n.Lines().Value(m.src))
	if h, ok := n.(*ast.HTMLBlock); ok && h.HasClosure() {
		raw += string(h.ClosureLine.Value(m.src))
	}
	return raw
}

func (m *markdown) table(table ast.Node) {
	var rows []row
	for n := table.FirstChild(); n != nil; n = n.NextSibling() {
		_, header := n.(*east.TableHeader)
		r := row{header: header}
		for cell := n.FirstChild(); cell != nil; cell = cell.NextSibling() {
			r.cells = append(r.cells, strings.Join(m.lines(cell), " "))
		}
		rows = append(rows, r)
	}
	m.out.addTable(rows)
}

package format

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html/atom"
)

// Marks in the text of a paragraph, for a line end in the source and for a
// break that is meant.
const (
	softBreak = "\n"
	hardBreak = "\v"
)

// text is what the inline nodes below n show.
func (m *markdown) text(n ast.Node) string {
	var w strings.Builder
	m.inline(&w, n, 0)
	return dropStray(w.String())
}

// stray is bold text that Markdown does not take for bold, since its marks stand
// between punctuation and a Chinese character: **加强领导。**全镇 and 开展**“清源”**行动.
var stray = regexp.MustCompile(`\*\*([^*\n\v]+)\*\*`)

// dropStray drops the marks of bold text that Markdown left in.
func dropStray(text string) string {
	if !strings.Contains(text, "**") {
		return text
	}
	var w strings.Builder
	at := 0
	for _, m := range stray.FindAllStringSubmatchIndex(text, -1) {
		content := text[m[2]:m[3]]
		e := emphasis{mark: '*', run: 2, before: lastPart(text[:m[0]]), after: firstPart(text[m[1]:])}
		if strings.HasSuffix(e.before, "*") || strings.HasPrefix(e.after, "*") || !e.strayBold(content) {
			continue
		}
		w.WriteString(text[at:m[0]] + content)
		at = m[1]
	}
	w.WriteString(text[at:])
	return w.String()
}

func (m *markdown) inline(w *strings.Builder, parent ast.Node, depth int) {
	if depth > maxNesting {
		return
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			m.plain(w, n)
		case *ast.String:
			w.Write(n.Value)
		case *ast.Emphasis:
			m.emphasis(w, n, depth)
		case *ast.AutoLink:
			w.Write(n.Label(m.src))
		case *ast.RawHTML:
			w.WriteString(inlineTag(string(n.Segments.Value(m.src))))
		case *ast.Image: // its text describes what can't be seen here
		default:
			m.inline(w, n, depth+1)
		}
	}
}

// plain writes a run of text with its escapes resolved.
func (m *markdown) plain(w *strings.Builder, n *ast.Text) {
	text := n.Segment.Value(m.src)
	if !n.IsRaw() {
		text = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(text)))
	}
	w.Write(text)
	switch {
	case n.HardLineBreak():
		w.WriteString(hardBreak)
	case n.SoftLineBreak():
		w.WriteString(softBreak)
	}
}

var tagName = regexp.MustCompile(`^</?([a-zA-Z][a-zA-Z0-9]*)`)

// inlineTag is what an HTML tag in a line shows: nothing, but for <br> and for
// what is no tag of HTML (a masked name in angle brackets).
func inlineTag(tag string) string {
	name := tagName.FindStringSubmatch(tag)
	switch {
	case name == nil: // a comment or declaration
		return ""
	case strings.EqualFold(name[1], "br"):
		return hardBreak
	case atom.Lookup([]byte(strings.ToLower(name[1]))) == 0:
		return tag
	}
	return ""
}

// emphasis writes emphasised text without its marks, or with them when they
// stand for a masked figure or name.
func (m *markdown) emphasis(w *strings.Builder, n *ast.Emphasis, depth int) {
	var content strings.Builder
	m.inline(&content, n, depth+1)
	marks := ""
	if e, ok := m.around(n); ok && e.masks(content.String()) {
		marks = strings.Repeat(string(e.mark), n.Level)
	}
	w.WriteString(marks)
	w.WriteString(content.String())
	w.WriteString(marks)
}

// around finds what stands around emphasised text in the source; false when the
// text is not plain.
func (m *markdown) around(n *ast.Emphasis) (emphasis, bool) {
	first, last := firstText(n), lastText(n)
	if first == nil || last == nil || first.Segment.Start == 0 {
		return emphasis{}, false
	}
	mark := m.src[first.Segment.Start-1]
	if mark != '*' && mark != '_' {
		return emphasis{}, false
	}
	before := strings.TrimRight(lastPart(m.src[:first.Segment.Start]), string(mark))
	after := strings.TrimLeft(firstPart(m.src[last.Segment.Stop:]), "*_")
	return emphasis{
		mark:   mark,
		run:    len(lastPart(m.src[:first.Segment.Start])) - len(before),
		before: before,
		after:  after,
	}, true
}

// firstPart and lastPart are the ends of the source that are looked at around
// emphasised text.
func firstPart[T string | []byte](src T) string { return string(src[:min(len(src), 32)]) }
func lastPart[T string | []byte](src T) string  { return string(src[max(0, len(src)-32):]) }

func firstText(n ast.Node) *ast.Text {
	for n != nil {
		if t, ok := n.(*ast.Text); ok {
			return t
		}
		n = n.FirstChild()
	}
	return nil
}

func lastText(n ast.Node) *ast.Text {
	for n != nil {
		if t, ok := n.(*ast.Text); ok {
			return t
		}
		n = n.LastChild()
	}
	return nil
}

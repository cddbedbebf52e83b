package format

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlWalker adds the blocks below a node.
type htmlWalker struct {
	out  *builder
	page *htmlPage

	line   strings.Builder // the text of the block that is under way
	kind   Block           // its kind
	marker string          // its list number
	lists  []htmlList      // the lists it lies in
}

// htmlList is a list under way.
type htmlList struct {
	ordered bool
	format  string // of its numbers, as Word names it
	next    int
}

var dropped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true,
	atom.Svg: true, atom.Canvas: true, atom.Object: true, atom.Embed: true, atom.Audio: true,
	atom.Video: true, atom.Button: true, atom.Select: true, atom.Datalist: true, atom.Textarea: true,
	atom.Nav: true, atom.Aside: true, atom.Footer: true, atom.Head: true, atom.Rt: true, atom.Rp: true,
}

var hiddenStyle = regexp.MustCompile(`(?i)(?:display\s*:\s*none|visibility\s*:\s*hidden)`)

// neverText tells whether an element is no part of what the page says: scripts,
// menus, forms and what is hidden. A form that holds the whole page is kept, and
// a header that lies in the main part or has the only <h1>.
func neverText(n *html.Node) bool {
	switch {
	case dropped[n.DataAtom]:
		return true
	case n.DataAtom == atom.Header:
		return !inMainPart(n) && !hasDescendant(n, atom.H1)
	case n.DataAtom == atom.Form:
		return !hasDescendant(n, atom.P) && !hasDescendant(n, atom.Td) && !hasDescendant(n, atom.Div)
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "hidden", a.Key == "aria-hidden" && a.Val == "true", a.Key == "style" && hiddenStyle.MatchString(a.Val):
			return true
		}
	}
	return false
}

func inMainPart(n *html.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.DataAtom == atom.Article || n.DataAtom == atom.Main {
			return true
		}
	}
	return false
}

func hasDescendant(n *html.Node, a atom.Atom) bool {
	for d := range n.Descendants() {
		if d.DataAtom == a {
			return true
		}
	}
	return false
}

// ownLine are the elements that start and end a line.
var ownLine = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Main: true, atom.Body: true,
	atom.Html: true, atom.Header: true, atom.Blockquote: true, atom.Center: true, atom.Address: true,
	atom.Figure: true, atom.Figcaption: true, atom.Fieldset: true, atom.Legend: true, atom.Details: true,
	atom.Summary: true, atom.Form: true, atom.Hr: true, atom.Dt: true, atom.Dd: true, atom.Caption: true,
	atom.Tr: true, atom.Td: true, atom.Th: true, atom.Hgroup: true, atom.Dir: true,
}

var headingLevels = map[atom.Atom]int{atom.H1: 1, atom.H2: 2, atom.H3: 3, atom.H4: 4, atom.H5: 5, atom.H6: 6}

// walk adds the blocks of a node, from a new line to a new line.
func (w *htmlWalker) walk(n *html.Node) {
	w.flush()
	w.node(n)
	w.flush()
}

func (w *htmlWalker) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.line.WriteString(n.Data)
	case html.DocumentNode:
		w.children(n)
	case html.ElementNode:
		if !neverText(n) {
			w.element(n)
		}
	}
}

func (w *htmlWalker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

func (w *htmlWalker) element(n *html.Node) {
	switch a := n.DataAtom; {
	case a == atom.Br:
		w.flush()
	case headingLevels[a] > 0:
		w.heading(n)
	case a == atom.Ul, a == atom.Ol, a == atom.Menu:
		w.list(n)
	case a == atom.Li:
		w.item(n)
	case a == atom.Table:
		w.table(n)
	case a == atom.Dl:
		w.definitions(n)
	case a == atom.Pre, a == atom.Listing, a == atom.Xmp:
		w.preformatted(n)
	case ownLine[a]:
		w.flush()
		if !w.menu(n) {
			w.children(n)
		}
		w.flush()
	default:
		w.children(n)
	}
}

// menu tells whether the element is boilerplate made of links.
func (w *htmlWalker) menu(n *html.Node) bool {
	return w.page.root != nil && !w.page.trusted && w.page.isMenu(n)
}

// heading adds a heading; one that holds paragraphs was not closed and is only
// a part of the page.
func (w *htmlWalker) heading(n *html.Node) {
	w.flush()
	text := flatText(n)
	if utf8.RuneCountInString(text) > 2*maxTitle {
		w.children(n)
	} else {
		w.out.add(Block{Kind: Heading, Level: headingLevels[n.DataAtom]}, text)
	}
	w.flush()
}

func (w *htmlWalker) list(n *html.Node) {
	w.flush()
	if w.menu(n) {
		return
	}
	l := htmlList{ordered: n.DataAtom == atom.Ol, format: listFormats[attr(n, "type")], next: 1}
	if start, err := strconv.Atoi(attr(n, "start")); err == nil {
		l.next = start
	}
	w.lists = append(w.lists, l)
	w.children(n)
	w.flush()
	w.lists = w.lists[:len(w.lists)-1]
}

// listFormats are the types of <ol>, by Word's names.
var listFormats = map[string]string{
	"": "decimal", "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
}

// item adds a list item: its first line with the number of an ordered list, the
// others as paragraphs.
func (w *htmlWalker) item(n *html.Node) {
	w.flush()
	w.kind = Block{Kind: ListItem, Level: max(1, len(w.lists))}
	if len(w.lists) > 0 {
		if l := &w.lists[len(w.lists)-1]; l.ordered {
			if value, err := strconv.Atoi(attr(n, "value")); err == nil {
				l.next = value
			}
			w.marker = formatNumber(l.next, l.format) + ". "
			l.next++
		}
	}
	w.children(n)
	w.flush()
	w.kind, w.marker = Block{}, ""
}

// preformatted adds each line of the element.
func (w *htmlWalker) preformatted(n *html.Node) {
	w.flush()
	var text strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			text.WriteString(d.Data)
		case d.DataAtom == atom.Br:
			text.WriteByte('\n')
		}
	}
	for line := range strings.SplitSeq(text.String(), "\n") {
		w.addLine(line)
	}
}

// definitions adds a definition list: a short term in one line with its
// definition, as "term：definition".
func (w *htmlWalker) definitions(n *html.Node) {
	w.flush()
	w.addLine(w.terms(n, ""))
}

// terms adds the terms and definitions below n; it takes and returns the term
// that has no definition yet.
func (w *htmlWalker) terms(n *html.Node, term string) string {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type != html.ElementNode || neverText(c):
		case c.DataAtom == atom.Dt:
			w.addLine(term)
			term = flatText(c)
		case c.DataAtom != atom.Dd:
			term = w.terms(c, term)
		case term != "" && !hasDescendant(c, atom.P) && !hasDescendant(c, atom.Table):
			w.addLine(define(term, flatText(c)))
			term = ""
		default:
			w.addLine(term)
			term = ""
			w.children(c)
			w.flush()
		}
	}
	return term
}

// define joins a term and its definition.
func define(term, definition string) string {
	if strings.HasSuffix(term, "：") || strings.HasSuffix(term, ":") || definition == "" {
		return term + definition
	}
	if first, _ := utf8.DecodeRuneInString(term); isHan(first) {
		return term + "：" + definition
	}
	return term + ": " + definition
}

// flush ends the block that is under way.
func (w *htmlWalker) flush() {
	if w.line.Len() == 0 {
		return
	}
	line := w.line.String()
	w.line.Reset()
	w.addLine(line)
}

// addLine adds a line as a block of the kind that is under way; what follows in
// a list item is a paragraph.
func (w *htmlWalker) addLine(line string) {
	line = collapse(line)
	if line == "" || w.page.root != nil && isBoilerplate(line) {
		return
	}
	w.out.add(w.kind, w.marker+line)
	w.kind, w.marker = Block{}, ""
}

// boilerplate are the lines around the text of a page: where it stands in the
// site, and what can be done with it.
var boilerplate = regexp.MustCompile(`^(?:` +
	`(?:您|你)?(?:现在|当前|所在)?的?(?:当前|所在)?位置\s*[:：].*|` +
	`(?:网站|本站)?首页\s*(?:>|＞|»|›|→|/|-)+.*|` +
	`Home\s*(?:>|»|›)+.*|` +
	`[上下]一[篇条]\s*[:：].*|` +
	`[【\[]?字[体号](?:大小)?\s*[:：]?\s*[【\[]?[大中小超特 \]】【\[]*|` +
	`(?:[【\[]?(?:打印本?[页文]?|关闭(?:窗口|本页)?|返回顶部|分享到?|收藏本?页?)[】\]]?[\s|｜:：]*)+)$`)

const maxBoilerplate = 120 // characters

func isBoilerplate(line string) bool {
	return utf8.RuneCountInString(line) <= maxBoilerplate && boilerplate.MatchString(line)
}

// flatText is the text below a node on one line.
func flatText(n *html.Node) string {
	var w strings.Builder
	writeFlat(&w, n)
	return collapse(w.String())
}

func writeFlat(w *strings.Builder, n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			w.WriteString(c.Data)
		case c.Type != html.ElementNode, neverText(c):
		case c.DataAtom == atom.Br:
			w.WriteByte('\n')
		default:
			own := ownLine[c.DataAtom] || c.DataAtom == atom.Li || c.DataAtom == atom.Table
			if own {
				w.WriteByte(' ')
			}
			writeFlat(w, c)
			if own {
				w.WriteByte(' ')
			}
		}
	}
}

// collapse makes each run of blanks one space, or none when it has a line end
// and stands between Chinese characters; blanks at the ends are cut off.
func collapse(s string) string {
	var w strings.Builder
	blank, newline, last := false, false, rune(0)
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			blank = true
			newline = newline || r == '\n' || r == '\r'
			continue
		case visible(r) < 0:
			continue
		}
		if blank && w.Len() > 0 && !(newline && isWide(last) && isWide(r)) {
			w.WriteByte(' ')
		}
		w.WriteRune(r)
		blank, newline, last = false, false, r
	}
	return w.String()
}

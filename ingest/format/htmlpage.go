package format

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlPage tells what of a page is content. The zero value drops only what is
// never text.
type htmlPage struct {
	root  *html.Node
	sizes map[*html.Node]nodeSize
	ids   map[string][]*html.Node // candidates for the main element, by id or class

	// trusted says that a main element was found: lists of links in it are
	// content.
	trusted bool
}

// nodeSize is what lies below a node, dropped parts not counted. Lengths are in
// characters without blanks.
type nodeSize struct {
	text, linked int
	links        int
	sentences    bool   // it has a full stop
	labels       uint16 // which infoLabels it has, a bit each
	h1           bool
}

func newPage(root *html.Node) *htmlPage {
	p := &htmlPage{root: root, sizes: make(map[*html.Node]nodeSize), ids: make(map[string][]*html.Node)}
	p.measure(root, false)
	return p
}

// infoLabels name the fields of the table that government pages have above the
// text.
var infoLabels = []string{
	"索引号", "成文日期", "发布机构", "发文机关", "发文字号", "文号", "主题分类", "发布日期",
	"公开方式", "体裁分类", "组配分类", "公开日期", "生成日期", "信息分类", "主题词", "有效性",
}

// measure fills in the sizes of a node and all below it.
func (p *htmlPage) measure(n *html.Node, linked bool) nodeSize {
	var s nodeSize
	switch {
	case n.Type == html.TextNode:
		return textSize(n.Data, linked)
	case n.Type == html.ElementNode && neverText(n):
		return s
	}
	if n.DataAtom == atom.A {
		linked = true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s = s.plus(p.measure(c, linked))
	}
	if n.DataAtom == atom.A && s.text > 0 {
		s.links++
	}
	s.h1 = s.h1 || n.DataAtom == atom.H1
	if n.Type == html.ElementNode {
		p.sizes[n] = s
		p.candidate(n)
	}
	return s
}

func (s nodeSize) plus(t nodeSize) nodeSize {
	return nodeSize{
		text: s.text + t.text, linked: s.linked + t.linked, links: s.links + t.links,
		sentences: s.sentences || t.sentences, labels: s.labels | t.labels, h1: s.h1 || t.h1,
	}
}

func textSize(text string, linked bool) nodeSize {
	var s nodeSize
	for _, r := range text {
		if !unicode.IsSpace(r) {
			s.text++
		}
	}
	if s.text == 0 {
		return s
	}
	if linked {
		s.linked = s.text
	}
	s.sentences = strings.Contains(text, "。") || strings.Contains(text, ". ")
	if s.text <= 40 {
		tight := strings.Join(strings.Fields(text), "")
		for i, label := range infoLabels {
			if strings.HasPrefix(tight, label) {
				s.labels |= 1 << i
			}
		}
	}
	return s
}

// mainNames are the ids and classes that sites give the element with the text
// of an article.
var mainNames = map[string]bool{
	"content": true, "maincontent": true, "main-content": true, "main_content": true,
	"article": true, "article-content": true, "article_content": true, "articlecontent": true,
	"article-body": true, "news_content": true, "newscontent": true, "detail-content": true,
	"detail_content": true, "detail": true, "post-content": true, "entry-content": true, "con_text": true,
	"conteng": true, "view": true, "text": true,
}

// editorNames are those that the publishing systems of government sites give
// it, and nothing else.
var editorNames = map[string]bool{
	"trs_editor": true, "trs_ueditor": true, "trs_preappend": true, "zoom": true, "ucap-content": true,
	"wp_articlecontent": true, "v_news_content": true, "pages_content": true, "xxgk_content": true,
}

// candidate notes an element that may be the main one.
func (p *htmlPage) candidate(n *html.Node) {
	if n.DataAtom == atom.Article || n.DataAtom == atom.Main || attr(n, "role") == "main" {
		p.ids[n.Data] = append(p.ids[n.Data], n)
		return
	}
	for _, name := range strings.Fields(strings.ToLower(attr(n, "id") + " " + attr(n, "class"))) {
		if mainNames[name] || editorNames[name] {
			p.ids[name] = append(p.ids[name], n)
			return
		}
	}
}

// content is the parts of the page to read, in order: the main element with the
// heading and the table of metadata that stand outside it, or the whole page
// when no element is clearly the main one.
func (p *htmlPage) content() []*html.Node {
	main := p.main()
	if main == nil {
		return []*html.Node{p.root}
	}
	p.trusted = true
	return append(p.preface(p.root, main, nil), main)
}

// main finds the smallest candidate that holds much of the page's text that is
// no link; nil when there is none.
func (p *htmlPage) main() *html.Node {
	total := 0
	for c := p.root.FirstChild; c != nil; c = c.NextSibling {
		total += p.own(c)
	}
	var best *html.Node
	for _, name := range slices.Sorted(maps.Keys(p.ids)) {
		if n := p.clearest(p.ids[name], total, editorNames[name]); n != nil && (best == nil || p.smaller(n, best)) {
			best = n
		}
	}
	return best
}

// own is the number of characters below a node that are in no link.
func (p *htmlPage) own(n *html.Node) int { return p.sizes[n].text - p.sizes[n].linked }

// smaller tells whether a is to be taken instead of b: it has less text, or as
// much and lies inside b.
func (p *htmlPage) smaller(a, b *html.Node) bool {
	if p.sizes[a].text != p.sizes[b].text {
		return p.sizes[a].text < p.sizes[b].text
	}
	return inside(a, b)
}

// clearest is the smallest of the elements of one name that holds half of the
// text (a fifth under the name of an editor), while no other of them outside it
// holds a tenth; nil when there is none.
func (p *htmlPage) clearest(nodes []*html.Node, total int, editor bool) *html.Node {
	var best *html.Node
	least := 2
	if editor {
		least = 5
	}
	for _, n := range nodes {
		if p.own(n)*least >= total && p.own(n) > 0 && (best == nil || p.smaller(n, best)) {
			best = n
		}
	}
	for _, n := range nodes {
		if best != nil && p.own(n)*10 >= total && !inside(n, best) && !inside(best, n) {
			return nil
		}
	}
	return best
}

// inside tells whether a lies inside b or is b.
func inside(a, b *html.Node) bool {
	for ; a != nil; a = a.Parent {
		if a == b {
			return true
		}
	}
	return false
}

const (
	maxInfo  = 800 // characters of a table of metadata
	maxTitle = 120 // characters of the page's heading
)

// preface collects what belongs to the text but stands outside the main
// element: the first <h1>, when the main element has none, and the metadata.
func (p *htmlPage) preface(n, main *html.Node, out []*html.Node) []*html.Node {
	if n == main || n.Type == html.ElementNode && (neverText(n) || p.sizes[n].text == 0) {
		return out
	}
	s := p.sizes[n]
	switch {
	case n.DataAtom == atom.H1 && !p.sizes[main].h1 && s.text <= maxTitle && !inside(main, n):
		for _, o := range out {
			if o.DataAtom == atom.H1 {
				return out
			}
		}
		return append(out, n)
	case s.labels&(s.labels-1) != 0 && s.text <= maxInfo && n.DataAtom != atom.Tr && !inside(main, n):
		return append(out, n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = p.preface(c, main, out)
	}
	return out
}

// isMenu tells whether an element is a list of links to elsewhere: at least
// four short ones that make up nearly all of it, without a sentence.
func (p *htmlPage) isMenu(n *html.Node) bool {
	s := p.sizes[n]
	const maxLink = 20 // characters of a link, on average
	if s.links < 4 || s.sentences || s.linked*5 < s.text*4 || s.linked > maxLink*s.links {
		return false
	}
	return s.text*2 < p.sizes[p.body()].text
}

// body is the element that holds all of the page.
func (p *htmlPage) body() *html.Node {
	for c := p.root.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Html {
			return c
		}
	}
	return p.root
}

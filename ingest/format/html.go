package format

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	htmlStart = regexp.MustCompile(`(?i)^(?:\s|<!--(?s:.*?)-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body)[\s>]`)
	htmlPart  = regexp.MustCompile(`(?i)^\s*<(?:p|div|table|h[1-6]|ul|ol|dl|meta|title|article|section|main|center|font|span)[\s>]`)
	anyTag    = regexp.MustCompile(`(?i)<(?:[a-z]|/[a-z]|!--)[^<>]*>`)
)

// isHTML tells whether a text is HTML: by how it starts, or by any tag when its
// extension says so.
func isHTML(ext, text string) bool {
	head := text[:min(len(text), 4096)]
	switch ext {
	case ".html", ".htm", ".xhtml", ".shtml":
		return anyTag.MatchString(text[:min(len(text), sampleSize)])
	case ".md", ".markdown":
		return htmlStart.MatchString(head)
	}
	return htmlStart.MatchString(head) || htmlPart.MatchString(head)
}

// readHTML makes a document of the content of a web page.
func readHTML(text string) (*Document, error) {
	root, err := parseHTML(text)
	if err != nil {
		return nil, err
	}
	page := newPage(root)
	var out builder
	w := htmlWalker{out: &out, page: page}
	for _, n := range page.content() {
		w.walk(n)
	}
	if len(out.blocks) == 0 && out.err == nil { // all of it looked like a menu
		w.page = &htmlPage{}
		w.walk(root)
	}
	return out.document("html", htmlMeta(root))
}

// parseHTML parses a page. One that is nested deeper than the parser takes is
// parsed without the tags that have no part in its structure.
func parseHTML(text string) (*html.Node, error) {
	root, err := html.Parse(strings.NewReader(text))
	if err == nil {
		return root, nil
	}
	root, err = html.Parse(strings.NewReader(flatten(text)))
	if err != nil {
		return nil, fail(ErrDamaged, "html", "nested too deep")
	}
	return root, nil
}

// structural tags stay when a page is flattened; <div> becomes <p>, which does
// not nest.
var structural = map[atom.Atom]bool{
	atom.P: true, atom.Br: true, atom.Tr: true, atom.Td: true, atom.Th: true, atom.Table: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.Title: true, atom.Meta: true,
	atom.Script: true, atom.Style: true,
}

// flatten drops the tags of a page that have no part in its structure.
func flatten(text string) string {
	var w strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		switch tt := z.Next(); tt {
		case html.ErrorToken:
			return w.String()
		case html.TextToken:
			w.Write(z.Raw())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			raw := string(z.Raw())
			name, _ := z.TagName()
			switch a := atom.Lookup(name); {
			case structural[a]:
				w.WriteString(raw)
			case a == atom.Div || a == atom.Li || a == atom.Section:
				w.WriteString("<p>")
			}
		}
	}
}

// addHTMLFragment adds the blocks of a part of a page, such as the HTML in a
// Markdown text.
func addHTMLFragment(out *builder, text string) {
	root, err := parseHTML(text)
	if err != nil {
		out.add(Block{}, text)
		return
	}
	w := htmlWalker{out: out, page: &htmlPage{}}
	w.walk(root)
}

// keptMeta are the names of meta tags that are kept: general ones, and those of
// Chinese government sites.
var keptMeta = map[string]bool{
	"author": true, "date": true, "keywords": true, "description": true,
	"articletitle": true, "pubdate": true, "contentsource": true, "sitename": true, "columnname": true,
	"columntype": true, "source": true, "publishdate": true, "url": true,
}

// htmlMeta is what a page says of itself: title, author, date, url and the tags
// of government sites.
func htmlMeta(root *html.Node) map[string]string {
	meta := make(map[string]string)
	put := func(key, value string) {
		if value = squeeze(value); value != "" && meta[key] == "" {
			meta[key] = value
		}
	}
	others := make(map[string]string)
	for n := range root.Descendants() {
		switch {
		case n.DataAtom == atom.Title && n.FirstChild != nil && n.Namespace == "":
			put("title", n.FirstChild.Data)
		case n.DataAtom == atom.Link && strings.EqualFold(attr(n, "rel"), "canonical"):
			put("url", attr(n, "href"))
		case n.DataAtom == atom.Meta:
			name := strings.ToLower(attr(n, "name") + attr(n, "property"))
			if keptMeta[name] {
				put(name, attr(n, "content"))
			} else if _, ok := others[name]; !ok {
				others[name] = attr(n, "content")
			}
		}
	}
	put("title", meta["articletitle"])
	for _, alias := range metaAliases {
		put(alias.key, meta[alias.name])
		put(alias.key, others[alias.name])
	}
	return meta
}

// metaAliases are the names under which pages also give a title, date, author
// or address, best first.
var metaAliases = []struct{ key, name string }{
	{"title", "og:title"},
	{"date", "pubdate"}, {"date", "publishdate"}, {"date", "article:published_time"},
	{"date", "dc.date"}, {"date", "dcterms.date"},
	{"author", "article:author"}, {"author", "dc.creator"},
	{"url", "og:url"},
}

// attr is the value of an attribute, "" when the element has none.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

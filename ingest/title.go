package ingest

import (
	"path"
	"regexp"
	"strings"
	"unicode/utf8"
)

// name is the title of the document: the front matter's, the one that a web page
// names as that of its article, the line in the text, or what the metadata of
// another format gives; "" when there is none.
func (h *header) name() string {
	if h.front && h.given != "" {
		return h.given
	}
	return firstOf(h.best, h.title, h.table["标题"], h.table["名称"], h.given)
}

// readMeta takes the title from the metadata. Text and Markdown have front matter
// that a person wrote for this document; the <title> of a web page and the
// properties of a Word file often carry the name of the site or of a template.
func (h *header) readMeta(meta map[string]string, source string) {
	page := isPage(meta, source)
	h.front = !page && !strings.EqualFold(path.Ext(source), ".docx")
	h.given = meta["title"]
	if page {
		h.given = withoutSite(h.given)
		h.best = withoutSite(meta["articletitle"])
	}
}

// isPage tells whether a document is a web page: by its name, or by metadata that
// only pages have.
func isPage(meta map[string]string, source string) bool {
	switch strings.ToLower(path.Ext(source)) {
	case ".html", ".htm", ".xhtml", ".shtml":
		return true
	}
	for _, key := range []string{"articletitle", "sitename", "columnname", "columntype", "contentsource", "pubdate"} {
		if meta[key] != "" {
			return true
		}
	}
	return false
}

// siteBreak parts the title of an article from the names of the column and the
// site: 2023年工作总结_雁川县人民政府, 工作总结 - 雁川县农业农村局.
var siteBreak = regexp.MustCompile(`\s*[_|｜]+\s*|\s+[-–—]\s+|(\p{Han}|[）)])[-–](\p{Han})`)

// withoutSite is the part of a page's title that names the document: the longest
// with a word of titles, else the first.
func withoutSite(title string) string {
	parts := strings.Split(siteBreak.ReplaceAllString(title, "$1\n$2"), "\n")
	best := strings.TrimSpace(parts[0])
	for _, p := range parts {
		p = strings.TrimSpace(p)
		if hasTitleWord(p) && (!hasTitleWord(best) || utf8.RuneCountInString(p) > utf8.RuneCountInString(best)) {
			best = p
		}
	}
	return best
}

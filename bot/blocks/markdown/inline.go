package markdown

import (
	"strings"
	"unicode/utf8"
)

// Style is how a run looks.
type Style struct {
	Bold, Italic, Strike, Code bool
}

// Run is a piece of text in one style.
type Run struct {
	Text  string
	URL   string // of a link, as it is written; "" of all other text
	Style Style
}

// Inline reads a paragraph into runs, in the order of the text; nil when it is empty.
// Neighbours differ in style or link. verbatim is that of Parse.
func Inline(text string, verbatim ...string) []Run {
	p := &inlineParser{text: text, verbatim: verbatim}
	p.span(0, len(text), Style{})
	return p.runs
}

type inlineParser struct {
	text     string
	verbatim []string
	url      string // of the link that is read; "" outside of links
	runs     []Run
}

// span reads the text from lo to hi, offsets in bytes, hi exclusive.
func (p *inlineParser) span(lo, hi int, style Style) {
	literal := lo // from here nothing was written yet
	for i := lo; i < hi; {
		end := p.markup(i, hi, literal, style)
		if end == i {
			i += p.literalWidth(i, hi)
			continue
		}
		i, literal = end, end
	}
	p.write(p.text[literal:hi], style)
}

// literalWidth is how much at i is no markup: a whole run of the same mark.
func (p *inlineParser) literalWidth(i, hi int) int {
	switch c := p.text[i]; c {
	case '*', '_', '~', '`':
		return runLength(p.text[i:hi], c)
	}
	_, width := utf8.DecodeRuneInString(p.text[i:hi])
	return width
}

// markup reads the markup that begins at i and returns its end, i when there is none.
// What was not written before it, from literal, is written first.
func (p *inlineParser) markup(i, hi, literal int, style Style) int {
	before := func() { p.write(p.text[literal:i], style) }
	switch c := p.text[i]; c {
	case '\\':
		if i+1 < hi && isPunctuation(p.text[i+1]) {
			before()
			p.write(p.text[i+1:i+2], style)
			return i + 2
		}
	case '`':
		if text, end := codeSpan(p.text[i:hi]); end > 0 {
			before()
			style.Code = true
			p.write(text, style)
			return i + end
		}
	case '!', '[', '<':
		if l, ok := link(p.text[i:hi]); ok && p.url == "" {
			before()
			p.url = l.url
			p.span(i+l.begin, i+l.end, style)
			p.url = ""
			return i + l.after
		}
	case '*', '_', '~':
		if e, ok := p.emphasisAt(i, hi); ok {
			before()
			p.span(e.begin, e.end, e.in(style))
			return e.after
		}
	}
	return i
}

// write adds text to the runs.
func (p *inlineParser) write(text string, style Style) {
	if text == "" {
		return
	}
	if n := len(p.runs); n > 0 && p.runs[n-1].Style == style && p.runs[n-1].URL == p.url {
		p.runs[n-1].Text += text
		return
	}
	p.runs = append(p.runs, Run{Text: text, URL: p.url, Style: style})
}

// codeSpan reads `code` at the start of s; end 0: there is none.
func codeSpan(s string) (text string, end int) {
	n := runLength(s, '`')
	for i := n; i < min(len(s), maxSpan); {
		if s[i] != '`' {
			i++
			continue
		}
		m := runLength(s[i:], '`')
		if m == n {
			text = s[n:i]
			if inner := strings.TrimSpace(text); strings.HasPrefix(inner, "`") || strings.HasSuffix(inner, "`") {
				text = inner
			}
			return text, i + m
		}
		i += m
	}
	return "", 0
}

// linkSpan is a link; offsets are in bytes, ends exclusive.
type linkSpan struct {
	url        string
	begin, end int // of the label
	after      int // the end of the link
}

// link reads [label](url), ![label](url) or <https://…> at the start of s.
func link(s string) (linkSpan, bool) {
	if s[0] == '<' {
		return autolink(s)
	}
	open := 0
	if s[0] == '!' {
		open = 1
	}
	if open == len(s) || s[open] != '[' {
		return linkSpan{}, false
	}
	i := strings.IndexAny(s[:min(len(s), maxSpan)], "]\n")
	if i <= open+1 || !strings.HasPrefix(s[i:], "](") {
		return linkSpan{}, false
	}
	target, length := linkTarget(s[i+2:])
	return linkSpan{target, open + 1, i, i + 2 + length}, length > 0
}

// autolink reads <https://…> at the start of s.
func autolink(s string) (linkSpan, bool) {
	if !strings.HasPrefix(s, "<http://") && !strings.HasPrefix(s, "<https://") {
		return linkSpan{}, false
	}
	i := 1 + strings.IndexAny(s[1:min(len(s), maxSpan)], "<> \n|")
	if i == 0 || s[i] != '>' {
		return linkSpan{}, false
	}
	return linkSpan{s[1:i], 1, i, i + 1}, true
}

// linkTarget reads the target of a link up to its closing parenthesis, which length
// includes; length 0: there is none. A title behind it is left out.
func linkTarget(s string) (target string, length int) {
	depth := 1
	for i := range min(len(s), maxSpan) {
		switch s[i] {
		case '\n':
			return "", 0
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				target, _, _ = strings.Cut(strings.TrimSpace(s[:i]), " ")
				if target == "" {
					return "", 0
				}
				return strings.Trim(target, "<>"), i + 1
			}
		}
	}
	return "", 0
}

// runLength is how often c stands at the start of s.
func runLength(s string, c byte) int {
	return len(s) - len(strings.TrimLeft(s, string(rune(c))))
}

func isPunctuation(c byte) bool {
	return strings.IndexByte("\\`*_{}[]()#+-.!|~<>\"'$%&,/:;=?@^", c) >= 0
}

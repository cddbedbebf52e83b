package format

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// builder makes the document of a format whose text is not its bytes: it
// appends block after block and ends each with "\n".
type builder struct {
	text   strings.Builder
	blocks []Block
	tables int
	err    error // the first: more text than MaxText
}

// add appends the text as a block of the given kind, level and page; blanks at
// its ends are cut off and line ends become spaces. Text that is blank adds
// nothing.
func (b *builder) add(blk Block, s string) {
	s = clean(s)
	if s == "" || b.err != nil {
		return
	}
	if b.text.Len()+len(s) >= MaxText {
		b.err = errTooMuch
		return
	}
	blk.Start = b.text.Len()
	blk.End = blk.Start + len(s)
	b.text.WriteString(s)
	b.text.WriteByte('\n')
	b.blocks = append(b.blocks, blk)
}

var errTooMuch = fail(ErrTooLarge, "more text than can be read (16 MiB)")

// document is what was built. A document without text is ErrEmpty, with the
// format in its message.
func (b *builder) document(format string, meta map[string]string) (*Document, error) {
	switch {
	case b.err != nil:
		return nil, b.err
	case len(b.blocks) == 0:
		return nil, fail(ErrEmpty, format, "no text in it")
	case len(meta) == 0:
		meta = nil
	}
	return &Document{Text: b.text.String(), Blocks: b.blocks, Meta: meta}, nil
}

// clean makes text fit for a block: valid UTF-8 without invisible characters,
// on one line, without blanks at its ends.
func clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return strings.TrimSpace(strings.Map(visible, s))
}

// visible maps line ends to a space and drops what has no width.
func visible(r rune) rune {
	switch r {
	case '\t':
		return r
	case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return ' '
	case '\u00AD', '\u200B', '\u2060', '\uFEFF':
		return -1
	}
	if r < ' ' || r == 0x7F {
		return -1
	}
	return r
}

// joinAll joins the lines of one paragraph: without a space between Chinese
// characters, with one elsewhere.
func joinAll(lines []string) string {
	var w strings.Builder
	last := rune(0)
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if first, _ := utf8.DecodeRuneInString(line); w.Len() > 0 && !tight(last, first) {
			w.WriteByte(' ')
		}
		w.WriteString(line)
		last, _ = utf8.DecodeLastRuneInString(line)
	}
	return w.String()
}

// tight tells whether a line end between two characters is no space: Chinese
// writes none, neither beside a number or a mask.
func tight(last, first rune) bool {
	if isWide(last) {
		return isWide(first) || unicode.IsDigit(first) || first == '*'
	}
	return isWide(first) && (unicode.IsDigit(last) || last == '%' || last == '*')
}

// isWide tells whether the character takes two columns in Chinese text: Han,
// kana, Chinese punctuation and full-width forms.
func isWide(r rune) bool {
	switch {
	case r < 0x2010:
		return false
	case r >= 0x2E80 && r <= 0xA4CF, r >= 0xAC00 && r <= 0xD7A3, r >= 0xF900 && r <= 0xFAFF,
		r >= 0xFE30 && r <= 0xFE4F, r >= 0xFF01 && r <= 0xFF60, r >= 0x20000 && r <= 0x3FFFF:
		return true
	}
	return strings.ContainsRune("“”‘’—…", r) || r >= 0x2460 && r <= 0x24FF
}

package lexical

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// stop stands for everything that ends a word and parts a bigram.
const stop = rune(0)

// appendFolded appends the runes of text as the tokeniser wants them: lower
// case, half width, compatibility forms resolved (㎡ → m2, Ⅲ → iii, ⼯ → 工).
// What remains besides letters, digits, marks and Han is only
//
//	'.' ',' '-' '\''   which may lie inside a number or a word
//	' '  '\n'          blanks and line ends (CR LF is one)
//	stop               all other punctuation, symbols and control characters
//
// Invisible format characters (zero-width space, soft hyphen, byte order
// mark) are dropped, and so are marks that follow no letter.
func appendFolded(dst []rune, text string) []rune {
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			i++
			if c == '\r' && i < len(text) && text[i] == '\n' {
				continue
			}
			dst = append(dst, rune(asciiFold[c]))
			continue
		}
		if r := commonHan(text[i:]); r != stop {
			i += 3
			dst = append(dst, r)
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case r == '，', r >= 0x3000 && r <= 0x3004, r >= 0x3008 && r <= 0x3020:
			// A full-width comma parts clauses and never groups digits; the
			// ideographic space indents a paragraph.
			dst = append(dst, stop)
		case r >= 0xFF01 && r <= 0xFF5E: // the full-width forms of ASCII
			dst = append(dst, rune(asciiFold[r-0xFEE0]))
		default:
			dst = appendRare(dst, r)
		}
	}
	return dst
}

// commonHan returns the character of the main block of Han (U+4E00 … U+9FFF)
// that a text begins with; stop when it begins with none. It is three bytes
// long, and most of what is read.
func commonHan(text string) rune {
	if len(text) < 3 || text[0] < 0xE4 || text[0] > 0xE9 || text[1]&0xC0 != 0x80 || text[2]&0xC0 != 0x80 {
		return stop
	}
	r := rune(text[0]&0x0F)<<12 | rune(text[1]&0x3F)<<6 | rune(text[2]&0x3F)
	if r < 0x4E00 {
		return stop
	}
	return r
}

// asciiFold maps each ASCII character to itself in lower case, to a blank, a
// line end, or stop.
var asciiFold = func() (table [utf8.RuneSelf]byte) {
	for c := range table {
		switch c := byte(c); {
		case c >= 'A' && c <= 'Z':
			table[c] = c + 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9',
			c == '.', c == ',', c == '-', c == '\'', c == ' ', c == '\n':
			table[c] = c
		case c == '\t':
			table[c] = ' '
		case c == '\r':
			table[c] = '\n'
		}
	}
	return table
}()

// appendRare folds a rune outside ASCII, its full-width forms and the main
// block of Han.
func appendRare(dst []rune, r rune) []rune {
	switch r {
	case '’', 'ʼ':
		return append(dst, '\'')
	case '‐', '‑':
		return append(dst, '-')
	case '\u00A0', '\u2002', '\u2003', '\u2009', '\u202F':
		return append(dst, ' ')
	}
	switch {
	case isHan(r):
		return appendCompatible(dst, r)
	case unicode.Is(unicode.Cf, r),
		unicode.IsMark(r) && (len(dst) == 0 || !isLetter(dst[len(dst)-1])):
		return dst
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), unicode.Is(unicode.Nl, r):
		return appendCompatible(dst, r)
	case isSuperscript(r) && len(dst) > 0 && isLetter(dst[len(dst)-1]):
		return appendCompatible(dst, r) // m² is m2
	case unicode.Is(unicode.No, r), unicode.Is(unicode.So, r):
		// A sign of its own: ①2023年 is 1 and 2023, 300㎡ is 300 and m2.
		return append(appendCompatible(append(dst, stop), r), stop)
	}
	return append(dst, stop)
}

// appendCompatible appends the lower-cased compatibility form (NFKC) of r.
func appendCompatible(dst []rune, r rune) []rune {
	var buf [utf8.UTFMax]byte
	form := norm.NFKC.Bytes(buf[:utf8.EncodeRune(buf[:], r)])
	for len(form) > 0 {
		c, size := utf8.DecodeRune(form)
		form = form[size:]
		c = unicode.ToLower(c)
		if !isHan(c) && !isWordRune(c) {
			c = stop
		}
		dst = append(dst, c)
	}
	return dst
}

func isSuperscript(r rune) bool {
	return r == '¹' || r == '²' || r == '³' || r == '⁰' || r >= '⁴' && r <= '⁹'
}

// isHan tells whether r is a Han character, 〇 and 々 included.
func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x2E80 && unicode.Is(unicode.Han, r)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// isLetter tells whether r is a letter of an alphabet, a kana or a hangul
// syllable: part of a word and no digit.
func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z'
	}
	return !isHan(r) && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// isWordRune tells whether the folded rune r belongs to a word or a number.
func isWordRune(r rune) bool { return isDigit(r) || isLetter(r) }

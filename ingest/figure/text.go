package figure

import (
	"unicode/utf8"
)

// text is a sentence as runes: as it stands, and folded, one rune for one, with
// full-width signs made half width.
type text struct {
	src    []rune
	folded []rune
	str    string  // folded
	bytes  []int32 // byte offset in str of each rune, and its length at the end
	now    int     // see Context.Now
}

func newText(s string) *text {
	src := []rune(s)
	t := &text{src: src, folded: make([]rune, len(src)), bytes: make([]int32, len(src)+1)}
	same := utf8.ValidString(s)
	at := 0
	for i, r := range src {
		f := foldRune(r)
		if r == '\n' && (invisibleAt(src, i-1) || invisibleAt(src, i+1)) {
			f = ' ' // a page ended here, no sentence did
		}
		same = same && f == r
		t.folded[i] = f
		t.bytes[i] = int32(at)
		at += utf8.RuneLen(f)
	}
	t.bytes[len(src)] = int32(at)
	if t.str = s; !same {
		t.str = string(t.folded)
	}
	return t
}

func foldRune(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '　' || r == '\u00a0' || invisible(r):
		return ' '
	}
	switch r {
	case '∶':
		return ':'
	case '－', '–', '‐', '‑', '−':
		return '-'
	case '―', '─', '━':
		return '—'
	case '﹪':
		return '%'
	case '￥':
		return '¥'
	case '〜':
		return '~'
	}
	return r
}

// invisible tells whether a character has no width of its own.
func invisible(r rune) bool {
	return r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\u2060' || r == '\ufeff'
}

func invisibleAt(src []rune, i int) bool { return i >= 0 && i < len(src) && invisible(src[i]) }

func (t *text) len() int { return len(t.folded) }

// at returns the folded rune at i, 0 outside the text.
func (t *text) at(i int) rune {
	if i < 0 || i >= len(t.folded) {
		return 0
	}
	return t.folded[i]
}

// from returns the folded text from rune i on, at most n runes.
func (t *text) from(i, n int) string {
	if i < 0 || i >= len(t.folded) {
		return ""
	}
	return t.str[t.bytes[i]:t.bytes[min(i+n, len(t.folded))]]
}

// before returns up to n runes of folded text that end at rune i, exclusive.
func (t *text) before(i, n int) string {
	i = min(max(i, 0), len(t.folded))
	return t.str[t.bytes[max(0, i-n)]:t.bytes[i]]
}

// slice returns the folded text of runes start to end, exclusive.
func (t *text) slice(start, end int) string {
	if start >= end {
		return ""
	}
	return t.str[t.bytes[start]:t.bytes[end]]
}

// maxSpaces is how many stray spaces are skipped inside a number; the end of a page
// makes three.
const maxSpaces = 3

// skipSpace returns the offset after at most one run of up to maxSpaces spaces.
func (t *text) skipSpace(i int) int {
	for n := 0; n < maxSpaces && t.at(i) == ' '; n++ {
		i++
	}
	return i
}

// mayHoldFigure tells quickly that a Chinese sentence holds a digit, a Chinese
// number or a mask, without which it has no figure.
func mayHoldFigure(s string) bool {
	for _, r := range s {
		switch {
		case r < 0x80:
			if isDigit(r) || isMaskRune(r) {
				return true
			}
		case isHanDigit(r), isMaskRune(r), r >= '０' && r <= '９', r == '略':
			return true
		}
	}
	return false
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// isHan tells that r is a Chinese character.
func isHan(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r == '〇' || r >= 0x3400 && r <= 0x4dbf || r >= 0x20000 && r <= 0x323af
}

func isLatinLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// mostlyLatin tells that a sentence is to be read as English.
func mostlyLatin(s string) bool {
	latin, han := 0, 0
	for _, r := range s {
		switch {
		case isLatinLetter(r):
			latin++
		case r >= 0x2e80:
			han++
		}
	}
	return latin > 3*han && latin >= 4
}

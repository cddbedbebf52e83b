package figure

import (
	"strings"
	"unicode"
)

// text is a sentence as runes: as it stands, and folded, one rune for one, with
// full-width signs made half width.
type text struct {
	src    []rune
	folded []rune
	str    string // folded
	bytes  []int  // byte offset in str of each rune, and its length at the end
}

func newText(s string) *text {
	t := &text{src: []rune(s)}
	t.folded = make([]rune, len(t.src))
	t.bytes = make([]int, len(t.src)+1)
	var b strings.Builder
	for i, r := range t.src {
		t.folded[i] = foldRune(r)
		t.bytes[i] = b.Len()
		b.WriteRune(t.folded[i])
	}
	t.bytes[len(t.src)] = b.Len()
	t.str = b.String()
	return t
}

func foldRune(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '　' || r == '\u00a0':
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

// skipSpace returns the offset after at most one run of up to two spaces.
func (t *text) skipSpace(i int) int {
	for n := 0; n < 2 && t.at(i) == ' '; n++ {
		i++
	}
	return i
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

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

package figure

import (
	"strings"
	"unicode/utf8"
)

// beforeBracket returns the last boundary from start on before a bracket that closes
// at close, -1 when there is none; else close, also when no bracket closes there.
func (b *binder) beforeBracket(start, close int) int {
	if close < 0 || b.t.at(close) != ')' {
		return close
	}
	k := close - 1
	for k > start && k > close-maxBracket && b.t.at(k) != '(' {
		k--
	}
	if k <= start || b.t.at(k) != '(' || !isHan(b.t.at(k-1)) {
		return close
	}
	for k--; k >= start; k-- {
		if isHardMark(b.t.at(k)) {
			return k
		}
	}
	if start == 0 || b.t.at(start) == '、' {
		return -1
	}
	return close
}

// maxBracket is how much may stand in brackets behind a noun, in characters: 产值（现价）.
const maxBracket = 30

// withoutBrackets takes out what stands in brackets behind a word.
func withoutBrackets(s string) string {
	for {
		open := strings.IndexByte(s, '(')
		if open < 0 {
			return s
		}
		if r, _ := utf8.DecodeLastRuneInString(s[:open]); !isHan(r) {
			return s
		}
		size := strings.IndexByte(s[open:], ')')
		if size < 0 {
			return s
		}
		s = s[:open] + s[open+size+1:]
	}
}

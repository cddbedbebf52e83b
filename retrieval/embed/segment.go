package embed

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// segmenter cuts texts into tokens; it keeps its space for the next text.
type segmenter struct {
	runes  []rune
	bytes  []byte
	tokens []int32
}

// segment returns the tokens of text: in its NFKC form and lower case, the
// longest token at each place. A token is of Han characters, of Latin letters
// or of digits, so none reaches over the end of such a run. Where no token
// starts, one character is skipped. The result holds until the next call.
//
// distill/vocab.py does the same; testdata/segments.json holds both to it.
func (s *segmenter) segment(t *trie, text string) []int32 {
	s.fold(text)
	s.tokens = s.tokens[:0]
	for at := 0; at < len(s.runes); {
		token, length := longest(t, s.runes[at:])
		if token != none {
			s.tokens = append(s.tokens, token)
		}
		at += max(1, length)
	}
	return s.tokens
}

// fold leaves text in s.runes, in its NFKC form and lower case.
func (s *segmenter) fold(text string) {
	s.bytes = norm.NFKC.AppendString(s.bytes[:0], text)
	s.runes = s.runes[:0]
	for rest := s.bytes; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		s.runes = append(s.runes, unicode.ToLower(r))
		rest = rest[size:]
	}
}

// longest returns the longest token at the start of runes with its length, or
// none and 0.
func longest(t *trie, runes []rune) (token int32, length int) {
	token = none
	node := root
	for i, r := range runes {
		slot, found := t.child(node, r)
		if !found {
			break
		}
		if node = slot; t.tokens[node] != none {
			token, length = t.tokens[node], i+1
		}
	}
	return token, length
}

package query

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// TermMatch is a term of the table in a text: text[Start:End], byte offsets.
type TermMatch struct {
	Start, End int
	Term       string // as the table writes it
	Kinds      TermKind
}

// Find returns the terms in text that are of any of the kinds, from left to
// right, the longest where several begin, none overlapping; nil when there is
// none. Latin words and numbers are matched whole, English ones in the plural
// too. It takes time in proportion to the length of text.
func (t *Terms) Find(text string, kinds TermKind) []TermMatch {
	f := fold(text)
	var found []TermMatch
	for i := 0; i < len(f.runes); {
		end, w := t.trie.longest(&f, i, kinds)
		if w == nil {
			i++
			continue
		}
		found = append(found, TermMatch{int(f.starts[i]), int(f.ends[end-1]), w.text, w.kinds})
		i = end
	}
	return found
}

// termTrie holds folded terms rune by rune. Node 0 is the root.
type termTrie struct {
	next map[trieStep]int32
	ends []*termWord // by node; nil where no term ends
}

type trieStep struct {
	node int32
	r    rune
}

func newTermTrie(words map[string]*termWord) termTrie {
	t := termTrie{next: make(map[trieStep]int32, 8*len(words)), ends: []*termWord{nil}}
	for folded, w := range words {
		t.add(folded, w)
	}
	return t
}

func (t *termTrie) add(folded string, w *termWord) {
	node := int32(0)
	for _, r := range folded {
		step := trieStep{node, r}
		next, ok := t.next[step]
		if !ok {
			next = int32(len(t.ends))
			t.next[step] = next
			t.ends = append(t.ends, nil)
		}
		node = next
	}
	t.ends[node] = w
}

// longest returns the longest term of the kinds that begins at start, and the
// rune where it ends, exclusive; nil when none does.
func (t *termTrie) longest(f *foldedText, start int, kinds TermKind) (end int, w *termWord) {
	if f.insideWord(start) {
		return 0, nil
	}
	node := int32(0)
	for i := start; i < len(f.runes); i++ {
		if f.runes[i] == 'i' && f.ending(i, "ies") { // cities: city
			if y, ok := t.next[trieStep{node, 'y'}]; ok && t.endsAt(y, kinds) {
				end, w = i+len("ies"), t.ends[y]
			}
		}
		next, ok := t.next[trieStep{node, f.runes[i]}]
		if !ok {
			break
		}
		node = next
		if t.endsAt(node, kinds) {
			if at := f.wordEnd(i + 1); at > 0 {
				end, w = at, t.ends[node]
			}
		}
	}
	return end, w
}

func (t *termTrie) endsAt(node int32, kinds TermKind) bool {
	return t.ends[node] != nil && t.ends[node].kinds&kinds != 0
}

// foldedText is a text as terms are compared. Rune i stands for the bytes
// starts[i] to ends[i], exclusive, of the text.
type foldedText struct {
	runes        []rune
	starts, ends []int32
}

// insideWord tells whether a Latin word or number goes on at i.
func (f *foldedText) insideWord(i int) bool {
	return i > 0 && i < len(f.runes) && isLatinRune(f.runes[i-1]) && isLatinRune(f.runes[i])
}

// wordEnd returns i when no word goes on there, the end of the word when only
// the ending of a plural does, otherwise 0.
func (f *foldedText) wordEnd(i int) int {
	switch {
	case !f.insideWord(i):
		return i
	case f.ending(i, "s"):
		return i + 1
	case f.ending(i, "es"):
		return i + 2
	}
	return 0
}

// ending tells whether a word in Latin letters ends with s at i.
func (f *foldedText) ending(i int, s string) bool {
	for _, r := range s {
		if i == 0 || i >= len(f.runes) || f.runes[i] != r {
			return false
		}
		i++
	}
	return !f.insideWord(i) && unicode.IsLetter(f.runes[i-len(s)-1])
}

// foldTerm returns the folded form of a term, for most the term itself.
func foldTerm(s string) string {
	for _, r := range s {
		if (r < 0x4E00 || r > 0x9FFF) && (r < 'a' || r > 'z') {
			f := fold(s)
			return string(f.runes)
		}
	}
	return s
}

// fold turns letters to lower case, full width to half, compatibility forms to
// plain ones and hyphens to blanks, and drops quotation marks and invisible
// characters. Of white space one blank remains, and none beside only one Han
// character (GDP 增速), at the ends, or where a line breaks between two.
func fold(text string) foldedText {
	n := len(text)/3 + 8
	f := foldedText{make([]rune, 0, n), make([]int32, 0, n), make([]int32, 0, n)}
	blanks, breaks := 0, 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		r = plainRune(r)
		switch {
		case r == dropped:
		case r == ' ', r == '\n':
			blanks++
			if r == '\n' {
				breaks++
			}
		default:
			if blanks > 0 && len(f.runes) > 0 && keepsBlank(f.runes[len(f.runes)-1], r, breaks) {
				f.append(' ', i-1, i)
			}
			blanks, breaks = 0, 0
			f.appendCompatible(r, i, i+size)
		}
		i += size
	}
	return f
}

// keepsBlank tells whether white space with so many line breaks in it parts
// the runes on its two sides.
func keepsBlank(before, after rune, breaks int) bool {
	switch {
	case isHan(before) && isHan(after):
		return breaks != 1
	case isHan(before), isHan(after):
		return false
	}
	return true
}

func (f *foldedText) append(r rune, start, end int) {
	f.runes = append(f.runes, r)
	f.starts = append(f.starts, int32(start))
	f.ends = append(f.ends, int32(end))
}

// appendCompatible appends the lower-cased compatibility form of r.
func (f *foldedText) appendCompatible(r rune, start, end int) {
	if r < utf8.RuneSelf || r >= 0x4E00 && r <= 0x9FFF {
		f.append(r, start, end)
		return
	}
	for _, c := range norm.NFKC.String(string(r)) {
		if c == ' ' {
			continue
		}
		f.append(unicode.ToLower(c), start, end)
	}
}

// dropped stands for a rune that no term holds and that parts none.
const dropped = rune(-1)

// plainRune returns r in lower case and half width, a blank or a line break
// for any white space and hyphen, or dropped.
func plainRune(r rune) rune {
	if r >= 0xFF01 && r <= 0xFF5E {
		r -= 0xFEE0
	}
	switch {
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r == '\n':
		return r
	case r == '"':
		return dropped
	case r == '-':
		return ' '
	case r < utf8.RuneSelf:
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	case r >= 0x4E00 && r <= 0x9FFF:
		return r
	}
	return plainRare(r)
}

func plainRare(r rune) rune {
	switch r {
	case '“', '”', '「', '」', '『', '』', '〝', '〞':
		return dropped
	case '‘', '’':
		return '\''
	case '‐', '‑':
		return ' '
	}
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.Is(unicode.Cf, r):
		return dropped
	}
	return r
}

// isLatinRune tells whether r is a letter or digit, and no Han character.
func isLatinRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
	}
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !isHan(r)
}

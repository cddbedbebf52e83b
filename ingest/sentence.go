package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// splitSentences cuts text[start:end], one paragraph, into sentences with their
// closing punctuation; white space between them belongs to none. A sentence
// does not end inside brackets or quotation marks; one that is never closed
// ends with the paragraph.
func splitSentences(text string, start, end int) []Span {
	var spans []Span
	var open brackets
	from := start
	for i := start; i < end; {
		r, size := utf8.DecodeRuneInString(text[i:end])
		closed := open.step(r)
		next := i + size
		if ends := sentenceEnds(text[from:i], text[next:end], r, open, closed); ends {
			next = absorbClosers(text, next, end)
			spans = appendTrimmed(spans, text, from, next)
			from = next
		}
		i = next
	}
	return appendTrimmed(spans, text, from, end)
}

// sentenceEnds tells whether a sentence ends after r, which stands between before,
// from the start of the sentence on, and rest; closed says that r closed the
// outermost quotation.
func sentenceEnds(before, rest string, r rune, open brackets, closed bool) bool {
	if closed {
		last, _ := utf8.DecodeLastRuneInString(before)
		next, _ := utf8.DecodeRuneInString(rest)
		return isTerminal(last) && next != '的' && !unicode.IsPunct(next)
	}
	if len(open) > 0 {
		return false
	}
	return isTerminal(r) || r == '.' && periodEnds(before, rest)
}

func isTerminal(r rune) bool {
	switch r {
	case '。', '！', '？', '!', '?', '…':
		return true
	}
	return false
}

// abbreviations end with a full stop that ends no sentence.
var abbreviations = map[string]bool{
	"no": true, "nos": true, "mr": true, "mrs": true, "ms": true, "dr": true, "st": true, "vs": true,
	"e.g": true, "i.e": true, "etc": true, "inc": true, "ltd": true, "co": true, "corp": true,
	"fig": true, "approx": true, "dept": true, "gov": true, "u.s": true, "vol": true, "p": true, "pp": true,
}

// periodEnds tells whether the ASCII full stop between before and after ends a
// sentence: not inside numbers and names, not after an abbreviation.
func periodEnds(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	if unicode.Is(unicode.Han, last) || isCloser(last) {
		return !isASCIIDigit(next)
	}
	if after != "" && !unicode.IsSpace(next) {
		return false
	}
	word := before[strings.LastIndexFunc(before, unicode.IsSpace)+1:]
	word = strings.TrimLeft(word, "(\"“[")
	if strings.TrimSpace(before) == word && utf8.RuneCountInString(word) <= 3 && isNumberOrLetter(word) {
		return false // "1. First": the number of an outline
	}
	if abbreviations[strings.ToLower(word)] || isInitial(word) {
		return false
	}
	following, _ := utf8.DecodeRuneInString(strings.TrimSpace(after))
	return after == "" || !unicode.IsLower(following)
}

func isInitial(word string) bool { return len(word) == 1 && word[0] >= 'A' && word[0] <= 'Z' }

func isNumberOrLetter(word string) bool {
	for _, r := range word {
		if !unicode.IsDigit(r) && !(unicode.IsLetter(r) && len(word) == 1) {
			return false
		}
	}
	return word != ""
}

func isASCIIDigit(r rune) bool { return r >= '0' && r <= '9' }

// absorbClosers returns the offset after the terminals and closing marks that
// follow the end of a sentence.
func absorbClosers(text string, i, end int) int {
	for i < end {
		r, size := utf8.DecodeRuneInString(text[i:end])
		if !isTerminal(r) && !isCloser(r) {
			break
		}
		i += size
	}
	return i
}

// appendTrimmed adds text[start:end] without the white space at its ends, if
// anything is left.
func appendTrimmed(spans []Span, text string, start, end int) []Span {
	s := trimSpan(text, Span{start, end})
	if s.Start == s.End {
		return spans
	}
	return append(spans, s)
}

func trimSpan(text string, s Span) Span {
	part := text[s.Start:s.End]
	s.Start += len(part) - len(strings.TrimLeftFunc(part, isBlank))
	s.End -= len(part) - len(strings.TrimRightFunc(part, isBlank))
	return Span{s.Start, max(s.Start, s.End)}
}

func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u3000' || r == '\u200b' || r == '\u200d' || r == '\ufeff'
}

// closerOf maps an opening mark to the one that closes it.
var closerOf = map[rune]rune{
	'（': '）', '(': ')', '【': '】', '〔': '〕', '［': '］', '[': ']', '《': '》', '〈': '〉',
	'「': '」', '『': '』', '“': '”', '‘': '’',
}

func isCloser(r rune) bool {
	switch r {
	case '）', ')', '】', '〕', '］', ']', '》', '〉', '」', '』', '”', '’', '"':
		return true
	}
	return false
}

// brackets is the stack of marks that are open at some place of a paragraph,
// each by the rune that closes it.
type brackets []rune

// maxOpen bounds the stack; what is opened deeper is not seen. No text nests so
// deep, but a broken file may, and each closing mark searches the stack.
const maxOpen = 32

// step takes the next rune and reports whether it closed the last open mark.
// Widths may be mixed: ) closes （, " closes “. A closer of nothing is ignored.
func (b *brackets) step(r rune) (closed bool) {
	if r == '"' {
		if i := b.lastOf('"', '”'); i >= 0 {
			*b = (*b)[:i]
			return i == 0
		}
		b.open('"')
		return false
	}
	if closer, ok := closerOf[r]; ok {
		b.open(closer)
		return false
	}
	if !isCloser(r) {
		return false
	}
	i := b.lastOf(r, otherWidth(r))
	if i < 0 {
		return false
	}
	*b = (*b)[:i]
	return i == 0
}

func (b *brackets) open(closer rune) {
	if len(*b) < maxOpen {
		*b = append(*b, closer)
	}
}

func (b brackets) lastOf(r, s rune) int {
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] == r || b[i] == s {
			return i
		}
	}
	return -1
}

func otherWidth(r rune) rune {
	switch r {
	case ')':
		return '）'
	case '）':
		return ')'
	case ']':
		return '］'
	case '］':
		return ']'
	case '”':
		return '"'
	}
	return r
}

package lexical

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// wordEnd returns the end (exclusive) of the word or number that starts at
// start: letters and digits, and between them a decimal point, a comma that
// groups thousands, an apostrophe, or a hyphen after a letter.
func wordEnd(folded []rune, start int) int {
	i := start + 1
	for i < len(folded) {
		if !isWordRune(folded[i]) && !joins(folded, start, i) {
			break
		}
		i++
	}
	return i
}

// joins tells whether the punctuation at i lies inside the word from start.
func joins(folded []rune, start, i int) bool {
	if i+1 >= len(folded) {
		return false
	}
	last, next := folded[i-1], folded[i+1]
	switch folded[i] {
	case '.':
		return isDigit(last) && isDigit(next)
	case ',':
		return groupsThousands(folded, start, i)
	case '\'':
		return isLetter(last) && isLetter(next)
	case '-': // not after a digit: 1-9月 and 2021-2025 are ranges
		return isLetter(last) && isWordRune(next)
	}
	return false
}

// groupsThousands tells whether the comma at i precedes exactly three digits,
// and follows one to three digits or another such comma's three.
func groupsThousands(folded []rune, start, i int) bool {
	left := i
	for left > start && isDigit(folded[left-1]) {
		left--
	}
	right := i + 1
	for right < len(folded) && isDigit(folded[right]) {
		right++
	}
	if right-i-1 != 3 {
		return false
	}
	if left > start {
		return folded[left-1] == ',' // which precedes exactly three
	}
	return i-left >= 1 && i-left <= 3
}

// appendWords appends the terms of one run found by wordEnd, almost always
// one. Two kinds of run are several words, because they are written both
// ways: a compound of plain words (high-quality, year-on-year) and a dotted
// date or section number (2022.10.15). Any other hyphen, and any apostrophe,
// is dropped: e-commerce and covid-19 are ecommerce and covid19.
func appendWords(dst []Term, run []rune) []Term {
	var buf [64]byte
	word, ascii := buf[:0], true
	for _, r := range run {
		if r != ',' {
			word = utf8.AppendRune(word, r)
			ascii = ascii && r < utf8.RuneSelf
		}
	}
	if !ascii {
		word = norm.NFKC.Bytes(word) // composes letters and marks
	}
	sep := separator(word)
	if len(sep) == 0 {
		return append(dst, wordTerm(singular(plain(word))))
	}
	for part := range bytes.SplitSeq(word, sep) {
		dst = append(dst, wordTerm(singular(part)))
	}
	return dst
}

// separator returns what stands between the words of a run, nothing when it
// is one word.
func separator(run []byte) []byte {
	dot, hyphen := []byte{'.'}, []byte{'-'}
	if bytes.Count(run, dot) > 1 && onlyIn(run, '0', '9', '.') {
		return dot
	}
	if !bytes.Contains(run, hyphen) || !onlyIn(run, 'a', 'z', '-') {
		return nil
	}
	for part := range bytes.SplitSeq(run, hyphen) {
		if len(part) < 2 {
			return nil
		}
	}
	return hyphen
}

// onlyIn tells whether each byte of s lies in low…high or is extra.
func onlyIn(s []byte, low, high, extra byte) bool {
	for _, c := range s {
		if (c < low || c > high) && c != extra {
			return false
		}
	}
	return true
}

// plain removes a possessive 's, hyphens and apostrophes, in place.
func plain(word []byte) []byte {
	word = bytes.TrimSuffix(word, []byte("'s"))
	kept := word[:0]
	for _, c := range word {
		if c != '-' && c != '\'' {
			kept = append(kept, c)
		}
	}
	return kept
}

// singular takes the plural ending off an English word of four letters or
// more; another word comes back as it is. The rules are those of the
// S-stemmer (Harman, "How effective is suffixing?", JASIS 42, 1991), as in
// Lucene's EnglishMinimalStemmer, plus -ees (employees) and the -es after a
// hiss (taxes, branches), and without -is (analysis) and a few words whose s
// is no plural.
func singular(word []byte) []byte {
	n := len(word)
	if n < 4 || word[n-1] != 's' || !onlyIn(word, 'a', 'z', 'a') {
		return word
	}
	switch string(word) {
	case "news", "series", "species", "lens":
		return word
	}
	switch word[n-2] {
	case 's', 'u', 'i':
		return word
	case 'e':
		return singularES(word)
	}
	return word[:n-1]
}

// singularES is singular for the words in -es.
func singularES(word []byte) []byte {
	stem := word[:len(word)-2]
	switch last := stem[len(stem)-1]; {
	case last == 'i' && len(stem) > 2 && stem[len(stem)-2] != 'a' && stem[len(stem)-2] != 'e':
		stem[len(stem)-1] = 'y'
		return stem
	case last == 'i', last == 'a', last == 'o':
		return word
	case last == 'x', bytes.HasSuffix(stem, []byte("ss")),
		bytes.HasSuffix(stem, []byte("ch")), bytes.HasSuffix(stem, []byte("sh")):
		return stem
	}
	return word[:len(word)-1]
}

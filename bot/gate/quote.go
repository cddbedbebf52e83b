package gate

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// minQuote is how many characters a quote has at least that is a part of a sentence.
const minQuote = 8

// FindQuote finds the sentence that a model copied: the one that equals the quote up
// to white space, full width, quotation marks and punctuation at the ends, else the first that holds
// it. It returns -1 when there is none, and for an empty quote.
func FindQuote(quote string, sentences []Sentence) int {
	quote = fold(quote)
	if quote == "" {
		return -1
	}
	part := -1
	for i, s := range sentences {
		switch text := fold(s.Text); {
		case text == quote:
			return i
		case part < 0 && len([]rune(quote)) >= minQuote && strings.Contains(text, quote):
			part = i
		}
	}
	return part
}

// fold makes texts comparable that differ in white space, width, quotation marks, or
// punctuation at the ends.
func fold(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
			return -1
		case strings.ContainsRune(`'“”‘’「」『』`, r):
			return '"'
		}
		return r
	}, norm.NFKC.String(s))
	return strings.TrimFunc(s, func(r rune) bool {
		return strings.ContainsRune(`".,;:!?。，、；：！？…`, r)
	})
}

// mark is a citation mark of a statement: [1], [1,2], [1-3], ［1］, 【1】.
var mark = regexp.MustCompile(`[\[［【]\s*\d{1,3}(?:\s*[,，、\-–~]\s*\d{1,3})*\s*[\]］】]`)

func withoutMarks(s string) string {
	return strings.TrimSpace(mark.ReplaceAllString(s, ""))
}

package gate

import (
	"regexp"
	"strings"
	"unicode"

	"reportbot/retrieval/query"
)

// wording is a text as names are looked for in it.
type wording struct {
	raw   string
	text  string // lower case, every term by its full name
	han   map[rune]bool
	stems map[string]bool
}

func newWording(terms *query.Terms, text string) wording {
	text = strings.ReplaceAll(text, "的", "")
	text = average.ReplaceAllString(strings.ReplaceAll(text, "每天", "每日"), "${1}均")
	w := wording{raw: text, text: strings.ToLower(fullNames(terms, text)), han: map[rune]bool{}, stems: map[string]bool{}}
	for _, r := range w.text {
		if unicode.Is(unicode.Han, r) {
			w.han[r] = true
		}
	}
	for _, word := range latinWords(w.text) {
		w.stems[stem(word)] = true
	}
	return w
}

// average finds another way to say 日均, 户均: 平均每户.
var average = regexp.MustCompile(`(?:平均)?每([日月年人户亩村])(?:平均)?`)

// fullNames replaces each term that has other names by its full one.
func fullNames(terms *query.Terms, text string) string {
	var b strings.Builder
	last := 0
	for _, m := range terms.Find(text, query.KindSame) {
		if names := terms.Same(m.Term); len(names) > 0 {
			b.WriteString(text[last:m.Start])
			b.WriteString(names[0])
			last = m.End
		}
	}
	return b.String() + text[last:]
}

func latinWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.Is(unicode.Latin, r) && r != '\''
	})
}

// stemLength is how many letters of an English word its forms share: spent, spending.
const stemLength = 4

func stem(word string) string {
	word = strings.TrimSuffix(word, "'s")
	if runes := []rune(word); len(runes) > stemLength {
		return string(runes[:stemLength])
	}
	return strings.TrimSuffix(word, "s")
}

func hasHan(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0
}

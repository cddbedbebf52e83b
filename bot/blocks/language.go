package blocks

import (
	"strings"
	"unicode"
)

// Language is that in which the bot speaks to one person.
type Language string

const (
	Chinese Language = "zh"
	English Language = "en"
)

// LanguageOf returns the language of a question: Chinese when it holds a Han
// character, else English.
func LanguageOf(text string) Language {
	if strings.IndexFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0 {
		return Chinese
	}
	return English
}

package figure

import (
	_ "embed"
	"strings"
	"unicode"
)

//go:embed english.txt
var englishFile string

// englishLists are the word lists of english.txt by name: words with their labels.
var englishLists = readEnglishLists(englishFile)

func readEnglishLists(file string) map[string]map[string]string {
	all := map[string]map[string]string{}
	readLists(file, func(list string, e entry) {
		if all[list] == nil {
			all[list] = map[string]string{}
		}
		all[list][strings.ReplaceAll(e.word, "_", " ")] = strings.ReplaceAll(e.label, "_", " ")
	})
	return all
}

// wordSet returns a list of english.txt; one that it lacks is a mistake in the
// program.
func wordSet(name string) map[string]string {
	set, ok := englishLists[name]
	if !ok {
		panic("english.txt has no list " + name)
	}
	return set
}

// word is a part of an English sentence: a row of letters, a number in digits, or
// one other sign.
type word struct {
	lower      string
	start, end int  // runes
	glued      bool // nothing stands between it and the part before
	number     bool // digits
	capital    bool // begins with a capital letter
}

// englishText is a sentence with its words.
type englishText struct {
	*text
	words []word
}

func newEnglishText(s string) *englishText {
	e := &englishText{text: newText(s)}
	for i := 0; i < e.len(); {
		r := e.at(i)
		if unicode.IsSpace(r) || r == 0 {
			i++
			continue
		}
		end := e.wordEnd(i)
		w := word{start: i, end: end, number: isDigit(r), capital: unicode.IsUpper(r)}
		w.glued = len(e.words) > 0 && e.words[len(e.words)-1].end == i
		w.lower = strings.ToLower(e.slice(i, end))
		e.words = append(e.words, w)
		i = end
	}
	return e
}

// wordEnd returns the offset after the part that begins at i.
func (e *englishText) wordEnd(i int) int {
	start := i
	switch {
	case isDigit(e.at(i)):
		for isDigit(e.at(i)) || e.thousands(start, i) || e.at(i) == '.' && isDigit(e.at(i+1)) && !e.pointIn(start, i) {
			i++
		}
		return i
	case unicode.IsLetter(e.at(i)):
		for unicode.IsLetter(e.at(i)) || (e.at(i) == '\'' || e.at(i) == '’') && unicode.IsLetter(e.at(i+1)) {
			i++
		}
		return i
	}
	return i + 1
}

// pointIn tells that a decimal point stands between start and i; numbers have few
// digits, longer rows are none.
func (e *englishText) pointIn(start, i int) bool {
	for k := i - 1; k >= start && k >= i-maxDigits-6; k-- {
		if e.at(k) == '.' {
			return true
		}
	}
	return false
}

// word returns the i-th word in lower case, "" outside the sentence.
func (e *englishText) word(i int) string {
	if i < 0 || i >= len(e.words) {
		return ""
	}
	return e.words[i].lower
}

// phrase returns the longest run of up to three words from i on that the set holds,
// parted by spaces, and how many words it has; 0 when there is none.
func (e *englishText) phrase(i int, set map[string]string) (label string, n int) {
	var b strings.Builder
	for k := i; k < i+3 && k < len(e.words); k++ {
		if k > i {
			b.WriteByte(' ')
		}
		b.WriteString(e.words[k].lower)
		if l, ok := set[b.String()]; ok {
			label, n = l, k+1-i
		}
	}
	return label, n
}

// parseEnglish reads an English sentence.
func parseEnglish(sentence string, c Context) []Figure {
	e := newEnglishText(sentence)
	tokens := e.figures()
	if len(tokens) == 0 {
		return nil
	}
	b := &englishBinder{e: e, c: c, tokens: tokens, periods: e.periods(c.Year)}
	return b.bind()
}

package figure

import (
	_ "embed" // words.txt
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

//go:embed words.txt
var wordsFile string

// lexicons are the word lists of words.txt by name.
var lexicons = readLexicons(wordsFile)

// lexicon is a set of words to be found at the beginning or at the end of a
// string. A word may carry a label.
type lexicon struct {
	first, last map[rune][]entry // by first and by last rune, longest first
	mayBegin    *runeFilter      // passes the first runes
	mayEnd      *runeFilter      // passes the last runes
}

// runeFilter tells quickly that a rune is not in a set; it may pass others.
type runeFilter [64]uint64

func (f *runeFilter) add(r rune)         { f[r>>6&63] |= 1 << (r & 63) }
func (f *runeFilter) passes(r rune) bool { return f[r>>6&63]&(1<<(r&63)) != 0 }

func newLexicon() lexicon {
	return lexicon{map[rune][]entry{}, map[rune][]entry{}, &runeFilter{}, &runeFilter{}}
}

type entry struct{ word, label string }

// list returns the lexicon of a name; a list that words.txt lacks is a mistake in
// the program.
func list(name string) lexicon {
	l, ok := lexicons[name]
	if !ok {
		panic(fmt.Sprintf("words.txt has no list %q", name))
	}
	return l
}

// readLexicons reads the lists of a file of the form of words.txt.
func readLexicons(file string) map[string]lexicon {
	all := map[string]lexicon{}
	readLists(file, func(list string, e entry) {
		if _, ok := all[list]; !ok {
			all[list] = newLexicon()
		}
		all[list].add(e)
	})
	for _, l := range all {
		l.sort()
	}
	return all
}

// readLists reads lists: [name], then words parted by white space; "label:" gives
// its label to the words behind it on its line.
func readLists(file string, add func(list string, e entry)) {
	name := ""
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, "["); ok {
			name = strings.TrimSuffix(rest, "]")
			continue
		}
		if strings.HasPrefix(line, "#") {
			continue
		}
		label := ""
		for _, word := range strings.Fields(line) {
			if l, ok := strings.CutSuffix(word, ":"); ok && l != "" && name != "" {
				label = l
				continue
			}
			add(name, entry{word, label})
		}
	}
}

func (l lexicon) add(e entry) {
	first, _ := utf8.DecodeRuneInString(e.word)
	last, _ := utf8.DecodeLastRuneInString(e.word)
	l.mayBegin.add(first)
	l.mayEnd.add(last)
	l.first[first] = append(l.first[first], e)
	l.last[last] = append(l.last[last], e)
}

func (l lexicon) sort() {
	for _, index := range []map[rune][]entry{l.first, l.last} {
		for _, entries := range index {
			slices.SortStableFunc(entries, func(a, b entry) int { return len(b.word) - len(a.word) })
		}
	}
}

// begins returns the longest word that s begins with, "" when there is none.
func (l lexicon) begins(s string) string { return l.head(s).word }

// ends returns the longest word that s ends with, "" when there is none.
func (l lexicon) ends(s string) string { return l.tail(s).word }

// has tells whether s is a word of the list.
func (l lexicon) has(s string) bool { return s != "" && l.begins(s) == s }

func (l lexicon) head(s string) entry {
	r, _ := utf8.DecodeRuneInString(s)
	if !l.mayBegin.passes(r) {
		return entry{}
	}
	for _, e := range l.first[r] {
		if strings.HasPrefix(s, e.word) {
			return e
		}
	}
	return entry{}
}

func (l lexicon) tail(s string) entry {
	r, _ := utf8.DecodeLastRuneInString(s)
	if !l.mayEnd.passes(r) {
		return entry{}
	}
	for _, e := range l.last[r] {
		if strings.HasSuffix(s, e.word) {
			return e
		}
	}
	return entry{}
}

// find returns the byte offset of the first word of the list in s, -1 when it
// holds none.
func (l lexicon) find(s string) (int, entry) {
	for i, r := range s {
		if !l.mayBegin.passes(r) {
			continue
		}
		if e := l.head(s[i:]); e.word != "" {
			return i, e
		}
	}
	return -1, entry{}
}

// findLast returns the byte offset of the last word of the list in s, -1 when it
// holds none.
func (l lexicon) findLast(s string) (int, entry) {
	for end := len(s); end > 0; {
		if e := l.tail(s[:end]); e.word != "" {
			return end - len(e.word), e
		}
		_, size := utf8.DecodeLastRuneInString(s[:end])
		end -= size
	}
	return -1, entry{}
}

// in tells whether s holds a word of the list.
func (l lexicon) in(s string) bool {
	at, _ := l.find(s)
	return at >= 0
}

// trimmer takes words off the beginning or the end of a string, the longest first,
// but not where a longer word that is kept begins or ends there.
type trimmer struct{ words, kept lexicon }

const trimMarks = " 、\"“”‘’—-·.()（）:：;；，,\t\u200b"

func (t trimmer) head(s string) string {
	for {
		s = strings.TrimLeft(s, trimMarks)
		w := t.words.begins(s)
		if w == "" || len(t.kept.begins(s)) > len(w) {
			return s
		}
		s = s[len(w):]
	}
}

func (t trimmer) tail(s string) string {
	for {
		s = strings.TrimRight(s, trimMarks)
		w := t.words.ends(s)
		if w == "" || len(t.kept.ends(s)) > len(w) {
			return s
		}
		s = s[:len(s)-len(w)]
	}
}

package query

import (
	"bytes"
	_ "embed"
	"slices"
	"sync"
)

// Terms is a table of the field's terms: what is another name of what, what is
// a part of what, what must not be confused, and what is meant in English. A
// Terms is never changed once read, and safe for use by many goroutines.
//
// Case, full width, quotation marks and white space make no difference to any
// lookup; a word comes back as the table first writes it.
type Terms struct {
	lines []termLine
	words map[string]*termWord // by folded form
	trie  termTrie
}

// TermKind tells in which kinds of line a term stands; kinds are joined by |.
type TermKind uint8

// The kinds of line, as terms.tsv explains them. A term of a zh-en line is
// Chinese or English, one of a said line what people say.
const (
	KindSame TermKind = 1 << iota
	KindNarrower
	KindNear
	KindMeasure
	KindScope
	KindChinese
	KindEnglish
	KindSaid
	KindAny TermKind = 1<<iota - 1
)

// termWord is what the table says of one word.
type termWord struct {
	text           string // as first written
	kinds          TermKind
	group          *termGroup
	measure, scope string // classes, or ""
	english        []string
	chinese        []string
	written        []string
}

// termGroup is one thing with its names, the full name first.
type termGroup struct {
	names           []string
	wider, narrower []*termGroup
	near            []*termGroup
}

//go:embed terms.tsv
var termsTSV []byte

// everydayTSV holds more said lines, short words of everyday speech.
//
//go:embed everyday.tsv
var everydayTSV []byte

// Builtin returns the table that the program carries, the same one each time.
var Builtin = sync.OnceValue(func() *Terms {
	t, err := ReadTerms(bytes.NewReader(slices.Concat(termsTSV, []byte("\n"), everydayTSV)), "terms.tsv+everyday.tsv")
	if err != nil {
		panic(err) // a test reads the table
	}
	return t
})

// With returns a table that says what t says and what more says; both stay as
// they are. Where they contradict each other, more counts: its groups of
// names join groups of t, its near names part them, its classes replace others.
func (t *Terms) With(more *Terms) *Terms {
	return newTerms(slices.Concat(t.lines, more.lines))
}

// Same returns all names of what word names, the full name first and word
// among them; nil when the table knows no other name for it.
func (t *Terms) Same(word string) []string {
	w := t.words[foldTerm(word)]
	if w == nil || len(w.group.names) < 2 {
		return nil
	}
	return slices.Clone(w.group.names)
}

// Narrower returns the full names of what is a part or a special case of what
// word names, the nearest first; nil when there is none.
func (t *Terms) Narrower(word string) []string {
	return t.reach(word, func(g *termGroup) []*termGroup { return g.narrower })
}

// Broader returns the full names of what word names a part or a special case
// of, the nearest first; nil when there is none.
func (t *Terms) Broader(word string) []string {
	return t.reach(word, func(g *termGroup) []*termGroup { return g.wider })
}

// reach returns the full names of all groups that steps lead to from the group
// of word, in order of distance and without that group.
func (t *Terms) reach(word string, step func(*termGroup) []*termGroup) []string {
	w := t.words[foldTerm(word)]
	if w == nil {
		return nil
	}
	var names []string
	seen := []*termGroup{w.group}
	for i := 0; i < len(seen); i++ {
		for _, g := range step(seen[i]) {
			if !slices.Contains(seen, g) {
				seen = append(seen, g)
				names = append(names, g.names[0])
			}
		}
	}
	return names
}

// Near tells whether a and b are names that get confused and mean different
// things. What both begin or end with is set aside: since 产值 and 增加值 are
// near, so are 家具业产值 and 家具业增加值. A name is near to the same name with a
// measure that makes another indicator of it: 自营出口 and 自营出口增速. Two names
// of the same thing are never near, nor is a word to itself or to nothing.
func (t *Terms) Near(a, b string) bool {
	x, y := []rune(foldTerm(a)), []rune(foldTerm(b))
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	if v, w := t.words[string(x)], t.words[string(y)]; v != nil && w != nil && v.group == w.group {
		return false
	}
	for {
		if t.nearBefore(x, y) {
			return true
		}
		if len(x) == 0 || len(y) == 0 || x[0] != y[0] {
			return false
		}
		x, y = x[1:], y[1:]
	}
}

// nearBefore tells whether the words x and y are near, the same end of both
// set aside or not.
func (t *Terms) nearBefore(x, y []rune) bool {
	for {
		if len(x) == 0 || len(y) == 0 {
			return t.setsApart(x) || t.setsApart(y)
		}
		v, w := t.words[string(x)], t.words[string(y)]
		if v != nil && w != nil && slices.Contains(v.group.near, w.group) {
			return true
		}
		if x[len(x)-1] != y[len(y)-1] {
			return false
		}
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
}

// apart are the classes of measures that make another indicator of a name.
var apart = []string{"growth", "increment", "rate", "share", "intensity", "per-capita", "ratio", "index", "rank"}

// setsApart tells whether word makes another indicator of a name that it is
// put to. A single character (失业, 失业率) does not.
func (t *Terms) setsApart(word []rune) bool {
	w := t.words[string(word)]
	return len(word) > 1 && w != nil && slices.Contains(apart, w.measure)
}

// Measure returns the class of a word that is the measure part of an
// indicator's name: output of 产值. ok is false for any other word.
func (t *Terms) Measure(word string) (class string, ok bool) {
	if w := t.words[foldTerm(word)]; w != nil {
		class = w.measure
	}
	return class, class != ""
}

// Scope returns the class of a word that limits whom or what a number speaks
// of: area of 全镇. ok is false for any other word.
func (t *Terms) Scope(word string) (class string, ok bool) {
	if w := t.words[foldTerm(word)]; w != nil {
		class = w.scope
	}
	return class, class != ""
}

// English returns the English equivalents of a Chinese word, the most usual
// first: its own, and without any those of its other names; nil when there is
// none.
func (t *Terms) English(word string) []string {
	w := t.words[foldTerm(word)]
	if w == nil {
		return nil
	}
	if w.english != nil {
		return slices.Clone(w.english)
	}
	var all []string
	for _, name := range w.group.names {
		all = appendNew(all, t.words[foldTerm(name)].english...)
	}
	return all
}

// Chinese returns the Chinese terms that an English word or phrase, singular
// or plural, stands for, in the order of the table; nil when there is none.
func (t *Terms) Chinese(phrase string) []string {
	w := t.words[foldTerm(phrase)]
	if w == nil || w.chinese == nil {
		w = t.singular(phrase)
	}
	if w == nil {
		return nil
	}
	return slices.Clone(w.chinese)
}

// Written returns what reports write where people say word, an everyday word or
// phrase, in the order of the table; nil when it is none. It need not mean quite
// the same: it says what to look for, not what a figure measures.
func (t *Terms) Written(word string) []string {
	w := t.words[foldTerm(word)]
	if w == nil {
		return nil
	}
	return slices.Clone(w.written)
}

// singular returns the English term that the phrase is the plural of, or nil.
func (t *Terms) singular(phrase string) *termWord {
	f := fold(phrase)
	if end, w := t.trie.longest(&f, 0, KindEnglish); w != nil && end == len(f.runes) {
		return w
	}
	return nil
}

// appendNew appends the words that are not yet there.
func appendNew(dst []string, words ...string) []string {
	for _, w := range words {
		if !slices.Contains(dst, w) {
			dst = append(dst, w)
		}
	}
	return dst
}

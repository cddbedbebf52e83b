package query

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Likeness says how the names of two indicators stand to each other.
type Likeness int

const (
	NotAlike Likeness = iota
	Near              // alike, but another quantity: shown by its own name, never in its place
	Same
)

// Match is the outcome of comparing two names.
type Match struct {
	Likeness Likeness
	// Differs names the part in which near names differ: "measure" (产值 and 增加值),
	// "scope" (工业 and 规上工业) or "subject"; "" otherwise.
	Differs string
}

// indicatorParts are the parts of an indicator's name: 规模以上 | 工业 | 产值.
type indicatorParts struct {
	whole   string   // the folded name, other names of the same thing replaced by the full one
	measure string   // class of the word that ends the name, "" when none does
	scopes  []string // what limits it, sorted; words for the whole place left out
	subject string   // the rest
}

// CompareIndicators compares the name that is asked for with one that a report
// uses, by their parts: what is measured, of what, and within which limits. Other
// names of the same thing count as the same, those that the table calls near never
// do. It is not symmetric: a report's name may say more than the question, as long
// as it limits nothing (本镇, 新建的).
func (t *Terms) CompareIndicators(asked, have string) Match {
	a, h := t.parts(asked), t.parts(have)
	switch {
	case a.whole == "" || h.whole == "":
		return Match{}
	case a.whole == h.whole:
		return Match{Likeness: Same}
	case t.Near(a.whole, h.whole):
		return Match{Near, differs(a, h)}
	case WithoutWhole(a.whole) == WithoutWhole(h.whole):
		return Match{Likeness: Same}
	case slices.Contains(t.Broader(h.whole), a.whole) || slices.Contains(t.Broader(a.whole), h.whole):
		return Match{Near, "scope"}
	case !sameSubject(a.subject, h.subject):
		return Match{}
	case a.measure != h.measure && a.measure != "" && h.measure != "":
		return Match{Near, "measure"}
	case !slices.Equal(a.scopes, h.scopes):
		return Match{Near, "scope"}
	case a.subject == "" && a.measure == "":
		return Match{}
	case h.measure != a.measure && a.measure != "":
		return Match{Near, "measure"}
	}
	return Match{Likeness: Same}
}

// WithoutWhole leaves out of a name the words that say it means all of it, as it does
// without them: 全社会 of 全社会固定资产投资.
func WithoutWhole(name string) string {
	if !strings.Contains(name, "全") {
		return name
	}
	return wholeWords.Replace(name)
}

var wholeWords = strings.NewReplacer("全社会", "", "全口径", "", "全体", "")

// differs names the part in which names differ that the table calls near.
func differs(a, b indicatorParts) string {
	switch {
	case !slices.Equal(a.scopes, b.scopes):
		return "scope"
	case a.measure != b.measure:
		return "measure"
	}
	return "subject"
}

// fillers bind the words of a name and mean nothing.
var fillers = strings.NewReplacer("的", "", "了", "", "“", "", "”", "", " ", "", "、", "", "总计", "", "共计", "", "等", "")

// limits are the classes of scope that make another quantity of one; the others
// say of what it is (工业, 居民), or what is known apart from the name (全镇, 全年).
var limits = []string{"level", "settlement", "threshold", "ownership", "flow", "origin"}

// ignoredScopes are the classes that are known apart from the name.
var ignoredScopes = []string{"area", "whole", "part", "period", "counting"}

func (t *Terms) parts(name string) indicatorParts {
	name = t.FullNames(withoutCount(fillers.Replace(foldTerm(name))))
	p := indicatorParts{whole: name}
	rest := name
	for n := len(rest); n > 0; {
		if class, ok := t.Measure(rest[len(rest)-n:]); ok {
			p.measure, rest = class, rest[:len(rest)-n]
			break
		}
		n--
		for n > 0 && !utf8Start(rest[len(rest)-n]) {
			n--
		}
	}
	var subject strings.Builder
	last := 0
	for _, m := range t.Scopes(rest) {
		class, _ := t.Scope(m.Term)
		subject.WriteString(rest[last:m.Start])
		last = m.End
		switch {
		case slices.Contains(limits, class):
			p.scopes = append(p.scopes, t.fullName(m.Term))
		case !slices.Contains(ignoredScopes, class):
			subject.WriteString(rest[m.Start:m.End])
		}
	}
	subject.WriteString(rest[last:])
	if p.subject = subject.String(); p.subject == "" {
		p.subject = name[len(rest):] // 固定资产投资: the measure is all there is
	}
	slices.Sort(p.scopes)
	p.scopes = slices.Compact(p.scopes)
	return p
}

// Scopes returns the words in text that limit whom or what a number speaks of, from
// left to right; of a word made of two of them each by itself: 城镇 and 居民 of 城镇居民.
func (t *Terms) Scopes(text string) []TermMatch {
	var out []TermMatch
	for _, m := range t.Find(text, KindScope) {
		if at := t.joint(text[m.Start:m.End]); at > 0 {
			first, second := m, m
			first.End, first.Term = m.Start+at, text[m.Start:m.Start+at]
			second.Start, second.Term = m.Start+at, text[m.Start+at:m.End]
			out = append(out, first, second)
			continue
		}
		out = append(out, m)
	}
	return out
}

// joint is the offset in a word where one scope ends and another begins; 0 for a word
// that is not made of two.
func (t *Terms) joint(word string) int {
	for i := range word {
		if i == 0 {
			continue
		}
		if class, ok := t.Scope(word[:i]); ok && slices.Contains(limits, class) {
			if _, ok := t.Scope(word[i:]); ok {
				return i
			}
		}
	}
	return 0
}

// withoutCount leaves out the words for how many: 规上工业企业数 counts 规上工业企业.
func withoutCount(name string) string {
	for _, w := range []string{"数量", "总数", "个数", "家数", "数"} {
		if short, ok := strings.CutSuffix(name, w); ok && utf8.RuneCountInString(short) >= 3 {
			return short
		}
	}
	return name
}

func utf8Start(b byte) bool { return b&0xc0 != 0x80 }

// FullNames replaces every term that has a fuller name by it; the rest stays as it is.
func (t *Terms) FullNames(name string) string {
	var b strings.Builder
	last := 0
	for _, m := range t.Find(name, KindSame) {
		b.WriteString(name[last:m.Start])
		b.WriteString(foldTerm(t.fullName(m.Term)))
		last = m.End
	}
	b.WriteString(name[last:])
	return b.String()
}

func (t *Terms) fullName(term string) string {
	if names := t.Same(term); len(names) > 0 {
		return names[0]
	}
	return term
}

// sameSubject tells whether two subjects are the same: equal, or one holds all
// characters of the other in order and little else.
func sameSubject(a, b string) bool {
	if a == b {
		return true
	}
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 2 || 3*len(x) < 2*len(y) {
		return false
	}
	i := 0
	for _, r := range y {
		if i < len(x) && x[i] == r {
			i++
		}
	}
	return i == len(x)
}

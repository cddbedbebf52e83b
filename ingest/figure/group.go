package figure

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

const nameMarks = "、和与及"

// splitNames parts a row of nouns into n names and gives each what it shares with
// its neighbours: 城镇和农村居民人均可支配收入, 规上工业产值、增加值; nil when s is no row
// of n.
func splitNames(s string, n int) []string {
	if n < 2 {
		return nil
	}
	if n == 2 && !strings.ContainsAny(s, nameMarks) {
		return splitPair(s)
	}
	names := cutNames(s, n)
	if len(names) != n {
		return nil
	}
	shareLetters(names)
	shareHead(names)
	shareModifier(names)
	sharePerHead(names)
	return names
}

// cutNames cuts a row at the marks between its names: at 、 alone where that gives n of
// them, since 及 and 和 may stand in a name (汽车及零部件、纺织、化工), else at all marks.
func cutNames(s string, n int) []string {
	if names := strings.Split(s, "、"); len(names) == n && !slices.Contains(names, "") {
		return names
	}
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(nameMarks, r) })
}

// splitPair parts a word for two: 城乡居民…, 进出口额.
func splitPair(s string) []string {
	at, e := pairWords.find(s)
	if at < 0 {
		return nil
	}
	first, second, _ := strings.Cut(e.label, "/")
	rest := s[at+len(e.word):]
	return []string{s[:at] + first + rest, s[:at] + second + rest}
}

// shareHead completes names that leave out the head of the last one: 户籍、常住人口. The
// head begins with a known noun, else with a verb, else where a word as long as the
// name ends.
func shareHead(names []string) {
	last := names[len(names)-1]
	head, verb := sharedHead(last), predicate(last)
	runes := []rune(last)
	for i, name := range names[:len(names)-1] {
		n := utf8.RuneCountInString(name)
		switch {
		case amountNouns.ends(name) != "" || n > 6:
		case head != "" && !strings.HasSuffix(name, head):
			names[i] = name + head
		case head == "" && verb > 0:
			names[i] = name + last[verb:]
		case head == "" && n < len(runes):
			names[i] = name + string(runes[n:])
		}
	}
}

// shareLetters completes names of one character by the last, of which they replace the
// first: 中、高等教育.
func shareLetters(names []string) {
	last := names[len(names)-1]
	r, size := utf8.DecodeRuneInString(last)
	for i, name := range names[:len(names)-1] {
		if isHan(r) && utf8.RuneCountInString(name) == 1 && utf8.RuneCountInString(last) > 2 {
			names[i] = name + last[size:]
		}
	}
}

// sharePerHead gives a row of names the 每千人口 that it begins with.
func sharePerHead(names []string) {
	per := perHeads.begins(names[0])
	for i, name := range names {
		if perHeads.begins(name) == "" {
			names[i] = per + name
		}
	}
}

// sharedHead returns the part of a name from its first known head noun on, "" when
// it has none or begins with it.
func sharedHead(name string) string {
	at, _ := headNouns.find(name)
	if at <= 0 {
		return ""
	}
	return name[at:]
}

// shareModifier gives a bare measure the modifier of the first name: 规上工业产值、增加值.
func shareModifier(names []string) {
	measure := cmp.Or(generalNouns.ends(names[0]), measures.ends(names[0]))
	if measure == "" || measure == names[0] {
		return
	}
	modifier := strings.TrimSuffix(names[0], measure)
	for i, name := range names[1:] {
		if generalNouns.has(name) || measures.has(name) {
			names[i+1] = modifier + name
		}
	}
}

// level is a figure that later ones may lean on.
type level struct{ indicator, unit, scope string }

// maxLevels is how many levels are kept.
const maxLevels = 16

func (b *binder) keepLevel(l level) {
	if len(b.levels) == maxLevels {
		b.levels = slices.Delete(b.levels, 0, 1)
	}
	b.levels = append(b.levels, l)
}

// sameUnit returns the indicator of the last level that was counted in a unit: 27个项
// 目，总投资2亿元，19个已完工.
func (b *binder) sameUnit(unit string) string {
	for i := len(b.levels) - 1; i >= 0; i-- {
		if b.levels[i].unit == unit {
			return b.levels[i].indicator
		}
	}
	return ""
}

var (
	perHeads  = list("per heads") // 每千人口, before what is counted of so many
	pairWords = list("pair words")
	headNouns = list("head nouns")
	// generalNouns need the noun before them: 完成率, 占比, 总投资.
	generalNouns = list("general nouns")
	// measures are of the things counted before them: 企业22家，销售收入54亿元.
	measures = list("measures")
	// growthNouns are the growth of the noun before them.
	growthNouns = list("growth nouns")
)

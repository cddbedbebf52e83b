package figure

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed units.txt
var unitsFile string

// unitEntry is one line of units.txt.
type unitEntry struct {
	name  string
	runes int
	class string
	not   string // characters that make it the beginning of another word
}

// units by first rune, longest first.
var units = sync.OnceValue(func() map[rune][]unitEntry {
	table := map[rune][]unitEntry{}
	for line := range strings.Lines(unitsFile) {
		fields := strings.Fields(line)
		if len(fields) < 2 || strings.HasPrefix(line, "#") {
			continue
		}
		u := unitEntry{name: fields[0], runes: utf8.RuneCountInString(fields[0]), class: fields[1]}
		if len(fields) > 2 {
			u.not = strings.TrimPrefix(fields[2], "!")
		}
		first, _ := utf8.DecodeRuneInString(u.name)
		table[first] = append(table[first], u)
	}
	for first := range table {
		slices.SortStableFunc(table[first], func(a, b unitEntry) int { return b.runes - a.runes })
	}
	return table
})

// unit reads the unit at rune i; end == i when there is none. 元/人 and 吨/亩 are
// one unit.
func (t *text) unit(i int) (u unitEntry, end int) {
	u, end = t.simpleUnit(i)
	if end == i || t.at(end) != '/' {
		return u, end
	}
	per, perEnd := t.simpleUnit(end + 1)
	if perEnd == end+1 {
		return u, end
	}
	u.name += "/" + per.name
	u.class = "per"
	return u, perEnd
}

func (t *text) simpleUnit(i int) (unitEntry, int) {
	first := t.at(i)
	for _, u := range units()[first] {
		if t.from(i, u.runes) != u.name {
			continue
		}
		next := t.at(i + u.runes)
		if u.not != "" && next != 0 && strings.ContainsRune(u.not, next) {
			continue
		}
		if isLatinLetter(first) && isLatinLetter(next) {
			continue
		}
		return u, i + u.runes
	}
	return unitEntry{}, i
}

package figure

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"
)

//go:embed units.txt
var unitsFile string

// unitEntry is one line of units.txt.
type unitEntry struct {
	name  string
	runes int
	class string // what it measures, see units.txt
	not   string // characters that make it the beginning of another word
}

// units by first rune, longest first.
var units = readUnits(unitsFile)

// unitBegins passes the first runes of all units.
var unitBegins = func() *runeFilter {
	f := &runeFilter{}
	for first := range units {
		f.add(first)
	}
	return f
}()

// readUnits reads a list of the form of units.txt.
func readUnits(file string) map[rune][]unitEntry {
	table := map[rune][]unitEntry{}
	for line := range strings.Lines(file) {
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
}

// unit reads the unit at rune i; end == i when there is none. 元/人, 吨/亩 and
// 元每平方米 are one unit.
func (t *text) unit(i int) (u unitEntry, end int) {
	u, end = t.simpleUnit(i)
	if end == i {
		return u, end
	}
	sep := t.at(end)
	if sep != '/' && sep != '每' {
		return u, end
	}
	per, perEnd := t.simpleUnit(end + 1)
	if perEnd == end+1 || sep == '每' && u.class != "money" && u.class != "weight" && u.class != "volume" {
		return u, end
	}
	u.name += string(sep) + per.name
	u.class, u.runes = "per", perEnd-i
	return u, perEnd
}

func (t *text) simpleUnit(i int) (unitEntry, int) {
	first := t.at(i)
	if !unitBegins.passes(first) {
		return unitEntry{}, i
	}
	for _, u := range units[first] {
		if t.from(i, u.runes) != u.name {
			continue
		}
		next := t.at(i + u.runes)
		if u.not != "" && next != 0 && strings.ContainsRune(u.not, next) {
			continue
		}
		if isLatinLetter(first) && (isLatinLetter(next) || isDigit(next)) {
			continue
		}
		return u, i + u.runes
	}
	return unitEntry{}, i
}

// maxLatinUnit is the longest unit in letters that units.txt does not list: TEU,
// Mbps.
const maxLatinUnit = 6

// unknownUnit reads a unit that units.txt lacks behind digits that end at i: one
// Chinese character with a boundary behind (320蔸，), or two to six letters (15TEU).
// Characters that go on with a word or a date are none.
func (t *text) unknownUnit(i int) (unitEntry, int) {
	end := i
	for isLatinLetter(t.at(end)) && end <= i+maxLatinUnit {
		end++
	}
	if n := end - i; n >= 2 && n <= maxLatinUnit && !isDigit(t.at(end)) && t.at(end) != '-' {
		return unitEntry{name: t.slice(i, end), runes: n, class: "count"}, end
	}
	r := t.at(i)
	if isHan(r) && !isHanDigit(r) && t.boundary(i+1) && !notUnits.has(string(r)) && isHan(t.at(i-t.digitsBefore(i)-1)) {
		return unitEntry{name: string(r), runes: 1, class: "count"}, i + 1
	}
	return unitEntry{}, i
}

// digitsBefore counts the digits and points that end at i, at most maxDigits.
func (t *text) digitsBefore(i int) int {
	n := 0
	for n <= maxDigits && (isDigit(t.at(i-n-1)) || t.at(i-n-1) == '.' || isMultiplier(t.at(i-n-1))) {
		n++
	}
	return n
}

var notUnits = list("no units")

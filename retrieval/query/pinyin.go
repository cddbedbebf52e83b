package query

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// syllables maps each syllable of Hanyu Pinyin without tones to the characters
// that are read so.
var syllables = sync.OnceValue(func() map[string][]rune {
	table := map[string][]rune{}
	args := pinyin.NewArgs()
	args.Heteronym = true
	for r := range pinyin.PinyinDict {
		if r < 0x4e00 || r > 0x9fff {
			continue
		}
		for _, s := range slices.Compact(slices.Sorted(slices.Values(pinyin.SinglePinyin(rune(r), args)))) {
			table[s] = append(table[s], rune(r))
		}
	}
	for s := range table {
		slices.Sort(table[s])
	}
	return table
})

// Pinyin spells a Chinese name in Latin letters without tones or blanks; other
// characters are left out.
func Pinyin(name string) string {
	return strings.Join(pinyin.LazyPinyin(name, pinyin.NewArgs()), "")
}

// Spellings returns the ways to read a Latin word as two to four syllables of
// Pinyin, each the characters of its syllables; nil when it is none.
func Spellings(word string) [][][]rune {
	word = strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, word)
	var out [][][]rune
	var walk func(rest string, done [][]rune)
	walk = func(rest string, done [][]rune) {
		if rest == "" {
			if len(done) >= 2 {
				out = append(out, slices.Clone(done))
			}
			return
		}
		for n := min(6, len(rest)); n > 0 && len(done) < 4; n-- {
			if runes := syllables()[rest[:n]]; len(runes) > 0 {
				walk(rest[n:], append(done, runes))
			}
		}
	}
	walk(word, nil)
	return out
}

// soundsLike tells whether a Latin word spells a Chinese name: in Pinyin, or in an
// older spelling that differs in one letter out of six (Hailar for 海拉尔).
func soundsLike(word, name string) bool {
	spelled, word := Pinyin(name), strings.ToLower(word)
	if spelled == "" || spelled == word {
		return spelled == word && word != ""
	}
	return len(word) >= 6 && len(spelled) >= 6 && spelled[0] == word[0] && editDistance(spelled, word) <= 1
}

// maxHeard is how many characters of a question are looked through for a name that
// is written wrong.
const maxHeard = 200

// SoundsAlike returns the part of a question that is read like a Chinese name but
// written otherwise: 懈浦 for 澥浦; "" when there is none.
func SoundsAlike(question, name string) string {
	want := []rune(name)
	if len(want) < 2 || isLatin(name) {
		return ""
	}
	runes := []rune(question)
	runes = runes[:min(len(runes), maxHeard)]
	for i := 0; i+len(want) <= len(runes); i++ {
		part := runes[i : i+len(want)]
		if !slices.Equal(part, want) && slices.EqualFunc(part, want, sameSound) {
			return string(part)
		}
	}
	return ""
}

// sameSound tells whether two Han characters are one or share a reading, tones
// aside.
func sameSound(a, b rune) bool {
	if a == b || !isHan(a) || !isHan(b) {
		return a == b
	}
	of := readings(b)
	return slices.ContainsFunc(readings(a), func(s string) bool { return slices.Contains(of, s) })
}

// readingsSeen holds the readings of characters that were looked up.
var readingsSeen sync.Map

// readings returns the syllables without tones by which a character is read.
func readings(r rune) []string {
	if found, ok := readingsSeen.Load(r); ok {
		return found.([]string)
	}
	args := pinyin.NewArgs()
	args.Heteronym = true
	found := pinyin.SinglePinyin(r, args)
	readingsSeen.Store(r, found)
	return found
}

// SimilarNames tells whether two Chinese names are easily taken for each other:
// they sound the same, or differ in one character of three or more (桃源镇, 桃园镇).
func SimilarNames(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if a == b || len(x) != len(y) || len(x) < 2 {
		return false
	}
	differ := 0
	for i := range x {
		if x[i] != y[i] {
			differ++
		}
	}
	return differ == 1 && len(x) >= 3 || Pinyin(a) == Pinyin(b)
}

// editDistance is the number of letters to insert, delete or replace to make b of
// a (Levenshtein 1966).
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := before
			if a[i-1] != b[j-1] {
				cost = 1 + min(before, row[j], row[j-1])
			}
			before, row[j] = row[j], cost
		}
	}
	return row[len(b)]
}

package figure

import (
	"strings"
	"unicode/utf8"
)

// scope is whom or what a clause, read up to its number, speaks of when not the
// whole place: 规上, 全市 in the report of a county, a company or project that owns
// what is counted, else 其中. What a number is compared with is left out.
func (b *binder) scope(clause string) string {
	clause = cutCompared(clause)
	best, at := "", -1
	if i, e := scopeWords.findLast(clause); i >= 0 && !b.wholePlace(e.word) {
		best, at = e.word, i
	}
	if owner, i := ownerIn(clause); i > at && owner != "" {
		best, at = owner, i
	}
	if at < 0 && strings.Contains(clause, "其中") {
		return "其中"
	}
	return best
}

// wholePlace tells that 全镇 and the like mean the place of the report; without a
// place, the smallest that it can be.
func (b *binder) wholePlace(word string) bool {
	kind, ok := strings.CutPrefix(word, "全")
	if !ok {
		return false
	}
	if b.c.Place == "" {
		return kind != "省" && kind != "国"
	}
	return strings.HasSuffix(b.c.Place, kind)
}

// cutCompared takes off what stands behind 高于, 占, 比 and the like.
func cutCompared(clause string) string {
	if at, _ := comparing.findLast(clause); at > 0 {
		return clause[:at]
	}
	return clause
}

// maxOwner is how long the name of a company or project is at most, in characters.
const maxOwner = 14

// ownerIn finds a company or project that is named before what is counted: 云栖木业公
// 司产值; one that is itself counted (新增合作社3家) is none.
func ownerIn(clause string) (string, int) {
	at, e := owners.findLast(clause)
	if at < 0 {
		return "", -1
	}
	end := at + len(e.word)
	rest := strings.TrimSpace(clause[end:])
	if r := firstRune(rest); r == 0 || r == '、' || r == '和' || r == '等' || !isHan(r) && r != '(' {
		return "", -1
	}
	if ownerParts.begins(rest) != "" {
		return "", -1 // 企业数, 项目库
	}
	start := at
	for n := 0; start > 0 && n < maxOwner; n++ {
		r, size := utf8.DecodeLastRuneInString(clause[:start])
		if !isHan(r) && !isLatinLetter(r) || r == '和' || r == '与' || r == '的' {
			break
		}
		start -= size
	}
	name := heads.head(clause[start:end])
	if v := verbs.begins(name); v != "" {
		name = heads.head(name[len(v):])
	}
	if utf8.RuneCountInString(name) < utf8.RuneCountInString(e.word)+2 || startsWith(name, "个", "家", "项") {
		return "", -1
	}
	return name, end - len(name)
}

var (
	scopeWords = list("scope words")
	owners     = list("owners")
	ownerParts = list("owner parts")
	comparing  = list("comparing")
)

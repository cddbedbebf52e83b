package figure

import (
	"strings"
	"unicode/utf8"
)

// verbAt is the verb that s begins with, "" when it begins with a noun, also one that
// begins like a verb: 居民, 参与率.
func verbAt(s string) string {
	v := clauseVerbs.begins(s)
	if v == "" || len(verbsKept.begins(s)) > len(v) || verbMeasures.begins(s[len(v):]) != "" {
		return ""
	}
	return v
}

// firstVerb returns the byte offset of the first verb in s behind its first rune,
// -1 when there is none. A noun stands before it.
func firstVerb(s string) int { return findVerb(s, noVerbs) }

// predicate is the first verb of s that can't be a part of a noun (服务平台).
func predicate(s string) int { return findVerb(s, nominalVerbs) }

// findVerb is firstVerb without the verbs that are passed over.
func findVerb(s string, passed lexicon) int {
	last := 0
	for i, r := range s {
		if i > 0 {
			v := verbAt(s[i:])
			if v != "" && !passed.has(v) && tails.kept.ends(s[:i+len(v)]) == "" {
				return i
			}
			if r == '了' && last > 0 && !strings.HasPrefix(s[i:], "了解") {
				return last // 通了
			}
		}
		last = i
	}
	return -1
}

// maxNoun is how long a noun behind a number or a subject is at most, in characters.
const maxNoun = 24

// tailNoun is the noun right behind a number with a counting unit, up to the verb. As
// the object of a verb before the number it may itself begin with a verb: 制定三条整改措施.
func tailNoun(s string, object bool) string {
	s = strings.TrimSpace(s)
	if at := strings.IndexAny(s, "，,；;。、（("); at >= 0 {
		s = s[:at]
	}
	if at, _ := eachWords.find(s); at >= 0 {
		s = s[:at]
	}
	s = strings.TrimPrefix(s, "的")
	if len(s) > 4*3*maxNoun {
		return ""
	}
	if v := verbAt(s); v != "" && v != "总" && !(object && nominalVerbs.has(v)) {
		return ""
	}
	if at := predicate(s); at > 0 {
		s = tails.tail(s[:at])
	}
	if at, _ := stateWords.find(s); at >= 2*len("字") {
		s = s[:at]
	}
	if strings.HasSuffix(s, "中") && tails.kept.ends(s) == "" {
		s = strings.TrimSuffix(s, "中")
	}
	s = strings.TrimSuffix(s, "的")
	if utf8.RuneCountInString(s) > maxNoun {
		return ""
	}
	return strings.TrimRight(s, "和与及等 ”")
}

// maxModifier is the longest row of nouns, in characters, that may modify the noun
// behind a number.
const maxModifier = 12

// modifier is the part of the noun before a number that belongs to the noun behind
// it: 水库的安全以及下游|两万居民; none when a row goes on with the number: 干部和|两家企业.
func modifier(noun string) string {
	if r, _ := utf8.DecodeLastRuneInString(noun); isJoint(r) {
		return ""
	}
	if at := strings.LastIndex(noun, "以及"); at >= 0 {
		return noun[at+len("以及"):]
	}
	if at := strings.LastIndexAny(noun, "、和"); at >= 0 && utf8.RuneCountInString(noun) > maxModifier {
		return strings.TrimLeft(noun[at:], "、和")
	}
	return noun
}

// withoutLoneQuotes takes out quotation marks whose counterparts were cut off.
func withoutLoneQuotes(s string) string {
	if strings.Count(s, "“") == strings.Count(s, "”") {
		return s
	}
	return strings.NewReplacer("“", "", "”", "").Replace(s)
}

var (
	clauseVerbs  = list("clause verbs")      // end the noun behind a number
	verbsKept    = list("clause verbs kept") // nouns that begin like one
	nominalVerbs = list("nominal verbs")     // of the clause verbs, may be part of a noun
	verbMeasures = list("verb measures")     // 率, 量: behind a verb they make a noun of it
	noVerbs      = newLexicon()
)

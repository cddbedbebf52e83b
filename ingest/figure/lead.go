package figure

import (
	"strings"
	"unicode/utf8"
)

// lead is what the words before a number say.
type lead struct {
	verb   string // a verb that says what was done and belongs to the indicator: 新增, 拆除
	noun   string // "" when the noun stands behind the number or before it in the sentence
	change Direction
	level  bool // the change ends in the number: 提高到, 降至
	each   bool // 分别, 各
	object bool // ends with a verb whose object stands behind the number
	// opensNoun: the noun names an amount by itself, so that nothing behind the
	// number belongs to it.
	opensNoun bool
	words     string // all of them, for a number that nothing else names
}

var (
	heads = trimmer{list("heads"), list("heads kept")}
	tails = trimmer{list("tails"), list("tails kept")}

	verbs        = list("verbs")         // say what was done and belong to the indicator
	clauseVerbs  = list("clause verbs")  // end the noun behind a number
	changeWords  = list("change words")  // with the direction that they state
	changeLinks  = list("change links")  // between a change and its number
	eachWords    = list("each words")    // 分别
	objectVerbs  = list("object verbs")  // their object stands behind the number: 分发1.5元股利
	compareWords = list("compare words") // what a change is measured against
	aboveWords   = list("above words")   // 高于, before a place or a group
	amountNouns  = list("amount nouns")  // name an amount by themselves: 产值, 面积
	emptyNouns   = list("empty nouns")   // name nothing: 人均
	stateWords   = list("state words")   // 不断, 明显: a subject ends before them
	bodies       = list("bodies")        // companies and the like, which stay outside
)

// analyse reads the words before a number, from which words of time were taken out.
func analyse(s string) lead {
	s = cutItemMark(strings.TrimSpace(s))
	l := lead{each: eachWords.in(s), words: strings.Trim(s, trimMarks)}
	if l.each {
		s = without(s, eachWords)
	}
	l.object = objectVerbs.ends(strings.TrimSuffix(s, "了")) != ""
	s = cutComparison(l.readChange(s), l.change != "")
	s = heads.head(tails.tail(s))
	s = l.readVerb(s)
	l.noun = cutBody(tails.tail(s))
	if emptyNouns.has(l.noun) {
		l.noun = ""
	}
	l.opensNoun = amountNouns.ends(l.noun) != ""
	return l
}

// readChange takes a word of change off the end: 比上年增长, 提高到.
func (l *lead) readChange(s string) string {
	rest, to := s, false
	for {
		w := changeLinks.tail(rest)
		if w.word == "" {
			break
		}
		to = to || w.label == "to"
		rest = rest[:len(rest)-len(w.word)]
	}
	e := changeWords.tail(rest)
	if e.label == "" || e.label == "none" {
		return s
	}
	l.change = Up
	if strings.HasPrefix(e.label, "down") {
		l.change = Down
	}
	l.level = to && !strings.HasSuffix(e.label, "rate")
	return rest[:len(rest)-len(e.word)]
}

// readVerb takes off a verb that the words begin with. 增加, 降低 and the like tell of
// a change of what follows: 降低费用负担.
func (l *lead) readVerb(s string) string {
	v := verbs.head(s)
	if v.word == "" {
		return s
	}
	rest := strings.TrimPrefix(s[len(v.word):], "了")
	if v.label == "" {
		l.verb = v.word
	}
	if l.change == "" && rest != "" && (v.label == "up" || v.label == "down") {
		l.change = Direction(v.label)
	}
	return heads.head(rest)
}

// cutItemMark takes off the number that an item begins with: 一是, ①.
func cutItemMark(s string) string {
	at := strings.IndexAny(s, "是，")
	r := firstRune(s)
	switch {
	case r >= '①' && r <= '⑳':
		return s[utf8.RuneLen(r):]
	case isHanDigit(r) && at == utf8.RuneLen(r) && strings.HasPrefix(s[at:], "是"):
		return s[at+len("是"):]
	}
	return s
}

// cutBody takes off the body that reports: 某某有限公司的营业收入.
func cutBody(s string) string {
	for at := strings.Index(s, "的"); at > 0; {
		rest := s[at+len("的"):]
		if bodies.ends(s[:at]) != "" && utf8.RuneCountInString(rest) >= 2 {
			return rest
		}
		next := strings.Index(rest, "的")
		if next < 0 {
			break
		}
		at += len("的") + next
	}
	return s
}

// without takes all words of a list out of s.
func without(s string, words lexicon) string {
	for {
		at, e := words.find(s)
		if at < 0 {
			return s
		}
		s = s[:at] + s[at+len(e.word):]
	}
}

// maxCompared is how long a comparison is at most, in characters: 较前五年累计.
const maxCompared = 14

// cutComparison takes off what a number is compared with: 比上年, 较前五年累计, 高于全
// 省平均.
func cutComparison(s string, changes bool) string {
	if compareWords.in(s) {
		s = without(s, compareWords)
	}
	if at, e := aboveWords.findLast(s); at >= 0 && at+len(e.word) < len(s) && allHan(s[at:]) && utf8.RuneCountInString(s[at:]) <= maxCompared {
		s = s[:at]
	}
	if !changes {
		return s
	}
	for _, w := range []string{"比", "较"} {
		at := strings.LastIndex(s, w)
		if at < 0 || utf8.RuneCountInString(s[at:]) > maxCompared || notCompared.begins(s[at:]) != "" || strings.HasSuffix(s[:at], "占") {
			continue
		}
		return s[:at]
	}
	return s
}

var notCompared = list("not compared")

func allHan(s string) bool {
	for _, r := range s {
		if !isHan(r) {
			return false
		}
	}
	return true
}

func startsWith(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// firstVerb returns the byte offset of the first verb in s behind its first rune,
// -1 when there is none. A noun stands before it.
func firstVerb(s string) int {
	last := 0
	for i, r := range s {
		if i > 0 {
			v := clauseVerbs.begins(s[i:])
			if v != "" && tails.kept.ends(s[:i+len(v)]) == "" {
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

// tailNoun is the noun right behind a number with a counting unit, up to the verb.
func tailNoun(s string) string {
	s = strings.TrimSpace(s)
	if at := strings.IndexAny(s, "，,；;。、（("); at >= 0 {
		s = s[:at]
	}
	s = strings.TrimPrefix(s, "的")
	if len(s) > 4*3*maxNoun {
		return ""
	}
	if v := clauseVerbs.begins(s); v != "" && v != "总" {
		return ""
	}
	if at := firstVerb(s); at > 0 {
		s = s[:at]
	}
	if at, _ := stateWords.find(s); at >= 2*len("字") {
		s = s[:at]
	}
	if strings.HasSuffix(s, "中") && tails.kept.ends(s) == "" {
		s = strings.TrimSuffix(s, "中")
	}
	if strings.HasSuffix(s, "的") || utf8.RuneCountInString(s) > maxNoun {
		return ""
	}
	return strings.TrimRight(s, "和与及等 ”")
}

// clauseSubject is the noun that a clause without figures is about.
func clauseSubject(s string) string {
	s = cutComparison(cutItemMark(strings.TrimSpace(s)), true)
	s = tails.tail(heads.head(s))
	if at := firstVerb(s); at > 0 && amountNouns.ends(s) == "" {
		s = s[:at]
	}
	if at, _ := stateWords.find(s); at >= 2*len("字") {
		s = s[:at]
	}
	s = tails.tail(s)
	if v := verbs.begins(s); v != "" && v != s {
		s = heads.head(s[len(v):])
	}
	if n := utf8.RuneCountInString(s); n < 2 || n > maxNoun || strings.ContainsAny(s, "0123456789") {
		return ""
	}
	return s
}

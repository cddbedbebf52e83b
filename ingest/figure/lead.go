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
	acted  bool // ends with 了 behind a verb: the object stands behind the number
	// opensNoun: the noun names an amount by itself, so that nothing behind the
	// number belongs to it.
	opensNoun bool
	words     string // all of them, for a number that nothing else names
}

var (
	heads = trimmer{list("heads"), list("heads kept")}
	tails = trimmer{list("tails"), list("tails kept")}

	verbs        = list("verbs")         // say what was done and belong to the indicator
	stateVerbs   = list("state verbs")   // tell of the noun before them: 得到, 取得
	aspectKept   = list("aspect kept")   // with 了 or 着 that stands behind no verb
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
	s = strings.TrimSuffix(s, perUnits.ends(s))
	l := lead{each: eachWords.in(s), words: strings.Trim(s, trimMarks)}
	if l.each {
		s = without(s, eachWords)
	}
	l.object = takesObject(strings.TrimSuffix(s, "了"))
	s = cutComparison(l.readChange(s), l.change != "")
	l.acted = strings.HasSuffix(s, "了") && tails.words.ends(strings.TrimSuffix(s, "了")) == ""
	s = heads.head(tails.tail(s))
	s = l.readVerb(cutDisposal(s))
	l.noun = cutBody(tails.tail(cutAspect(s)))
	if emptyNouns.has(l.noun) {
		l.noun = ""
	}
	l.opensNoun = amountNouns.ends(l.noun) != ""
	return l
}

// perUnits stand between a measure and its number and belong to the unit: 达到每人每月
// 694元.
var perUnits = list("per units")

// takesObject tells that s ends with a verb whose object follows, also with 出: 制定出.
func takesObject(s string) bool {
	return objectVerbs.ends(s) != "" || objectVerbs.ends(strings.TrimSuffix(s, "出")) != ""
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

// maxAdverb is how long an adverb before 将 or 把 is at most, in bytes.
const maxAdverb = len("切实")

// cutDisposal takes off an adverb with 将 or 把 behind it, which lead to the noun: 切实把
// 合格率.
func cutDisposal(s string) string {
	for _, w := range []string{"将", "把"} {
		at := strings.Index(s, w)
		if at > 0 && at <= maxAdverb && heads.kept.begins(s[at:]) == "" && len(s) > at+2*len(w) {
			return heads.head(s[at:])
		}
	}
	return s
}

// cutAspect takes off a verb with 了 or 着 behind it and what stands before: the noun
// is its object. Verbs of state tell of the noun before them: 出口取得了进展.
func cutAspect(s string) string {
	for at := len(s); at > 0; {
		at = strings.LastIndexAny(s[:at], "了着")
		if at <= 0 {
			break
		}
		rest, kept := s[at+len("了"):], aspectKept.begins(s[at:])+aspectKept.ends(s[:at+len("了")])+stateVerbs.ends(s[:at])
		if rest != "" && kept == "" {
			return heads.head(rest)
		}
	}
	return s
}

// cutItemMark takes off the number that an item begins with: 一是, ①.
func cutItemMark(s string) string {
	at := strings.IndexAny(s, "是，")
	r := firstRune(s)
	switch {
	case r >= '①' && r <= '⑳':
		return s[utf8.RuneLen(r):]
	case isDigit(r):
		return cutNumberMark(s)
	case isHanDigit(r) && at == utf8.RuneLen(r) && strings.HasPrefix(s[at:], "是"):
		return s[at+len("是"):]
	}
	return s
}

// cutNumberMark takes off a number with its mark before a word: 1.改造, 12、新建.
func cutNumberMark(s string) string {
	rest := strings.TrimLeft(s, "0123456789")
	mark, size := utf8.DecodeRuneInString(rest)
	if len(s)-len(rest) > 2 || mark != '.' && mark != '、' && mark != ')' {
		return s
	}
	if rest = strings.TrimSpace(rest[size:]); isHan(firstRune(rest)) || strings.HasPrefix(rest, "“") {
		return rest
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
		if at < 0 || s[at:] == w || utf8.RuneCountInString(s[at:]) > maxCompared || notCompared.begins(s[at:]) != "" || strings.HasSuffix(s[:at], "占") {
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

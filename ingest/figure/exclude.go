package figure

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

//go:embed names.txt
var namesFile string

// fixedNames hold a number and state none: 八项规定, 24小时.
var fixedNames = readLexicons("[names]\n" + namesFile)["names"]

const (
	maxTitle      = 60 // characters of a title in 《》
	maxQuotedName = 12 // characters of a quotation that is taken for a name
	maxFixedName  = 12 // characters of a line of names.txt
)

// nameEnd returns the offset after a name that begins at i, whatever numbers it
// holds, i when there is none: titles in 《》, short quotations without a measure
// (“三改一拆”, “1143”), fixed names, plan numbers (十四五), document numbers (〔2023〕15号).
func (t *text) nameEnd(i int) int {
	switch r := t.at(i); r {
	case '《':
		return t.closing(i, '》', maxTitle)
	case '“', '"', '「', '‘':
		if end := t.closing(i, closerOf(r), maxQuotedName); !t.measured(i, end) {
			return end
		}
	case '〔', '[', '【':
		return t.documentNumber(i)
	default:
		if isHanDigit(r) {
			return t.hanName(i)
		}
		if isDigit(r) && !isDigit(t.at(i-1)) {
			return i + t.fixedName(i)
		}
	}
	return i
}

func closerOf(r rune) rune {
	switch r {
	case '“':
		return '”'
	case '「':
		return '」'
	case '‘':
		return '’'
	}
	return r
}

// closing returns the offset after the closing mark within a number of runes, i
// when it is not there.
func (t *text) closing(i int, mark rune, limit int) int {
	for j := i + 1; j < t.len() && j <= i+limit+1; j++ {
		if t.at(j) == mark {
			return j + 1
		}
	}
	return i
}

// documentNumber returns the offset after 〔2023〕15号, i when there is none.
func (t *text) documentNumber(i int) int {
	j := i + 1
	for isDigit(t.at(j)) {
		j++
	}
	if j == i+1 || j > i+5 || t.at(j) != '〕' && t.at(j) != ']' && t.at(j) != '】' {
		return i
	}
	for j++; isDigit(t.at(j)) || t.at(j) == '第'; j++ {
	}
	return j
}

// measured tells whether a quotation states a quantity: it holds a unit of money,
// area or the like.
func (t *text) measured(start, end int) bool {
	for i := start; i < end; i++ {
		if !isDigit(t.at(i)) && !isMaskRune(t.at(i)) {
			continue
		}
		n, _ := t.digits(i)
		if n.end <= i {
			n.end = i + 1
		}
		if u, unitEnd := t.unit(n.end); unitEnd > n.end && unitEnd < end && quotedMeasures.has(u.class) {
			return true
		}
		i = n.end
	}
	return false
}

// hanName returns the offset after a fixed name or plan number of Chinese
// numerals, i when there is none.
func (t *text) hanName(i int) int {
	if n := t.fixedName(i); n > 0 {
		return i + n
	}
	if t.at(i) == '十' && isHanDigit(t.at(i+1)) && t.at(i+2) == '五' && !isHanDigit(t.at(i+3)) {
		if _, end := t.unit(i + 3); end == i+3 {
			return i + 3 // 十四五
		}
	}
	return i
}

func (t *text) fixedName(i int) int {
	if !fixedNames.mayBegin.passes(t.at(i)) {
		return 0
	}
	return utf8.RuneCountInString(fixedNames.begins(t.from(i, maxFixedName)))
}

// notCounted tells whether a number with what follows it, read at i, counts
// nothing: an article, a date, a bare number.
func (t *text) notCounted(i int, n numeral, tok token) bool {
	u := tok.unit
	if u.name == "" {
		return !t.bareNumber(i, n)
	}
	if before := t.at(i - 1); before == '几' || before == '数' && n.han {
		return true // 几十个, 数百人
	}
	switch u.class {
	case "grade", "year":
		return !strings.HasSuffix(t.before(i, 2), "连续")
	case "day":
		return true
	}
	if n.han {
		return t.hanNotCounted(i, n, u)
	}
	return u.name == "次" && t.meeting(tok.end)
}

// hanNotCounted tells whether a Chinese number with a unit is an article (一个), an
// ordinal (二类), a word (两手) or a name (两站一中心, 二十次党代会).
func (t *text) hanNotCounted(i int, n numeral, u unitEntry) bool {
	end := t.skipSpace(n.end) + u.runes
	single := n.plain() && n.width == 1
	switch start := t.at(i); {
	case t.at(i-1) == '届' || t.at(i-1) == '第':
		return true
	case u.name == "次" && t.meeting(end):
		return true
	case n.bare && !n.more:
		return !t.passes(i) // 千家万户
	case single && start == '一':
		return articleUnits.has(u.class) || u.name == "分"
	case single && start == '二':
		return u.class == "count" || u.class == "people" || u.name == "元"
	case u.name == "分" && start == '十' && isHan(t.at(end)):
		return true // 十分显著
	case u.name == "成":
		return shareLeads.ends(t.before(i, 6)) == ""
	case single && t.sloganBehind(end):
		return true
	case !single:
		return false
	}
	return utf8.RuneCountInString(u.name) == 1 && riskyUnits.has(u.name)
}

// meeting tells that what is counted at i is a meeting, so that its number is an
// ordinal: 十五次党代会.
func (t *text) meeting(i int) bool { return meetings.begins(t.from(i, 5)) != "" }

// sloganBehind tells that a slogan goes on at i with the next number: 两站一中心.
func (t *text) sloganBehind(i int) bool {
	v, ok := hanDigitValue(t.at(i))
	if !ok || v == 0 {
		return false
	}
	_, end := t.unit(i + 1)
	return end == i+1 || v == 1
}

// passes tells that 百亿, 千家 and the like are a number: 突破百亿元, 近万人.
func (t *text) passes(i int) bool { return passWords.ends(t.before(i, 3)) != "" }

// bareNumber tells that a number without a unit states something: it has 万 or 亿,
// or it stands behind a word such as 指数 or 得分, with a boundary behind.
func (t *text) bareNumber(i int, n numeral) bool {
	switch {
	case n.scale > 0:
		return true // 40亿, 6000万农村人口
	case n.han:
		return n.scaled && t.boundary(t.suffixEnd(n.end)) && (t.passes(i) || !n.bare && numberLeads.ends(t.before(i, 4)) != "")
	case !t.boundary(t.suffixEnd(n.end)) || t.at(n.end) == ':':
		return false
	}
	lead := numberLeads.tail(t.before(i, 4))
	return lead.word != "" && (lead.label != "point" || n.point)
}

// excluded tells whether a token, though a number with a unit, states no figure.
func (t *text) excluded(tok token) bool {
	if tok.rank || tok.ratio {
		return false
	}
	switch t.at(tok.start - 1) {
	case '每', '第', '〔', '[':
		return tok.unit.class != "rate"
	}
	switch tok.unit.class {
	case "age":
		return !ageLeads.in(t.before(tok.start, 10))
	case "score":
		return !t.scored(tok.start)
	case "rate":
		return false
	}
	return t.threshold(tok)
}

// scored tells that 分 at i is a score: 得分, 满意度.
func (t *text) scored(i int) bool { return scoreLeads.in(t.before(i, 8)) }

// threshold tells that the token bounds a class: 亿元以上项目, 500人以上企业, 投资5000万
// 元以上的3个, 千亿级开发区. Behind 达到, 在 and the like it states a level.
func (t *text) threshold(tok token) bool {
	rest := t.from(tok.end, 8)
	if strings.HasPrefix(rest, "级") {
		return true
	}
	if tok.unit.class == "money" && isHanDigit(t.at(tok.start)) && classNouns.begins(rest) != "" {
		return true
	}
	if thresholdClasses.has(tok.unit.class) && exceeds.ends(t.before(tok.start, 4)) != "" && strings.HasPrefix(rest, "的") && t.countsAfter(tok.end) {
		return true
	}
	bound := boundWords.begins(rest)
	if bound == "" || !thresholdClasses.has(tok.unit.class) || levelLeads.ends(t.before(tok.start, 3)) != "" {
		return false
	}
	after := rest[len(bound):]
	of := strings.HasPrefix(after, "的")
	after = strings.TrimPrefix(after, "的")
	r, _ := utf8.DecodeRuneInString(after)
	if of && (isDigit(r) || after == "" || isMaskRune(r)) {
		return true
	}
	return after != "" && isHan(r) && boundVerbs.begins(after) == ""
}

// maxClassName is how many runes stand at most between a bound and the number of those
// within it: 产值超过10亿元的企业达到5家.
const maxClassName = 14

// countsAfter tells that the clause goes on to count those within a bound.
func (t *text) countsAfter(i int) bool {
	for k := i; k < min(t.len(), i+maxClassName) && !strings.ContainsRune("，,。；;：:", t.at(k)); k++ {
		if r := t.at(k); isDigit(r) || isHanDigit(r) && t.at(k-1) != '的' {
			return true
		}
	}
	return false
}

var exceeds = list("exceeds")

var (
	quotedMeasures   = list("quoted measures")
	articleUnits     = list("article units")
	riskyUnits       = list("risky units")
	meetings         = list("meetings")
	passWords        = list("pass words")
	shareLeads       = list("share leads")
	numberLeads      = list("number leads")
	ageLeads         = list("age leads")
	scoreLeads       = list("score leads")
	classNouns       = list("class nouns")
	boundWords       = list("bound words")
	boundVerbs       = list("bound verbs")
	levelLeads       = list("level leads")
	thresholdClasses = list("threshold classes")
)

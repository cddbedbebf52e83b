package figure

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed names.txt
var namesFile string

// fixedNames by first rune.
var fixedNames = sync.OnceValue(func() map[rune][]string {
	table := map[rune][]string{}
	for line := range strings.Lines(namesFile) {
		name := strings.TrimSpace(line)
		if name == "" || strings.HasPrefix(name, "#") {
			continue
		}
		first, _ := utf8.DecodeRuneInString(name)
		table[first] = append(table[first], name)
	}
	for first := range table {
		slices.SortFunc(table[first], func(a, b string) int { return len(b) - len(a) })
	}
	return table
})

// maxQuotedName is the longest quotation, in characters, that is taken for a name.
const maxQuotedName = 12

// nameSpans returns the parts of the text that are names whatever numbers they
// hold, by their first rune: titles in 《》, short quotations without a measure
// (“三改一拆”, “1143”), fixed names, plan numbers (十四五).
func (t *text) nameSpans() map[int]int {
	spans := map[int]int{}
	for i := 0; i < t.len(); i++ {
		switch r := t.at(i); {
		case r == '《':
			if end := t.closing(i, '》', 60); end > i {
				spans[i], i = end, end-1
			}
		case r == '“' || r == '"' || r == '「' || r == '‘':
			if end := t.closing(i, closerOf(r), maxQuotedName); end > i && !t.measured(i, end) {
				spans[i], i = end, end-1
			}
		case isHanDigit(r):
			if end := t.fixedName(i); end > i {
				spans[i], i = end, end-1
			}
		}
	}
	return spans
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

// closing returns the offset after the closing mark within max runes, i when it
// is not there.
func (t *text) closing(i int, mark rune, limit int) int {
	for j := i + 1; j < t.len() && j <= i+limit+1; j++ {
		if t.at(j) == mark {
			return j + 1
		}
	}
	return i
}

// measured tells whether a quotation states a quantity: it holds a unit of money,
// area or the like.
func (t *text) measured(start, end int) bool {
	for i := start; i < end; i++ {
		if !isDigit(t.at(i)) {
			continue
		}
		n := t.digits(i)
		if u, unitEnd := t.unit(n.end); unitEnd > n.end && unitEnd < end && slices.Contains([]string{"money", "area", "rate", "weight", "points", "length", "people"}, u.class) {
			return true
		}
		i = n.end
	}
	return false
}

func (t *text) fixedName(i int) int {
	for _, name := range fixedNames()[t.at(i)] {
		if n := utf8.RuneCountInString(name); t.from(i, n) == name {
			return i + n
		}
	}
	if t.at(i) == '十' && isHanDigit(t.at(i+1)) && t.at(i+2) == '五' && !isHanDigit(t.at(i+3)) {
		if _, end := t.unit(i + 3); end == i+3 {
			return i + 3 // 十四五
		}
	}
	return i
}

// riskyWithHan are counting words that behind a Chinese number are mostly part of
// a word: 两面, 三方, 四部, 两手.
const riskyWithHan = "方面部本手口道股根头对班段节层门片块点组级期环圈星列位名分成元"

// notCounted tells whether a number with what follows it, read at i, counts
// nothing: an article, a date, a bare number.
func (t *text) notCounted(i int, n numeral, tok token) bool {
	u := tok.unit
	if u.name == "" {
		return n.han || !t.bareNumber(i, n)
	}
	if n.han {
		return t.hanNotCounted(i, n, u)
	}
	switch u.class {
	case "grade", "year":
		return !strings.HasSuffix(t.before(i, 2), "连续")
	}
	return u.name == "日" || u.name == "期" && n.width <= 2 && strings.HasSuffix(t.before(i, 1), "第")
}

func (t *text) hanNotCounted(i int, n numeral, u unitEntry) bool {
	starts := t.at(i)
	bare := starts == '百' || starts == '千' || starts == '万' || starts == '亿'
	switch {
	case u.class == "grade" || u.class == "year" || u.name == "日":
		return !strings.HasSuffix(t.before(i, 2), "连续")
	case t.at(i-1) == '届':
		return true
	case bare && !n.more:
		return !t.passes(i)
	case n.plain && n.width == 1 && starts == '一':
		return u.class == "count" || u.class == "people" || u.class == "time" || u.class == "length" || u.class == "area" || u.name == "分"
	case u.name == "成":
		return !t.shareBefore(i)
	}
	if u.name == "元" && !n.plain {
		return false
	}
	return utf8.RuneCountInString(u.name) == 1 && strings.Contains(riskyWithHan, u.name) && !(strings.Contains("名位", u.name) && n.value.IntPart() > 1)
}

// passes tells that 百亿, 千家 and the like are a number: 突破百亿元, 近万人.
func (t *text) passes(i int) bool {
	b := t.before(i, 2)
	for _, w := range []string{"突破", "超过", "超", "近", "过", "达", "逾", "约", "上", "破"} {
		if strings.HasSuffix(b, w) {
			return true
		}
	}
	return false
}

// shareBefore tells that 三成 is a share and no word.
func (t *text) shareBefore(i int) bool {
	b := t.before(i, 6)
	for _, w := range []string{"占", "超", "约", "近", "达", "不到", "足", "的", "下降", "增长", "增", "降", "为", "有", "逾", "到"} {
		if strings.HasSuffix(b, w) {
			return true
		}
	}
	return false
}

// bareNumber tells that a number without a unit states something: it has a
// decimal point or thousands and stands behind a word such as 为 or 指数.
func (t *text) bareNumber(i int, n numeral) bool {
	next := t.at(n.end)
	if isLatinLetter(next) || strings.ContainsRune("年月日号时点届级版线路届[]〕/-—~+×", next) && next != 0 {
		return false
	}
	if n.scale.GreaterThan(one) {
		return true // 40亿
	}
	b := t.before(i, 4)
	for _, w := range []string{"指数", "指数为", "得分", "评分", "系数", "指数达", "达到", "达", "提高到", "升至", "降至", "系数为"} {
		if strings.HasSuffix(b, w) && (n.width < 4 || !n.plain) {
			return true
		}
	}
	return !n.plain && strings.HasSuffix(b, "为")
}

// thresholdClasses are the units by whose size projects and firms are classed:
// 5000万元以上项目.
var thresholdClasses = []string{"money", "area", "weight", "power", "energy", "length", "people", "age", "volume"}

// excluded tells whether a token, though a number with a unit, states no figure.
func (t *text) excluded(tok token) bool {
	if tok.rank || tok.ratio {
		return false
	}
	switch t.at(tok.start - 1) {
	case '每', '第', '〔', '[':
		return true
	}
	switch tok.unit.class {
	case "age":
		return !strings.Contains(t.before(tok.start, 10), "年龄") && !strings.Contains(t.before(tok.start, 10), "寿命")
	case "score":
		return !t.scored(tok.start)
	case "rate":
		return false
	}
	return t.threshold(tok)
}

func (t *text) scored(i int) bool {
	b := t.before(i, 8)
	for _, w := range []string{"得", "评", "考", "满", "平均", "指数", "分数", "成绩", "满意度"} {
		if strings.Contains(b, w) {
			return true
		}
	}
	return false
}

// threshold tells that the token bounds a class: 亿元以上项目, 500人以上企业,
// 千亿级开发区.
func (t *text) threshold(tok token) bool {
	if t.at(tok.end) == '级' {
		return true
	}
	rest := t.from(tok.end, 8)
	for _, w := range []string{"及以上", "及以下", "以上", "以下", "以内"} {
		after, ok := strings.CutPrefix(rest, w)
		if !ok {
			continue
		}
		after = strings.TrimPrefix(after, "的")
		r, _ := utf8.DecodeRuneInString(after)
		return slices.Contains(thresholdClasses, tok.unit.class) && after != "" && isHan(r) && !startsVerb(after)
	}
	return false
}

// startsVerb tells that what follows 以上 goes on with the sentence.
func startsVerb(s string) bool {
	for _, w := range []string{"和", "与", "及", "为", "是", "在", "达", "占", "增", "左右", "并"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// dateFollows tells that a number ending at i is part of a date.
func (t *text) dateFollows(i int) bool {
	switch t.at(i) {
	case '年', '月', '日', '号', '时', '点', '届':
		return true
	}
	return false
}

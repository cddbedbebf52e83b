package figure

import (
	"strings"
)

// token is a number or mask with its unit, before it is bound to its words.
type token struct {
	start, end int // runes, unit included
	value      string
	low, high  string
	unit       unitEntry
	masked     bool
	more       bool // 余 or 多 inside
	rank       bool
	front      bool // 前N
	ratio      bool
}

// scan returns the figures of the text, in order, without what only looks like
// one.
func (t *text) scan() []token {
	names := t.nameSpans()
	var tokens []token
	for i := 0; i < t.len(); {
		if end, ok := names[i]; ok {
			i = end
			continue
		}
		tok, next := t.tokenAt(i)
		if tok.end > tok.start && !t.excluded(tok) {
			tokens = append(tokens, tok)
		}
		i = max(next, i+1)
	}
	return tokens
}

// tokenAt reads what begins at rune i and returns where to go on; a token
// without length is no figure.
func (t *text) tokenAt(i int) (token, int) {
	switch r := t.at(i); {
	case r == '第' || r == '前':
		return t.rankAt(i)
	case r == '¥' || r == '$':
		return t.currencyAt(i)
	case isDigit(r) || isHanDigit(r):
		return t.numberAt(i)
	case isMaskRune(r) || r == '(' && t.from(i, 3) == "(略)":
		return t.maskAt(i)
	}
	return token{}, i + 1
}

// numberAt reads a number with its unit, a range, a ratio or a fraction.
func (t *text) numberAt(i int) (token, int) {
	if tok, next, ok := t.fractionAt(i); ok {
		return tok, next
	}
	if t.glued(i) {
		return token{}, t.endOfRun(i)
	}
	n, ok := t.numeral(i)
	if !ok {
		return token{}, max(n.end, i+1)
	}
	if tok, next, ok := t.ratioAt(i, n); ok {
		return tok, next
	}
	if tok, next, ok := t.rangeAt(i, n); ok {
		return tok, next
	}
	tok := token{start: i, end: n.end, value: n.value.String(), more: n.more}
	u, end := t.unit(t.skipSpace(n.end))
	if end > t.skipSpace(n.end) {
		tok.unit, tok.end = u, end
		t.moreBehindUnit(&tok)
	}
	if t.notCounted(i, n, tok) {
		return token{}, max(tok.end, n.end)
	}
	return tok, tok.end
}

// moreBehindUnit reads 多 and 余 behind a unit: 5公里多.
func (t *text) moreBehindUnit(tok *token) {
	if r := t.at(tok.end); (r == '余' || r == '多') && (tok.end+1 >= t.len() || !isHan(t.at(tok.end+1))) {
		tok.more = true
		tok.end++
	}
}

// glued tells that digits at i are part of a name: 5G behind letters, 8+5, 7×24.
func (t *text) glued(i int) bool {
	before := t.at(i - 1)
	if isLatinLetter(before) && !t.currencyWord(i) || before == '_' || before == '#' {
		return true
	}
	return (before == '+' || before == '×' || before == '.' || before == '*') && isDigit(t.at(i))
}

// currencyWord tells that RMB, US$ or the like stands before i.
func (t *text) currencyWord(i int) bool {
	b := t.before(i, 3)
	return b == "RMB" || b == "CNY" || strings.HasSuffix(b, "US") || b == "USD"
}

// endOfRun returns the offset after the letters, digits and points at i.
func (t *text) endOfRun(i int) int {
	for isDigit(t.at(i)) || isLatinLetter(t.at(i)) || t.at(i) == '.' && isDigit(t.at(i+1)) || t.at(i) == '+' || t.at(i) == '×' || t.at(i) == '*' {
		i++
	}
	return i
}

// fractionAt reads 百分之五点六, 千分之三, 三分之二.
func (t *text) fractionAt(i int) (token, int, bool) {
	for prefix, unit := range map[string]string{"百分之": "%", "千分之": "‰"} {
		if t.from(i, 3) != prefix {
			continue
		}
		n, ok := t.numeral(i + 3)
		if !ok {
			return token{}, i + 3, true
		}
		return token{start: i, end: n.end, value: n.value.String(), more: n.more, unit: unitEntry{name: unit, class: "rate"}}, n.end, true
	}
	if !isHanDigit(t.at(i)) && !isDigit(t.at(i)) {
		return token{}, 0, false
	}
	below, ok := t.numeral(i)
	if !ok || t.from(below.end, 2) != "分之" {
		return token{}, 0, false
	}
	above, ok := t.numeral(below.end + 2)
	if !ok || below.value.IsZero() {
		return token{}, below.end + 2, true
	}
	return token{start: i, end: above.end, value: above.value.DivRound(below.value, 4).String()}, above.end, true
}

// ratioAt reads 3.2:45.1:51.7; two parts that can be a time of day are none.
func (t *text) ratioAt(i int, first numeral) (token, int, bool) {
	end, parts, last := first.end, 1, first
	for {
		k := t.skipSpace(end)
		if t.at(k) != ':' {
			break
		}
		k = t.skipSpace(k + 1)
		n, ok := t.numeral(k)
		if !ok || n.han {
			break
		}
		end, last = n.end, n
		parts++
	}
	if parts == 1 {
		return token{}, 0, false
	}
	if parts == 2 && first.plain && last.plain && last.width == 2 && first.width <= 2 && !strings.ContainsAny(t.before(i, 10), "比例") {
		return token{}, end, true
	}
	return token{start: i, end: end, ratio: true}, end, true
}

// rangeAt reads 3-5个, 3%—5%, 3至5, 三到五家; without a unit it is no figure.
func (t *text) rangeAt(i int, first numeral) (token, int, bool) {
	firstUnit, k := t.unit(first.end)
	sep := t.at(k)
	if !strings.ContainsRune("-—~至到", sep) || sep == 0 || k > first.end && sep == '到' {
		return token{}, 0, false
	}
	j := k + 1
	if sep == '—' && t.at(j) == '—' {
		j++
	}
	second, ok := t.numeral(j)
	if !ok || second.han != first.han {
		return token{}, 0, false
	}
	u, end := t.unit(t.skipSpace(second.end))
	if end == t.skipSpace(second.end) || k > first.end && firstUnit.name != u.name {
		return token{}, 0, false
	}
	low, high := first.value, second.value
	if first.scale.Equal(one) && k == first.end {
		low = low.Mul(second.scale)
	}
	if low.GreaterThanOrEqual(high) || u.class == "year" || u.class == "age" {
		return token{}, end, u.class == "year" || u.class == "age"
	}
	tok := token{start: i, end: end, low: low.String(), high: high.String(), unit: u}
	if first.width == 4 && first.plain || t.dateFollows(end-u.runes) {
		return token{}, end, true
	}
	return tok, end, true
}

// currencyAt reads a number behind a currency sign, which belongs to it.
func (t *text) currencyAt(i int) (token, int) {
	n, ok := t.numeral(t.skipSpace(i + 1))
	if !ok {
		return token{}, i + 1
	}
	name := map[rune]string{'¥': "元", '$': "美元"}[t.at(i)]
	tok := token{start: i, end: n.end, value: n.value.String(), more: n.more, unit: unitEntry{name: name, class: "money"}}
	if u, end := t.unit(n.end); end > n.end && u.class == "money" {
		tok.unit, tok.end = u, end
	}
	return tok, tok.end
}

// rankAt reads 第3位, 前三, 第xx位; other ordinals (第三届, 前三季度) are passed over.
func (t *text) rankAt(i int) (token, int) {
	front := t.at(i) == '前'
	n, ok := t.numeral(i + 1)
	masked := false
	if !ok {
		end := t.endOfMask(i + 1)
		if end == i+1 {
			return token{}, max(n.end, i+1)
		}
		n.end, masked = end, true
	}
	tok := token{start: i, end: n.end, rank: true, front: front, masked: masked}
	if !masked {
		tok.value = n.value.String()
	}
	next := t.at(n.end)
	switch {
	case next == '位' || next == '名':
		tok.end++
		tok.unit = unitEntry{name: string(next), class: "rank"}
	case next == '强' && front:
		tok.end++
	case t.endsRank(n.end) && (front || t.ranksBefore(i)):
	default:
		return token{}, n.end
	}
	return tok, tok.end
}

// endsRank tells that nothing behind a bare rank goes on with it.
func (t *text) endsRank(i int) bool {
	r := t.at(i)
	return r == 0 || strings.ContainsRune("，,。；;、)）”和与及 ", r)
}

// ranksBefore finds words of ranking before 第一.
func (t *text) ranksBefore(i int) bool {
	b := t.before(i, 14)
	for _, w := range []string{"位居", "位列", "排名", "名列", "列", "居", "排", "跃升", "全市", "全县", "全区", "全省", "全国", "全镇", "同类", "同行业", "世界", "总量", "增速"} {
		if strings.Contains(b, w) {
			return true
		}
	}
	return false
}

func isMaskRune(r rune) bool {
	switch r {
	case 'x', 'X', '×', '*', '○', '□', '〇', '_', '●', '■', '△', '﹡', '╳':
		return true
	}
	return false
}

// endOfMask returns the offset after a mask at i, i when there is none: xx.x,
// ***, (略), x,xxx.
func (t *text) endOfMask(i int) int {
	if t.from(i, 3) == "(略)" {
		return i + 3
	}
	if i > 0 && (isLatinLetter(t.at(i-1)) || isDigit(t.at(i-1))) {
		return i
	}
	end := i
	for isMaskRune(t.at(end)) || end > i && (t.at(end) == '.' || t.at(end) == ',') && isMaskRune(t.at(end+1)) {
		end++
	}
	if isLatinLetter(t.at(end)) {
		return i
	}
	return end
}

// maskAt reads a mask in the place of a number: it counts only with a unit, in a
// ratio, or behind 为 and the like.
func (t *text) maskAt(i int) (token, int) {
	end := t.endOfMask(i)
	if end == i {
		return token{}, i + 1
	}
	if tok, next, ok := t.maskedRatio(i, end); ok {
		return tok, next
	}
	tok := token{start: i, end: end, masked: true}
	k := t.skipSpace(end)
	for r := t.at(k); r == '余' || r == '多' || multiplierRune(r); r = t.at(k) {
		tok.more = tok.more || !multiplierRune(r)
		if multiplierRune(r) && t.unitStartsAt(k) {
			break
		}
		k++
		tok.end = k
	}
	u, unitEnd := t.unit(k)
	if unitEnd > k {
		tok.unit, tok.end = u, unitEnd
		return tok, unitEnd
	}
	if tok.end > end && t.from(i, 3) != "(略)" {
		return tok, tok.end
	}
	return token{}, end
}

// maskedRatio reads x.x:xx.x:xx.x.
func (t *text) maskedRatio(i, end int) (token, int, bool) {
	parts := 1
	for {
		k := t.skipSpace(end)
		if t.at(k) != ':' {
			break
		}
		next := t.endOfMask(t.skipSpace(k + 1))
		if next == t.skipSpace(k+1) {
			break
		}
		end, parts = next, parts+1
	}
	if parts == 1 {
		return token{}, 0, false
	}
	return token{start: i, end: end, ratio: true, masked: true}, end, true
}

package figure

// token is a number or mask with its unit, before it is bound to its words.
type token struct {
	start, end int    // runes, unit included
	value      string // "" when masked, a range or a ratio
	low, high  string // of a range
	unit       unitEntry
	masked     bool
	more       bool // 余 or 多 inside
	rank       bool
	front      bool // 前N
	ratio      bool
	negative   bool // a minus sign stands before it
}

// figures returns the numbers of the text that state something, in order; periods
// are the words of time, whose numbers state nothing of their own.
func (t *text) figures(periods []period) []token {
	var tokens []token
	for i, p := 0, 0; i < t.len(); {
		for p < len(periods) && periods[p].end <= i {
			p++
		}
		if p < len(periods) && i >= periods[p].start {
			i = periods[p].end
			continue
		}
		if end := t.nameEnd(i); end > i {
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
	case isDigit(r):
		return t.numberAt(i)
	case r == '第' || r == '前':
		return t.rankAt(i)
	case r == '¥' || r == '$' || r == '€' || r == '£':
		return t.currencyAt(i)
	case r == '〇' && t.endOfMask(i) > i:
		return t.maskAt(i)
	case isHanDigit(r):
		return t.numberAt(i)
	case isMaskRune(r) || r == '(' && t.omitted(i):
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
	if tok, next, ok := t.halfMasked(i, n); ok {
		return tok, next
	}
	if tok, next, ok := t.ratioAt(i, n); ok {
		return tok, next
	}
	if tok, next, ok := t.rangeAt(i, n); ok {
		return tok, next
	}
	if behind, ok := t.behindItemNumber(i, n); ok {
		return token{}, behind
	}
	tok := t.withUnit(token{start: i, end: n.end, value: n.value.String(), more: n.more}, n)
	if t.notCounted(i, n, tok) {
		return token{}, max(tok.end, n.end)
	}
	t.sign(&tok)
	return tok, tok.end
}

// withUnit adds the unit behind a number.
func (t *text) withUnit(tok token, n numeral) token {
	k := t.skipSpace(n.end)
	u, end := t.unit(k)
	if end == k && !n.han {
		u, end = t.unknownUnit(n.end)
		k = n.end
	}
	if more, moreEnd := t.moreInUnit(k); moreEnd > k {
		tok.unit, tok.end, tok.more = more, moreEnd, true
	} else if end > k {
		tok.unit, tok.end = u, end
		t.moreBehindUnit(&tok)
	} else if !n.han && (n.point || n.scale > 0) {
		tok.unit = t.unitOfRow(n.end)
	}
	return tok
}

// maxRow is how many numbers a row has at most that share the unit of the last.
const maxRow = 6

// unitOfRow is the unit of a row of decimals that goes on at rune i and has its unit
// behind the last: 0.1、0.2和0.5个百分点.
func (t *text) unitOfRow(i int) unitEntry {
	for range maxRow {
		if !isJoint(t.at(i)) {
			break
		}
		n, ok := t.numeral(i + 1)
		if !ok || n.han {
			break
		}
		if u, end := t.unit(n.end); end > n.end {
			return u
		}
		i = n.end
	}
	return unitEntry{}
}

// moreInUnit reads a unit of 个 with 多 or 余 inside: 2个多百分点, 3个多小时.
func (t *text) moreInUnit(k int) (unitEntry, int) {
	if r := t.at(k + 1); t.at(k) != '个' || r != '多' && r != '余' {
		return unitEntry{}, k
	}
	for _, u := range units['个'] {
		if rest := u.name[len("个"):]; rest != "" && t.from(k+2, u.runes-1) == rest {
			return u, k + 1 + u.runes
		}
	}
	return unitEntry{}, k
}

// moreBehindUnit reads 多 and 余 behind a unit: 5公里多.
func (t *text) moreBehindUnit(tok *token) {
	if r := t.at(tok.end); (r == '余' || r == '多') && !isHan(t.at(tok.end+1)) {
		tok.more = true
		tok.end++
	}
}

// behindItemNumber tells that the number is that of an item with the number of a
// sentence run together: 2.19个村 begins with item 2. It returns where the item's
// text begins.
func (t *text) behindItemNumber(i int, n numeral) (int, bool) {
	if i > 0 || !n.point || n.scaled || n.width > 2 {
		return 0, false
	}
	u, _ := t.unit(n.end)
	if u.class != "count" && u.class != "people" {
		return 0, false
	}
	return i + n.width + 1, true
}

// sign takes a minus sign into the token: 增长-3.2%.
func (t *text) sign(tok *token) {
	if t.at(tok.start-1) != '-' {
		return
	}
	switch r := t.at(tok.start - 2); {
	case r == 0, r == ' ', r == '|', r == ':', isHan(r) && signedBy.ends(t.before(tok.start-1, 2)) != "":
		tok.start--
		tok.negative = true
	}
}

var signedBy = list("signed by")

// glued tells that digits at i are part of a name: letters before them (PM2.5,
// COVID-19), 8+5, 7×24.
func (t *text) glued(i int) bool {
	before := t.at(i - 1)
	switch {
	case isLatinLetter(before):
		return !t.currencyWord(i)
	case before == '_' || before == '#' || before == '№':
		return true
	case before == '-':
		return isLatinLetter(t.at(i-2)) || isDigit(t.at(i-2))
	case before == '+' || before == '×' || before == '*' || before == '/':
		return isDigit(t.at(i)) && t.at(i-2) != ' '
	}
	return before == '.' && (isDigit(t.at(i-2)) && i != 2 || isLatinLetter(t.at(i-2)))
}

// currencyWord tells that RMB, US$ or the like stands before i.
func (t *text) currencyWord(i int) bool {
	switch t.before(i, 3) {
	case "RMB", "CNY", "USD", "HKD", "EUR":
		return true
	}
	return false
}

// endOfRun returns the offset after the letters, digits and points at i.
func (t *text) endOfRun(i int) int {
	for ; ; i++ {
		switch r := t.at(i); {
		case isDigit(r), isLatinLetter(r), r == '+', r == '×', r == '*':
		case r == '.' && isDigit(t.at(i+1)):
		default:
			return i
		}
	}
}

// fractionAt reads 百分之五点六, 千分之三, 三分之二.
func (t *text) fractionAt(i int) (token, int, bool) {
	switch t.from(i, 3) {
	case "百分之":
		return t.rateAt(i, "%")
	case "千分之":
		return t.rateAt(i, "‰")
	}
	if !isHanDigit(t.at(i)) && !isDigit(t.at(i)) {
		return token{}, 0, false
	}
	below, ok := t.numeral(i)
	if !ok || t.from(below.end, 2) != "分之" {
		return token{}, 0, false
	}
	above, ok := t.numeral(below.end + 2)
	if !ok || below.value.digits == 0 || below.value.exp != 0 || above.value.exp != 0 || above.value.digits > 1e9 {
		return token{}, below.end + 2, true
	}
	value := amount{(above.value.digits*100_000/below.value.digits + 5) / 10, -4}
	return token{start: i, end: above.end, value: value.String()}, above.end, true
}

// rateAt reads 百分之…, of which a second bound may follow: 百分之三到五.
func (t *text) rateAt(i int, unit string) (token, int, bool) {
	n, ok := t.numeral(i + 3)
	if !ok {
		return token{}, i + 3, true
	}
	tok := token{start: i, end: n.end, value: n.value.String(), more: n.more, unit: unitEntry{name: unit, class: "rate"}}
	if r := t.at(n.end); r == '至' || r == '到' || r == '—' || r == '-' {
		k := n.end + 1
		if p := t.from(k, 3); p == "百分之" || p == "千分之" {
			k += 3
		}
		if high, ok := t.numeral(k); ok && lessDecimal(tok.value, high.value.String()) && !fromBefore(t.at(i-1)) {
			tok.value, tok.low, tok.high, tok.end = "", tok.value, high.value.String(), high.end
		}
	}
	return tok, tok.end, true
}

// fromBefore tells that 从 or 由 opens an old value: 从3%到5% is no range.
func fromBefore(r rune) bool { return r == '从' || r == '由' }

// currencyAt reads a number or a mask behind a currency sign, which belongs to it.
func (t *text) currencyAt(i int) (token, int) {
	name := currencyNames[t.at(i)]
	k := t.skipSpace(i + 1)
	tok := token{start: i, unit: unitEntry{name: name, class: "money"}}
	if country, ok := dollars[t.before(i, 2)]; ok && t.at(i) == '$' {
		tok.start, tok.unit.name = i-2, country
	}
	if n, ok := t.numeral(k); ok {
		tok.end, tok.value, tok.more = n.end, n.value.String(), n.more
	} else if end := t.endOfMask(k); end > k {
		tok.end, tok.masked = t.endOfMultipliers(end), true
	} else {
		return token{}, i + 1
	}
	if u, end := t.unit(tok.end); end > tok.end && u.class == "money" {
		tok.unit, tok.end = u, end
	}
	return tok, tok.end
}

// dollars are those of the letters before $.
var dollars = map[string]string{"US": "美元", "HK": "港元"}

var currencyNames = map[rune]string{'¥': "元", '$': "美元", '€': "欧元", '£': "英镑"}

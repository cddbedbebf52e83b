package figure

import "strings"

// isMaskRune tells that a rune may stand for a hidden digit; ＊ and ＿ are folded
// to * and _ before.
func isMaskRune(r rune) bool {
	switch r {
	case 'x', 'X', '×', '*', '○', '□', '〇', '_', '●', '■', '△', '﹡', '╳', '▲', '◯', '＊', '＿', 'ｘ', 'Ｘ':
		return true
	}
	return false
}

// omitted tells that (略) stands at i.
func (t *text) omitted(i int) bool { return t.from(i, 3) == "(略)" }

// hiddenName stands for (略) while the words around it are read, so that its brackets
// do not part it from the name that it hides: (略)级家庭农场.
const hiddenName = "\ue000"

// hideNames puts hiddenName in the place of (略), with a space behind it.
func hideNames(s string) string {
	if !strings.Contains(s, "(略)") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "(略) ", hiddenName), "(略)", hiddenName)
}

// showNames undoes hideNames.
func showNames(s string) string { return strings.ReplaceAll(s, hiddenName, "(略)") }

// hidesName tells that a bracket of (略) stands at i that hides the beginning of a name:
// (略)级农场, (略)镇敬老院.
func (t *text) hidesName(i int) bool {
	if t.omitted(i - 2) {
		i -= 2
	}
	if !t.omitted(i) {
		return false
	}
	switch t.at(t.skipSpace(i + 3)) {
	case '级', '市', '县', '区', '镇', '乡', '村', '省':
		return true
	}
	return false
}

// endOfMask returns the offset after a mask at i, i when there is none: xx.x, ***,
// (略), x,xxx. Letters and digits beside it make it part of a word.
func (t *text) endOfMask(i int) int {
	if t.omitted(i) {
		return i + 3
	}
	if before := t.at(i - 1); isLatinLetter(before) || isDigit(before) || isHanDigit(before) {
		return i
	}
	return t.maskRun(i)
}

// maskRun returns the offset after the mask runes at i, with points and commas
// between them; i when letters or digits go on with them.
func (t *text) maskRun(i int) int {
	end := i
	for isMaskRune(t.at(end)) || end > i && (t.at(end) == '.' || t.at(end) == ',') && isMaskRune(t.at(end+1)) {
		end++
	}
	if r := t.at(end); isDigit(r) || isHanDigit(r) && !isMultiplier(r) || isLatinLetter(r) && !t.latinUnit(end) {
		return i
	}
	return end
}

// latinUnit tells that letters at i are a unit: ***km.
func (t *text) latinUnit(i int) bool {
	_, end := t.unit(i)
	return end > i
}

// endOfMultipliers returns the offset after 余, 多, 万 and 亿 behind a mask.
func (t *text) endOfMultipliers(i int) int {
	for {
		r := t.at(i)
		if !isMultiplier(r) && r != '余' && r != '多' || isMultiplier(r) && t.unitStartsAt(i) {
			return i
		}
		i++
	}
}

// maskAt reads a mask in the place of a number: it counts with a unit, with 万 or
// 亿, in a ratio, or alone behind words such as 为 and 人口.
func (t *text) maskAt(i int) (token, int) {
	end := t.endOfMask(i)
	if end == i {
		return token{}, max(i+1, t.maskRun(i))
	}
	if tok, next, ok := t.maskedRatio(i, end); ok {
		return tok, next
	}
	if k := t.skipSpace(end); t.at(k) == '-' || t.at(k) == '—' || t.at(k) == '至' {
		if second := t.endOfMask(k + 1); second > k+1 {
			end = second // xx-xx元
		}
	}
	return t.maskWithUnit(i, end)
}

// maskWithUnit reads what stands behind the mask from i to end.
func (t *text) maskWithUnit(i, end int) (token, int) {
	k := t.skipSpace(end)
	scaled := t.endOfMultipliers(k)
	tok := token{start: i, end: scaled, masked: true, more: t.hasMore(k, scaled)}
	if u, unitEnd := t.unit(t.skipSpace(scaled)); unitEnd > t.skipSpace(scaled) {
		tok.unit, tok.end = u, unitEnd
		if t.masksName(tok, end) {
			return token{}, unitEnd
		}
		t.moreBehindUnit(&tok)
		return tok, tok.end
	}
	if scaled > k && !isHan(t.at(t.suffixEnd(scaled))) {
		return tok, tok.end
	}
	tok.end = end
	if scaled == k && t.maskStands(i, end) {
		return tok, end
	}
	return token{}, max(end, scaled)
}

func (t *text) hasMore(start, end int) bool {
	for i := start; i < end; i++ {
		if t.at(i) == '余' || t.at(i) == '多' {
			return true
		}
	}
	return false
}

// masksName tells that a mask with its unit hides a year, a class or a place and no
// number: xxxx年, (略)级, *站.
func (t *text) masksName(tok token, end int) bool {
	switch tok.unit.class {
	case "year", "grade", "day", "age":
		return true
	}
	if tok.unit.name == "分" {
		return !t.scored(tok.start) // xx分管
	}
	return end == tok.start+1 && t.at(tok.start) == '*' && placeUnits.has(tok.unit.name)
}

// maskStands tells that a mask without unit is a number: at least two signs, a
// boundary behind and words before that lead to a number.
func (t *text) maskStands(i, end int) bool {
	if end < i+2 || !t.boundary(end) {
		return false
	}
	return maskLeads.ends(t.before(i, 6)) != ""
}

// boundary tells that nothing of the clause stands at i.
func (t *text) boundary(i int) bool {
	switch t.at(i) {
	case 0, ',', '，', '、', ';', '；', '。', ')', '(', ' ', '|', '\n', '!', '?', ':', '和', '与', '及', '”', '"':
		return true
	}
	return false
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

// halfMasked reads a number of which digits are hidden, with its unit: 1x.x亿元,
// 23**人.
func (t *text) halfMasked(i int, n numeral) (token, int, bool) {
	k := n.end
	if t.at(k) == '.' {
		k++
	}
	end := t.maskRun(k)
	if n.han || n.scaled || end == k {
		return token{}, 0, false
	}
	tok, next := t.maskWithUnit(i, end)
	return tok, next, tok.end > end
}

var (
	placeUnits = list("place units")
	maskLeads  = list("mask leads")
)

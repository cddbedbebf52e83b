package figure

// hanReader builds a number of Chinese characters, which is told in sections of
// four digits: (三千二百)万(四千).
type hanReader struct {
	total, section, digit int64
	seen, row, digits     int  // characters read, digits in a row, digits in all
	scaled                bool // 十, 百, 千, 万 or 亿 was read
	last                  int  // the power of ten read last, 0 behind 零
}

// maxHan keeps sums of a number in Chinese characters within an int64.
const maxHan = 1e15

// digitRune takes 三; false when it follows another digit that is not zero: 二三 is
// a row of digits and no number.
func (h *hanReader) digitRune(v int64, afterZero bool) bool {
	if h.row++; h.row > 1 && !afterZero {
		return false
	}
	h.digit = v
	h.seen++
	h.digits++
	if v == 0 {
		h.last = 0
	}
	return true
}

// multiply takes 十 to 亿. A number may begin with them: 十二, 百余, 千.
func (h *hanReader) multiply(exp int) {
	if h.seen == 0 {
		h.digit = 1
	}
	h.seen, h.row, h.scaled, h.last = h.seen+1, 0, true, exp
	factor := tenTo(exp)
	if exp < 4 {
		h.section += h.digit * factor
		h.digit = 0
		return
	}
	whole := h.section + h.digit
	h.section, h.digit = 0, 0
	if whole == 0 || exp == 8 { // 三万亿, 一万二千亿
		whole, h.total = whole+h.total, 0
	}
	h.total += min(whole, maxHan/factor) * factor
}

// value is what was read; a digit right behind 百, 千 or 万 counts the next lower
// place: 两万三 is 23000.
func (h *hanReader) value() int64 {
	if h.last >= 2 && h.digit > 0 {
		h.digit *= tenTo(h.last - 1)
	}
	return min(h.total+h.section+h.digit, maxHan)
}

func tenTo(exp int) int64 {
	factor := int64(1)
	for range exp {
		factor *= 10
	}
	return factor
}

// hanNumeral reads 三百二十, 两万三, 十余, 三点五亿, 三十多万. A row of digits without
// 十 and the like (二〇二三) is none, nor is 〇 alone.
func (t *text) hanNumeral(i int) (numeral, bool) {
	n := numeral{han: true}
	var h hanReader
	start := i
	for ; ; i++ {
		r := t.at(i)
		if v, ok := hanDigitValue(r); ok {
			if !h.digitRune(v, isHanZero(t.at(i-1))) {
				return numeral{end: t.endOfHanRow(i)}, false
			}
			continue
		}
		exp, ok := multiplier(r)
		if !ok || h.seen > 0 && t.unitStartsAt(i) {
			break
		}
		h.multiply(exp)
		if k := t.more(&n, i+1); k > i+1 && isMultiplier(t.at(k)) {
			i = k - 1
		} else if k > i+1 {
			i = k
			break
		}
	}
	n.value, n.end, n.scaled, n.width = amount{digits: h.value()}, i, h.scaled, h.seen
	n.bare = h.digits == 0 && t.at(start) != '十'
	if t.at(i) == '点' {
		t.hanFraction(&n)
	}
	if n.end == start+1 && isHanZero(t.at(start)) {
		return numeral{end: n.end}, false
	}
	if n.more && n.end > start && !isHanDigit(t.at(n.end-1)) {
		return n, true
	}
	n.end = t.more(&n, n.end)
	return n, true
}

// hanFraction reads 点五六 and what multiplies it: 三点五亿.
func (t *text) hanFraction(n *numeral) {
	i := n.end + 1
	value := n.value
	for ; i-n.end <= 6; i++ {
		v, ok := hanDigitValue(t.at(i))
		if !ok {
			break
		}
		value = amount{value.digits*10 + v, value.exp - 1}
	}
	if i == n.end+1 || value.digits > 1e17 {
		return
	}
	n.value, n.point = value, true
	n.end = t.multiplied(n, i)
}

func isHanZero(r rune) bool { return r == '零' || r == '〇' }

// endOfHanRow returns the offset after a row of Chinese digits.
func (t *text) endOfHanRow(i int) int {
	for isHanDigit(t.at(i)) {
		i++
	}
	return i
}

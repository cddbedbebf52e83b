package figure

import (
	"strconv"
	"strings"
)

// amount is digits times a power of ten: 3.2万 is 32 times ten to the third.
type amount struct {
	digits int64
	exp    int
}

// maxDigits is how many digits a number of a report has at most; longer rows are
// identifiers.
const maxDigits = 15

// String returns the amount as a decimal without trailing zeros behind the point.
func (a amount) String() string {
	s := strconv.FormatInt(a.digits, 10)
	if a.digits == 0 || a.exp == 0 {
		return s
	}
	if a.exp > 0 {
		return s + strings.Repeat("0", a.exp)
	}
	if pad := 1 - a.exp - len(s); pad > 0 {
		s = strings.Repeat("0", pad) + s
	}
	point := len(s) + a.exp
	if frac := strings.TrimRight(s[point:], "0"); frac != "" {
		return s[:point] + "." + frac
	}
	return s[:point]
}

// lessDecimal compares decimals of the form of amount.String.
func lessDecimal(a, b string) bool {
	aWhole, aFrac, _ := strings.Cut(a, ".")
	bWhole, bFrac, _ := strings.Cut(b, ".")
	if len(aWhole) != len(bWhole) {
		return len(aWhole) < len(bWhole)
	}
	if aWhole != bWhole {
		return aWhole < bWhole
	}
	return aFrac < bFrac
}

// numeral is a number without its unit.
type numeral struct {
	end    int // after it, 余 and 多 included
	value  amount
	more   bool // 余, 多 or 几 inside or behind: at least
	han    bool // written in Chinese characters
	bare   bool // of multipliers alone: 百, 千万
	scaled bool // with 十, 百, 千, 万 or 亿
	scale  int  // power of ten of the multipliers behind digits
	point  bool // with a decimal point
	comma  bool // with thousands
	width  int  // digits before the point, Chinese digits and multipliers included
}

// plain tells that the number is a row of digits alone.
func (n numeral) plain() bool { return !n.scaled && !n.point }

// multiplier returns the power of ten of 十, 百, 千, 万 and 亿, also in traditional
// characters.
func multiplier(r rune) (exp int, ok bool) {
	switch r {
	case '十':
		return 1, true
	case '百':
		return 2, true
	case '千':
		return 3, true
	case '万', '萬':
		return 4, true
	case '亿', '億':
		return 8, true
	}
	return 0, false
}

func isMultiplier(r rune) bool { _, ok := multiplier(r); return ok }

// hanDigitValue returns the value of 零 to 九, 〇 and 两.
func hanDigitValue(r rune) (int64, bool) {
	switch r {
	case '零', '〇':
		return 0, true
	case '一':
		return 1, true
	case '二', '两', '兩':
		return 2, true
	case '三':
		return 3, true
	case '四':
		return 4, true
	case '五':
		return 5, true
	case '六':
		return 6, true
	case '七':
		return 7, true
	case '八':
		return 8, true
	case '九':
		return 9, true
	}
	return 0, false
}

func isHanDigit(r rune) bool {
	if r < 0x3000 {
		return false
	}
	_, digit := hanDigitValue(r)
	return digit || isMultiplier(r)
}

// numeral reads a number at rune i: 1,234.5, 1700余万, 3.2万, 三百二十, 十余. When it
// is none, end tells how far it was read.
func (t *text) numeral(i int) (numeral, bool) {
	switch r := t.at(i); {
	case isDigit(r):
		return t.digits(i)
	case isHanDigit(r):
		return t.hanNumeral(i)
	}
	return numeral{end: i}, false
}

// digits reads 1,234.5 and what multiplies it.
func (t *text) digits(i int) (numeral, bool) {
	n := numeral{}
	start := i
	for ; isDigit(t.at(i)) || t.thousands(start, i); i++ {
		if t.at(i) == ',' {
			n.comma = true
			continue
		}
		n.take(t.at(i))
		n.width++
	}
	if t.at(i) == '.' && isDigit(t.at(i+1)) {
		n.point = true
		for i++; isDigit(t.at(i)); i++ {
			n.take(t.at(i))
			n.value.exp--
		}
	}
	if i-start > maxDigits+6 || n.value.digits < 0 || n.width-n.value.exp > maxDigits {
		return numeral{end: i}, false
	}
	n.end = t.multiplied(&n, i)
	t.lowerPlaces(&n)
	return n, true
}

// lowerPlaces reads what goes on a number below 万 or 亿: 2万5千, 1亿3千多万.
func (t *text) lowerPlaces(n *numeral) {
	if n.scale < 4 || n.value.exp < 0 || !isDigit(t.at(n.end)) || n.more {
		return
	}
	low, ok := t.digits(n.end)
	if !ok || low.scale == 0 || low.value.exp < 0 || low.value.exp >= n.scale || low.scale >= n.scale || n.value.exp > 12 {
		return
	}
	n.value = amount{digits: n.value.digits*tenTo(n.value.exp) + low.value.digits*tenTo(low.value.exp)}
	n.end, n.more = low.end, low.more
}

// take appends a digit; a number that is too long for it becomes negative.
func (n *numeral) take(r rune) {
	if n.value.digits < 0 || n.value.digits > 1e17 {
		n.value.digits = -1
		return
	}
	n.value.digits = n.value.digits*10 + int64(r-'0')
}

// thousands tells whether the comma at i parts thousands: after one to three
// digits, before three and no fourth. A full-width comma does so between full-width
// digits; between others only behind a word and before a unit: 收购总额1，992亿元.
func (t *text) thousands(start, i int) bool {
	if t.at(i) != ',' || i == start {
		return false
	}
	if t.src[i] != ',' && t.src[i-1] == t.at(i-1) && !(isHan(t.at(start-1)) && t.at(start-1) != '第' && t.measuredAt(i+4)) {
		return false
	}
	run := 0
	for j := i - 1; j >= start && run <= 3 && isDigit(t.at(j)); j-- {
		run++
	}
	return run <= 3 && isDigit(t.at(i+1)) && isDigit(t.at(i+2)) && isDigit(t.at(i+3)) && !isDigit(t.at(i+4))
}

// measuredAt tells that a multiplier or a unit stands at i.
func (t *text) measuredAt(i int) bool {
	_, end := t.unit(i)
	return end > i || isMultiplier(t.at(i))
}

// multiplied reads 余, 多, 万 and 亿 behind a number, with a stray space before 万
// and 亿, and returns where it ends.
func (t *text) multiplied(n *numeral, i int) int {
	if k := t.skipSpace(i); k > i && (t.at(k) == '万' || t.at(k) == '亿') {
		i = k
	}
	for {
		i = t.more(n, i)
		exp, ok := multiplier(t.at(i))
		if !ok || n.value.exp+exp > 20 || t.unitStartsAt(i) {
			return i
		}
		n.value.exp += exp
		n.scale += exp
		n.scaled = true
		i++
	}
}

// more reads 余, 多 or 几 in a number: only before 万 and the like or a unit.
func (t *text) more(n *numeral, i int) int {
	if r := t.at(i); r == '余' || r == '餘' || r == '多' || r == '几' {
		next := t.skipSpace(i + 1)
		if isMultiplier(t.at(next)) || t.unitStartsAt(next) || n.scale >= 4 && r != '几' && t.at(next) != '样' {
			n.more = true
			return i + 1
		}
	}
	return i
}

// unitStartsAt tells that 千 or 百 at i begins a unit (千瓦, 千克, 百分点).
func (t *text) unitStartsAt(i int) bool {
	switch t.at(i) {
	case '万', '萬', '亿', '億', '十':
		return false
	}
	_, end := t.unit(i)
	return end > i
}

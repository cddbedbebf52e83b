package figure

import (
	"strings"

	"github.com/shopspring/decimal"
)

// numeral is a number without its unit.
type numeral struct {
	end   int // after it, 余 and 多 included
	value decimal.Decimal
	more  bool // 余, 多 or 几 inside or behind: at least
	han   bool // written in Chinese characters
	scale decimal.Decimal
	plain bool // digits without a decimal point or multiplier
	width int  // digits of a plain number
}

var one = decimal.NewFromInt(1)

// multipliers of 万 and the like, by rune.
var multipliers = map[rune]decimal.Decimal{
	'十': decimal.NewFromInt(10), '百': decimal.NewFromInt(100), '千': decimal.NewFromInt(1000),
	'万': decimal.NewFromInt(10_000), '亿': decimal.NewFromInt(100_000_000),
}

// numeral reads a number at rune i: 1,234.5, 1700余万, 3.2万, 三百二十, 十余.
func (t *text) numeral(i int) (numeral, bool) {
	switch r := t.at(i); {
	case isDigit(r):
		return t.digits(i), true
	case isHanDigit(r):
		return t.hanNumeral(i)
	}
	return numeral{}, false
}

func (t *text) digits(i int) numeral {
	n := numeral{plain: true}
	var b strings.Builder
	for isDigit(t.at(i)) || t.thousands(i, b.Len()) {
		if t.at(i) != ',' {
			b.WriteRune(t.at(i))
			n.width++
		}
		i++
	}
	if t.at(i) == '.' && isDigit(t.at(i+1)) {
		n.plain = false
		b.WriteRune('.')
		for i++; isDigit(t.at(i)); i++ {
			b.WriteRune(t.at(i))
		}
	}
	n.value, _ = decimal.NewFromString(b.String())
	return t.multiplied(n, i)
}

// thousands tells whether the comma at i parts thousands: after one to three
// digits, before three and no fourth.
func (t *text) thousands(i, written int) bool {
	if i+3 >= t.len() {
		return false
	}
	if t.at(i) != ',' || written == 0 || t.src[i] != ',' && t.src[i+1] == t.at(i+1) {
		return false // a full-width comma parts thousands of full-width digits only
	}
	run := 0
	for j := i - 1; j >= 0 && isDigit(t.at(j)); j-- {
		run++
	}
	return run <= 3 && isDigit(t.at(i+1)) && isDigit(t.at(i+2)) && isDigit(t.at(i+3)) && !isDigit(t.at(i+4))
}

// multiplied reads 余, 多, 万 and 亿 behind a number.
func (t *text) multiplied(n numeral, i int) numeral {
	n.scale = one
	if k := t.skipSpace(i); k > i && (t.at(k) == '万' || t.at(k) == '亿') {
		i = k
	}
	i = t.more(&n, i)
	for {
		m, ok := multipliers[t.at(i)]
		if !ok || t.unitStartsAt(i) {
			break
		}
		n.scale, n.plain = n.scale.Mul(m), false
		i++
	}
	i = t.more(&n, i)
	n.value = n.value.Mul(n.scale)
	n.end = i
	return n
}

// more reads 余, 多 or 几 in a number.
func (t *text) more(n *numeral, i int) int {
	if r := t.at(i); r == '余' || r == '多' || r == '几' {
		if next := t.at(t.skipSpace(i + 1)); multiplierRune(next) || t.unitStartsAt(t.skipSpace(i+1)) {
			n.more = true
			return i + 1
		}
	}
	return i
}

func multiplierRune(r rune) bool { _, ok := multipliers[r]; return ok }

// unitStartsAt tells that 千 or 百 at i begins a unit (千瓦, 千克, 百分点).
func (t *text) unitStartsAt(i int) bool {
	if t.at(i) == '万' || t.at(i) == '亿' || t.at(i) == '十' {
		return false
	}
	_, end := t.unit(i)
	return end > i
}

const hanDigits = "零一二三四五六七八九"

func hanDigitValue(r rune) (int64, bool) {
	switch r {
	case '〇':
		return 0, true
	case '两':
		return 2, true
	}
	if i := strings.IndexRune(hanDigits, r); i >= 0 {
		return int64(i / len("零")), true
	}
	return 0, false
}

func isHanDigit(r rune) bool {
	_, digit := hanDigitValue(r)
	return digit || multiplierRune(r)
}

// hanNumeral reads 三百二十, 两万三, 十余, 三点五亿. A row of digits without 十, 百,
// 千, 万 or 亿 (二〇二三) is none, nor is 〇 alone.
func (t *text) hanNumeral(i int) (numeral, bool) {
	n := numeral{han: true, scale: one}
	total, section, digit := decimal.Zero, decimal.Zero, decimal.Zero
	seen, row, marks := 0, 0, 0
	start := i
loop:
	for ; ; i++ {
		r := t.at(i)
		if r == '点' && isHanDigit(t.at(i+1)) && !multiplierRune(t.at(i+1)) && seen > 0 {
			frac := "0."
			for i++; ; i++ {
				v, ok := hanDigitValue(t.at(i))
				if !ok {
					break
				}
				frac += decimal.NewFromInt(v).String()
			}
			f, _ := decimal.NewFromString(frac)
			digit, row = digit.Add(f), 1
			i--
			continue
		}
		if v, ok := hanDigitValue(r); ok {
			if row++; row > 1 && t.at(i-1) != '零' && t.at(i-1) != '〇' {
				return numeral{end: t.endOfHanRow(i)}, false
			}
			digit, seen = decimal.NewFromInt(v), seen+1
			continue
		}
		m, ok := multipliers[r]
		if !ok || t.unitStartsAt(i) && seen > 0 {
			break loop
		}
		seen, row, marks = seen+1, 0, marks+1
		if digit.IsZero() && (section.IsZero() || r == '百' || r == '千' || r == '十') && i == start {
			digit = one
		}
		switch r {
		case '万', '亿':
			whole := section.Add(digit)
			if whole.IsZero() {
				whole = total
				total = decimal.Zero
			}
			if r == '亿' {
				whole, total = whole.Add(total), decimal.Zero
			}
			total = total.Add(whole.Mul(m))
			section = decimal.Zero
		default:
			section = section.Add(digit.Mul(m))
		}
		digit = decimal.Zero
		if k := i + 1; t.at(k) == '余' || t.at(k) == '多' {
			before := k
			if i = t.more(&n, k) - 1; i+1 > before {
				continue
			}
			i = before - 1
		}
	}
	if seen == 0 {
		return numeral{}, false
	}
	n.value = total.Add(section).Add(digit)
	n.end = t.more(&n, i)
	n.plain = marks == 0
	n.width = seen
	return n, true
}

// endOfHanRow returns the offset after a row of Chinese digits.
func (t *text) endOfHanRow(i int) int {
	for isHanDigit(t.at(i)) {
		i++
	}
	return i
}

package gate

import (
	"cmp"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"
)

// term is a number of a calculation as it is written.
type term struct {
	decimal.Decimal        // with its multiplier applied
	scale           string // 万, 亿, million …; "" when it has none
	unit            string // "" when it has none
}

// equation is a calculation that a statement writes out: 55.61亿元 + 20.3亿元 = 75.91亿元.
type equation struct {
	text       string // verbatim but for width and the signs of operators
	start, end int    // byte offsets in the text that it was read from
	operands   []term
	left       func([]term) (decimal.Decimal, bool) // its value; false when it divides by zero
	divides    bool
	rounded    bool // ≈, or 约 before the result
	result     term
	digits     int32 // of the result behind the point
}

var plainSigns = strings.NewReplacer("−", "-", "–", "-", "÷", "/", "×", "*", "＝", "=")

// plainCalculation folds width and the signs of operators, so that equations can be
// read.
func plainCalculation(text string) string { return plainSigns.Replace(norm.NFKC.String(text)) }

// equations reads the calculations of a text that plainCalculation has folded.
func equations(text string) (all []equation) {
	for i := 0; i < len(text); {
		if !strings.ContainsRune("($¥0123456789", rune(text[i])) {
			i++
			continue
		}
		p := &expressionParser{text: text, at: i}
		e, ok := p.equation()
		if ok {
			e.start, e.end, e.text = i, p.at, text[i:p.at]
			all = append(all, e)
		}
		if !ok && text[i] == '(' {
			i++ // what is in the bracket may be one: （6.2 + 3.1 = 9.3亿元）
			continue
		}
		i = max(i+1, p.at)
	}
	return all
}

// expressionParser reads one calculation by recursive descent:
//
//	sum     = product { ("+" | "-") product }
//	product = factor { ("*" | "/") factor }
//	factor  = "(" sum ")" | number
type expressionParser struct {
	text     string
	at, deep int
	operands []term
	divides  bool
	operator bool
}

type value func([]term) (decimal.Decimal, bool)

// maxDepth of brackets keeps the time bounded.
const maxDepth = 8

func (p *expressionParser) equation() (e equation, ok bool) {
	left, ok := p.sum()
	if !ok || !p.operator {
		return e, false
	}
	e = equation{left: left, operands: p.operands, divides: p.divides}
	switch {
	case p.take("="):
	case p.take("≈"), p.take("约等于"):
		e.rounded = true
	default:
		return e, false
	}
	e.rounded = p.take("约") || p.take("about ") || e.rounded
	negative := p.take("-")
	if e.result, e.digits, ok = p.number(true); !ok {
		return e, false
	}
	if negative {
		e.result.Decimal = e.result.Neg()
	}
	return e, true
}

func (p *expressionParser) sum() (value, bool) {
	left, ok := p.product()
	for ok {
		sign := p.takeOne("+-")
		if sign == 0 {
			return left, true
		}
		first, second := left, value(nil)
		if second, ok = p.product(); ok {
			left = combine(first, second, sign)
		}
	}
	return nil, false
}

func (p *expressionParser) product() (value, bool) {
	left, ok := p.factor()
	for ok {
		sign := p.takeOne("*/")
		if sign == 0 {
			return left, true
		}
		p.divides = p.divides || sign == '/'
		first, second := left, value(nil)
		if second, ok = p.factor(); ok {
			left = combine(first, second, sign)
		}
	}
	return nil, false
}

// quotientDigits is how many digits behind the point a division is carried to.
const quotientDigits = 16

func combine(a, b value, sign byte) value {
	return func(terms []term) (decimal.Decimal, bool) {
		x, ok := a(terms)
		y, also := b(terms)
		if !ok || !also {
			return x, false
		}
		switch sign {
		case '+':
			return x.Add(y), true
		case '-':
			return x.Sub(y), true
		case '*':
			return x.Mul(y), true
		}
		if y.IsZero() {
			return x, false
		}
		return x.DivRound(y, quotientDigits), true
	}
}

func (p *expressionParser) factor() (value, bool) {
	if p.take("(") {
		if p.deep++; p.deep > maxDepth {
			return nil, false
		}
		inner, ok := p.sum()
		return inner, ok && p.take(")")
	}
	t, _, ok := p.number(false)
	if !ok {
		return nil, false
	}
	n := len(p.operands)
	p.operands = append(p.operands, t)
	return func(terms []term) (decimal.Decimal, bool) { return terms[n].Decimal, true }, true
}

// number reads a number with its unit. That of a result ends where a known unit does;
// that of an operand must reach to the next sign.
func (p *expressionParser) number(result bool) (t term, digits int32, ok bool) {
	p.space()
	currency := p.take("US$") || p.take("$")
	start := p.at
	for p.at < len(p.text) && (p.text[p.at] >= '0' && p.text[p.at] <= '9' || p.at > start && strings.IndexByte(".,", p.text[p.at]) >= 0) {
		p.at++
	}
	written := strings.TrimRight(p.text[start:p.at], ".,")
	p.at = start + len(written)
	v, err := decimal.NewFromString(strings.ReplaceAll(written, ",", ""))
	if err != nil {
		return t, 0, false
	}
	t = term{Decimal: v}
	p.scaled(&t)
	if currency {
		t.unit = "dollars"
	}
	t.unit = cmp.Or(p.unit(result), t.unit)
	if t.unit == "%" {
		t.Decimal = t.Shift(-2)
	}
	return t, max(0, -v.Exponent()), true
}

var multipliers = []struct {
	name  string
	shift int32
}{{"万亿", 12}, {"亿", 8}, {"万", 4}, {"千", 3}, {"billion", 9}, {"million", 6}, {"thousand", 3}}

func (p *expressionParser) scaled(t *term) {
	for _, m := range multipliers {
		if p.take(m.name) {
			t.scale, t.Decimal = m.name, t.Shift(m.shift)
			return
		}
	}
}

// unit reads the longest known unit; without one, an operand takes the word up to the
// next sign.
func (p *expressionParser) unit(result bool) string {
	p.space()
	end, best := p.at, ""
	for i, r := range p.text[p.at:] {
		if !unicode.IsLetter(r) && r != '%' && r != ' ' || i > 3*maxUnit {
			break
		}
		end = p.at + i + len(string(r))
		if _, ok := units[p.text[p.at:end]]; ok {
			best = p.text[p.at:end]
		}
	}
	if best == "" && !result {
		best = strings.TrimSpace(p.text[p.at:end])
	}
	p.take(best)
	return best
}

// maxUnit is how many characters a unit has at most.
const maxUnit = 20

func (p *expressionParser) space() {
	for p.at < len(p.text) && p.text[p.at] == ' ' {
		p.at++
	}
}

func (p *expressionParser) take(s string) bool {
	p.space()
	if s == "" || !strings.HasPrefix(p.text[p.at:], s) {
		return false
	}
	p.at += len(s)
	return true
}

// takeOne takes an operator, one of the signs; 0 when there is none.
func (p *expressionParser) takeOne(signs string) byte {
	p.space()
	if p.at >= len(p.text) || strings.IndexByte(signs, p.text[p.at]) < 0 {
		return 0
	}
	p.at++
	p.operator = true
	return p.text[p.at-1]
}

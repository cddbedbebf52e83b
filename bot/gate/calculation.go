package gate

import (
	"slices"

	"github.com/shopspring/decimal"

	"reportbot/ingest/figure"
)

// calculations evaluates what the statement calculates, and takes it out of the text.
// Each operand must be a cited figure that the statement names.
func (k *checking) calculations() Verdict {
	text := plainCalculation(k.text)
	found := equations(text)
	if len(found) == 0 {
		return Verdict{}
	}
	for _, e := range slices.Backward(found) {
		text = text[:e.start] + " " + text[e.end:]
	}
	k.text = text
	said := newWording(k.terms, text+" "+k.question)
	for _, e := range found {
		e.inherit()
		if !e.holds() {
			return failed(Calculation, "the calculation "+e.text+" does not come out")
		}
		for i, operand := range e.operands {
			if !e.constant(i) && !k.supported(operand, e.operands, said) {
				return failed(Calculation, "the operand "+operand.written()+" of "+e.text+" is no cited figure that the statement names")
			}
		}
		k.results = append(k.results, figure.Figure{Value: e.result.Decimal.String(), Unit: e.result.unit, Exact: figure.Exact})
	}
	return Verdict{}
}

// inherit gives operands without unit that of the result: 55.61 + 20.3 = 75.91亿元.
func (e *equation) inherit() {
	r := e.result
	if e.divides || r.unit == "%" || r.scale == "" && r.unit == "" {
		return
	}
	for i, t := range e.operands {
		if t.scale == "" && t.unit == "" {
			e.operands[i] = term{t.Decimal.Shift(shiftOf(r.scale)), r.scale, r.unit}
		}
	}
}

func shiftOf(scale string) int32 {
	for _, m := range multipliers {
		if m.name == scale {
			return m.shift
		}
	}
	return 0
}

// holds tells whether the calculation comes out: exactly, or rounded to the digits of
// the result where it divides or says ≈.
func (e *equation) holds() bool {
	left, ok := e.left(e.operands)
	if !ok {
		return false
	}
	if e.result.unit == "个百分点" || e.result.unit == "百分点" {
		left = left.Shift(2 * boolToInt(slices.ContainsFunc(e.operands, func(t term) bool { return t.unit == "%" })))
	}
	if left.Equal(e.result.Decimal) {
		return true
	}
	digits := e.digits - shiftOf(e.result.scale)
	if e.result.unit == "%" {
		digits += 2
	}
	return (e.divides || e.rounded) && left.Round(digits).Equal(e.result.Decimal)
}

func boolToInt(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

// constant tells that an operand is no figure: 100%, or how many were added up for an
// average.
func (e *equation) constant(i int) bool {
	t := e.operands[i]
	if t.unit == "%" && t.Equal(decimal.NewFromInt(1)) && len(e.operands) > 2 {
		return true
	}
	return e.divides && t.unit == "" && t.scale == "" && i == len(e.operands)-1 && i >= 2 && t.Equal(decimal.NewFromInt(int64(i)))
}

// supported tells whether an operand, one of all, is a cited figure whose name the
// statement, or the question, says.
func (k *checking) supported(t term, all []term, said wording) bool {
	operand := func(r fact) bool { return slices.ContainsFunc(all, func(o term) bool { return o.equals(r) }) }
	return slices.ContainsFunc(k.facts, func(f fact) bool {
		if !t.equals(f) {
			return false
		}
		if slices.ContainsFunc(k.facts, func(r fact) bool {
			return r.Unit == f.Unit && !operand(r) && k.rather(r, f, said) && !k.rather(f, r, said)
		}) {
			return false // another is named instead
		}
		name, _ := k.parts(f.Indicator, said)
		return k.names(f, said) != unnamed || saidShare(name) >= otherSaid
	})
}

// equals tells whether an operand is a figure; one without unit, in whatever multiplier
// the figure has.
func (t term) equals(f fact) bool {
	have, ok := amountOf(f.Figure)
	if !ok {
		return false
	}
	if t.unit == "" && t.scale == "" {
		v := decimal.RequireFromString(f.Value)
		return slices.ContainsFunc([]int32{0, 3, 4, 6, 8, 9}, func(shift int32) bool { return t.Shift(shift).Equal(v) })
	}
	value := t.Decimal
	if t.unit == "%" {
		value = value.Shift(2)
	}
	s := scaleOf(t.unit)
	return (t.unit == "" || s.of.comparable(have.of)) && value.Mul(s.times).Equal(have.Decimal)
}

func (t term) written() string {
	v := t.Shift(-shiftOf(t.scale))
	if t.unit == "%" {
		v = v.Shift(2)
	}
	return v.String() + t.scale + t.unit
}

// computed tells that a claim is the result of a calculation that the statement writes
// out.
func (k *checking) computed(c claim) bool {
	return slices.ContainsFunc(k.results, func(r figure.Figure) bool {
		if r.Unit == "%" {
			r.Value = decimal.RequireFromString(r.Value).Shift(2).String()
		}
		return sameValue(c.Figure, r)
	})
}

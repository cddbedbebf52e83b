package retrieval

import (
	"strings"

	"github.com/shopspring/decimal"

	"reportbot/ingest/figure"
)

var hundred = decimal.NewFromInt(100)

// recompute computes a growth from two levels; false when a number is not written in
// digits, or is not positive where it must be. The growth agrees when numbers that
// round to the stated digits fit together: now = before × (1 + growth).
func recompute(growth, now, before LedgerEntry) (GrowthCheck, bool) {
	g, okG := roundingOf(growth.Figure)
	n, okN := roundingOf(now.Figure)
	b, okB := roundingOf(before.Figure)
	if !okG || !okN || !okB || !b.low().IsPositive() || n.value.IsNegative() {
		return GrowthCheck{}, false
	}
	if growth.Direction == figure.Down && g.value.IsPositive() {
		g.value = g.value.Neg()
	}
	least := hundred.Add(g.low()).Mul(b.low())
	most := hundred.Add(g.high()).Mul(b.high())
	computed := n.value.Sub(b.value).Mul(hundred).DivRound(b.value, g.places+1)
	return GrowthCheck{
		Growth: growth, Now: now, Before: before, Stated: g.value, Computed: computed,
		Agrees: least.LessThanOrEqual(n.high().Mul(hundred)) && most.GreaterThanOrEqual(n.low().Mul(hundred)),
	}, true
}

// rounding is a number with the precision in which it is written.
type rounding struct {
	value  decimal.Decimal
	half   decimal.Decimal // of the last digit that is written: 5000000 of 55.61亿
	places int32           // digits behind the point
}

func (r rounding) low() decimal.Decimal  { return r.value.Sub(r.half) }
func (r rounding) high() decimal.Decimal { return r.value.Add(r.half) }

// roundingOf reads how precisely a figure is written; false when it is not written in
// digits.
func roundingOf(f figure.Figure) (rounding, bool) {
	written, places := writtenDigits(f.Text)
	value, err := decimal.NewFromString(f.Value)
	digits, errDigits := decimal.NewFromString(written)
	if err != nil || errDigits != nil || digits.IsZero() {
		return rounding{}, false
	}
	scale := value.Abs().DivRound(digits, 12)
	return rounding{value, scale.Shift(-places).Div(decimal.NewFromInt(2)), places}, true
}

// writtenDigits returns the digits of a text with their decimal point, and how many
// stand behind it.
func writtenDigits(text string) (digits string, places int32) {
	var b strings.Builder
	for _, r := range text {
		if r >= '０' && r <= '９' {
			r += '0' - '０'
		}
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '.' || r == '．':
			b.WriteByte('.')
		case r != ',' && r != '，' && b.Len() > 0:
			return placesOf(b.String())
		}
	}
	return placesOf(b.String())
}

func placesOf(digits string) (string, int32) {
	_, fraction, _ := strings.Cut(digits, ".")
	return digits, int32(len(fraction))
}

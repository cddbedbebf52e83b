package answer

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"reportbot/ingest/figure"
)

// Questions that ask for a calculation with the figures that answer them.
var (
	askDifference = regexp.MustCompile(`比.{0,16}(?:多|少|高|低|增加|减少)了?多少|多多少|少多少|相差|差多少|差距|(?i)\bdifference\b|\bhow (?:many|much) (?:more|less|fewer)\b`)
	askSum        = regexp.MustCompile(`合计|一共|总共|加起来|之和|总和|(?i)\btogether\b|\bin total\b|\bcombined\b`)
	askGrowth     = regexp.MustCompile(`比.{0,16}(?:增长|下降|增加|减少|提高)了?(?:百分之几|百分之多少|多少个?百分点)|增长率|增幅`)
)

// compute adds the calculation that the question asks for, written out over the
// figures that were stated; nothing when their units, kinds or number do not fit it.
func (ans *Answer) compute(t *topic, groups [][]pick, words phrases) {
	operands, values, ok := operandsOf(groups)
	if !ok {
		return
	}
	asks := t.found.Query.Asks
	switch {
	case askGrowth.MatchString(asks) && t.manyYears && len(values) == 2 && !values[0].IsZero():
		growth := values[1].Sub(values[0]).Div(values[0]).Mul(decimal.NewFromInt(100)).Round(1)
		ans.add("（"+values[1].String()+" − "+values[0].String()+"）÷ "+values[0].String()+" = "+growth.String()+"%", numbersOf(ans), Computed)
	case askSum.MatchString(asks) && len(values) >= 2:
		sum := decimal.Sum(values[0], values[1:]...)
		ans.add(strings.Join(operands, " + ")+" = "+scaled(sum, groups[0][0]), numbersOf(ans), Computed)
	case askDifference.MatchString(asks) && len(values) == 2:
		first, second := 1, 0 // the later year less the earlier
		if values[1].LessThan(values[0]) {
			first, second = 0, 1
		}
		ans.add(operands[first]+" − "+operands[second]+" = "+scaled(values[first].Sub(values[second]), groups[0][0]), numbersOf(ans), Computed)
	default:
		return
	}
	if note := words.unequal(groups); note != "" {
		ans.Text += "\n" + note
	}
}

// operandsOf returns the first figure of each group, as written and as a number, if
// all can be reckoned with.
func operandsOf(groups [][]pick) (texts []string, values []decimal.Decimal, ok bool) {
	for _, g := range groups {
		i := slices.IndexFunc(g, func(p pick) bool { return p.Kind == figure.Level })
		if i < 0 {
			return nil, nil, false
		}
		p := g[i]
		value, err := decimal.NewFromString(p.Value)
		if err != nil || p.Masked || p.Unit != groups[0][0].Unit {
			return nil, nil, false
		}
		texts, values = append(texts, valueText(p)), append(values, value)
	}
	return texts, values, len(values) >= 2
}

func numbersOf(ans *Answer) []int {
	var numbers []int
	for _, c := range ans.Citations {
		numbers = append(numbers, c.N)
	}
	return numbers
}

// scaled writes a value in the multiplier that the figure p is written in.
func scaled(v decimal.Decimal, p pick) string {
	for _, m := range []struct {
		name  string
		scale int64
	}{{"亿", 100_000_000}, {"万", 10_000}} {
		if strings.Contains(valueText(p), m.name) {
			return v.Div(decimal.NewFromInt(m.scale)).String() + m.name + p.Unit
		}
	}
	return v.String() + p.Unit
}

// unequal says that figures of different periods or statuses were set against each
// other; "" when they are alike.
func (w phrases) unequal(groups [][]pick) string {
	first := groups[0][0]
	for _, g := range groups[1:] {
		if g[0].Status != first.Status || periodLength(g[0]) != periodLength(first) {
			return w.notAlike
		}
	}
	return ""
}

// periodLength is the part of the year that a figure covers, as month and day of
// its bounds; "" when unknown.
func periodLength(p pick) string {
	if len(p.From) < 10 || len(p.To) < 10 {
		return ""
	}
	return p.From[4:] + p.To[4:]
}

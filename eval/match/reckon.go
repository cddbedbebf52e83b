package match

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"reportbot/ingest/figure"
)

// A calculation is written out in the text, with units or without: 55.61亿元 +
// 20.3亿元 = 75.91亿元, (46.82 − 42.8) ÷ 42.8. It is reckoned here once more, in
// units without multiplier (1.5亿元 is 150000000); % is left as it is.

// Reckons tells whether a text writes a calculation out.
func Reckons(text string) bool { return len(results(text)) > 0 }

// ReckonedIn tells whether a figure is what a calculation of the text gives, rounded
// as the figure is written; of a ratio also as a share in %.
func ReckonedIn(f figure.Figure, text string) bool {
	value, err := strconv.ParseFloat(f.Value, 64)
	if err != nil {
		return false
	}
	step := precision(f.Text, value)
	for _, r := range results(text) {
		for _, v := range []float64{r, -r, 100 * r, -100 * r} {
			if math.Abs(v-value) <= step/2*(1+1e-6)+1e-9 {
				return true
			}
		}
	}
	return false
}

// precision is the worth of the last digit that a figure is written with.
func precision(text string, value float64) float64 {
	digits := strings.ReplaceAll(leadingNumber.FindString(text), ",", "")
	written, err := strconv.ParseFloat(strings.TrimRight(digits, "."), 64)
	if err != nil || written == 0 {
		return 1
	}
	decimals := 0
	if _, after, ok := strings.Cut(strings.TrimRight(digits, "."), "."); ok {
		decimals = len(after)
	}
	return math.Abs(value/written) * math.Pow10(-decimals)
}

// results are the values of all calculations of a text.
func results(text string) (out []float64) {
	text = WithoutMarks(text)
	for text != "" {
		loc := startOfSum.FindStringIndex(text)
		if loc == nil {
			return out
		}
		r := reckoner{rest: text[loc[0]:]}
		v, ok := r.sum()
		if ok && r.operations > 0 {
			out = append(out, v)
			text = r.rest
			continue
		}
		text = text[loc[1]:]
	}
	return out
}

var (
	startOfSum = regexp.MustCompile(`[(（]*[0-9]`)
	operand    = regexp.MustCompile(`^\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*([十百千万亿]*)([^\s0-9+＋\-−–×*xX÷/／=＝()（）,，;；。]*)`)
	// thousandfold finds units of which 千 is a part: 千瓦, 千米.
	thousandfold = regexp.MustCompile(`^[瓦克米伏卡帕升]`)
	operator     = regexp.MustCompile(`^\s*([+＋−×÷]|\s[-–*/]\s)\s*`)
)

// reckoner evaluates a calculation from the left, × and ÷ before + and −.
type reckoner struct {
	rest       string
	operations int
}

func (r *reckoner) sum() (float64, bool)     { return r.chain("+＋-−–", r.product) }
func (r *reckoner) product() (float64, bool) { return r.chain("×*÷/", r.operand) }

// chain evaluates operands joined by some operators.
func (r *reckoner) chain(operators string, next func() (float64, bool)) (float64, bool) {
	value, ok := next()
	for ok {
		m := operator.FindStringSubmatch(r.rest)
		if m == nil || !strings.Contains(operators, strings.TrimSpace(m[1])) {
			return value, true
		}
		before := r.rest
		r.rest = r.rest[len(m[0]):]
		other, more := next()
		if !more {
			r.rest = before
			return value, true
		}
		r.operations++
		value = apply(strings.TrimSpace(m[1]), value, other)
	}
	return value, ok
}

func apply(operator string, a, b float64) float64 {
	switch operator {
	case "+", "＋":
		return a + b
	case "×", "*":
		return a * b
	case "÷", "/":
		return a / b
	}
	return a - b
}

// operand reads a number with its unit, or a calculation in brackets.
func (r *reckoner) operand() (float64, bool) {
	if rest := strings.TrimLeft(r.rest, " "); strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, "（") {
		r.rest = strings.TrimLeftFunc(rest, func(c rune) bool { return c == '(' || c == '（' || unicode.IsSpace(c) })
		v, ok := r.sum()
		r.rest = strings.TrimLeft(r.rest, " )）")
		return v, ok
	}
	m := operand.FindStringSubmatch(r.rest)
	if m == nil {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", ""), 64)
	multiplier := m[2]
	if thousandfold.MatchString(m[3]) {
		multiplier = strings.TrimSuffix(multiplier, "千")
	}
	for _, c := range multiplier {
		v *= map[rune]float64{'十': 10, '百': 100, '千': 1000, '万': 1e4, '亿': 1e8}[c]
	}
	r.rest = r.rest[len(m[0]):]
	return v, err == nil
}

var leadingNumber = regexp.MustCompile(`[0-9][0-9,.]*`)

// LeadingNumber is the first number in digits of a text; "" when it holds none.
func LeadingNumber(text string) string { return leadingNumber.FindString(text) }

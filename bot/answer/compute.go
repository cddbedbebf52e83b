package answer

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"reportbot/ingest/figure"
)

// operand is a figure to reckon with.
type operand struct {
	pick
	value decimal.Decimal
	text  string // as the report writes it
	name  string // of its place, year or indicator: what tells it from the others
}

// compute adds what the operation gives, written out over the figures that were
// stated. A masked operand is named instead; figures that cannot be reckoned
// together are left as they were stated.
func (ans *Answer) compute(op operation, text string, groups []group, words phrases) {
	if op == state {
		return
	}
	operands, masked := operandsOf(op, groups, words)
	if len(masked) > 0 && op != largest && op != smallest {
		ans.Kind = Redacted
		ans.note(fmt.Sprintf(words.maskedOperand, strings.Join(masked, words.listComma)))
		return
	}
	if op == agree {
		ans.agree(groups, words)
		return
	}
	if len(operands) == 1 && len(groups) == 1 && (op == difference || op == growth || op == ratio) {
		ans.note(words.noOther)
	}
	if len(operands) < 2 || op != largest && op != smallest && op != sum && len(operands) != 2 {
		return
	}
	if len(groups) > 1 && (!alikeAll(operands) || mixesPlans(operands) && !namesTarget.MatchString(text)) || operands[0].same(operands[1].pick) {
		return
	}
	if op == sum && mixesPlans(operands) {
		return
	}
	if op == growth && operands[0].Unit == "%" {
		op = difference // of two rates is told in percentage points
	}
	said := words.result(op, operands, digits(text))
	if said == "" {
		return
	}
	ans.add(said, numbersOf(ans), Computed)
	if note := words.unequal(operands); note != "" && !(len(groups) == 1 && mixesPlans(operands)) {
		ans.note(note)
	}
}

// alikeAll tells whether figures of several places or years are called alike: what is
// not is not reckoned together.
func alikeAll(operands []operand) bool {
	first := operands[0].Indicator
	return !slices.ContainsFunc(operands[1:], func(o operand) bool {
		return o.Indicator != first && (shareOf(pairsOf(first), termSet(o.Indicator)) < minAlike || shareOf(pairsOf(o.Indicator), termSet(first)) < minAlike || settled(first) != settled(o.Indicator))
	})
}

// mixesPlans tells whether targets stand beside what was reached.
func mixesPlans(operands []operand) bool {
	return slices.ContainsFunc(operands, func(o operand) bool { return (o.Status == figure.Target) != (operands[0].Status == figure.Target) })
}

// namesTarget finds questions that set a target against what was reached.
var namesTarget = regexp.MustCompile(`目标|计划|预期|任务|(?i)\b(?:target|plan|goal)`)

// settled is the part of the people that a name tells of, if any.
func settled(name string) string { return settlement.FindString(name) }

var settlement = regexp.MustCompile(`城镇|农村|城乡|全体`)

// note adds a line that states no figure.
func (ans *Answer) note(line string) {
	if ans.Text != "" {
		ans.Text += "\n"
	}
	ans.Text += line
}

// operandsOf returns the figures to reckon with: the first of each group, or of each
// part where there is one group; and the names of those that are masked. Figures of
// another unit or kind than the first give none.
func operandsOf(op operation, groups []group, words phrases) (out []operand, masked []string) {
	var picks []pick
	if len(groups) == 1 {
		for _, part := range groups[0].parts {
			if len(part) > 0 {
				picks = append(picks, part[0])
			}
			if n := len(part); n > 1 && len(groups[0].parts) == 1 && (part[0].Base || part[0].Status == figure.Target && part[n/2].Status != figure.Target) {
				picks = append(picks, part[n/2])
			}
		}
	} else {
		for _, g := range groups {
			picks = append(picks, g.first())
		}
	}
	names := words.names(picks, len(groups) > 1)
	for i, p := range picks {
		if p.Masked {
			masked = append(masked, names[i])
			continue
		}
		value, err := decimal.NewFromString(p.Value)
		if err != nil || len(out) > 0 && (!sameUnit(p, out[0].pick) || (p.Kind == figure.Change) != (out[0].Kind == figure.Change)) {
			return nil, masked
		}
		if p.Direction == figure.Down && p.Kind == figure.Change {
			value = value.Neg()
		}
		out = append(out, operand{p, value, valueText(p), names[i]})
	}
	return out, masked
}

// sameUnit tells whether two figures are of one unit; 1240万 beside 1442万人 is.
func sameUnit(a, b pick) bool {
	counted := func(p pick) bool { return p.Kind != figure.Share && !strings.Contains(p.Unit, "元") }
	return a.Unit == b.Unit || (a.Unit == "" || b.Unit == "") && counted(a) && counted(b)
}

// names tells figures apart by what differs: year, place or indicator; several tells
// that they are of several places.
func (w phrases) names(picks []pick, several bool) []string {
	var years, places, out []string
	for _, p := range picks {
		years, places = append(years, strconv.Itoa(p.LastYear())), append(places, w.whose(p, several))
	}
	for i, p := range picks {
		switch {
		case allDiffer(places) && allDiffer(years) && p.LastYear() > 0:
			out = append(out, w.placed(places[i])+fmt.Sprintf(w.year, p.LastYear()))
		case allDiffer(places):
			out = append(out, places[i])
		case allDiffer(years):
			out = append(out, fmt.Sprintf(w.year, p.LastYear()))
		default:
			out = append(out, p.Indicator)
		}
	}
	return out
}

func allDiffer(names []string) bool {
	seen := map[string]bool{}
	for _, n := range names {
		if seen[n] || n == "" {
			return false
		}
		seen[n] = true
	}
	return true
}

// result writes an operation out with its outcome; "" when it has none.
func (w phrases) result(op operation, operands []operand, places int32) string {
	a, b := operands[0], operands[1]
	switch op {
	case sum:
		texts, values := make([]string, len(operands)), make([]decimal.Decimal, len(operands))
		falls := !slices.ContainsFunc(operands, func(o operand) bool { return !o.value.IsNegative() })
		for i, o := range operands {
			texts[i], values[i] = o.signed(), o.value
			if falls {
				texts[i], values[i] = o.text, o.value.Abs()
			}
		}
		return strings.Join(texts, " + ") + " = " + scaled(decimal.Sum(values[0], values[1:]...), a.pick)
	case difference:
		more, less := b, a
		if a.value.GreaterThan(b.value) {
			more, less = a, b
		}
		named := ""
		if more.name != less.name && more.LastYear() > 0 && less.LastYear() > 0 {
			named = fmt.Sprintf(w.more, more.name, less.name)
		}
		return named + more.signed() + " − " + less.signed() + " = " + w.asDifference(more.value.Sub(less.value), a.pick)
	case growth:
		if a.value.IsZero() || a.Kind == figure.Change {
			return ""
		}
		return w.growthResult(a, b, places)
	case portion:
		if b.value.IsZero() || a.Kind != figure.Level || b.Kind != figure.Level || a.value.GreaterThan(b.value) {
			return "" // a part is no larger than the whole
		}
		return a.text + " ÷ " + b.text + " = " + a.value.Mul(decimal.NewFromInt(100)).DivRound(b.value, 12).Round(places).String() + "%"
	case ratio:
		if b.value.IsZero() {
			return ""
		}
		quotient := a.value.DivRound(b.value, places+1)
		return a.text + " ÷ " + b.text + " = " + quotient.Round(places).String() + w.times
	}
	return w.extreme(op, operands)
}

// extreme names the operand that is the largest or smallest; falls are compared by
// how far they go.
func (w phrases) extreme(op operation, operands []operand) string {
	falls := !slices.ContainsFunc(operands, func(o operand) bool { return !o.value.IsNegative() })
	size := func(o operand) decimal.Decimal {
		if falls {
			return o.value.Abs()
		}
		return o.value
	}
	best := operands[0]
	for _, o := range operands[1:] {
		if op == largest && size(o).GreaterThan(size(best)) || op == smallest && size(o).LessThan(size(best)) {
			best = o
		}
	}
	form := map[operation]string{largest: w.largest, smallest: w.smallest}[op]
	if falls {
		return fmt.Sprintf(form, best.name, w.change[figure.Down]+best.text)
	}
	return fmt.Sprintf(form, best.name, best.signed())
}

// growthResult writes the growth from a to b.
func (w phrases) growthResult(a, b operand, places int32) string {
	growth := percent(a.value, b.value).Round(places)
	way := w.change[figure.Up]
	if growth.IsNegative() {
		way = w.change[figure.Down]
	}
	return fmt.Sprintf(w.than, b.name, a.name) + way + growth.Abs().String() + "%" +
		fmt.Sprintf(w.working, "("+b.text+" − "+a.text+") ÷ "+a.text+w.nominalOf(b))
}

// pricedNames are what reports state the growth of at constant prices: one that is worked
// out from their levels is another growth.
var pricedNames = regexp.MustCompile(`生产总值|GDP|增加值`)

// nominalOf says of a growth worked out from levels that it is nominal, where reports tell
// another.
func (w phrases) nominalOf(o operand) string {
	if pricedNames.MatchString(o.Indicator) {
		return w.nominal
	}
	return ""
}

// percent is the growth from a to b in per cent.
func percent(a, b decimal.Decimal) decimal.Decimal {
	return b.Sub(a).Mul(decimal.NewFromInt(100)).DivRound(a, 12)
}

// signed is the figure as written, with a minus before a decrease.
func (o operand) signed() string {
	if o.value.IsNegative() {
		return "−" + o.text
	}
	return o.text
}

// asDifference writes a difference; of two shares or growths it is in percentage
// points.
func (w phrases) asDifference(v decimal.Decimal, p pick) string {
	if p.Unit == "%" {
		return v.String() + w.points
	}
	return scaled(v, p)
}

var decimalPlaces = regexp.MustCompile(`([一二两三四1-4])\s*位小数`)

// digits is the number of decimals that a question asks for; 1 when it says nothing.
func digits(text string) int32 {
	m := decimalPlaces.FindStringSubmatch(text)
	if m == nil {
		return 1
	}
	return map[string]int32{"一": 1, "1": 1, "二": 2, "两": 2, "2": 2, "三": 3, "3": 3, "四": 4, "4": 4}[m[1]]
}

// agree sets the growth that a report states against that of its two levels.
func (ans *Answer) agree(groups []group, words phrases) {
	for i := 1; i < len(groups); i++ {
		before, after := level(groups[i-1]), level(groups[i])
		if before == nil || after == nil || after.LastYear() != before.LastYear()+1 || before.Unit != after.Unit {
			continue
		}
		a, errA := decimal.NewFromString(before.Value)
		b, errB := decimal.NewFromString(after.Value)
		if errA != nil || errB != nil || a.IsZero() {
			continue
		}
		operands := []operand{{*before, a, valueText(*before), fmt.Sprintf(words.year, before.LastYear())}, {*after, b, valueText(*after), fmt.Sprintf(words.year, after.LastYear())}}
		said := words.growthResult(operands[0], operands[1], 1)
		if stated := change(groups[i]); stated != nil {
			said += words.verdict(*stated, percent(a, b))
		}
		ans.add(said, numbersOf(ans), Computed)
	}
}

// verdict tells whether a stated growth is the computed one, to the digits that the
// report gives.
func (w phrases) verdict(stated pick, computed decimal.Decimal) string {
	value, err := decimal.NewFromString(stated.Value)
	if err != nil {
		return ""
	}
	if stated.Direction == figure.Down {
		value = value.Neg()
	}
	if computed.Round(-value.Exponent()).Equal(value) {
		return fmt.Sprintf(w.fits, w.change[stated.Direction]+valueText(stated))
	}
	return fmt.Sprintf(w.fitsNot, w.change[stated.Direction]+valueText(stated))
}

func level(g group) *pick {
	return firstOf(g, func(p pick) bool { return p.Kind != figure.Change && !p.Masked })
}
func change(g group) *pick { return firstOf(g, func(p pick) bool { return p.Kind == figure.Change }) }

func firstOf(g group, is func(pick) bool) *pick {
	for _, p := range g.picks() {
		if is(p) {
			return &p
		}
	}
	return nil
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
	if strings.Contains(p.Text, ",") {
		return withCommas(v.String()) + p.Unit
	}
	return v.String() + p.Unit
}

// unequal says that figures of different periods or statuses were set against each
// other; "" when they are alike.
func (w phrases) unequal(operands []operand) string {
	first := operands[0].pick
	for _, o := range operands[1:] {
		if o.Status != first.Status {
			return w.notAlike
		}
		if a, b := periodLength(o.pick), periodLength(first); a != b && a != "" && b != "" {
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

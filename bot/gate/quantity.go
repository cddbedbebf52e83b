package gate

import (
	"strings"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"

	"reportbot/ingest/figure"
)

// dimension is what units are of that can be turned into each other; each has a base
// unit. A unit that no table lists is its own dimension.
type dimension string

const (
	counted    dimension = "count" // 个, 家, 件 …: the noun tells them apart
	people     dimension = "people"
	visits     dimension = "visits"
	households dimension = "households"
	percent    dimension = "%"
	points     dimension = "percentage points"
)

// scales holds, for each dimension, its units with how many base units one is.
var scales = map[dimension]map[string]string{
	"yuan":       {"元": "1", "yuan": "1", "元人民币": "1", "块钱": "1"},
	"dollars":    {"美元": "1", "dollars": "1"},
	"euros":      {"欧元": "1", "euros": "1"},
	"pounds":     {"英镑": "1", "pounds": "1"},
	"hk dollars": {"港元": "1", "hong kong dollars": "1"},
	// A mu is 2000/3 m²: the base is a third of a square metre, so that all are whole.
	"area": {"平方米": "3", "平米": "3", "㎡": "3", "平方": "3", "square metres": "3", "亩": "2000", "mu": "2000",
		"公顷": "30000", "ha": "30000", "hectares": "30000", "平方公里": "3000000", "平方千米": "3000000", "square kilometres": "3000000"},
	"length": {"米": "1", "m": "1", "metres": "1", "厘米": "0.01", "毫米": "0.001", "里": "500",
		"公里": "1000", "千米": "1000", "km": "1000", "kilometres": "1000"},
	"weight": {"公斤": "1", "千克": "1", "kg": "1", "kilograms": "1", "斤": "0.5", "克": "0.001", "担": "50",
		"吨": "1000", "t": "1000", "tons": "1000", "tonnes": "1000"},
	"volume": {"立方米": "1", "立方": "1", "方": "1", "cubic metres": "1", "升": "0.001", "litres": "0.001"},
	"energy": {"千瓦时": "1", "千瓦小时": "1", "度": "1", "度电": "1", "kWh": "1", "兆瓦时": "1000", "MWh": "1000"},
	"power": {"千瓦": "1", "kW": "1", "kilowatts": "1", "兆瓦": "1000", "MW": "1000", "megawatts": "1000",
		"吉瓦": "1000000", "GW": "1000000", "gigawatts": "1000000"},
	"times":    {"倍": "1", "times": "1"},
	percent:    {"%": "1", "‰": "0.1", "成": "10"},
	points:     {"个百分点": "1", "百分点": "1", "个点": "1", "percentage points": "1", "basis points": "0.01"},
	people:     {"人": "1", "名": "1", "位": "1", "口人": "1"},
	visits:     {"人次": "1"},
	households: {"户": "1"},
	"minutes":  {"分钟": "1", "minutes": "1"},
	"hours":    {"小时": "1", "个小时": "1", "hours": "1"},
	"days":     {"天": "1", "日": "1", "days": "1"},
	"workdays": {"工作日": "1", "个工作日": "1"},
	"months":   {"个月": "1", "months": "1"},
	"years":    {"年": "1", "years": "1"},
	counted:    {"": "1"},
}

// counters are units of what is counted: one may stand for another.
const counters = `个 家 项 件 处 座 条 起 宗 台 部 辆 艘 架 列 场 次 所 间 支 套 台套 台(套) 栋 幢 批次 批 班 组 对 单 笔 块 盏 片 张 株 棵 期 头 只 羽 匹 尾
册 份 篇 枚 面 根 道 站 例 轮 门 床 席 袋 瓶 卷 幅 段 节 层 款 票 档 圈 集 口 眼 孔 杆 店 个学位 学位 个车位 车位 个泊位 泊位 张床位 床位`

type scale struct {
	of    dimension
	times decimal.Decimal
}

var units = func() map[string]scale {
	all := map[string]scale{}
	for d, names := range scales {
		for name, times := range names {
			all[name] = scale{d, decimal.RequireFromString(times)}
		}
	}
	for _, name := range strings.Fields(counters) {
		all[name] = scale{counted, decimal.NewFromInt(1)}
	}
	return all
}()

// scaleOf returns the dimension of a unit and what one is in its base; parts of a
// rate (元/人) are taken each by itself.
func scaleOf(unit string) scale {
	unit = norm.NFKC.String(unit)
	if s, ok := units[unit]; ok {
		return s
	}
	if of, per, ok := strings.Cut(unit, "/"); ok && per != "" {
		a, b := scaleOf(of), scaleOf(per)
		return scale{a.of + "/" + b.of, a.times.DivRound(b.times, 12)}
	}
	return scale{dimension(unit), decimal.NewFromInt(1)}
}

// comparable tells that figures of two dimensions can be the same: English counts
// without a unit (12,650 people).
func (d dimension) comparable(e dimension) bool {
	if d == e {
		return true
	}
	plain := func(a, b dimension) bool {
		return a == counted && (b == people || b == visits || b == households)
	}
	return plain(d, e) || plain(e, d)
}

// amount is a number in the base unit of a dimension.
type amount struct {
	decimal.Decimal
	of dimension
}

// amountOf returns what a figure states; ok is false for a mask, a range or a ratio.
func amountOf(f figure.Figure) (a amount, ok bool) {
	return newAmount(f.Value, f.Unit)
}

func newAmount(value, unit string) (amount, bool) {
	v, err := decimal.NewFromString(value)
	if err != nil {
		return amount{}, false
	}
	s := scaleOf(unit)
	return amount{v.Mul(s.times), s.of}, true
}

// sameValue tells whether a statement's figure has the value of a report's, with the
// dimension: equal, or rounded where the statement says 约 and the like.
func sameValue(said, have figure.Figure) bool {
	if said.Masked || have.Masked {
		return said.Masked && have.Masked
	}
	if said.Kind == figure.Ratio || have.Kind == figure.Ratio {
		return said.Kind == have.Kind && plainText(said.Text) == plainText(have.Text)
	}
	if said.Low != "" || have.Low != "" {
		return sameBound(said.Low, said.Unit, have.Low, have.Unit) && sameBound(said.High, said.Unit, have.High, have.Unit)
	}
	if (said.Kind == figure.Rank) != (have.Kind == figure.Rank) {
		return false
	}
	a, ok := amountOf(said)
	b, also := amountOf(have)
	if !ok || !also || said.Kind != figure.Rank && !a.of.comparable(b.of) || opposite(said.Exact, have.Exact) {
		return false
	}
	return a.Equal(b.Decimal) || rounds(said, a, b)
}

func sameBound(value, unit, other, otherUnit string) bool {
	a, ok := newAmount(value, unit)
	b, also := newAmount(other, otherUnit)
	return ok && also && a.of == b.of && a.Equal(b.Decimal)
}

func opposite(a, b figure.Exactness) bool {
	return a == figure.AtLeast && b == figure.AtMost || a == figure.AtMost && b == figure.AtLeast
}

func plainText(s string) string {
	return strings.Join(strings.Fields(norm.NFKC.String(s)), "")
}

// maxRounding is by which part of itself a whole number may be rounded to noughts.
var maxRounding = decimal.RequireFromString("0.02")

// rounds tells whether have is what said gives in round figures: to the nearest at its
// last digit for 约, down for 超过, up for 不到.
func rounds(said figure.Figure, a, have amount) bool {
	step := lastDigit(said)
	if step.IsZero() {
		return false
	}
	parts := have.Div(step)
	switch said.Exact {
	case figure.About:
		parts = parts.Round(0)
	case figure.AtLeast:
		parts = parts.Floor()
	case figure.AtMost:
		parts = parts.Ceil()
	default:
		return false
	}
	if !parts.Mul(step).Equal(a.Decimal) {
		return false
	}
	return strings.Contains(said.Text, ".") || have.Sub(a.Decimal).Abs().LessThanOrEqual(have.Abs().Mul(maxRounding))
}

// lastDigit returns what one of a figure's last digit is worth in base units: 0.1亿元
// for 3.5亿元; noughts at the end of a whole number are no digits.
func lastDigit(f figure.Figure) decimal.Decimal {
	v, err := decimal.NewFromString(f.Value)
	if err != nil || v.IsZero() {
		return decimal.Zero
	}
	step := decimal.New(1, int32(len(v.Coefficient().String()))+v.Exponent()-int32(digitsIn(f)))
	return step.Mul(scaleOf(f.Unit).times)
}

// digitsIn counts the digits that a figure is given with: 2 for 3.50 and 4100, 1 for 三.
func digitsIn(f figure.Figure) int {
	var digits []rune
	point := false
	for _, r := range norm.NFKC.String(f.Text) {
		switch {
		case r >= '0' && r <= '9' && (len(digits) > 0 || r != '0'):
			digits = append(digits, r)
		case r == '.':
			point = true
		}
	}
	text := string(digits)
	if text == "" { // 四万一千
		v, _ := decimal.NewFromString(f.Value)
		text = v.Coefficient().String()
	}
	if !point {
		text = strings.TrimRight(text, "0")
	}
	return max(1, len(text))
}

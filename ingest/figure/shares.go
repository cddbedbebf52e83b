package figure

import (
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// sectors are the three of an economy in the order in which their shares are told.
var sectors = []string{"第一产业", "第二产业", "第三产业"}

// Shares returns the shares of the three sectors that a ratio of them tells: 三次产业结构
// 为5:42:53. Each stands at its part of the ratio, without a unit in its text. nil for
// every other figure, and for parts that do not add up to a hundred.
func Shares(f Figure) []Figure {
	if f.Kind != Ratio || f.Masked || !tellsSectors(f.Indicator) {
		return nil
	}
	parts := strings.FieldsFunc(f.Text, func(r rune) bool { return foldRune(r) == ':' })
	if len(parts) != len(sectors) {
		return nil
	}
	var out []Figure
	sum, at := decimal.Zero, f.Start
	for i, part := range parts {
		text := strings.TrimSpace(part)
		value, err := decimal.NewFromString(newText(text).str)
		if err != nil {
			return nil
		}
		sum = sum.Add(value)
		share := f
		share.Start = at + utf8.RuneCountInString(part[:strings.Index(part, text)])
		share.End = share.Start + utf8.RuneCountInString(text)
		share.Text, share.Value, share.Unit, share.Kind, share.Indicator = text, value.String(), "%", Share, sectors[i]+"比重"
		out = append(out, share)
		at += utf8.RuneCountInString(part) + 1
	}
	if gap := sum.Sub(decimal.NewFromInt(100)).Abs(); gap.GreaterThan(decimal.NewFromInt(1)) {
		return nil
	}
	return out
}

// tellsSectors tells that a ratio is that of the three sectors.
func tellsSectors(indicator string) bool {
	for _, w := range []string{"三次产业", "一二三产", "一、二、三产", "三大产业", "三产业结构", "三产结构", "三产比"} {
		if strings.Contains(indicator, w) {
			return true
		}
	}
	return false
}

package answer

import (
	"regexp"
	"slices"
	"strings"

	"reportbot/ingest/figure"
	"reportbot/retrieval"
)

// kindFit tells how well the figure's kind and unit fit what is asked for.
func (t *topic) kindFit(e retrieval.LedgerEntry) float64 {
	fit := 1.0
	switch both := t.part.Change && t.part.Level; {
	case both && e.Kind == figure.Change:
		fit *= levelFirst
	case !both && (e.Kind == figure.Change) != t.part.Change:
		fit *= changeShare
	}
	switch {
	case t.part.Unit == "" || e.Unit == "":
	case strings.HasPrefix(t.part.Unit, e.Unit) || strings.HasPrefix(e.Unit, t.part.Unit):
		return fit
	case e.Kind == figure.Share:
		fit *= otherUnit * otherKind
	case e.Kind != figure.Change:
		fit *= otherUnit
	}
	if e.Kind != figure.Change && !t.fitsMeasure(e) || e.Unit == "年" && t.part.Unit != "年" {
		fit *= otherKind
	}
	return fit
}

var (
	askMoney    = regexp.MustCompile(`钱|元|资金|经费|款|投资|投入`)
	endsInMoney = regexp.MustCompile(`(?:钱|资金|经费|款|款项|补偿|补贴|奖金)$`)
	askShare    = regexp.MustCompile(`百分之|比例|比重|占比|(?:率|占多少)$|多大比`)
	money       = []string{"output", "value-added", "revenue", "sales", "profit", "tax", "income", "expenditure", "investment", "trade", "amount"}
	shares      = []string{"rate", "share", "growth"}
	things      = []string{"count", "people", "visits", "households"}
)

// measureAsked is what the unit of a figure must be, by the measure that is asked
// for; "" when it may be any.
type measureAsked string

const (
	asksShare  measureAsked = "share"
	asksMoney  measureAsked = "money"
	asksThings measureAsked = "things"
)

func (t *topic) measureAsked(class string) measureAsked {
	switch {
	case t.part.Share || slices.Contains(shares, class) || askShare.MatchString(t.part.Topic):
		return asksShare
	case slices.Contains(money, class) || askMoney.MatchString(t.part.Unit) || endsInMoney.MatchString(t.part.Topic):
		return asksMoney
	case slices.Contains(things, class):
		return asksThings
	}
	return ""
}

// fitsMeasure tells whether the unit of a figure can be that of the measure that the
// part asks for: a sum is money, a rate is none. What is not known fits.
func (t *topic) fitsMeasure(e retrieval.LedgerEntry) bool {
	isMoney := isMoney(e)
	isShare := isShare(e)
	switch t.asksMeasure {
	case asksShare:
		return isShare
	case asksMoney:
		return isMoney
	case asksThings:
		return !isMoney && !isShare
	}
	return true
}

// isMoney tells whether a figure can be a sum of money, by its unit.
func isMoney(e retrieval.LedgerEntry) bool {
	return strings.Contains(e.Unit, "元") || e.Unit == "" && strings.ContainsAny(e.Text, "万亿") && moneyNames.MatchString(e.Indicator)
}

// moneyNames finds indicators whose figures are money though they leave out 元.
var moneyNames = regexp.MustCompile(`收入|支出|投资|投入|产值|增加值|税|总额|[^数]额$|资金|款|利润|债|经费|存贷?款|余额|资产`)

// isShare tells whether a figure is a part of a whole, by its kind or unit.
func isShare(e retrieval.LedgerEntry) bool {
	return e.Kind == figure.Share || strings.ContainsAny(e.Unit, "%％‰") || e.Unit == "成" || e.Unit == "个百分点"
}

// tellsShare tells whether an indicator is a rate or share, whose changes are told in
// percentage points.
func (t *topic) tellsShare(indicator string) bool {
	class, _ := t.measureOf(indicator)
	return slices.Contains(shares, class)
}

// measureOf returns the class of the first measure that ends a word of a text, and
// the measure; "" when none does.
func (t *topic) measureOf(text string) (class, measure string) {
	for _, word := range strings.Fields(text) {
		for i := range word {
			if class, ok := t.terms.Measure(word[i:]); ok {
				return class, word[i:]
			}
		}
	}
	return "", ""
}

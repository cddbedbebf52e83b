package answer

import (
	"fmt"

	"github.com/shopspring/decimal"

	"reportbot/ingest/figure"
	"reportbot/retrieval"
	question "reportbot/retrieval/query"
)

// checkClaim tells whether the number that a question asks to check was reached, and how
// far the report's own is from it: 达到27亿元了吗. Where the report's figure is planned,
// masked or too vague to tell, it is stated alone.
func (ans *Answer) checkClaim(found *retrieval.Result, groups []group, words phrases) {
	c := found.Query.Claim
	if c == nil || len(groups) != 1 || len(groups[0].parts) != 1 || len(groups[0].picks()) > 2 {
		return
	}
	told := groups[0].first()
	if told.Status == figure.Target || told.Masked || told.Unit != c.Figure.Unit || told.Kind != c.Figure.Kind {
		return
	}
	value, errV := decimal.NewFromString(told.Value)
	claimed, errC := decimal.NewFromString(c.Figure.Value)
	if errV != nil || errC != nil {
		return
	}
	over := value.Cmp(claimed)
	if c.Same {
		if told.Exact == figure.Exact && c.Figure.Exact == figure.Exact {
			same := over == 0 && told.Direction == c.Figure.Direction
			ans.add(words.sameOrNot(*c, same), numbersOf(ans), Computed)
		}
		return
	}
	if told.Exact != figure.Exact && !(told.Exact == figure.AtLeast && over > 0 || told.Exact == figure.AtMost && over < 0) {
		return
	}
	ans.add(words.verdictOn(*c, told, value.Sub(claimed)), numbersOf(ans), Computed)
}

// sameOrNot writes whether a figure is the one that the question names.
func (w phrases) sameOrNot(c question.Claim, same bool) string {
	said := w.change[c.Figure.Direction] + c.Figure.Text
	if same {
		return fmt.Sprintf(w.asClaimed, said)
	}
	return fmt.Sprintf(w.notClaimed, said)
}

// verdictOn writes whether a claim holds, with the working of the difference.
func (w phrases) verdictOn(c question.Claim, told pick, over decimal.Decimal) string {
	form := w.claimed[claimHolds(c, over.Sign())]
	said := fmt.Sprintf(form, c.Figure.Text)
	switch {
	case over.IsPositive():
		return said + w.colon + valueText(told) + " − " + c.Figure.Text + " = " + w.asDifference(over, told)
	case over.IsNegative():
		return said + w.colon + c.Figure.Text + " − " + valueText(told) + " = " + w.asDifference(over.Neg(), told)
	}
	return said
}

// standing is where a figure stands to the number that a question asks to check.
type standing int

const (
	below standing = iota
	equal
	above
	reached
)

// claimHolds tells where a figure that is larger (1), smaller (-1) or the same (0) stands,
// in the words of the claim: one that asks to reach a number is not told of passing it.
func claimHolds(c question.Claim, sign int) standing {
	switch {
	case sign < 0:
		return below
	case sign == 0 && (c.Past || !c.Least):
		return equal
	case c.Least && !c.Past:
		return reached
	}
	return above
}

package gate

import (
	"strings"

	"reportbot/ingest/figure"
)

// Words that set the figure before against the one behind them.
var (
	aboveWords = []string{"高于", "超过", "超出", "多于", "大于", "above", "exceed", "more than", "higher than", "over "}
	belowWords = []string{"低于", "少于", "小于", "不及", "不到", "未达到", "没有达到", "below", "less than", "lower than", "short of", "fewer than"}
)

// compared checks a claim that says it is more or less than the one behind it: 46.3亿元，
// 高于46亿元的目标.
func (k *checking) compared(c claim) Verdict {
	if v := k.comparedTarget(c); !v.Passed() {
		return v
	}
	if c.before == nil || c.Kind == figure.Change || c.before.Kind == figure.Change || !k.bare(c) {
		return Verdict{}
	}
	a, ok := amountOf(c.before.Figure)
	b, also := amountOf(c.Figure)
	if !ok || !also || a.of != b.of {
		return Verdict{}
	}
	lead := strings.ToLower(c.lead)
	switch {
	case containsAny(lead, belowWords...) && !a.LessThan(b.Decimal), !containsAny(lead, belowWords...) && containsAny(lead, aboveWords...) && !a.GreaterThan(b.Decimal):
		return failed(Direction, c.before.Text+" and "+c.Text+" are compared the wrong way round")
	}
	return Verdict{}
}

// comparedTarget checks a claim that says that more, or less, was reached than a target.
func (k *checking) comparedTarget(c claim) Verdict {
	lead := strings.ToLower(c.lead)
	below := containsAny(lead, belowWords...)
	if !below && !containsAny(lead, aboveWords...) {
		return Verdict{}
	}
	for _, target := range k.facts {
		if target.Status != figure.Target || !sameValue(c.Figure, target.Figure) {
			continue
		}
		for _, f := range k.facts {
			a, ok := amountOf(f.Figure)
			b, also := amountOf(target.Figure)
			if ok && also && a.of == b.of && f.Indicator == target.Indicator && f.Kind == target.Kind && spanOf(f.Figure) == spanOf(target.Figure) && f.Status != figure.Target && a.LessThan(b.Decimal) != below {
				return failed(Direction, f.Text+" is compared with the target "+target.Text+" the wrong way round")
			}
		}
	}
	return Verdict{}
}

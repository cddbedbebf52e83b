package gate

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"reportbot/ingest/figure"
)

// amountWords finds amounts in words that are no figures: a statement may repeat them
// only.
var amountWords = regexp.MustCompile(`翻了?[一两几]?番|过半|一半|(?i:\b(?:doubled|tripled|halved|half)\b)`)

// outcomes checks what the statement says of amounts without a figure.
func (k *checking) outcomes() Verdict {
	text, source := strings.ToLower(k.text), strings.ToLower(k.source)
	for _, word := range amountWords.FindAllString(text, -1) {
		if !strings.Contains(source, word) {
			return failed(Unsupported, word+" is in no cited sentence")
		}
	}
	if containsAny(text, "超额", "exceeded the target", "exceeded its target") && !containsAny(source, "超额", "exceed") && !k.beaten() {
		return failed(Unsupported, "no cited sentence tells that a target was exceeded")
	}
	return Verdict{}
}

// beaten tells that the cited sentences hold a target that was exceeded: more than 100%
// of it, or less of it than of what was reached.
func (k *checking) beaten() bool {
	for _, f := range k.facts {
		a, ok := amountOf(f.Figure)
		if ok && f.Kind == figure.Share && a.of == percent && a.GreaterThan(decimal.NewFromInt(100)) {
			return true
		}
		for _, g := range k.facts {
			b, also := amountOf(g.Figure)
			if ok && also && a.of == b.of && f.Indicator == g.Indicator && f.Status == figure.Actual && g.Status == figure.Target && a.GreaterThan(b.Decimal) {
				return true
			}
		}
	}
	return false
}

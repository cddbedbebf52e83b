package answer

import (
	"strings"

	"reportbot/ingest/figure"
)

// gapWords ask for a distance.
var gapWords = []string{"比", "较", "快", "慢", "高", "低", "领先", "落后", "差", "多", "少"}

// asksGap tells whether a figure that is a gap (高于全省平均1.2个百分点) is asked for: the
// question asks for a distance and names what it is measured from. Other figures are
// always fit to be asked for. A gap told as a growth would be wrong.
func (t *topic) asksGap(f figure.Figure) bool {
	if f.Against == "" {
		return true
	}
	asks := false
	for _, w := range gapWords {
		asks = asks || strings.Contains(t.found.Query.Text, w)
	}
	return asks && strings.Contains(t.found.Query.Text, comparedWith(f.Against))
}

// comparedWith is what the words of a gap begin to name: 城镇 of 比城镇居民快.
func comparedWith(against string) string {
	for _, w := range append([]string{"于"}, gapWords...) {
		against = strings.ReplaceAll(against, w, " ")
	}
	words := strings.Fields(against)
	if len(words) == 0 {
		return ""
	}
	runes := []rune(words[0])
	return string(runes[:min(2, len(runes))])
}

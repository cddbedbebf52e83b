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
	return asks && sharesPair(f.Against, t.found.Query.Text)
}

// sharesPair tells whether two neighbouring characters of a stand in b, those of
// comparison aside.
func sharesPair(a, b string) bool {
	for _, w := range append(gapWords, "于", "平均", "水平") {
		a = strings.ReplaceAll(a, w, " ")
	}
	for _, word := range strings.Fields(a) {
		runes := []rune(word)
		for i := range len(runes) - 1 {
			if strings.Contains(b, string(runes[i:i+2])) {
				return true
			}
		}
	}
	return false
}

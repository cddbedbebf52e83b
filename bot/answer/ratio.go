package answer

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"reportbot/ingest/figure"
)

// sectorShare finds a share of one of the three sectors of the economy. Reports tell
// them together, as a ratio in their order: 三次产业结构6.8:43.5:49.7.
var sectorShare = regexp.MustCompile(`第?([一二三])(?:次)?产(?:业)?(?:增加值)?(?:的)?占(?:比|GDP|地区生产总值|生产总值|全[省市县区])|第?([一二三])(?:次)?产(?:业)?(?:增加值)?(?:的)?(?:比重|份额)`)

// sectorAsked is which of the three sectors' share a part asks for, from 1; 0 for none.
func (t *topic) sectorAsked() int {
	m := sectorShare.FindStringSubmatch(t.raw)
	if m == nil {
		return 0
	}
	return 1 + slices.Index([]string{"一", "二", "三"}, m[1]+m[2])
}

// tellsSectors tells whether a figure is the ratio of the three sectors.
func tellsSectors(e candidate) bool {
	return e.Kind == figure.Ratio && strings.Contains(e.clauseText(), "产业") && sectorsOf(e.Text) != nil
}

// sectorsOf returns the three shares of a ratio that make up the whole, in their
// order; nil when it is none.
func sectorsOf(ratio string) []string {
	parts := strings.FieldsFunc(ratio, func(r rune) bool { return strings.ContainsRune(":：∶︰", r) })
	if len(parts) != 3 {
		return nil
	}
	sum := decimal.Zero
	for _, p := range parts {
		value, err := decimal.NewFromString(strings.TrimSpace(p))
		if err != nil {
			return nil
		}
		sum = sum.Add(value)
	}
	if sum.Sub(decimal.NewFromInt(100)).Abs().GreaterThan(decimal.NewFromFloat(0.2)) {
		return nil
	}
	return parts
}

// withSector notes what a ratio of the sectors says of the one that is asked for.
func (t *topic) withSector(p pick) pick {
	if n := t.sectorAsked(); n > 0 && p.Kind == figure.Ratio {
		if parts := sectorsOf(p.Text); parts != nil {
			p.gist = "第" + []string{"一", "二", "三"}[n-1] + "产业" + strings.TrimSpace(parts[n-1]) + "%"
		}
	}
	return p
}

package retrieval

import (
	"slices"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"reportbot/ingest/figure"
	"reportbot/retrieval/lexical"
)

// maxEqual bounds the reports whose figures are compared with those of a question.
const maxEqual = 50

// minDigits is how many digits a number has that says something by itself: 两项 and
// 40% stand everywhere.
const minDigits = 3

// digits counts the digits of a decimal, without zeros before it.
func digits(value string) int {
	return len(strings.TrimLeft(strings.ReplaceAll(value, ".", ""), "0"))
}

// equalFigures returns the figures of the reports that may be seen which have the
// value of one that the question quotes, in whatever unit they are written: 0.5561亿元
// for 5561万元 and 55.61 million yuan. nil when there is none.
func equalFigures(res *Result) ([]LedgerEntry, error) {
	quoted := slices.DeleteFunc(slices.Clone(res.Query.Figures), func(f figure.Figure) bool { return digits(f.Value) < minDigits })
	within, some := res.Snapshot.withNumerals(quoted, res.Visible)
	if !some {
		return nil, nil
	}
	entries, err := res.Snapshot.Ledger(within)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(entries, func(e LedgerEntry) bool {
		return !slices.ContainsFunc(quoted, func(f figure.Figure) bool { return sameValue(f, e.Figure) })
	}), nil
}

// magnitudes are the powers of ten by which reports write numbers: as they are, in
// 百, 千 or thousands, 万, million, 亿, billion and 万亿.
var magnitudes = []int32{0, 2, 3, 4, 6, 8, 9, 12}

// withNumerals marks the reports that hold a numeral which can write one of the
// figures.
func (s *Snapshot) withNumerals(figures []figure.Figure, visible []bool) (within []bool, some bool) {
	within = make([]bool, len(s.Reports))
	n := 0
	for _, f := range figures {
		value, err := decimal.NewFromString(f.Value)
		if err != nil {
			continue
		}
		for _, m := range magnitudes {
			for _, i := range s.Lexical.GroupsWith(value.Shift(-m).String()) {
				if (visible == nil || visible[i]) && !within[i] && n < maxEqual {
					within[i], n = true, n+1
				}
			}
		}
	}
	return within, n > 0
}

// sameValue tells whether two figures say the same: equal values, and units that
// are one, left out, or of two languages.
func sameValue(a, b figure.Figure) bool {
	if a.Masked || b.Masked || a.Value == "" || a.Value != b.Value {
		return false
	}
	return a.Unit == b.Unit || a.Unit == "" || b.Unit == "" || isHanText(a.Unit) != isHanText(b.Unit)
}

func isHanText(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// numeralWords looks for the numerals of figures as the reports write them; those
// that stand in the question are looked for anyway.
func numeralWords(entries []LedgerEntry, question string) []lexical.Query {
	var written []string
	for _, e := range entries {
		if !strings.Contains(question, e.Text) && !slices.Contains(written, e.Text) {
			written = append(written, e.Text)
		}
	}
	parts := make([]lexical.Query, len(written))
	for i, text := range written {
		parts[i] = lexical.NewQuery(text)
	}
	return parts
}

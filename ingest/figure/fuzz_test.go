package figure

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"城乡居民人均可支配收入分别为52000元和28000元，增长5.1%和7.2%。", "1-9月，完成xx.x亿元，3—5个百分点；第3位、前三。",
		"三次产业比为3.2:45.1:51.7，1亿3千多万元，两万三千余人。", "（略）万元、***万人次、○○户，23**人，——", "增长-3.2%，-5℃",
		"Revenue rose 5.1% to RMB 3.4bn, between 3 and 5 per cent, $[withheld].", "twenty-one villages, ranked 3rd in 2023 of 24/7",
		"2021—2023年“十四五”期间截至10月底", "\x00\xff 1,234,567.89 亿", "万万万万亿亿亿千百十点五", "百分之百分之五到六", "-0-1",
	} {
		f.Add(s, 2031, false)
	}
	f.Fuzz(func(t *testing.T, s string, year int, plan bool) {
		c := Context{Year: year % 3000, Plan: plan, Before: []string{s}}
		for _, english := range []bool{false, true} {
			figures := Parse(s, c)
			if english {
				figures = parseEnglish(s, c)
			}
			if err := check(s, figures); err != nil {
				t.Errorf("english %t: %v", english, err)
			}
		}
	})
}

// check finds the first property that figures of a sentence lack.
func check(s string, figures []Figure) error {
	runes := []rune(s)
	end := 0
	for _, f := range figures {
		switch {
		case f.Start < end || f.End <= f.Start || f.End > len(runes):
			return fmt.Errorf("%q stands at %d–%d, behind %d of %d", f.Text, f.Start, f.End, end, len(runes))
		case string(runes[f.Start:f.End]) != f.Text:
			return fmt.Errorf("%q is not what stands at %d–%d", f.Text, f.Start, f.End)
		case (f.Kind == Change) != (f.Direction != ""):
			return fmt.Errorf("%q: kind %s with direction %q", f.Text, f.Kind, f.Direction)
		case f.Masked && f.Value+f.Low+f.High != "":
			return fmt.Errorf("%q: masked with a value", f.Text)
		case !f.Masked && f.Kind != Ratio && (f.Value == "") != (f.Exact == Range):
			return fmt.Errorf("%q: value %q, exactness %s", f.Text, f.Value, f.Exact)
		case f.From > f.To:
			return fmt.Errorf("%q: from %s to %s", f.Text, f.From, f.To)
		}
		if err := checkDecimals(f); err != nil {
			return err
		}
		end = f.End
	}
	return nil
}

func checkDecimals(f Figure) error {
	for _, v := range []string{f.Value, f.Low, f.High} {
		if _, err := decimal.NewFromString(v); v != "" && err != nil {
			return fmt.Errorf("%q: %w", f.Text, err)
		}
	}
	if f.Exact == Range && !decimal.RequireFromString(f.Low).LessThan(decimal.RequireFromString(f.High)) {
		return fmt.Errorf("%q: range %s to %s", f.Text, f.Low, f.High)
	}
	return nil
}

// hostile are texts of up to a megabyte that a slow rule would choke on.
var hostile = map[string]string{
	"digits":             strings.Repeat("7", 1<<20),
	"items":              strings.Repeat("1、", 1<<18),
	"brackets":           strings.Repeat("(", 1<<20),
	"quotes":             strings.Repeat("“", 1<<18),
	"titles":             strings.Repeat("《", 1<<18),
	"nul":                strings.Repeat("\x00", 1<<20),
	"directions":         strings.Repeat("\u202e\u200f5", 1<<17),
	"han digits":         strings.Repeat("一", 1<<18),
	"han numbers":        strings.Repeat("三万", 1<<17),
	"zeros":              strings.Repeat("〇", 1<<18),
	"masks":              strings.Repeat("*", 1<<20),
	"counts":             strings.Repeat("3个", 1<<15),
	"rows":               strings.Repeat("3个、", 1<<15),
	"clauses":            strings.Repeat("增长5%，", 1<<16),
	"years":              strings.Repeat("2031年", 1<<17),
	"times":              strings.Repeat("比上年", 1<<17),
	"since":              strings.Repeat("以来", 1<<17),
	"fractions":          strings.Repeat("百分之", 1<<15),
	"ratios":             strings.Repeat("1:", 1<<17),
	"ranges":             strings.Repeat("1-", 1<<17),
	"targets":            strings.Repeat("力争3个", 1<<14),
	"words":              strings.Repeat("the of ", 1<<17),
	"counts in English":  strings.Repeat("three of 5 per cent ", 1<<15),
	"periods in English": strings.Repeat("in 2031 ", 1<<16),
	"hyphens":            strings.Repeat("a-", 1<<17),
	"points":             strings.Repeat("1.", 1<<19),
}

// maxHostile is far above what any of them takes: seconds where a rule is quadratic.
const maxHostile = 20 * time.Second

// survives are those behind which the sentence goes on: the others hide what follows
// (a title that never ends), or make it English.
var survives = []string{"items", "brackets", "quotes", "nul", "directions", "digits", "counts", "rows", "clauses", "years", "ratios", "targets"}

func TestParseHostile(t *testing.T) {
	for name, s := range hostile {
		sentence := s + "，新建公园12个。"
		done := make(chan []Figure, 1)
		go func() { done <- Parse(sentence, Context{Year: 2031}) }()
		select {
		case figures := <-done:
			if err := check(sentence, figures); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if slices.Contains(survives, name) && (len(figures) == 0 || figures[len(figures)-1].Value != "12") {
				t.Errorf("%s: the 12个 behind them is lost", name)
			}
		case <-time.After(maxHostile):
			t.Fatalf("%s: not read after %v", name, maxHostile)
		}
	}
}

package retrieval

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/ingest"
	"reportbot/ingest/figure"
	question "reportbot/retrieval/query"
)

// told is a sentence of a report.
type told struct {
	place    string
	year     int
	sentence string
	plan     bool
}

// ledgerOf reads sentences, each in a report of its own.
func ledgerOf(sentences []told) []LedgerEntry {
	var entries []LedgerEntry
	for n, s := range sentences {
		report := Info{Report: &ingest.Report{ID: fmt.Sprint(n), Place: s.place}}
		section := &ingest.Section{Year: s.year}
		for _, f := range figure.Parse(s.sentence, figure.Context{Year: s.year, Plan: s.plan, Place: s.place}) {
			entries = append(entries, LedgerEntry{Figure: f, Report: report, Number: n, Section: section, Quote: s.sentence})
		}
	}
	return entries
}

func TestCheckGrowth(t *testing.T) {
	const before = "绢花产值20.0亿元。"
	for _, test := range []struct {
		name      string
		sentences []told
		want      []string // "stated, computed: agrees"
	}{
		{"as stated", []told{{"桐溪镇", 2030, before, false}, {"桐溪镇", 2031, "绢花产值21.0亿元，同比增长5.0%。", false}}, []string{"5, 5: true"}},
		{"within rounding", []told{{"桐溪镇", 2030, "绢花产值20亿元。", false}, {"桐溪镇", 2031, "绢花产值21亿元，增长8.2%。", false}}, []string{"8.2, 5: true"}},
		{"beyond rounding", []told{{"桐溪镇", 2030, before, false}, {"桐溪镇", 2031, "绢花产值21.0亿元，增长8.2%。", false}}, []string{"8.2, 5: false"}},
		{"a fall", []told{{"桐溪镇", 2030, before, false}, {"桐溪镇", 2031, "绢花产值19.0亿元，下降5%。", false}}, []string{"-5, -5: true"}},
		{"a fall told as growth", []told{{"桐溪镇", 2030, before, false}, {"桐溪镇", 2031, "绢花产值19.0亿元，增长5%。", false}}, []string{"5, -5: false"}},
		{"other units", []told{{"桐溪镇", 2030, "绢花产值9860万元。", false}, {"桐溪镇", 2031, "绢花产值1.04亿元，增长5.5％。", false}}, []string{"5.5, 5.48: true"}},
		{"in one sentence", []told{{"", 2031, "绢花产值由去年的20.0亿元增加到21.0亿元，增长8%。", false}}, []string{"8, 5: false"}},
		{"a goal", []told{{"桐溪镇", 2030, before, false}, {"桐溪镇", 2031, "绢花产值21.0亿元，增长5%。", true}}, []string{"5, 5: true"}},
		{"another name", []told{{"桐溪镇", 2030, "规模以上工业总产值20.0亿元。", false}, {"桐溪镇", 2031, "规上工业产值21.0亿元，增长9%。", false}}, []string{"9, 5: false"}},
		{"one of two levels", []told{{"桐溪镇", 2030, "绢花产值18.0亿元。", false}, {"桐溪镇", 2030, before, false}, {"桐溪镇", 2031, "绢花产值21.0亿元，增长5%。", false}}, []string{"5, 5: true"}},

		{"masked level", []told{{"桐溪镇", 2030, "绢花产值xx.x亿元。", false}, {"桐溪镇", 2031, "绢花产值21.0亿元，增长8%。", false}}, nil},
		{"masked growth", []told{{"桐溪镇", 2030, before, false}, {"桐溪镇", 2031, "绢花产值21.0亿元，增长x%。", false}}, nil},
		{"inexact level", []told{{"桐溪镇", 2030, before, false}, {"桐溪镇", 2031, "绢花产值近21.0亿元，增长8%。", false}}, nil},
		{"unequal periods", []told{{"桐溪镇", 2030, before, false}, {"桐溪镇", 2031, "1-9月，绢花产值21.0亿元，增长8%。", false}}, nil},
		{"equal periods", []told{{"桐溪镇", 2030, "1-9月，" + before, false}, {"桐溪镇", 2031, "1-9月，绢花产值21.0亿元，增长8%。", false}}, []string{"8, 5: false"}},
		{"two years before", []told{{"桐溪镇", 2029, before, false}, {"桐溪镇", 2031, "绢花产值21.0亿元，增长8%。", false}}, nil},
		{"another base", []told{{"桐溪镇", 2030, before, false}, {"桐溪镇", 2031, "绢花产值21.0亿元，比2027年增长8%。", false}}, nil},
		{"a yearly average", []told{{"桐溪镇", 2030, before, false}, {"桐溪镇", 2031, "绢花产值21.0亿元，年均增长8%。", false}}, nil},
		{"comparable prices", []told{{"桐溪镇", 2030, before, false}, {"桐溪镇", 2031, "绢花产值21.0亿元，按可比价计算，增长8%。", false}}, nil},
		{"comparable prices, behind", []told{{"桐溪镇", 2030, before, false}, {"桐溪镇", 2031, "绢花产值21.0亿元，增长8%（可比价）。", false}}, nil},
		{"a near indicator", []told{{"桐溪镇", 2030, "规上工业增加值20.0亿元。", false}, {"桐溪镇", 2031, "规上工业产值21.0亿元，增长9%。", false}}, nil},
		{"of another scope", []told{{"桐溪镇", 2030, "全县绢花产值20.0亿元。", false}, {"桐溪镇", 2031, "绢花产值21.0亿元，增长9%。", false}}, nil},
		{"another place", []told{{"云栖镇", 2030, before, false}, {"桐溪镇", 2031, "绢花产值21.0亿元，增长8%。", false}}, nil},
		{"hidden places", []told{{"", 2030, before, false}, {"", 2031, "绢花产值21.0亿元，增长8%。", false}}, nil},
		{"a goal of the year before", []told{{"桐溪镇", 2030, before, true}, {"桐溪镇", 2031, "绢花产值21.0亿元，增长8%。", false}}, nil},
		{"a goal beside it", []told{{"桐溪镇", 2030, before, false}, {"桐溪镇", 2031, "绢花产值增长8%，力争绢花产值达到21.0亿元。", false}}, nil},
		{"from some year on", []told{{"桐溪镇", 2030, "绢花产值从20.0亿元增加到20.8亿元。", false}, {"桐溪镇", 2031, "绢花产值21.0亿元，增长5%。", false}}, []string{"5, 1: false"}},
		{"in words", []told{{"桐溪镇", 2030, "绢花产值二十亿元。", false}, {"桐溪镇", 2031, "绢花产值21.0亿元，增长8%。", false}}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, c := range CheckGrowth(ledgerOf(test.sentences), question.Builtin()) {
				got = append(got, fmt.Sprintf("%s, %s: %t", c.Stated, c.Computed, c.Agrees))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("checks (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRounding(t *testing.T) {
	for _, test := range []struct{ text, value, low, high string }{
		{"55.61亿元", "5561000000", "5560500000", "5561500000"},
		{"20251元", "20251", "20250.5", "20251.5"},
		{"１，２３４．５万元", "12345000", "12344500", "12345500"},
		{"7.6%", "7.6", "7.55", "7.65"},
	} {
		r, ok := roundingOf(figure.Figure{Text: test.text, Value: test.value})
		if !ok || r.low().String() != test.low || r.high().String() != test.high {
			t.Errorf("%s: %v to %v, %t; want %s to %s", test.text, r.low(), r.high(), ok, test.low, test.high)
		}
	}
	if r, ok := roundingOf(figure.Figure{Text: "两倍", Value: "2"}); ok {
		t.Errorf("两倍 is read as written in digits: %v", r)
	}
}

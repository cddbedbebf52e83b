package retrieval

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/ingest/figure"
	question "reportbot/retrieval/query"
)

func townLedger(t *testing.T) []LedgerEntry {
	t.Helper()
	r := townRetriever(t)
	s := snapshot(t, r.Store)
	entries, err := r.Store.Ledger(t.Context(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// What the ledger holds stands in the sentences that it names.
func TestLedger(t *testing.T) {
	entries := townLedger(t)
	var got []string
	for _, e := range entries {
		runes := []rune(e.Quote)
		if string(runes[e.Start:e.End]) != e.Text {
			t.Errorf("%q does not stand at %d–%d of %q", e.Text, e.Start, e.End, e.Quote)
		}
		if e.Report.Source == "a-2021.txt" {
			got = append(got, e.Indicator+" "+e.Text+" "+string(e.Status))
		}
	}
	want := []string{"新建公厕 7座 actual", "栽种油茶 960亩 actual", "新建公厕 9座 target", "栽种油茶 1000亩 target"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
}

func TestSelectFigures(t *testing.T) {
	entries := townLedger(t)
	terms := question.Builtin()
	for _, c := range []struct {
		name   string
		filter LedgerFilter
		want   []string
	}{
		{"indicator, year", LedgerFilter{Indicator: "新建公厕", Year: 2022, Status: figure.Actual}, []string{"8座", "4座", "5座"}},
		{"place", LedgerFilter{Indicator: "栽种油茶", Place: "栖桐", Status: figure.Actual}, []string{"960亩", "980亩"}},
		{"target", LedgerFilter{Status: figure.Target}, []string{"9座", "1000亩"}},
		{"another name", LedgerFilter{Indicator: "社零"}, []string{"1.2亿元"}},
		{"nothing", LedgerFilter{Indicator: "港口吞吐量"}, nil},
	} {
		var got []string
		for _, s := range SelectFigures(entries, c.filter, terms) {
			if s.Match.Likeness == question.Same {
				got = append(got, s.Text)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestUnpackFigures(t *testing.T) {
	if got, err := unpackFigures(packFigures(nil)); err != nil || len(got) != 0 {
		t.Errorf("nothing: %v, %v", got, err)
	}
	packed := packFigures(nil)
	for _, damaged := range [][]byte{nil, {1, 2, 3}, slices.Clone(packed[:len(packed)/2])} {
		if _, err := unpackFigures(damaged); !errors.Is(err, errPacked) {
			t.Errorf("damaged %x: error %v", damaged, err)
		}
	}
}

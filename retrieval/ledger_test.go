package retrieval

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/ingest"
	"reportbot/ingest/figure"
	question "reportbot/retrieval/query"
)

func townLedger(t *testing.T) []LedgerEntry {
	t.Helper()
	r := townRetriever(t)
	s := snapshot(t, r.Store)
	entries, err := s.Ledger(nil)
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

// The ledger of a snapshot stays what it was when a report changes.
func TestLedgerOfOldSnapshot(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 8.25)})
	s := open(t, t.TempDir())
	sync1(t, s, nil, SyncOptions{}, dir)
	before := snapshot(t, s)
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 19.75)})
	sync1(t, s, nil, SyncOptions{}, dir)
	for _, c := range []struct {
		name string
		of   *Snapshot
		want string
	}{{"old", before, "8.25亿元"}, {"new", snapshot(t, s), "19.75亿元"}} {
		entries, err := c.of.Ledger(nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) == 0 || entries[0].Text != c.want {
			t.Errorf("%s snapshot: figures %+v, want the first %s", c.name, entries, c.want)
		}
	}
}

func TestLedgerDamaged(t *testing.T) {
	r := townRetriever(t)
	for name, packed := range map[string][]byte{
		"cut off":          {1, 2, 3},
		"no such sentence": packFigures(new(ingest.Report), []ingest.Entry{{Section: 1, Sentence: 9999}}),
		"no such section":  packFigures(new(ingest.Report), []ingest.Entry{{Section: 9999}}),
	} {
		s := *snapshot(t, r.Store)
		damaged := *s.entries[1]
		damaged.figures = packed
		s.entries = slices.Clone(s.entries)
		s.entries[1] = &damaged
		_, err := s.Ledger(nil)
		if !errors.Is(err, errPacked) || !strings.Contains(err.Error(), damaged.info.Path) {
			t.Errorf("%s: error %v, want one that names %s", name, err, damaged.info.Path)
		}
		visible := make([]bool, len(s.Reports))
		visible[0] = true
		if entries, err := s.Ledger(visible); err != nil || len(entries) == 0 {
			t.Errorf("%s: the figures of another report are %+v, error %v", name, entries, err)
		}
	}
}

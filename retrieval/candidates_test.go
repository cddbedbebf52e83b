package retrieval

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// Reports of invented places that share a name, a company or a sound.
var alikeReports = map[string]string{
	"a-2021.txt": "岫岚镇2021年工作总结\n一、2021年工作总结\n全年修路7公里。鹊桥药业投产。\n",
	"a-2022.txt": "岫岚镇2022年工作总结\n一、2022年工作总结\n全年修路8公里。鹊桥药业扩产。\n",
	"b-2022.txt": "岫岚街道2022年工作总结\n一、2022年工作总结\n全年修路4公里。柏篱圩开街，鹊桥药业建仓库。\n",
	"c-2022.txt": "苇汀镇2022年工作总结\n一、2022年工作总结\n全年修路5公里，新型农机下田。\n",
	"d-2022.txt": "辛行镇2022年工作总结\n一、2022年工作总结\n全年种树9亩。\n",
}

func alikeRetriever(t *testing.T) *Retriever {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, alikeReports)
	s := open(t, t.TempDir())
	sync1(t, s, nil, SyncOptions{}, dir)
	return &Retriever{Store: s}
}

func TestCandidates(t *testing.T) {
	r := alikeRetriever(t)
	for _, c := range []struct {
		question string
		by       Resolution
		want     []string
	}{
		{"岫岚修路多少公里？", ByPlace, []string{"a-2022.txt", "b-2022.txt"}},
		{"岫岚镇修路多少公里？", ByPlace, nil},
		{"岫岚镇和岫岚街道谁修的路长？", ByPlace, nil},
		{"岫岚2022年的工作总结说修路多少公里？", ByYear, []string{"a-2022.txt", "b-2022.txt"}},
		{"岫岚镇2022年的工作总结说修路多少公里？", ByYear, nil},
		{"2022年的工作总结说修路多少公里？", ByYear, []string{"a-2022.txt", "b-2022.txt", "c-2022.txt", "d-2022.txt"}},
		{"2021年的工作总结说修路多少公里？", ByYear, nil},
		{"鹊桥药业所在的镇修路多少公里？", ByName, []string{"a-2022.txt", "b-2022.txt"}},
		{"柏篱圩所在的镇修路多少公里？", ByName, nil},
		{"修路多少公里？", ByText, []string{"a-2022.txt", "b-2022.txt", "c-2022.txt"}},
		{"各镇修路多少公里？", BySpread, nil},
		{"岫兰镇修路多少公里？", BySimilar, nil},
		{"苇听修路多少公里？", BySound, nil},
	} {
		found, err := r.Search(t.Context(), c.question, nil, nil, 10)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, i := range found.Candidates {
			got = append(got, found.Snapshot.Reports[i].Source)
		}
		if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); diff != "" || found.By != c.by {
			t.Errorf("%s: by %q, want %q (-want +got):\n%s", c.question, found.By, c.by, diff)
		}
	}
}

// What the asker may not see is no candidate, and makes nothing else one.
func TestCandidatesInScope(t *testing.T) {
	r := alikeRetriever(t)
	scope := map[string]string{}
	for _, info := range snapshot(t, r.Store).Reports {
		if info.Source != "b-2022.txt" {
			scope[info.ID] = info.Source
		}
	}
	for _, question := range []string{"岫岚修路多少公里？", "鹊桥药业所在的镇修路多少公里？"} {
		found, err := r.Search(t.Context(), question, nil, scope, 10)
		if err != nil {
			t.Fatal(err)
		}
		if found.Candidates != nil {
			t.Errorf("%s: candidates %v, want none but the one that may be seen", question, found.Candidates)
		}
	}
}

// A name that is written wrong still finds its reports, as long as no report holds
// what is written and nothing else is named.
func TestMisspelled(t *testing.T) {
	r := alikeRetriever(t)
	for _, c := range []struct {
		question string
		first    string // report of the first passage
		names    []string
	}{
		{"苇听修路多少公里？", "c-2022.txt", []string{"苇听"}},
		{"维汀修路多少公里？", "c-2022.txt", []string{"维汀"}},
		{"岫岚镇的苇听路多长？", "a-2022.txt", nil},
		{"新型农机下田了吗？", "c-2022.txt", nil}, // sounds like 辛行, but a report holds it
		{"新形种树多少亩？", "d-2022.txt", []string{"新形"}},
	} {
		found, err := r.Search(t.Context(), c.question, nil, nil, 3)
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Passages) == 0 || found.Passages[0].Report.Source != c.first {
			t.Errorf("%s: found %+v, want %s first", c.question, found.Passages, c.first)
		}
		if diff := cmp.Diff(c.names, found.Names); diff != "" {
			t.Errorf("%s: names (-want +got):\n%s", c.question, diff)
		}
	}
}

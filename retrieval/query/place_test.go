package query

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// Places that are easily mixed up, all invented.
var lookalikes = []Report{
	{Place: "岫岚镇", Issuer: "岫岚镇人民政府"},
	{Place: "岫岚街道"},
	{Place: "湄槐县", Issuer: "湄槐县水务局"},
	{Place: "岫岚镇", Issuer: "岫岚镇人民政府"},
	{Place: "Alder Creek Township"},
}

func TestNamedPlaces(t *testing.T) {
	for _, c := range []struct {
		question          string
		exact, candidates []int
		places            []string
	}{
		{question: "岫岚镇修了几条路？", exact: []int{0, 3}},
		{question: "岫岚街道修了几条路？", exact: []int{1}},
		{question: "岫岚修了几条路？", exact: []int{0, 1, 3}, candidates: []int{0, 1, 3}},
		{question: "岫岚镇和岫岚街道谁修的路多？", exact: []int{0, 1, 3}},
		{question: "岫岚县修了几条路？", places: []string{"岫岚县"}},
		{question: "岫岚乡村道路修了几条？", exact: []int{0, 1, 3}, candidates: []int{0, 1, 3}},
		{question: "岫岚镇和苇汀镇谁修的路多？", exact: []int{0, 3}, places: []string{"苇汀镇"}},
		{question: "水务局修了几条渠？", exact: []int{2}},
		{question: "湄槐县水务局修了几条渠？", exact: []int{2}},
		{question: "改造县道多少公里？"},
		{question: "2022年完成市政管网多少公里？"},
		{question: "全镇区域内有几座桥？"},
		{question: "How many bridges does ALDER CREEK have?", exact: []int{4}},
		{question: "How many alders grow at the creek?"},
		{question: "How many bridges does Alderman Creek Township have?", places: []string{"Alderman Creek Township"}},
		{question: "What did Xiulan build?", exact: []int{0, 1, 3}, candidates: []int{0, 1, 3}},
	} {
		got := Parse(c.question, nil, lookalikes, noTerms)
		if diff := cmp.Diff(c.exact, got.Exact, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: reports (-want +got):\n%s", c.question, diff)
		}
		if diff := cmp.Diff(c.candidates, got.Candidates, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: candidates (-want +got):\n%s", c.question, diff)
		}
		if diff := cmp.Diff(c.places, got.Places, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: other places (-want +got):\n%s", c.question, diff)
		}
	}
}

func TestDescribed(t *testing.T) {
	for question, want := range map[string]string{
		"柏篱圩所在的镇，去年修了几条路？":                                       "柏篱圩",
		"柏篱圩所在镇修了几条路":                                            "柏篱圩",
		"鹊桥药业那个镇的用电量":                                            "鹊桥药业",
		"鹊桥药业落户的镇，用电量多少？":                                        "鹊桥药业",
		"报告里提到柏篱圩的那个乡":                                           "柏篱圩",
		"建有双塔码头的镇，用电量多少？":                                        "双塔码头",
		"How many roads did the town with the twin piers build?": "the twin piers",
		"in the county home to Magpie Pharma, what was built?":   "Magpie Pharma",
		"岫岚镇修了几条路？":                                              "",
		"镇里修了几条路？":                                               "",
	} {
		if got := Parse(question, nil, lookalikes, noTerms).Described; got != want {
			t.Errorf("%s: described by %q, want %q", question, got, want)
		}
	}
}

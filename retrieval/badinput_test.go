package retrieval

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A question of 100,000 characters, whatever is in it, is read in bounded time.
func TestSearchLongQuestions(t *testing.T) {
	const length, enough = 100_000, 20 * time.Second
	r := alikeRetriever(t)
	for _, part := range []string{
		"岫岚镇2022年修路多少公里？", "岫岚镇", "江", "，", "2022年", "有所在的镇", "苇听和", "55.61亿元，", "1-10月", "“鹊桥",
		"town with ", "a b ", "Xiulan", "Alder Creek Township ", "\xff", "\x00", "([{", "①㎡",
	} {
		question := strings.Repeat(part, length/len([]rune(part)))
		start := time.Now()
		if _, err := r.Search(t.Context(), question, nil, nil, 10); err != nil {
			t.Errorf("%q…: %v", part, err)
		}
		if took := time.Since(start); took > enough {
			t.Errorf("%q…: took %v", part, took)
		}
	}
}

func TestSearchNothing(t *testing.T) {
	r := alikeRetriever(t)
	for _, question := range []string{"", " \n", "？？？！！，。", "...", "\x00", "的了吗"} {
		found, err := r.Search(t.Context(), question, nil, nil, 10)
		if err != nil {
			t.Errorf("%q: %v", question, err)
			continue
		}
		if len(found.Passages) > 0 || found.Candidates != nil {
			t.Errorf("%q: found %d passages and candidates %v, want none", question, len(found.Passages), found.Candidates)
		}
	}
}

// What no report speaks of is told, and what it may have been taken for.
func TestSearchUnknown(t *testing.T) {
	r := alikeRetriever(t)
	for _, c := range []struct {
		question  string
		unknown   []string
		similar   []string
		uncovered []int
	}{
		{question: "岫岚镇2022年修路多少公里？"},
		{question: "岫兰镇2022年修路多少公里？", unknown: []string{"岫兰镇"}, similar: []string{"岫岚镇", "岫岚镇"}},
		{question: "苇汀县2022年修路多少公里？", unknown: []string{"苇汀县"}, similar: []string{"苇汀镇"}},
		{question: "岫岚镇和松坞镇2022年谁修的路多？", unknown: []string{"松坞镇"}},
		{question: "In Alder Creek Township, how many roads were built?", unknown: []string{"Alder Creek Township"}},
		{question: "岫岚镇2031年修路多少公里？", uncovered: []int{2031}},
		{question: "苇汀镇2021年和2022年修路多少公里？", uncovered: []int{2021}},
		{question: "2021年修路多少公里？"},
		{question: "1998年的工作总结说了什么？", uncovered: []int{1998}},
	} {
		found, err := r.Search(t.Context(), c.question, nil, nil, 10)
		if err != nil {
			t.Fatal(err)
		}
		var similar []string
		for _, i := range found.Similar {
			similar = append(similar, found.Snapshot.Reports[i].Place)
		}
		if diff := cmp.Diff([]any{c.unknown, c.similar, c.uncovered}, []any{found.Unknown, similar, found.Uncovered}); diff != "" {
			t.Errorf("%s: unknown places, similar ones, uncovered years (-want +got):\n%s", c.question, diff)
		}
	}
}

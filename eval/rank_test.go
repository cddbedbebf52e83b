package eval

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/bot/answer"
	"reportbot/eval/runs"
	"reportbot/eval/score"
)

// How the sample cases are retrieved, by kind, by words alone and with the built-in
// embedder: a change of ranking shows in review as a change of
// testdata/rank_stats.golden.
func TestRankStats(t *testing.T) {
	cases := caseFile(t, "testdata/cases.jsonl")
	m := newMeasurement(t, []string{"testdata/reports"})
	var b strings.Builder
	for i, way := range []struct {
		name   string
		search search
	}{{"words", m.byWords}, {"both", m.byBoth}} {
		if i > 0 {
			b.WriteByte('\n')
		}
		results := NewAdder()
		for _, c := range cases {
			found, err := way.search(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			results.Add(runs.Result{Case: c, Score: score.Of(c, score.Given{Answer: answer.Answer{Retrieval: found}})})
		}
		writeRanks(&b, way.name, results.Summary())
	}
	const golden = "testdata/rank_stats.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("the sample cases are ranked otherwise (-want +got); go test ./eval -run RankStats -update takes the new figures:\n%s", diff)
	}
}

func writeRanks(b *strings.Builder, name string, s Summary) {
	lines := [][]string{strings.Fields(name + " cases recall@1 recall@5 recall@10 mrr@10")}
	for _, row := range s.rows() {
		line := []string{row.Kind, strconv.Itoa(row.Cases)}
		for _, name := range []score.Name{score.RecallAt1, score.RecallAt5, score.RecallAt10, score.MRR} {
			line = append(line, row.cell(name))
		}
		lines = append(lines, line)
	}
	writeColumns(b, lines)
}

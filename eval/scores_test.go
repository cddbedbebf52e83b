package eval

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"flag"

	"github.com/google/go-cmp/cmp"

	"reportbot/bot/answer"
	"reportbot/eval/runs"
	"reportbot/eval/score"
	"reportbot/retrieval"
)

var update = flag.Bool("update", false, "write the golden files anew")

// sampleSets are the project's own sets: a file of cases and the folder of their
// reports, both in testdata.
var sampleSets = []struct{ name, cases, reports string }{
	{"reports", "cases.jsonl", "reports"},
	{"provinces", "provinces.jsonl", "provinces"},
	{"counties", "counties.jsonl", "counties"},
}

// The scores of the sample cases without a model, by set and kind: a change of ranking
// or answers shows in review as a change of testdata/scores.golden.
func TestScores(t *testing.T) {
	lines := [][]string{scoreHead()}
	var b strings.Builder
	for _, set := range sampleSets {
		s := scoresOf(t, filepath.Join("testdata", set.cases), filepath.Join("testdata", set.reports))
		for _, row := range s.rows() {
			lines = append(lines, scoreLine(set.name, row))
		}
		fmt.Fprintf(&b, "\n%s\n", set.name)
		writeColumns(&b, s.measureLines())
	}
	var table strings.Builder
	writeColumns(&table, lines)
	const golden = "testdata/scores.golden"
	got := table.String() + b.String()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("the sample cases are answered otherwise (-want +got); go test ./eval -run Scores -update takes the new figures:\n%s", diff)
	}
}

// scoreColumns are the measures of testdata/scores.golden by kind.
var scoreColumns = []column{
	{"correct", score.Correct}, {"wrong", score.Wrong}, {"refused", score.Refused}, {"value", score.Value},
	{"indicator", score.Indicator}, {"period", score.Period}, {"status", score.Status}, {"extra", score.Superfluous}, {"masked", score.Masked},
	{"report", score.CiteReport}, {"section", score.CiteSection}, {"ev-recall", score.EvidenceRecall}, {"ev-precision", score.EvidencePrecision},
	{"found@10", score.RecallAt10}, {"mrr", score.MRR}, {"unsupported", score.Unsupported},
}

func scoreHead() []string {
	head := []string{"set/kind", "cases"}
	for _, c := range scoreColumns {
		head = append(head, c.head)
	}
	return head
}

func scoreLine(set string, row Row) []string {
	line := []string{set + "/" + row.Kind, strconv.Itoa(row.Cases)}
	for _, c := range scoreColumns {
		line = append(line, row.cell(c.name))
	}
	return line
}

// scoresOf answers the cases of a file from the reports of a folder.
func scoresOf(t *testing.T, file, reports string) Summary {
	t.Helper()
	a, all := botOn(t, reports), casesIn(t, file)
	sum := NewAdder()
	err := runs.Run{Ask: runs.Bot(a), Each: func(r runs.Result) error {
		sum.Add(r)
		return nil
	}}.Do(t.Context(), all)
	if err != nil {
		t.Fatal(err)
	}
	return sum.Summary()
}

// botOn returns a bot that answers from the reports of a folder, without a model or an
// embedder.
func botOn(t *testing.T, reports string) *answer.Answerer {
	t.Helper()
	store, err := retrieval.Open(t.Context(), t.TempDir(), retrieval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	synced, err := retrieval.Sync(t.Context(), store, nil, []string{reports}, retrieval.SyncOptions{})
	if err != nil || len(synced.Failed) > 0 {
		t.Fatal(err, synced.Failed)
	}
	return &answer.Answerer{Retriever: &retrieval.Retriever{Store: store}, Scope: synced.Scope}
}

package eval_test

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/bot/answer"
	"reportbot/eval"
	"reportbot/retrieval"
)

var updateSamples = flag.Bool("update-samples", false, "write golden/samples.txt and golden/provinces.txt anew")

// The answers to the sample cases, in figures: a change of ranking or answering
// shows in review as a change of these golden files.
func TestSamples(t *testing.T) {
	for _, set := range []struct{ cases, reports, golden string }{
		{"testdata/cases.jsonl", "testdata/reports", "golden/samples.txt"},
		{"testdata/provinces.jsonl", "testdata/provinces", "golden/provinces.txt"},
	} {
		t.Run(set.cases, func(t *testing.T) {
			table := answerTable(t, set.cases, set.reports)
			if *updateSamples {
				if err := os.WriteFile(set.golden, table, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(set.golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(table)); diff != "" {
				t.Errorf("the sample cases are answered otherwise (-want +got); go test ./eval -update-samples takes the new figures:\n%s", diff)
			}
		})
	}
}

// answerTable answers the cases of a file from the reports of a folder and returns the
// table of what was measured, without times.
func answerTable(t *testing.T, file, reports string) []byte {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cases, err := eval.ReadCases(f, file)
	if err != nil {
		t.Fatal(err)
	}
	store, err := retrieval.Open(t.Context(), t.TempDir(), retrieval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	synced, err := retrieval.Sync(t.Context(), store, nil, []string{reports}, retrieval.SyncOptions{})
	if err != nil || len(synced.Failed) > 0 {
		t.Fatal(err, synced.Failed)
	}
	a := &answer.Answerer{Retriever: &retrieval.Retriever{Store: store}, Scope: synced.Scope}
	results, err := eval.Run{Ask: a.Ask}.Do(t.Context(), cases)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := eval.Summarize(results).Table(&got); err != nil {
		t.Fatal(err)
	}
	return withoutTimes(got.Bytes())
}

var times = regexp.MustCompile(`(?m)^(answers .*?) +p50ms +p95ms$|^(\S.*?) +\d+ +\d+$`)

// withoutTimes drops the two columns of milliseconds.
func withoutTimes(table []byte) []byte {
	return times.ReplaceAll(table, []byte("$1$2"))
}

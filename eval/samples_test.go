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

var updateSamples = flag.Bool("update-samples", false, "write golden/samples.txt anew")

// The answers to the sample cases, in figures: a change of ranking or answering
// shows in review as a change of golden/samples.txt.
func TestSamples(t *testing.T) {
	f, err := os.Open("testdata/cases.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cases, err := eval.ReadCases(f, "testdata/cases.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	store, err := retrieval.Open(t.Context(), t.TempDir(), retrieval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	synced, err := retrieval.Sync(t.Context(), store, nil, []string{"testdata/reports"}, retrieval.SyncOptions{})
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
	table := withoutTimes(got.Bytes())
	const golden = "golden/samples.txt"
	if *updateSamples {
		if err := os.WriteFile(golden, table, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(table)); diff != "" {
		t.Errorf("the sample cases are answered otherwise (-want +got); go test ./eval -update-samples takes the new figures:\n%s", diff)
	}
}

var times = regexp.MustCompile(`(?m)^(answers .*?) +p50ms +p95ms$|^(\S.*?) +\d+ +\d+$`)

// withoutTimes drops the two columns of milliseconds.
func withoutTimes(table []byte) []byte {
	return times.ReplaceAll(table, []byte("$1$2"))
}

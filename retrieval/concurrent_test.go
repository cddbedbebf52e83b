package retrieval

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSyncCancelled(t *testing.T) {
	dir := t.TempDir()
	files := make(map[string]string)
	for i := range 30 {
		files[string(rune('a'+i%26))+strings.Repeat("x", i)+".txt"] = report("岚溪镇", float64(i))
	}
	write(t, dir, files)
	s := open(t, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	result, err := Sync(ctx, s, &fakeEmbedder{dim: 4}, []string{dir}, SyncOptions{Model: "m", Progress: func(e Event) {
		if e.Done == 5 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want context.Canceled", err)
	}
	if result.Added != 5 || len(result.Failed)+result.Unembedded > 0 {
		t.Errorf("result %+v, want 5 added and nothing failed", result)
	}
	wantWhole(t, s, 5)
	wantCounts(t, sync1(t, s, &fakeEmbedder{dim: 4}, SyncOptions{Model: "m"}, dir), count{Added: 25, Unchanged: 5})
}

func TestTwoSyncsAtOnce(t *testing.T) {
	dir, data := t.TempDir(), t.TempDir()
	files := make(map[string]string)
	for i := range 20 {
		files[strings.Repeat("x", i+1)+".txt"] = report("岚溪镇", float64(i))
	}
	write(t, dir, files)
	errs := make(chan error)
	for range 2 {
		go func() {
			s, err := Open(t.Context(), data, Options{})
			if err == nil {
				_, err = Sync(t.Context(), s, &fakeEmbedder{dim: 4}, []string{dir}, SyncOptions{Model: "m"})
				err = errors.Join(err, s.Close())
			}
			errs <- err
		}()
	}
	for range 2 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	wantWhole(t, open(t, data), 20)
}

func TestSnapshotSeesOtherProcess(t *testing.T) {
	dir, data := t.TempDir(), t.TempDir()
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 1), "b.txt": report("禾浦镇", 2)})
	writer := open(t, data)
	reader, err := Open(t.Context(), data, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	wantSources(t, reader)
	sync1(t, writer, nil, SyncOptions{}, dir)
	wantSources(t, reader, "a.txt", "b.txt")
	before := snapshot(t, reader)
	write(t, dir, map[string]string{"b.txt": report("禾浦镇", 3)})
	sync1(t, writer, nil, SyncOptions{}, dir)
	after := snapshot(t, reader)
	if before.entries[0] != after.entries[0] || before.entries[1] == after.entries[1] {
		t.Error("want the unchanged report kept in memory and the changed one loaded")
	}
}

// Questions are answered while reports change, each from one state of them; in the end
// a store that saw all changes finds what one that is opened then does.
func TestSearchWhileReportsChange(t *testing.T) {
	dir, data := t.TempDir(), t.TempDir()
	s := open(t, data)
	r := &Retriever{Store: s, Embedder: &fakeEmbedder{dim: 4}}
	change := func(n int) {
		files := map[string]string{fmt.Sprintf("%d.txt", n%5): report("岚溪镇", float64(n))}
		write(t, dir, files)
		sync1(t, s, r.Embedder, SyncOptions{Model: "m"}, dir)
	}
	change(0)
	done := make(chan bool)
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for ended := false; !ended; {
				select {
				case <-done:
					ended = true
				default:
				}
				askOnce(t, r)
			}
		})
	}
	for n := range 20 {
		change(n)
	}
	close(done)
	asking.Wait()
	again := &Retriever{Store: open(t, data), Embedder: r.Embedder}
	if diff := cmp.Diff(passagesOf(t, again), passagesOf(t, r)); diff != "" {
		t.Errorf("passages (-opened then +seen all along):\n%s", diff)
	}
}

// askOnce checks that what a question finds is of one state of the reports.
func askOnce(t *testing.T, r *Retriever) {
	res, err := r.Search(t.Context(), "岚溪镇规上工业产值是多少？", nil, nil, 10)
	if err != nil {
		t.Error(err)
		return
	}
	entries, err := res.Snapshot.Ledger(nil)
	if err != nil || len(res.Passages) == 0 || len(entries) == 0 {
		t.Errorf("%d passages, %d figures, error %v", len(res.Passages), len(entries), err)
	}
	for _, e := range entries {
		if runes := []rune(e.Quote); string(runes[e.Start:e.End]) != e.Text {
			t.Errorf("%q does not stand at %d–%d of %q", e.Text, e.Start, e.End, e.Quote)
		}
	}
}

// passagesOf lists the passages that a question finds, with their scores.
func passagesOf(t *testing.T, r *Retriever) []string {
	t.Helper()
	res, err := r.Search(t.Context(), "规上工业产值", nil, nil, 10)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, p := range res.Passages {
		all = append(all, fmt.Sprintf("%s %.6f %s", p.Report.Source, p.Score, p.Text))
	}
	return all
}

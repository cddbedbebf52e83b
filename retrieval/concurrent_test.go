package retrieval

import (
	"context"
	"errors"
	"strings"
	"testing"
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

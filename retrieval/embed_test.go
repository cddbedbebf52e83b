package retrieval

import (
	"errors"
	"math"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestVectorizer(t *testing.T) {
	texts := make([]string, 150)
	for i := range texts {
		texts[i] = strings.Repeat("渔", i+1) + "港"
	}
	before := slices.Clone(texts)
	emb := &fakeEmbedder{dim: 8}
	vectors, dim, err := newVectorizer(emb).vectors(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(texts, before) {
		t.Error("the caller's texts were edited")
	}
	if dim != 8 || len(vectors) != 150*8 || emb.calls.Load() != 3 {
		t.Fatalf("%d numbers, %d a vector, %d calls; want 1200, 8, 3", len(vectors), dim, emb.calls.Load())
	}
	for i, text := range texts {
		want, err := unit(emb.vector(text))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(want, vectors[i*8:(i+1)*8]) {
			t.Fatalf("text %d has the vector %v, want %v", i, vectors[i*8:(i+1)*8], want)
		}
	}
}

func TestVectorizerRefuses(t *testing.T) {
	tests := []struct {
		name   string
		broken func(call int, v [][]float32) ([][]float32, error)
		want   string
	}{
		{"zero", func(_ int, v [][]float32) ([][]float32, error) { clear(v[1]); return v, nil }, "text 2 of 64: vector is zero"},
		{"NaN", func(_ int, v [][]float32) ([][]float32, error) { v[0][0] = float32(math.NaN()); return v, nil }, "not finite"},
		{"infinite", func(_ int, v [][]float32) ([][]float32, error) { v[0][0] = float32(math.Inf(1)); return v, nil }, "not finite"},
		{"empty", func(_ int, v [][]float32) ([][]float32, error) { v[0] = nil; return v, nil }, "zero"},
		{"too few", func(_ int, v [][]float32) ([][]float32, error) { return v[1:], nil }, "returned 63 vectors for 64 texts"},
		{"none", func(int, [][]float32) ([][]float32, error) { return nil, nil }, "returned 0 vectors"},
		{"lengths in a batch", func(_ int, v [][]float32) ([][]float32, error) { v[1] = v[1][:2]; return v, nil }, "several lengths"},
		{"lengths of batches", func(call int, v [][]float32) ([][]float32, error) {
			for i := range v {
				v[i] = append(v[i], make([]float32, call)...)
			}
			return v, nil
		}, "several lengths"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			emb := &fakeEmbedder{dim: 4, broken: test.broken}
			_, _, err := newVectorizer(emb).vectors(t.Context(), slices.Repeat([]string{"渔港"}, 128))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q in it", err, test.want)
			}
			if emb.calls.Load() > 2 {
				t.Errorf("%d calls: a sound reply that is wrong was asked for again", emb.calls.Load())
			}
		})
	}
}

func TestVectorizerTriesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		emb := &fakeEmbedder{dim: 4, broken: func(call int, v [][]float32) ([][]float32, error) {
			if call < batchTries {
				return nil, errServer
			}
			return v, nil
		}}
		start := time.Now()
		if _, _, err := newVectorizer(emb).vectors(t.Context(), []string{"渔港"}); err != nil {
			t.Error(err)
		}
		if d := time.Since(start); d < 500*time.Millisecond || d > 10*time.Second {
			t.Errorf("three new tries took %v", d)
		}
	})
}

func TestVectorizerGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		emb := &fakeEmbedder{dim: 4, broken: func(int, [][]float32) ([][]float32, error) { return nil, errServer }}
		v := newVectorizer(emb)
		for range failuresToStop {
			if _, _, err := v.vectors(t.Context(), []string{"渔港"}); !errors.Is(err, errServer) {
				t.Errorf("error %v, want the embedder's", err)
			}
		}
		if _, _, err := v.vectors(t.Context(), []string{"渔港"}); !errors.Is(err, errDown) {
			t.Errorf("error %v, want errDown", err)
		}
		if got := emb.calls.Load(); got != failuresToStop*batchTries {
			t.Errorf("%d calls, want %d", got, failuresToStop*batchTries)
		}
	})
}

func TestVectorizerLimitsRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var flying, most atomic.Int32
		emb := &fakeEmbedder{dim: 4, broken: func(_ int, v [][]float32) ([][]float32, error) {
			now := flying.Add(1)
			defer flying.Add(-1)
			for seen := most.Load(); now > seen && !most.CompareAndSwap(seen, now); seen = most.Load() {
			}
			time.Sleep(time.Second)
			return v, nil
		}}
		if _, _, err := newVectorizer(emb).vectors(t.Context(), slices.Repeat([]string{"渔港"}, 20*batchTexts)); err != nil {
			t.Error(err)
		}
		if most.Load() != batchesFlying {
			t.Errorf("%d requests at once, want %d", most.Load(), batchesFlying)
		}
	})
}

// Reports that could not be embedded are stored, and completed later.
func TestSyncWithoutEmbedder(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 1), "b.txt": report("禾浦镇", 2)})
	s := open(t, t.TempDir())
	broken := &fakeEmbedder{dim: 4, broken: func(_ int, v [][]float32) ([][]float32, error) { clear(v[0]); return v, nil }}
	result := sync1(t, s, broken, SyncOptions{Model: "m"}, dir)
	wantCounts(t, result, count{Added: 2, Unembedded: 2})
	if len(result.Warnings) != 2 || !strings.Contains(result.Warnings[0].Err.Error(), "vector is zero") {
		t.Errorf("warnings %v", result.Warnings)
	}
	wantSources(t, s, "a.txt", "b.txt")
	if model := snapshot(t, s).Model; model != "" {
		t.Errorf("the index without vectors has the model %q", model)
	}
	wantCounts(t, sync1(t, s, broken, SyncOptions{Model: "m"}, dir), count{Unchanged: 2, Unembedded: 2})
	wantCounts(t, sync1(t, s, &fakeEmbedder{dim: 6}, SyncOptions{Model: "other"}, dir), count{Unchanged: 2})
	wantWhole(t, s, 2)
	if snap := snapshot(t, s); snap.Model != "other" || snap.Dim != 6 {
		t.Errorf("model %q, dim %d", snap.Model, snap.Dim)
	}
}

// Vectors made later are those that would have been made at once.
func TestVectorsAddedLaterAreTheSame(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 1), "b.md": "| 指标 | 数值 |\n|---|---|\n| 渔业总产值 | 3.18亿元 |\n"})
	emb := &fakeEmbedder{dim: 8}
	now, later := open(t, t.TempDir()), open(t, t.TempDir())
	sync1(t, now, emb, SyncOptions{Model: "m"}, dir)
	sync1(t, later, nil, SyncOptions{}, dir)
	sync1(t, later, emb, SyncOptions{Model: "m"}, dir)
	var blobs [2][]byte
	for i, s := range []*Store{now, later} {
		row := s.db.QueryRow(`SELECT group_concat(hex(vectors)) FROM (SELECT vectors FROM embeddings JOIN reports ON key = report ORDER BY source)`)
		if err := row.Scan(&blobs[i]); err != nil {
			t.Fatal(err)
		}
	}
	if len(blobs[0]) == 0 || !slices.Equal(blobs[0], blobs[1]) {
		t.Error("vectors differ")
	}
}

func TestModelMismatch(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 1)})
	write(t, elsewhere, map[string]string{"b.txt": report("禾浦镇", 2)})
	s := open(t, t.TempDir())
	sync1(t, s, &fakeEmbedder{dim: 4}, SyncOptions{Model: "m"}, dir, elsewhere)

	_, err := Sync(t.Context(), s, &fakeEmbedder{dim: 4}, []string{dir}, SyncOptions{Model: "other"})
	wantHint(t, err, "ingest --rebuild")
	if want := "embed reports: the index was built with m, not other"; err.Error() != want {
		t.Errorf("error %q, want %q", err, want)
	}
	write(t, dir, map[string]string{"c.txt": report("云汀镇", 3)})
	_, err = Sync(t.Context(), s, &fakeEmbedder{dim: 5}, []string{dir}, SyncOptions{Model: "m"})
	wantHint(t, err, "ingest --rebuild")
	wantWhole(t, s, 2)
	_, err = snapshot(t, s).Cosines(t.Context(), []float32{1, 2}, nil)
	wantHint(t, err, "ingest --rebuild")

	result := sync1(t, s, &fakeEmbedder{dim: 5}, SyncOptions{Model: "other", Rebuild: true}, dir)
	wantCounts(t, result, count{Added: 1, Changed: 2})
	if len(result.Scope) != 2 {
		t.Errorf("scope %v, want the two under the root", result.Scope)
	}
	wantWhole(t, s, 3)
	if snap := snapshot(t, s); snap.Model != "other" || snap.Dim != 5 {
		t.Errorf("model %q, dim %d", snap.Model, snap.Dim)
	}
}

func TestSyncNamelessEmbedder(t *testing.T) {
	if _, err := Sync(t.Context(), open(t, t.TempDir()), &fakeEmbedder{dim: 4}, nil, SyncOptions{}); err == nil {
		t.Error("an embedder without a name was accepted")
	}
}

// A second process that embeds with another model is stopped when it writes.
func TestClaimModelInTransaction(t *testing.T) {
	dir, data := t.TempDir(), t.TempDir()
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 1), "b.txt": report("禾浦镇", 2)})
	s := open(t, data)
	raced := false
	_, err := Sync(t.Context(), s, &fakeEmbedder{dim: 4}, []string{dir}, SyncOptions{Model: "m", Progress: func(e Event) {
		if e.Done == 0 && !raced {
			raced = true
			sync1(t, open(t, data), &fakeEmbedder{dim: 4}, SyncOptions{Model: "faster"}, dir)
		}
	}})
	wantHint(t, err, "ingest --rebuild")
	wantWhole(t, s, 2)
	if model := snapshot(t, s).Model; model != "faster" {
		t.Errorf("model %q", model)
	}
}

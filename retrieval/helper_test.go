package retrieval

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/tmc/langchaingo/embeddings"

	"reportbot/ingest"
)

// report returns the text of a made-up yearly report.
func report(town string, output float64) string {
	return fmt.Sprintf(`%[1]s2031年工作总结

一、2031年工作总结

（一）经济运行平稳有进

全镇实现规上工业产值%.2[2]f亿元，同比增长4.6%%；渔业总产值3.18亿元。%[1]s新引进海藻加工企业两家。

（二）民生实事落地见效

改造老旧小区6个，惠及居民1280户。镇卫生院新楼投入使用。

二、2032年工作思路

力争规上工业产值增长5%%，新建渔港步道2.4公里。
`, town, output)
}

// write writes files below dir; their times lie far enough back to be
// trusted.
func write(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		age(t, path, time.Hour)
	}
}

func age(t testing.TB, path string, d time.Duration) {
	t.Helper()
	then := time.Now().Add(-d)
	if err := os.Chtimes(path, then, then); err != nil {
		t.Fatal(err)
	}
}

// open opens the store in dir, with a short wait for locks.
func open(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func sync1(t testing.TB, s *Store, emb embeddings.Embedder, o SyncOptions, roots ...string) SyncResult {
	t.Helper()
	result, err := Sync(t.Context(), s, emb, roots, o)
	if err != nil {
		t.Fatalf("Sync(%v): %v", roots, err)
	}
	return result
}

func snapshot(t testing.TB, s *Store) *Snapshot {
	t.Helper()
	snap, err := s.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

// count is the part of a result that is numbers.
type count struct{ Added, Changed, Unchanged, Removed, Failed, Unembedded int }

func counts(r SyncResult) count {
	return count{r.Added, r.Changed, r.Unchanged, r.Removed, len(r.Failed), r.Unembedded}
}

func wantCounts(t testing.TB, r SyncResult, want count) {
	t.Helper()
	if diff := cmp.Diff(want, counts(r)); diff != "" {
		t.Errorf("result (-want +got):\n%s\n%+v", diff, r)
	}
}

// sources returns the sources of all reports, in order.
func sources(t testing.TB, s *Store) []string {
	t.Helper()
	var all []string
	for _, r := range snapshot(t, s).Reports {
		all = append(all, r.Source)
	}
	return all
}

func wantSources(t testing.TB, s *Store, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, sources(t, s), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("reports (-want +got):\n%s", diff)
	}
}

// wantHint checks an error's hint, and that the error is not a bare code.
func wantHint(t testing.TB, err error, hint string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one with the hint %q", hint)
	}
	if !strings.Contains(Hint(err), hint) {
		t.Errorf("error %q has the hint %q, want %q in it", err, Hint(err), hint)
	}
}

// wantWhole checks that there are n reports with all their parts, vectors
// included.
func wantWhole(t testing.TB, s *Store, n int) {
	t.Helper()
	snap := snapshot(t, s)
	if len(snap.Reports) != n {
		t.Errorf("%d reports, want %d", len(snap.Reports), n)
	}
	for i, info := range snap.Reports {
		r, err := snap.Report(i)
		if err != nil {
			t.Fatalf("%s: %v", info.Path, err)
		}
		chunks := ingest.Chunks(r)
		if len(chunks) == 0 || !slices.Equal(chunks, snap.entries[i].chunks) || !info.Vectors {
			t.Errorf("%s is not whole: %+v", info.Source, info)
		}
	}
	if n := ints(t, s, "SELECT count(*) FROM pragma_foreign_key_check"); n[0] != 0 {
		t.Errorf("%d parts without a report", n[0])
	}
}

// ints returns the numbers that queries give.
func ints(t testing.TB, s *Store, queries ...string) []int64 {
	t.Helper()
	var all []int64
	for _, q := range queries {
		var n int64
		if err := s.db.QueryRowContext(t.Context(), q).Scan(&n); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		all = append(all, n)
	}
	return all
}

// fakeEmbedder makes vectors of the characters of a text. Like langchaingo's
// embedders it edits the slice it is given.
type fakeEmbedder struct {
	dim    int
	calls  atomic.Int32
	texts  atomic.Int32
	broken func(call int, vectors [][]float32) ([][]float32, error) // nil: sound
}

var _ embeddings.Embedder = (*fakeEmbedder)(nil)

func (f *fakeEmbedder) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	call := int(f.calls.Add(1))
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		vectors[i] = f.vector(text)
		f.texts.Add(1)
		texts[i] = "edited"
	}
	if f.broken != nil {
		return f.broken(call, vectors)
	}
	return vectors, ctx.Err()
}

func (f *fakeEmbedder) EmbedQuery(_ context.Context, text string) ([]float32, error) {
	return f.vector(text), nil
}

// vector is 7 long, so that a vector that is not made unit length shows.
func (f *fakeEmbedder) vector(text string) []float32 {
	if text == "edited" {
		panic("the embedder was given a slice that it had edited")
	}
	v := make([]float32, f.dim)
	for _, r := range text {
		h := fnv.New32a()
		_, _ = h.Write([]byte(string(r)))
		v[int(h.Sum32())%f.dim]++
	}
	u, err := unit(v)
	if err != nil {
		panic(err)
	}
	for i := range u {
		u[i] *= 7
	}
	return u
}

var errServer = errors.New("HTTP 503")

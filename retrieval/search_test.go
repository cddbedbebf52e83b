package retrieval

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"reportbot/ingest"
	"reportbot/retrieval/lexical"
)

// towns is a store with three reports; that of 云汀镇 has no vectors.
func towns(t *testing.T, emb *fakeEmbedder) *Snapshot {
	t.Helper()
	dir := t.TempDir()
	s := open(t, t.TempDir())
	write(t, dir, map[string]string{"1.txt": report("云汀镇", 3)})
	sync1(t, s, nil, SyncOptions{}, dir)
	write(t, dir, map[string]string{"2.txt": report("岚溪镇", 12.5), "3.txt": report("禾浦镇", 31.07)})
	sync1(t, s, emb, SyncOptions{Model: "m", Scoped: true}, dir+"/2.txt", dir+"/3.txt")
	return snapshot(t, s)
}

func TestCosines(t *testing.T) {
	emb := &fakeEmbedder{dim: 16}
	snap := towns(t, emb)
	question := emb.vector("渔港步道")
	for _, visible := range [][]bool{nil, {true, true, false}} {
		got, err := snap.Cosines(t.Context(), question, visible)
		if err != nil {
			t.Fatal(err)
		}
		want := make([]float32, snap.Len())
		for doc := range want {
			m := snap.Meta(doc)
			want[doc] = float32(math.NaN())
			if m.Report == 0 || visible != nil && !visible[m.Report] {
				continue
			}
			r, err := snap.Report(m.Report)
			if err != nil {
				t.Fatal(err)
			}
			want[doc] = cosine(question, emb.vector(r.IndexText(m.Chunk)))
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateNaNs(), cmpopts.EquateApprox(0, 1e-5)); diff != "" {
			t.Errorf("cosines with visible %v (-want +got):\n%s", visible, diff)
		}
	}
}

func cosine(a, b []float32) float32 {
	var dot, x, y float64
	for i := range a {
		dot += float64(a[i]) * float64(b[i])
		x += float64(a[i]) * float64(a[i])
		y += float64(b[i]) * float64(b[i])
	}
	return float32(dot / math.Sqrt(x*y))
}

func TestCosinesRefuses(t *testing.T) {
	snap := towns(t, &fakeEmbedder{dim: 4})
	if _, err := snap.Cosines(t.Context(), make([]float32, 4), nil); err == nil || !strings.Contains(err.Error(), "vector is zero") {
		t.Errorf("error %v for a zero vector", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := snap.Cosines(ctx, []float32{1, 2, 3, 4}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func TestFuse(t *testing.T) {
	nan := float32(math.NaN())
	snap := &Snapshot{groups: []int32{0, 0, 1, 2, 2}}
	tests := []struct {
		name    string
		lexical []float32
		ceiling float32
		cos     []float32
		visible []bool
		want    []float32
	}{
		{"both", []float32{0, 4, 2, 1, 0}, 10, []float32{.5, .7, .9, .5, .6}, nil, []float32{0, .825, .675, .1625, .0875}},
		{"words alone", []float32{0, 4, 2, 1, 0}, 10, nil, nil, []float32{0, 1, .5, .25, 0}},
		{"words that match little", []float32{0, 4, 2, 1, 0}, 20, []float32{.5, .7, .9, .5, .6}, nil, []float32{0, .5, .5125, .08125, .0875}},
		{"no vector", []float32{0, 4, 2, 1, 0}, 10, []float32{.5, .9, nan, .5, .5}, nil, []float32{0, 1, .5, .1625, 0}},
		{"unseen does not count", []float32{8, 9, 2, 1, 0}, 5, []float32{-1, 1, .9, .5, .7}, []bool{false, true, true}, []float32{-1, -1, 1, .325, .175}},
		{"all equal", []float32{3, 3, 3, 3, 3}, 3, []float32{.5, .5, .5, .5, .5}, nil, []float32{1, 1, 1, 1, 1}},
		{"no word found", []float32{0, 0, 0, 0, 0}, 0, nil, nil, []float32{0, 0, 0, 0, 0}},
		{"nothing seen", []float32{3, 4, 3, 3, 3}, 4, nil, []bool{false, false, false}, []float32{-1, -1, -1, -1, -1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := snap.Fuse(test.lexical, test.ceiling, test.cos, test.visible)
			if diff := cmp.Diff(test.want, got, cmpopts.EquateApprox(0, 1e-6)); diff != "" {
				t.Errorf("scores (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTop(t *testing.T) {
	scores := []float32{.5, .9, -1, .5, 0, float32(math.NaN()), .9}
	for k, want := range [][]int{{}, {1}, {1, 6}, {1, 6, 0}, {1, 6, 0, 3}, {1, 6, 0, 3, 4}, {1, 6, 0, 3, 4}} {
		if got := Top(scores, k); !slices.Equal(got, want) {
			t.Errorf("Top(%d) = %v, want %v", k, got, want)
		}
	}
}

func TestPassage(t *testing.T) {
	dir := t.TempDir()
	rows := strings.Repeat("| 海藻加工产值 | 1.2亿元 |\n", 40)
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 12.5), "b.md": "# 云汀镇2031年统计\n\n| 指标 | 数值 |\n|---|---|\n" + rows})
	s := open(t, t.TempDir())
	sync1(t, s, nil, SyncOptions{}, dir)
	snap := snapshot(t, s)
	best := Top(snap.Lexical.Scores(lexical.NewQuery("力争新建渔港步道"), nil), 1)
	p := snap.Passage(best[0])
	if !strings.Contains(p.Text, "新建渔港步道2.4公里") || p.Report.Source != "a.txt" || p.Doc != best[0] || p.Status != ingest.StatusPlan {
		t.Errorf("passage %+v", p)
	}
	for doc := range snap.Len() {
		p := snap.Passage(doc)
		r, err := snap.Report(snap.Meta(doc).Report)
		if err != nil {
			t.Fatal(err)
		}
		if p.Text != r.Text[p.Chunk.Start:p.Chunk.End] || !slices.Equal(p.Path, r.Sections[p.Chunk.Section].Path) || p.Report.ID != r.ID {
			t.Errorf("passage %d is not what its report says: %+v", doc, p)
		}
		if h := p.Chunk.Header; p.Header != r.Text[h.Start:h.End] {
			t.Errorf("passage %d has the header %q", doc, p.Header)
		}
	}
	if i, ok := snap.Index(p.Report.ID); !ok || snap.Reports[i].ID != p.Report.ID {
		t.Errorf("Index(%q) = %d, %v", p.Report.ID, i, ok)
	}
	if _, ok := snap.Index("none"); ok {
		t.Error("a report that is not there was found")
	}
}

func TestEmptySnapshot(t *testing.T) {
	snap := snapshot(t, open(t, t.TempDir()))
	cosines, err := snap.Cosines(t.Context(), []float32{1, 2, 3}, nil)
	if snap.Len() != 0 || len(snap.Reports) != 0 || len(cosines) != 0 || err != nil {
		t.Errorf("%d documents, %d reports, cosines %v, error %v", snap.Len(), len(snap.Reports), cosines, err)
	}
	if got := Top(snap.Fuse(snap.Lexical.Scores(lexical.NewQuery("渔港"), nil), 0, cosines, nil), 10); len(got) != 0 {
		t.Errorf("found %v", got)
	}
}

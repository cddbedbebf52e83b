package embed

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var loaded = sync.OnceValues(New)

func builtinEmbedder(t testing.TB) *Embedder {
	t.Helper()
	e, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// golden compares got with a file of testdata, or rewrites the file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// The golden file holds the bytes of the vectors on every machine.
func TestVectorBytes(t *testing.T) {
	e := builtinEmbedder(t)
	var texts []string
	for _, s := range readSegments(t) {
		texts = append(texts, s.Text)
	}
	vectors, err := e.EmbedDocuments(context.Background(), texts)
	if err != nil {
		t.Fatal(err)
	}
	hash := sha256.New()
	for _, v := range vectors {
		if err := binary.Write(hash, binary.LittleEndian, v); err != nil {
			t.Fatal(err)
		}
	}
	first := vectors[0][:4]
	golden(t, "vectors.golden", fmt.Sprintf("%s: %d vectors of %d, sha256 %x\n%s: %.8f …\n",
		e.Name(), len(vectors), len(vectors[0]), hash.Sum(nil), texts[0], first))
}

func TestEmbedDocuments(t *testing.T) {
	e := builtinEmbedder(t)
	var texts []string
	for i := range 300 {
		texts = append(texts, fmt.Sprintf("第%d村修建水渠%d米，种植油菜。", i, i*i))
	}
	before := slices.Clone(texts)
	vectors, err := e.EmbedDocuments(context.Background(), texts)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, texts); diff != "" {
		t.Errorf("texts changed (-before +after):\n%s", diff)
	}
	for i, text := range texts {
		alone, err := e.EmbedQuery(context.Background(), text)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(alone, vectors[i]); diff != "" {
			t.Fatalf("text %d (-alone +among others):\n%s", i, diff)
		}
	}
	if _ = append(vectors[0], 7); vectors[1][0] == 7 {
		t.Error("a vector runs over into the next")
	}
}

func TestEmbedNothing(t *testing.T) {
	vectors, err := builtinEmbedder(t).EmbedDocuments(context.Background(), nil)
	if err != nil || len(vectors) != 0 {
		t.Errorf("got %v, %v; want no vectors and no error", vectors, err)
	}
}

func TestEmbedCanceled(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	why := errors.New("the reader left")
	cancel(why)
	vectors, err := builtinEmbedder(t).EmbedDocuments(ctx, []string{"防汛", "抗旱"})
	if vectors != nil || !errors.Is(err, why) {
		t.Errorf("EmbedDocuments: got %v, %v; want none, %v", vectors, err, why)
	}
	if vector, err := builtinEmbedder(t).EmbedQuery(ctx, "防汛"); vector != nil || !errors.Is(err, why) {
		t.Errorf("EmbedQuery: got %v, %v; want none, %v", vector, err, why)
	}
}

// A text without a token gets the vector of equal components.
func TestEmbedNoToken(t *testing.T) {
	e := builtinEmbedder(t)
	want := float32(1 / math.Sqrt(float64(e.table.dims)))
	for _, text := range []string{"", " \n", "……，！", "Ωμέγα", "ひらがな", "\xff\xfe", "🙂"} {
		vector, err := e.EmbedQuery(context.Background(), text)
		if err != nil {
			t.Fatal(err)
		}
		if i := slices.IndexFunc(vector, func(v float32) bool { return v != want }); i >= 0 {
			t.Errorf("%q: component %d is %v, want %v", text, i, vector[i], want)
		}
	}
}

func TestName(t *testing.T) {
	name := builtinEmbedder(t).Name()
	if sum := fmt.Sprintf("%x", sha256.Sum256([]byte(builtin[40:]))); name != "builtin-"+sum[:8] {
		t.Errorf("%s is not named for its table, whose sum is %s", name, sum)
	}
	if len(builtin) > 15e6 {
		t.Errorf("the table has %d bytes, more than 15 MB", len(builtin))
	}
}

// The vector of a small table can be worked out by hand.
func TestEmbedSums(t *testing.T) {
	e := smallEmbedder(t)
	vector, err := e.EmbedQuery(context.Background(), "水，水渠水A渠，水，水")
	if err != nil {
		t.Fatal(err)
	}
	// 5·(2, 0) + √4 × 3·(1, -1) = (16, -6)
	length := math.Sqrt(16*16 + 6*6)
	want := []float32{float32(16 / length), float32(-6 / length)}
	if diff := cmp.Diff(want, vector); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// √25 × 3·(1, -1) + √9 × 5·(-1, 1) = (0, 0)
	vector, err = e.EmbedQuery(context.Background(), strings.Repeat("水", 25)+strings.Repeat("土", 9))
	if err != nil {
		t.Fatal(err)
	}
	if vector[0] != vector[1] || vector[0] == 0 {
		t.Errorf("rows that cancel out: got %v, want equal components", vector)
	}
}

func FuzzEmbed(f *testing.F) {
	for _, s := range []string{"", "今年粮食产量2.3万吨", "Ｇ３２０国道", "ﬁne ǅ İ", "\xff水\xc3", "é́́", "水\x00土"} {
		f.Add(s)
	}
	e := builtinEmbedder(f)
	f.Fuzz(func(t *testing.T, text string) {
		vector, err := e.EmbedQuery(context.Background(), text)
		if err != nil {
			t.Fatal(err)
		}
		var squares float64
		for _, v := range vector {
			squares += float64(v) * float64(v)
		}
		if !(math.Abs(squares-1) < 1e-5) {
			t.Fatalf("%q: squares add up to %v", text, squares)
		}
		again, err := e.EmbedDocuments(context.Background(), []string{"x", text})
		if err != nil || !slices.Equal(again[1], vector) {
			t.Fatalf("%q: another vector the second time (error %v)", text, err)
		}
	})
}

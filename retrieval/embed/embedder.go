package embed

import (
	"context"
	_ "embed"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync/atomic"

	"github.com/tmc/langchaingo/embeddings"
	"golang.org/x/sync/errgroup"
)

//go:embed table.bin
var builtin string

// Embedder makes vectors with one table. It is safe for concurrent use.
type Embedder struct {
	table *table
	name  string
}

var _ embeddings.Embedder = (*Embedder)(nil)

// New returns the built-in embedder. The error tells of a damaged table: the
// program was built with a wrong file. Each call reads the table again, which
// takes some milliseconds.
func New() (*Embedder, error) {
	t, err := readTable(builtin)
	if err != nil {
		return nil, fmt.Errorf("read built-in embedding table: %w", err)
	}
	return &Embedder{table: t, name: "builtin-" + t.sum[:8]}, nil
}

// Name is "builtin-" and eight hex digits that change with the table: vectors
// of two names do not compare.
func (e *Embedder) Name() string { return e.name }

// EmbedDocuments returns one unit vector for each text, in order; no texts
// give an empty slice. It keeps GOMAXPROCS goroutines busy and changes nothing
// in texts. The only error is that of ctx, with no vectors.
func (e *Embedder) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	flat := make([]float32, len(texts)*e.table.dims)
	var next atomic.Int64
	work := func() error {
		var b bag
		for i := int(next.Add(1)) - 1; i < len(texts); i = int(next.Add(1)) - 1 {
			if ctx.Err() != nil {
				return fmt.Errorf("embed: %w", context.Cause(ctx))
			}
			vectors[i] = flat[i*e.table.dims : (i+1)*e.table.dims : (i+1)*e.table.dims]
			e.table.embed(&b, texts[i], vectors[i])
		}
		return nil
	}
	var group errgroup.Group
	for range min(runtime.GOMAXPROCS(0), len(texts)) {
		group.Go(work)
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return vectors, nil
}

// EmbedQuery returns the unit vector of text: the same as EmbedDocuments
// gives, for questions and passages are treated alike.
func (e *Embedder) EmbedQuery(ctx context.Context, text string) ([]float32, error) {
	vectors, err := e.EmbedDocuments(ctx, []string{text})
	if err != nil {
		return nil, err
	}
	return vectors[0], nil
}

// bag is the space that embedding a text needs; it is used again for the next.
type bag struct {
	segmenter
	sums []int64
}

// embed writes the unit vector of text to dst. A text without any token, or
// whose rows add up to nothing, gets the vector of equal components, which is
// about as far from every other text as can be.
func (t *table) embed(b *bag, text string, dst []float32) {
	tokens := b.segment(t.tokens, text)
	slices.Sort(tokens)
	if b.sums == nil {
		b.sums = make([]int64, t.dims)
	}
	clear(b.sums)
	for len(tokens) > 0 {
		n := 1
		for n < len(tokens) && tokens[n] == tokens[0] {
			n++
		}
		t.add(b.sums, tokens[0], n)
		tokens = tokens[n:]
	}
	normalize(b.sums, dst)
}

// add adds the row of a token that the text has n times, in whole numbers: the
// order of the additions does not matter. A row counts √n times, so that a
// place name in every sentence does not drown the rest. A product is below
// 2^31·√n: texts of many gigabytes would be needed to overflow.
func (t *table) add(sums []int64, token int32, n int) {
	weight := int64(t.weights[token]) * int64(256*math.Sqrt(float64(n)))
	row := t.rows[int(token)*t.dims:][:len(sums)]
	for i := range sums {
		sums[i] += weight * int64(int8(row[i]))
	}
}

// normalize writes sums to dst, scaled to unit length. Go may fuse x*y + z
// into one operation with one rounding on some machines and not on others; the
// explicit conversions forbid it, so the bytes are the same everywhere.
func normalize(sums []int64, dst []float32) {
	var squares float64
	for _, s := range sums {
		squares += float64(float64(s) * float64(s))
	}
	if squares == 0 {
		equal := float32(1 / math.Sqrt(float64(len(dst))))
		for i := range dst {
			dst[i] = equal
		}
		return
	}
	length := math.Sqrt(squares)
	for i, s := range sums {
		dst[i] = float32(float64(s) / length)
	}
}

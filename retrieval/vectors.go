package retrieval

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"strconv"
	"sync/atomic"

	"github.com/philippgille/chromem-go"
	"golang.org/x/sync/errgroup"
)

// errNoEmbedding is what chromem-go gets for an embedding function: left
// alone it would send texts to a remote service.
var errNoEmbedding = errors.New("vectors must be given")

// newCollection makes the collection of one report from the vectors of its
// chunks, dim numbers each. Document IDs are the chunks' numbers. The slice
// is kept.
func newCollection(ctx context.Context, vectors []float32, dim int) (*chromem.Collection, error) {
	// A collection can only be made in a database; each report has its own,
	// so that dropping the report drops all of it.
	c, err := chromem.NewDB().CreateCollection("report", nil, func(context.Context, string) ([]float32, error) {
		return nil, errNoEmbedding
	})
	if err != nil {
		return nil, err
	}
	for n := range len(vectors) / dim {
		err := c.AddDocument(ctx, chromem.Document{ID: strconv.Itoa(n), Embedding: vectors[n*dim : (n+1)*dim : (n+1)*dim]})
		if err != nil {
			return nil, fmt.Errorf("add vector: %w", err)
		}
	}
	return c, nil
}

// Cosines returns the cosine of vector, of any length but 0, and each
// document of the reports that are visible (nil: all). It is NaN where a
// document may not be seen or has no vector.
func (s *Snapshot) Cosines(ctx context.Context, vector []float32, visible []bool) ([]float32, error) {
	cosines := make([]float32, s.Len())
	for i := range cosines {
		cosines[i] = float32(math.NaN())
	}
	if s.Dim == 0 {
		return cosines, nil
	}
	if len(vector) != s.Dim {
		return nil, &HintError{"compare vectors", fmt.Errorf("the question's vector has %d numbers, those of the index %d (%s)",
			len(vector), s.Dim, s.Model), "use the embedder that the index was built with, or run ingest --rebuild"}
	}
	vector, err := unit(vector)
	if err != nil {
		return nil, fmt.Errorf("compare vectors: %w", err)
	}
	var next atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			for i := int(next.Add(1)) - 1; i < len(s.entries); i = int(next.Add(1)) - 1 {
				if visible != nil && !visible[i] || s.entries[i].vectors == nil {
					continue
				}
				first, end := s.Lexical.Span(i)
				if err := reportCosines(ctx, s.entries[i].vectors, vector, cosines[first:end]); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return cosines, group.Wait()
}

// reportCosines sets the cosines of the chunks of one report.
func reportCosines(ctx context.Context, c *chromem.Collection, vector, cosines []float32) error {
	found, err := c.QueryEmbedding(ctx, vector, c.Count(), nil, nil)
	if err != nil {
		return fmt.Errorf("compare vectors: %w", err)
	}
	if err := context.Cause(ctx); err != nil {
		return err // chromem-go returns what it has so far
	}
	for _, f := range found {
		n, err := strconv.Atoi(f.ID)
		if err != nil {
			return fmt.Errorf("compare vectors: %w", err)
		}
		cosines[n] = f.Similarity
	}
	return nil
}

// unit returns v at length 1; an error when v has no direction.
func unit(v []float32) ([]float32, error) {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	switch {
	case math.IsNaN(sum) || math.IsInf(sum, 0):
		return nil, errors.New("vector holds a number that is not finite")
	case sum == 0:
		return nil, errors.New("vector is zero")
	}
	norm := math.Sqrt(sum)
	out := make([]float32, len(v))
	for i, x := range v {
		out[i] = float32(float64(x) / norm)
	}
	return out, nil
}

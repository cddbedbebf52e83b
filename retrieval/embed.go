package retrieval

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/tmc/langchaingo/embeddings"
	"golang.org/x/sync/errgroup"
)

const (
	batchTexts    = 64 // texts of one request
	batchesFlying = 4  // requests at the same time
	batchTries    = 4
	// batchTimeout is the deadline of one try. A small model on a CPU reads
	// about 350 tokens a second: a minute for a full batch.
	batchTimeout = 3 * time.Minute
	// failuresToStop is the number of reports in a row without vectors after
	// which the embedder is taken to be down and is asked no more.
	failuresToStop = 3
)

// vectorizer makes vectors of texts. A nil vectorizer makes none.
type vectorizer struct {
	embedder embeddings.Embedder
	slots    chan struct{} // one for each batch in flight
	failures atomic.Int32  // reports in a row
}

// errDown says that the embedder was given up after several reports.
var errDown = errors.New("the embedder failed several times in a row and was asked no more")

func newVectorizer(e embeddings.Embedder) *vectorizer {
	if e == nil {
		return nil
	}
	return &vectorizer{embedder: e, slots: make(chan struct{}, batchesFlying)}
}

// vectors returns the vectors of the texts of one report, one after another,
// each of unit length and dim numbers. No texts make no vectors.
func (v *vectorizer) vectors(ctx context.Context, texts []string) (all []float32, dim int, err error) {
	if v.failures.Load() >= failuresToStop {
		return nil, 0, errDown
	}
	batches := slices.Collect(slices.Chunk(texts, batchTexts))
	made := make([][]float32, len(batches))
	group, inner := errgroup.WithContext(ctx)
	for i, batch := range batches {
		group.Go(func() (err error) {
			made[i], err = v.batch(inner, batch)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		if ctx.Err() == nil {
			v.failures.Add(1)
		}
		return nil, 0, err
	}
	v.failures.Store(0)
	for i, m := range made {
		if dim = len(made[0]) / len(batches[0]); len(m) != dim*len(batches[i]) {
			return nil, 0, errors.New("the embedder returned vectors of several lengths")
		}
	}
	return slices.Concat(made...), dim, nil
}

// batch embeds the texts of one request, and tries again when it fails.
func (v *vectorizer) batch(ctx context.Context, texts []string) ([]float32, error) {
	select {
	case v.slots <- struct{}{}:
		defer func() { <-v.slots }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	return backoff.Retry(ctx, func() ([]float32, error) {
		inner, cancel := context.WithTimeout(ctx, batchTimeout)
		defer cancel()
		// langchaingo's embedders edit the slice they are given.
		vectors, err := v.embedder.EmbedDocuments(inner, slices.Clone(texts))
		if err != nil {
			return nil, fmt.Errorf("embed: %w", err)
		}
		flat, err := flatten(vectors, len(texts))
		if err != nil {
			return nil, backoff.Permanent(fmt.Errorf("embed: %w", err))
		}
		return flat, nil
	}, backoff.WithMaxTries(batchTries), backoff.WithMaxElapsedTime(0))
}

// flatten puts n vectors one after another, each made unit length.
func flatten(vectors [][]float32, n int) ([]float32, error) {
	if len(vectors) != n {
		return nil, fmt.Errorf("the embedder returned %d vectors for %d texts", len(vectors), n)
	}
	dim := len(vectors[0])
	flat := make([]float32, 0, n*dim)
	for i, vector := range vectors {
		if len(vector) != dim {
			return nil, errors.New("the embedder returned vectors of several lengths")
		}
		u, err := unit(vector)
		if err != nil {
			return nil, fmt.Errorf("text %d of %d: %w", i+1, n, err)
		}
		flat = append(flat, u...)
	}
	return flat, nil
}

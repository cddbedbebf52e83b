package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/tmc/langchaingo/embeddings"
	"github.com/tmc/langchaingo/llms/openai"

	"reportbot/retrieval"
)

// embedPatience is how long an embedding server may think about one request. A
// small model on a CPU needs a minute for a full one.
const embedPatience = 2 * time.Minute

// embedder returns the embedder that --embeddings names; nil for none.
func (g *globals) embedder() (embeddings.Embedder, error) {
	provider, model, err := g.embeddingModel()
	if err != nil || provider == "none" {
		return nil, err
	}
	if provider == builtin {
		return builtinEmbedder()
	}
	e, err := findEndpoint("--embeddings", provider)
	if err != nil {
		return nil, err
	}
	return newEmbedder(g.Embeddings, model, newServer(e, embedPatience, "see that the model is an embedding model, and that the server takes texts of this number and length"))
}

// newEmbedder returns the embedder that a server has under the name of model.
func newEmbedder(name, model string, s *server) (embeddings.Embedder, error) {
	client, err := openai.New(openai.WithBaseURL(s.base), openai.WithToken(s.token),
		openai.WithEmbeddingModel(model), openai.WithHTTPClient(s))
	if err != nil {
		return nil, fmt.Errorf("--embeddings %s: %w", name, err)
	}
	e, err := embeddings.NewEmbedder(client, embeddings.WithStripNewLines(false))
	if err != nil {
		return nil, fmt.Errorf("--embeddings %s: %w", name, err)
	}
	return served{Embedder: e, name: name, variable: s.variable}, nil
}

// served is an embedder on a server. Its errors tell what to do, and are
// permanent: what is worth another try has had it.
type served struct {
	embeddings.Embedder
	name     string
	variable string // of the server's address
}

func (s served) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	vectors, err := s.Embedder.EmbedDocuments(ctx, texts)
	if err != nil {
		return nil, backoff.Permanent(s.explain(ctx, err))
	}
	return vectors, nil
}

// EmbedQuery puts the hint into the text of the error, which is all that an
// answer keeps of it.
func (s served) EmbedQuery(ctx context.Context, text string) ([]float32, error) {
	vector, err := s.Embedder.EmbedQuery(ctx, text)
	if err == nil {
		return vector, nil
	}
	err = s.explain(ctx, err)
	if hint := retrieval.Hint(err); hint != "" {
		err = fmt.Errorf("%w; %s, or use --embeddings none", err, hint)
	}
	return nil, err
}

// explain returns an error of type retrieval.HintError, or that of ctx.
func (s served) explain(ctx context.Context, err error) error {
	told, ok := errors.AsType[*retrieval.HintError](err)
	switch {
	case ok:
	case ctx.Err() != nil:
		return ctx.Err()
	default:
		told = &retrieval.HintError{Op: "read the reply", Err: err,
			Hint: "see that " + s.variable + " is the address of a server for embeddings"}
	}
	return &retrieval.HintError{Op: s.name, Err: told, Hint: told.Hint}
}

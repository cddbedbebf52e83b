package main

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/tmc/langchaingo/embeddings"
	"github.com/tmc/langchaingo/llms/openai"
)

// embedTimeout bounds one request to an embedding server.
const embedTimeout = 60 * time.Second

// checkModels refuses names of models that this program can't use.
func (g *globals) checkModels() error {
	if g.LLM != "none" {
		return &usageError{fmt.Sprintf("--llm %s: answers by a model are not built yet", g.LLM), "use --llm none: the program answers by itself"}
	}
	_, _, err := g.embeddingModel()
	return err
}

// embeddingModel splits --embeddings into provider and model.
func (g *globals) embeddingModel() (provider, model string, err error) {
	provider, model, _ = strings.Cut(g.Embeddings, ":")
	switch {
	case g.Embeddings == "none":
		return "none", "", nil
	case g.Embeddings == "builtin":
		return "", "", &usageError{"--embeddings builtin: the built-in embedder is not built yet", "use none, openai:MODEL or ollama:MODEL"}
	case (provider == "openai" || provider == "ollama") && model != "":
		return provider, model, nil
	}
	return "", "", &usageError{fmt.Sprintf("--embeddings %s: unknown embedding model", g.Embeddings), "use none, openai:MODEL or ollama:MODEL, for example ollama:bge-m3"}
}

// embedder returns the embedder that --embeddings names; nil for none. Ollama is
// reached at its OpenAI address.
func (g *globals) embedder() (embeddings.Embedder, error) {
	provider, model, err := g.embeddingModel()
	if err != nil || provider == "none" {
		return nil, err
	}
	base, token, err := endpoint(provider)
	if err != nil {
		return nil, err
	}
	client, err := openai.New(openai.WithBaseURL(base), openai.WithToken(token), openai.WithEmbeddingModel(model),
		openai.WithModel(model), openai.WithHTTPClient(&http.Client{Timeout: embedTimeout}))
	if err != nil {
		return nil, fmt.Errorf("--embeddings %s: %w", g.Embeddings, err)
	}
	e, err := embeddings.NewEmbedder(client, embeddings.WithStripNewLines(false), embeddings.WithBatchSize(512))
	if err != nil {
		return nil, fmt.Errorf("--embeddings %s: %w", g.Embeddings, err)
	}
	return e, nil
}

// endpoint returns the address and the key of a provider, from its usual
// environment variables.
func endpoint(provider string) (base, token string, err error) {
	if provider == "ollama" {
		host := os.Getenv("OLLAMA_HOST")
		if host == "" {
			host = "127.0.0.1:11434"
		}
		if !strings.Contains(host, "://") {
			host = "http://" + host
		}
		return strings.TrimRight(host, "/") + "/v1", "ollama", nil
	}
	base, token = os.Getenv("OPENAI_BASE_URL"), os.Getenv("OPENAI_API_KEY")
	if token == "" && base == "" {
		return "", "", hinted("--embeddings openai", errors.New("no key"),
			"set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own")
	}
	if base == "" {
		base = "https://api.openai.com/v1"
	}
	if token == "" {
		token = "none" // servers of one's own often want none, the client wants some
	}
	return base, token, nil
}

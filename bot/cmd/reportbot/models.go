package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"
	"sync"

	"reportbot/retrieval/embed"
)

// builtin is the embedder that is part of the program.
const builtin = "builtin"

// checkModels refuses names of models that this program can't use.
func (g *globals) checkModels() error {
	if err := g.checkLLM(); err != nil {
		return err
	}
	_, _, err := g.embeddingModel()
	return err
}

func (g *globals) checkLLM() error {
	if g.LLM == "none" {
		return nil
	}
	return &usageError{fmt.Sprintf("--llm %s: this version has no answers by a model", g.LLM), "use --llm none: the program answers by itself"}
}

// embeddingModel splits --embeddings into provider and model.
func (g *globals) embeddingModel() (provider, model string, err error) {
	provider, model, _ = strings.Cut(g.Embeddings, ":")
	switch {
	case g.Embeddings == "none", g.Embeddings == builtin:
		return g.Embeddings, "", nil
	case (provider == "openai" || provider == "ollama") && model != "":
		return provider, model, nil
	}
	return "", "", &usageError{fmt.Sprintf("--embeddings %s: unknown embedding model", g.Embeddings), "use builtin, none, openai:MODEL or ollama:MODEL, for example ollama:bge-m3"}
}

// vectorModel is the name under which vectors are stored; vectors of different
// names are never mixed.
func (g *globals) vectorModel() (string, error) {
	if g.Embeddings != builtin {
		return g.Embeddings, nil
	}
	e, err := builtinEmbedder()
	if err != nil {
		return "", err
	}
	return e.Name(), nil
}

// builtinEmbedder returns the same embedder each time.
var builtinEmbedder = sync.OnceValues(embed.New)

// endpoint is where a provider's models are, at an address that speaks the
// OpenAI API.
type endpoint struct {
	base     string // without / at the end
	token    string // never empty: the client wants one
	variable string // the environment variable of the address
}

const noToken = "none" // servers of one's own often want none

// findEndpoint reads the provider's usual environment variables.
func findEndpoint(provider string) (endpoint, error) {
	if provider == "ollama" {
		base, err := ollamaAddress(os.Getenv("OLLAMA_HOST"))
		return endpoint{base, noToken, "OLLAMA_HOST"}, err
	}
	e := endpoint{strings.TrimRight(os.Getenv("OPENAI_BASE_URL"), "/"), os.Getenv("OPENAI_API_KEY"), "OPENAI_BASE_URL"}
	if e.token == "" && e.base == "" {
		return e, hinted("--embeddings openai", errors.New("there is no key"),
			"set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own")
	}
	if e.base == "" {
		e.base = "https://api.openai.com/v1"
	}
	if e.token == "" {
		e.token = noToken
	}
	if u, err := url.Parse(e.base); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return e, badAddress(e.variable, e.base, "http://127.0.0.1:8000/v1")
	}
	return e, nil
}

// ollamaAddress makes an address of OLLAMA_HOST, which may lack the scheme and
// the port, and may be the one that the server listens on everywhere.
func ollamaAddress(host string) (string, error) {
	if host == "" {
		host = "127.0.0.1"
	}
	text := host
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" {
		return "", badAddress("OLLAMA_HOST", host, "127.0.0.1:11434")
	}
	name, port := u.Hostname(), u.Port()
	if ip := net.ParseIP(name); ip != nil && ip.IsUnspecified() {
		name = "127.0.0.1"
	}
	switch {
	case port != "":
	case u.Scheme == "https":
		port = "443"
	case text != host:
		port = "11434"
	default:
		port = "80"
	}
	u.Host = net.JoinHostPort(name, port)
	return strings.TrimRight(u.String(), "/") + "/v1", nil
}

func badAddress(variable, value, example string) error {
	return hinted(variable, fmt.Errorf("%q is no address", value), "set it to one like %s", example)
}

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
	if _, _, err := g.languageModel(); err != nil {
		return err
	}
	_, _, err := g.embeddingModel()
	return err
}

// languageModel splits --llm into provider and model.
func (g *globals) languageModel() (provider, model string, err error) {
	provider, model, _ = strings.Cut(g.LLM, ":")
	switch {
	case g.LLM == "none":
		return g.LLM, "", nil
	case (provider == "openai" || provider == "ollama" || provider == "anthropic") && model != "":
		return provider, model, nil
	}
	return "", "", &usageError{fmt.Sprintf("--llm %s: unknown model", g.LLM), "use none, openai:MODEL, ollama:MODEL or anthropic:MODEL, for example ollama:qwen3"}
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

// endpoint is where a provider's models are: an address that speaks the OpenAI
// API, or Anthropic's.
type endpoint struct {
	base     string // without / at the end
	token    string // never empty: the client wants one
	variable string // the environment variable of the address
	key      string // the environment variable of the token, "" when it takes none
}

const noToken = "none" // servers of one's own often want none

// Where the models of the two providers on the net are.
const (
	openAIBase    = "https://api.openai.com/v1"
	anthropicBase = "https://api.anthropic.com/v1"
)

// findEndpoint reads the provider's usual environment variables; flag is what asks
// for it.
func findEndpoint(flag, provider string) (endpoint, error) {
	switch provider {
	case "ollama":
		base, err := ollamaAddress(os.Getenv("OLLAMA_HOST"))
		return endpoint{base, noToken, "OLLAMA_HOST", ""}, err
	case "anthropic":
		e, err := netEndpoint(flag+" anthropic", "ANTHROPIC", anthropicBase)
		if !strings.HasSuffix(e.base, "/v1") { // as other programs read this variable
			e.base += "/v1"
		}
		return e, err
	}
	return netEndpoint(flag+" openai", "OPENAI", openAIBase)
}

// netEndpoint reads the variables of a provider on the net, which begin with name.
func netEndpoint(op, name, base string) (endpoint, error) {
	e := endpoint{variable: name + "_BASE_URL", key: name + "_API_KEY"}
	e.base, e.token = strings.TrimRight(os.Getenv(e.variable), "/"), os.Getenv(e.key)
	if e.token == "" && e.base == "" {
		return e, hinted(op, errors.New("there is no key"), "set %s, or %s for a server of your own", e.key, e.variable)
	}
	if e.base == "" {
		e.base = base
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

package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/retrieval"
)

func TestEndpoint(t *testing.T) {
	tests := []struct {
		provider, base, key, host string
		want                      endpoint
		wrong                     string // the error
	}{
		{provider: "openai", key: "k", want: endpoint{"https://api.openai.com/v1", "k", "OPENAI_BASE_URL", "OPENAI_API_KEY"}},
		{provider: "openai", base: "http://10.0.0.5:8000/v1/", want: endpoint{"http://10.0.0.5:8000/v1", noToken, "OPENAI_BASE_URL", "OPENAI_API_KEY"}},
		{provider: "openai", wrong: "--embeddings openai: there is no key"},
		{provider: "openai", base: "10.0.0.5:8000", wrong: `OPENAI_BASE_URL: "10.0.0.5:8000" is no address`},
		{provider: "anthropic", key: "k", want: endpoint{"https://api.anthropic.com/v1", "k", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY"}},
		{provider: "anthropic", base: "http://box:9000/", key: "k", want: endpoint{"http://box:9000/v1", "k", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY"}},
		{provider: "anthropic", wrong: "--embeddings anthropic: there is no key"},
		{provider: "ollama", want: endpoint{"http://127.0.0.1:11434/v1", noToken, "OLLAMA_HOST", ""}},
		{provider: "ollama", host: "10.0.0.5", want: endpoint{"http://10.0.0.5:11434/v1", noToken, "OLLAMA_HOST", ""}},
		{provider: "ollama", host: "box:8080", want: endpoint{"http://box:8080/v1", noToken, "OLLAMA_HOST", ""}},
		{provider: "ollama", host: "0.0.0.0", want: endpoint{"http://127.0.0.1:11434/v1", noToken, "OLLAMA_HOST", ""}},
		{provider: "ollama", host: "[::]:11500", want: endpoint{"http://127.0.0.1:11500/v1", noToken, "OLLAMA_HOST", ""}},
		{provider: "ollama", host: "[::1]", want: endpoint{"http://[::1]:11434/v1", noToken, "OLLAMA_HOST", ""}},
		{provider: "ollama", host: "http://box", want: endpoint{"http://box:80/v1", noToken, "OLLAMA_HOST", ""}},
		{provider: "ollama", host: "https://box/ollama/", want: endpoint{"https://box:443/ollama/v1", noToken, "OLLAMA_HOST", ""}},
		{provider: "ollama", host: "http://", wrong: `OLLAMA_HOST: "http://" is no address`},
	}
	for _, tt := range tests {
		t.Run(strings.Join([]string{tt.provider, tt.base, tt.key, tt.host}, " "), func(t *testing.T) {
			for _, name := range []string{"OPENAI", "ANTHROPIC"} {
				t.Setenv(name+"_BASE_URL", tt.base)
				t.Setenv(name+"_API_KEY", tt.key)
			}
			t.Setenv("OLLAMA_HOST", tt.host)
			got, err := findEndpoint("--embeddings", tt.provider)
			if tt.wrong != "" {
				if err == nil || err.Error() != tt.wrong || retrieval.Hint(err) == "" {
					t.Errorf("error %v with hint %q, want %s with a hint", err, retrieval.Hint(err), tt.wrong)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(endpoint{})); diff != "" {
				t.Errorf("endpoint (-want +got):\n%s", diff)
			}
		})
	}
}

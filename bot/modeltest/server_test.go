package modeltest

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

const (
	openAIBody    = `{"model": "test", "messages": [{"role": "user", "content": "hi"}], "temperature": 0, "stream": true`
	anthropicBody = `{"model": "test", "messages": [{"role": "user", "content": [{"type": "text", "text": "hi"}]}], "temperature": 0, "stream": true, "max_tokens": 9`
	strict        = `, "response_format": {"type": "json_schema", "json_schema": {"name": "s", "strict": true, "schema": `
)

// A server refuses what the real one refuses, with its status and words.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name, body string
		api        API
		options    Options
		header     string // "name: value"
		status     int
		tells      string // in the body
	}{
		{"a reply", openAIBody + "}", OpenAI, Options{}, "", 200, "data: [DONE]"},
		{"a reply to a key", openAIBody + "}", OpenAI, Options{Key: "k"}, "Authorization: Bearer k", 200, `"finish_reason":"stop"`},
		{"a schema", openAIBody + strict + `{"type": "object", "properties": {"statements": {"type": "array", "items": {"type": "string"}}}, "required": ["statements"], "additionalProperties": false}}}}`, OpenAI, Options{}, "", 200, "[DONE]"},
		{"a loose schema", openAIBody + strict + `{"type": "object", "properties": {"statements": {"type": "string"}}, "required": ["statements"]}}}}`, OpenAI, Options{}, "", 400, "additionalProperties"},
		{"no schemas", openAIBody + strict + `{"type": "object", "additionalProperties": false}}}}`, OpenAI, Options{NoSchema: true}, "", 400, "response_format type is unavailable"},
		{"unknown field", openAIBody + `, "nonsense": 1}`, OpenAI, Options{}, "", 400, "Unrecognized request argument supplied: nonsense"},
		{"no JSON", `{"model": `, OpenAI, Options{}, "", 400, "could not parse"},
		{"no key", openAIBody + "}", OpenAI, Options{Key: "k"}, "", 401, "didn't provide an API key"},
		{"wrong key", openAIBody + "}", OpenAI, Options{Key: "k"}, "Authorization: Bearer x", 401, "invalid_api_key"},
		{"unknown model", openAIBody + "}", OpenAI, Options{Model: "other"}, "", 404, "model_not_found"},
		{"unknown model", openAIBody + "}", Ollama, Options{Model: "other"}, "", 404, "try pulling it first"},
		{"both fields", openAIBody + `, "max_tokens": 1, "max_completion_tokens": 1}`, OpenAI, Options{}, "", 400, "at the same time"},
		{"too long", openAIBody + "}", OpenAI, Options{Context: 1}, "", 400, "context_length_exceeded"},
		{"no messages", strings.Replace(openAIBody, `{"role": "user", "content": "hi"}`, "", 1) + "}", OpenAI, Options{}, "", 400, "too short"},
		{"a reply", anthropicBody + "}", Anthropic, Options{}, "anthropic-version: 2023-06-01", 200, "event: message_stop"},
		{"no version", anthropicBody + "}", Anthropic, Options{}, "", 400, "anthropic-version: header is required"},
		{"no key", anthropicBody + "}", Anthropic, Options{Key: "k"}, "anthropic-version: 2023-06-01", 401, "authentication_error"},
		{"unknown field", anthropicBody + `, "nonsense": 1}`, Anthropic, Options{}, "anthropic-version: 2023-06-01", 400, "nonsense: Extra inputs are not permitted"},
		{"unknown model", anthropicBody + "}", Anthropic, Options{Model: "other"}, "anthropic-version: 2023-06-01", 404, "not_found_error"},
		{"no most tokens", strings.Replace(anthropicBody, `, "max_tokens": 9`, "", 1) + "}", Anthropic, Options{}, "anthropic-version: 2023-06-01", 400, "max_tokens: Field required"},
		{"too long", anthropicBody + "}", Anthropic, Options{Context: 1}, "anthropic-version: 2023-06-01", 400, "prompt is too long"},
	} {
		s := NewServer(t, c.api, c.options)
		path := map[API]string{Anthropic: "/v1/messages"}[c.api]
		if path == "" {
			path = "/v1/chat/completions"
		}
		status, body := post(t, s.URL+path, c.body, c.header)
		if status != c.status || !strings.Contains(body, c.tells) {
			t.Errorf("%s %s: %d %s, want %d with %q", c.api, c.name, status, body, c.status, c.tells)
		}
	}
}

func post(t *testing.T, url, body, header string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if name, value, ok := strings.Cut(header, ": "); ok {
		req.Header.Set(name, value)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	reply, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(reply)
}

func TestFits(t *testing.T) {
	const s = `{"type": "object", "properties": {"list": {"type": "array", "items": {"type": "string"}}}, "required": ["list"], "additionalProperties": false}`
	for text, want := range map[string]bool{
		`{"list": ["a"]}`: true, `{"list": []}`: true, `{"list": [1]}`: false, `{"list": "a"}`: false, `{}`: false, `{"list": [], "more": 1}`: false, `[`: false,
	} {
		if got := fits(s, text) == nil; got != want {
			t.Errorf("%s fits: %v, want %v", text, got, want)
		}
	}
}

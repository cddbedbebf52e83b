package modeltest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// openAIRequest holds the fields of a request that this program may send. Source:
// OpenAI's API reference, "Create chat completion".
type openAIRequest struct {
	Model       string `json:"model"`
	Messages    []struct{ Role, Content string }
	Temperature *float64 `json:"temperature"`
	MaxTokens   int      `json:"max_tokens"`
	MaxComplete int      `json:"max_completion_tokens"`
	Stream      bool     `json:"stream"`
	StreamOpts  struct {
		Usage bool `json:"include_usage"`
	} `json:"stream_options"`
	Format *struct {
		Type   string `json:"type"`
		Schema struct {
			Name   string          `json:"name"`
			Strict bool            `json:"strict"`
			Schema json.RawMessage `json:"schema"`
		} `json:"json_schema"`
	} `json:"response_format"`
}

const invalid = "invalid_request_error"

func (s *Server) readOpenAI(h http.Header, body []byte) (Request, *refusal) {
	var q openAIRequest
	unknown, err := decode(body, &q)
	request := Request{Model: q.Model, MaxTokens: max(q.MaxTokens, q.MaxComplete)}
	for _, m := range q.Messages {
		request.Messages = append(request.Messages, Message{m.Role, m.Content})
	}
	if q.Format != nil {
		request.Schema = string(q.Format.Schema.Schema)
	}
	switch {
	case err != nil:
		return request, refuse(400, invalid, "", "We could not parse the JSON body of your request: %v", err)
	case unknown != "":
		if s.api == Ollama { // which lets it pass
			s.t.Errorf("Ollama knows no field %s", unknown)
		}
		return request, refuse(400, invalid, "", "Unrecognized request argument supplied: %s", unknown)
	}
	if r := s.authorize(h.Get("Authorization")); r != nil {
		return request, r
	}
	return request, s.checkOpenAI(q, request)
}

func (s *Server) authorize(header string) *refusal {
	key, bearer := strings.CutPrefix(header, "Bearer ")
	switch {
	case s.o.Key == "":
		return nil
	case !bearer || key == "":
		return refuse(401, invalid, "", "You didn't provide an API key.")
	case key != s.o.Key:
		return refuse(401, invalid, "invalid_api_key", "Incorrect API key provided: %s.", key)
	}
	return nil
}

func (s *Server) checkOpenAI(q openAIRequest, r Request) *refusal {
	switch {
	case q.Model != s.o.Model && s.api == Ollama:
		return refuse(404, "api_error", "", `model "%s" not found, try pulling it first`, q.Model)
	case q.Model != s.o.Model:
		return refuse(404, invalid, "model_not_found", "The model `%s` does not exist or you do not have access to it.", q.Model)
	case len(q.Messages) == 0:
		return refuse(400, invalid, "", "[] is too short - 'messages'")
	case q.MaxTokens > 0 && q.MaxComplete > 0:
		return refuse(400, invalid, "", "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.")
	case q.Format != nil && s.o.NoSchema:
		return refuse(400, invalid, invalid, "This response_format type is unavailable now")
	case q.Format != nil && !sound(r.Schema):
		return refuse(400, invalid, "", "Invalid schema for response_format '%s': 'additionalProperties' is required to be supplied and to be false.", q.Format.Schema.Name)
	case s.tooLong(r.Messages):
		return refuse(400, invalid, "context_length_exceeded", "This model's maximum context length is %d tokens. Please reduce the length of the messages.", s.o.Context)
	}
	for _, m := range q.Messages {
		if !slices.Contains([]string{"system", "user", "assistant"}, m.Role) || m.Content == "" {
			return refuse(400, invalid, "", "Invalid value: '%s' with content '%s'", m.Role, m.Content)
		}
	}
	if !q.Stream {
		s.t.Errorf("the request does not ask for a stream")
	}
	if q.Temperature == nil || *q.Temperature != 0 {
		s.t.Errorf("temperature %v, want 0", q.Temperature)
	}
	return nil
}

// openAIStream writes the chunks of a chat completion.
type openAIStream struct {
	events
	model  string
	ollama bool
}

func (s *openAIStream) chunk(delta map[string]any, finish any) {
	s.send("", map[string]any{
		"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": s.model, "system_fingerprint": "fp",
		"choices": []any{map[string]any{"index": 0, "delta": delta, "logprobs": nil, "finish_reason": finish}},
	})
}

func (s *openAIStream) begin() { s.chunk(map[string]any{"role": "assistant", "content": ""}, nil) }

func (s *openAIStream) text(t string) { s.chunk(map[string]any{"content": t}, nil) }

func (s *openAIStream) fail(message string) {
	if s.ollama {
		s.send("", map[string]any{"error": message})
		return
	}
	s.send("", map[string]any{"error": map[string]any{"message": message, "type": "server_error", "param": nil, "code": nil}})
}

func (s *openAIStream) end(full bool) {
	reason := "stop"
	if full {
		reason = "length"
	}
	s.chunk(map[string]any{}, reason)
	s.send("", map[string]any{"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": s.model, "choices": []any{}, "usage": map[string]any{"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}})
	s.raw("", "[DONE]")
}

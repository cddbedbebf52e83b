package modeltest

import "net/http"

// anthropicRequest holds the fields of a request that this program may send.
// Source: Anthropic's API reference, "Messages".
type anthropicRequest struct {
	Model    string `json:"model"`
	Messages []struct {
		Role    string
		Content []struct{ Type, Text string }
	} `json:"messages"`
	System      string   `json:"system"`
	MaxTokens   int      `json:"max_tokens"`
	Temperature *float64 `json:"temperature"`
	Stream      bool     `json:"stream"`
}

func (s *Server) readAnthropic(h http.Header, body []byte) (Request, *refusal) {
	var q anthropicRequest
	unknown, err := decode(body, &q)
	request := Request{Model: q.Model, MaxTokens: q.MaxTokens}
	for _, m := range q.Messages {
		message := Message{Role: m.Role}
		for _, part := range m.Content {
			message.Text += part.Text
		}
		request.Messages = append(request.Messages, message)
	}
	switch {
	case err != nil:
		return request, refuse(400, invalid, "", "The request body is not valid JSON: %v", err)
	case h.Get("anthropic-version") == "":
		return request, refuse(400, invalid, "", "anthropic-version: header is required")
	case s.o.Key != "" && h.Get("x-api-key") == "":
		return request, refuse(401, "authentication_error", "", "x-api-key header is required")
	case s.o.Key != "" && h.Get("x-api-key") != s.o.Key:
		return request, refuse(401, "authentication_error", "", "invalid x-api-key")
	case unknown != "":
		return request, refuse(400, invalid, "", "%s: Extra inputs are not permitted", unknown)
	}
	return request, s.checkAnthropic(q, request)
}

func (s *Server) checkAnthropic(q anthropicRequest, r Request) *refusal {
	switch {
	case q.Model != s.o.Model:
		return refuse(404, "not_found_error", "", "model: %s", q.Model)
	case q.MaxTokens == 0:
		return refuse(400, invalid, "", "max_tokens: Field required")
	case len(q.Messages) == 0:
		return refuse(400, invalid, "", "messages: at least one message is required")
	case s.tooLong(r.Messages):
		return refuse(400, invalid, "", "prompt is too long: %d tokens > %d maximum", s.o.Context+1, s.o.Context)
	}
	for i, m := range q.Messages {
		if m.Role != []string{"user", "assistant"}[i%2] {
			return refuse(400, invalid, "", "messages.%d: roles must alternate between user and assistant", i)
		}
		for _, part := range m.Content {
			if part.Type != "text" || part.Text == "" {
				return refuse(400, invalid, "", "messages.%d: text content blocks must be non-empty", i)
			}
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

// anthropicStream writes the events of a message.
type anthropicStream struct {
	events
	model string
}

func (s *anthropicStream) event(name string, fields map[string]any) {
	fields["type"] = name
	s.send(name, fields)
}

func (s *anthropicStream) begin() {
	s.event("message_start", map[string]any{"message": map[string]any{
		"id": "msg_1", "type": "message", "role": "assistant", "model": s.model, "content": []any{},
		"stop_reason": nil, "stop_sequence": nil, "usage": map[string]any{"input_tokens": 1, "output_tokens": 1},
	}})
	s.event("content_block_start", map[string]any{"index": 0, "content_block": map[string]any{"type": "text", "text": ""}})
	s.event("ping", map[string]any{})
}

func (s *anthropicStream) text(t string) {
	s.event("content_block_delta", map[string]any{"index": 0, "delta": map[string]any{"type": "text_delta", "text": t}})
}

func (s *anthropicStream) fail(message string) {
	s.event("error", map[string]any{"error": map[string]any{"type": "overloaded_error", "message": message}})
}

func (s *anthropicStream) end(full bool) {
	reason := "end_turn"
	if full {
		reason = "max_tokens"
	}
	s.event("content_block_stop", map[string]any{"index": 0})
	s.event("message_delta", map[string]any{"delta": map[string]any{"stop_reason": reason, "stop_sequence": nil}, "usage": map[string]any{"output_tokens": 2}})
	s.event("message_stop", map[string]any{})
}

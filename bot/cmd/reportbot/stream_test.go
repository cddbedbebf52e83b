package main

import (
	"fmt"
	"io"
	"strings"
	"testing"
)

// The end of a stream is told from its breaking off, however it is cut into pieces.
func TestStreamReader(t *testing.T) {
	chunk := func(text, finish string) string {
		return fmt.Sprintf("data: {\"choices\": [{\"delta\": {\"content\": %q}, \"finish_reason\": %s}]}\n\n", text, finish)
	}
	for _, tt := range []struct {
		name, stream string
		fails        string
	}{
		{"whole", chunk("a", "null") + chunk("", `"stop"`) + "data: [DONE]\n\n", ""},
		{"without the last line", chunk("a", `"stop"`), ""},
		{"anthropic", "event: message_stop\ndata: {\"type\": \"message_stop\"}\n\n", ""},
		{"nothing", "", "read the reply: it broke off"},
		{"cut", chunk("a", "null"), "read the reply: it broke off"},
		{"error", chunk("a", "null") + "data: {\"error\": {\"message\": \"too hot\"}}\n\n", "read the reply: the server failed: too hot"},
		{"error of a text", "data: {\"error\": \"too hot\"}\n", "read the reply: the server failed: too hot"},
		{"no error", "data: {\"error\": null, \"choices\": [{\"finish_reason\": \"stop\"}]}\n", ""},
	} {
		for _, size := range []int{1, 5, 4096} {
			got, err := readBy(tt.stream, size)
			if text := fmt.Sprint(err); err != nil && text != tt.fails || err == nil && tt.fails != "" {
				t.Errorf("%s by %d: error %v, want %q", tt.name, size, err, tt.fails)
			}
			if err == nil && got != tt.stream {
				t.Errorf("%s by %d: read %q", tt.name, size, got)
			}
		}
	}
}

// readBy reads a text as a stream of events, size bytes at a time.
func readBy(text string, size int) (string, error) {
	got, err := io.ReadAll(watch(io.NopCloser(&slow{strings.NewReader(text), size})))
	return string(got), err
}

// slow gives at most n bytes at a time.
type slow struct {
	io.Reader
	n int
}

func (s *slow) Read(p []byte) (int, error) { return s.Reader.Read(p[:min(s.n, len(p))]) }

package main

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// embedServer speaks the OpenAI API for embeddings. Its vectors follow from the
// characters of a text: equal texts are equal, texts that share characters are
// near.
type embedServer struct {
	*httptest.Server
	t *testing.T

	mu       sync.Mutex
	requests []embedRequest
	// before, when set, may answer the request of this number (from 1) in its own
	// way; it returns whether it did.
	before func(n int, w http.ResponseWriter, r *http.Request) bool
}

type embedRequest struct {
	Model string
	Input []string
	key   string // of the Authorization header
}

func newEmbedServer(t *testing.T) *embedServer {
	s := &embedServer{t: t}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *embedServer) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost || r.URL.Path != "/v1/embeddings" {
		s.t.Errorf("%s %s is no request for embeddings", r.Method, r.URL.Path)
		http.NotFound(w, r)
		return
	}
	request := embedRequest{key: r.Header.Get("Authorization")}
	if err := json.NewDecoder(r.Body).Decode(&request); err != nil || len(request.Input) == 0 {
		s.t.Errorf("the request can't be read: %v, %v", err, request)
	}
	s.mu.Lock()
	s.requests = append(s.requests, request)
	n, before := len(s.requests), s.before
	s.mu.Unlock()
	if before != nil && before(n, w, r) {
		return
	}
	var data []map[string]any
	for i, text := range request.Input {
		data = append(data, map[string]any{"object": "embedding", "index": i, "embedding": vectorOf(text)})
	}
	if err := json.NewEncoder(w).Encode(map[string]any{"object": "list", "model": request.Model, "data": data}); err != nil {
		s.t.Errorf("write the reply: %v", err)
	}
}

const dimensions = 24

func vectorOf(text string) []float32 {
	vector := make([]float32, dimensions)
	for _, r := range text {
		h := fnv.New32a()
		fmt.Fprint(h, r)
		vector[h.Sum32()%dimensions]++
	}
	return vector
}

// seen returns the requests so far.
func (s *embedServer) seen() []embedRequest {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]embedRequest{}, s.requests...)
}

// answerBy makes before answer the requests to come.
func (s *embedServer) answerBy(before func(n int, w http.ResponseWriter, r *http.Request) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests, s.before = nil, before
}

// always answers each request with a status and a body, and lets it be sent again
// at once.
func always(status int, body string) func(int, http.ResponseWriter, *http.Request) bool {
	return func(_ int, w http.ResponseWriter, _ *http.Request) bool {
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, body)
		return true
	}
}

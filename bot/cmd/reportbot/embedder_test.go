package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"reportbot/retrieval"
)

// withReports is a program with two reports and an embedding server.
func withReports(t *testing.T) (*program, *embedServer) {
	s := newEmbedServer(t)
	p := newProgram(t, "REPORTBOT_EMBEDDINGS=openai:test", "OPENAI_BASE_URL="+s.URL+"/v1/", "OPENAI_API_KEY=sk-secret")
	p.write("reports/a.txt", liuxi)
	p.write("reports/b.txt", songlin)
	return p, s
}

func TestEmbeddings(t *testing.T) {
	p, s := withReports(t)
	r := p.run("ingest", "reports")
	r.want(t, 0, "2 added")
	if r.err != "" {
		t.Errorf("standard error:\n%s", r.err)
	}
	for _, request := range s.seen() {
		if request.Model != "test" || request.key != "Bearer sk-secret" {
			t.Errorf("asked for model %q with %q", request.Model, request.key)
		}
	}
	p.run("reports", "--json").want(t, 0, `"vectors":true}`)
	p.run("doctor").want(t, 0, "vectors of openai:test, 24 dimensions\n", "ok    embeddings   openai:test: 24 dimensions, answered in")

	// Nothing changed: nothing is asked.
	s.answerBy(nil)
	p.run("ingest", "reports").want(t, 0, "2 unchanged")
	if got := s.seen(); len(got) > 0 {
		t.Errorf("unchanged reports were embedded again: %v", got)
	}

	// ask embeds the topic of the question, and the whole of it.
	p.run("ask", "柳溪镇粮食产量多少吨？").want(t, 0, "1980吨")
	asked := s.seen()
	if len(asked) != 2 || !slices.Equal(asked[0].Input, []string{"粮食产量 吨"}) || !slices.Equal(asked[1].Input, []string{"柳溪镇粮食产量多少吨？"}) {
		t.Errorf("ask sent %v", asked)
	}
	p.run("ask", "--embeddings", "none", "柳溪镇粮食产量多少吨？").want(t, 0, "1980吨")
	if got := s.seen(); len(got) != len(asked) {
		t.Errorf("without embeddings ask sent %v", got[len(asked):])
	}
}

// Vectors of two models are never compared.
func TestEmbeddingsOfAnotherModel(t *testing.T) {
	p, s := withReports(t)
	p.run("ingest", "reports").want(t, 0)
	other := []string{"--embeddings", "openai:other"}
	s.answerBy(nil)
	p.run(append(other, "ask", "柳溪镇粮食产量多少吨？")...).want(t, 1, "the index was built with openai:test\n", "\nhint: use --embeddings openai:test, or run ingest --rebuild")
	p.run(append(other, "ask", "--reports", "reports", "柳溪镇粮食产量多少吨？")...).want(t, 1, "built with openai:test", "\nhint: run ingest --rebuild")
	p.run(append(other, "ingest", "reports")...).want(t, 1, "built with openai:test", "\nhint: run ingest --rebuild")
	p.run(append(other, "doctor")...).want(t, 1, "FAIL  index", "built with openai:test", "ingest --rebuild")
	p.run(append(other, "ingest", "--rebuild", "reports")...).want(t, 0, "2 changed")
	p.run(append(other, "ask", "柳溪镇粮食产量多少吨？")...).want(t, 0, "1980吨")
}

func TestOllama(t *testing.T) {
	s := newEmbedServer(t)
	p := newProgram(t, "REPORTBOT_EMBEDDINGS=ollama:bge-m3", "OLLAMA_HOST="+strings.TrimPrefix(s.URL, "http://"))
	p.write("a.txt", liuxi)
	p.run("ingest", "a.txt").want(t, 0, "1 added")
	if got := s.seen(); len(got) == 0 || got[0].Model != "bge-m3" {
		t.Errorf("asked %v", got)
	}
	p.run("reports", "--json").want(t, 0, `"vectors":true}`)
}

// Whatever is wrong with the server, the reports are stored, and the user is told
// what was tried and what to do.
func TestEmbeddingServerFails(t *testing.T) {
	tests := []struct {
		name   string
		answer func(n int, w http.ResponseWriter, r *http.Request) bool
		tells  []string
		tries  int // requests for the question of ask
	}{
		{"401", always(401, `{"error": {"message": "Incorrect API key provided: sk-secret"}}`),
			[]string{"401 Unauthorized: Incorrect API key provided: ***", "set OPENAI_API_KEY"}, 1},
		{"404", always(404, `{"error": "model \"test\" not found"}`),
			[]string{`404 Not Found: model "test" not found`, "see that the server has this model"}, 1},
		{"429", always(429, "slow down"), []string{"429 Too Many Requests: slow down", "wait until the limit"}, maxTries},
		{"500", always(500, `{"message": "out of memory"}`), []string{"500 Internal Server Error: out of memory", "see the log of the server"}, maxTries},
		{"503", always(503, "<html>busy</html>"), []string{"503 Service Unavailable", "see the log of the server"}, maxTries},
		{"not an embedding server", always(200, "<html>hello</html>"), []string{"read the reply", "see that OPENAI_BASE_URL is the address of a server for embeddings"}, 1},
		{"too few vectors", always(200, `{"data": []}`), []string{"read the reply", "OPENAI_BASE_URL"}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p, s := withReports(t)
			s.answerBy(tt.answer)
			tried := "openai:test: "
			r := p.run("ingest", "reports")
			r.want(t, 0, append(tt.tells, tried, "2 added", "warning: 2 reports stored without vectors")...)
			if strings.Contains(r.err, "sk-secret") {
				t.Errorf("the key is printed:\n%s", r.err)
			}
			if n := len(s.seen()); n > 2*tt.tries {
				t.Errorf("%d requests for two reports, want at most %d", n, 2*tt.tries)
			}
			p.run("--embeddings", "none", "ask", "柳溪镇粮食产量多少吨？").want(t, 0, "1980吨")
			p.run("doctor").want(t, 1, append(tt.tells, "FAIL  embeddings")...)

			// The vectors are made when the server works.
			s.answerBy(nil)
			p.run("ingest", "reports").want(t, 0, "2 unchanged")
			p.run("reports", "--json").want(t, 0, `"vectors":true}`)

			// A question that can't be embedded fails, with the reason and the way out.
			s.answerBy(tt.answer)
			p.run("ask", "柳溪镇粮食产量多少吨？").want(t, 1, append(tt.tells, tried, "or use --embeddings none")...)
			if n := len(s.seen()); n != tt.tries {
				t.Errorf("%d requests for a question, want %d", n, tt.tries)
			}
			p.run("ask", "--json", "柳溪镇粮食产量多少吨？").want(t, 1, `"kind":"failed"`, "or use --embeddings none")
		})
	}
}

func TestEmbeddingServerDown(t *testing.T) {
	p, s := withReports(t)
	s.Close()
	r := p.run("ingest", "reports")
	r.want(t, 0, "2 added", "connection refused (tried 4 times)", "see that the server runs, and that OPENAI_BASE_URL is its address", "stored without vectors")
	if r.took > 20*time.Second {
		t.Errorf("it took %v", r.took)
	}
	p.run("ask", "--embeddings", "none", "柳溪镇粮食产量多少吨？").want(t, 0, "1980吨")
}

// A server that is busy for a moment is asked again.
func TestEmbeddingServerBusy(t *testing.T) {
	p, s := withReports(t)
	s.answerBy(func(n int, w http.ResponseWriter, _ *http.Request) bool {
		if n > 2 {
			return false
		}
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
		return true
	})
	r := p.run("ingest", "reports")
	r.want(t, 0, "2 added")
	if r.err != "" {
		t.Errorf("standard error:\n%s", r.err)
	}
	if r.took < time.Second {
		t.Errorf("it took %v: it did not wait", r.took)
	}
	p.run("reports", "--json").want(t, 0, `"vectors":true}`)
}

// A server that does not answer in time is not asked again.
func TestEmbeddingServerSlow(t *testing.T) {
	s := newEmbedServer(t)
	release := make(chan struct{})
	defer close(release)
	s.answerBy(func(_ int, _ http.ResponseWriter, r *http.Request) bool {
		select {
		case <-release:
		case <-r.Context().Done():
		}
		return true
	})
	e, err := newEmbedder("openai:test", "test", newServer(endpoint{s.URL + "/v1", noToken, "OPENAI_BASE_URL", "OPENAI_API_KEY"}, 50*time.Millisecond, ""))
	if err != nil {
		t.Fatal(err)
	}
	_, err = e.EmbedDocuments(t.Context(), []string{"粮食产量"})
	if err == nil || !strings.Contains(err.Error(), "the server did not answer in time") || retrieval.Hint(err) != "see that it is not overloaded, or use a smaller model" {
		t.Errorf("error %v, hint %q", err, retrieval.Hint(err))
	}
	if n := len(s.seen()); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

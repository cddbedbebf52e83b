package modeltest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

// API is the dialect of a Server.
type API string

const (
	OpenAI    API = "openai"
	Ollama    API = "ollama" // at its OpenAI address, /v1
	Anthropic API = "anthropic"
)

// Options of a Server. The zero value knows one model, "test", takes no key and
// texts of any length.
type Options struct {
	Model   string // the model that it has; default "test"
	Key     string // that a request must carry; "": none is asked for
	Context int    // characters of all messages that it takes; 0: any number
	// NoSchema refuses a request for replies of a JSON schema, as some servers do
	// that otherwise speak OpenAI's API. Ollama and OpenAI only.
	NoSchema bool
	// Reply returns what the model says; nil: an empty list of statements.
	Reply func(Request) string
}

// Request is what a Server was asked.
type Request struct {
	Model     string
	Messages  []Message // with the roles that the API knows
	Schema    string    // the JSON schema asked for, "" when none is
	MaxTokens int
}

// Server is a fake server of models; it only streams. What a real server would
// refuse it refuses in the same words; what a real server would let pass, but no
// program should send, fails the test.
type Server struct {
	*httptest.Server
	api API
	o   Options
	t   testing.TB

	mu       sync.Mutex
	requests []Request
	faults   []Fault
}

// NewServer starts a Server that stops with the test.
func NewServer(t testing.TB, api API, o Options) *Server {
	if o.Model == "" {
		o.Model = "test"
	}
	if o.Reply == nil {
		o.Reply = func(Request) string { return `{"statements": []}` }
	}
	s := &Server{api: api, o: o, t: t}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

// Requests returns the requests so far, those that a fault met included.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request{}, s.requests...)
}

// Fail makes the next requests go wrong, one each, in this order, and forgets the
// requests so far.
func (s *Server) Fail(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults, s.requests = faults, nil
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	path := "/v1/chat/completions"
	if s.api == Anthropic {
		path = "/v1/messages"
	}
	if r.Method != http.MethodPost || r.URL.Path != path {
		s.t.Errorf("%s %s: there is only POST %s", r.Method, r.URL.Path, path)
		http.NotFound(w, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client is gone
	}
	request, refused := s.read(r.Header, body)
	fault := s.note(request)
	if fault.before(w, r) {
		return
	}
	if refused != nil {
		s.refuse(w, refused)
		return
	}
	s.stream(w, r, s.reply(request), fault)
}

// read understands a request, or tells why the server refuses it.
func (s *Server) read(h http.Header, body []byte) (Request, *refusal) {
	if s.api == Anthropic {
		return s.readAnthropic(h, body)
	}
	return s.readOpenAI(h, body)
}

// note records a request and returns the fault that it meets.
func (s *Server) note(r Request) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, r)
	if len(s.faults) == 0 {
		return Fault{}
	}
	fault := s.faults[0]
	s.faults = s.faults[1:]
	return fault
}

// reply is what the script says, checked against the schema that was asked for: a
// server that forces a schema can't say anything else.
func (s *Server) reply(r Request) string {
	text := s.o.Reply(r)
	if r.Schema != "" {
		if err := fits(r.Schema, text); err != nil {
			s.t.Errorf("the script does not keep to the schema: %v", err)
		}
	}
	return text
}

// refusal is a request that a server turns down.
type refusal struct {
	status        int
	kind, message string
	code          string // "" for null
}

func refuse(status int, kind, code, format string, args ...any) *refusal {
	return &refusal{status, kind, fmt.Sprintf(format, args...), code}
}

func (s *Server) refuse(w http.ResponseWriter, r *refusal) {
	var reply any
	var code any
	if r.code != "" {
		code = r.code
	}
	reply = map[string]any{"error": map[string]any{"message": r.message, "type": r.kind, "param": nil, "code": code}}
	if s.api == Anthropic {
		reply = map[string]any{"type": "error", "error": map[string]any{"type": r.kind, "message": r.message}}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(r.status)
	_ = json.NewEncoder(w).Encode(reply)
}

// tooLong tells whether the messages are longer than the context.
func (s *Server) tooLong(messages []Message) bool {
	n := 0
	for _, m := range messages {
		n += utf8.RuneCountInString(m.Text)
	}
	return s.o.Context > 0 && n > s.o.Context
}

// decode reads a request into known fields; the name of an unknown one comes back.
func decode(body []byte, into any) (unknown string, err error) {
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.DisallowUnknownFields()
	err = d.Decode(into)
	if err != nil {
		if _, name, ok := strings.Cut(err.Error(), "unknown field "); ok {
			return strings.Trim(name, `"`), nil
		}
	}
	return "", err
}

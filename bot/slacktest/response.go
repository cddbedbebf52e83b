package slacktest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

const (
	responseLife = 30 * time.Minute
	responseUses = 5
)

// responseURL lets the app say something where a user acted.
type responseURL struct {
	channel, thread, user string
	original              string // ts of the message that replace_original means; "" for none
	end                   time.Time
	uses                  int
}

// responseURL returns a fresh address for responses.
func (s *Server) responseURL(r responseURL) string {
	id := s.id("R")
	r.end = s.o.Clock.Now().Add(responseLife)
	s.responses[id] = &r
	return s.URL() + "/respond/" + id
}

// response is a message that the app sends to a response_url, or with an ack.
type response struct {
	Text     string          `json:"text"`
	Blocks   json.RawMessage `json:"blocks"`
	Type     string          `json:"response_type"`
	Replace  bool            `json:"replace_original"`
	Delete   bool            `json:"delete_original"`
	ThreadTS string          `json:"thread_ts"`
}

// serveResponse takes a message at a response_url.
func (s *Server) serveResponse(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		return // the client is gone
	}
	fault := s.faultFor("response_url")
	if fault.before(w) {
		s.note("response_url", map[string]string{"body": string(body)}, fault.status(), "")
		return
	}
	code := s.respond(r.PathValue("id"), body)
	status := http.StatusOK
	switch code {
	case "":
	case "expired_url", "used_url":
		status = http.StatusNotFound
	default:
		status = http.StatusBadRequest
	}
	if fault.late() {
		s.note("response_url", map[string]string{"body": string(body)}, fault.status(), code)
		fault.after(w, r, s.ctx.Done())
		return
	}
	s.note("response_url", map[string]string{"body": string(body)}, status, code)
	if code != "" {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(map[string]any{"ok": false, "error": code})
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = fmt.Fprint(w, "ok")
}

// respond carries out a response; it returns why it does not, or "".
func (s *Server) respond(id string, body []byte) string {
	s.mu.Lock()
	defer s.unlock()
	url := s.responses[id]
	switch {
	case url == nil || !s.o.Clock.Now().Before(url.end):
		return "expired_url"
	case url.uses == responseUses:
		return "used_url"
	}
	var r response
	if json.Unmarshal(body, &r) != nil {
		return "invalid_payload"
	}
	code := s.answer(url, r)
	if code == "" {
		url.uses++
	}
	return code
}

// answer shows a response where a user acted.
func (s *Server) answer(url *responseURL, r response) string {
	ch := s.channels[url.channel]
	original := s.seen(url.channel, url.original)
	if r.Delete {
		return s.deleteOriginal(ch, original)
	}
	if string(r.Blocks) == "null" {
		r.Blocks = nil
	}
	given := map[string]string{"text": r.Text}
	if r.Blocks != nil {
		given["blocks"] = string(r.Blocks)
	}
	said, refused := s.content(&call{method: "response_url", m: responseMethod, args: given})
	switch {
	case refused != nil:
		return refused.code
	case said.empty():
		return "no_text"
	case r.Type != "" && r.Type != "ephemeral" && r.Type != "in_channel":
		return "invalid_response_type"
	}
	if r.Replace && original != nil {
		s.rewrite(original, said)
		return ""
	}
	m := Message{ThreadTS: url.thread, Text: said.text, Blocks: said.blocks, Unfurl: true}
	if r.ThreadTS != "" {
		m.ThreadTS = r.ThreadTS
	}
	if r.Type == "in_channel" {
		url.original = s.post(ch, m).TS
	} else {
		url.original = s.whisper(ch, url.user, m).TS
	}
	return ""
}

func (s *Server) deleteOriginal(ch *channel, m *message) string {
	if m == nil {
		return "message_not_found"
	}
	if m.To == "" {
		s.drop(ch, m)
		return ""
	}
	ch.unwhisper(m)
	return ""
}

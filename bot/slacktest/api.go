package slacktest

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Call is one call of the Web API.
type Call struct {
	Method string
	Args   map[string]string // without the token; JSON as it was sent
	At     time.Time
	Status int    // of HTTP
	Error  string // "" when it was done
}

// serveAPI answers a call of the Web API.
func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("method")
	token, given, refused := readCall(w, r)
	if refused == nil && given == nil {
		return // the client is gone
	}
	fault := s.faultFor(name)
	if fault.before(w) {
		s.note(name, given, fault.status(), "")
		return
	}
	var reply map[string]any
	if refused == nil {
		reply, refused = s.call(name, token, given)
	}
	code, wait := http.StatusOK, time.Duration(0)
	if refused != nil {
		reply = s.refusal(refused)
		if refused.code == "ratelimited" {
			code, wait = http.StatusTooManyRequests, s.retryAfter(refused)
		}
	}
	if fault.late() {
		s.note(name, given, fault.status(), errorOf(refused))
		fault.after(w, r, s.ctx.Done())
		return
	}
	s.note(name, given, code, errorOf(refused))
	w.Header().Set("X-OAuth-Scopes", strings.Join(s.app.Scopes, ","))
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
	}
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(reply)
}

// call checks a call and carries it out.
func (s *Server) call(name, token string, given map[string]string) (map[string]any, *refusal) {
	m := methods[name]
	if m == nil {
		return nil, refuse("unknown_method")
	}
	kind, refused := s.authenticate(m, token)
	if refused != nil {
		return nil, refused
	}
	c := &call{method: name, m: m, token: kind, args: given}
	s.mu.Lock()
	defer s.unlock()
	if wait := s.limit(c); wait > 0 {
		return nil, refuse("ratelimited", strconv.FormatInt(int64(wait), 10))
	}
	if refused := s.permit(c); refused != nil {
		return nil, refused
	}
	if refused := m.check(given); refused != nil {
		return nil, refused
	}
	reply, refused := m.run(s, c)
	if refused != nil {
		return nil, refused
	}
	if reply == nil {
		reply = map[string]any{}
	}
	reply["ok"] = true
	return reply, nil
}

// authenticate tells what kind of token a call carries.
func (s *Server) authenticate(m *method, token string) (tokens, *refusal) {
	kinds := map[string]tokens{s.BotToken: bot, s.AppToken: app, s.UserToken: user}
	kind, known := kinds[token]
	switch {
	case token == "":
		return 0, refuse("not_authed")
	case !known:
		return 0, refuse("invalid_auth")
	case m.tokens&kind == 0:
		return 0, refuse("not_allowed_token_type")
	}
	return kind, nil
}

// permit holds a call against the scopes of its token. Methods of conversations need
// the scope of the conversation's kind.
func (s *Server) permit(c *call) *refusal {
	needed := c.m.scopes
	if c.disguised() && !s.app.has([]string{"chat:write.customize"}) {
		return &refusal{code: "missing_scope", needed: "chat:write.customize"}
	}
	if kinds := kindScopes[c.method]; kinds != nil {
		if ch := s.find(c.args["channel"]); ch != nil {
			needed = []string{kinds[ch.Kind]}
		}
	}
	if len(needed) == 0 || c.token == bot && s.app.has(needed) {
		return nil
	}
	return &refusal{code: "missing_scope", needed: strings.Join(needed, ",")}
}

// disguised tells whether the bot asks for another name or picture.
func (c *call) disguised() bool {
	return c.args["username"] != "" || c.args["icon_emoji"] != "" || c.args["icon_url"] != ""
}

// refusal is the reply that tells of an error.
func (s *Server) refusal(r *refusal) map[string]any {
	reply := map[string]any{"ok": false, "error": r.code}
	if r.needed != "" {
		reply["needed"], reply["provided"] = r.needed, strings.Join(s.app.Scopes, ",")
	}
	if len(r.messages) > 0 && r.code != "ratelimited" {
		reply["response_metadata"] = map[string]any{"messages": r.messages}
		reply["errors"] = bare(r.messages)
	}
	return reply
}

// bare are messages without their level, as invalid_blocks repeats them.
func bare(messages []string) []string {
	list := make([]string, len(messages))
	for i, m := range messages {
		list[i] = strings.TrimPrefix(m, "[ERROR] ")
	}
	return list
}

func (s *Server) retryAfter(r *refusal) time.Duration {
	wait, err := strconv.ParseInt(r.messages[0], 10, 64)
	if err != nil {
		panic(err)
	}
	return time.Duration(wait)
}

func errorOf(r *refusal) string {
	if r == nil {
		return ""
	}
	return r.code
}

// note records a call.
func (s *Server) note(name string, given map[string]string, status int, code string) {
	s.mu.Lock()
	defer s.unlock()
	s.calls = append(s.calls, Call{Method: name, Args: maps.Clone(given), At: s.o.Clock.Now(), Status: status, Error: code})
}

// readCall takes the token and the arguments from a request; no arguments and no
// refusal when the client went away.
func readCall(w http.ResponseWriter, r *http.Request) (token string, given map[string]string, refused *refusal) {
	token = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	given = map[string]string{}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		return token, nil, nil
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case kind == "application/json" && len(body) > 0:
		refused = readJSON(body, given)
	case kind == "application/x-www-form-urlencoded" || r.Method == http.MethodGet || len(body) == 0:
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		if r.ParseForm() != nil {
			return token, given, refuse("invalid_form_data")
		}
		for name := range r.Form {
			given[name] = r.Form.Get(name)
		}
	default:
		refused = refuse("invalid_post_type")
	}
	if t, ok := given["token"]; ok {
		token = t
		delete(given, "token")
	}
	return token, given, refused
}

// readJSON reads arguments from a body of JSON; all but strings stay JSON.
func readJSON(body []byte, given map[string]string) *refusal {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return refuse("invalid_arguments", fmt.Sprintf("[ERROR] invalid JSON: %v", err))
	}
	for name, value := range fields {
		var text string
		if json.Unmarshal(value, &text) != nil {
			text = string(value)
		}
		if text != "null" {
			given[name] = text
		}
	}
	return nil
}

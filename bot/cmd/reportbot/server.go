package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"reportbot/retrieval"
)

const (
	connectTimeout = 10 * time.Second
	maxErrorReply  = 64 << 10 // bytes
	maxMessage     = 300      // characters of what a server says
)

// server sends requests to the server of a model, and tells what went wrong in
// the user's words: langchaingo's own client hides why a connection failed.
type server struct {
	endpoint
	client *http.Client
	misfit string // what to do about a request that the server does not take
	events bool   // replies are streams of events; another one is an error
}

// newServer returns a server that has to begin each reply within patience; misfit is
// the hint when it does not take a request.
func newServer(e endpoint, patience time.Duration, misfit string) *server {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DialContext = (&net.Dialer{Timeout: connectTimeout, KeepAlive: 30 * time.Second}).DialContext
	transport.ResponseHeaderTimeout = patience
	return &server{endpoint: e, client: &http.Client{Transport: retrying{transport}}, misfit: misfit}
}

// Do sends a request. A reply other than 200 OK is an error; a stream gives one when
// it breaks off or holds one. Errors are of type retrieval.HintError, but for that of
// a cancelled context.
func (s *server) Do(req *http.Request) (*http.Response, error) {
	resp, err := s.client.Do(req)
	if err == nil && resp.StatusCode == http.StatusOK {
		return s.accept(resp)
	}
	told := &retrieval.HintError{Op: req.Method + " " + req.URL.Redacted()}
	switch {
	case err == nil:
		defer resp.Body.Close()
		refused := s.refusal(resp)
		told.Err, told.Hint = refused, s.refusalHint(refused)
	case errors.Is(req.Context().Err(), context.Canceled):
		return nil, req.Context().Err()
	default:
		told.Hint, told.Err = s.failure(err)
	}
	return nil, told
}

// accept returns a reply that is what it should be.
func (s *server) accept(resp *http.Response) (*http.Response, error) {
	stream := strings.HasPrefix(resp.Header.Get("Content-Type"), "text/event-stream")
	switch {
	case s.events && !stream:
		discard(resp)
		return nil, &retrieval.HintError{Op: "read the reply", Err: errors.New("it is no stream of events"),
			Hint: "see that " + s.variable + " is the address of a server for language models"}
	case stream:
		resp.Body = watch(resp.Body)
	}
	return resp, nil
}

// errLate says that there was no reply in time.
var errLate = errors.New("the server did not answer in time")

// failure tells what to do about an error in place of a reply, and why there is
// none.
func (s *server) failure(err error) (hint string, told error) {
	if e, ok := errors.AsType[*url.Error](err); ok {
		if e.Timeout() {
			return "see that it is not overloaded, or use a smaller model", errLate
		}
		err = e.Err // the address is told anyway
	}
	return "see that the server runs, and that " + s.variable + " is its address", err
}

// refusal is a reply other than 200 OK.
type refusal struct {
	status  int
	message string // what the server says about it, "" when it says nothing
}

func (r *refusal) Error() string {
	text := fmt.Sprintf("%d %s", r.status, http.StatusText(r.status))
	if r.message != "" {
		text += ": " + r.message
	}
	return text
}

func (s *server) refusal(resp *http.Response) *refusal {
	body, _ := io.ReadAll(io.LimitReader(resp.Body, maxErrorReply)) // what there is
	message := errorMessage(body)
	if s.token != noToken {
		message = strings.ReplaceAll(message, s.token, "***")
	}
	return &refusal{resp.StatusCode, message}
}

// errorMessage finds the message in a reply: {"error": {"message": …}} as OpenAI
// writes it, {"error": …}, {"message": …}, or a line of text. A page of HTML has
// none.
func errorMessage(body []byte) string {
	var reply struct {
		Error   json.RawMessage
		Message string
	}
	text := string(body)
	if json.Unmarshal(body, &reply) == nil {
		var inner struct{ Message string }
		_ = json.Unmarshal(reply.Error, &inner)
		text = inner.Message
		if text == "" {
			_ = json.Unmarshal(reply.Error, &text)
		}
		if text == "" {
			text = reply.Message
		}
	}
	text = strings.Join(strings.Fields(text), " ")
	if strings.HasPrefix(text, "<") {
		return ""
	}
	return clip(text, maxMessage)
}

// clip cuts a text after n characters.
func clip(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n-1]) + "…"
	}
	return text
}

// tooLong finds refusals of a text that the model's context does not hold, in the
// words of OpenAI, Anthropic, vLLM and llama.cpp.
var tooLong = regexp.MustCompile(`(?i)context.?(?:length|size|window)|prompt is too long|too many tokens|maximum context`)

// refusalHint tells what to do about a refusal.
func (s *server) refusalHint(r *refusal) string {
	switch {
	case s.key != "" && (r.status == http.StatusUnauthorized || r.status == http.StatusForbidden):
		return "set " + s.key + " to a key that is valid there"
	case r.status == http.StatusNotFound:
		return "see that the server has this model, and that " + s.variable + " is its address"
	case r.status == http.StatusTooManyRequests:
		return "wait until the limit of your account allows more, then run it again"
	case r.status >= 500:
		return "see the log of the server, or try again later"
	case tooLong.MatchString(r.message) || r.status == http.StatusRequestEntityTooLarge:
		return "use a model that takes longer texts, or raise the context length of the server"
	}
	return s.misfit
}

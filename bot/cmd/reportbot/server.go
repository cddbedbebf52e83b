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
}

// newServer returns a server that has to begin each reply within patience.
func newServer(e endpoint, patience time.Duration) *server {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DialContext = (&net.Dialer{Timeout: connectTimeout, KeepAlive: 30 * time.Second}).DialContext
	transport.ResponseHeaderTimeout = patience
	return &server{endpoint: e, client: &http.Client{Transport: retrying{transport}}}
}

// Do sends a request. A reply other than 200 OK is an error. Errors are of type
// retrieval.HintError, but for that of a cancelled context.
func (s *server) Do(req *http.Request) (*http.Response, error) {
	resp, err := s.client.Do(req)
	if err == nil && resp.StatusCode == http.StatusOK {
		return resp, nil
	}
	told := &retrieval.HintError{Op: req.Method + " " + req.URL.Redacted()}
	switch {
	case err == nil:
		defer resp.Body.Close()
		told.Err, told.Hint = s.refusal(resp), s.refusalHint(resp.StatusCode)
	case errors.Is(req.Context().Err(), context.Canceled):
		return nil, req.Context().Err()
	default:
		told.Hint, told.Err = s.failure(err)
	}
	return nil, told
}

// failure tells what to do about an error in place of a reply, and why there is
// none.
func (s *server) failure(err error) (hint string, told error) {
	if e, ok := errors.AsType[*url.Error](err); ok {
		if e.Timeout() {
			return "see that it is not overloaded, or use a smaller model", errors.New("the server did not answer in time")
		}
		err = e.Err // the address is told anyway
	}
	return "see that the server runs, and that " + s.variable + " is its address", err
}

// refusal is the status of a reply and what the server says about it.
func (s *server) refusal(resp *http.Response) error {
	status := fmt.Sprintf("%d %s", resp.StatusCode, http.StatusText(resp.StatusCode))
	body, _ := io.ReadAll(io.LimitReader(resp.Body, maxErrorReply)) // what there is
	message := errorMessage(body)
	if s.token != noToken {
		message = strings.ReplaceAll(message, s.token, "***")
	}
	if message == "" {
		return errors.New(status)
	}
	return fmt.Errorf("%s: %s", status, message)
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

// refusalHint tells what to do about a status.
func (s *server) refusalHint(status int) string {
	switch {
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return "set OPENAI_API_KEY to a key that is valid there"
	case status == http.StatusNotFound:
		return "see that the server has this model, and that " + s.variable + " is its address"
	case status == http.StatusTooManyRequests:
		return "wait until the limit of your account allows more, then run it again"
	case status >= 500:
		return "see the log of the server, or try again later"
	}
	return "see that the model is an embedding model, and that the server takes texts of this number and length"
}

package slacktest

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Target is where the app takes HTTP requests in place of socket mode.
type Target struct{ Events, Interactions, Commands string } // URLs

// DeliverTo sends all deliveries from here on as signed HTTP requests.
func (s *Server) DeliverTo(t Target) {
	s.mu.Lock()
	defer s.unlock()
	s.target = &t
}

// VerifyURL asks the app to repeat a challenge, as Slack does when the URL of events
// is set.
func (s *Server) VerifyURL(ctx context.Context) error {
	s.mu.Lock()
	target, challenge := s.target, s.id("challenge")
	s.mu.Unlock()
	body, err := json.Marshal(map[string]string{"type": "url_verification", "token": "verification-token", "challenge": challenge})
	if err != nil {
		return err
	}
	response, err := s.request(ctx, target.Events, "application/json", body, nil)
	if err != nil {
		return fmt.Errorf("verify the URL: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return fmt.Errorf("verify the URL: %w", err)
	}
	var reply struct{ Challenge string }
	if response.StatusCode == http.StatusOK && (string(text) == challenge || json.Unmarshal(text, &reply) == nil && reply.Challenge == challenge) {
		return nil
	}
	return fmt.Errorf("verify the URL: status %d, %q is not the challenge", response.StatusCode, text)
}

// deliverHTTP sends a delivery as one request.
func (s *Server) deliverHTTP(d *Delivery, n int, reason string) {
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	defer s.o.Clock.AfterFunc(s.o.AckWithin, cancel)()
	address, kind, body := s.target.address(d)
	header := http.Header{}
	if n > 0 {
		header.Set("X-Slack-Retry-Num", strconv.Itoa(n))
		header.Set("X-Slack-Retry-Reason", reason)
	}
	response, err := s.request(ctx, address, kind, body, header)
	if err != nil {
		if ctx.Err() == nil {
			d.miss(n, "connection_failed")
		} else {
			d.miss(n, "http_timeout")
		}
		return
	}
	defer func() { _ = response.Body.Close() }()
	s.answered(d, n, response)
}

// answered takes the reply to a delivery.
func (s *Server) answered(d *Delivery, n int, response *http.Response) {
	payload, err := io.ReadAll(response.Body)
	ok := response.StatusCode >= 200 && response.StatusCode < 300
	switch {
	case ok && err == nil:
		if !json.Valid(payload) {
			payload, err = json.Marshal(map[string]string{"text": string(payload)})
		}
		if len(payload) == 0 || err != nil || string(payload) == `{"text":""}` {
			payload = nil
		}
		s.acknowledged(d, payload, 0)
	case response.Header.Get("X-Slack-No-Retry") == "1":
		s.mu.Lock()
		d.settle(Ack{}, ErrNotAcked)
		s.unlock()
	default:
		d.miss(n, "http_error")
	}
}

// address tells where a delivery goes, and what its body is.
func (t *Target) address(d *Delivery) (address, kind string, body []byte) {
	switch d.Kind {
	case Interactive:
		return t.Interactions, "application/x-www-form-urlencoded", []byte(url.Values{"payload": {string(d.Payload)}}.Encode())
	case Commands:
		var fields map[string]string
		form := url.Values{}
		if json.Unmarshal(d.Payload, &fields) == nil {
			for name, value := range fields {
				form.Set(name, value)
			}
		}
		return t.Commands, "application/x-www-form-urlencoded", []byte(form.Encode())
	}
	return t.Events, "application/json", d.Payload
}

// request sends a signed request to the app.
func (s *Server) request(ctx context.Context, address, kind string, body []byte, header http.Header) (*http.Response, error) {
	if address == "" {
		return nil, errors.New("the app has no URL for this")
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	for name, values := range header {
		r.Header[name] = values
	}
	r.Header.Set("Content-Type", kind)
	r.Header.Set("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
	s.Sign(r, body, s.o.Clock.Now())
	return s.client.Do(r)
}

// Sign signs a request as Slack does. Source: docs.slack.dev/authentication/verifying-requests-from-slack.
func (s *Server) Sign(r *http.Request, body []byte, at time.Time) {
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(s.SigningSecret))
	_, _ = fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
}

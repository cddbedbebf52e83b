package bot

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

func TestVerdictOf(t *testing.T) {
	says := func(code string) error { return fmt.Errorf("post: %w", slack.SlackErrorResponse{Err: code}) }
	for _, tt := range []struct {
		err  error
		want verdict
		code string
	}{
		{nil, accepted, ""},
		{&slack.RateLimitedError{RetryAfter: time.Second}, limited, "ratelimited"},
		{says("ratelimited"), limited, "ratelimited"},
		{says("message_limit_exceeded"), limited, "message_limit_exceeded"},
		{says("internal_error"), uncertain, "internal_error"},
		{says("fatal_error"), uncertain, "fatal_error"},
		{says("service_unavailable"), uncertain, "service_unavailable"},
		{says("request_timeout"), uncertain, "request_timeout"},
		{says("channel_not_found"), rejected, "channel_not_found"},
		{says("invalid_auth"), rejected, "invalid_auth"},
		{says("something_new"), rejected, "something_new"},
		{&net.OpError{Op: "dial", Err: errors.New("refused")}, unsent, "unreachable"},
		{&net.OpError{Op: "read", Err: errors.New("reset")}, uncertain, "lost connection"},
		{slack.StatusCodeError{Code: 500}, uncertain, "lost connection"},
		{slack.StatusCodeError{Code: 503}, uncertain, "lost connection"},
		{slack.StatusCodeError{Code: 404}, rejected, "rejected"},
		{context.DeadlineExceeded, uncertain, "timeout"},
		{context.Canceled, uncertain, "canceled"},
		{errors.New("unexpected end of JSON"), uncertain, "lost connection"},
	} {
		if got := verdictOf(tt.err); got != tt.want {
			t.Errorf("verdictOf(%v) = %v, want %v", tt.err, got, tt.want)
		}
		if got := errorCode(tt.err); got != tt.code {
			t.Errorf("errorCode(%v) = %q, want %q", tt.err, got, tt.code)
		}
	}
}

// What the library makes of replies of all kinds.
func TestVerdictOfReplies(t *testing.T) {
	for _, tt := range []struct {
		status int
		body   string
		want   verdict
	}{
		{200, `{"ok":true,"ts":"1.2"}`, accepted},
		{200, `{"ok":false,"error":"msg_too_long"}`, rejected},
		{200, `<html>`, uncertain},
		{200, ``, uncertain},
		{429, `{"ok":false,"error":"ratelimited"}`, limited},
		{500, ``, uncertain},
		{502, `<html>`, uncertain},
		{404, ``, rejected},
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3")
			w.WriteHeader(tt.status)
			_, _ = w.Write([]byte(tt.body))
		}))
		_, _, err := slack.New("xoxb-1", slack.OptionAPIURL(s.URL+"/")).PostMessageContext(t.Context(), "C", slack.MsgOptionText("x", false))
		if got := verdictOf(err); got != tt.want {
			t.Errorf("%d %s: %v is %v, want %v", tt.status, tt.body, err, got, tt.want)
		}
		if tt.want == limited && wait(err) != 3*time.Second {
			t.Errorf("waits %v", wait(err))
		}
		s.Close()
		_, _, err = slack.New("xoxb-1", slack.OptionAPIURL(s.URL+"/")).PostMessageContext(t.Context(), "C", slack.MsgOptionText("x", false))
		if got := verdictOf(err); got != unsent {
			t.Errorf("nobody listens: %v is %v", err, got)
		}
	}
}

func TestCall(t *testing.T) {
	b := New(Options{})
	uncertainty := errors.New("lost")
	for name, tt := range map[string]struct {
		again bool
		errs  []error
		calls int
		err   error
	}{
		"done":             {false, []error{nil}, 1, nil},
		"unsent":           {false, []error{&net.OpError{Op: "dial", Err: errors.New("x")}, nil}, 2, nil},
		"uncertain":        {false, []error{uncertainty, nil}, 1, uncertainty},
		"uncertain, again": {true, []error{uncertainty, uncertainty, nil}, 3, nil},
		"rejected":         {true, []error{slack.SlackErrorResponse{Err: "no"}, nil}, 1, slack.SlackErrorResponse{Err: "no"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			calls := 0
			err := b.call(t.Context(), tt.again, func(context.Context) error {
				calls++
				return tt.errs[calls-1]
			})
			if calls != tt.calls || fmt.Sprint(err) != fmt.Sprint(tt.err) {
				t.Errorf("%d calls, %v; want %d, %v", calls, err, tt.calls, tt.err)
			}
		})
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// scripted answers each request with the next of its outcomes, and notes when
// it came and what it said.
type scripted struct {
	outcomes []outcome
	start    time.Time
	seconds  []float64 // since the start, of each request
	bodies   []string
	open     int // replies that were not closed
}

type outcome struct {
	status     int
	retryAfter string
	err        error
}

func (s *scripted) RoundTrip(req *http.Request) (*http.Response, error) {
	body := ""
	if req.Body != nil {
		data, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		body = string(data)
	}
	s.seconds = append(s.seconds, time.Since(s.start).Seconds())
	s.bodies = append(s.bodies, body)
	if len(s.outcomes) == 0 {
		return nil, errors.New("one request too many")
	}
	o := s.outcomes[0]
	s.outcomes = s.outcomes[1:]
	if o.err != nil {
		return nil, o.err
	}
	s.open++
	reply := &closing{Reader: strings.NewReader(fmt.Sprint("reply ", len(s.bodies))), closed: func() { s.open-- }}
	return &http.Response{StatusCode: o.status, Header: http.Header{"Retry-After": {o.retryAfter}}, Body: reply}, nil
}

type closing struct {
	io.Reader
	closed func()
}

func (c *closing) Close() error { c.closed(); return nil }

var refused = &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}

func TestRetry(t *testing.T) {
	lost := &net.OpError{Op: "dial", Err: &net.DNSError{IsNotFound: true}}
	tests := []struct {
		name     string
		outcomes []outcome
		tries    int
		want     string // status and reply, or the error
	}{
		{"at once", []outcome{{status: 200}}, 1, "200 reply 1"},
		{"too many requests", []outcome{{status: 429}, {status: 200}}, 2, "200 reply 2"},
		{"bad gateway, unavailable", []outcome{{status: 502}, {status: 503}, {status: 504}, {status: 200}}, 4, "200 reply 4"},
		{"never", []outcome{{status: 503}, {status: 503}, {status: 503}, {status: 503}}, 4, "503 reply 4"},
		{"error of the server, overloaded", []outcome{{status: 500}, {status: 529}, {status: 200}}, 3, "200 reply 3"},
		{"not allowed", []outcome{{status: 401}}, 1, "401 reply 1"},
		{"refused, then there", []outcome{{err: refused}, {err: io.EOF}, {status: 200}}, 3, "200 reply 3"},
		{"refused", []outcome{{err: refused}, {err: refused}, {err: refused}, {err: refused}}, 4, "dial: connection refused (tried 4 times)"},
		{"unknown host", []outcome{{err: lost}}, 1, lost.Error()},
		{"slow", []outcome{{err: &net.OpError{Op: "read", Err: timeout{}}}}, 1, "read: slow"},
		{"other error", []outcome{{err: errors.New("bad certificate")}}, 1, "bad certificate"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &scripted{outcomes: tt.outcomes, start: time.Now()}
				got := roundTrip(t, s, newRequest(t))
				if got != tt.want {
					t.Errorf("got %q, want %q", got, tt.want)
				}
				if len(s.bodies) != tt.tries {
					t.Errorf("%d requests, want %d", len(s.bodies), tt.tries)
				}
				for i, body := range s.bodies {
					if body != "question" {
						t.Errorf("request %d says %q", i+1, body)
					}
				}
				if s.open != 0 {
					t.Errorf("%d replies were not closed", s.open)
				}
			})
		})
	}
}

type timeout struct{}

func (timeout) Error() string { return "slow" }
func (timeout) Timeout() bool { return true }

func newRequest(t *testing.T) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://server.example/", strings.NewReader("question"))
	if err != nil {
		t.Fatal(err)
	}
	return req
}

// roundTrip returns the status and the reply, or the error.
func roundTrip(t *testing.T, s *scripted, req *http.Request) string {
	t.Helper()
	resp, err := retrying{s}.RoundTrip(req)
	if err != nil {
		return err.Error()
	}
	defer resp.Body.Close()
	reply, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%d %s", resp.StatusCode, reply)
}

func TestRetryPauses(t *testing.T) {
	date := func(after time.Duration) string { return time.Now().Add(after).UTC().Format(http.TimeFormat) }
	tests := []struct {
		name     string
		outcomes func() []outcome
		want     []float64 // seconds at which requests come, within half of a pause
	}{
		{"doubled", func() []outcome { return []outcome{{status: 503}, {status: 503}, {err: refused}, {status: 200}} }, []float64{0, 0.5, 1.5, 3.5}},
		{"asked for", func() []outcome { return []outcome{{status: 429, retryAfter: "7"}, {status: 200}} }, []float64{0, 7}},
		{"asked for by date", func() []outcome { return []outcome{{status: 503, retryAfter: date(9 * time.Second)}, {status: 200}} }, []float64{0, 9}},
		{"date has passed", func() []outcome { return []outcome{{status: 503, retryAfter: date(-time.Hour)}, {status: 200}} }, []float64{0, 0}},
		{"asked for nonsense", func() []outcome { return []outcome{{status: 503, retryAfter: "soon"}, {status: 200}} }, []float64{0, 0.5}},
		{"too long", func() []outcome { return []outcome{{status: 429, retryAfter: "3600"}} }, []float64{0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &scripted{outcomes: tt.outcomes(), start: time.Now()}
				roundTrip(t, s, newRequest(t))
				if len(s.seconds) != len(tt.want) {
					t.Fatalf("requests after %v seconds, want %v", s.seconds, tt.want)
				}
				for i, got := range s.seconds {
					if want := tt.want[i]; got < want*0.5-0.001 || got > want*1.5+0.001 {
						t.Errorf("request %d after %.2f s, want about %.2f", i+1, got, want)
					}
				}
			})
		})
	}
}

// A body that can't be sent twice is sent once.
func TestRetryOnlyOnce(t *testing.T) {
	req := newRequest(t)
	req.GetBody = nil
	s := &scripted{outcomes: []outcome{{status: 503}, {status: 200}}}
	if got := roundTrip(t, s, req); got != "503 reply 1" {
		t.Errorf("got %q", got)
	}
}

// An ended context ends the pause, and its cause is the error.
func TestRetryInterrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s := &scripted{outcomes: []outcome{{status: 429, retryAfter: "50"}}, start: time.Now()}
		time.AfterFunc(3*time.Second, cancel)
		resp, err := retrying{s}.RoundTrip(newRequest(t).WithContext(ctx))
		if resp != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, %v", resp, err)
		}
		if diff := cmp.Diff(3.0, time.Since(s.start).Seconds()); diff != "" {
			t.Errorf("seconds until it returned (-want +got):\n%s", diff)
		}
		if s.open != 0 {
			t.Errorf("%d replies were not closed", s.open)
		}
	})
}

package slacktest_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"reportbot/bot/slacktest"
)

// envelope is what comes over a connection of socket mode.
type envelope struct {
	Type    string          `json:"type"`
	ID      string          `json:"envelope_id"`
	Reason  string          `json:"reason"`
	Attempt int             `json:"retry_attempt"`
	Why     string          `json:"retry_reason"`
	Payload json.RawMessage `json:"payload"`
	Accepts bool            `json:"accepts_response_payload"`
}

// dial opens a connection that acks nothing by itself.
func (w *workspace) dial() *websocket.Conn {
	w.t.Helper()
	_, address, err := w.api.StartSocketModeContext(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	conn, _, err := websocket.DefaultDialer.Dial(address, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// next is the next envelope of a connection.
func (w *workspace) next(conn *websocket.Conn) envelope {
	w.t.Helper()
	_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	var e envelope
	if err := conn.ReadJSON(&e); err != nil {
		w.t.Fatal(err)
	}
	return e
}

func (w *workspace) ack(conn *websocket.Conn, e envelope, payload string) {
	w.t.Helper()
	if err := conn.WriteJSON(map[string]string{"envelope_id": e.ID, "payload": payload}); err != nil {
		w.t.Fatal(err)
	}
}

// An event that is not acknowledged comes again at once, after a minute and after
// five; then it is given up.
func TestRetries(t *testing.T) {
	w := open(t, slacktest.Options{})
	conn := w.dial()
	if e := w.next(conn); e.Type != "hello" {
		t.Fatalf("first envelope %+v", e)
	}
	sent := w.said(w.user, w.dm, "hi", slacktest.Saying{})
	for n, wait := range []time.Duration{0, 0, time.Minute, 5 * time.Minute} {
		w.clock.Advance(wait)
		e, why := w.next(conn), "timeout"
		if n == 0 {
			why = ""
		}
		if e.Attempt != n || e.Why != why || e.Accepts {
			t.Errorf("attempt %d: %+v", n, e)
		}
		w.clock.Advance(3 * time.Second)
	}
	if err := sent.Wait(t.Context()); !errors.Is(err, slacktest.ErrNotAcked) {
		t.Errorf("error %v", err)
	}
}

// What is said while nobody listens is told a minute later.
func TestNobodyListens(t *testing.T) {
	w := open(t, slacktest.Options{})
	sent := w.said(w.user, w.dm, "hi", slacktest.Saying{})
	conn := w.dial()
	w.next(conn)
	w.clock.Advance(time.Minute)
	e := w.next(conn)
	if e.Attempt != 2 {
		t.Errorf("attempt %d", e.Attempt)
	}
	w.ack(conn, e, "")
	w.acked(sent, nil)
}

// Clicks and commands come once.
func TestNoRetryOfCommands(t *testing.T) {
	w := open(t, slacktest.Options{})
	conn := w.dial()
	w.next(conn)
	sent, err := w.Command(w.user, w.channel, "/ask", "产值")
	if err != nil {
		t.Fatal(err)
	}
	if e := w.next(conn); e.Type != "slash_commands" || !e.Accepts {
		t.Errorf("envelope %+v", e)
	}
	w.clock.Advance(3 * time.Second)
	if _, err := sent.Ack(t.Context()); !errors.Is(err, slacktest.ErrNotAcked) {
		t.Errorf("error %v", err)
	}
}

// An ack of 20,480 bytes is as good as none.
func TestLargeAck(t *testing.T) {
	w := open(t, slacktest.Options{})
	conn := w.dial()
	w.next(conn)
	sent := w.said(w.user, w.dm, "hi", slacktest.Saying{})
	w.ack(conn, w.next(conn), strings.Repeat("a", 20480))
	w.wait(func() bool { return len(w.Acks()) == 1 })
	w.clock.Advance(3 * time.Second)
	e := w.next(conn)
	w.ack(conn, e, "")
	w.acked(sent, nil)
	acks := w.Acks()
	if !acks[0].Dropped || acks[1].Dropped || acks[1].Attempt != 1 {
		t.Errorf("acks %+v", acks)
	}
}

// An envelope goes over one of the connections; a ticket opens one; there are ten.
func TestConnections(t *testing.T) {
	w := open(t, slacktest.Options{})
	_, address, err := w.api.StartSocketModeContext(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{true, false} {
		conn, response, err := websocket.DefaultDialer.Dial(address, nil)
		if (err == nil) != want {
			t.Errorf("use %d of a ticket: %v", i, err)
		}
		if response != nil {
			_ = response.Body.Close()
		}
		if conn != nil {
			_ = conn.Close()
		}
	}
	w.wait(func() bool { return w.Connected() == 0 })
	var conns []*websocket.Conn
	for range 10 {
		conns = append(conns, w.dial())
		w.next(conns[len(conns)-1])
	}
	if e := w.next(w.dial()); e.Reason != "too_many_websockets" {
		t.Errorf("eleventh connection: %+v", e)
	}
	w.Disconnect("refresh_requested")
	for _, c := range conns {
		if e := w.next(c); e.Type != "disconnect" || e.Reason != "refresh_requested" {
			t.Errorf("envelope %+v", e)
		}
	}
	w.wait(func() bool { return w.Connected() == 0 })
}

// Two clients, one of which is cut off, miss nothing.
func TestReconnect(t *testing.T) {
	w := open(t, slacktest.Options{Retries: []time.Duration{0, 50 * time.Millisecond, time.Second}, AckWithin: 200 * time.Millisecond})
	for range 2 {
		w.connect(acknowledge)
	}
	for i, disturb := range []func(){func() {}, func() { w.Disconnect("warning") }, w.Cut} {
		disturb()
		sent := w.said(w.user, w.dm, "hi", slacktest.Saying{})
		for sent.Deliveries[0].Open() {
			time.Sleep(10 * time.Millisecond)
			w.clock.Advance(50 * time.Millisecond)
		}
		if err := sent.Wait(t.Context()); err != nil {
			t.Errorf("%d: %v", i, err)
		}
	}
}

// app is an app that takes HTTP requests.
type app struct {
	*httptest.Server
	requests chan *http.Request // with their bodies read into the forms
	answer   func(w http.ResponseWriter, body string)
}

func serve(t *testing.T, s *slacktest.Server, answer func(http.ResponseWriter, string)) *app {
	t.Helper()
	a := &app{requests: make(chan *http.Request, 10), answer: answer}
	a.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		verifier, err := slack.NewSecretsVerifier(r.Header, s.SigningSecret)
		if err == nil {
			_, _ = verifier.Write(body)
			err = verifier.Ensure()
		}
		if err != nil && !errors.Is(err, slack.ErrExpiredTimestamp) {
			t.Errorf("signature: %v", err)
		}
		r.Form, _ = url.ParseQuery(string(body))
		a.requests <- r
		a.answer(w, string(body))
	}))
	t.Cleanup(a.Close)
	s.DeliverTo(slacktest.Target{Events: a.URL + "/events", Interactions: a.URL + "/interactions", Commands: a.URL + "/commands"})
	return a
}

func TestHTTP(t *testing.T) {
	w := open(t, slacktest.Options{Clock: slacktest.NewManualClock(time.Now())})
	a := serve(t, w.Server, func(rw http.ResponseWriter, body string) {
		if strings.Contains(body, "url_verification") {
			var c struct{ Challenge string }
			_ = json.Unmarshal([]byte(body), &c)
			_, _ = io.WriteString(rw, c.Challenge)
		}
	})
	if err := w.VerifyURL(t.Context()); err != nil {
		t.Error(err)
	}
	w.acked(w.Say(w.user, w.dm, "hi", slacktest.Saying{}))
	w.acked(w.Command(w.user, w.channel, "/ask", "产值"))
	var paths []string
	for range 3 {
		r := <-a.requests
		paths = append(paths, r.URL.Path)
		if r.URL.Path == "/commands" && (r.Form.Get("text") != "产值" || r.Form.Get("command") != "/ask") {
			t.Errorf("command %v", r.Form)
		}
	}
	if diff := cmp.Diff([]string{"/events", "/events", "/commands"}, paths); diff != "" {
		t.Error(diff)
	}
}

// Over HTTP an error is retried, with the number and the reason, unless the app asks
// for none.
func TestHTTPRetries(t *testing.T) {
	clock := slacktest.NewManualClock(time.Now())
	w := open(t, slacktest.Options{Clock: clock})
	var noRetry atomic.Bool
	a := serve(t, w.Server, func(rw http.ResponseWriter, _ string) {
		if noRetry.Load() {
			rw.Header().Set("X-Slack-No-Retry", "1")
		}
		rw.WriteHeader(http.StatusInternalServerError)
	})
	sent := w.said(w.user, w.dm, "hi", slacktest.Saying{})
	<-a.requests
	for i := range 3 {
		if i > 0 {
			settle(clock, time.Duration(5*i*i)*time.Minute)
		}
		r := <-a.requests
		if r.Header.Get("X-Slack-Retry-Num") != fmt.Sprint(i+1) || r.Header.Get("X-Slack-Retry-Reason") != "http_error" {
			t.Errorf("retry %d: %v", i+1, r.Header)
		}
	}
	if err := sent.Wait(t.Context()); !errors.Is(err, slacktest.ErrNotAcked) {
		t.Errorf("error %v", err)
	}
	noRetry.Store(true)
	if err := w.said(w.user, w.dm, "hi", slacktest.Saying{}).Wait(t.Context()); !errors.Is(err, slacktest.ErrNotAcked) {
		t.Errorf("error %v", err)
	}
	if n := len(a.requests); n != 1 {
		t.Errorf("%d requests though no retry was asked for", n)
	}
}

// settle lets timers that other goroutines are about to set fall due.
func settle(c *slacktest.ManualClock, d time.Duration) {
	for range 20 {
		time.Sleep(5 * time.Millisecond)
		c.Advance(d / 20)
	}
}

// Nothing runs on after Close, whatever was under way.
func TestClose(t *testing.T) {
	before := runtime.NumGoroutine()
	s := slacktest.New(slacktest.Options{})
	user := s.AddUser(slacktest.User{})
	api := slack.New(s.BotToken, slack.OptionAppLevelToken(s.AppToken), slack.OptionAPIURL(s.APIURL()), slack.OptionHTTPClient(&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}))
	client := socketmode.New(api)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); _ = client.RunContext(ctx) }()
	if err := s.Wait(ctx, func() bool { return s.Connected() == 1 }); err != nil {
		t.Fatal(err)
	}
	s.Fail("auth.test", slacktest.Fault{Hang: true})
	go func() { _, _ = api.AuthTestContext(ctx) }()
	if err := s.Wait(ctx, func() bool { return len(s.Calls("auth.test")) == 1 }); err != nil {
		t.Fatal(err)
	}
	sent, err := s.Say(user, s.DM(user), "hi", slacktest.Saying{})
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	s.Close()
	if err := sent.Wait(t.Context()); !errors.Is(err, slacktest.ErrClosed) {
		t.Errorf("error %v", err)
	}
	if len(s.Messages(s.DM(user))) != 1 {
		t.Error("the workspace can't be read after Close")
	}
	cancel()
	<-done
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}

package slacktest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"reportbot/bot/slacktest"
)

// What a caller sees of each fault, and whether the call was done.
func TestFaults(t *testing.T) {
	w := open(t, slacktest.Options{})
	tests := []struct {
		fault slacktest.Fault
		seen  func(error) bool
		done  bool
	}{
		{slacktest.Fault{RetryAfter: 2 * time.Second}, func(err error) bool {
			var e *slack.RateLimitedError
			return errors.As(err, &e) && e.RetryAfter == 2*time.Second
		}, false},
		{slacktest.Fault{Before: 503}, status(503), false},
		{slacktest.Fault{After: 500}, status(500), true},
		{slacktest.Fault{Hang: true}, func(err error) bool { return errors.Is(err, context.DeadlineExceeded) }, true},
		{slacktest.Fault{Lost: true}, func(err error) bool { return err != nil }, true},
		{slacktest.Fault{}, func(err error) bool { return err == nil }, true},
	}
	for _, tt := range tests {
		before := len(w.Messages(w.dm))
		w.Fail("chat.postMessage", tt.fault)
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		_, _, err := w.api.PostMessageContext(ctx, w.dm, slack.MsgOptionText("a", false))
		cancel()
		if done := len(w.Messages(w.dm)) > before; !tt.seen(err) || done != tt.done {
			t.Errorf("%+v: error %v, done %v", tt.fault, err, done)
		}
	}
	if n := len(w.Calls("chat.postMessage")); n != len(tests) {
		t.Errorf("%d calls were recorded", n)
	}
}

func status(code int) func(error) bool {
	return func(err error) bool {
		var e slack.StatusCodeError
		return errors.As(err, &e) && e.Code == code
	}
}

// Under all faults at once each question reaches the app at least once, and what
// happens follows from the seed.
func TestChaos(t *testing.T) {
	s := slacktest.New(slacktest.Options{
		Seed: 7, NoRateLimits: true, AckWithin: 300 * time.Millisecond, Retries: []time.Duration{0, 50 * time.Millisecond, 200 * time.Millisecond, time.Second, time.Second, time.Second},
		Chaos: slacktest.Chaos{Duplicate: .1, Reorder: .1, Delay: .1, Retry: .1, Disconnect: .02, Cut: .02, RetryAfter: .02, Before: .02, After: .02, Lost: .02, MaxDelay: 50 * time.Millisecond},
	})
	defer s.Close()
	w := &workspace{Server: s, t: t, api: slack.New(s.BotToken, slack.OptionAppLevelToken(s.AppToken), slack.OptionAPIURL(s.APIURL()))}
	var mu sync.Mutex
	heard := map[string]int{}
	slots := make(chan struct{}, 8)
	for range 2 {
		w.connect(func(c *socketmode.Client, e socketmode.Event) {
			defer acknowledge(c, e)
			outer, ok := e.Data.(slackevents.EventsAPIEvent)
			if !ok {
				return
			}
			if m, ok := outer.InnerEvent.Data.(*slackevents.MessageEvent); ok && m.BotID == "" {
				mu.Lock()
				heard[m.TimeStamp]++
				mu.Unlock()
				go func() {
					slots <- struct{}{}
					_, _, _ = w.api.PostMessage(m.Channel, slack.MsgOptionText("a", false), slack.MsgOptionTS(m.TimeStamp))
					<-slots
				}()
			}
		})
	}
	const questions = 200
	user := s.AddUser(slacktest.User{})
	var all []*slacktest.Sent
	for i := range questions {
		sent, err := s.Say(user, s.DM(user), fmt.Sprint(i), slacktest.Saying{})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, sent)
		if i%20 < 19 {
			continue
		}
		for _, sent := range all[i-19:] {
			if err := sent.Wait(t.Context()); err != nil {
				t.Error(err)
			}
		}
	}
	more := 0
	mu.Lock()
	defer mu.Unlock()
	for _, sent := range all {
		if heard[sent.TS] == 0 {
			t.Errorf("%s was not heard", sent.TS)
		}
		if heard[sent.TS] > 1 {
			more++
		}
	}
	if more < questions/20 {
		t.Errorf("only %d questions came more than once", more)
	}
	failed := 0
	for _, c := range s.Calls("chat.postMessage") {
		if c.Status != http.StatusOK {
			failed++
		}
	}
	if failed == 0 {
		t.Error("no call failed")
	}
}

// A delivery that waits to be overtaken is sent all the same.
func TestReorder(t *testing.T) {
	w := open(t, slacktest.Options{Chaos: slacktest.Chaos{Reorder: 1}})
	conn := w.dial()
	w.next(conn)
	first := w.said(w.user, w.dm, "1", slacktest.Saying{})
	w.said(w.user, w.dm, "2", slacktest.Saying{})
	e := w.next(conn) // the second holds itself back and lets the first go
	w.ack(conn, e, "")
	w.acked(first, nil)
	w.clock.Advance(time.Second)
	w.ack(conn, w.next(conn), "")
}

// A file is read by those who may.
func TestFile(t *testing.T) {
	w := open(t, slacktest.Options{})
	id := w.AddFile(slacktest.File{Name: "a.txt", Type: "text/plain", Content: []byte("产值")})
	f, _, _, err := w.api.GetFileInfo(id, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	var b writer
	if err := w.api.GetFile(f.URLPrivateDownload, &b); err != nil || string(b) != "产值" {
		t.Errorf("file %q, %v", b, err)
	}
	if err := slack.New("xoxb-2", slack.OptionAPIURL(w.APIURL())).GetFile(f.URLPrivateDownload, &b); err == nil {
		t.Error("anybody may read files")
	}
}

type writer []byte

func (w *writer) Write(p []byte) (int, error) { *w = append(*w, p...); return len(p), nil }

// What the manifest does not grant is not there.
func TestManifest(t *testing.T) {
	app, err := slacktest.ReadManifest([]byte(`{"features": {"agent_view": {"agent_description": "a"}, "slash_commands": [{"command": "/ask"}]},
		"oauth_config": {"scopes": {"bot": ["chat:write", "commands", "im:history"]}},
		"settings": {"event_subscriptions": {"bot_events": ["message.im", "app_mention"]}, "interactivity": {"is_enabled": true}}}`))
	if err != nil {
		t.Fatal(err)
	}
	w := open(t, slacktest.Options{App: &app})
	if n := len(w.said(w.user, w.channel, w.Mention(), slacktest.Saying{}).Deliveries); n != 0 {
		t.Errorf("%d deliveries of a mention without app_mentions:read", n)
	}
	if n := len(w.said(w.user, w.dm, "hi", slacktest.Saying{}).Deliveries); n != 1 {
		t.Errorf("%d deliveries in a DM", n)
	}
	if _, err := w.Command(w.user, w.dm, "/ask", ""); err != nil {
		t.Error(err)
	}
	r, err := w.api.AuthTest()
	if err != nil || r.Header.Get("X-OAuth-Scopes") != "chat:write,commands,im:history" || r.BotID != w.BotID {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := slacktest.ReadManifest([]byte("{")); err == nil {
		t.Error("half a manifest is read")
	}
}

package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"reportbot/bot/slacktest"
)

// Names under which the payloads of others know the bot.
var foreignSelves = []string{"W23456789"}

// TestForeignPayloads delivers what others wrote for their tests over both
// transports: everything is acknowledged in time, nothing panics, and only people who
// ask are answered.
func TestForeignPayloads(t *testing.T) {
	all, none := readForeign(t)
	report(t, all, none)
	t.Run("socket mode", func(t *testing.T) { replay(t, false) })
	t.Run("HTTP", func(t *testing.T) { replay(t, true) })
}

// report logs what is delivered, by kind, and what is not, with the reason.
func report(t *testing.T, all []foreign, none map[string][]string) {
	t.Helper()
	count := map[string]int{}
	for _, f := range all {
		count[f.what]++
	}
	t.Logf("%d deliveries:", len(all))
	for _, what := range slices.Sorted(maps.Keys(count)) {
		t.Logf("%4d %s", count[what], what)
	}
	for _, why := range slices.Sorted(maps.Keys(none)) {
		t.Logf("left out, %s: %d: %s", why, len(none[why]), strings.Join(none[why], ", "))
	}
}

func replay(t *testing.T, overHTTP bool) {
	all, _ := readForeign(t)
	w := newWorkspace(t, slacktest.Options{NoRateLimits: true, Retries: []time.Duration{}})
	w.options.PerUser = len(all)
	if overHTTP {
		w.listen()
	}
	b := w.start()
	if overHTTP {
		w.deliverHTTP(b)
	}
	asked := map[string]string{} // the thread of each question, and what asked it
	acknowledged := 0
	for i, f := range all {
		f.place(w, i)
		if f.asks(w.BotUserID) {
			asked[f.thread()] = f.name
		}
		if f.payload["type"] == "url_verification" {
			continue // Slack asks that over HTTP alone, and wants an answer: below
		}
		payload, err := json.Marshal(f.payload)
		if err != nil {
			t.Fatal(err)
		}
		ack, err := w.Deliver(f.kind, payload).Wait(w.ctx)
		if err != nil || ack.Late || ack.Problem != "" {
			t.Errorf("%s was acknowledged with %+v: %v", f.name, ack, err)
		}
		acknowledged++
	}
	if overHTTP {
		if err := w.VerifyURL(w.ctx); err != nil {
			t.Error(err)
		}
	}
	w.untilThreads(asked)
	probe := w.say(w.bo, w.DM(w.bo), "汀鹭镇2022年拆除违法建筑多少万平方米？", "")
	w.answer(w.DM(w.bo), probe, 1)
	asked[probe] = "the probe"
	for _, c := range w.outgoing() {
		if asked[c] == "" {
			t.Errorf("the bot said something in thread %s, where nobody asked", c)
		}
	}
	t.Logf("%d payloads acknowledged, answers to the %d that are questions and to no other", acknowledged, len(asked)-1)
}

// place puts a payload into the workspace: its own names for the bot become the
// bot's, its people and channels exist, and it is not the same message as another.
func (f foreign) place(w *workspace, i int) {
	for _, self := range foreignSelves {
		rename(f.payload, self, w.BotUserID)
	}
	if id, is := f.payload["event_id"].(string); is {
		f.payload["event_id"] = fmt.Sprintf("%s-%d", id, i)
	}
	e, _ := f.payload["event"].(map[string]any)
	if ts, is := e["ts"].(string); is && ts != "" {
		e["ts"] = fmt.Sprintf("1700000000.%06d", i)
		delete(e, "thread_ts")
	}
	user, _ := e["user"].(string)
	channel, _ := e["channel"].(string)
	if user != "" && user != w.BotUserID {
		w.AddUser(slacktest.User{ID: user})
	}
	if channel != "" {
		w.AddChannel(slacktest.Channel{ID: channel, Members: []string{user, w.BotUserID}})
	}
}

// rename replaces a string everywhere in a payload.
func rename(v any, old, by string) {
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			if value == old {
				v[name] = by
			}
			rename(value, old, by)
		}
	case []any:
		for i, value := range v {
			if value == old {
				v[i] = by
			}
			rename(value, old, by)
		}
	}
}

func (f foreign) thread() string {
	e, _ := f.payload["event"].(map[string]any)
	return e["ts"].(string)
}

// outgoing are the threads that the bot posted in, or tried to; "" for what it said
// outside of threads.
func (w *workspace) outgoing() []string {
	var out []string
	for _, method := range []string{"chat.postMessage", "chat.postEphemeral", "chat.startStream", "views.open", "response_url"} {
		for _, c := range w.Calls(method) {
			if thread := c.Args["thread_ts"]; thread != "" || !strings.HasPrefix(c.Args["channel"], "D") {
				out = append(out, thread)
			}
		}
	}
	return out
}

// untilThreads waits until the bot said something in each thread.
func (w *workspace) untilThreads(asked map[string]string) {
	w.t.Helper()
	open := maps.Clone(asked)
	ctx, cancel := context.WithTimeout(w.ctx, 20*time.Second)
	defer cancel()
	err := w.Wait(ctx, func() bool {
		for _, thread := range w.outgoing() {
			delete(open, thread)
		}
		return len(open) == 0
	})
	if err != nil {
		w.t.Errorf("never answered: %v", open)
	}
}

// listen makes the bot take HTTP requests in place of Socket Mode.
func (w *workspace) listen() {
	w.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.t.Fatal(err)
	}
	w.options.Listen = l.Addr().String()
	_ = l.Close()
}

// deliverHTTP sends what happens to the bot as HTTP requests, once it listens.
func (w *workspace) deliverHTTP(b *Bot) {
	w.t.Helper()
	base := "http://" + b.Listen
	for range 100 {
		if r, err := http.Get(base); err == nil {
			_ = r.Body.Close()
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	w.DeliverTo(slacktest.Target{Events: base + eventsPath, Interactions: base + actionsPath, Commands: base + commandsPath})
}

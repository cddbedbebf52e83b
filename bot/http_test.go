package bot

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"reportbot/bot/blocks"
	"reportbot/bot/slacktest"
)

// request is one that somebody sends to the bot.
type request struct {
	path, body string
	at         time.Duration // of the signature, from now
	forge      func(http.Header)
}

// TestHTTPRequests: only what Slack signed, and just now, is listened to; all of that
// is taken.
func TestHTTPRequests(t *testing.T) {
	w := newWorkspace(t, slacktest.Options{})
	b := New(w.options)
	server := httptest.NewServer(b.handler(context.Background()))
	t.Cleanup(server.Close)
	const rubbish = "{]"
	unsigned := func(h http.Header) { h.Del("X-Slack-Signature") }
	for name, tt := range map[string]struct {
		request
		status int
	}{
		"a challenge":          {request{path: eventsPath, body: `{"type":"url_verification","challenge":"abc"}`}, 200},
		"an unknown event":     {request{path: eventsPath, body: `{"type":"event_callback","event":{"type":"new_thing"}}`}, 200},
		"an unknown type":      {request{path: eventsPath, body: `{"type":"new_thing"}`}, 200},
		"an event of rubbish":  {request{path: eventsPath, body: rubbish}, 200},
		"no event":             {request{path: eventsPath}, 200},
		"an action of rubbish": {request{path: actionsPath, body: "payload=" + url.QueryEscape(rubbish)}, 200},
		"an unknown action":    {request{path: actionsPath, body: "payload=" + url.QueryEscape(`{"type":"new_thing"}`)}, 200},
		"no form":              {request{path: actionsPath, body: "%%%"}, 200},
		"a check of TLS":       {request{path: commandsPath, body: "ssl_check=1&token=x"}, 200},
		"4 minutes ago":        {request{path: eventsPath, body: "{}", at: -4 * time.Minute}, 200},
		"6 minutes ago":        {request{path: eventsPath, body: "{}", at: -6 * time.Minute}, 401},
		"in 6 minutes":         {request{path: eventsPath, body: "{}", at: 6 * time.Minute}, 401},
		"unsigned":             {request{path: eventsPath, body: "{}", forge: unsigned}, 401},
		"an unsigned action":   {request{path: actionsPath, body: "payload={}", forge: unsigned}, 401},
		"an unsigned command":  {request{path: commandsPath, body: "text=x", forge: unsigned}, 401},
		"without a time":       {request{path: eventsPath, body: "{}", forge: func(h http.Header) { h.Del("X-Slack-Request-Timestamp") }}, 401},
		"a time of rubbish":    {request{path: eventsPath, body: "{}", forge: func(h http.Header) { h.Set("X-Slack-Request-Timestamp", "now") }}, 401},
		"a forged signature": {request{path: eventsPath, body: "{}", forge: func(h http.Header) {
			h.Set("X-Slack-Signature", "v0="+strings.Repeat("0", 64))
		}}, 401},
		"a signature of rubbish": {request{path: eventsPath, body: "{}", forge: func(h http.Header) { h.Set("X-Slack-Signature", "v0=zz") }}, 401},
		"an unsigned challenge":  {request{path: eventsPath, body: `{"type":"url_verification","challenge":"abc"}`, forge: unsigned}, 401},
		"the end of the body":    {request{path: eventsPath, body: strings.Repeat(" ", maxBody-2) + "{}"}, 200},
		"too large":              {request{path: eventsPath, body: strings.Repeat(" ", maxBody) + "{}"}, 413},
		"elsewhere":              {request{path: "/", body: "{}"}, 404},
	} {
		t.Run(name, func(t *testing.T) {
			status, body := w.request(server.URL, tt.request)
			if status != tt.status {
				t.Errorf("status %d, want %d", status, tt.status)
			}
			if got := body == "abc"; got != (name == "a challenge") {
				t.Errorf("the reply is %q", body)
			}
		})
	}
	if r, err := http.Get(server.URL + eventsPath); err != nil || r.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("GET: %v, %v", r, err)
	}
}

// request sends a request as Slack does, or nearly so.
func (w *workspace) request(base string, q request) (status int, body string) {
	w.t.Helper()
	r, err := http.NewRequest(http.MethodPost, base+q.path, bytes.NewReader([]byte(q.body)))
	if err != nil {
		w.t.Fatal(err)
	}
	w.Sign(r, []byte(q.body), time.Now().Add(q.at))
	if q.forge != nil {
		q.forge(r.Header)
	}
	reply, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = reply.Body.Close() }()
	text, err := io.ReadAll(reply.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return reply.StatusCode, string(text)
}

// TestHTTPConversation asks, clicks and fills in over HTTP; what Slack sends again
// changes nothing.
func TestHTTPConversation(t *testing.T) {
	w := newWorkspace(t, slacktest.Options{
		Chaos: slacktest.Chaos{Retry: 1, Duplicate: 1}, Retries: []time.Duration{0, 0, 0}, NoRateLimits: true,
	})
	w.listen()
	b := w.start()
	w.deliverHTTP(b)
	if err := w.VerifyURL(w.ctx); err != nil {
		t.Fatal(err)
	}
	thread := w.say(w.ann, w.channel, w.Mention()+" "+figureQuestion, "")
	m := w.answer(w.channel, thread, 1)
	mustHold(t, m, figureAnswer)
	w.click(w.ann, m, blocks.ActionSource)
	w.until("the source", func() bool {
		v, ok := w.View(w.ann)
		return ok && strings.Contains(v.String(), "115.3%")
	})
	w.CloseView(w.ann)
	for _, c := range m.Controls() {
		if c.ActionID == blocks.ActionFeedback && strings.HasPrefix(c.Value, "0:") {
			w.clickValue(w.ann, m, c.ActionID, c.Value)
		}
	}
	w.until("the feedback modal", func() bool { _, ok := w.View(w.ann); return ok })
	sent, err := w.Submit(w.ann, map[string]string{"reason": string(blocks.WrongSource)})
	if err != nil {
		t.Fatal(err)
	}
	if ack, err := sent.Ack(w.ctx); err != nil || ack.Problem != "" {
		t.Errorf("ack %+v, %v", ack, err)
	}
	sent, err = w.Command(w.bo, w.channel, Command, figureQuestion)
	if err != nil {
		t.Fatal(err)
	}
	if ack, err := sent.Ack(w.ctx); err != nil || !strings.Contains(string(ack.Payload), "ephemeral") {
		t.Errorf("ack %+v, %v", ack, err)
	}
	w.until("the answer to the command", func() bool {
		all := w.Ephemerals(w.channel, w.bo)
		return len(all) == 1 && strings.Contains(all[0].String(), figureAnswer)
	})
	w.stop()
	if n := len(w.answers(w.channel, thread)); n != 1 {
		t.Errorf("%d answers", n)
	}
	rated, err := w.feedback()
	if err != nil || len(rated) != 1 || rated[0].Reason != string(blocks.WrongSource) {
		t.Errorf("feedback %+v, %v", rated, err)
	}
	if n := len(w.Calls("views.open")); n != 2 {
		t.Errorf("%d modals were opened", n)
	}
}

// TestSlowAck: an answer that is there before the acknowledgement of its command is
// shown is one message with it.
func TestSlowAck(t *testing.T) {
	w := newWorkspace(t, slacktest.Options{})
	w.listen()
	b := w.start()
	w.deliverHTTP(b)
	target, err := url.Parse("http://" + b.Listen)
	if err != nil {
		t.Fatal(err)
	}
	late := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite:        func(r *httputil.ProxyRequest) { r.SetURL(target) },
		ModifyResponse: func(*http.Response) error { time.Sleep(150 * time.Millisecond); return nil },
	})
	t.Cleanup(late.Close)
	w.DeliverTo(slacktest.Target{Commands: late.URL + commandsPath})
	sent, err := w.Command(w.ann, w.channel, Command, figureQuestion)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sent.Ack(w.ctx); err != nil {
		t.Fatal(err)
	}
	w.until("an answer", func() bool { return len(w.Calls("response_url")) == 1 })
	w.stop()
	if all := w.Ephemerals(w.channel, w.ann); len(all) != 1 || !strings.Contains(all[0].String(), figureAnswer) {
		t.Errorf("shown: %v", all)
	}
}

// TestHTTPStop: a request under way when the bot stops is served, and the address is
// free again.
func TestHTTPStop(t *testing.T) {
	w := newWorkspace(t, slacktest.Options{})
	w.listen()
	for range 3 {
		b := w.start()
		w.deliverHTTP(b)
		thread := w.say(w.ann, w.channel, w.Mention()+" "+figureQuestion, "")
		w.stop()
		w.start()
		mustHold(t, w.final(w.channel, thread), figureAnswer)
		w.stop()
	}
}

package slacktest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"reportbot/bot/slacktest"
)

// workspace is a fake with one person and one channel, both with the bot in it.
type workspace struct {
	*slacktest.Server
	t       *testing.T
	clock   *slacktest.ManualClock
	user    string
	channel string
	dm      string
	api     *slack.Client
}

func open(t *testing.T, o slacktest.Options) *workspace {
	t.Helper()
	clock := slacktest.NewManualClock(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
	if o.Clock == nil {
		o.Clock = clock
	}
	s := slacktest.New(o)
	t.Cleanup(s.Close)
	w := &workspace{Server: s, t: t, clock: clock}
	w.user = s.AddUser(slacktest.User{Name: "wang"})
	w.channel = s.AddChannel(slacktest.Channel{Name: "general", Members: []string{w.user, s.BotUserID}})
	w.dm = s.DM(w.user)
	w.api = slack.New(s.BotToken, slack.OptionAppLevelToken(s.AppToken), slack.OptionAPIURL(s.APIURL()))
	return w
}

// connect runs a client of socket mode until the test ends.
func (w *workspace) connect(handle func(*socketmode.Client, socketmode.Event)) {
	w.t.Helper()
	before := w.Connected()
	client := socketmode.New(w.api)
	ctx, cancel := context.WithCancel(w.t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = client.RunContext(ctx)
	}()
	go func() {
		for {
			select {
			case e := <-client.Events:
				handle(client, e)
			case <-ctx.Done():
				return
			}
		}
	}()
	w.t.Cleanup(func() { cancel(); <-done })
	w.wait(func() bool { return w.Connected() > before })
}

// acknowledge acks everything.
func acknowledge(c *socketmode.Client, e socketmode.Event) {
	if e.Request != nil && e.Request.EnvelopeID != "" {
		_ = c.Ack(*e.Request)
	}
}

func (w *workspace) wait(cond func() bool) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 10*time.Second)
	defer cancel()
	if err := w.Wait(ctx, cond); err != nil {
		w.t.Fatal(err)
	}
}

func (w *workspace) acked(s *slacktest.Sent, err error) *slacktest.Sent {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(w.t.Context(), 10*time.Second)
	defer cancel()
	if err := s.Wait(ctx); err != nil {
		w.t.Fatal(err)
	}
	return s
}

func (w *workspace) said(user, channel, text string, how slacktest.Saying) *slacktest.Sent {
	w.t.Helper()
	s, err := w.Say(user, channel, text, how)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// refused tests for an error code of the Web API.
func refused(t *testing.T, err error, code string) slack.SlackErrorResponse {
	t.Helper()
	var e slack.SlackErrorResponse
	if !errors.As(err, &e) || e.Err != code {
		t.Errorf("error %v, want %s", err, code)
	}
	return e
}

// A question and its answer over socket mode.
func TestConversation(t *testing.T) {
	w := open(t, slacktest.Options{})
	var kinds []string
	w.connect(func(c *socketmode.Client, e socketmode.Event) {
		acknowledge(c, e)
		if e.Type != socketmode.EventTypeEventsAPI {
			return
		}
		inner := e.Data.(slackevents.EventsAPIEvent).InnerEvent
		kinds = append(kinds, inner.Type)
		if m, ok := inner.Data.(*slackevents.AppMentionEvent); ok {
			button := slack.NewButtonBlockElement("source", "a1", slack.NewTextBlockObject("plain_text", "Show source", false, false))
			_, _, err := w.api.PostMessage(m.Channel, slack.MsgOptionTS(m.TimeStamp), slack.MsgOptionBlocks(
				slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", "55.61亿元", false, false), nil, nil),
				slack.NewActionBlock("", button),
			))
			if err != nil {
				t.Error(err)
			}
		}
	})
	asked := w.acked(w.Say(w.user, w.channel, w.Mention()+" 产值？", slacktest.Saying{}))
	if len(asked.Deliveries) != 2 || asked.Deliveries[0].EventID == asked.Deliveries[1].EventID {
		t.Errorf("%d deliveries of a mention", len(asked.Deliveries))
	}
	w.wait(func() bool { return len(w.Thread(w.channel, asked.TS)) == 2 })
	answer := w.Thread(w.channel, asked.TS)[1]
	if got, want := answer.String(), "55.61亿元\n[Show source]"; got != want {
		t.Errorf("answer %q, want %q", got, want)
	}
	w.acked(w.Click(w.user, w.channel, answer.TS, "source", ""))
	w.acked(w.Command(w.user, w.channel, "/ask", "产值？"))
	w.acked(w.Say(w.user, w.dm, "产值？", slacktest.Saying{}))
	w.acked(w.OpenMessagesTab(w.user))
	w.wait(func() bool { return len(w.Acks()) == 7 }) // with the echo of the answer
}

func TestModal(t *testing.T) {
	w := open(t, slacktest.Options{})
	view := slack.ModalViewRequest{
		Type: slack.VTModal, Title: slack.NewTextBlockObject("plain_text", "Wrong?", false, false), Submit: slack.NewTextBlockObject("plain_text", "Send", false, false),
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewInputBlock("comment", slack.NewTextBlockObject("plain_text", "Comment", false, false), nil, slack.NewPlainTextInputBlockElement(nil, "text")),
		}},
	}
	w.connect(func(c *socketmode.Client, e socketmode.Event) {
		switch data := e.Data.(type) {
		case slack.SlashCommand:
			acknowledge(c, e)
			opened, err := w.api.OpenView(data.TriggerID, view)
			if err != nil {
				t.Error(err)
				return
			}
			_, err = w.api.UpdateView(view, "", opened.Hash, opened.ID)
			if err != nil {
				t.Error(err)
			}
			_, err = w.api.UpdateView(view, "", opened.Hash, opened.ID)
			refused(t, err, "hash_conflict")
		case slack.InteractionCallback:
			if data.View.State.Values["comment"]["text"].Value == "bad" {
				_ = c.Ack(*e.Request, slack.NewErrorsViewSubmissionResponse(map[string]string{"comment": "no"}))
				return
			}
			acknowledge(c, e)
		}
	})
	w.acked(w.Command(w.user, w.channel, "/ask", ""))
	w.wait(func() bool { return len(w.Calls("views.update")) == 2 })
	w.acked(w.Submit(w.user, map[string]string{"text": "bad"}))
	if v, _ := w.View(w.user); v.Errors["comment"] != "no" {
		t.Errorf("errors %v", v.Errors)
	}
	w.acked(w.Submit(w.user, map[string]string{"text": "good"}))
	if v, ok := w.View(w.user); ok {
		t.Errorf("the modal is still open: %v", v)
	}
}

// What the app answers at once to a command shows; so does what it sends later.
func TestResponseURL(t *testing.T) {
	w := open(t, slacktest.Options{})
	urls := make(chan string, 1)
	w.connect(func(c *socketmode.Client, e socketmode.Event) {
		if data, ok := e.Data.(slack.SlashCommand); ok {
			_ = c.Ack(*e.Request, map[string]any{"response_type": "ephemeral", "text": "Searching…"})
			urls <- data.ResponseURL
		}
	})
	w.acked(w.Command(w.user, w.channel, "/ask", "产值？"))
	url := <-urls
	for i := range 5 {
		if err := slack.PostWebhook(url, &slack.WebhookMessage{Text: "found", ReplaceOriginal: true}); err != nil {
			t.Errorf("use %d: %v", i, err)
		}
	}
	if got := w.Ephemerals(w.channel, w.user); len(got) != 1 || got[0].Text != "found" {
		t.Errorf("ephemeral messages %v", got)
	}
	r, err := http.Post(url, "application/json", strings.NewReader(`{"text": "again"}`))
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(r.Body)
	_ = r.Body.Close()
	if r.StatusCode != http.StatusNotFound || !strings.Contains(string(body), "used_url") {
		t.Errorf("sixth use: %d %s", r.StatusCode, body)
	}
}

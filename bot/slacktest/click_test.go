package slacktest_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"reportbot/bot/slacktest"
)

// interaction is the payload of a click, as slack-go reads it.
func interaction(t *testing.T, s *slacktest.Sent, err error) slack.InteractionCallback {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var i slack.InteractionCallback
	if err := json.Unmarshal(s.Deliveries[0].Payload, &i); err != nil {
		t.Fatal(err)
	}
	return i
}

func plain(text string) *slack.TextBlockObject {
	return slack.NewTextBlockObject("plain_text", text, false, false)
}

// rated are an answer's feedback buttons and a menu of places.
func rated() slack.MsgOption {
	menu := slack.NewOptionsSelectBlockElement("static_select", plain("Place"), "place", slack.NewOptionBlockObject("a", plain("甲"), nil), slack.NewOptionBlockObject("b", plain("乙"), nil))
	return slack.MsgOptionBlocks(
		slack.NewActionBlock("places", menu),
		slack.NewContextActionsBlock("feedback", slack.NewFeedbackButtonsBlockElement("rate", slack.NewFeedbackButton(plain("Good"), "good"), slack.NewFeedbackButton(plain("Bad"), "bad"))))
}

func TestClick(t *testing.T) {
	w := open(t, slacktest.Options{NoEcho: true})
	asked := w.said(w.user, w.dm, "产值？", slacktest.Saying{})
	_, ts, err := w.api.PostMessage(w.dm, rated(), slack.MsgOptionTS(asked.TS))
	if err != nil {
		t.Fatal(err)
	}
	sent, err := w.Click(w.user, w.dm, ts, "rate", "bad")
	i := interaction(t, sent, err)
	a := i.ActionCallback.BlockActions[0]
	if a.Value != "bad" || a.BlockID != "feedback" || i.Container.MessageTs != ts || i.Container.ThreadTs != asked.TS || i.User.ID != w.user || i.TriggerID == "" {
		t.Errorf("click %+v of %+v", a, i.Container)
	}
	sent, err = w.Click(w.user, w.dm, ts, "place", "b")
	if a := interaction(t, sent, err).ActionCallback.BlockActions[0]; a.SelectedOption.Value != "b" || a.SelectedOption.Text.Text != "乙" {
		t.Errorf("choice %+v", a)
	}
	if _, err := w.Click(w.user, w.dm, ts, "place", "c"); err == nil {
		t.Error("an option that is not there was chosen")
	}
}

// Over HTTP an interaction is a form.
func TestClickOverHTTP(t *testing.T) {
	w := open(t, slacktest.Options{NoEcho: true, Clock: slacktest.NewManualClock(time.Now())})
	a := serve(t, w.Server, func(http.ResponseWriter, string) {})
	_, ts, err := w.api.PostMessage(w.dm, rated())
	if err != nil {
		t.Fatal(err)
	}
	w.acked(w.Click(w.user, w.dm, ts, "rate", "good"))
	r := <-a.requests
	var i slack.InteractionCallback
	if err := json.Unmarshal([]byte(r.Form.Get("payload")), &i); err != nil || r.URL.Path != "/interactions" || i.ActionCallback.BlockActions[0].Value != "good" {
		t.Errorf("%s %v: %v", r.URL.Path, r.Form, err)
	}
	if err := w.VerifyURL(t.Context()); err == nil {
		t.Error("an app that does not repeat the challenge is verified")
	}
}

// A button in a window, and a window that is closed.
func TestClickView(t *testing.T) {
	w := open(t, slacktest.Options{})
	view := `{"type":"modal","title":{"type":"plain_text","text":"T"},"blocks":[{"type":"actions","elements":[{"type":"button","action_id":"more","text":{"type":"plain_text","text":"M"}}]}]}`
	if got := w.call(w.BotToken, "views.open", "trigger_id="+w.trigger()+" view="+view); !got.OK {
		t.Fatalf("%+v", got)
	}
	sent, err := w.ClickView(w.user, "more", "")
	if i := interaction(t, sent, err); i.ActionCallback.BlockActions[0].ActionID != "more" || i.View.ID == "" {
		t.Errorf("click %+v", i)
	}
	w.CloseView(w.user)
	if _, open := w.View(w.user); open {
		t.Error("the window is still open")
	}
}

// A response_url can show something to all, take back what was clicked on, and ends
// after half an hour.
func TestResponses(t *testing.T) {
	w := open(t, slacktest.Options{NoEcho: true})
	_, ts, err := w.api.PostMessage(w.dm, rated())
	if err != nil {
		t.Fatal(err)
	}
	sent, err := w.Click(w.user, w.dm, ts, "rate", "bad")
	url := interaction(t, sent, err).ResponseURL
	for _, tt := range []struct {
		body string
		code string
		left int // messages in the conversation
	}{
		{`{"text": "shared", "response_type": "in_channel"}`, "", 2},
		{`{"text": "a", "response_type": "loud"}`, "invalid_response_type", 2},
		{`{}`, "no_text", 2},
		{`[`, "invalid_payload", 2},
		{`{"blocks": [{"type": "section"}]}`, "invalid_blocks", 2},
		{`{"delete_original": true}`, "", 1},
	} {
		r, err := http.Post(url, "application/json", strings.NewReader(tt.body))
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Body.Close()
		calls := w.Calls("response_url")
		if got := calls[len(calls)-1].Error; got != tt.code || (r.StatusCode == 200) != (tt.code == "") || len(w.Messages(w.dm)) != tt.left {
			t.Errorf("%s: %q, %d, %d messages", tt.body, got, r.StatusCode, len(w.Messages(w.dm)))
		}
	}
	w.clock.Advance(30 * time.Minute)
	r, err := http.Post(url, "application/json", strings.NewReader(`{"text": "late"}`))
	if err != nil {
		t.Fatal(err)
	}
	_ = r.Body.Close()
	if r.StatusCode != http.StatusNotFound {
		t.Errorf("status after half an hour: %d", r.StatusCode)
	}
}

package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"reportbot/bot/blocks"
	"reportbot/bot/slacktest"
)

const figureQuestion, figureAnswer = "青箩镇2022年拆除违法建筑多少万平方米？", "3.46万平方米"

// TestStrangers: guests and people of other workspaces get nothing, unless a flag
// allows it.
func TestStrangers(t *testing.T) {
	for name, tt := range map[string]struct {
		user  slacktest.User
		allow func(*Options)
	}{
		"guest":             {slacktest.User{Restricted: true}, func(o *Options) { o.AllowGuests = true }},
		"guest of one":      {slacktest.User{UltraRestricted: true}, func(o *Options) { o.AllowGuests = true }},
		"other workspace":   {slacktest.User{Team: "T99999999"}, func(o *Options) { o.AllowExternal = true }},
		"bot without a tag": {slacktest.User{Bot: true}, nil},
	} {
		for _, allowed := range []bool{false, true} {
			if allowed && tt.allow == nil {
				continue
			}
			t.Run(fmt.Sprintf("%s %v", name, allowed), func(t *testing.T) {
				w := newWorkspace(t, slacktest.Options{})
				if allowed {
					tt.allow(&w.options)
				}
				w.start()
				user := w.AddUser(tt.user)
				shared := w.AddChannel(slacktest.Channel{Name: "shared", Shared: true, Members: []string{user, w.ann, w.BotUserID}})
				w.channels = append(w.channels, shared, w.DM(user))
				thread := w.say(user, shared, w.Mention()+" "+figureQuestion, "")
				direct := w.say(user, w.DM(user), figureQuestion, "")
				if allowed {
					mustHold(t, w.answer(shared, thread, 1), figureAnswer)
					mustHold(t, w.answer(w.DM(user), direct, 1), figureAnswer)
					return
				}
				w.probe()
				if said := w.botSaid(); len(said) > 0 {
					t.Errorf("the bot said %v", said)
				}
			})
		}
	}
}

// TestStrangersClick: who gets no answers may not use the buttons of others' answers,
// and is told so who types a command, which shows only to them.
func TestStrangersClick(t *testing.T) {
	w := newWorkspace(t, slacktest.Options{})
	w.start()
	guest := w.AddUser(slacktest.User{Restricted: true})
	w.Join(w.channel, guest)
	thread := w.say(w.ann, w.channel, w.Mention()+" "+figureQuestion, "")
	m := w.answer(w.channel, thread, 1)
	w.click(guest, m, blocks.ActionSource)
	for _, c := range m.Controls() {
		if c.ActionID == blocks.ActionFeedback {
			w.clickValue(guest, m, c.ActionID, c.Value)
		}
	}
	sent, err := w.Command(guest, w.channel, Command, figureQuestion)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sent.Ack(w.ctx); err != nil {
		t.Fatal(err)
	}
	w.until("a word", func() bool {
		all := w.Ephemerals(w.channel, guest)
		return len(all) == 1 && all[0].Text == blocks.WordsFor(blocks.Chinese).NotAllowed
	})
	w.probe()
	if n := len(w.Calls("views.open")); n > 0 {
		t.Errorf("%d modals were opened", n)
	}
	if rated, err := w.options.State.Feedback(w.ctx); err != nil || len(rated) > 0 {
		t.Errorf("feedback %v, %v", rated, err)
	}
}

// TestNotInChannel asks where the bot can't answer: it tells the asker alone.
func TestNotInChannel(t *testing.T) {
	w := newWorkspace(t, slacktest.Options{})
	w.start()
	for _, c := range []slacktest.Channel{
		{Name: "elsewhere", Members: []string{w.ann}},
		{Name: "old", Members: []string{w.ann, w.BotUserID}, Archived: true},
		{Name: "secret", Kind: slacktest.Private, Members: []string{w.ann}},
	} {
		t.Run(c.Name, func(t *testing.T) {
			channel := w.AddChannel(c)
			w.channels = append(w.channels, channel)
			before := len(w.Messages(w.DM(w.ann)))
			w.deliverEvent(map[string]any{
				"type": "app_mention", "user": w.ann, "channel": channel, "text": w.Mention() + " " + figureQuestion, "ts": "1700000000.000001",
			})
			w.until("a direct message", func() bool { return len(w.Messages(w.DM(w.ann))) > before })
			w.probe()
			all := w.Messages(w.DM(w.ann))
			if len(all) != before+1 {
				t.Errorf("%d direct messages", len(all)-before)
			}
			mustHold(t, all[before], figureAnswer)
		})
	}
}

// TestTextOnly: blocks that Slack does not take are left out.
func TestTextOnly(t *testing.T) {
	for _, code := range []string{"invalid_blocks", "msg_blocks_too_long", "msg_too_long"} {
		t.Run(code, func(t *testing.T) {
			w := newWorkspace(t, slacktest.Options{})
			w.interpose(refusing("chat.postMessage", "blocks", code))
			w.start()
			thread := w.say(w.ann, w.channel, w.Mention()+" "+figureQuestion, "")
			m := w.answer(w.channel, thread, 1)
			if m.Blocks != nil || !strings.Contains(m.Text, figureAnswer) || eventOf(m) != answerEvent {
				t.Errorf("said %+v", m)
			}
		})
	}
}

// TestRefused: an answer that Slack does not take at all is not posted for ever.
func TestRefused(t *testing.T) {
	w := newWorkspace(t, slacktest.Options{})
	w.interpose(refusing("chat.postMessage", "channel", "restricted_action"))
	w.start()
	thread := w.say(w.ann, w.channel, w.Mention()+" "+figureQuestion, "")
	w.untilFinished(thread)
	if n := len(w.Calls("conversations.open")); n != 1 {
		t.Errorf("%d times a direct message was opened", n)
	}
}

// untilFinished waits until the question of a message is finished.
func (w *workspace) untilFinished(ts string) {
	w.t.Helper()
	for range 400 {
		left, err := w.options.State.Unfinished(w.ctx)
		if err != nil {
			w.t.Fatal(err)
		}
		open := false
		for _, q := range left {
			open = open || q.TS == ts
		}
		if !open {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	w.t.Fatalf("question %s is never finished", ts)
}

// TestSlowDown: Slack's Retry-After is kept to, in posts and in looking people up.
func TestSlowDown(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, slacktest.Options{})
	w.start()
	for _, method := range []string{"chat.postMessage", "users.info"} {
		user := w.AddUser(slacktest.User{})
		w.Join(w.channel, user)
		before := len(w.Calls(method))
		w.Fail(method, slacktest.Fault{RetryAfter: 2 * time.Second})
		thread := w.say(user, w.channel, w.Mention()+" "+figureQuestion, "")
		mustHold(t, w.answer(w.channel, thread, 1), figureAnswer)
		w.until("two calls", func() bool { return len(w.Calls(method)) >= before+2 })
		calls := w.Calls(method)[before:]
		if calls[0].Status != 429 {
			t.Fatalf("%s: %+v", method, calls[0])
		}
		if pause := calls[1].At.Sub(calls[0].At); pause < 2*time.Second || pause > 4*time.Second {
			t.Errorf("%s is called again after %v", method, pause)
		}
	}
}

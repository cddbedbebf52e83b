package slacktest_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"reportbot/bot/slacktest"
)

// told are the events of what was sent, as "type/subtype/channel_type".
func told(t *testing.T, s *slacktest.Sent) []string {
	t.Helper()
	var all []string
	for _, d := range s.Deliveries {
		if _, err := slackevents.ParseEvent(d.Payload, slackevents.OptionNoVerifyToken()); err != nil {
			t.Errorf("slack-go can't read %s: %v", d.Payload, err)
		}
		e := inner(t, d)
		all = append(all, strings.Trim(e.Type+"/"+e.Subtype+"/"+e.ChannelType, "/"))
	}
	return all
}

type event struct {
	Type, Subtype, User, Text, Tab string
	ChannelType                    string   `json:"channel_type"`
	ThreadTS                       string   `json:"thread_ts"`
	Parent                         string   `json:"parent_user_id"`
	UserTeam                       string   `json:"user_team"`
	Streams                        []string `json:"streaming_message_ts"`
	Context                        any      `json:"app_context"`
	BotID                          string   `json:"bot_id"`
}

func inner(t *testing.T, d *slacktest.Delivery) event {
	t.Helper()
	var outer struct{ Event event }
	if err := json.Unmarshal(d.Payload, &outer); err != nil {
		t.Fatal(err)
	}
	return outer.Event
}

// What the app hears of what people do.
func TestEvents(t *testing.T) {
	w := open(t, slacktest.Options{NoEcho: true})
	foreign := w.AddChannel(slacktest.Channel{Members: []string{w.user}})
	private := w.AddChannel(slacktest.Channel{Kind: slacktest.Private, Members: []string{w.user, w.BotUserID}})
	group := w.AddChannel(slacktest.Channel{Kind: slacktest.GroupDM, Members: []string{w.user, w.BotUserID}})
	bot := w.AddUser(slacktest.User{Bot: true})
	w.Join(w.channel, bot)
	file := w.AddFile(slacktest.File{Name: "a.docx"})
	root := w.said(w.user, w.channel, "first", slacktest.Saying{})
	tests := []struct {
		name string
		do   func() (*slacktest.Sent, error)
		want []string
	}{
		{"message", func() (*slacktest.Sent, error) { return w.Say(w.user, w.channel, "hi", slacktest.Saying{}) }, []string{"message//channel"}},
		{"mention", func() (*slacktest.Sent, error) {
			return w.Say(w.user, w.channel, "hi "+w.Mention(), slacktest.Saying{})
		}, []string{"app_mention", "message//channel"}},
		{"mention in a private channel", func() (*slacktest.Sent, error) { return w.Say(w.user, private, w.Mention(), slacktest.Saying{}) }, []string{"app_mention", "message//group"}},
		{"mention in a group", func() (*slacktest.Sent, error) { return w.Say(w.user, group, w.Mention(), slacktest.Saying{}) }, []string{"app_mention", "message//mpim"}},
		{"mention in a DM", func() (*slacktest.Sent, error) { return w.Say(w.user, w.dm, w.Mention(), slacktest.Saying{}) }, []string{"message//im"}},
		{"where the bot is not", func() (*slacktest.Sent, error) { return w.Say(w.user, foreign, w.Mention(), slacktest.Saying{}) }, nil},
		{"reply", func() (*slacktest.Sent, error) {
			return w.Say(w.user, w.channel, "so", slacktest.Saying{ThreadTS: root.TS})
		}, []string{"message//channel"}},
		{"broadcast", func() (*slacktest.Sent, error) {
			return w.Say(w.user, w.channel, "so", slacktest.Saying{ThreadTS: root.TS, Broadcast: true})
		}, []string{"message/thread_broadcast/channel"}},
		{"file", func() (*slacktest.Sent, error) {
			return w.Say(w.user, w.dm, "", slacktest.Saying{Files: []string{file}})
		}, []string{"message/file_share/im", "file_shared"}},
		{"other bot", func() (*slacktest.Sent, error) { return w.Say(bot, w.channel, "beep", slacktest.Saying{}) }, []string{"message//channel"}},
		{"edit", func() (*slacktest.Sent, error) { return w.Edit(w.user, w.channel, root.TS, "second") }, []string{"message/message_changed/channel"}},
		{"edit that mentions", func() (*slacktest.Sent, error) { return w.Edit(w.user, w.channel, root.TS, w.Mention()) }, []string{"message/message_changed/channel", "app_mention"}},
		{"edit that mentions again", func() (*slacktest.Sent, error) { return w.Edit(w.user, w.channel, root.TS, w.Mention()+"!") }, []string{"message/message_changed/channel"}},
		{"delete", func() (*slacktest.Sent, error) { return w.Delete(w.user, w.channel, root.TS) }, []string{"message/message_deleted/channel"}},
		{"messages tab", func() (*slacktest.Sent, error) { return w.OpenMessagesTab(w.user) }, []string{"app_home_opened"}},
		{"home", func() (*slacktest.Sent, error) { return w.OpenHome(w.user) }, []string{"app_home_opened"}},
	}
	for _, tt := range tests {
		sent, err := tt.do()
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if diff := cmp.Diff(tt.want, told(t, sent)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// What events say of threads, tabs, other workspaces and what the user looks at.
func TestEventFields(t *testing.T) {
	w := open(t, slacktest.Options{NoEcho: true})
	stranger := w.AddUser(slacktest.User{Team: "T00000009"})
	shared := w.AddChannel(slacktest.Channel{Shared: true, Members: []string{stranger, w.BotUserID}})
	root := w.said(w.user, w.dm, "hi", slacktest.Saying{Context: map[string]any{"entities": []any{}}})
	if e := inner(t, root.Deliveries[0]); e.Context == nil {
		t.Errorf("event %+v has no context", e)
	}
	reply := w.said(w.user, w.dm, "so", slacktest.Saying{ThreadTS: root.TS})
	if e := inner(t, reply.Deliveries[0]); e.ThreadTS != root.TS || e.Parent != w.user {
		t.Errorf("reply %+v", e)
	}
	if e := inner(t, w.said(stranger, shared, "hi", slacktest.Saying{}).Deliveries[0]); e.UserTeam != "T00000009" {
		t.Errorf("event of a stranger %+v", e)
	}
	u, err := w.api.GetUserInfo(stranger)
	if err != nil || !u.IsStranger || u.TeamID != "T00000009" {
		t.Errorf("stranger %+v, %v", u, err)
	}
	opened, err := w.OpenMessagesTab(w.user)
	if err != nil || inner(t, opened.Deliveries[0]).Tab != "messages" {
		t.Errorf("%v, %v", opened, err)
	}
}

// The app hears its own messages, as Slack lets it.
func TestEcho(t *testing.T) {
	w := open(t, slacktest.Options{})
	conn := w.dial()
	w.next(conn)
	_, ts, err := w.api.PostMessage(w.dm, slack.MsgOptionText("hello", false))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, err = w.api.UpdateMessage(w.dm, ts, slack.MsgOptionText("hello!", false)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"", "message_changed"} {
		e := w.next(conn)
		var outer struct{ Event event }
		if err := json.Unmarshal(e.Payload, &outer); err != nil {
			t.Fatal(err)
		}
		if outer.Event.Subtype != want || want == "" && outer.Event.BotID != w.BotID {
			t.Errorf("event %+v, want subtype %q", outer.Event, want)
		}
		w.ack(conn, e, "")
	}
}

// Of what people can't do, nothing is delivered.
func TestMistakes(t *testing.T) {
	w := open(t, slacktest.Options{})
	ts := w.said(w.user, w.channel, "hi", slacktest.Saying{}).TS
	other := w.AddUser(slacktest.User{})
	for name, do := range map[string]func() (*slacktest.Sent, error){
		"say of nobody": func() (*slacktest.Sent, error) { return w.Say("U0", w.channel, "hi", slacktest.Saying{}) },
		"say where not": func() (*slacktest.Sent, error) { return w.Say(other, w.channel, "hi", slacktest.Saying{}) },
		"say in no thread": func() (*slacktest.Sent, error) {
			return w.Say(w.user, w.channel, "hi", slacktest.Saying{ThreadTS: "1.1"})
		},
		"say with no file": func() (*slacktest.Sent, error) {
			return w.Say(w.user, w.channel, "hi", slacktest.Saying{Files: []string{"F0"}})
		},
		"edit of another's":   func() (*slacktest.Sent, error) { return w.Edit(other, w.channel, ts, "hi") },
		"delete of another's": func() (*slacktest.Sent, error) { return w.Delete(other, w.channel, ts) },
		"click on nothing":    func() (*slacktest.Sent, error) { return w.Click(w.user, w.channel, ts, "a", "") },
		"click in no window":  func() (*slacktest.Sent, error) { return w.ClickView(w.user, "a", "") },
		"submit of no window": func() (*slacktest.Sent, error) { return w.Submit(w.user, nil) },
		"unknown command":     func() (*slacktest.Sent, error) { return w.Command(w.user, w.channel, "/sing", "") },
		"stop of no session":  func() (*slacktest.Sent, error) { return w.StopSession(w.user, w.channel, "1.1") },
		"home of nobody":      func() (*slacktest.Sent, error) { return w.OpenHome("U0") },
	} {
		if sent, err := do(); err == nil {
			t.Errorf("%s: %+v", name, sent)
		}
	}
}

// A stream takes text until it is stopped, or for five minutes.
func TestStream(t *testing.T) {
	w := open(t, slacktest.Options{})
	asked := w.said(w.user, w.dm, "产值？", slacktest.Saying{})
	if err := w.api.SetAssistantThreadsStatus(slack.AssistantThreadsSetStatusParameters{ChannelID: w.dm, ThreadTS: asked.TS, Status: "正在查找", LoadingMessages: []string{"a", "b"}}); err != nil {
		t.Fatal(err)
	}
	if w.Status(w.dm, asked.TS) != "正在查找" || len(w.Loading(w.dm, asked.TS)) != 2 {
		t.Errorf("status %q, %q", w.Status(w.dm, asked.TS), w.Loading(w.dm, asked.TS))
	}
	begin := func() string {
		t.Helper()
		_, ts, err := w.api.StartStream(w.dm, slack.MsgOptionTS(asked.TS))
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := w.api.AppendStream(w.dm, ts, slack.MsgOptionMarkdownText("55.61")); err != nil {
			t.Fatal(err)
		}
		return ts
	}
	ts := begin()
	if s := w.Status(w.dm, asked.TS); s != "" {
		t.Errorf("status after an answer began: %q", s)
	}
	if m, _ := w.Message(w.dm, ts); !m.Streaming || m.String() != "55.61" {
		t.Errorf("stream %+v", m)
	}
	_, _, err := w.api.StopStream(w.dm, ts, slack.MsgOptionMarkdownText("亿元"), slack.MsgOptionBlocks(slack.NewDividerBlock()), slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "answer", EventPayload: map[string]any{"question_id": "q"}}))
	if err != nil {
		t.Fatal(err)
	}
	if m, _ := w.Message(w.dm, ts); m.Streaming || m.String() != "55.61亿元\n----" || !strings.Contains(string(m.Metadata), "question_id") {
		t.Errorf("stopped stream %+v", m)
	}
	late := begin()
	w.clock.Advance(5 * time.Minute)
	_, _, err = w.api.AppendStream(w.dm, late, slack.MsgOptionMarkdownText("more"))
	refused(t, err, "message_not_in_streaming_state")
	if _, _, _, err := w.api.UpdateMessage(w.dm, late, slack.MsgOptionText("55.61亿元", false)); err != nil {
		t.Errorf("update of an expired stream: %v", err)
	}
	if m, _ := w.Message(w.dm, late); m.String() != "55.61亿元" {
		t.Errorf("updated stream %q", m)
	}
	stopped := begin()
	sent, err := w.StopSession(w.user, w.dm, asked.TS)
	if err != nil || !cmp.Equal(inner(t, sent.Deliveries[0]).Streams, []string{stopped}) {
		t.Errorf("%v, %v", sent, err)
	}
	_, _, err = w.api.AppendStream(w.dm, stopped, slack.MsgOptionMarkdownText("more"))
	refused(t, err, "stopped_by_user")
	if _, _, err := w.api.StopStream(w.dm, stopped); err != nil {
		t.Errorf("stop after the user's: %v", err)
	}
}

// A status goes by itself after two minutes.
func TestStatusExpires(t *testing.T) {
	w := open(t, slacktest.Options{})
	asked := w.said(w.user, w.dm, "产值？", slacktest.Saying{})
	p := slack.AssistantThreadsSetStatusParameters{ChannelID: w.dm, ThreadTS: asked.TS, Status: "is searching"}
	for _, end := range []func(){
		func() { w.clock.Advance(2 * time.Minute) },
		func() {
			_ = w.api.SetAssistantThreadsStatus(slack.AssistantThreadsSetStatusParameters{ChannelID: w.dm, ThreadTS: asked.TS})
		},
		func() {
			_, _, _ = w.api.PostMessage(w.dm, slack.MsgOptionText("a", false), slack.MsgOptionTS(asked.TS))
		},
	} {
		if err := w.api.SetAssistantThreadsStatus(p); err != nil {
			t.Fatal(err)
		}
		w.clock.Advance(time.Minute)
		if w.Status(w.dm, asked.TS) != "is searching" {
			t.Error("the status is gone too early")
		}
		end()
		if s := w.Status(w.dm, asked.TS); s != "" {
			t.Errorf("status %q", s)
		}
	}
	if err := w.api.SetAssistantThreadsSuggestedPrompts(slack.AssistantThreadsSetSuggestedPromptsParameters{ChannelID: w.dm, Prompts: []slack.AssistantThreadsPrompt{{Title: "a", Message: "b"}}}); err != nil {
		t.Error(err)
	}
	if len(w.Prompts(w.dm, "")) != 1 {
		t.Error("the prompts are not there")
	}
	r, err := w.api.SetAgentSessionStatus(slack.AgentSessionSetStatusParameters{Status: "processing", ChannelID: w.dm, ThreadTS: asked.TS, Title: "产值"})
	if err != nil || r.Title != "产值" || w.Session(w.dm, asked.TS) != "processing" || w.Title(w.dm, asked.TS) != "产值" {
		t.Errorf("session %+v, %v", r, err)
	}
}

// A thread is read page by page, with metadata when asked for.
func TestReplies(t *testing.T) {
	w := open(t, slacktest.Options{})
	asked := w.said(w.user, w.channel, "产值？", slacktest.Saying{})
	for range 5 {
		if _, _, err := w.api.PostMessage(w.channel, slack.MsgOptionText("a", false), slack.MsgOptionTS(asked.TS), slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "answer", EventPayload: map[string]any{"question_id": "q1"}})); err != nil {
			t.Fatal(err)
		}
	}
	p := slack.GetConversationRepliesParameters{ChannelID: w.channel, Timestamp: asked.TS, Limit: 4, IncludeAllMetadata: true}
	var sizes []int
	for {
		messages, more, cursor, err := w.api.GetConversationReplies(&p)
		if err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, len(messages))
		if last := messages[len(messages)-1]; last.Metadata.EventPayload["question_id"] != "q1" || last.ThreadTimestamp != asked.TS {
			t.Errorf("last message %+v", last)
		}
		if !more {
			break
		}
		p.Cursor = cursor
	}
	if diff := cmp.Diff([]int{4, 2}, sizes); diff != "" {
		t.Error(diff)
	}
	p = slack.GetConversationRepliesParameters{ChannelID: w.channel, Timestamp: asked.TS, Oldest: asked.TS}
	messages, _, _, err := w.api.GetConversationReplies(&p)
	if err != nil || len(messages) != 5 || messages[0].Metadata.EventType != "" {
		t.Errorf("%d messages after the first, %v", len(messages), err)
	}
	history, err := w.api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: w.channel})
	if err != nil || len(history.Messages) != 1 || history.Messages[0].ReplyCount != 5 {
		t.Errorf("history %+v, %v", history, err)
	}
}

// chat.update keeps what it is not given.
func TestUpdate(t *testing.T) {
	w := open(t, slacktest.Options{})
	divider := slack.MsgOptionBlocks(slack.NewDividerBlock())
	_, ts, err := w.api.PostMessage(w.dm, slack.MsgOptionText("a", false), divider, slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "e", EventPayload: map[string]any{}}))
	if err != nil {
		t.Fatal(err)
	}
	for i, tt := range []struct {
		options      []slack.MsgOption
		text, blocks string
		metadata     bool
	}{
		{[]slack.MsgOption{slack.MsgOptionText("b", false), divider}, "b", "----", true},
		{[]slack.MsgOption{divider}, "b", "----", true},
		{[]slack.MsgOption{slack.MsgOptionText("c", false)}, "c", "c", true},
		{[]slack.MsgOption{slack.MsgOptionText("c", false), slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "f", EventPayload: map[string]any{}})}, "c", "c", true},
		{[]slack.MsgOption{slack.MsgOptionMarkdownText("**d**")}, "", "**d**", true},
	} {
		if _, _, _, err := w.api.UpdateMessage(w.dm, ts, tt.options...); err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		m, _ := w.Message(w.dm, ts)
		if m.Text != tt.text || m.String() != tt.blocks || (m.Metadata != nil) != tt.metadata || m.Edited == "" {
			t.Errorf("%d: %+v", i, m)
		}
	}
}

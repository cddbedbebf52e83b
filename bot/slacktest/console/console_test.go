package main

import (
	"context"
	"io"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

// screen is what was printed so far.
type screen struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

// find waits until something is printed, and returns what matches.
func (s *screen) find(t *testing.T, pattern string) []string {
	t.Helper()
	expression := regexp.MustCompile(pattern)
	for range 500 {
		s.mu.Lock()
		found := expression.FindStringSubmatch(s.text.String())
		s.mu.Unlock()
		if found != nil {
			return found
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%s is not in\n%s", pattern, s.text.String())
	return nil
}

// echo is a bot that repeats what it is told, with a button that opens a window.
func echo(ctx context.Context, t *testing.T, bot, app, api string) {
	client := slack.New(bot, slack.OptionAppLevelToken(app), slack.OptionAPIURL(api))
	connection := socketmode.New(client)
	go func() { _ = connection.RunContext(ctx) }()
	plain := func(text string) *slack.TextBlockObject {
		return slack.NewTextBlockObject("plain_text", text, false, false)
	}
	for {
		var e socketmode.Event
		select {
		case e = <-connection.Events:
		case <-ctx.Done():
			return
		}
		if e.Request != nil && e.Request.EnvelopeID != "" {
			_ = connection.Ack(*e.Request)
		}
		var err error
		switch data := e.Data.(type) {
		case slackevents.EventsAPIEvent:
			m, ok := data.InnerEvent.Data.(*slackevents.MessageEvent)
			if !ok || m.BotID != "" {
				continue
			}
			err = client.SetAssistantThreadsStatusContext(ctx, slack.AssistantThreadsSetStatusParameters{ChannelID: m.Channel, ThreadTS: m.TimeStamp, Status: "is searching"})
			if err == nil {
				time.Sleep(50 * time.Millisecond)
				_, _, err = client.PostMessageContext(ctx, m.Channel, slack.MsgOptionTS(m.TimeStamp), slack.MsgOptionBlocks(
					slack.NewSectionBlock(plain("you said "+m.Text), nil, slack.NewAccessory(slack.NewButtonBlockElement("open", "1", plain("Open"))))))
			}
		case slack.InteractionCallback:
			if data.Type == slack.InteractionTypeBlockActions {
				_, err = client.OpenViewContext(ctx, data.TriggerID, slack.ModalViewRequest{Type: slack.VTModal, Title: plain("Window"), Submit: plain("Send"),
					Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewInputBlock("b", plain("Comment"), nil, slack.NewPlainTextInputBlockElement(nil, "comment"))}}})
			}
		case slack.SlashCommand:
			err = slack.PostWebhookContext(ctx, data.ResponseURL, &slack.WebhookMessage{Text: "you asked " + data.Text})
		}
		if err != nil && ctx.Err() == nil {
			t.Error(err)
		}
	}
}

func TestConsole(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var s screen
	in, keys := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- run(ctx, nil, in, &s) }()
	env := s.find(t, `(?s)SLACK_BOT_TOKEN=(\S+).*SLACK_APP_TOKEN=(\S+).*REPORTBOT_SLACK_API=(\S+)`)
	go echo(ctx, t, env[1], env[2], env[3])
	for _, step := range []struct{ typed, shown string }{
		{"产值？", `(?s)\(bot is searching\).*  bot: you said 产值？ \[Open\]|you said 产值？\n`},
		{":click 1", `┌── Window\n│ Comment: `},
		{":fill 2 well", ``},
		{":submit", `└── closed`},
		{"/ask 自营出口", `bot \(only you see this\): you asked 自营出口`},
		{"#general @bot 人口", `#general bot: you said <@U\d+> 人口`},
		{":thread", `in the thread`},
		{":click 99", `! there is no button "99"`},
		{":sing", `! there is no :sing`},
	} {
		if _, err := io.WriteString(keys, step.typed+"\n"); err != nil {
			t.Fatal(err)
		}
		if step.shown != "" {
			s.find(t, step.shown)
		}
	}
	_ = keys.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestCommandOf(t *testing.T) {
	if c, err := commandOf([]string{"--", "a", "b"}); err != nil || len(c) != 2 {
		t.Errorf("%q %v", c, err)
	}
	for _, args := range [][]string{{"a"}, {"--"}} {
		if _, err := commandOf(args); err == nil {
			t.Errorf("%q is no mistake", args)
		}
	}
}

// The bot gets the environment; when it ends, so does the console.
func TestBotEnds(t *testing.T) {
	err := run(t.Context(), []string{"sh", "-c", `test -n "$SLACK_BOT_TOKEN" && test -n "$SLACK_APP_TOKEN" && test -n "$REPORTBOT_SLACK_API" && exit 7`}, strings.NewReader(""), io.Discard)
	if err == nil || !strings.Contains(err.Error(), "exit status 7") {
		t.Errorf("error %v", err)
	}
}

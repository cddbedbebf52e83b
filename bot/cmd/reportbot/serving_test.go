package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"reportbot/bot"
	"reportbot/bot/slacktest"
)

// serving is the program serving a fake Slack, in a process of its own.
type serving struct {
	*program
	slack *slacktest.Server
	args  []string

	cmd *exec.Cmd
	log safeBuffer // of all runs
}

// safeBuffer is a buffer that may be read while a process writes into it.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// newServing makes a workspace for the app of the program's own manifest; without
// names the scopes that the app does not get.
func newServing(t *testing.T, o slacktest.Options, without string, vars ...string) *serving {
	t.Helper()
	manifest, err := json.Marshal(bot.Manifest("reportbot", ""))
	if err != nil {
		t.Fatal(err)
	}
	app, err := slacktest.ReadManifest(manifest)
	if err != nil {
		t.Fatal(err)
	}
	var scopes []string
	for _, s := range app.Scopes {
		if without == "" || !strings.Contains(s, without) {
			scopes = append(scopes, s)
		}
	}
	app.Scopes = scopes
	o.App = &app
	s := slacktest.New(o)
	t.Cleanup(s.Close)
	samples, err := filepath.Abs("../../../eval/testdata/reports")
	if err != nil {
		t.Fatal(err)
	}
	vars = append([]string{
		"SLACK_BOT_TOKEN=" + s.BotToken, "SLACK_APP_TOKEN=" + s.AppToken, "SLACK_SIGNING_SECRET=" + s.SigningSecret,
		"REPORTBOT_EMBEDDINGS=none", "REPORTBOT_REPORTS=" + samples,
	}, vars...)
	return &serving{program: newProgram(t, vars...), slack: s, args: []string{"serve", "--slack-api", s.URL(), "--data", "data"}}
}

// start starts the program; it is killed when the test ends.
func (s *serving) start() {
	s.t.Helper()
	s.cmd = s.command(context.WithoutCancel(s.t.Context()), s.args...)
	s.cmd.Stdout, s.cmd.Stderr = &s.log, &s.log
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	cmd := s.cmd
	s.t.Cleanup(func() { _ = cmd.Process.Kill() })
}

// ready waits until both connections are open.
func (s *serving) ready() {
	s.t.Helper()
	s.until(30*time.Second, "two connections", func() bool { return s.slack.Connected() == 2 })
}

// kill ends the program as kill -9 does.
func (s *serving) kill() {
	s.t.Helper()
	if err := s.cmd.Process.Kill(); err != nil {
		s.t.Fatal(err)
	}
	_ = s.cmd.Wait()
}

// stop ends the program as Ctrl-C does.
func (s *serving) stop() {
	s.t.Helper()
	interrupt(s.t, s.cmd)
	patience := time.AfterFunc(bot.Graceful+soon, func() { _ = s.cmd.Process.Kill() })
	defer patience.Stop()
	_ = s.cmd.Wait()
	if code := s.cmd.ProcessState.ExitCode(); code != 0 {
		s.t.Errorf("serve ended with code %d", code)
	}
}

func (s *serving) until(limit time.Duration, what string, cond func() bool) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), limit)
	defer cancel()
	if err := s.slack.Wait(ctx, cond); err != nil {
		s.t.Fatalf("waited in vain for %s; the log:\n%s", what, s.log.String())
	}
}

// discreet makes sure that the log holds neither texts nor tokens.
func (s *serving) discreet() {
	s.t.Helper()
	for line := range strings.Lines(s.log.String()) {
		secret := strings.Contains(line, s.slack.BotToken) || strings.Contains(line, s.slack.AppToken) || strings.Contains(line, s.slack.SigningSecret)
		if secret || strings.ContainsFunc(line, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			s.t.Errorf("the log holds a text or a secret: %s", line)
		}
		if strings.Contains(line, "panic") || strings.Contains(line, "DATA RACE") {
			s.t.Errorf("the log: %s", line)
		}
	}
}

// said are the events of the bot's messages below a message: reportbot_answer for the
// answer, reportbot_notice for what is said beside it, "" for anything else.
func (s *serving) said(channel, thread string) []string {
	var out []string
	for _, m := range s.slack.Thread(channel, thread) {
		if m.BotID == s.slack.BotID {
			out = append(out, eventType(m))
		}
	}
	return out
}

func eventType(m slacktest.Message) string {
	var meta struct {
		Type string `json:"event_type"`
	}
	_ = json.Unmarshal(m.Metadata, &meta)
	return meta.Type
}

// people adds users, and channels that all of them are in.
func (s *serving) people(users, channels int) (all, in []string) {
	for i := range users {
		all = append(all, s.slack.AddUser(slacktest.User{Name: fmt.Sprintf("user%d", i)}))
	}
	for i := range channels {
		in = append(in, s.slack.AddChannel(slacktest.Channel{Name: fmt.Sprintf("channel%d", i), Members: append([]string{s.slack.BotUserID}, all...)}))
	}
	return all, in
}

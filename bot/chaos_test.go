package bot

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"reportbot/bot/slacktest"
)

var chaosQuestions = flag.Int("chaos", 200, "questions of TestChaos")

// mixedFaults is everything that can go wrong, at once.
var mixedFaults = slacktest.Chaos{
	RetryAfter: .02, Before: .03, After: .03, Lost: .02,
	Duplicate: .05, Reorder: .05, Delay: .05, Retry: .05,
	Disconnect: .01, Cut: .005, MaxDelay: 100 * time.Millisecond,
}

// asked is one question of the chaos.
type asked struct{ user, channel, ts string }

// TestChaos asks many questions while everything goes wrong that can: each gets
// exactly one answer, in its thread.
func TestChaos(t *testing.T) {
	sampleAnswerer(t)
	before := runtime.NumGoroutine()
	w := newWorkspace(t, slacktest.Options{Chaos: mixedFaults, Seed: 7, NoRateLimits: true, Retries: quickRetries})
	w.options.PerUser, w.options.Answering = *chaosQuestions, 16
	w.start()
	all := w.askMany(*chaosQuestions)
	w.untilAnswered(all, answerEvent)
	w.stop()
	for _, q := range all {
		if got := w.finals(q); !slices.Equal(got, []string{answerEvent}) {
			t.Errorf("question %s in %s got %v, want one answer", q.ts, q.channel, got)
		}
	}
	w.Close()
	noneLeft(t, before)
}

// TestChaosWithoutHistory does the same where the bot may not look into threads:
// there is never a second answer, and always a visible outcome.
func TestChaosWithoutHistory(t *testing.T) {
	app := manifestApp(t)
	app.Scopes = slices.DeleteFunc(slices.Clone(app.Scopes), func(s string) bool { return strings.HasSuffix(s, ":history") })
	w := newWorkspace(t, slacktest.Options{App: &app, Chaos: mixedFaults, Seed: 8, NoRateLimits: true, Retries: quickRetries})
	w.options.PerUser, w.options.Answering = *chaosQuestions, 16
	w.start()
	all := w.askMany(*chaosQuestions)
	w.untilAnswered(all, answerEvent, noticeEvent)
	w.stop()
	notices := 0
	for _, q := range all {
		got := w.finals(q)
		answers := slices.DeleteFunc(slices.Clone(got), func(e string) bool { return e != answerEvent })
		if len(got) == 0 || len(answers) > 1 {
			t.Errorf("question %s in %s got %v, want at most one answer and something", q.ts, q.channel, got)
		}
		notices += len(got) - len(answers)
	}
	if notices == 0 {
		t.Error("no notice at all: the faults did not happen")
	}
}

// quickRetries are Slack's three, without its long waits.
var quickRetries = []time.Duration{0, 2 * time.Second, 6 * time.Second}

// askMany asks n questions as 50 people in 20 channels, at the top and in threads.
func (w *workspace) askMany(n int) []asked {
	w.t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	users, channels := make([]string, 50), make([]string, 20)
	for i := range users {
		users[i] = w.AddUser(slacktest.User{Name: fmt.Sprintf("user%d", i)})
	}
	for i := range channels {
		channels[i] = w.AddChannel(slacktest.Channel{Name: fmt.Sprintf("channel%d", i), Members: append(slices.Clone(users), w.BotUserID)})
	}
	towns := []string{"青箩镇", "汀鹭镇"}
	topics := []string{"拆除违法建筑多少万平方米？", "新增规上工业企业多少家？", "接待游客多少人次？", "为什么整治小微园区？"}
	out := make([]asked, n)
	for i := range out {
		user, channel := users[r.IntN(len(users))], channels[r.IntN(len(channels))]
		text := fmt.Sprintf("%s %s%d年%s", w.Mention(), towns[r.IntN(2)], 2022+r.IntN(2), topics[r.IntN(len(topics))])
		sent, err := w.Say(user, channel, text, slacktest.Saying{})
		if err != nil {
			w.t.Fatal(err)
		}
		out[i] = asked{user, channel, sent.TS}
		if i%40 == 39 { // people do not all ask at once
			_ = sent.Wait(w.ctx)
		}
	}
	return out
}

// untilAnswered waits until each question has a message with one of these events.
func (w *workspace) untilAnswered(all []asked, events ...string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, 100*time.Second)
	defer cancel()
	open := slices.Clone(all)
	err := w.Wait(ctx, func() bool {
		open = slices.DeleteFunc(open, func(q asked) bool {
			return slices.ContainsFunc(w.finals(q), func(e string) bool { return slices.Contains(events, e) })
		})
		return len(open) == 0
	})
	if err != nil {
		w.t.Errorf("%d questions of %d were never answered, such as %v", len(open), len(all), open[0])
	}
}

// finals are the events of the bot's messages below a question.
func (w *workspace) finals(q asked) []string {
	var out []string
	for _, m := range w.answers(q.channel, q.ts) {
		out = append(out, eventOf(m))
	}
	return out
}

// noneLeft makes sure that every goroutine ended.
func noneLeft(t *testing.T, before int) {
	t.Helper()
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	stacks := make([]byte, 1<<20)
	t.Errorf("%d goroutines are left, there were %d:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}

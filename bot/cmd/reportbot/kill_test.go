package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"reportbot/bot/slacktest"
	"reportbot/bot/state"
)

var kills = flag.Int("kills", 2, "how often TestKill kills the program")

var serverLog = flag.Bool("serverlog", false, "show what a program that failed has logged")

const (
	answerEvent = "reportbot_answer"
	noticeEvent = "reportbot_notice"
)

// Whatever moment the program is killed at, questions that were acknowledged are
// answered once.
func TestKill(t *testing.T) {
	skipWithoutSignals(t)
	t.Run("with history", func(t *testing.T) {
		t.Parallel()
		testKill(t, "", func(got []string) bool { return slices.Equal(got, []string{answerEvent}) })
	})
	t.Run("without history", func(t *testing.T) {
		t.Parallel()
		testKill(t, ":history", func(got []string) bool {
			answers := slices.DeleteFunc(slices.Clone(got), func(e string) bool { return e != answerEvent })
			return len(got) > 0 && len(answers) <= 1 && !slices.Contains(got, "")
		})
	})
}

// question is one that was asked.
type question struct {
	user, channel, ts string
	sent              *slacktest.Sent
	acked             bool
}

func testKill(t *testing.T, without string, holds func([]string) bool) {
	s := newServing(t, slacktest.Options{
		NoRateLimits: true, Retries: []time.Duration{time.Second, 4 * time.Second, 10 * time.Second}, Seed: 5,
		Chaos: slacktest.Chaos{After: .03, Lost: .03, Before: .02},
	}, without)
	r := rand.New(rand.NewPCG(uint64(*kills), 3))
	s.start()
	s.ready()
	load := s.load(without == "")
	for i := range *kills {
		time.Sleep(time.Duration(50+r.IntN(1500)) * time.Millisecond)
		if i < *kills-1 {
			// These calls are done and never answered: the program is killed in the
			// middle of them.
			s.slack.Fail("chat.postMessage", slacktest.Fault{Hang: true}, slacktest.Fault{Hang: true})
		}
		time.Sleep(time.Duration(r.IntN(300)) * time.Millisecond)
		s.kill()
		s.start()
		if i%3 != 2 { // the third time it is killed while it starts
			s.ready()
		}
	}
	all := load()
	acked := s.acknowledged(all)
	s.untilSaid(acked)
	s.stop()
	for _, q := range all {
		got := s.said(q.channel, q.ts)
		if !holds(got) && (q.acked || len(got) > 0) { // it may be stored and not acknowledged
			t.Errorf("question %s in %s, acknowledged: %v, got %q", q.ts, q.channel, q.acked, got)
		}
	}
	s.discreet()
	if left := s.unfinished(); left > 0 {
		t.Errorf("%d questions are not finished", left)
	}
	if len(acked) < 10**kills {
		t.Errorf("only %d questions of %d were acknowledged", len(acked), len(all))
	}
	t.Logf("%d kills, %d questions, %d acknowledged", *kills, len(all), len(acked))
	if t.Failed() && *serverLog {
		t.Logf("the log:\n%s", s.log.String())
	}
}

// unfinished is how many questions the next start would take up.
func (s *serving) unfinished() int {
	s.t.Helper()
	db, err := state.Open(s.t.Context(), filepath.Join(s.dir, "data"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	left, err := db.Unfinished(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return len(left)
}

// load asks questions, also direct ones, without a pause until the function that it returns is called,
// which returns them.
func (s *serving) load(direct bool) func() []question {
	users, channels := s.people(60, 8)
	ctx, cancel := context.WithCancel(s.t.Context())
	var all []question
	var wg sync.WaitGroup
	wg.Go(func() {
		r := rand.New(rand.NewPCG(9, 9))
		for ctx.Err() == nil {
			all = append(all, s.ask(r, users, channels, direct))
			time.Sleep(time.Duration(r.IntN(60)) * time.Millisecond)
		}
	})
	return func() []question {
		cancel()
		wg.Wait()
		return all
	}
}

// ask asks one question: in a channel, or where the app hears of them one in five in
// a direct message.
func (s *serving) ask(r *rand.Rand, users, channels []string, direct bool) question {
	topics := []string{"拆除违法建筑多少万平方米？", "新增规上工业企业多少家？", "为什么整治小微园区？"}
	user := users[r.IntN(len(users))]
	channel, text := channels[r.IntN(len(channels))], fmt.Sprintf("青箩镇%d年%s", 2022+r.IntN(2), topics[r.IntN(len(topics))])
	if direct && r.IntN(5) == 0 {
		channel = s.slack.DM(user)
	} else {
		text = s.slack.Mention() + " " + text
	}
	sent, err := s.slack.Say(user, channel, text, slacktest.Saying{})
	if err != nil {
		panic(err) // in a goroutine
	}
	return question{user: user, channel: channel, ts: sent.TS, sent: sent}
}

// acknowledged waits for the acknowledgements and returns the questions that got one:
// a question in a channel comes as two events, one of which is enough.
func (s *serving) acknowledged(all []question) []question {
	ctx, cancel := context.WithTimeout(s.t.Context(), 30*time.Second)
	defer cancel()
	var out []question
	for i := range all {
		for _, d := range all[i].sent.Deliveries {
			if _, err := d.Wait(ctx); err == nil {
				all[i].acked = true
			}
		}
		if all[i].acked {
			out = append(out, all[i])
		}
	}
	return out
}

// untilSaid waits until something was said to each question.
func (s *serving) untilSaid(all []question) {
	ctx, cancel := context.WithTimeout(s.t.Context(), time.Minute)
	defer cancel()
	open := slices.Clone(all)
	if err := s.slack.Wait(ctx, func() bool {
		open = slices.DeleteFunc(open, func(q question) bool { return len(s.said(q.channel, q.ts)) > 0 })
		return len(open) == 0
	}); err != nil {
		s.t.Errorf("%d questions of %d were never answered, such as %v", len(open), len(all), open[0])
	}
}

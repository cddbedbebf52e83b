package bot

import (
	"strings"
	"testing"
	"time"

	"reportbot/bot/blocks"
	"reportbot/bot/slacktest"
)

// TestLimitPerUser: who asks too much for the moment is told so, and others are not
// kept waiting.
func TestLimitPerUser(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, slacktest.Options{NoRateLimits: true})
	w.withModel(slowModel{pause: time.Second, statements: landStatements})
	w.options.PerUser, w.options.Answering = 2, 1
	w.start()
	dm := w.DM(w.ann)
	var threads []string
	for range 5 { // one is answered, two wait, two are too many
		threads = append(threads, w.say(w.ann, dm, aboutLand, ""))
		time.Sleep(50 * time.Millisecond)
	}
	bos := w.say(w.bo, w.DM(w.bo), figureQuestion, "")
	limited := blocks.WordsFor(blocks.Chinese).Limited
	for i, thread := range threads {
		m := w.final(dm, thread)
		if got := m.Text == limited; got != (i >= 3) {
			t.Errorf("question %d: %s", i, m)
		}
	}
	first := w.final(w.DM(w.bo), bos)
	last := w.final(dm, threads[2])
	if first.TS > last.TS {
		t.Error("one person's third question was answered before the first of another")
	}
}

// TestPositions: people who wait are told their place.
func TestPositions(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, slacktest.Options{NoRateLimits: true})
	w.withModel(slowModel{pause: time.Minute, statements: landStatements})
	w.options.Answering = 1
	w.start()
	dm := w.DM(w.ann)
	first := w.say(w.ann, dm, aboutLand, "")
	second := w.say(w.bo, w.channel, w.Mention()+" "+figureQuestion, "")
	third := w.say(w.ann, dm, figureQuestion, "")
	words := blocks.WordsFor(blocks.Chinese)
	w.until("places in the queue", func() bool {
		return w.Status(w.channel, second) == words.Queued(1) && w.Status(dm, third) == words.Queued(2)
	})
	if _, err := w.StopSession(w.ann, dm, first); err != nil {
		t.Fatal(err)
	}
	mustHold(t, w.final(dm, third), figureAnswer)
	w.final(w.channel, second)
	if w.Status(dm, third) != "" {
		t.Errorf("the status is still %q", w.Status(dm, third))
	}
}

// TestGracefulStop: the answer under way is finished; those that wait are answered
// after the next start.
func TestGracefulStop(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, slacktest.Options{NoRateLimits: true})
	w.withModel(slowModel{pause: time.Second, statements: landStatements})
	w.options.Answering = 1
	w.start()
	dm := w.DM(w.ann)
	first := w.say(w.ann, dm, aboutLand, "")
	w.until("work", func() bool { return strings.Contains(w.Status(dm, first), "正在") })
	second := w.say(w.bo, w.channel, w.Mention()+" "+figureQuestion, "")
	w.stop()
	mustHold(t, w.final(dm, first), "126亩", figureAnswer)
	if said := w.answers(w.channel, second); len(said) > 0 {
		t.Errorf("said %v after the stop", said)
	}
	w.start()
	mustHold(t, w.final(w.channel, second), figureAnswer)
	w.stop()
	if n := len(w.answers(dm, first)); n != 1 {
		t.Errorf("%d answers to the first question", n)
	}
}

// TestOrderInThreads: the questions of one thread are answered one after the other,
// though others are answered meanwhile.
func TestOrderInThreads(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, slacktest.Options{NoRateLimits: true})
	w.withModel(slowModel{pause: 700 * time.Millisecond, statements: landStatements})
	w.start()
	thread := w.say(w.ann, w.channel, w.Mention()+" "+aboutLand, "")
	w.say(w.bo, w.channel, w.Mention()+" "+figureQuestion, thread)
	w.say(w.ann, w.channel, w.Mention()+" 汀鹭镇呢？", thread)
	w.until("three answers", func() bool { return len(w.answers(w.channel, thread)) == 3 })
	for i, part := range []string{"126亩", "青箩镇", "汀鹭镇"} {
		mustHold(t, w.answers(w.channel, thread)[i], part)
	}
}

// TestEngagement: threads are followed for a time only.
func TestEngagement(t *testing.T) {
	w := newWorkspace(t, slacktest.Options{NoRateLimits: true})
	late := time.Duration(0)
	w.passTime = func(now time.Time) time.Time { return now.Add(late) }
	w.start()
	thread := w.say(w.ann, w.channel, w.Mention()+" "+figureQuestion, "")
	w.answer(w.channel, thread, 1)
	w.say(w.ann, w.channel, "2023年呢？", thread)
	w.answer(w.channel, thread, 2)
	w.stop()
	late = engagedFor + time.Minute
	w.start()
	w.say(w.ann, w.channel, "汀鹭镇呢？", thread)
	w.quiet(w.channel, thread, 2)
	w.stop()
	w.options.NoFollowUps, late = true, 0
	w.start()
	w.say(w.ann, w.channel, "汀鹭镇呢？", thread)
	w.quiet(w.channel, thread, 2)
}

// TestBrokenState: a question is answered once though state.db can't be written.
func TestBrokenState(t *testing.T) {
	w := newWorkspace(t, slacktest.Options{Chaos: slacktest.Chaos{Duplicate: 1, Retry: 1}, NoRateLimits: true})
	b := w.start()
	if err := b.State.Close(); err != nil {
		t.Fatal(err)
	}
	thread := w.say(w.ann, w.channel, w.Mention()+" "+figureQuestion, "")
	mustHold(t, w.answer(w.channel, thread, 1), figureAnswer)
	w.probe()
	w.stop()
	if n := len(w.answers(w.channel, thread)); n != 1 {
		t.Errorf("%d answers", n)
	}
}

package bot

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tmc/langchaingo/llms"

	"reportbot/bot/answer"
	"reportbot/bot/blocks"
	"reportbot/bot/slacktest"
)

// aboutLand is a question that a model answers; landStatements are what it says.
const aboutLand = "请介绍青箩镇2022年的空间整治"

var landStatements = []string{
	`{"quote": "盘活低效工业用地126亩，改造老旧厂房5处、4.7万平方米。", "text": "盘活低效工业用地126亩，改造老旧厂房5处、4.7万平方米。"}`,
	`{"quote": "拆除违法建筑3.46万平方米，完成年度任务3万平方米的115.3%。", "text": "拆除违法建筑3.46万平方米，完成年度任务3万平方米的115.3%。"}`,
}

// hangingModel says nothing until it is no longer asked.
type hangingModel struct{}

func (hangingModel) GenerateContent(ctx context.Context, _ []llms.MessageContent, _ ...llms.CallOption) (*llms.ContentResponse, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

func (hangingModel) Call(context.Context, string, ...llms.CallOption) (string, error) {
	return "", errors.New("not used")
}

// panickingModel panics with a text that nobody should read.
type panickingModel struct{ hangingModel }

func (panickingModel) GenerateContent(context.Context, []llms.MessageContent, ...llms.CallOption) (*llms.ContentResponse, error) {
	panic("请介绍青箩镇2022年的空间整治")
}

// TestBadModels: without a model that answers, the program does, with a note.
func TestBadModels(t *testing.T) {
	const note = "模型没有应答"
	for name, tt := range map[string]struct {
		model llms.Model
		want  string
	}{
		"hangs":               {hangingModel{}, note},
		"down":                {slowModel{err: errors.New("500: you asked 请介绍青箩镇2022年的空间整治")}, note},
		"down after a while":  {slowModel{statements: landStatements[:1], err: errors.New("broke off")}, "126亩"},
		"down while it waits": {slowModel{pause: time.Minute, statements: landStatements[:1]}, "126亩"},
		"panics":              {panickingModel{}, "编号"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorkspace(t, slacktest.Options{})
			w.panics = name == "panics"
			a := *sampleAnswerer(t)
			a.Writer = &answer.Writer{Name: "test:bad", Statements: tt.model, Question: tt.model, Timeout: 2 * time.Second}
			w.options.Answerer = func() *answer.Answerer { return &a }
			w.start()
			for _, channel := range []string{w.channel, w.DM(w.ann)} {
				thread := w.say(w.ann, channel, w.Mention()+" "+aboutLand, "")
				m := w.final(channel, thread)
				mustHold(t, m, tt.want)
				if eventOf(m) != answerEvent || m.Streaming || strings.Contains(m.String(), "panic") || strings.Contains(m.String(), "500") {
					t.Errorf("said %+v", m)
				}
			}
			// A figure needs no model.
			thread := w.say(w.ann, w.channel, w.Mention()+" "+figureQuestion, "")
			mustHold(t, w.answer(w.channel, thread, 1), figureAnswer)
		})
	}
}

// final waits for the answer in a thread, which is the only message of the bot there.
func (w *workspace) final(channel, thread string) slacktest.Message {
	w.t.Helper()
	w.until("the answer", func() bool {
		all := w.answers(channel, thread)
		return len(all) > 0 && eventOf(all[len(all)-1]) == answerEvent
	})
	return w.answer(channel, thread, 1)
}

// TestExpiredStream: what a stream takes no longer comes by an update.
func TestExpiredStream(t *testing.T) {
	t.Parallel()
	clock := slacktest.NewManualClock(time.Now())
	w := newWorkspace(t, slacktest.Options{Clock: clock})
	w.withModel(slowModel{pause: 2 * time.Second, statements: landStatements})
	w.start()
	dm := w.DM(w.ann)
	thread := w.say(w.ann, dm, aboutLand, "")
	w.until("a stream", func() bool {
		all := w.answers(dm, thread)
		return len(all) == 1 && strings.Contains(all[0].Markdown, "126亩")
	})
	clock.Advance(6 * time.Minute)
	m := w.final(dm, thread)
	mustHold(t, m, "126亩", figureAnswer, "[1]")
	appends := w.Calls("chat.appendStream")
	if !slices.ContainsFunc(appends, func(c slacktest.Call) bool { return c.Error == "message_not_in_streaming_state" }) {
		t.Error("the stream did not expire")
	}
}

// TestLongStream: a stream is left before Slack ends it.
func TestLongStream(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, slacktest.Options{})
	w.withModel(slowModel{pause: 2 * time.Second, statements: landStatements})
	w.passTime = func(now time.Time) time.Time {
		return now.Add(10 * time.Minute * time.Duration(min(1, len(w.Calls("chat.appendStream")))))
	}
	w.start()
	dm := w.DM(w.ann)
	thread := w.say(w.ann, dm, aboutLand, "")
	mustHold(t, w.final(dm, thread), "126亩", figureAnswer)
	w.stop()
	stops, appends := w.Calls("chat.stopStream"), w.Calls("chat.appendStream")
	if len(stops) != 1 || len(appends) != 1 {
		t.Errorf("%d appends and %d stops", len(appends), len(stops))
	}
}

// TestSlowStart: an answer that is whole while its stream is being begun is one
// message.
func TestSlowStart(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, slacktest.Options{})
	w.interpose(slow("chat.startStream", 1500*time.Millisecond))
	w.withModel(slowModel{pause: 500 * time.Millisecond, statements: landStatements})
	w.start()
	dm := w.DM(w.ann)
	thread := w.say(w.ann, dm, aboutLand, "")
	w.until("a stream", func() bool { return len(w.Calls("chat.startStream")) == 1 })
	m := w.final(dm, thread)
	mustHold(t, m, "126亩", figureAnswer)
	if m.Streaming {
		t.Error("the stream was not stopped")
	}
}

// TestBrokenStream: whatever goes wrong with a stream, the answer is one message.
func TestBrokenStream(t *testing.T) {
	for _, method := range []string{"chat.appendStream", "chat.stopStream", "chat.update"} {
		for name, fault := range map[string]slacktest.Fault{
			"before": {Before: 503}, "after": {After: 500}, "lost": {Lost: true}, "slow down": {RetryAfter: time.Second},
		} {
			t.Run(method+" "+name, func(t *testing.T) {
				t.Parallel()
				w := newWorkspace(t, slacktest.Options{})
				w.withModel(slowModel{pause: time.Second, statements: landStatements})
				w.Fail(method, fault)
				w.start()
				dm := w.DM(w.ann)
				thread := w.say(w.ann, dm, aboutLand, "")
				w.final(dm, thread)
				w.stop()
				m := w.answer(dm, thread, 1)
				mustHold(t, m, "126亩", figureAnswer)
				if m.Streaming {
					t.Error("the stream was not stopped")
				}
			})
		}
	}
}

// TestStop: the stop button ends an answer, and says so.
func TestStop(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, slacktest.Options{})
	w.withModel(slowModel{pause: time.Minute, statements: landStatements})
	w.start()
	dm := w.DM(w.ann)
	thread := w.say(w.ann, dm, aboutLand, "")
	w.until("a stream", func() bool {
		all := w.answers(dm, thread)
		return len(all) == 1 && strings.Contains(all[0].Markdown, "126亩")
	})
	if w.Session(dm, thread) != "processing" {
		t.Errorf("the session is %q", w.Session(dm, thread))
	}
	sent, err := w.StopSession(w.ann, dm, thread)
	if err != nil {
		t.Fatal(err)
	}
	if err := sent.Wait(w.ctx); err != nil {
		t.Fatal(err)
	}
	m := w.answer(dm, thread, 2)
	if m.Text != blocks.WordsFor(blocks.Chinese).Stopped || w.answers(dm, thread)[0].Streaming {
		t.Errorf("said %v", w.answers(dm, thread))
	}
	w.until("a stop of the stream", func() bool { return len(w.Calls("chat.stopStream")) == 1 })
	w.until("the end of the session", func() bool { return w.Session(dm, thread) == "active" })
	// The next question of the thread is answered.
	w.say(w.ann, dm, figureQuestion, thread)
	mustHold(t, w.answer(dm, thread, 3), figureAnswer)
}

package bot

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tmc/langchaingo/llms"

	"reportbot/bot/answer"
	"reportbot/bot/slacktest"
	"reportbot/bot/state"
	"reportbot/retrieval"
)

var logging = flag.Bool("log", false, "show what the bot logs")

// sampleReports are the reports that the tests ask about.
const sampleReports = "../eval/testdata/reports"

var samples struct {
	sync.Once
	store *retrieval.Store
	err   error
	dir   string
}

// sampleAnswerer answers from the sample reports.
func sampleAnswerer(tb testing.TB) *answer.Answerer {
	tb.Helper()
	samples.Do(func() {
		if samples.dir, samples.err = os.MkdirTemp("", "reportbot-samples-"); samples.err != nil {
			return
		}
		ctx := context.Background()
		if samples.store, samples.err = retrieval.Open(ctx, samples.dir, retrieval.Options{}); samples.err != nil {
			return
		}
		_, samples.err = retrieval.Sync(ctx, samples.store, nil, []string{sampleReports}, retrieval.SyncOptions{})
	})
	if samples.err != nil {
		tb.Fatal(samples.err)
	}
	return &answer.Answerer{Retriever: &retrieval.Retriever{Store: samples.store}}
}

func TestMain(m *testing.M) {
	code := m.Run()
	if samples.store != nil {
		_ = samples.store.Close()
		_ = os.RemoveAll(samples.dir)
	}
	os.Exit(code)
}

// workspace is a fake Slack with the bot in it.
type workspace struct {
	*slacktest.Server
	t       testing.TB
	ctx     context.Context
	dir     string // of state.db
	options Options
	ann     string // people
	bo      string
	channel string

	log      logbook
	panics   bool     // the test lets something panic
	channels []string // whose messages the log must not tell

	passTime func(time.Time) time.Time // what the bot takes for the time; nil: it is

	stop func() // ends the bot gracefully
}

// newWorkspace makes a workspace with two people and a channel that the bot is in.
func newWorkspace(t testing.TB, o slacktest.Options) *workspace {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	if o.App == nil {
		app := manifestApp(t)
		o.App = &app
	}
	s := slacktest.New(o)
	t.Cleanup(s.Close)
	w := &workspace{Server: s, t: t, ctx: ctx, dir: t.TempDir(), stop: func() {}}
	w.ann, w.bo = s.AddUser(slacktest.User{Name: "ann"}), s.AddUser(slacktest.User{Name: "bo"})
	w.channel = s.AddChannel(slacktest.Channel{Name: "reports", Members: []string{w.ann, w.bo, s.BotUserID}})
	w.channels = []string{w.channel, s.DM(w.ann), s.DM(w.bo)}
	t.Cleanup(w.discreet)
	a := sampleAnswerer(t)
	w.options = Options{
		API: s.APIURL(), BotToken: s.BotToken, AppToken: s.AppToken, SigningSecret: s.SigningSecret,
		Answerer: func() *answer.Answerer { return a },
	}
	return w
}

// manifestApp is the app that the manifest describes: it may do no more than that.
func manifestApp(t testing.TB) slacktest.App {
	t.Helper()
	manifest, err := json.Marshal(Manifest("reportbot", ""))
	if err != nil {
		t.Fatal(err)
	}
	app, err := slacktest.ReadManifest(manifest)
	if err != nil {
		t.Fatal(err)
	}
	return app
}

// start runs the bot until the test ends or w.stop is called.
func (w *workspace) start() *Bot {
	w.t.Helper()
	db, err := state.Open(w.ctx, w.dir)
	if err != nil {
		w.t.Fatal(err)
	}
	w.options.State = db
	w.options.Log = w.log.logger()
	b := New(w.options)
	if w.passTime != nil {
		b.now = func() time.Time { return w.passTime(time.Now()) }
	}
	ctx, cancel := context.WithCancel(w.ctx)
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	w.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			w.t.Errorf("the bot ended with %v", err)
		}
		_ = db.Close()
	})
	w.t.Cleanup(func() { w.stop() })
	if b.Listen == "" {
		w.until("two connections", func() bool { return w.Connected() == connections })
	}
	return b
}

func (w *workspace) until(what string, cond func() bool) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, 20*time.Second)
	defer cancel()
	if err := w.Wait(ctx, cond); err != nil {
		for _, c := range append(w.Calls("chat.postMessage"), w.Calls("assistant.threads.setStatus")...) {
			w.t.Logf("%+v", c)
		}
		w.t.Fatalf("waited in vain for %s", what)
	}
}

// say writes a message and returns its ts, once the bot acknowledged it.
func (w *workspace) say(user, channel, text, thread string) string {
	w.t.Helper()
	sent, err := w.Say(user, channel, text, slacktest.Saying{ThreadTS: thread})
	if err != nil {
		w.t.Fatal(err)
	}
	if err := sent.Wait(w.ctx); err != nil {
		w.t.Fatal(err)
	}
	return sent.TS
}

// answers are the bot's messages in a thread.
func (w *workspace) answers(channel, thread string) []slacktest.Message {
	var out []slacktest.Message
	for _, m := range w.Thread(channel, thread) {
		if m.BotID != "" {
			out = append(out, m)
		}
	}
	return out
}

// answer waits until the bot has said n things in a thread, and returns the last.
func (w *workspace) answer(channel, thread string, n int) slacktest.Message {
	w.t.Helper()
	w.until("an answer", func() bool { return len(w.answers(channel, thread)) >= n })
	all := w.answers(channel, thread)
	if len(all) != n {
		w.t.Fatalf("%d messages of the bot in the thread, want %d", len(all), n)
	}
	return all[n-1]
}

// quiet makes sure that the bot says nothing more in a thread than n things, after
// it has handled all that it was told before.
func (w *workspace) quiet(channel, thread string, n int) {
	w.t.Helper()
	probe := w.say(w.bo, w.DM(w.bo), "汀鹭镇2022年拆除违法建筑多少万平方米？", "")
	w.answer(w.DM(w.bo), probe, 1)
	if all := w.answers(channel, thread); len(all) != n {
		w.t.Errorf("%d messages of the bot in the thread, want %d; the last: %s", len(all), n, all[len(all)-1])
	}
}

// eventOf is the event_type of a message's metadata.
func eventOf(m slacktest.Message) string {
	var meta struct {
		Type string `json:"event_type"`
	}
	_ = json.Unmarshal(m.Metadata, &meta)
	return meta.Type
}

func mustHold(t testing.TB, m slacktest.Message, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(m.String(), part) {
			t.Errorf("the message holds no %q:\n%s", part, m)
		}
	}
}

// slowModel says its statements one after the other, with a pause between them.
type slowModel struct {
	statements []string // JSON objects
	pause      time.Duration
	err        error // after them
}

func (m slowModel) GenerateContent(ctx context.Context, _ []llms.MessageContent, options ...llms.CallOption) (*llms.ContentResponse, error) {
	var o llms.CallOptions
	for _, option := range options {
		option(&o)
	}
	text := `{"statements":[` + strings.Join(m.statements, ",") + "]}"
	for i, s := range m.statements {
		piece := s
		if i == 0 {
			piece = `{"statements":[` + s
		} else {
			piece = "," + s
		}
		if o.StreamingFunc != nil {
			if err := o.StreamingFunc(ctx, []byte(piece)); err != nil {
				return nil, err
			}
		}
		if !sleep(ctx, m.pause) {
			return nil, ctx.Err()
		}
	}
	if o.StreamingFunc != nil {
		_ = o.StreamingFunc(ctx, []byte("]}"))
	}
	if m.err != nil {
		return nil, m.err
	}
	return &llms.ContentResponse{Choices: []*llms.ContentChoice{{Content: text, StopReason: "stop"}}}, nil
}

func (m slowModel) Call(context.Context, string, ...llms.CallOption) (string, error) {
	return "", errors.New("not used")
}

// withModel makes the bot's answers use a model.
func (w *workspace) withModel(m llms.Model) {
	a := *sampleAnswerer(w.t)
	a.Writer = &answer.Writer{Name: "test:slow", Statements: m, Question: m}
	w.options.Answerer = func() *answer.Answerer { return &a }
}

// control returns the button with an action in a message.
func (w *workspace) click(user string, m slacktest.Message, action string) {
	w.t.Helper()
	for _, c := range m.Controls() {
		if c.ActionID == action {
			w.clickValue(user, m, action, c.Value)
			return
		}
	}
	w.t.Fatalf("no button %q in\n%s", action, m)
}

func (w *workspace) clickValue(user string, m slacktest.Message, action, value string) {
	w.t.Helper()
	sent, err := w.Click(user, m.Channel, m.TS, action, value)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := sent.Wait(w.ctx); err != nil {
		w.t.Fatal(err)
	}
}

// feedback is what state.db holds of it, once the bot has stopped.
func (w *workspace) feedback() ([]state.Feedback, error) {
	db, err := state.Open(w.ctx, w.dir)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	return db.Feedback(w.ctx)
}

package bot

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"
)

// logbook keeps what the bot logs at info level and above, as an operator reads it.
type logbook struct {
	mu      sync.Mutex
	text    strings.Builder
	handled func() // called at the end of each question; nil: nothing is
}

// logger writes into the logbook, and with -log to standard error, all there is.
func (l *logbook) logger() *slog.Logger {
	book := slog.NewTextHandler(l, nil)
	if !*logging {
		return slog.New(book)
	}
	return slog.New(both{book, slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug})})
}

// Write implements io.Writer.
func (l *logbook) Write(p []byte) (int, error) {
	if l.handled != nil && bytes.Contains(p, []byte("msg=handled")) {
		l.handled()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logbook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

var _ io.Writer = (*logbook)(nil)

// both is two handlers in one.
type both struct{ one, two slog.Handler }

func (b both) Enabled(context.Context, slog.Level) bool { return true }
func (b both) Handle(ctx context.Context, r slog.Record) error {
	if b.one.Enabled(ctx, r.Level) {
		_ = b.one.Handle(ctx, r)
	}
	return b.two.Handle(ctx, r)
}
func (b both) WithAttrs(a []slog.Attr) slog.Handler {
	return both{b.one.WithAttrs(a), b.two.WithAttrs(a)}
}
func (b both) WithGroup(name string) slog.Handler {
	return both{b.one.WithGroup(name), b.two.WithGroup(name)}
}

// leaks are the lines of a log that hold what must not be logged: Han characters (the
// reports and nearly all questions of the tests are Chinese, the log is English), one
// of the texts, or one of the secrets.
func leaks(log string, secrets, texts []string) []string {
	var out []string
	for line := range strings.Lines(log) {
		leak := strings.ContainsFunc(line, func(r rune) bool { return unicode.Is(unicode.Han, r) })
		for _, s := range secrets {
			leak = leak || s != "" && strings.Contains(line, s)
		}
		for _, t := range texts {
			leak = leak || utf8.RuneCountInString(t) >= 8 && strings.Contains(line, t)
		}
		if leak {
			out = append(out, line)
		}
	}
	return out
}

// discreet makes sure that neither tokens nor texts are in the log, and that nothing
// panicked.
func (w *workspace) discreet() {
	w.t.Helper()
	log := w.log.String()
	texts := w.texts()
	for _, line := range leaks(log, []string{w.BotToken, w.AppToken, w.SigningSecret}, texts) {
		w.t.Errorf("the log holds a text or a secret: %s", line)
	}
	for line := range strings.Lines(log) {
		if strings.Contains(line, "panic") && !w.panics {
			w.t.Errorf("logged: %s", line)
		}
	}
}

// texts are what people wrote in the workspace, as a whole and word by word.
func (w *workspace) texts() []string {
	var out []string
	for _, c := range w.channels {
		for _, m := range w.Messages(c) {
			if m.BotID == "" {
				out = append(out, m.Text, strings.TrimSpace(strings.ReplaceAll(m.Text, w.Mention(), "")))
			}
		}
	}
	return out
}

func TestLeaks(t *testing.T) {
	texts := []string{"what was the output"}
	for line, leak := range map[string]bool{
		"level=INFO msg=question question=abc characters=22": false,
		"level=WARN msg=x error=\"xoxb-1-fake\"":             true,
		"level=INFO msg=x text=青箩镇":                          true,
		"level=INFO msg=\"what was the output of\"":          true,
	} {
		if got := len(leaks(line, []string{"xoxb-1-fake"}, texts)) > 0; got != leak {
			t.Errorf("leaks(%q) = %v, want %v", line, got, leak)
		}
	}
}

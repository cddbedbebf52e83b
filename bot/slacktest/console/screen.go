package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"reportbot/bot/slacktest"
	"reportbot/bot/slacktest/blockkit"
)

// console shows what one person sees of a workspace.
type console struct {
	s                 *slacktest.Server
	user, dm, general string

	place, last, thread string // where the last message went; its thread; the thread that lines go to

	mu       sync.Mutex
	out      io.Writer
	shown    map[string]string // what was printed of a message, a status, a window
	filled   map[string]string // of the window, by action_id
	buttons  []button
	activity time.Time
}

func newConsole(s *slacktest.Server, out io.Writer) *console {
	c := &console{s: s, out: out, shown: map[string]string{}, filled: map[string]string{}, activity: time.Now()}
	c.user = s.AddUser(slacktest.User{Name: "you"})
	c.general = s.AddChannel(slacktest.Channel{Name: "general", Members: []string{c.user, s.BotUserID}})
	c.dm = s.DM(c.user)
	c.place = c.dm
	return c
}

func (c *console) print(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, _ = fmt.Fprintf(c.out, format+"\n", args...)
}

// watch prints what changes until ctx ends.
func (c *console) watch(ctx context.Context) {
	for {
		changed := ""
		err := c.s.Wait(ctx, func() bool { changed = c.show(); return changed != "" })
		if err != nil {
			return
		}
		c.mu.Lock()
		_, _ = io.WriteString(c.out, changed)
		c.activity = time.Now()
		c.mu.Unlock()
	}
}

// quiet waits until nothing has changed for three seconds.
func (c *console) quiet(ctx context.Context) error {
	const pause = 3 * time.Second
	for {
		c.mu.Lock()
		rest := pause - time.Since(c.activity)
		c.mu.Unlock()
		if rest <= 0 {
			return nil
		}
		select {
		case <-time.After(rest):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// show returns what has changed since the last time, to be printed.
func (c *console) show() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var b strings.Builder
	for _, place := range []struct{ id, name string }{{c.dm, ""}, {c.general, "#general "}} {
		messages := append(c.s.Messages(place.id), c.s.Ephemerals(place.id, c.user)...)
		for _, m := range messages {
			c.showMessage(&b, place.name, m)
			if m.ThreadTS == "" {
				c.showStatus(&b, place.name, m)
			}
		}
	}
	c.showView(&b)
	return b.String()
}

// fresh tells whether a text differs from what was printed under a name, and returns
// what was.
func (c *console) fresh(name, text string) (before string, is bool) {
	before, was := c.shown[name]
	c.shown[name] = text
	return before, text != before || !was && text != ""
}

// showMessage prints a message of the bot: the rest of it when it has grown.
func (c *console) showMessage(b *strings.Builder, place string, m slacktest.Message) {
	if m.BotID == "" {
		return
	}
	text := m.String()
	before, is := c.fresh(m.TS, text)
	if !is {
		return
	}
	mark := "bot"
	switch {
	case before != "" && strings.HasPrefix(text, before):
		text, mark = strings.TrimPrefix(text, before), "…"
	case before != "":
		mark = "bot (changed)"
	case m.To != "":
		mark = "bot (only you see this)"
	}
	indent := ""
	if m.ThreadTS != "" {
		indent = "  "
	}
	_, _ = fmt.Fprintf(b, "%s%s%s: %s\n", indent, place, mark, strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n"+indent+"  "))
	if !m.Streaming {
		c.showControls(b, indent, m.Controls(), m.Channel, m.TS)
	}
}

// showControls prints controls with their numbers.
func (c *console) showControls(b *strings.Builder, indent string, controls []blockkit.Control, channel, ts string) {
	for _, control := range controls {
		c.buttons = append(c.buttons, button{control, channel, ts})
		var options []string
		for _, o := range control.Options {
			options = append(options, o.Label)
		}
		line := fmt.Sprintf("%s  (%d) %s", indent, len(c.buttons), control.Label)
		if len(options) > 0 {
			line += ": " + strings.Join(options, " | ")
		}
		_, _ = fmt.Fprintln(b, line)
	}
}

func (c *console) showStatus(b *strings.Builder, place string, m slacktest.Message) {
	status := c.s.Status(m.Channel, m.TS)
	if _, is := c.fresh("status "+m.TS, status); is && status != "" {
		_, _ = fmt.Fprintf(b, "  %s(bot %s)\n", place, status)
	}
}

// showView prints the window that is open.
func (c *console) showView(b *strings.Builder) {
	v, open := c.s.View(c.user)
	text := ""
	if open {
		text = v.Hash + v.String()
	}
	if _, is := c.fresh("view", text); !is {
		return
	}
	if !open {
		_, _ = fmt.Fprintln(b, "└── closed")
		clear(c.filled)
		return
	}
	_, _ = fmt.Fprintf(b, "┌── %s\n", strings.ReplaceAll(v.String(), "\n", "\n│ "))
	c.showControls(b, "│", v.Controls(), "", "")
	if v.Submit != "" {
		_, _ = fmt.Fprintf(b, "│ :submit is [%s]\n", v.Submit)
	}
}

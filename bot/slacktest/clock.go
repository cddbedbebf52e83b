package slacktest

import (
	"sync"
	"time"
)

// Clock is the time of the workspace: what a ts says, when a trigger or a stream
// ends, when a delivery is repeated, how fast a rate limit recovers.
type Clock interface {
	Now() time.Time
	// AfterFunc calls f once, d from now; stop keeps it from happening.
	AfterFunc(d time.Duration, f func()) (stop func())
}

// realClock is the time outside.
type realClock struct{}

func (realClock) Now() time.Time { return time.Now() }

func (realClock) AfterFunc(d time.Duration, f func()) func() {
	t := time.AfterFunc(d, f)
	return func() { t.Stop() }
}

// ManualClock is a Clock that stands still until a test advances it.
type ManualClock struct {
	mu     sync.Mutex
	now    time.Time
	timers map[*manualTimer]bool
}

type manualTimer struct {
	at time.Time
	f  func()
}

// NewManualClock returns a clock that stands at start.
func NewManualClock(start time.Time) *ManualClock {
	return &ManualClock{now: start, timers: map[*manualTimer]bool{}}
}

// Now implements Clock.
func (c *ManualClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// AfterFunc implements Clock; f runs within the Advance that reaches its time.
func (c *ManualClock) AfterFunc(d time.Duration, f func()) func() {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := &manualTimer{c.now.Add(d), f}
	c.timers[t] = true
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.timers, t)
	}
}

// Advance moves the clock on by d and runs what falls due on the way, in order of
// time, with the clock at that time.
func (c *ManualClock) Advance(d time.Duration) {
	end := c.Now().Add(d)
	for t := c.next(end); t != nil; t = c.next(end) {
		t.f()
	}
}

// next takes the earliest timer that is due by end, and moves the clock to it; nil
// when there is none, with the clock at end.
func (c *ManualClock) next(end time.Time) *manualTimer {
	c.mu.Lock()
	defer c.mu.Unlock()
	var first *manualTimer
	for t := range c.timers {
		if !t.at.After(end) && (first == nil || t.at.Before(first.at)) {
			first = t
		}
	}
	if first == nil {
		c.now = end
		return nil
	}
	delete(c.timers, first)
	if first.at.After(c.now) {
		c.now = first.at
	}
	return first
}

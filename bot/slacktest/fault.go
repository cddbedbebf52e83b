package slacktest

import (
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

// Fault is what goes wrong with one call of the Web API, or with one post to a
// response_url; the zero value is nothing.
type Fault struct {
	RetryAfter time.Duration // refused with 429 and this wait, of whole seconds
	Before     int           // answered with this status in place of being done
	After      int           // done, but answered with this status
	Hang       bool          // done, but never answered
	Lost       bool          // done, but the connection breaks before the answer
}

// Chaos is how often things go wrong by chance, each from 0 to 1. What happens
// follows from Options.Seed and from the order of calls and deliveries.
type Chaos struct {
	// Of the calls of the Web API: the faults of those names.
	RetryAfter, Before, After, Hang, Lost float64
	// Of the deliveries: sent a second time at once, behind the next one, late by
	// up to MaxDelay, again although acknowledged.
	Duplicate, Reorder, Delay, Retry float64
	// After a delivery: its connection is refreshed, or cut; never twice within
	// five times MaxDelay.
	Disconnect, Cut float64

	MaxDelay time.Duration // default 200 ms
}

// Fail makes the next calls of a method go wrong, one each, in this order. The method
// of posts to a response_url is "response_url".
func (s *Server) Fail(method string, faults ...Fault) {
	s.mu.Lock()
	defer s.unlock()
	s.faults[method] = append(s.faults[method], faults...)
}

// faultFor takes the next fault of a method.
func (s *Server) faultFor(method string) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	if list := s.faults[method]; len(list) > 0 {
		s.faults[method] = list[1:]
		return list[0]
	}
	if method == "apps.connections.open" {
		return Fault{}
	}
	return s.dice.fault()
}

// before lets the fault answer a call that is not done; it returns whether it did.
func (f Fault) before(w http.ResponseWriter) bool {
	switch {
	case f.RetryAfter > 0:
		w.Header().Set("Retry-After", strconv.Itoa(int(f.RetryAfter/time.Second)))
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = w.Write([]byte(`{"ok":false,"error":"ratelimited"}`))
	case f.Before != 0:
		w.WriteHeader(f.Before)
	default:
		return false
	}
	return true
}

// late tells whether the fault meets a call that is done.
func (f Fault) late() bool { return f.After != 0 || f.Lost || f.Hang }

// after answers a call that is done, or leaves it without an answer.
func (f Fault) after(w http.ResponseWriter, r *http.Request, closed <-chan struct{}) {
	switch {
	case f.After != 0:
		w.WriteHeader(f.After)
	case f.Lost:
		panic(http.ErrAbortHandler)
	default:
		select {
		case <-r.Context().Done():
		case <-closed:
		}
	}
}

// status is that of HTTP with which a call ends; 0 when there is no answer.
func (f Fault) status() int {
	if f.RetryAfter > 0 {
		return http.StatusTooManyRequests
	}
	return max(f.Before, f.After)
}

// dice throws faults.
type dice struct {
	r *rand.Rand
	c Chaos
}

func newDice(seed uint64, c Chaos) *dice {
	if c.MaxDelay == 0 {
		c.MaxDelay = 200 * time.Millisecond
	}
	return &dice{rand.New(rand.NewPCG(seed, 1)), c}
}

// hit is true with a chance of p.
func (d *dice) hit(p float64) bool { return p > 0 && d.r.Float64() < p }

// fault is that of a call.
func (d *dice) fault() Fault {
	switch {
	case d.hit(d.c.RetryAfter):
		return Fault{RetryAfter: time.Second}
	case d.hit(d.c.Before):
		return Fault{Before: http.StatusServiceUnavailable}
	case d.hit(d.c.After):
		return Fault{After: http.StatusInternalServerError}
	case d.hit(d.c.Hang):
		return Fault{Hang: true}
	case d.hit(d.c.Lost):
		return Fault{Lost: true}
	}
	return Fault{}
}

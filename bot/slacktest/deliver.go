package slacktest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Envelope is the kind of a delivery, as socket mode names it.
type Envelope string

const (
	Events      Envelope = "events_api"
	Interactive Envelope = "interactive"
	Commands    Envelope = "slash_commands"
)

// largestAck is the size of an ack, in bytes, from which on Slack drops it. Source:
// slack-go's socketmode.
const largestAck = 20480

// ErrNotAcked is the end of a delivery that nobody acknowledged in time, retries
// included.
var ErrNotAcked = errors.New("not acknowledged in time")

// Ack is what the app sent back.
type Ack struct {
	Kind    Envelope
	EventID string          // "" unless it was an event
	Took    time.Duration   // since the delivery was sent, by the Clock
	Payload json.RawMessage // nil for none
	Attempt int             // 0 at first, then the number of the retry
	Dropped bool            // too large: as if it had not come
	Late    bool            // after AckWithin, or of something unknown: it does not count
	Problem string          // why the workspace did not do what the payload asked for; "" when it did
}

// Delivery is one thing that the workspace tells the app.
type Delivery struct {
	Kind    Envelope
	EventID string
	Payload json.RawMessage

	s       *Server
	settled chan struct{}
	ack     Ack
	err     error
	stop    func() // of the timer under way
	sent    time.Time
	attempt int
	open    map[string]bool  // envelopes of the attempt under way
	act     func(Ack) string // does what the ack asks for
	again   bool             // retried although acknowledged
}

// Wait returns the ack; the error is ErrNotAcked, ErrClosed or that of the context.
func (d *Delivery) Wait(ctx context.Context) (Ack, error) {
	select {
	case <-d.settled:
		return d.ack, d.err
	case <-ctx.Done():
		return Ack{}, fmt.Errorf("wait for the ack: %w", ctx.Err())
	}
}

// Open tells whether the app can still acknowledge the delivery.
func (d *Delivery) Open() bool {
	select {
	case <-d.settled:
		return false
	default:
		return true
	}
}

// Deliver sends the app a payload as it is: an event callback, an interaction, a
// slash command, in JSON.
func (s *Server) Deliver(kind Envelope, payload []byte) *Delivery {
	s.mu.Lock()
	defer s.unlock()
	return s.queue(kind, payload, nil)
}

// queue sends a payload once the lock is free.
func (s *Server) queue(kind Envelope, payload json.RawMessage, act func(Ack) string) *Delivery {
	var event struct {
		ID string `json:"event_id"`
	}
	if kind == Events {
		_ = json.Unmarshal(payload, &event) // a payload may be of any form
	}
	d := &Delivery{Kind: kind, EventID: event.ID, Payload: payload, s: s, settled: make(chan struct{}), stop: func() {}, open: map[string]bool{}, act: act}
	s.deliveries[d] = true
	s.pending = append(s.pending, d)
	return d
}

// begin sends a delivery for the first time, with the faults that chance has for it.
func (d *Delivery) begin() {
	s := d.s
	s.mu.Lock()
	c := s.dice.c
	late, hold, twice := s.dice.hit(c.Delay), s.dice.hit(c.Reorder), s.dice.hit(c.Duplicate)
	d.again = d.Kind == Events && s.dice.hit(c.Retry)
	wait := time.Duration(s.dice.r.Float64() * float64(c.MaxDelay))
	before := s.held
	s.held = nil
	if hold && !late {
		s.held = d
	}
	s.mu.Unlock()
	switch {
	case late:
		s.o.Clock.AfterFunc(wait, d.first)
	case hold:
		s.o.Clock.AfterFunc(c.MaxDelay, d.first)
	default:
		d.first()
		if twice {
			d.send("")
		}
	}
	if before != nil {
		before.first()
	}
}

// first sends a delivery unless that happened already.
func (d *Delivery) first() {
	d.s.mu.Lock()
	begun := !d.sent.IsZero()
	d.sent = d.s.o.Clock.Now()
	d.s.mu.Unlock()
	if !begun {
		d.try(0, "")
	}
}

// try sends a delivery for the n-th time, the first being 0.
func (d *Delivery) try(n int, reason string) {
	s := d.s
	s.mu.Lock()
	if !s.deliveries[d] {
		s.mu.Unlock()
		return
	}
	d.attempt, d.sent = n, s.o.Clock.Now()
	clear(d.open)
	target := s.target
	s.mu.Unlock()
	missed := "timeout"
	if target != nil {
		missed = "http_timeout"
	}
	if !d.send(reason) {
		d.miss(n, missed)
		return
	}
	stop := s.o.Clock.AfterFunc(s.o.AckWithin, func() { d.miss(n, missed) })
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.deliveries[d] && d.attempt == n {
		d.stop = stop
	} else {
		stop()
	}
}

// send puts a delivery on its way once; false when there is none.
func (d *Delivery) send(reason string) bool {
	s := d.s
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx.Err() != nil {
		return true // nobody listens any longer
	}
	if s.target != nil {
		n := d.attempt
		s.running.Go(func() { s.deliverHTTP(d, n, reason) })
		return true
	}
	return s.sendSocket(d, reason)
}

// miss ends an attempt without an ack, and tries again when there is an again.
func (d *Delivery) miss(n int, reason string) {
	s := d.s
	s.mu.Lock()
	if !s.deliveries[d] || d.attempt != n || n < 0 {
		s.mu.Unlock()
		return
	}
	for id := range d.open {
		delete(s.envelopes, id)
	}
	if d.Kind != Events || n >= len(s.o.Retries) {
		d.settle(Ack{}, ErrNotAcked)
		s.unlock()
		return
	}
	d.stop()
	d.attempt = -1 // none under way
	wait := s.o.Retries[n]
	if wait > 0 {
		d.stop = s.o.Clock.AfterFunc(wait, func() { d.try(n+1, reason) })
	}
	s.unlock()
	if wait == 0 {
		d.try(n+1, reason)
	}
}

// settle ends a delivery; the second call does nothing. The lock is held.
func (d *Delivery) settle(ack Ack, err error) {
	if !d.s.deliveries[d] {
		return
	}
	d.stop()
	delete(d.s.deliveries, d)
	for id := range d.open {
		delete(d.s.envelopes, id)
	}
	d.ack, d.err = ack, err
	close(d.settled)
}

// acknowledged takes an ack of a delivery, which is nil for one that is not known, or
// not waited for any longer.
func (s *Server) acknowledged(d *Delivery, payload json.RawMessage, size int) {
	s.mu.Lock()
	defer s.unlock()
	ack := Ack{Payload: payload, Late: d == nil || !s.deliveries[d]}
	if d != nil {
		ack.Kind, ack.EventID, ack.Attempt = d.Kind, d.EventID, max(d.attempt, 0)
		ack.Took = s.o.Clock.Now().Sub(d.sent)
	}
	ack.Dropped = size >= largestAck
	if !ack.Late && !ack.Dropped {
		if d.act != nil {
			ack.Problem = d.act(ack)
		}
		d.settle(ack, nil)
		if d.again {
			d.attempt++
			s.running.Go(func() { d.send("timeout") })
		}
	}
	s.acks = append(s.acks, ack)
}

package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"sync"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// connections is how many sockets are open at once: Slack closes one from time to
// time, and what it sends meanwhile takes the other.
const connections = 2

// serveSockets receives deliveries over Socket Mode until ctx ends. An error is one
// that no new connection mends, such as a token that is refused.
func (b *Bot) serveSockets(ctx, working context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	errs := make([]error, connections)
	var wg sync.WaitGroup
	for i := range connections {
		wg.Go(func() {
			defer cancel()
			errs[i] = b.serveSocket(ctx, working)
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// serveSocket keeps one connection open, through all that ends it.
func (b *Bot) serveSocket(ctx, working context.Context) error {
	pause := newPause()
	for {
		client := socketmode.New(b.api, socketmode.OptionLog(log.New(io.Discard, "", 0)))
		receiving, stop := context.WithCancel(ctx)
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			b.receive(receiving, working, client)
		}()
		start := b.now()
		err := client.RunContext(ctx)
		stop()
		<-ended
		switch {
		case ctx.Err() != nil:
			return nil
		case RefusalOf(err) != NoRefusal:
			return fmt.Errorf("connect to Slack: %w", err)
		case b.now().Sub(start) > time.Minute:
			pause.Reset()
		}
		b.log.Warn("the connection to Slack broke", "error", errorCode(err))
		if !sleep(ctx, pause.NextBackOff()) {
			return nil
		}
	}
}

// Refusal says why Slack does not let the bot in.
type Refusal string

const (
	NoRefusal  Refusal = ""            // it does, or was not reached
	BadToken   Refusal = "bad token"   // wrong, withdrawn or expired
	WrongToken Refusal = "wrong token" // of another kind
	NoScope    Refusal = "no scope"    // the app may not do this
)

// RefusalOf reads an error of Run.
func RefusalOf(err error) Refusal {
	e, ok := errors.AsType[slack.SlackErrorResponse](err)
	if !ok {
		return NoRefusal
	}
	switch e.Err {
	case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "app_uninstalled":
		return BadToken
	case "not_allowed_token_type":
		return WrongToken
	case "missing_scope", "no_permission":
		return NoScope
	}
	return NoRefusal
}

// receive acts upon what a connection delivers, in order, until ctx ends.
func (b *Bot) receive(ctx, working context.Context, client *socketmode.Client) {
	for {
		select {
		case <-ctx.Done():
			return
		case evt := <-client.Events:
			b.receiveOne(ctx, working, client, evt)
		}
	}
}

// kinds of the envelopes that carry deliveries.
var kinds = map[string]kind{"events_api": event, "interactive": action, "slash_commands": command}

// envelope is what comes over a socket.
type envelope struct {
	ID      string          `json:"envelope_id"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload"`
}

// receiveOne accepts and acknowledges one delivery, also one that the library could
// not decode: that comes as an error with the message in it.
func (b *Bot) receiveOne(ctx, working context.Context, client *socketmode.Client, evt socketmode.Event) {
	var e envelope
	switch bad, isBad := evt.Data.(*socketmode.ErrorBadMessage); {
	case isBad:
		if json.Unmarshal(bad.Message, &e) != nil {
			return
		}
	case evt.Request != nil:
		e = envelope{evt.Request.EnvelopeID, evt.Request.Type, evt.Request.Payload}
	}
	if e.ID == "" {
		return
	}
	var reply any
	if k, known := kinds[e.Type]; known {
		reply = b.accept(working, k, e.Payload)
	}
	if err := client.AckCtx(ctx, e.ID, reply); err != nil && ctx.Err() == nil {
		b.log.Warn("acknowledge a delivery", "error", err)
	}
}

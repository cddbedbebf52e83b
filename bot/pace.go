package bot

import (
	"context"
	"errors"
	"net"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/slack-go/slack"
)

// newPause grows the pauses between attempts from a quarter of a second to half a
// minute.
func newPause() *backoff.ExponentialBackOff {
	p := backoff.NewExponentialBackOff()
	p.InitialInterval, p.MaxInterval = 250*time.Millisecond, 30*time.Second
	return p
}

// sleep waits; false when ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// verdict is what an error tells of a call.
type verdict int

const (
	accepted  verdict = iota // no error
	limited                  // not done, Slack says when to call again
	unsent                   // not done, Slack was not reached
	rejected                 // not done, and never will be
	uncertain                // done or not
)

// verdictOf reads the error of a call. What Slack reports of itself (internal_error,
// fatal_error) may come after it did what was asked, as its documentation of these
// errors says; so may a lost connection or a 5xx.
func verdictOf(err error) verdict {
	if err == nil {
		return accepted
	}
	if _, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		return limited
	}
	if e, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		switch e.Err {
		case "ratelimited", "rate_limited", "message_limit_exceeded":
			return limited
		case "internal_error", "fatal_error", "service_unavailable", "request_timeout", "accesslimited":
			return uncertain
		}
		return rejected
	}
	if e, ok := errors.AsType[*net.OpError](err); ok && e.Op == "dial" {
		return unsent
	}
	if e, ok := errors.AsType[slack.StatusCodeError](err); ok && e.Code < 500 {
		return rejected
	}
	return uncertain
}

// errorCode is the error without what it may hold of texts or addresses: Slack's
// code, or the kind of failure.
func errorCode(err error) string {
	if e, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		return e.Err
	}
	switch {
	case err == nil:
		return ""
	case errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	case errors.Is(err, context.Canceled):
		return "canceled"
	}
	return map[verdict]string{limited: "ratelimited", unsent: "unreachable", rejected: "rejected", uncertain: "lost connection"}[verdictOf(err)]
}

// wait is how long Slack asks to wait before the next call; at least a second.
func wait(err error) time.Duration {
	if e, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		return max(e.RetryAfter, time.Second)
	}
	return time.Second
}

// callTimeout bounds one call of the Web API.
const callTimeout = 20 * time.Second

// call calls Slack until it is done or rejected: again after 429, when Slack was not
// reached, and where again says that a second time does no harm, also when it is
// uncertain whether it was done.
func (b *Bot) call(ctx context.Context, again bool, f func(context.Context) error) error {
	pause := newPause()
	for {
		err := b.once(ctx, f)
		var d time.Duration
		switch v := verdictOf(err); {
		case v == accepted, v == rejected, v == uncertain && !again:
			return err
		case v == limited:
			d = wait(err)
		default:
			d = pause.NextBackOff()
		}
		if !sleep(ctx, d) {
			return err
		}
	}
}

func (b *Bot) once(ctx context.Context, f func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return f(ctx)
}

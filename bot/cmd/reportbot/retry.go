package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/cenkalti/backoff/v5"
)

const (
	maxTries     = 4
	firstPause   = 500 * time.Millisecond // about doubled from try to try
	longestPause = time.Minute            // that a server may ask for
	maxDrain     = 64 << 10               // bytes of a given up reply that are read, to keep its connection
)

// retrying sends a request again, three times at most, that a server is too
// busy for (429) or fails to answer (500 and above), or whose connection fails. The pauses double,
// unless the server asks for another one with Retry-After. A request whose body
// can't be sent twice is sent once, and so is one that took too long: the
// server would not be faster the second time.
// The reply or the error of the last try is what comes back.
type retrying struct{ next http.RoundTripper }

func (r retrying) RoundTrip(req *http.Request) (*http.Response, error) {
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval, pauses.Multiplier = firstPause, 2
	for try := 1; ; try++ {
		resp, err := r.send(req, try)
		pause, again := retryAfter(resp, err, pauses.NextBackOff())
		if !again || try == maxTries || req.Body != nil && req.GetBody == nil {
			if err != nil && try > 1 {
				err = fmt.Errorf("%w (tried %d times)", err, try)
			}
			return resp, err
		}
		discard(resp)
		if err := sleep(req.Context(), pause); err != nil {
			return nil, err
		}
	}
}

// send sends the request once; after the first time, with its body made anew.
func (r retrying) send(req *http.Request, try int) (*http.Response, error) {
	if try > 1 && req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, err
		}
		req = req.Clone(req.Context())
		req.Body = body
	}
	return r.next.RoundTrip(req)
}

// retryAfter tells whether to send a request again after this outcome, and how
// long to wait before: the pause, unless the server says something else.
func retryAfter(resp *http.Response, err error, pause time.Duration) (time.Duration, bool) {
	if err != nil {
		return pause, isConnectionError(err)
	}
	if resp.StatusCode != http.StatusTooManyRequests && resp.StatusCode < 500 {
		return 0, false
	}
	if asked, ok := parseRetryAfter(resp.Header.Get("Retry-After")); ok {
		pause = asked
	}
	return pause, pause <= longestPause
}

// parseRetryAfter reads the header of that name: seconds or a date (RFC 9110,
// section 10.2.3). A date that has passed is 0.
func parseRetryAfter(text string) (time.Duration, bool) {
	if seconds, err := strconv.Atoi(text); err == nil && seconds >= 0 {
		return time.Duration(seconds) * time.Second, true
	}
	date, err := http.ParseTime(text)
	return max(0, time.Until(date)), err == nil
}

// isConnectionError tells whether the connection could not be made, or broke.
// A name that is not known will not be known a second later.
func isConnectionError(err error) bool {
	if dns, ok := errors.AsType[*net.DNSError](err); ok && dns.IsNotFound {
		return false
	}
	op, ok := errors.AsType[*net.OpError](err)
	return ok && !op.Timeout() || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// discard closes a reply that is not wanted.
func discard(resp *http.Response) {
	if resp == nil {
		return
	}
	_, _ = io.CopyN(io.Discard, resp.Body, maxDrain)
	_ = resp.Body.Close()
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

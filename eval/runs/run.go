package runs

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"reportbot/bot/answer"
	"reportbot/eval/cases"
	"reportbot/eval/score"
)

// Run asks the questions of cases. Only Ask must be set.
type Run struct {
	// Ask answers the question of a case; it is called by several goroutines at once.
	// It should return soon after its context ends: an answer that comes later does
	// not count, and its goroutine is left behind.
	Ask func(context.Context, cases.Case) answer.Answer
	// Verbatim tells whether a citation's quote stands in its report; it is called by
	// several goroutines at once. nil: quotes are not checked.
	Verbatim func(answer.Citation) bool
	// Each is called with each result, one call at a time, in the order in which they
	// come. Its error ends the run. nil: no calls.
	Each func(Result) error
	// Done tells what need not be asked: the case with this ID, asked turn times
	// before. nil: nothing.
	Done func(id string, turn int) bool

	Count   int           // how often each question is asked; default 1
	Workers int           // questions asked at once; default GOMAXPROCS
	Timeout time.Duration // of one question; default five minutes
}

// task is one asking of one case.
type task struct {
	c    cases.Case
	turn int
}

// Do asks all questions. A case whose Ask panics or takes longer than Timeout has an
// answer of kind failed. When ctx ends, what is not answered is left out, and the
// error is ctx's; that of Each is returned as it is.
func (r Run) Do(ctx context.Context, all []cases.Case) error {
	tasks := r.tasks(all)
	inner, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	next := make(chan task)
	var wg sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range min(r.workers(), len(tasks)) {
		wg.Go(func() {
			for t := range next {
				result := r.one(inner, t)
				mu.Lock()
				if inner.Err() == nil {
					if err := r.each(result); err != nil {
						stop(err)
					}
					done++
				}
				mu.Unlock()
			}
		})
	}
	feed(inner, next, tasks)
	wg.Wait()
	switch err := context.Cause(inner); {
	case err == nil || done == len(tasks) && errors.Is(err, context.Canceled):
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("run cases: %d of %d done: %w", done, len(tasks), err)
	default:
		return err
	}
}

func (r Run) each(result Result) error {
	if r.Each == nil {
		return nil
	}
	return r.Each(result)
}

// Left is how many questions Do asks.
func (r Run) Left(all []cases.Case) int { return len(r.tasks(all)) }

// tasks are all questions that are not done: each case once, then each again.
func (r Run) tasks(all []cases.Case) (out []task) {
	for turn := range max(1, r.Count) {
		for _, c := range all {
			if r.Done == nil || !r.Done(c.ID, turn) {
				out = append(out, task{c, turn})
			}
		}
	}
	return out
}

func (r Run) workers() int {
	if r.Workers > 0 {
		return r.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// feed sends tasks until ctx ends, then closes the channel.
func feed(ctx context.Context, next chan<- task, tasks []task) {
	defer close(next)
	for _, t := range tasks {
		select {
		case next <- t:
		case <-ctx.Done():
			return
		}
	}
}

// one asks one question and scores what comes back.
func (r Run) one(ctx context.Context, t task) Result {
	timeout := r.Timeout
	if timeout <= 0 {
		timeout = 5 * time.Minute
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	m := &meter{turn: t.turn}
	ctx = withMeter(ctx, m)

	start := time.Now()
	replies := make(chan answer.Answer, 1)
	go func() { replies <- r.askSafely(ctx, t.c) }()
	var a answer.Answer
	select {
	case a = <-replies:
	case <-ctx.Done():
	}
	if ctx.Err() != nil {
		a = answer.Failure(t.c.ID, fmt.Errorf("no answer within %v", timeout))
	}
	took := time.Since(start)
	a.ID = t.c.ID
	if a.Kind == answer.Failed && a.Ms.Total == 0 {
		a.Ms.Total = took.Milliseconds()
	}
	cost := m.read()
	cost.Total, cost.Search = took.Microseconds(), a.Ms.Search.Microseconds()
	if took < time.Duration(cost.Model)*time.Microsecond { // replies of an earlier run
		cost.Total += cost.Model
	}
	return Result{
		Case: t.c, Turn: t.turn, Answer: a, Written: a.Written, Cost: cost,
		Score: score.Of(t.c, score.Given{Answer: a, Written: a.Written, Verbatim: r.Verbatim}),
	}
}

// askSafely turns a panic into an answer of kind failed whose error begins with the
// panic's value and goes on with its stack.
func (r Run) askSafely(ctx context.Context, c cases.Case) (a answer.Answer) {
	defer func() {
		if p := recover(); p != nil {
			a = answer.Failure(c.ID, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	return r.Ask(ctx, c)
}

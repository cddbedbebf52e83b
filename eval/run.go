package eval

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"reportbot/bot/answer"
)

// Result is one case with its answer and score.
type Result struct {
	Case   Case          `json:"case"`
	Answer answer.Answer `json:"answer"`
	Score  Score         `json:"score"`
}

// Run asks the questions of cases. Only Ask must be set.
type Run struct {
	// Ask answers one question; it is called by several goroutines at once. It
	// should return soon after its context ends: an answer that comes later
	// does not count, and its goroutine is left behind.
	Ask func(context.Context, answer.Question) answer.Answer
	// Verbatim tells whether a citation's quote stands in its report; it is
	// called by several goroutines at once. nil: quotes are not checked.
	Verbatim func(answer.Citation) bool
	// Progress is called after each case, one call at a time, with the number
	// of cases done, from 1, and of all cases. nil: no calls.
	Progress func(done, all int, r Result)

	Workers int           // questions asked at once; 0: GOMAXPROCS
	Timeout time.Duration // for one case; 0: five minutes
}

// Do asks all questions and returns their results in the order of the cases,
// whatever the order in which they got done. A case whose Ask panics or takes
// longer than Timeout has an answer of kind failed. When ctx ends, Do returns
// the results of the cases done until then, in order, and ctx's error.
func (r Run) Do(ctx context.Context, cases []Case) ([]Result, error) {
	results := make([]*Result, len(cases)) // nil: not done
	next := make(chan int)
	var wg sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range r.workers(len(cases)) {
		wg.Go(func() {
			for i := range next {
				result := r.one(ctx, cases[i])
				if ctx.Err() != nil {
					continue
				}
				results[i] = &result
				mu.Lock()
				done++
				if r.Progress != nil {
					r.Progress(done, len(cases), result)
				}
				mu.Unlock()
			}
		})
	}
	feed(ctx, next, len(cases))
	wg.Wait()

	out := make([]Result, 0, len(cases))
	for _, result := range results {
		if result != nil {
			out = append(out, *result)
		}
	}
	if err := ctx.Err(); err != nil && len(out) < len(cases) {
		return out, fmt.Errorf("run cases: %d of %d done: %w", len(out), len(cases), err)
	}
	return out, nil
}

func (r Run) workers(cases int) int {
	n := r.Workers
	if n <= 0 {
		n = runtime.GOMAXPROCS(0)
	}
	return min(n, cases)
}

// feed sends 0 to n-1 until ctx ends, then closes the channel.
func feed(ctx context.Context, next chan<- int, n int) {
	defer close(next)
	for i := range n {
		select {
		case next <- i:
		case <-ctx.Done():
			return
		}
	}
}

// one asks one question and scores what comes back.
func (r Run) one(ctx context.Context, c Case) Result {
	timeout := r.Timeout
	if timeout <= 0 {
		timeout = 5 * time.Minute
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	start := time.Now()
	replies := make(chan answer.Answer, 1)
	go func() { replies <- askSafely(ctx, r.Ask, c.ask()) }()
	var a answer.Answer
	select {
	case a = <-replies:
	case <-ctx.Done():
	}
	if ctx.Err() != nil {
		a = failed(fmt.Sprintf("no answer within %v", timeout))
	}
	a.ID = c.ID
	if a.Kind == answer.Failed && a.Ms.Total == 0 {
		a.Ms.Total = time.Since(start).Milliseconds()
	}
	return Result{Case: c, Answer: a, Score: Measure(c, a, r.Verbatim)}
}

// askSafely turns a panic into an answer of kind failed whose error begins with
// the panic's value and goes on with its stack.
func askSafely(ctx context.Context, ask func(context.Context, answer.Question) answer.Answer, q answer.Question) (a answer.Answer) {
	defer func() {
		if p := recover(); p != nil {
			a = failed(fmt.Sprintf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	return ask(ctx, q)
}

// failed is an answer that only tells an error.
func failed(message string) answer.Answer {
	return answer.Answer{
		Kind: answer.Failed, Error: message,
		Citations: []answer.Citation{}, Statements: []answer.Statement{},
		Dropped: []answer.Dropped{}, Retrieval: []answer.Found{},
	}
}

package bot

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"reportbot/bot/state"
)

// asking makes questions of "user thread ts" words; thread - is none.
func asking(words ...string) []*state.Question {
	var out []*state.Question
	for i, w := range words {
		f := strings.Fields(w)
		q := &state.Question{ID: fmt.Sprint(i), Team: "T", Channel: "C", User: f[0], Thread: f[1], TS: f[2]}
		if f[1] == "-" {
			q.Thread = ""
		}
		out = append(out, q)
	}
	return out
}

// drain takes questions until none is left and returns "user ts" of each; each is
// finished before the next is taken.
func (q *queue) drain() []string {
	var out []string
	for {
		q.mu.Lock()
		next := q.take()
		q.mu.Unlock()
		if next == nil {
			return out
		}
		out = append(out, next.User+" "+next.TS)
		q.answered()
		q.finished(next)
	}
}

func TestQueueOrder(t *testing.T) {
	for name, tt := range map[string]struct{ added, want []string }{
		"none":                    {nil, nil},
		"in turns":                {[]string{"a 1 1", "a 2 2", "a 3 3", "b 4 4", "c 5 5"}, []string{"a 1", "b 4", "c 5", "a 2", "a 3"}},
		"one thread, late":        {[]string{"a 1 2", "a 1 1"}, []string{"a 1", "a 2"}},
		"one thread, two users":   {[]string{"a 1 2", "b 1 1"}, []string{"b 1", "a 2"}},
		"outside of threads":      {[]string{"a - 2", "b - 1"}, []string{"a 2", "b 1"}},
		"blocked by another turn": {[]string{"a 1 5", "a 9 9", "b 1 4", "b 7 7"}, []string{"a 9", "b 4", "a 5", "b 7"}},
	} {
		t.Run(name, func(t *testing.T) {
			q := newQueue(1, 1)
			for _, question := range asking(tt.added...) {
				q.add(question)
			}
			if diff := cmp.Diff(tt.want, q.drain()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestQueuePositions(t *testing.T) {
	q := newQueue(1, 1)
	all := asking("a 1 1", "a 2 2", "b 3 3", "c 4 4", "b 5 5")
	for _, question := range all {
		q.add(question)
	}
	got := q.positions()
	for i, want := range []int{1, 4, 2, 3, 5} {
		if got[all[i]] != want {
			t.Errorf("question %d has place %d, want %d", i, got[all[i]], want)
		}
	}
	if n := q.waitingOf("a"); n != 2 {
		t.Errorf("a waits for %d", n)
	}
	if n := len(q.drain()); n != 5 || len(q.positions()) != 0 || q.waitingOf("a") != 0 || len(q.users) != 0 || len(q.waiting) != 0 || len(q.busy) != 0 {
		t.Errorf("%d were handed out; left: %+v", n, q)
	}
}

// A post that takes long keeps its thread, and no other question, waiting.
func TestQueueBounds(t *testing.T) {
	q := newQueue(1, 2)
	for _, question := range asking("a 1 1", "b 1 2", "c 3 3", "d 4 4") {
		q.add(question)
	}
	take := func() *state.Question {
		q.mu.Lock()
		defer q.mu.Unlock()
		return q.take()
	}
	first := take()
	if first.User != "a" || take() != nil {
		t.Fatal("two are answered at once")
	}
	q.answered() // and is being posted
	second := take()
	if second == nil || second.User != "c" {
		t.Fatalf("then comes %+v, want that of another thread", second)
	}
	q.answered()
	if third := take(); third != nil {
		t.Fatalf("three are open: %+v", third)
	}
	q.finished(first)
	if third := take(); third == nil || third.User != "b" {
		t.Fatalf("then comes %+v, want the next of the thread", third)
	}
}

func TestQueueNextEnds(t *testing.T) {
	q := newQueue(1, 1)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if question, ok := q.next(ctx); ok {
		t.Errorf("got %+v", question)
	}
}

// Many at once: bounds hold, each question is handed out once, and those of a thread
// in order.
func TestQueueAtOnce(t *testing.T) {
	const users, each, answering, open = 20, 30, 3, 6
	q := newQueue(answering, open)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var running, opened, handed atomic.Int64
	last := map[string]string{}
	var mu sync.Mutex
	var work, adding sync.WaitGroup
	for range 10 {
		work.Go(func() {
			for {
				question, ok := q.next(ctx)
				if !ok {
					return
				}
				if running.Add(1) > answering || opened.Add(1) > open {
					t.Error("the bounds are broken")
				}
				mu.Lock()
				if key := question.User + question.Thread; last[key] >= question.TS {
					t.Errorf("%s comes after %s", question.TS, last[key])
				} else {
					last[key] = question.TS
				}
				mu.Unlock()
				time.Sleep(time.Duration(rand.IntN(200)) * time.Microsecond)
				running.Add(-1)
				q.answered()
				opened.Add(-1)
				q.finished(question)
				if handed.Add(1) == users*each {
					cancel()
				}
			}
		})
	}
	for u := range users {
		adding.Go(func() {
			for i := range each {
				q.add(&state.Question{ID: fmt.Sprint(u, i), User: fmt.Sprint(u), Thread: fmt.Sprint(u, i%3), TS: fmt.Sprintf("%03d", i)})
			}
		})
	}
	adding.Wait()
	work.Wait()
	if n := handed.Load(); n != users*each || len(q.busy) > 0 || q.running != 0 || q.opened != 0 {
		t.Errorf("%d handed out, left %+v", n, q)
	}
}

func TestThreadKeys(t *testing.T) {
	all := asking("a 1 1", "b 1 2", "a - 3", "a - 3")
	if keyOf(all[0]) != keyOf(all[1]) || keyOf(all[2]) == keyOf(all[3]) {
		t.Error("a thread is one key, a question outside of threads another each")
	}
	other := *all[0]
	other.Channel = "D"
	if slices.Contains([]threadKey{keyOf(all[0])}, keyOf(&other)) {
		t.Error("two channels have one thread")
	}
}

package bot

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"reportbot/bot/state"
)

// queue holds the questions that wait for their answer. Those of one thread are
// handed out one after the other, in the order they were written; users take turns.
//
//	add ─▶ waiting ─▶ next ─▶ being answered ─▶ answered ─▶ being posted ─▶ finished
//	                          at most answering              at most open in all
type queue struct {
	answering, open int // bounds

	mu      sync.Mutex
	changed chan struct{} // closed and replaced at every change
	users   []string      // those with waiting questions, the next to be served first
	waiting map[string][]*state.Question
	busy    map[threadKey]bool
	running int // being answered
	opened  int // being answered or posted
}

// threadKey names a thread; a question outside of threads is one of its own.
type threadKey struct{ team, channel, thread string }

func keyOf(q *state.Question) threadKey {
	if q.Thread == "" {
		return threadKey{q.Team, q.Channel, q.ID}
	}
	return threadKey{q.Team, q.Channel, q.Thread}
}

func newQueue(answering, open int) *queue {
	return &queue{
		answering: answering, open: open, changed: make(chan struct{}),
		waiting: map[string][]*state.Question{}, busy: map[threadKey]bool{},
	}
}

// add puts a question into the queue.
func (q *queue) add(question *state.Question) {
	q.mu.Lock()
	defer q.mu.Unlock()
	user := question.User
	if len(q.waiting[user]) == 0 {
		q.users = append(q.users, user)
	}
	mine := append(q.waiting[user], question)
	slices.SortStableFunc(mine, func(a, b *state.Question) int { return cmp.Compare(a.TS, b.TS) })
	q.waiting[user] = mine
	q.signal()
}

// next returns a question that may be answered, once there is one; false when ctx
// ends first. The caller calls answered, then finished.
func (q *queue) next(ctx context.Context) (*state.Question, bool) {
	for {
		q.mu.Lock()
		question, changed := q.take(), q.changed
		q.mu.Unlock()
		if question != nil {
			return question, true
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, false
		}
	}
}

// take removes the first question that may be answered, of the user who has waited
// longest for a turn; nil when there is none.
func (q *queue) take() *state.Question {
	if q.running >= q.answering || q.opened >= q.open {
		return nil
	}
	for turn, user := range q.users {
		for i, question := range q.waiting[user] {
			if q.busy[keyOf(question)] || q.earlier(question) {
				continue
			}
			q.waiting[user] = slices.Delete(q.waiting[user], i, i+1)
			q.users = slices.Delete(q.users, turn, turn+1)
			if len(q.waiting[user]) > 0 {
				q.users = append(q.users, user)
			} else {
				delete(q.waiting, user)
			}
			q.busy[keyOf(question)] = true
			q.running++
			q.opened++
			return question
		}
	}
	return nil
}

// earlier tells whether another user's question of the same thread was written
// before.
func (q *queue) earlier(question *state.Question) bool {
	key := keyOf(question)
	for user, waiting := range q.waiting {
		if user == question.User {
			continue
		}
		for _, other := range waiting {
			if other.TS < question.TS && keyOf(other) == key {
				return true
			}
		}
	}
	return false
}

// answered lets another question be answered while that one is posted.
func (q *queue) answered() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.running--
	q.signal()
}

// finished lets the next question of the thread be answered.
func (q *queue) finished(question *state.Question) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.opened--
	delete(q.busy, keyOf(question))
	q.signal()
}

func (q *queue) signal() {
	close(q.changed)
	q.changed = make(chan struct{})
}

// waitingOf returns how many questions of a user wait.
func (q *queue) waitingOf(user string) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.waiting[user])
}

// positions returns the place in the queue of every question that waits, from 1.
func (q *queue) positions() map[*state.Question]int {
	q.mu.Lock()
	defer q.mu.Unlock()
	out := map[*state.Question]int{}
	for round := 0; ; round++ {
		any := false
		for _, user := range q.users {
			if round < len(q.waiting[user]) {
				any = true
				out[q.waiting[user][round]] = len(out) + 1
			}
		}
		if !any {
			return out
		}
	}
}

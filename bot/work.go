package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"reportbot/bot/answer"
	"reportbot/bot/blocks"
	"reportbot/bot/state"
)

const (
	maxQuestion = blocks.MaxQuestion
	turns       = 6 // of a conversation that a question may lean on

	engagedFor      = 30 * time.Minute // in a thread, after an answer
	engagedMessages = 15               // that don't name the bot
)

// errStopped ends a question whose asker stopped it.
var errStopped = errors.New("the asker stopped it")

// handle answers a question and posts the answer, whatever happens.
func (b *Bot) handle(working context.Context, q *state.Question) {
	start := b.now()
	released := sync.OnceFunc(b.queue.answered)
	defer released()
	defer func() {
		if r := recover(); r != nil {
			b.logPanic("handle a question", r, "question", q.ID)
			b.tell(working, q, b.words(q).Failed(q.ID))
		}
	}()
	if q.Stage == state.Posting {
		released()
		b.settle(working, q)
		return
	}
	switch ok, err := b.mayAsk(working, q.User); {
	case err != nil && working.Err() != nil:
		return
	case err != nil:
		b.log.Error("look the asker up", "question", q.ID, "error", errorCode(err))
		b.tell(working, q, b.words(q).Failed(q.ID))
		return
	case !ok:
		b.turnAway(working, q)
		return
	}
	if m := b.noQuestion(working, q); m != nil {
		b.say(working, q, *m)
		return
	}
	b.answer(working, q, released)
	b.log.Info("handled", "question", q.ID, "ms", b.now().Sub(start).Milliseconds())
}

// turnAway ends a question of somebody who gets no answers: without a word, unless it
// was a command, whose author alone sees what is said and waits for it.
func (b *Bot) turnAway(ctx context.Context, q *state.Question) {
	b.log.Info("not allowed to ask", "question", q.ID, "user", q.User)
	if q.ResponseURL != "" {
		b.tell(ctx, q, b.words(q).NotAllowed)
		return
	}
	b.finish(ctx, q, state.Told, "")
}

// words are those of the question's language.
func (b *Bot) words(q *state.Question) *blocks.Words {
	return blocks.WordsFor(blocks.LanguageOf(q.Text))
}

// noQuestion is what to say to a text that asks nothing; nil when it asks something.
func (b *Bot) noQuestion(ctx context.Context, q *state.Question) *blocks.Message {
	var m blocks.Message
	switch {
	case !asksSomething(q.Text):
		language := b.languageOf(ctx, q.User)
		m = blocks.Help(language, b.prompts(language))
	case len([]rune(q.Text)) > maxQuestion:
		m = blocks.Plain(b.words(q).TooLong)
	default:
		return nil
	}
	return &m
}

// languageOf is the language of a person's Slack.
func (b *Bot) languageOf(ctx context.Context, user string) blocks.Language {
	if p, err := b.person(ctx, user); err == nil && strings.HasPrefix(p.locale, "zh") {
		return blocks.Chinese
	}
	return blocks.English
}

// answer answers a question; released is called when others may be.
func (b *Bot) answer(working context.Context, q *state.Question, released func()) {
	ctx, end := b.begin(working, q)
	defer end()
	b.setStatus(ctx, q, b.words(q).Searching(b.reports()))
	history, err := b.history(ctx, q)
	if err != nil {
		b.log.Error("read the conversation", "question", q.ID, "error", err)
	}
	answerer := b.Answerer()
	b.beginSession(ctx, q)
	defer b.endSession(working, q)
	out := b.newStream(ctx, q, answerer.Writer != nil)
	ans := b.ask(ctx, answerer, answer.Question{ID: q.ID, Text: q.Text, History: history}, out.show)
	released()
	out.end()
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errStopped):
		out.close(working)
		b.tell(working, q, b.words(q).Stopped)
		return
	case cause != nil:
		return // it is answered after the next start
	}
	if ans.Error != "" {
		b.log.Error("answer a question", "question", q.ID, "kind", ans.Kind, "hint", "reportbot doctor checks the model and the index, serve --verbose logs the error")
		b.log.Debug("answer a question", "question", q.ID, "error", ans.Error) // a server may repeat what it was asked
	}
	b.publishAnswer(working, q, ans, out)
}

// begin makes the context in which a question is answered, which the asker may end.
func (b *Bot) begin(working context.Context, q *state.Question) (context.Context, func()) {
	ctx, stop := context.WithCancelCause(working)
	b.mu.Lock()
	b.running[keyOf(q)] = stop
	b.mu.Unlock()
	return ctx, func() {
		b.mu.Lock()
		delete(b.running, keyOf(q))
		b.mu.Unlock()
		stop(nil)
	}
}

// ask answers a question; a panic is a failed answer.
func (b *Bot) ask(ctx context.Context, a *answer.Answerer, q answer.Question, show func(string)) (ans answer.Answer) {
	defer func() {
		if r := recover(); r != nil {
			b.logPanic("answer a question", r, "question", q.ID)
			ans = answer.Failure(q.ID, fmt.Errorf("panic: %v", r))
		}
	}()
	return a.Stream(ctx, q, show)
}

// history is the conversation before a question.
func (b *Bot) history(ctx context.Context, q *state.Question) ([]answer.Turn, error) {
	before, err := b.State.Turns(ctx, q, turns)
	var out []answer.Turn
	for _, t := range before {
		out = append(out, answer.Turn{Role: "user", Text: t.Asked}, answer.Turn{Role: "assistant", Text: t.Said})
	}
	return out, err
}

// publishAnswer stores an answer, posts it once and engages in its thread.
func (b *Bot) publishAnswer(ctx context.Context, q *state.Question, ans answer.Answer, out *stream) {
	stored, err := json.Marshal(ans)
	if err == nil {
		err = b.State.Answered(ctx, q.ID, stored, ans.Text)
	}
	if err != nil {
		b.log.Error("store an answer", "question", q.ID, "error", err)
	}
	b.engage(ctx, q)
	ts, stage := out.publish(ctx, blocks.Answer(ans, b.options(q))[0])
	b.finish(ctx, q, stage, ts)
}

// engage makes the bot follow the thread of a question: before the answer is posted,
// since the next question may come right after it.
func (b *Bot) engage(ctx context.Context, q *state.Question) {
	if q.Thread == "" || q.Kind == state.Direct {
		return
	}
	if err := b.State.Engage(ctx, q, b.now().Add(engagedFor), engagedMessages); err != nil {
		b.log.Error("engage in a thread", "question", q.ID, "error", err)
	}
}

// options are how answers to a question are shown.
func (b *Bot) options(q *state.Question) blocks.Options {
	o := blocks.Options{QuestionID: q.ID, Language: blocks.LanguageOf(q.Text), Titles: map[string]string{}}
	a := b.Answerer()
	years := map[int]bool{}
	for _, r := range b.visible() {
		o.Reports++
		o.Titles[sourceOf(a, r)] = r.Title
		if y := r.Year(); y > 0 {
			years[y] = true
		}
	}
	o.Years = slices.Sorted(maps.Keys(years))
	return o
}

// settle ends a question that an earlier run answered, and perhaps posted.
func (b *Bot) settle(ctx context.Context, q *state.Question) {
	var ans answer.Answer
	if err := json.Unmarshal(q.Answer, &ans); err != nil {
		b.log.Error("read a stored answer", "question", q.ID, "error", err)
		b.tell(ctx, q, b.words(q).Failed(q.ID))
		return
	}
	m := blocks.Answer(ans, b.options(q))[0]
	ts, stage := b.republish(ctx, q, m)
	b.finish(ctx, q, stage, ts)
}

// tell ends a question with a sentence instead of an answer.
func (b *Bot) tell(ctx context.Context, q *state.Question, text string) {
	b.say(ctx, q, blocks.Plain(text))
}

func (b *Bot) say(ctx context.Context, q *state.Question, m blocks.Message) {
	ts, stage := b.publish(ctx, q, m)
	if stage != "" {
		stage = state.Told
	}
	b.finish(ctx, q, stage, ts)
}

// finish stores how a question ended. One whose message Slack did not take, stage "",
// is taken up again in a while.
func (b *Bot) finish(ctx context.Context, q *state.Question, stage state.Stage, ts string) {
	if stage == "" {
		b.work.Go(func() { b.again(ctx, q.ID) })
		return
	}
	if err := b.State.Finish(ctx, q.ID, stage, ts); err != nil {
		b.log.Error("store the end of a question", "question", q.ID, "error", err)
	}
}

// retryAfter is how long a question rests whose message Slack did not take.
const retryAfter = time.Minute

// again puts a question that has no end into the queue once more.
func (b *Bot) again(working context.Context, id string) {
	select {
	case <-time.After(retryAfter):
	case <-b.quit:
		return
	}
	q, err := b.State.Question(working, id)
	if err != nil {
		b.log.Error("take up a question again", "question", id, "error", err)
		return
	}
	b.queue.add(q)
}

package bot

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/slack-go/slack"

	"reportbot/bot/answer"
	"reportbot/bot/blocks"
	"reportbot/bot/state"
)

// acceptAction takes in the use of a button or modal; the reply closes a modal.
func (b *Bot) acceptAction(ctx, working context.Context, p *actionPayload) any {
	if p.User.ID == "" {
		return nil
	}
	switch p.Type {
	case "block_actions":
		for i, a := range p.Actions {
			key := fmt.Sprintf("action %s %s %s %d", p.User.ID, a.TS, a.ActionID, i)
			b.acceptClick(ctx, working, p, click{string(a.ActionID), string(a.Value), key})
		}
	case "view_submission":
		b.acceptFeedback(working, p)
	}
	return nil
}

// click is the use of one button.
type click struct{ action, value, key string }

// acceptClick serves a button once, however often Slack delivers it.
func (b *Bot) acceptClick(ctx, working context.Context, p *actionPayload, c click) {
	ref, err := blocks.ParseRef(c.value)
	if err != nil {
		return // none of ours, or one that opens a link
	}
	var serve func(context.Context, *state.Question)
	keys := []string{c.key}
	switch {
	case c.action == blocks.ActionSource:
		serve = func(ctx context.Context, q *state.Question) { b.showSource(ctx, q, ref.N, string(p.TriggerID)) }
	case c.action == blocks.ActionMore:
		keys = append(keys, "more "+c.value)
		serve = func(ctx context.Context, q *state.Question) { b.showMore(ctx, q, ref.N, p) }
	case c.action == blocks.ActionFeedback:
		serve = func(ctx context.Context, q *state.Question) { b.rate(ctx, q, ref.N, p) }
	case blocks.IsChoice(c.action):
		b.acceptChoice(ctx, working, p, ref, c.key)
		return
	default:
		return
	}
	if fresh, err := b.State.Accept(ctx, state.Delivery{Keys: keys}, b.now()); err == nil && !fresh {
		return
	}
	b.beside(working, func(ctx context.Context) { b.withQuestion(ctx, ref.Question, p, serve) })
}

// withQuestion serves a button of an answer, for those who may ask.
func (b *Bot) withQuestion(ctx context.Context, id string, p *actionPayload, serve func(context.Context, *state.Question)) {
	if ok, err := b.mayAsk(ctx, string(p.User.ID)); err != nil || !ok {
		return
	}
	q, err := b.State.Question(ctx, id)
	if err != nil {
		b.log.Warn("a button of an unknown answer", "question", id, "error", err)
		b.whisper(ctx, p, blocks.WordsFor(blocks.Chinese).Expired)
		return
	}
	serve(ctx, q)
}

// whisper tells something to the one who used a button.
func (b *Bot) whisper(ctx context.Context, p *actionPayload, text string) {
	if p.Channel.ID == "" {
		return
	}
	m := blocks.Plain(text)
	err := b.call(ctx, false, func(ctx context.Context) error {
		_, err := b.api.PostEphemeralContext(ctx, string(p.Channel.ID), string(p.User.ID), slack.MsgOptionText(m.Text, false), slack.MsgOptionTS(p.thread()))
		return err
	})
	if err != nil {
		b.log.Debug("tell the user of a button", "error", errorCode(err))
	}
}

// thread is the thread of the message that a button belongs to; "" when only one
// person sees it.
func (p *actionPayload) thread() string {
	if p.Container.Ephemeral {
		return ""
	}
	for _, ts := range []lenient{p.Message.ThreadTS, p.Container.ThreadTS, p.Message.TS, p.Container.MessageTS} {
		if ts != "" {
			return string(ts)
		}
	}
	return ""
}

// acceptChoice makes a question of the place or year that was chosen.
func (b *Bot) acceptChoice(ctx, working context.Context, p *actionPayload, ref blocks.Ref, key string) {
	asked, err := b.State.Question(ctx, ref.Question)
	if err != nil {
		b.log.Warn("a choice of an unknown answer", "question", ref.Question, "error", err)
		return
	}
	var ans answer.Answer
	if json.Unmarshal(asked.Answer, &ans) != nil || ref.N >= len(ans.Choices) {
		return
	}
	q := &state.Question{
		ID: newID(), Kind: state.Click, Team: asked.Team, Channel: asked.Channel, Thread: p.thread(), TS: string(p.Actions[0].TS),
		User: string(p.User.ID), Text: ans.Choices[ref.N], Follows: asked.ID, Received: b.now(),
	}
	if p.Container.Ephemeral {
		q.ResponseURL = string(p.ResponseURL)
	}
	b.take(ctx, working, q, []string{key, "choice " + ref.String()})
}

// showMore posts the next page of an answer.
func (b *Bot) showMore(ctx context.Context, q *state.Question, page int, p *actionPayload) {
	var ans answer.Answer
	if json.Unmarshal(q.Answer, &ans) != nil {
		return
	}
	pages := blocks.Answer(ans, b.options(q))
	if page < 1 || page > len(pages) {
		return
	}
	m := pages[page-1]
	if p.Container.Ephemeral {
		b.respond(ctx, &state.Question{ID: q.ID, Channel: q.Channel, User: string(p.User.ID), ResponseURL: string(p.ResponseURL), Received: b.now()}, m)
		return
	}
	if _, err := b.post(ctx, target{string(p.Channel.ID), p.thread()}, m, noticeEvent, q.ID); err != nil {
		b.log.Warn("show more of an answer", "question", q.ID, "error", errorCode(err))
	}
}

// rate notes what a person says of an answer; one who is not content is asked why.
func (b *Bot) rate(ctx context.Context, q *state.Question, vote int, p *actionPayload) {
	f := state.Feedback{Question: q.ID, User: string(p.User.ID), Verdict: "up", At: b.now()}
	if vote == blocks.Down {
		f.Verdict = "down"
	}
	if err := b.State.Rate(ctx, f); err != nil {
		b.log.Error("store feedback", "question", q.ID, "error", err)
	}
	if vote == blocks.Down {
		b.open(ctx, string(p.TriggerID), blocks.FeedbackView(q.ID, blocks.LanguageOf(q.Text)))
	}
}

// acceptFeedback notes what a person wrote into the modal.
func (b *Bot) acceptFeedback(working context.Context, p *actionPayload) {
	var view slack.View
	if json.Unmarshal(p.View, &view) != nil {
		return
	}
	if view.CallbackID != blocks.CallbackFeedback {
		return
	}
	reason, comment := blocks.ParseFeedback(&view)
	f := state.Feedback{
		Question: view.PrivateMetadata, User: string(p.User.ID), Verdict: "down",
		Reason: string(reason), Comment: comment, At: b.now(),
	}
	b.beside(working, func(ctx context.Context) {
		if ok, err := b.mayAsk(ctx, f.User); err != nil || !ok {
			return
		}
		if err := b.State.Rate(ctx, f); err != nil {
			b.log.Error("store feedback", "question", f.Question, "error", err)
		}
	})
}

// open opens a modal; nil when Slack does not.
func (b *Bot) open(ctx context.Context, trigger string, view slack.ModalViewRequest) *slack.ViewResponse {
	var opened *slack.ViewResponse
	err := b.once(ctx, func(ctx context.Context) (err error) {
		opened, err = b.api.OpenViewContext(ctx, trigger, view)
		return err
	})
	if err != nil {
		b.log.Warn("open a modal", "error", errorCode(err))
		return nil
	}
	return opened
}

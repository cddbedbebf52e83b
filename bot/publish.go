package bot

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"reportbot/bot/blocks"
	"reportbot/bot/state"
)

// Metadata of messages, by which they are found again.
const (
	answerEvent = "reportbot_answer" // the one answer to a question
	noticeEvent = "reportbot_notice" // what is said beside it
	questionID  = "question_id"
)

const (
	posts      = 6                // attempts to post one answer
	settleTime = time.Second      // for a post that is still on its way, before it is looked for
	lookTime   = 90 * time.Second // for finding an answer in its thread
	replyLife  = 29 * time.Minute // of a command's response_url; Slack closes it after 30
)

// target is where a message goes.
type target struct{ channel, thread string }

// publish posts the final message of a question, once. The stage is "" when Slack
// could not be reached at all.
func (b *Bot) publish(ctx context.Context, q *state.Question, m blocks.Message) (ts string, stage state.Stage) {
	if q.ResponseURL != "" {
		return "", b.respond(ctx, q, m)
	}
	to := target{q.Channel, q.Thread}
	pause := newPause()
	for range posts {
		ts, err := b.post(ctx, to, m, answerEvent, q.ID)
		switch verdictOf(err) {
		case accepted:
			return ts, state.Done
		case rejected:
			b.log.Warn("a post was rejected", "question", q.ID, "error", errorCode(err))
			var ok bool
			if to, m, ok = b.otherwise(ctx, q, to, m, err); !ok {
				return "", state.Told
			}
			continue
		case uncertain:
			ts, found, err := b.find(ctx, q, to)
			if err != nil {
				return b.admit(ctx, q, to)
			}
			if found {
				return ts, state.Done
			}
		}
		if !sleep(ctx, pause.NextBackOff()) {
			break
		}
	}
	b.log.Error("no answer could be posted", "question", q.ID)
	return "", ""
}

// post posts a message, again only when it surely did not arrive.
func (b *Bot) post(ctx context.Context, to target, m blocks.Message, event, id string) (ts string, err error) {
	err = b.call(ctx, false, func(ctx context.Context) (err error) {
		_, ts, err = b.api.PostMessageContext(ctx, to.channel,
			append(shown(m), named(event, id), slack.MsgOptionTS(to.thread), slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())...)
		return err
	})
	return ts, err
}

// shown are the options of what a message shows.
func shown(m blocks.Message) []slack.MsgOption {
	options := []slack.MsgOption{slack.MsgOptionText(m.Text, false)}
	if len(m.Blocks) > 0 {
		options = append(options, slack.MsgOptionBlocks(m.Blocks...))
	}
	return options
}

// named is the metadata by which a message is found again.
func named(event, id string) slack.MsgOption {
	return slack.MsgOptionMetadata(slack.SlackMetadata{EventType: event, EventPayload: map[string]any{questionID: id}})
}

// Errors of chat.postMessage that are about the blocks, and after which text alone
// may do.
var aboutBlocks = []string{"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_blocks_too_many", "msg_too_long", "invalid_attachments", "metadata_too_large"}

// otherwise is another way to say what was rejected: without blocks, then to the asker
// alone; false when there is none.
func (b *Bot) otherwise(ctx context.Context, q *state.Question, to target, m blocks.Message, err error) (target, blocks.Message, bool) {
	if slices.Contains(aboutBlocks, errorCode(err)) && len(m.Blocks) > 0 {
		return to, blocks.Message{Text: m.Text}, true
	}
	if to.channel != q.Channel {
		return to, m, false
	}
	var direct *slack.Channel
	err = b.call(ctx, true, func(ctx context.Context) (err error) {
		direct, _, _, err = b.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{q.User}})
		return err
	})
	if err != nil {
		b.log.Error("open a direct message", "question", q.ID, "error", errorCode(err))
		return to, m, false
	}
	return target{channel: direct.ID}, m, direct.ID != q.Channel
}

// republish posts the answer of an earlier run, unless it is there.
func (b *Bot) republish(ctx context.Context, q *state.Question, m blocks.Message) (string, state.Stage) {
	if q.ResponseURL != "" {
		return b.publish(ctx, q, m)
	}
	if q.Posted != "" {
		return b.amend(ctx, q, m, q.Posted)
	}
	to := target{q.Channel, q.Thread}
	switch ts, found, err := b.find(ctx, q, to); {
	case err != nil:
		return b.admit(ctx, q, to)
	case found:
		return ts, state.Done
	}
	return b.publish(ctx, q, m)
}

// find looks for the answer of a question in its thread.
func (b *Bot) find(ctx context.Context, q *state.Question, to target) (ts string, found bool, err error) {
	if !sleep(ctx, settleTime) {
		return "", false, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	params := slack.GetConversationRepliesParameters{
		ChannelID: to.channel, Timestamp: to.thread, Oldest: q.TS, Limit: 200, IncludeAllMetadata: true,
	}
	if to.thread == "" {
		return "", false, errors.New("no thread to look in")
	}
	for {
		var messages []slack.Message
		var more bool
		err := b.call(ctx, true, func(ctx context.Context) (err error) {
			messages, more, params.Cursor, err = b.api.GetConversationRepliesContext(ctx, &params)
			return err
		})
		if err != nil {
			b.log.Warn("look for an answer", "question", q.ID, "error", errorCode(err))
			return "", false, err
		}
		for _, m := range messages {
			if m.Metadata.EventType == answerEvent && m.Metadata.EventPayload[questionID] == q.ID {
				return m.Timestamp, true, nil
			}
		}
		if !more || params.Cursor == "" {
			return "", false, nil
		}
	}
}

// admit says that the answer may be there already: it can't be looked for, and must
// not stand there twice.
func (b *Bot) admit(ctx context.Context, q *state.Question, to target) (string, state.Stage) {
	for range posts {
		ts, err := b.post(ctx, to, blocks.Plain(b.words(q).PerhapsAnswered(q.ID)), noticeEvent, q.ID)
		if err == nil {
			return ts, state.Told
		}
		if verdictOf(err) == rejected {
			b.log.Error("a notice was rejected", "question", q.ID, "error", errorCode(err))
			return "", state.Told
		}
	}
	return "", ""
}

// amend puts the final message in the place of one that stands there already.
func (b *Bot) amend(ctx context.Context, q *state.Question, m blocks.Message, ts string) (string, state.Stage) {
	update := func(m blocks.Message) error {
		return b.call(ctx, true, func(ctx context.Context) error {
			_, _, _, err := b.api.UpdateMessageContext(ctx, q.Channel, ts, append(shown(m), named(answerEvent, q.ID))...)
			return err
		})
	}
	err := update(m)
	if errorCode(err) == "streaming_state_conflict" { // of an earlier run, or one whose end got lost
		b.stopStream(ctx, q.Channel, ts)
		err = update(m)
	}
	if err != nil && slices.Contains(aboutBlocks, errorCode(err)) {
		err = update(blocks.Message{Text: m.Text})
	}
	switch verdictOf(err) {
	case accepted:
		return ts, state.Done
	case rejected:
		b.log.Warn("an update was rejected", "question", q.ID, "error", errorCode(err))
		return b.publish(ctx, q, m)
	}
	return "", ""
}

// respond answers a command, in place of what its author saw before: a second time
// does no harm.
func (b *Bot) respond(ctx context.Context, q *state.Question, m blocks.Message) state.Stage {
	if b.now().Sub(q.Received) > replyLife {
		return b.respondLate(ctx, q, m)
	}
	err := b.call(ctx, true, func(ctx context.Context) error {
		return slack.PostWebhookCustomHTTPContext(ctx, q.ResponseURL, http.DefaultClient, &slack.WebhookMessage{
			Text: m.Text, Blocks: &slack.Blocks{BlockSet: m.Blocks}, ResponseType: slack.ResponseTypeEphemeral, ReplaceOriginal: true,
		})
	})
	switch verdictOf(err) {
	case accepted:
		return state.Done
	case rejected:
		return b.respondLate(ctx, q, m)
	}
	return ""
}

// respondLate answers a command whose response_url is closed.
func (b *Bot) respondLate(ctx context.Context, q *state.Question, m blocks.Message) state.Stage {
	err := b.call(ctx, false, func(ctx context.Context) error {
		_, err := b.api.PostEphemeralContext(ctx, q.Channel, q.User, shown(m)...)
		return err
	})
	if err != nil {
		b.log.Error("answer a command", "question", q.ID, "error", errorCode(err))
		return state.Told
	}
	return state.Done
}

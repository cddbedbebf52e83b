package bot

import (
	"context"

	"github.com/slack-go/slack"

	"reportbot/bot/blocks"
	"reportbot/bot/state"
)

// beginSession lists a conversation in the agent's tab as being worked on, with a
// stop button; endSession takes that away. Outside of direct messages there are no
// sessions.
func (b *Bot) beginSession(ctx context.Context, q *state.Question) {
	b.setSession(ctx, q, slack.AgentSessionSetStatusParameters{
		Status: slack.AgentSessionStatusProcessing, Title: blocks.SessionTitle(q.Text), InitiatorUserID: q.User,
	})
}

func (b *Bot) endSession(ctx context.Context, q *state.Question) {
	b.setSession(ctx, q, slack.AgentSessionSetStatusParameters{Status: slack.AgentSessionStatusActive})
}

func (b *Bot) setSession(ctx context.Context, q *state.Question, p slack.AgentSessionSetStatusParameters) {
	if q.Kind != state.Direct {
		return
	}
	p.ChannelID, p.ThreadTS = q.Channel, q.Thread
	err := b.once(ctx, func(ctx context.Context) error {
		_, err := b.api.SetAgentSessionStatusContext(ctx, p)
		return err
	})
	if err != nil {
		b.log.Debug("set the status of a session", "question", q.ID, "error", errorCode(err))
	}
}

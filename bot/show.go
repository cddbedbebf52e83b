package bot

import (
	"context"
	"slices"

	"github.com/slack-go/slack"

	"reportbot/bot/blocks"
	"reportbot/bot/state"
	"reportbot/retrieval"
)

// What is shown while the bot works is a help only: when it can't be shown, the
// answer comes all the same.

// setStatus shows what the bot does, below the thread. Slack takes it away with the
// next message.
func (b *Bot) setStatus(ctx context.Context, q *state.Question, status string) {
	if q.Thread == "" || q.ResponseURL != "" {
		return
	}
	err := b.once(ctx, func(ctx context.Context) error {
		return b.api.SetAssistantThreadsStatusContext(ctx, slack.AssistantThreadsSetStatusParameters{
			ChannelID: q.Channel, ThreadTS: q.Thread, Status: status,
		})
	})
	if err != nil {
		b.log.Debug("set a status", "question", q.ID, "error", errorCode(err))
	}
}

// suggest shows questions to begin with, in the agent's tab.
func (b *Bot) suggest(ctx context.Context, channel string) {
	params := slack.AssistantThreadsSetSuggestedPromptsParameters{ChannelID: channel}
	for _, p := range b.prompts(blocks.Chinese) {
		params.AddPrompt(p.Title, p.Message)
	}
	if err := b.once(ctx, func(ctx context.Context) error {
		return b.api.SetAssistantThreadsSuggestedPromptsContext(ctx, params)
	}); err != nil {
		b.log.Debug("suggest questions", "error", errorCode(err))
	}
}

// prompts suggests questions about the newest report.
func (b *Bot) prompts(l blocks.Language) []blocks.Prompt {
	place, year := "", 0
	for _, r := range b.visible() {
		if r.Place != "" && r.Year() > year {
			place, year = r.Place, r.Year()
		}
	}
	return blocks.WordsFor(l).Prompts(place, year)
}

// reports returns how many reports are searched.
func (b *Bot) reports() int { return len(b.visible()) }

// visible are the reports that answers may come from; nil when they can't be read.
func (b *Bot) visible() []retrieval.Info {
	a := b.Answerer()
	s, err := a.Retriever.Store.Snapshot(context.Background())
	if err != nil {
		b.log.Error("list the reports", "error", err)
		return nil
	}
	if a.Scope == nil {
		return s.Reports
	}
	return slices.DeleteFunc(slices.Clone(s.Reports), func(r retrieval.Info) bool {
		_, in := a.Scope[r.ID]
		return !in
	})
}

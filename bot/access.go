package bot

import (
	"context"
	"sync"
	"time"

	"github.com/slack-go/slack"
)

// people remembers who may be answered.
type people struct {
	mu    sync.Mutex
	known map[string]person
}

type person struct {
	bot, guest, external bool
	locale               string // of the person's Slack, such as "zh-CN"
	until                time.Time
}

const (
	knowPerson = 10 * time.Minute
	maxPeople  = 10_000
)

// mayAsk tells whether a user gets answers: members of the workspace do; guests and
// people of other workspaces when a flag allows it; bots never.
func (b *Bot) mayAsk(ctx context.Context, user string) (bool, error) {
	p, err := b.person(ctx, user)
	if err != nil {
		return false, err
	}
	return !p.bot && (!p.guest || b.AllowGuests) && (!p.external || b.AllowExternal), nil
}

func (b *Bot) person(ctx context.Context, user string) (person, error) {
	b.people.mu.Lock()
	p, ok := b.people.known[user]
	b.people.mu.Unlock()
	if ok && b.now().Before(p.until) {
		return p, nil
	}
	var info *slack.User
	err := b.call(ctx, true, func(ctx context.Context) (err error) {
		info, err = b.api.GetUserInfoContext(ctx, user)
		return err
	})
	if err != nil {
		return person{}, err
	}
	p = person{
		bot:      info.IsBot,
		guest:    info.IsRestricted || info.IsUltraRestricted,
		external: info.IsStranger || info.TeamID != "" && info.TeamID != b.self.team,
		locale:   info.Locale,
		until:    b.now().Add(knowPerson),
	}
	b.people.mu.Lock()
	defer b.people.mu.Unlock()
	if len(b.people.known) >= maxPeople {
		clear(b.people.known)
	}
	b.people.known[user] = p
	return p, nil
}

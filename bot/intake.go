package bot

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
	"unicode"

	"reportbot/bot/blocks"
	"reportbot/bot/state"
)

// acceptTimeout leaves Slack's 3 s with room to spare.
const acceptTimeout = 2 * time.Second

// accept takes one delivery in and returns what it is acknowledged with. It is
// quick and never fails: Slack is told within 3 s that the delivery arrived.
func (b *Bot) accept(working context.Context, k kind, payload []byte) (reply any) {
	defer func() {
		if r := recover(); r != nil {
			b.logPanic("accept a delivery", r)
		}
	}()
	ctx, cancel := context.WithTimeout(working, acceptTimeout)
	defer cancel()
	switch k {
	case event:
		var p eventPayload
		if json.Unmarshal(payload, &p) == nil {
			b.acceptEvent(ctx, working, &p)
		}
	case action:
		var p actionPayload
		if json.Unmarshal(payload, &p) == nil {
			return b.acceptAction(ctx, working, &p)
		}
	case command:
		var p commandPayload
		if json.Unmarshal(payload, &p) == nil {
			return b.acceptCommand(ctx, working, &p)
		}
	}
	return nil
}

func (b *Bot) acceptEvent(ctx, working context.Context, p *eventPayload) {
	switch e := &p.Event; e.Type {
	case "message", "app_mention":
		if q := b.question(p); q != nil {
			b.take(ctx, working, q, eventKeys(p))
		}
	case "app_home_opened":
		if e.Tab == "messages" {
			b.beside(working, func(ctx context.Context) { b.suggest(ctx, string(e.Channel)) })
		}
	case "agent_session_stopped":
		b.cancel(threadKey{string(p.Team), string(e.Channel), string(e.ThreadTS)})
	}
}

// eventKeys name a message, whichever way it came: a mention arrives twice, as two
// events.
func eventKeys(p *eventPayload) []string {
	keys := []string{"message " + string(p.Team) + " " + string(p.Event.Channel) + " " + string(p.Event.TS)}
	if p.ID != "" {
		keys = append(keys, "event "+string(p.ID))
	}
	return keys
}

// question is what a message asks the bot, nil when it is not for the bot: messages
// of bots, changes of messages, people who talk to each other.
func (b *Bot) question(p *eventPayload) *state.Question {
	e := &p.Event
	if !b.fromPerson(e) || b.external(p) && !b.AllowExternal {
		return nil
	}
	text, named, others := b.readMentions(string(e.Text))
	q := &state.Question{
		ID: newID(), Team: string(p.Team), Channel: string(e.Channel), Thread: string(e.ThreadTS), TS: string(e.TS),
		User: string(e.User), Text: text, Received: b.now(),
	}
	switch {
	case q.Channel == "" || q.TS == "":
		return nil
	case e.ChannelType == "im" || strings.HasPrefix(q.Channel, "D"):
		q.Kind = state.Direct
	case named || e.Type == "app_mention":
		q.Kind = state.Mention
	case q.Thread != "" && !others && !b.NoFollowUps && asksSomething(text):
		q.Kind = state.Follow
	default:
		return nil
	}
	if q.Thread == "" {
		q.Thread = q.TS
	}
	return q
}

// fromPerson tells whether a person wrote a message just now: not a bot, this one or
// another, and not a change of one.
func (b *Bot) fromPerson(e *innerEvent) bool {
	switch e.SubType {
	case "", "file_share", "thread_broadcast":
	default:
		return false
	}
	if e.User == "" || string(e.User) == b.self.user || e.User == "USLACKBOT" {
		return false
	}
	return e.BotID == "" && isNull(e.BotProfile) && isNull(e.Edited) && !e.Hidden
}

func isNull(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

// external tells whether the event itself says that its author is of another
// workspace; people tells the rest.
func (b *Bot) external(p *eventPayload) bool {
	team := p.Event.UserTeam
	if team == "" {
		team = p.Event.Team
	}
	return team != "" && string(team) != b.self.team && team != p.Team
}

var (
	mention = regexp.MustCompile(`<@([A-Z0-9]+)(?:\|[^>]*)?>`)
	markup  = regexp.MustCompile(`<([^<>]*)>`) // links, channels, groups, dates
)

// readMentions returns a message as plain text without the bot's name, and whether it
// names the bot, and others.
func (b *Bot) readMentions(text string) (plain string, named, others bool) {
	for _, m := range mention.FindAllStringSubmatch(text, -1) {
		if m[1] == b.self.user {
			named = true
		} else {
			others = true
		}
	}
	plain = strings.ReplaceAll(text, "<@"+b.self.user+">", " ")
	plain = markup.ReplaceAllStringFunc(plain, func(s string) string {
		target, label, labelled := strings.Cut(s[1:len(s)-1], "|")
		switch {
		case strings.HasPrefix(target, "@"):
			return " "
		case labelled:
			return label
		}
		return strings.TrimLeft(target, "!#")
	})
	return strings.TrimSpace(html.UnescapeString(plain)), named, others
}

var emoji = regexp.MustCompile(`:[a-z0-9_+'-]+:`)

// asksSomething tells whether a text holds words or numbers, not only marks and
// emoji.
func asksSomething(text string) bool {
	return strings.ContainsFunc(emoji.ReplaceAllString(text, ""), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// take puts a fresh question into the queue, if its asker has not too many there. When
// it can't be stored it is answered all the same.
func (b *Bot) take(ctx, working context.Context, q *state.Question, keys []string) {
	fresh, err := b.State.Accept(ctx, state.Delivery{Keys: keys, Question: q}, b.now())
	if err != nil {
		b.log.Error("store a question", "question", q.ID, "error", err)
		if q.Kind == state.Follow {
			return // nobody knows whether it is meant for the bot
		}
	} else if !fresh {
		return
	}
	b.log.Info("question", "question", q.ID, "kind", q.Kind, "channel", q.Channel, "user", q.User, "characters", len([]rune(q.Text)))
	if b.queue.waitingOf(q.User) >= b.PerUser {
		b.log.Info("over the limit", "question", q.ID, "user", q.User)
		b.afterAck(working, q, func() {
			b.beside(working, func(ctx context.Context) { b.refuse(ctx, q) })
		})
		return
	}
	b.afterAck(working, q, func() { b.queue.add(q) })
}

// ackTime is how long the acknowledgement of a command may take to be shown: what is
// said before it stands above it, and does not replace it.
const ackTime = 300 * time.Millisecond

// afterAck goes on with a question: with a command once its acknowledgement is shown.
func (b *Bot) afterAck(working context.Context, q *state.Question, f func()) {
	if q.Kind != state.Command {
		f()
		return
	}
	b.work.Go(func() {
		if sleep(working, ackTime) {
			f()
		}
	})
}

// refuse tells a person who has asked too much for the moment.
func (b *Bot) refuse(ctx context.Context, q *state.Question) {
	switch ok, err := b.mayAsk(ctx, q.User); {
	case err != nil:
		b.log.Error("look the asker up", "question", q.ID, "error", errorCode(err))
		b.tell(ctx, q, b.words(q).Failed(q.ID))
	case !ok:
		b.turnAway(ctx, q)
	default:
		b.tell(ctx, q, b.words(q).Limited)
	}
}

// newID returns a random name for a question, which people can read out.
func newID() string {
	return strings.ToLower(rand.Text()[:10])
}

// acceptCommand takes a slash command in; its reply is seen by its author alone.
func (b *Bot) acceptCommand(ctx, working context.Context, p *commandPayload) any {
	words := blocks.WordsFor(blocks.LanguageOf(string(p.Text)))
	text, _, _ := b.readMentions(string(p.Text))
	if !asksSomething(text) {
		return ephemeral(blocks.WordsFor(blocks.Chinese).AskUsage + "\n" + blocks.WordsFor(blocks.English).AskUsage)
	}
	if p.Team != "" && string(p.Team) != b.self.team && !b.AllowExternal {
		return ephemeral(words.NotAllowed)
	}
	q := &state.Question{
		ID: newID(), Kind: state.Command, Team: string(p.Team), Channel: string(p.Channel), TS: string(p.TriggerID),
		User: string(p.User), Text: text, ResponseURL: string(p.ResponseURL), Received: b.now(),
	}
	b.take(ctx, working, q, []string{"command " + string(p.TriggerID)})
	return ephemeral(words.Searching(b.reports()))
}

func ephemeral(text string) any {
	return map[string]string{"response_type": "ephemeral", "text": text}
}

// beside runs what a button or modal asks for, beside the questions.
func (b *Bot) beside(working context.Context, f func(context.Context)) {
	b.work.Go(func() {
		select {
		case b.side <- struct{}{}:
		case <-working.Done():
			return
		}
		defer func() { <-b.side }()
		ctx, cancel := context.WithTimeout(working, time.Minute)
		defer cancel()
		defer b.recovered("serve a button")
		f(ctx)
	})
}

// recovered logs a panic instead of ending the program.
func (b *Bot) recovered(op string) {
	if r := recover(); r != nil {
		b.logPanic(op, r)
	}
}

// logPanic logs where a panic came from; what it says only when it is the runtime's,
// since others may hold a text.
func (b *Bot) logPanic(op string, r any, args ...any) {
	reason := fmt.Sprintf("%T", r)
	if e, ok := r.(runtime.Error); ok {
		reason = e.Error()
	}
	b.log.Error("panic: "+op, append(args, "panic", reason, "stack", string(debug.Stack()))...)
}

// cancel ends the question that is being answered in a thread.
func (b *Bot) cancel(key threadKey) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if stop := b.running[key]; stop != nil {
		stop(errStopped)
	}
}

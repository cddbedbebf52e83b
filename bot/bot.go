package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"reportbot/bot/answer"
	"reportbot/bot/state"
)

// Options says how the bot connects and whom it answers.
type Options struct {
	API           string // address of Slack's Web API, ending in /api/; default Slack's
	BotToken      string // xoxb-…
	AppToken      string // xapp-…, for Socket Mode
	SigningSecret string // for Listen
	Listen        string // address on which Slack's HTTP requests arrive; "": Socket Mode

	// Answerer returns what answers questions from the newest index; it is asked once a
	// question, which keeps what it got.
	Answerer func() *answer.Answerer
	State    *state.DB

	Answering     int  // questions that are answered at once; default 4
	PerUser       int  // questions of one person that may wait; default 5
	NoFollowUps   bool // answer in threads only when named
	AllowGuests   bool
	AllowExternal bool // people of other workspaces, in channels that are shared
	Log           *slog.Logger
}

const (
	defaultAnswering = 4
	defaultPerUser   = 5
	maxOpen          = 64 // questions that are answered or posted at once
	maxSide          = 16 // buttons and modals that are served at once
)

// Bot is one running bot.
type Bot struct {
	Options
	api   *slack.Client
	log   *slog.Logger
	now   func() time.Time
	queue *queue
	side  chan struct{}   // a slot for each button or modal being served
	work  sync.WaitGroup  // what was begun
	quit  <-chan struct{} // closed when Run is to end

	self   identity
	people people
	recent recent

	mu      sync.Mutex
	running map[threadKey]context.CancelCauseFunc // of the questions being answered
}

// identity is who the bot is in its workspace.
type identity struct{ user, bot, team string }

// New returns a bot that Run starts.
func New(o Options) *Bot {
	if o.Answering == 0 {
		o.Answering = defaultAnswering
	}
	if o.PerUser == 0 {
		o.PerUser = defaultPerUser
	}
	if o.API == "" {
		o.API = slack.APIURL
	}
	log := o.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Bot{
		Options: o, log: log, now: time.Now,
		api: slack.New(o.BotToken, slack.OptionAppLevelToken(o.AppToken), slack.OptionAPIURL(o.API),
			slack.OptionHTTPClient(&http.Client{Timeout: callTimeout})),
		queue: newQueue(o.Answering, max(maxOpen, o.Answering)), side: make(chan struct{}, maxSide),
		people:  people{known: map[string]person{}},
		recent:  recent{keys: map[string]time.Time{}},
		running: map[threadKey]context.CancelCauseFunc{},
	}
}

// Graceful is how long a stop waits for the answers under way.
const Graceful = 20 * time.Second

// errStopping ends what is under way when a graceful stop takes too long.
var errStopping = errors.New("the bot stops")

// Run receives and answers until ctx ends, then lets the answers under way come to
// their end; those that wait are answered after the next start, as are those that an
// earlier run left. The error is one that a new start alone does not mend.
func (b *Bot) Run(ctx context.Context) error {
	if err := b.prepare(ctx); err != nil {
		if ctx.Err() != nil {
			return nil // stopped before it began
		}
		return err
	}
	working, stop := context.WithCancelCause(context.WithoutCancel(ctx))
	defer stop(errStopping)
	picking, stopPicking := context.WithCancel(ctx)
	defer stopPicking()
	b.quit = picking.Done()
	b.work.Go(func() { b.answerAll(picking, working) })
	b.work.Go(func() { b.housekeep(picking, working) })

	b.log.Info("ready", "team", b.self.team, "bot", b.self.user)
	err := b.receiveAll(ctx, working)

	stopPicking()
	b.drain(stop)
	return err
}

// receiveAll receives deliveries until ctx ends.
func (b *Bot) receiveAll(ctx, working context.Context) error {
	if b.Listen != "" {
		return b.serveHTTP(ctx, working)
	}
	return b.serveSockets(ctx, working)
}

// drain waits for what is under way, for a while.
func (b *Bot) drain(stop context.CancelCauseFunc) {
	done := make(chan struct{})
	go func() {
		b.work.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(Graceful):
		stop(errStopping)
		<-done
	}
}

// prepare does what comes before the first delivery.
func (b *Bot) prepare(ctx context.Context) error {
	if err := b.identify(ctx); err != nil {
		return err
	}
	return b.resume(ctx)
}

// identify learns who the bot is.
func (b *Bot) identify(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return b.call(ctx, true, func(ctx context.Context) error {
		auth, err := b.api.AuthTestContext(ctx)
		if err != nil {
			return fmt.Errorf("sign in to Slack: %w", err)
		}
		b.self = identity{auth.UserID, auth.BotID, auth.TeamID}
		return nil
	})
}

// resume takes up the questions that an earlier run left.
func (b *Bot) resume(ctx context.Context) error {
	left, err := b.State.Unfinished(ctx)
	if err != nil {
		return err
	}
	for _, q := range left {
		b.queue.add(q)
	}
	if len(left) > 0 {
		b.log.Info("taking up questions of an earlier run", "questions", len(left))
	}
	return nil
}

// answerAll answers questions until picking ends; working ends what is under way.
func (b *Bot) answerAll(picking, working context.Context) {
	for {
		q, ok := b.queue.next(picking)
		if !ok {
			return
		}
		b.work.Go(func() {
			defer b.queue.finished(q)
			b.handle(working, q)
		})
	}
}

const (
	tick     = 3 * time.Second // between two looks at what waits
	remind   = time.Minute     // after which a place in the queue is told again; Slack forgets it after two
	forget   = time.Hour       // between two clearings of old deliveries, and how long they are known in memory
	remember = 24 * time.Hour  // how long deliveries are known
	maxTold  = 20              // people who are told their place at one tick
)

// housekeep tells those who wait where they stand, and forgets old deliveries.
func (b *Bot) housekeep(ctx, working context.Context) {
	told := map[*state.Question]time.Time{}
	var cleared time.Time
	for sleep(ctx, tick) {
		b.tellPositions(working, told)
		if now := b.now(); now.Sub(cleared) > forget {
			cleared = now
			b.recent.forget(now.Add(-forget))
			if err := b.State.Forget(working, now.Add(-remember)); err != nil {
				b.log.Error("forget old deliveries", "error", err)
			}
		}
	}
}

// tellPositions shows people their place in the queue: those who have waited for a
// tick, and again from time to time. told is when each was told last.
func (b *Bot) tellPositions(ctx context.Context, told map[*state.Question]time.Time) {
	positions, now, n := b.queue.positions(), b.now(), 0
	maps.DeleteFunc(told, func(q *state.Question, _ time.Time) bool { return positions[q] == 0 })
	for q, position := range positions {
		last, ever := told[q]
		if ever && now.Sub(last) < remind || !ever && now.Sub(q.Received) < tick || n == maxTold {
			continue
		}
		told[q] = now
		n++
		b.setStatus(ctx, q, b.words(q).Queued(position))
	}
}

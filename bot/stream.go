package bot

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"reportbot/bot/blocks"
	"reportbot/bot/state"
)

const (
	flushEvery  = 700 * time.Millisecond
	streamLife  = 4 * time.Minute // Slack ends a stream after five
	streamPause = 8 * time.Second // that one call may take: the final message waits for it
)

// stream shows an answer while it comes, in a direct message. An answer that is there
// at once is never streamed, and whatever goes wrong with a stream, the final message
// replaces it.
type stream struct {
	b    *Bot
	q    *state.Question
	on   bool
	stop context.CancelFunc
	done chan struct{} // closed when nothing is sent any more

	mu   sync.Mutex
	text strings.Builder // all that was shown

	ts    string // of the message; "" while there is none
	sent  int    // bytes of text
	began time.Time
	dead  bool // nothing more can be sent
}

// newStream returns a stream for a question; it shows nothing unless live and in a
// direct message. The caller calls end, then publish.
func (b *Bot) newStream(ctx context.Context, q *state.Question, live bool) *stream {
	s := &stream{b: b, q: q, on: live && q.Kind == state.Direct, ts: q.Posted, dead: q.Posted != "", done: make(chan struct{})}
	ending, stop := context.WithCancel(ctx)
	s.stop = stop
	if !s.on {
		close(s.done)
		return s
	}
	go s.pump(context.WithoutCancel(ctx), ending)
	return s
}

// show takes more text of the answer.
func (s *stream) show(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text.WriteString(text)
}

// pump sends what was shown, from time to time, until ending ends. A call under way
// then comes to its end: a stream that is begun meanwhile is known.
func (s *stream) pump(ctx, ending context.Context) {
	defer close(s.done)
	for sleep(ending, flushEvery) {
		s.mu.Lock()
		text := s.text.String()[s.sent:]
		s.mu.Unlock()
		if text != "" && !s.dead {
			s.flush(ctx, text)
		}
		if s.ts != "" && !s.dead && s.b.now().Sub(s.began) > streamLife {
			s.close(ctx)
		}
	}
}

// flush starts the stream if need be and appends text to it. What fails is not tried
// again: the final message will be whole.
func (s *stream) flush(ctx context.Context, text string) {
	if s.ts == "" && !s.start(ctx) {
		s.dead = true
		return
	}
	ctx, cancel := context.WithTimeout(ctx, streamPause)
	defer cancel()
	err := s.b.once(ctx, func(ctx context.Context) error {
		_, _, err := s.b.api.AppendStreamContext(ctx, s.q.Channel, s.ts, slack.MsgOptionMarkdownText(blocks.StreamText(text)))
		return err
	})
	switch verdictOf(err) {
	case accepted:
		s.sent += len(text)
	case limited:
	default:
		s.dead = true
	}
}

// start begins the message without text: if it stays open whether it was begun, no
// part of an answer stands there twice.
func (s *stream) start(ctx context.Context) bool {
	calling, cancel := context.WithTimeout(ctx, streamPause)
	defer cancel()
	err := s.b.once(calling, func(ctx context.Context) (err error) {
		_, s.ts, err = s.b.api.StartStreamContext(ctx, s.q.Channel, slack.MsgOptionTS(s.q.Thread),
			slack.MsgOptionRecipientTeamID(s.q.Team), slack.MsgOptionRecipientUserID(s.q.User))
		return err
	})
	if err != nil {
		s.b.log.Warn("start a stream", "question", s.q.ID, "error", errorCode(err))
		s.ts = ""
		return false
	}
	s.began = s.b.now()
	if err := s.b.State.Started(ctx, s.q.ID, s.ts); err != nil {
		s.b.log.Error("store the start of an answer", "question", s.q.ID, "error", err)
	}
	return true
}

// close ends the stream on Slack's side, if there is one.
func (s *stream) close(ctx context.Context) {
	s.dead = true
	if s.ts == "" {
		return
	}
	s.b.stopStream(ctx, s.q.Channel, s.ts)
}

// stopStream ends a stream. An update follows, whether it was open or not.
func (b *Bot) stopStream(ctx context.Context, channel, ts string) {
	err := b.call(ctx, true, func(ctx context.Context) error {
		_, _, err := b.api.StopStreamContext(ctx, channel, ts)
		return err
	})
	if err != nil {
		b.log.Debug("stop a stream", "error", errorCode(err))
	}
}

// end waits until nothing is sent any more.
func (s *stream) end() {
	s.stop()
	<-s.done
}

// publish posts the final message, in place of what was streamed.
func (s *stream) publish(ctx context.Context, m blocks.Message) (string, state.Stage) {
	if s.ts == "" {
		return s.b.publish(ctx, s.q, m)
	}
	if !s.dead {
		s.close(ctx)
	}
	return s.b.amend(ctx, s.q, m, s.ts)
}

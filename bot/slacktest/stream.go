package slacktest

import (
	"encoding/json"
	"slices"
	"time"
	"unicode/utf8"

	"reportbot/bot/slacktest/blockkit"
)

// streamLife is how long a stream takes text, whether or not it gets any. Source:
// slackapi/python-slack-sdk #1859, slackapi/node-slack-sdk #2702.
const streamLife = 5 * time.Minute

// stream is the state of a message that is being streamed.
type stream struct {
	clock   Clock
	end     time.Time
	stopped bool   // by chat.stopStream
	byUser  bool   // by the stop button
	blocks  int    // that chunks brought
	mode    string // "", markdown_text or chunks: what the first call with content used
}

// live tells whether the stream still takes text; a nil stream does not.
func (s *stream) live() bool {
	return s != nil && !s.stopped && !s.byUser && s.clock.Now().Before(s.end)
}

func chatStartStream(s *Server, c *call) (map[string]any, *refusal) {
	ch, refused := s.writable(c)
	switch {
	case refused != nil:
		return nil, refused
	case ch.Kind != DM && s.o.NoChannelStreams:
		return nil, c.refuse("channel_type_not_supported")
	case ch.Kind != DM && c.args["recipient_team_id"] == "":
		return nil, c.refuse("missing_recipient_team_id")
	case ch.Kind != DM && c.args["recipient_user_id"] == "":
		return nil, c.refuse("missing_recipient_user_id")
	case c.args["recipient_user_id"] != "" && s.users[c.args["recipient_user_id"]] == nil:
		return nil, c.refuse("user_not_found")
	case !ch.takesReply(c.args["thread_ts"]):
		return nil, invalid("invalid thread_ts [json-pointer:/thread_ts]")
	case !slices.Contains([]string{"", "timeline", "plan", "dense"}, c.args["task_display_mode"]):
		return nil, invalid("must be a valid enum value [json-pointer:/task_display_mode]")
	}
	st := &stream{clock: s.o.Clock, end: s.o.Clock.Now().Add(streamLife)}
	first, refused := s.piece(c, st)
	if refused != nil {
		return nil, refused
	}
	m := s.post(ch, Message{ThreadTS: c.args["thread_ts"]})
	m.stream = st
	s.grow(m, first)
	return map[string]any{"channel": ch.ID, "ts": m.TS}, nil
}

// piece is what one call adds to a stream.
type piece struct {
	text   string
	blocks json.RawMessage // nil for none
	given  bool            // the call says something
	mode   string          // what the stream takes from here on; "" for anything
	count  int             // of blocks in chunks
}

// piece reads what a call adds to a stream.
func (s *Server) piece(c *call, st *stream) (piece, *refusal) {
	p := piece{text: c.args["markdown_text"], mode: st.mode, count: st.blocks}
	if refused := p.choose(c); refused != nil {
		return p, refused
	}
	p.given = c.args["markdown_text"] != "" || c.args["chunks"] != ""
	if utf8.RuneCountInString(p.text) > longestMarkdown {
		return p, invalid("must be less than %d characters [json-pointer:/markdown_text]", longestMarkdown+1)
	}
	var chunks []chunk
	if raw := c.args["chunks"]; raw != "" && json.Unmarshal([]byte(raw), &chunks) != nil {
		return p, c.refuse("invalid_chunks")
	}
	for _, ck := range chunks {
		if refused := s.take(c, &p, ck); refused != nil {
			return p, refused
		}
	}
	return p, nil
}

// choose settles whether the stream of a piece takes markdown_text or chunks, of which a call has
// one and a stream too. Source: NousResearch/hermes-agent #104173.
func (p *piece) choose(c *call) *refusal {
	mode := ""
	for _, name := range []string{"markdown_text", "chunks"} {
		switch {
		case c.args[name] == "":
		case mode != "":
			return c.refuse("cannot_provide_both_markdown_text_and_chunks")
		default:
			mode = name
		}
	}
	if mode != "" && p.mode != "" && p.mode != mode {
		return c.refuse("streaming_mode_mismatch")
	}
	if mode != "" {
		p.mode = mode
	}
	return nil
}

// chunk is one of a call's chunks. Source: slack-go's chat_stream_chunks.go, after
// docs.slack.dev/reference/methods/chat.appendStream.
type chunk struct {
	Type   string          `json:"type"`
	Text   string          `json:"text"`
	ID     string          `json:"id"`
	Title  string          `json:"title"`
	Status string          `json:"status"`
	Blocks json.RawMessage `json:"blocks"`
}

// take adds a chunk to a piece.
func (s *Server) take(c *call, p *piece, ck chunk) *refusal {
	switch ck.Type {
	case "markdown_text":
		if ck.Text == "" || utf8.RuneCountInString(ck.Text) > longestMarkdown {
			return c.refuse("invalid_chunks")
		}
		p.text += ck.Text
	case "task_update":
		if ck.ID == "" || ck.Title == "" || !slices.Contains([]string{"", "pending", "in_progress", "complete", "error"}, ck.Status) {
			return c.refuse("invalid_chunks")
		}
		p.blocks = blockkit.Join(p.blocks, blockkit.Task(ck.ID, ck.Title, ck.Status))
	case "plan_update":
		if ck.Title == "" {
			return c.refuse("invalid_chunks")
		}
	case "blocks":
		filled, refused := s.checkBlocks(c, ck.Blocks, blockkit.Stream)
		if refused != nil {
			return refused
		}
		if p.count += blockkit.Count(filled); p.count > blockkit.MostBlocks {
			return c.refuse("msg_blocks_too_many")
		}
		p.blocks = blockkit.Join(p.blocks, filled)
	default:
		return c.refuse("invalid_chunks")
	}
	return nil
}

// streaming returns the stream that a call names.
func (s *Server) streaming(c *call) (*channel, *message, *refusal) {
	ch, m, refused := s.own(c, "message_not_found", "message_not_owned_by_app")
	switch {
	case refused != nil:
		return nil, nil, refused
	case m.stream != nil && m.stream.byUser && c.m.may("stopped_by_user"):
		return nil, nil, c.refuse("stopped_by_user")
	case !m.stream.live() && (m.stream == nil || !m.stream.byUser || m.stream.stopped):
		return nil, nil, c.refuse("message_not_in_streaming_state")
	}
	return ch, m, nil
}

func chatAppendStream(s *Server, c *call) (map[string]any, *refusal) {
	ch, m, refused := s.streaming(c)
	if refused != nil {
		return nil, refused
	}
	p, refused := s.piece(c, m.stream)
	switch {
	case refused != nil:
		return nil, refused
	case !p.given:
		return nil, c.refuse("no_text")
	}
	s.grow(m, p)
	return map[string]any{"channel": ch.ID, "ts": m.TS}, nil
}

// grow adds a piece to a stream; a task that is in it already is replaced.
func (s *Server) grow(m *message, p piece) {
	m.stream.mode, m.stream.blocks = p.mode, p.count
	m.Markdown += p.text
	m.Blocks = blockkit.Join(m.Blocks, p.blocks)
	delete(s.statuses, thread{m.Channel, m.ThreadTS})
}

func chatStopStream(s *Server, c *call) (map[string]any, *refusal) {
	ch, m, refused := s.streaming(c)
	if refused != nil {
		return nil, refused
	}
	p, refused := s.piece(c, m.stream)
	if refused != nil {
		return nil, refused
	}
	said := content{}
	if raw := c.args["blocks"]; raw != "" {
		said.blocks = json.RawMessage(raw)
	}
	for _, check := range []func(*call, *content) *refusal{s.blocks, s.metadata} {
		if refused := check(c, &said); refused != nil {
			return nil, refused
		}
	}
	before := s.json(m, false)
	s.grow(m, p)
	m.Blocks = blockkit.Join(m.Blocks, said.blocks)
	m.Metadata = said.metadata
	m.stream.stopped = true
	s.echo(ch, s.edited(ch, m, before))
	return map[string]any{"channel": ch.ID, "ts": m.TS, "message": s.json(m, true)}, nil
}

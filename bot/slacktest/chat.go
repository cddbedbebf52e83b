package slacktest

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// writable returns the channel that a call writes to.
func (s *Server) writable(c *call) (*channel, *refusal) {
	ch := s.find(c.args["channel"])
	switch {
	case ch == nil:
		return nil, c.refuse("channel_not_found")
	case ch.Archived && c.m.may("is_archived"):
		return nil, c.refuse("is_archived")
	case !ch.members[s.BotUserID] && (!s.app.has([]string{"chat:write.public"}) || ch.Kind != Public || c.method != "chat.postMessage"):
		if !c.m.may("not_in_channel") {
			return nil, c.refuse("channel_not_found")
		}
		return nil, c.refuse("not_in_channel")
	}
	return ch, nil
}

func chatPostMessage(s *Server, c *call) (map[string]any, *refusal) {
	ch, refused := s.writable(c)
	if refused != nil {
		return nil, refused
	}
	said, refused := s.content(c)
	switch {
	case refused != nil:
		return nil, refused
	case said.empty():
		return nil, c.refuse("no_text")
	case !ch.takesReply(c.args["thread_ts"]):
		return nil, c.refuse("cannot_reply_to_message")
	}
	m := s.post(ch, Message{
		ThreadTS: c.args["thread_ts"], Text: said.text, Markdown: said.markdown, Blocks: said.blocks, Metadata: said.metadata,
		Broadcast: c.is("reply_broadcast"), Unfurl: c.unfurls(),
	})
	return map[string]any{"channel": ch.ID, "ts": m.TS, "message": s.json(m, true)}, nil
}

// takesReply tells whether a thread can be replied to: "" or the ts of a message at
// the top of the channel.
func (c *channel) takesReply(ts string) bool {
	m := c.byTS[ts]
	return ts == "" || m != nil && (m.ThreadTS == "" || m.ThreadTS == ts)
}

// post adds a message of the bot.
func (s *Server) post(ch *channel, m Message) *message {
	m.Channel, m.TS, m.User, m.BotID = ch.ID, s.ts(), s.BotUserID, s.BotID
	if string(m.Blocks) == "[]" {
		m.Blocks = nil
	}
	if string(m.Metadata) == "{}" {
		m.Metadata = nil
	}
	posted := &message{Message: m}
	ch.add(posted)
	delete(s.statuses, thread{ch.ID, m.ThreadTS})
	s.echo(ch, s.json(posted, false))
	return posted
}

// echo sends the app an event of its own message.
func (s *Server) echo(ch *channel, event map[string]any) {
	if !s.o.NoEcho {
		s.messageEvent(ch, event)
	}
}

// own returns a message of the bot that a call names, or why the bot can't touch it.
func (s *Server) own(c *call, notFound, notOwn string) (*channel, *message, *refusal) {
	ch := s.channels[c.args["channel"]]
	if ch == nil || s.find(ch.ID) == nil {
		return nil, nil, c.refuse("channel_not_found")
	}
	m := ch.byTS[c.args["ts"]]
	switch {
	case m == nil:
		return nil, nil, c.refuse(notFound)
	case m.BotID != s.BotID:
		return nil, nil, c.refuse(notOwn)
	}
	return ch, m, nil
}

func chatUpdate(s *Server, c *call) (map[string]any, *refusal) {
	ch, m, refused := s.own(c, "message_not_found", "cant_update_message")
	if refused != nil {
		return nil, refused
	}
	if utf8.RuneCountInString(c.args["text"]) > longestUpdate {
		return nil, c.refuse("msg_too_long")
	}
	said, refused := s.content(c)
	switch {
	case refused != nil:
		return nil, refused
	case m.stream.live():
		return nil, c.refuse("streaming_state_conflict")
	case said.empty() && said.metadata == nil && !(m.Text != "" && said.blocks != nil):
		return nil, c.refuse("no_text")
	}
	before := s.json(m, false)
	s.rewrite(m, said)
	s.echo(ch, s.edited(ch, m, before))
	return map[string]any{"channel": ch.ID, "ts": m.TS, "text": m.Text, "message": s.json(m, true)}, nil
}

// rewrite edits a message as chat.update does: blocks stay unless text or other
// blocks are given, metadata stays unless other is given.
func (s *Server) rewrite(m *message, said content) {
	if said.hasText || said.markdown != "" || said.blocks != nil {
		m.Markdown = said.markdown
	}
	switch {
	case said.blocks != nil:
		m.Blocks = said.blocks
	case said.hasText || said.markdown != "":
		m.Blocks = nil
	}
	if string(m.Blocks) == "[]" {
		m.Blocks = nil
	}
	if said.hasText || said.markdown != "" {
		m.Text = said.text
	}
	if said.metadata != nil {
		m.Metadata = said.metadata
		if strings.TrimSpace(string(said.metadata)) == "{}" {
			m.Metadata = nil
		}
	}
	m.Edited = s.ts()
}

// edited is the event of an edit.
func (s *Server) edited(ch *channel, m *message, before map[string]any) map[string]any {
	ts := s.ts()
	return map[string]any{
		"type": "message", "subtype": "message_changed", "hidden": true, "channel": ch.ID, "ts": ts, "event_ts": ts,
		"message": s.json(m, false), "previous_message": before,
	}
}

func chatDelete(s *Server, c *call) (map[string]any, *refusal) {
	ch, m, refused := s.own(c, "message_not_found", "cant_delete_message")
	if refused != nil {
		return nil, refused
	}
	s.drop(ch, m)
	return map[string]any{"channel": ch.ID, "ts": m.TS}, nil
}

// drop deletes a message and tells the app.
func (s *Server) drop(ch *channel, m *message) *Delivery {
	before, ts := s.json(m, false), s.ts()
	ch.remove(m)
	if m.BotID == s.BotID && s.o.NoEcho {
		return nil
	}
	return s.messageEvent(ch, map[string]any{
		"type": "message", "subtype": "message_deleted", "hidden": true, "channel": ch.ID, "ts": ts, "event_ts": ts,
		"deleted_ts": m.TS, "previous_message": before,
	})
}

func chatPostEphemeral(s *Server, c *call) (map[string]any, *refusal) {
	ch, refused := s.writable(c)
	if refused != nil {
		return nil, refused
	}
	if !ch.members[c.args["user"]] {
		return nil, c.refuse("user_not_in_channel")
	}
	said, refused := s.content(c)
	switch {
	case refused != nil:
		return nil, refused
	case said.empty():
		return nil, c.refuse("no_text")
	case utf8.RuneCountInString(said.text) >= longestText:
		return nil, c.refuse("msg_too_long")
	case !ch.takesReply(c.args["thread_ts"]):
		return nil, c.refuse("cannot_reply_to_message")
	}
	m := s.whisper(ch, c.args["user"], Message{ThreadTS: c.args["thread_ts"], Text: said.text, Markdown: said.markdown, Blocks: said.blocks})
	return map[string]any{"message_ts": m.TS}, nil
}

// whisper adds a message of the bot that one user sees.
func (s *Server) whisper(ch *channel, to string, m Message) *message {
	m.Channel, m.TS, m.User, m.BotID, m.To = ch.ID, s.ts(), s.BotUserID, s.BotID, to
	whispered := &message{Message: m}
	ch.ephemerals = append(ch.ephemerals, whispered)
	return whispered
}

func chatGetPermalink(s *Server, c *call) (map[string]any, *refusal) {
	ch := s.find(c.args["channel"])
	if ch == nil {
		return nil, c.refuse("channel_not_found")
	}
	m := ch.byTS[c.args["message_ts"]]
	if m == nil {
		return nil, c.refuse("message_not_found")
	}
	link := fmt.Sprintf("https://%s.slack.com/archives/%s/p%s", s.domain(), ch.ID, strings.ReplaceAll(m.TS, ".", ""))
	if m.ThreadTS != "" {
		link += "?thread_ts=" + m.ThreadTS + "&cid=" + ch.ID
	}
	return map[string]any{"channel": ch.ID, "permalink": link}, nil
}

// decode reads JSON that was checked before.
func decode(raw string, into any) {
	if err := json.Unmarshal([]byte(raw), into); err != nil {
		panic(fmt.Sprintf("slacktest: %s: %v", raw, err))
	}
}

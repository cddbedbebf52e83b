package slacktest

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"reportbot/bot/slacktest/blockkit"
)

// Message is a message as the workspace holds it.
type Message struct {
	Channel   string
	TS        string
	ThreadTS  string // of the thread that it replies to; "" at the top of a channel
	User      string // who wrote it
	BotID     string // of the app that wrote it, "" for people
	Subtype   string
	Text      string
	Markdown  string          // markdown_text, and what was streamed
	Blocks    json.RawMessage // with the block_ids and action_ids that Slack fills in; nil for none
	Metadata  json.RawMessage // nil for none
	Files     []File
	Reactions map[string][]string // users, by the name of the emoji
	Edited    string              // ts of the last edit; "" when there was none
	To        string              // the only user who sees it: an ephemeral message
	Broadcast bool                // a reply that shows in the channel too
	Streaming bool                // a stream that was not stopped
	Unfurl    bool                // links in it may unfurl: unfurl_links and unfurl_media are not both off
}

// String is the message as people read it, without its author.
func (m Message) String() string {
	var parts []string
	if m.Markdown != "" {
		parts = append(parts, m.Markdown)
	}
	if text := blockkit.Text(m.Blocks); text != "" {
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		parts = append(parts, m.Text)
	}
	for _, f := range m.Files {
		parts = append(parts, "["+f.Name+"]")
	}
	return strings.Join(parts, "\n")
}

// Controls are the buttons, menus and inputs of the message, from top to bottom.
func (m Message) Controls() []blockkit.Control { return blockkit.Controls(m.Blocks) }

// message is a Message and what only the server needs.
type message struct {
	Message
	clientID string // client_msg_id, of people's messages
	stream   *stream
}

// copy returns the message as it is now.
func (m *message) copy() Message {
	c := m.Message
	c.Blocks, c.Metadata = slices.Clone(c.Blocks), slices.Clone(c.Metadata)
	c.Files, c.Reactions = slices.Clone(c.Files), map[string][]string{}
	for name, users := range m.Reactions {
		c.Reactions[name] = slices.Clone(users)
	}
	c.Streaming = m.stream.live()
	return c
}

// json is the message as the Web API and events show it.
func (s *Server) json(m *message, withMetadata bool) map[string]any {
	j := map[string]any{"type": "message", "user": m.User, "text": m.Text, "ts": m.TS, "team": s.teamOf(m.User)}
	set := func(name string, value any, is bool) {
		if is {
			j[name] = value
		}
	}
	set("thread_ts", m.ThreadTS, m.ThreadTS != "")
	set("subtype", m.Subtype, m.Subtype != "")
	set("client_msg_id", m.clientID, m.clientID != "")
	set("blocks", m.Blocks, m.Blocks != nil)
	set("edited", map[string]any{"user": m.User, "ts": m.Edited}, m.Edited != "")
	set("metadata", m.Metadata, withMetadata && m.Metadata != nil)
	set("reactions", reactions(m.Reactions), len(m.Reactions) > 0)
	if m.Markdown != "" && m.Text == "" {
		j["text"] = m.Markdown
	}
	if m.BotID != "" {
		j["bot_id"] = m.BotID
		j["bot_profile"] = map[string]any{"id": m.BotID, "app_id": s.appOf(m.BotID), "name": "bot", "team_id": s.TeamID, "deleted": false}
		set("app_id", s.AppID, m.BotID == s.BotID)
	}
	if len(m.Files) > 0 {
		files := []any{}
		for _, f := range m.Files {
			files = append(files, s.fileJSON(f))
		}
		j["files"] = files
	}
	return j
}

// rootJSON adds what a message with replies shows.
func (s *Server) rootJSON(c *channel, m *message, withMetadata bool) map[string]any {
	j := s.json(m, withMetadata)
	replies := c.replies[m.TS]
	if len(replies) == 0 {
		return j
	}
	users := map[string]bool{}
	for _, r := range replies {
		users[r.User] = true
	}
	j["thread_ts"], j["reply_count"], j["latest_reply"] = m.TS, len(replies), replies[len(replies)-1].TS
	j["reply_users"], j["reply_users_count"] = slices.Sorted(maps.Keys(users)), len(users)
	return j
}

func reactions(r map[string][]string) []any {
	list := []any{}
	for _, name := range slices.Sorted(maps.Keys(r)) {
		list = append(list, map[string]any{"name": name, "users": r[name], "count": len(r[name])})
	}
	return list
}

// teamOf is the home workspace of a user.
func (s *Server) teamOf(user string) string {
	if u := s.users[user]; u != nil {
		return u.Team
	}
	return s.TeamID
}

// appOf is the app of a bot.
func (s *Server) appOf(bot string) string {
	if bot == s.BotID {
		return s.AppID
	}
	return "A" + strings.TrimPrefix(bot, "B")
}

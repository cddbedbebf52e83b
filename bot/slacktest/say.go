package slacktest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Sent is what a user did, and what the app was told of it.
type Sent struct {
	TS         string      // of the message that was written or changed, "" for none
	Deliveries []*Delivery // none when the app does not hear of it
}

// Wait returns when everything was acknowledged; the error is that of the first
// delivery that was not.
func (s *Sent) Wait(ctx context.Context) error {
	for _, d := range s.Deliveries {
		if _, err := d.Wait(ctx); err != nil {
			return fmt.Errorf("%s %s: %w", d.Kind, d.EventID, err)
		}
	}
	return nil
}

// Ack returns the acknowledgement of what was delivered first.
func (s *Sent) Ack(ctx context.Context) (Ack, error) {
	if len(s.Deliveries) == 0 {
		return Ack{}, errors.New("the app was told nothing")
	}
	return s.Deliveries[0].Wait(ctx)
}

func sent(ts string, deliveries ...*Delivery) *Sent {
	return &Sent{TS: ts, Deliveries: slices.DeleteFunc(deliveries, func(d *Delivery) bool { return d == nil })}
}

// Saying is how something is said.
type Saying struct {
	ThreadTS  string
	Broadcast bool     // a reply shown in the channel too
	Files     []string // IDs
	Context   any      // app_context of a message in the Messages tab: what the user looks at
}

// Mention is the bot's name in a text.
func (s *Server) Mention() string { return "<@" + s.BotUserID + ">" }

// Say writes a message as a user, and tells the app what Slack would: of a message
// that names the bot twice, as app_mention and as message; in a DM once.
func (s *Server) Say(user, channel, text string, how Saying) (*Sent, error) {
	s.mu.Lock()
	defer s.unlock()
	u, ch := s.users[user], s.channels[channel]
	switch {
	case u == nil:
		return nil, fmt.Errorf("say: no user %s", user)
	case ch == nil || !ch.members[user]:
		return nil, fmt.Errorf("say: %s is in no channel %s", user, channel)
	case how.ThreadTS != "" && !ch.takesReply(how.ThreadTS):
		return nil, fmt.Errorf("say: no thread %s in %s", how.ThreadTS, channel)
	}
	m := &message{Message: Message{Channel: channel, TS: s.ts(), ThreadTS: how.ThreadTS, User: user, Text: text, Broadcast: how.Broadcast, Unfurl: true}, clientID: s.id("client-")}
	for _, id := range how.Files {
		if s.files[id] == nil {
			return nil, fmt.Errorf("say: no file %s", id)
		}
		m.Files = append(m.Files, *s.files[id])
	}
	switch {
	case len(m.Files) > 0:
		m.Subtype = "file_share"
	case how.Broadcast && how.ThreadTS != "":
		m.Subtype = "thread_broadcast"
	}
	if u.Bot {
		m.BotID, m.clientID = "B"+strings.TrimPrefix(u.ID, "U"), ""
	}
	m.Blocks = encode([]any{userBlock(s.id("b"), text)})
	ch.add(m)
	return sent(m.TS, s.told(ch, m, how.Context)...), nil
}

// userBlock is the rich_text that Slack's editor makes of a text.
func userBlock(id, text string) any {
	var elements []any
	for text != "" {
		before, rest, found := strings.Cut(text, "<@")
		name, after, closed := strings.Cut(rest, ">")
		if !found || !closed {
			elements = append(elements, map[string]any{"type": "text", "text": text})
			break
		}
		if before != "" {
			elements = append(elements, map[string]any{"type": "text", "text": before})
		}
		elements = append(elements, map[string]any{"type": "user", "user_id": name})
		text = after
	}
	section := map[string]any{"type": "rich_text_section", "elements": slices.Concat([]any{}, elements)}
	return map[string]any{"type": "rich_text", "block_id": id, "elements": []any{section}}
}

// told tells the app of a message of somebody else.
func (s *Server) told(ch *channel, m *message, context any) []*Delivery {
	inner := s.userJSON(ch, m)
	if context != nil && ch.Kind == DM {
		inner["app_context"] = context
	}
	deliveries := []*Delivery{s.mention(ch, m), s.messageEvent(ch, inner)}
	for _, f := range m.Files {
		if ch.members[s.BotUserID] {
			deliveries = append(deliveries, s.event("file_shared", ch.Shared, map[string]any{
				"type": "file_shared", "file_id": f.ID, "user_id": m.User, "file": map[string]any{"id": f.ID}, "channel_id": ch.ID,
			}))
		}
	}
	return deliveries
}

// userJSON is a message as events show it.
func (s *Server) userJSON(ch *channel, m *message) map[string]any {
	j := s.json(m, false)
	if m.ThreadTS != "" {
		j["parent_user_id"] = ch.byTS[m.ThreadTS].User
	}
	if ch.Shared {
		j["user_team"], j["source_team"] = s.teamOf(m.User), s.teamOf(m.User)
		j["user_profile"] = map[string]any{"name": s.users[m.User].Name, "team": s.teamOf(m.User)}
	}
	return j
}

// mention tells the app that a message names the bot; nil when it does not, or when
// the app is not told of that: never in a DM.
func (s *Server) mention(ch *channel, m *message) *Delivery {
	if ch.Kind == DM || !strings.Contains(m.Text, s.Mention()) || !ch.members[s.BotUserID] {
		return nil
	}
	inner := s.userJSON(ch, m)
	delete(inner, "subtype")
	inner["type"], inner["channel"], inner["event_ts"] = "app_mention", ch.ID, m.TS
	return s.event("app_mention", ch.Shared, inner)
}

// Edit changes the text of a user's message. An edit that names the bot for the
// first time is a mention too.
func (s *Server) Edit(user, channel, ts, text string) (*Sent, error) {
	s.mu.Lock()
	defer s.unlock()
	ch, m, err := s.authored(user, channel, ts)
	if err != nil {
		return nil, fmt.Errorf("edit: %w", err)
	}
	before, named := s.json(m, false), strings.Contains(m.Text, s.Mention())
	m.Text, m.Blocks, m.Edited = text, encode([]any{userBlock(s.id("b"), text)}), s.ts()
	deliveries := []*Delivery{s.messageEvent(ch, s.edited(ch, m, before))}
	if !named {
		deliveries = append(deliveries, s.mention(ch, m))
	}
	return sent(ts, deliveries...), nil
}

// Delete takes a user's message away.
func (s *Server) Delete(user, channel, ts string) (*Sent, error) {
	s.mu.Lock()
	defer s.unlock()
	ch, m, err := s.authored(user, channel, ts)
	if err != nil {
		return nil, fmt.Errorf("delete: %w", err)
	}
	return sent(ts, s.drop(ch, m)), nil
}

// authored returns a message that a user wrote.
func (s *Server) authored(user, channel, ts string) (*channel, *message, error) {
	ch := s.channels[channel]
	if ch == nil || ch.byTS[ts] == nil || ch.byTS[ts].User != user {
		return nil, nil, fmt.Errorf("%s wrote no message %s in %s", user, ts, channel)
	}
	return ch, ch.byTS[ts], nil
}

// OpenMessagesTab opens the conversation with the app, as a user does by clicking on
// the app's name.
func (s *Server) OpenMessagesTab(user string) (*Sent, error) { return s.openTab(user, "messages") }

// OpenHome opens the app's home tab.
func (s *Server) OpenHome(user string) (*Sent, error) { return s.openTab(user, "home") }

func (s *Server) openTab(user, tab string) (*Sent, error) {
	s.mu.Lock()
	defer s.unlock()
	if s.users[user] == nil {
		return nil, fmt.Errorf("open the %s tab: no user %s", tab, user)
	}
	inner := map[string]any{"type": "app_home_opened", "user": user, "channel": s.dm(user).ID, "tab": tab}
	if home := s.homes[user]; home != nil && tab == "home" {
		inner["view"] = s.viewJSON(home)
	}
	return sent("", s.event("app_home_opened", false, inner)), nil
}

// StopSession presses the stop button of an agent's session: its streams take no more
// text. There is a button only for apps that subscribed to agent_session_stopped.
func (s *Server) StopSession(user, channel, ts string) (*Sent, error) {
	s.mu.Lock()
	defer s.unlock()
	ch := s.channels[channel]
	if ch == nil || ch.byTS[ts] == nil || !s.app.hears("agent_session_stopped") {
		return nil, fmt.Errorf("stop the session: there is no button at %s in %s", ts, channel)
	}
	streams := []string{}
	for _, m := range slices.SortedFunc(maps.Values(ch.byTS), func(a, b *message) int { return strings.Compare(a.TS, b.TS) }) {
		if m.stream.live() && (m.ThreadTS == ts || m.TS == ts) {
			m.stream.byUser = true
			streams = append(streams, m.TS)
		}
	}
	return sent("", s.event("agent_session_stopped", ch.Shared, map[string]any{
		"type": "agent_session_stopped", "user": user, "channel": channel, "thread_ts": ts, "streaming_message_ts": streams,
	})), nil
}

// Command types a slash command.
func (s *Server) Command(user, channel, command, text string) (*Sent, error) {
	s.mu.Lock()
	defer s.unlock()
	u, ch := s.users[user], s.channels[channel]
	switch {
	case u == nil || ch == nil || !ch.members[user]:
		return nil, fmt.Errorf("command: %s is in no channel %s", user, channel)
	case !s.app.runs(command):
		return nil, fmt.Errorf("command: %s is not a valid command", command)
	}
	url := responseURL{channel: channel, user: user}
	address := s.responseURL(url)
	fields := map[string]string{
		"token": "verification-token", "team_id": s.TeamID, "team_domain": s.domain(), "channel_id": ch.ID, "channel_name": ch.Name,
		"user_id": user, "user_name": u.Name, "command": command, "text": text, "api_app_id": s.AppID, "is_enterprise_install": "false",
		"response_url": address, "trigger_id": s.trigger(user),
	}
	if ch.Kind == DM {
		fields["channel_name"] = "directmessage"
	}
	r := s.responses[address[strings.LastIndex(address, "/")+1:]]
	return sent("", s.queue(Commands, encode(fields), func(a Ack) string { return s.answerAck(r, a) })), nil
}

// answerAck shows the message that the ack of a command holds.
func (s *Server) answerAck(url *responseURL, a Ack) string {
	var r response
	switch {
	case len(a.Payload) == 0 || string(a.Payload) == "null" || string(a.Payload) == "{}":
		return ""
	case json.Unmarshal(a.Payload, &r) != nil:
		return "invalid_payload"
	}
	return s.answer(url, r)
}

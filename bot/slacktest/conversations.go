package slacktest

import (
	"slices"
	"strconv"
	"strings"
)

// kindScopes are the scopes of methods that need the one of the conversation's kind.
var kindScopes = map[string]map[Kind]string{
	"conversations.history": historyScopes,
	"conversations.replies": historyScopes,
	"conversations.info":    {Public: "channels:read", Private: "groups:read", DM: "im:read", GroupDM: "mpim:read"},
}

var historyScopes = map[Kind]string{Public: "channels:history", Private: "groups:history", DM: "im:history", GroupDM: "mpim:history"}

// page is a part of a list of messages.
type page struct {
	messages []map[string]any
	next     string // cursor; "" at the end
}

// page cuts the part that a call asks for out of messages.
func (s *Server) page(c *call, ch *channel, messages []*message) (page, *refusal) {
	limit := 100
	if n, err := strconv.Atoi(c.args["limit"]); err == nil {
		limit = min(max(n, 1), 1000)
	}
	for name, code := range map[string]string{"oldest": "invalid_ts_oldest", "latest": "invalid_ts_latest"} {
		if _, err := strconv.ParseFloat(c.args[name], 64); c.args[name] != "" && err != nil {
			return page{}, c.refuse(code)
		}
	}
	messages = slices.DeleteFunc(slices.Clone(messages), func(m *message) bool { return !c.within(m.TS) })
	start := 0
	if cursor := c.args["cursor"]; cursor != "" {
		start = slices.IndexFunc(messages, func(m *message) bool { return "next_ts:"+m.TS == cursor })
		if start < 0 {
			return page{}, c.refuse("invalid_cursor")
		}
	}
	var p page
	for i, m := range messages[start:] {
		if i == limit {
			p.next = "next_ts:" + m.TS
			break
		}
		p.messages = append(p.messages, s.rootJSON(ch, m, c.is("include_all_metadata")))
	}
	return p, nil
}

// within tells whether a ts lies between oldest and latest.
func (c *call) within(ts string) bool {
	number := func(text string) float64 {
		n, _ := strconv.ParseFloat(text, 64)
		return n
	}
	oldest, latest := c.args["oldest"], c.args["latest"]
	if ts == oldest || ts == latest {
		return c.is("inclusive")
	}
	return (oldest == "" || number(ts) > number(oldest)) && (latest == "" || number(ts) < number(latest))
}

func (p page) reply() map[string]any {
	return map[string]any{
		"messages": slices.Concat([]map[string]any{}, p.messages), "has_more": p.next != "",
		"response_metadata": map[string]any{"next_cursor": p.next},
	}
}

func conversationsReplies(s *Server, c *call) (map[string]any, *refusal) {
	ch := s.find(c.args["channel"])
	if ch == nil || !ch.members[s.BotUserID] {
		return nil, c.refuse("channel_not_found")
	}
	root := ch.byTS[ch.threadOf(c.args["ts"])]
	if root == nil {
		return nil, c.refuse("thread_not_found")
	}
	p, refused := s.page(c, ch, append([]*message{root}, ch.replies[root.TS]...))
	if refused != nil {
		return nil, refused
	}
	return p.reply(), nil
}

func conversationsHistory(s *Server, c *call) (map[string]any, *refusal) {
	ch := s.find(c.args["channel"])
	switch {
	case ch == nil:
		return nil, c.refuse("channel_not_found")
	case !ch.members[s.BotUserID]:
		return nil, c.refuse("not_in_channel")
	}
	top := slices.DeleteFunc(slices.Clone(ch.messages), func(m *message) bool { return m.ThreadTS != "" && !m.Broadcast })
	slices.Reverse(top)
	p, refused := s.page(c, ch, top)
	if refused != nil {
		return nil, refused
	}
	return p.reply(), nil
}

func conversationsInfo(s *Server, c *call) (map[string]any, *refusal) {
	ch := s.find(c.args["channel"])
	if ch == nil {
		return nil, c.refuse("channel_not_found")
	}
	return map[string]any{"channel": s.channelJSON(ch, c.is("include_num_members"))}, nil
}

func (s *Server) channelJSON(ch *channel, count bool) map[string]any {
	j := map[string]any{
		"id": ch.ID, "is_channel": ch.Kind == Public, "is_group": ch.Kind == Private, "is_im": ch.Kind == DM, "is_mpim": ch.Kind == GroupDM,
		"is_private": ch.Kind != Public, "is_archived": ch.Archived, "is_member": ch.members[s.BotUserID], "created": 1577836800,
		"is_ext_shared": ch.Shared, "is_shared": ch.Shared, "context_team_id": s.TeamID,
	}
	if ch.Kind == DM {
		for member := range ch.members {
			if member != s.BotUserID {
				j["user"] = member
			}
		}
		return j
	}
	j["name"], j["name_normalized"] = ch.Name, ch.Name
	if count {
		j["num_members"] = len(ch.members)
	}
	return j
}

func conversationsOpen(s *Server, c *call) (map[string]any, *refusal) {
	users := strings.FieldsFunc(c.args["users"], func(r rune) bool { return r == ',' || r == ' ' })
	if c.args["channel"] != "" {
		ch := s.find(c.args["channel"])
		if ch == nil || ch.Kind != DM && ch.Kind != GroupDM {
			return nil, c.refuse("channel_not_found")
		}
		return map[string]any{"channel": s.channelJSON(ch, false)}, nil
	}
	if len(users) == 0 {
		return nil, c.refuse("users_list_not_supplied")
	}
	if len(users) > 8 {
		return nil, c.refuse("too_many_users")
	}
	for _, id := range users {
		switch u := s.users[id]; {
		case u == nil:
			return nil, c.refuse("user_not_found")
		case u.Deleted:
			return nil, c.refuse("user_disabled")
		}
	}
	if len(users) > 1 {
		ch := s.addChannel(Channel{Kind: GroupDM, Members: append(users, s.BotUserID)})
		return map[string]any{"channel": map[string]any{"id": ch.ID}}, nil
	}
	_, open := s.dms[users[0]]
	return map[string]any{"channel": map[string]any{"id": s.dm(users[0]).ID}, "already_open": open, "no_op": open}, nil
}

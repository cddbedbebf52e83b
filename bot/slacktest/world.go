package slacktest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// User is a member of the workspace, or somebody in a channel shared with another.
type User struct {
	ID     string // "" for a fresh one
	Name   string // of the account
	Real   string // shown; default Name
	Team   string // the home workspace; default this one. Another one: Slack Connect
	Locale string // default "en-US"

	Bot             bool
	Restricted      bool // a guest of several channels
	UltraRestricted bool // a guest of one channel
	Deleted         bool
}

// Kind is the kind of a conversation.
type Kind string

const (
	Public  Kind = "channel"
	Private Kind = "group"
	DM      Kind = "im"
	GroupDM Kind = "mpim"
)

// Channel is a conversation.
type Channel struct {
	ID       string // "" for a fresh one
	Name     string
	Kind     Kind     // default Public
	Members  []string // users; the bot is in it only when its ID is among them
	Shared   bool     // with another workspace
	Archived bool
}

// channel is a conversation with what was said in it.
type channel struct {
	Channel
	members    map[string]bool
	messages   []*message // by ts
	byTS       map[string]*message
	replies    map[string][]*message // by thread_ts, the root not included
	ephemerals []*message
}

// AddUser adds a user and returns the ID.
func (s *Server) AddUser(u User) string {
	s.mu.Lock()
	defer s.unlock()
	if u.ID == "" {
		u.ID = s.id("U")
	}
	u.Name = cmp.Or(u.Name, strings.ToLower(u.ID))
	u.Real, u.Team, u.Locale = cmp.Or(u.Real, u.Name), cmp.Or(u.Team, s.TeamID), cmp.Or(u.Locale, "en-US")
	s.users[u.ID] = &u
	return u.ID
}

// AddChannel adds a channel and returns the ID.
func (s *Server) AddChannel(c Channel) string {
	s.mu.Lock()
	defer s.unlock()
	return s.addChannel(c).ID
}

func (s *Server) addChannel(c Channel) *channel {
	c.Kind = cmp.Or(c.Kind, Public)
	if c.ID == "" {
		c.ID = s.id(map[Kind]string{Public: "C", Private: "C", DM: "D", GroupDM: "G"}[c.Kind])
	}
	c.Name = cmp.Or(c.Name, strings.ToLower(c.ID))
	ch := &channel{Channel: c, members: map[string]bool{}, byTS: map[string]*message{}, replies: map[string][]*message{}}
	for _, m := range c.Members {
		ch.members[m] = true
	}
	s.channels[c.ID] = ch
	return ch
}

// Join makes users, or the bot, members of a channel.
func (s *Server) Join(channel string, users ...string) {
	s.mu.Lock()
	defer s.unlock()
	for _, u := range users {
		s.channels[channel].members[u] = true
	}
}

// Leave ends a membership.
func (s *Server) Leave(channel, user string) {
	s.mu.Lock()
	defer s.unlock()
	delete(s.channels[channel].members, user)
}

// DM returns the conversation of a user with the bot, which is made when there is
// none.
func (s *Server) DM(user string) string {
	s.mu.Lock()
	defer s.unlock()
	return s.dm(user).ID
}

func (s *Server) dm(user string) *channel {
	if id, ok := s.dms[user]; ok {
		return s.channels[id]
	}
	c := s.addChannel(Channel{Kind: DM, Members: []string{user, s.BotUserID}})
	s.dms[user] = c.ID
	return c
}

// find returns a channel by its ID, by the ID of a user whose DM it is, or by #name
// or name; nil when there is none that the bot may know of.
func (s *Server) find(id string) *channel {
	c := s.channels[id]
	if c == nil && s.users[id] != nil {
		c = s.dm(id)
	}
	for _, ch := range s.channels {
		if c == nil && ch.Kind != DM && ch.Name == strings.TrimPrefix(id, "#") && id != "" {
			c = ch
		}
	}
	if c == nil || c.Kind != Public && !c.members[s.BotUserID] {
		return nil
	}
	return c
}

// threadOf returns the ts of the thread that a message belongs to: its own when it
// is no reply; "" when there is no such message.
func (c *channel) threadOf(ts string) string {
	m := c.byTS[ts]
	switch {
	case m == nil:
		return ""
	case m.ThreadTS != "":
		return m.ThreadTS
	}
	return ts
}

func (c *channel) add(m *message) {
	c.messages = append(c.messages, m)
	c.byTS[m.TS] = m
	if m.ThreadTS != "" && m.ThreadTS != m.TS {
		c.replies[m.ThreadTS] = append(c.replies[m.ThreadTS], m)
	}
}

func (c *channel) remove(m *message) {
	same := func(other *message) bool { return other == m }
	c.messages = slices.DeleteFunc(c.messages, same)
	c.replies[m.ThreadTS] = slices.DeleteFunc(c.replies[m.ThreadTS], same)
	delete(c.byTS, m.TS)
}

// id returns a fresh ID with a prefix.
func (s *Server) id(prefix string) string {
	s.ids++
	return fmt.Sprintf("%s%08d", prefix, s.ids)
}

// ts returns a fresh time stamp: seconds and six digits, unique in the workspace
// and growing.
func (s *Server) ts() string {
	s.lastTS = max(s.lastTS+1, s.o.Clock.Now().UnixMicro())
	return fmt.Sprintf("%d.%06d", s.lastTS/1e6, s.lastTS%1e6)
}

// unwhisper takes an ephemeral message away.
func (c *channel) unwhisper(m *message) {
	c.ephemerals = slices.DeleteFunc(c.ephemerals, func(other *message) bool { return other == m })
}

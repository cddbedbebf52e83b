package slacktest

import (
	"slices"
)

// Messages are the messages of a channel, replies included, oldest first. Ephemeral
// ones are not among them.
func (s *Server) Messages(channel string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channels[channel]
	if c == nil {
		return nil
	}
	return copies(c.messages)
}

// Thread is a message and its replies, oldest first; nil when there is no such
// message.
func (s *Server) Thread(channel, ts string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channels[channel]
	if c == nil || c.byTS[ts] == nil {
		return nil
	}
	return append([]Message{c.byTS[ts].copy()}, copies(c.replies[ts])...)
}

// Message is one message, an ephemeral one included; false when there is none.
func (s *Server) Message(channel, ts string) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if m := s.seen(channel, ts); m != nil {
		return m.copy(), true
	}
	return Message{}, false
}

// seen returns a message, an ephemeral one included; nil when there is none.
func (s *Server) seen(channel, ts string) *message {
	c := s.channels[channel]
	if c == nil {
		return nil
	}
	if m := c.byTS[ts]; m != nil {
		return m
	}
	for _, m := range c.ephemerals {
		if m.TS == ts {
			return m
		}
	}
	return nil
}

// Ephemerals are the messages in a channel that only one user sees, oldest first.
func (s *Server) Ephemerals(channel, user string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channels[channel]
	if c == nil {
		return nil
	}
	return slices.DeleteFunc(copies(c.ephemerals), func(m Message) bool { return m.To != user })
}

func copies(messages []*message) []Message {
	list := make([]Message, len(messages))
	for i, m := range messages {
		list[i] = m.copy()
	}
	return list
}

// Status is what the bot says it is doing in a thread; "" when that is nothing, or
// was cleared by a reply or by two minutes without one.
func (s *Server) Status(channel, ts string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.status(thread{channel, ts}).text
}

// Loading are the messages that take turns beside the Status.
func (s *Server) Loading(channel, ts string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.status(thread{channel, ts}).loading
}

// Prompts are those suggested in a thread, or at the top of a conversation (ts "").
func (s *Server) Prompts(channel, ts string) []Prompt {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.prompts[thread{channel, ts}]
}

// Title is that of a thread of the assistant, or of a session; "" for none.
func (s *Server) Title(channel, ts string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.titles[thread{channel, ts}]
}

// Session is the status of an agent's session: active, processing, suspended or
// closed; "" when there is none.
func (s *Server) Session(channel, ts string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sessions[thread{channel, ts}]
}

// View is the modal that a user sees; false when none is open.
func (s *Server) View(user string) (View, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	stack := s.stacks[user]
	if len(stack) == 0 {
		return View{}, false
	}
	return stack[len(stack)-1].View, true
}

// Home is the home tab of a user; false when none was published.
func (s *Server) Home(user string) (View, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.homes[user]; v != nil {
		return v.View, true
	}
	return View{}, false
}

// Calls are the calls of a method of the Web API so far, of all methods for "".
func (s *Server) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.calls), func(c Call) bool { return method != "" && c.Method != method })
}

// Acks are the acknowledgements so far.
func (s *Server) Acks() []Ack {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.acks)
}

// Connected is the number of open connections of socket mode.
func (s *Server) Connected() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sockets)
}

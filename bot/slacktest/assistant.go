package slacktest

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Limits of the assistant's and the agent's methods. Source: their pages in Slack's
// reference.
const (
	statusLife   = 2 * time.Minute
	mostLoading  = 10
	mostPrompts  = 4
	longestTitle = 200
)

// status is what the bot says it is doing.
type status struct {
	text    string
	loading []string
	since   time.Time
}

// Prompt is a suggested question.
type Prompt struct {
	Title   string `json:"title"`
	Message string `json:"message"`
}

// status is that of a thread; zero when it is over.
func (s *Server) status(t thread) status {
	st := s.statuses[t]
	if s.o.Clock.Now().Sub(st.since) >= statusLife {
		return status{}
	}
	return st
}

// threadArg returns the thread that a call names; the error code tells which part is
// wrong.
func (s *Server) threadArg(c *call) (thread, *refusal) {
	ch, ts := s.find(c.args["channel_id"]), c.args["thread_ts"]
	switch {
	case ch == nil || !ch.members[s.BotUserID]:
		return thread{}, c.refuse("channel_not_found")
	case ts != "" && ch.byTS[ts] == nil:
		return thread{}, c.refuse("invalid_thread_ts")
	}
	return thread{ch.ID, ts}, nil
}

func setStatus(s *Server, c *call) (map[string]any, *refusal) {
	t, refused := s.threadArg(c)
	if refused != nil {
		return nil, refused
	}
	var loading []string
	if raw := c.args["loading_messages"]; raw != "" && json.Unmarshal([]byte(raw), &loading) != nil {
		loading = strings.Split(raw, ",")
	}
	if len(loading) > mostLoading {
		return nil, invalid("no more than %d items allowed [json-pointer:/loading_messages]", mostLoading)
	}
	delete(s.statuses, t)
	if text := c.args["status"]; text != "" {
		s.statuses[t] = status{text, loading, s.o.Clock.Now()}
	}
	return nil, nil
}

func setTitle(s *Server, c *call) (map[string]any, *refusal) {
	t, refused := s.threadArg(c)
	if refused != nil {
		return nil, refused
	}
	s.titles[t] = c.args["title"]
	return nil, nil
}

func setSuggestedPrompts(s *Server, c *call) (map[string]any, *refusal) {
	t, refused := s.threadArg(c)
	if refused != nil {
		return nil, refused
	}
	var prompts []Prompt
	if json.Unmarshal([]byte(c.args["prompts"]), &prompts) != nil {
		return nil, invalid("must be a valid json [json-pointer:/prompts]")
	}
	switch {
	case len(prompts) > mostPrompts:
		return nil, invalid("no more than %d items allowed [json-pointer:/prompts]", mostPrompts)
	case slices.ContainsFunc(prompts, func(p Prompt) bool { return p.Title == "" || p.Message == "" }):
		return nil, invalid("missing required field [json-pointer:/prompts]")
	case s.app.AgentView && t.ts != "", !s.app.AgentView && t.ts == "":
		return nil, c.refuse("invalid_thread_ts")
	}
	s.prompts[t] = prompts
	return nil, nil
}

func sessionsSetStatus(s *Server, c *call) (map[string]any, *refusal) {
	t, refused := s.threadArg(c)
	switch {
	case refused != nil:
		return nil, refused
	case !s.app.AgentView || !s.app.has([]string{"assistant:write"}):
		return nil, c.refuse("not_an_agent")
	case !slices.Contains([]string{"active", "processing", "suspended", "closed"}, c.args["status"]):
		return nil, invalid("must be a valid enum value [json-pointer:/status]")
	case utf8.RuneCountInString(c.args["title"]) > longestTitle:
		return nil, invalid("must be less than %d characters [json-pointer:/title]", longestTitle+1)
	case c.args["initiator_user_id"] != "" && !s.channels[t.channel].members[c.args["initiator_user_id"]]:
		return nil, c.refuse("user_not_found")
	}
	if _, begun := s.sessions[t]; !begun && c.args["title"] != "" {
		s.titles[t] = c.args["title"]
	}
	s.sessions[t] = c.args["status"]
	return map[string]any{"status": c.args["status"], "agent_status": c.args["status"], "title": s.titles[t]}, nil
}

func sessionsRename(s *Server, c *call) (map[string]any, *refusal) {
	t, refused := s.threadArg(c)
	switch {
	case refused != nil:
		return nil, refused
	case utf8.RuneCountInString(c.args["title"]) > longestTitle:
		return nil, invalid("must be less than %d characters [json-pointer:/title]", longestTitle+1)
	case s.sessions[t] == "":
		return nil, c.refuse("session_not_found")
	}
	s.titles[t] = c.args["title"]
	return map[string]any{"title": c.args["title"]}, nil
}

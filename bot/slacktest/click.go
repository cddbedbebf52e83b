package slacktest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"reportbot/bot/slacktest/blockkit"
)

// Click uses a button or a menu of a message. value chooses among several controls
// with the same action_id, and an option of a menu; "" takes the first.
func (s *Server) Click(user, channel, ts, action, value string) (*Sent, error) {
	s.mu.Lock()
	defer s.unlock()
	ch, m := s.channels[channel], s.seen(channel, ts)
	if m == nil || m.To != "" && m.To != user || !ch.members[user] {
		return nil, fmt.Errorf("click: %s sees no message %s in %s", user, ts, channel)
	}
	control, ok := pick(m.Controls(), action, value)
	if !ok || !s.app.Interactive {
		return nil, fmt.Errorf("click: message %s has no %s %s", ts, action, value)
	}
	container := map[string]any{"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": m.To != ""}
	if m.ThreadTS != "" {
		container["thread_ts"] = m.ThreadTS
	}
	payload := s.interaction("block_actions", user)
	payload["container"], payload["channel"] = container, map[string]any{"id": channel, "name": ch.Name}
	payload["actions"] = []any{s.action(control, value)}
	payload["message"] = s.json(m, true)
	payload["state"] = map[string]any{"values": map[string]any{}}
	payload["response_url"] = s.responseURL(responseURL{channel: channel, thread: m.ThreadTS, user: user, original: ts})
	return sent("", s.queue(Interactive, encode(payload), nil)), nil
}

// ClickView uses a button or a menu of the modal that a user sees.
func (s *Server) ClickView(user, action, value string) (*Sent, error) {
	s.mu.Lock()
	defer s.unlock()
	v := s.top(user)
	if v == nil {
		return nil, fmt.Errorf("click: %s sees no modal", user)
	}
	control, ok := pick(v.Controls(), action, value)
	if !ok || !s.app.Interactive {
		return nil, fmt.Errorf("click: the modal has no %s %s", action, value)
	}
	payload := s.interaction("block_actions", user)
	payload["container"], payload["view"] = map[string]any{"type": "view", "view_id": v.ID}, s.viewJSON(v)
	payload["actions"] = []any{s.action(control, value)}
	return sent("", s.queue(Interactive, encode(payload), nil)), nil
}

func (s *Server) top(user string) *view {
	if stack := s.stacks[user]; len(stack) > 0 {
		return stack[len(stack)-1]
	}
	return nil
}

// pick returns the control that is meant.
func pick(controls []blockkit.Control, action, value string) (blockkit.Control, bool) {
	var same []blockkit.Control
	for _, c := range controls {
		if c.ActionID == action {
			same = append(same, c)
		}
	}
	i := slices.IndexFunc(same, func(c blockkit.Control) bool {
		return value == "" || c.Value == value || slices.ContainsFunc(c.Options, func(o blockkit.Option) bool { return o.Value == value })
	})
	if i < 0 {
		return blockkit.Control{}, false
	}
	return same[i], true
}

// action is a use of a control, as payloads tell it.
func (s *Server) action(c blockkit.Control, value string) map[string]any {
	a := map[string]any{"type": c.Type, "action_id": c.ActionID, "block_id": c.BlockID, "action_ts": s.ts()}
	if len(c.Options) > 0 {
		i := max(0, slices.IndexFunc(c.Options, func(o blockkit.Option) bool { return o.Value == value }))
		a["selected_option"] = c.Options[i].JSON()
		return a
	}
	if c.Label != "" {
		a["text"] = map[string]any{"type": "plain_text", "text": c.Label, "emoji": true}
	}
	if c.Value != "" {
		a["value"] = c.Value
	}
	return a
}

// interaction is what all payloads of interactions have in common.
func (s *Server) interaction(kind, user string) map[string]any {
	u := s.users[user]
	return map[string]any{
		"type": kind, "token": "verification-token", "api_app_id": s.AppID, "trigger_id": s.trigger(user), "enterprise": nil, "is_enterprise_install": false,
		"team": map[string]any{"id": s.TeamID, "domain": s.domain()},
		"user": map[string]any{"id": user, "username": u.Name, "name": u.Name, "team_id": u.Team},
	}
}

// Submit fills in the inputs of the modal that a user sees, by action_id (several
// options of a menu divided by commas), and submits it.
func (s *Server) Submit(user string, values map[string]string) (*Sent, error) {
	s.mu.Lock()
	defer s.unlock()
	v := s.top(user)
	if v == nil || v.Submit == "" || !s.app.Interactive {
		return nil, fmt.Errorf("submit: %s sees no modal to submit", user)
	}
	used := 0
	for _, c := range v.Controls() {
		value, given := values[c.ActionID]
		if given {
			used++
		}
		if c.Required && value == "" && c.Initial == "" {
			return nil, fmt.Errorf("submit: %s must be filled in", c.ActionID)
		}
		if c.Input {
			v.fill(c, value, given)
		}
	}
	if used < len(values) {
		return nil, fmt.Errorf("submit: the modal does not have all of %v", values)
	}
	payload := s.interaction("view_submission", user)
	payload["view"], payload["response_urls"] = s.viewJSON(v), []any{}
	return sent("", s.queue(Interactive, encode(payload), func(a Ack) string { return s.submitted(v, a) })), nil
}

// fill puts a value into the state of a view.
func (v *view) fill(c blockkit.Control, value string, given bool) {
	if !given {
		value = c.Initial
	}
	state := map[string]any{"type": c.Type}
	var chosen []any
	for _, o := range c.Options {
		if slices.Contains(strings.Split(value, ","), o.Value) {
			chosen = append(chosen, o.JSON())
		}
	}
	switch {
	case c.Type == "checkboxes" || strings.HasPrefix(c.Type, "multi_"):
		state["selected_options"] = slices.Concat([]any{}, chosen)
	case len(c.Options) > 0 && len(chosen) > 0:
		state["selected_option"] = chosen[0]
	case len(c.Options) > 0:
		state["selected_option"] = nil
	case value != "":
		state["value"] = value
	default:
		state["value"] = nil
	}
	if v.state[c.BlockID] == nil {
		v.state[c.BlockID] = map[string]any{}
	}
	v.state[c.BlockID][c.ActionID] = state
}

// submitted does what the ack of a submission asks for: close, clear, errors, update
// or push.
func (s *Server) submitted(v *view, a Ack) string {
	var r struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   json.RawMessage   `json:"view"`
	}
	if len(a.Payload) > 0 && string(a.Payload) != "null" {
		if err := json.Unmarshal(a.Payload, &r); err != nil {
			return "invalid_payload"
		}
	}
	if s.views[v.ID] != v {
		return "not_found" // it was closed meanwhile
	}
	v.Errors = nil
	switch r.Action {
	case "":
		s.close(v.user, false)
	case "clear":
		s.close(v.user, true)
	case "errors":
		return v.reject(r.Errors)
	case "update", "push":
		return s.replaceView(v, r.Action, r.View)
	default:
		return "unknown response_action " + r.Action
	}
	return ""
}

// reject shows errors below inputs; those of other blocks Slack does not take.
func (v *view) reject(errors map[string]string) string {
	if len(errors) == 0 {
		return "errors are missing"
	}
	for block := range errors {
		if !slices.ContainsFunc(v.Controls(), func(c blockkit.Control) bool { return c.Input && c.BlockID == block }) {
			return "no input block " + block
		}
	}
	v.Errors = errors
	return ""
}

func (s *Server) replaceView(v *view, action string, raw json.RawMessage) string {
	if problems := blockkit.CheckView(raw); len(problems) > 0 {
		return strings.Join(problems, "; ")
	}
	next := s.makeView(raw)
	if action == "update" {
		v.change(next)
		return ""
	}
	if len(s.stacks[v.user]) == mostViews {
		return "push_limit_reached"
	}
	s.show(v.user, next)
	return ""
}

// CloseView closes the modal that a user sees.
func (s *Server) CloseView(user string) {
	s.mu.Lock()
	defer s.unlock()
	s.close(user, false)
}

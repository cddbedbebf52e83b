package slacktest

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"time"

	"reportbot/bot/slacktest/blockkit"
)

const (
	triggerLife = 3 * time.Second
	mostViews   = 3 // in a stack
	largestView = 250 * 1024
)

// View is a modal, or a home tab.
type View struct {
	ID              string
	Type            string // modal or home
	CallbackID      string
	ExternalID      string
	Hash            string
	Title           string
	Submit          string // the label of the button, "" for none
	PrivateMetadata string
	Blocks          json.RawMessage
	Errors          map[string]string // told to the user after a submission, by block_id
}

// String is the view as people read it.
func (v View) String() string {
	text := blockkit.Text(v.Blocks)
	if v.Title != "" {
		text = v.Title + "\n" + text
	}
	for block, message := range v.Errors {
		text += fmt.Sprintf("\n! %s: %s", block, message)
	}
	return text
}

// Controls are the buttons, menus and inputs of the view, from top to bottom.
func (v View) Controls() []blockkit.Control { return blockkit.Controls(v.Blocks) }

// view is a View and what only the server needs.
type view struct {
	View
	user   string
	fields map[string]json.RawMessage // as the app gave them
	root   string
	before string // the view below
	state  map[string]map[string]any
}

// trigger lets the app open a view for a user, once and soon.
type trigger struct {
	user string
	end  time.Time
	used bool
}

var triggerForm = regexp.MustCompile(`^\d+\.\d+\.[0-9a-z]+$`)

// trigger returns a fresh trigger_id of a user.
func (s *Server) trigger(user string) string {
	s.ids++
	id := fmt.Sprintf("%d.%d.%032x", s.ids, s.o.Clock.Now().Unix(), s.ids)
	s.triggers[id] = &trigger{user: user, end: s.o.Clock.Now().Add(triggerLife)}
	return id
}

// exchange takes the user of a trigger.
func (s *Server) exchange(c *call) (string, *refusal) {
	id := c.args["trigger_id"]
	if id == "" {
		id = c.args["interactivity_pointer"]
	}
	t := s.triggers[id]
	switch {
	case t == nil && !triggerForm.MatchString(id):
		return "", c.refuse("invalid_trigger_id")
	case t == nil || !t.used && !s.o.Clock.Now().Before(t.end):
		return "", c.refuse("expired_trigger_id")
	case t.used:
		return "", c.refuse("exchanged_trigger_id")
	}
	t.used = true
	return t.user, nil
}

// read checks the view of a call and makes it, or changes it, when old is given.
func (s *Server) read(c *call, kind string, old *view) (*view, *refusal) {
	raw := []byte(c.args["view"])
	if len(raw) > largestView {
		return nil, c.refuse("view_too_large")
	}
	if problems := blockkit.CheckView(raw); len(problems) > 0 {
		return nil, refuse("invalid_arguments", problems...)
	}
	v := s.makeView(raw)
	if v.Type != kind {
		return nil, invalid("must be a valid view of type %s [json-pointer:/view/type]", kind)
	}
	for _, other := range s.views {
		if v.ExternalID != "" && other.ExternalID == v.ExternalID && other != old {
			return nil, c.refuse("duplicate_external_id")
		}
	}
	return v, nil
}

// makeView reads a view that was checked.
func (s *Server) makeView(raw []byte) *view {
	v := &view{state: map[string]map[string]any{}}
	decode(string(raw), &v.fields)
	plain := func(name string) (text string) {
		var object struct {
			Text string `json:"text"`
		}
		if json.Unmarshal(v.fields[name], &text) != nil && json.Unmarshal(v.fields[name], &object) == nil {
			text = object.Text
		}
		return text
	}
	v.View = View{
		ID: s.id("V"), Type: plain("type"), CallbackID: plain("callback_id"), ExternalID: plain("external_id"), Title: plain("title"), Submit: plain("submit"),
		PrivateMetadata: plain("private_metadata"), Blocks: blockkit.Fill(v.fields["blocks"], func() string { return s.id("b") }), Hash: s.hash(),
	}
	return v
}

func (s *Server) hash() string {
	return fmt.Sprintf("%d.%s", s.o.Clock.Now().Unix(), s.id("h"))
}

// show puts a view on top of what its user sees.
func (s *Server) show(user string, v *view) {
	v.user, v.root = user, v.ID
	if stack := s.stacks[user]; len(stack) > 0 {
		v.root, v.before = stack[0].ID, stack[len(stack)-1].ID
	}
	s.views[v.ID] = v
	s.stacks[user] = append(s.stacks[user], v)
}

// change gives a view what another one holds, and a new hash.
func (v *view) change(to *view) {
	id := v.ID
	v.View, v.fields = to.View, to.fields
	v.ID = id
}

// close takes a user's views away, the top one or all.
func (s *Server) close(user string, all bool) {
	stack := s.stacks[user]
	for len(stack) > 0 {
		delete(s.views, stack[len(stack)-1].ID)
		stack = stack[:len(stack)-1]
		if !all {
			break
		}
	}
	s.stacks[user] = stack
}

func viewsOpen(s *Server, c *call) (map[string]any, *refusal) {
	v, refused := s.read(c, "modal", nil)
	if refused != nil {
		return nil, refused
	}
	u, refused := s.exchange(c)
	if refused != nil {
		return nil, refused
	}
	s.close(u, true)
	s.show(u, v)
	return map[string]any{"view": s.viewJSON(v)}, nil
}

func viewsPush(s *Server, c *call) (map[string]any, *refusal) {
	v, refused := s.read(c, "modal", nil)
	if refused != nil {
		return nil, refused
	}
	u, refused := s.exchange(c)
	switch {
	case refused != nil:
		return nil, refused
	case len(s.stacks[u]) == 0:
		return nil, c.refuse("not_found")
	case len(s.stacks[u]) == mostViews:
		return nil, c.refuse("push_limit_reached")
	}
	s.show(u, v)
	return map[string]any{"view": s.viewJSON(v)}, nil
}

func viewsUpdate(s *Server, c *call) (map[string]any, *refusal) {
	old := s.views[c.args["view_id"]]
	for _, v := range s.views {
		if id := c.args["external_id"]; id != "" && c.args["view_id"] == "" && v.ExternalID == id {
			old = v
		}
	}
	switch {
	case c.args["view_id"] == "" && c.args["external_id"] == "":
		return nil, invalid("missing required field: view_id")
	case old == nil:
		return nil, c.refuse("not_found")
	case c.args["hash"] != "" && c.args["hash"] != old.Hash:
		return nil, c.refuse("hash_conflict")
	}
	v, refused := s.read(c, old.Type, old)
	if refused != nil {
		return nil, refused
	}
	old.change(v)
	return map[string]any{"view": s.viewJSON(old)}, nil
}

func viewsPublish(s *Server, c *call) (map[string]any, *refusal) {
	u := c.args["user_id"]
	old := s.homes[u]
	switch {
	case s.users[u] == nil:
		return nil, invalid("invalid user_id")
	case c.args["hash"] != "" && (old == nil || old.Hash != c.args["hash"]):
		return nil, c.refuse("hash_conflict")
	}
	v, refused := s.read(c, "home", old)
	if refused != nil {
		return nil, refused
	}
	if old == nil {
		v.user, v.root = u, v.ID
		s.homes[u], s.views[v.ID], old = v, v, v
	} else {
		old.change(v)
	}
	return map[string]any{"view": s.viewJSON(old)}, nil
}

// viewJSON is the view as the Web API and payloads show it.
func (s *Server) viewJSON(v *view) map[string]any {
	j := map[string]any{
		"id": v.ID, "team_id": s.TeamID, "app_id": s.AppID, "app_installed_team_id": s.TeamID, "bot_id": s.BotID,
		"hash": v.Hash, "root_view_id": v.root, "previous_view_id": nil, "state": map[string]any{"values": maps.Clone(v.state)},
		"external_id": "", "callback_id": "", "private_metadata": "", "clear_on_close": false, "notify_on_close": false, "close": nil, "submit": nil,
	}
	for name, value := range v.fields {
		if strings.TrimSpace(string(value)) != "null" {
			j[name] = value
		}
	}
	j["blocks"] = v.Blocks
	if v.before != "" {
		j["previous_view_id"] = v.before
	}
	return j
}

package slacktest

import (
	"regexp"
	"slices"
)

var emojiName = regexp.MustCompile(`^[a-z0-9_+'-]+(::skin-tone-[2-6])?$`)

// reacted returns the message that a call reacts to.
func (s *Server) reacted(c *call) (*message, *refusal) {
	ch := s.find(c.args["channel"])
	switch {
	case c.args["channel"] == "" || c.args["timestamp"] == "": // reactions.remove alone gets here
		return nil, c.refuse("no_item_specified")
	case ch == nil || !ch.members[s.BotUserID]:
		return nil, c.refuse("channel_not_found")
	case ch.byTS[c.args["timestamp"]] == nil:
		return nil, c.refuse("message_not_found")
	case !emojiName.MatchString(c.args["name"]):
		return nil, c.refuse("invalid_name")
	}
	return ch.byTS[c.args["timestamp"]], nil
}

func reactionsAdd(s *Server, c *call) (map[string]any, *refusal) {
	m, refused := s.reacted(c)
	if refused != nil {
		return nil, refused
	}
	name := c.args["name"]
	if slices.Contains(m.Reactions[name], s.BotUserID) {
		return nil, c.refuse("already_reacted")
	}
	if m.Reactions == nil {
		m.Reactions = map[string][]string{}
	}
	m.Reactions[name] = append(m.Reactions[name], s.BotUserID)
	return nil, nil
}

func reactionsRemove(s *Server, c *call) (map[string]any, *refusal) {
	m, refused := s.reacted(c)
	if refused != nil {
		return nil, refused
	}
	name := c.args["name"]
	i := slices.Index(m.Reactions[name], s.BotUserID)
	if i < 0 {
		return nil, c.refuse("no_reaction")
	}
	m.Reactions[name] = slices.Delete(slices.Clone(m.Reactions[name]), i, i+1)
	if len(m.Reactions[name]) == 0 {
		delete(m.Reactions, name)
	}
	return nil, nil
}

package blockkit

import "encoding/json"

// Control is a button, a menu or an input.
type Control struct {
	BlockID  string
	ActionID string
	Type     string
	Label    string // on the button, or above the input
	Value    string // that the button sends
	URL      string // that the button opens
	Options  []Option
	Input    bool   // it belongs to a form, and is sent with it
	Required bool   // the form is not sent without it
	Initial  string // what it holds before somebody uses it: a text, or the value of an option
}

// Option is one of a menu.
type Option struct{ Label, Value string }

// JSON is the option as payloads show it.
func (o Option) JSON() map[string]any {
	return map[string]any{"text": map[string]any{"type": "plain_text", "text": o.Label, "emoji": true}, "value": o.Value}
}

// Controls are the controls of blocks, from top to bottom. Feedback buttons are two.
func Controls(raw json.RawMessage) []Control {
	var all []Control
	for _, b := range parse(raw) {
		m := asMap(b)
		eachElement(b, func(e map[string]any) {
			c := controlOf(e)
			c.BlockID, _ = m["block_id"].(string)
			if typeOf(b) == "input" {
				c.Input, c.Label = true, text(m["label"])
				optional, _ := m["optional"].(bool)
				c.Required = !optional
			}
			if c.Type != "feedback_buttons" {
				all = append(all, c)
				return
			}
			for _, name := range []string{"positive_button", "negative_button"} {
				half := c
				half.Label, half.Value = text(asMap(e[name])["text"]), word(asMap(e[name])["value"])
				all = append(all, half)
			}
		})
	}
	return all
}

func controlOf(e map[string]any) Control {
	c := Control{ActionID: word(e["action_id"]), Type: typeOf(e), Label: text(e["text"]), Value: word(e["value"]), URL: word(e["url"])}
	options := asList(e["options"])
	for _, group := range asList(e["option_groups"]) {
		options = append(options, asList(asMap(group)["options"])...)
	}
	for _, o := range options {
		c.Options = append(c.Options, Option{text(asMap(o)["text"]), word(asMap(o)["value"])})
	}
	c.Initial = word(e["initial_value"])
	if o := asMap(e["initial_option"]); o != nil {
		c.Initial = word(o["value"])
	}
	if c.Label == "" {
		c.Label = text(e["placeholder"])
	}
	return c
}

// text is the text of a text object.
func text(v any) string { return word(asMap(v)["text"]) }

func word(v any) string {
	s, _ := v.(string)
	return s
}

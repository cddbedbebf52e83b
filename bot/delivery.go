package bot

import (
	"encoding/json"
	"net/url"
	"strings"
)

// kind is what Slack delivers.
type kind int

const (
	event   kind = iota // something happened in the workspace
	action              // somebody used a button or a modal
	command             // somebody typed a slash command
)

// lenient is a JSON string; anything else in its place is "". Slack uses the same
// names for strings and objects in different events.
type lenient string

func (s *lenient) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		*s = lenient(text)
	}
	return nil
}

// eventPayload is what the bot reads of an event. Payloads are decoded here and not
// by the library, which refuses whole ones for a field that the bot has no use for.
type eventPayload struct {
	Type  lenient    `json:"type"`
	Team  lenient    `json:"team_id"`
	ID    lenient    `json:"event_id"`
	Event innerEvent `json:"event"`
}

type innerEvent struct {
	Type        lenient         `json:"type"`
	SubType     lenient         `json:"subtype"`
	Channel     lenient         `json:"channel"`
	ChannelType lenient         `json:"channel_type"`
	User        lenient         `json:"user"`
	Team        lenient         `json:"team"`      // of the message's author
	UserTeam    lenient         `json:"user_team"` // the same, in channels that are shared
	BotID       lenient         `json:"bot_id"`
	BotProfile  json.RawMessage `json:"bot_profile"`
	Edited      json.RawMessage `json:"edited"`
	Hidden      bool            `json:"hidden"`
	Text        lenient         `json:"text"`
	TS          lenient         `json:"ts"`
	ThreadTS    lenient         `json:"thread_ts"`
	Tab         lenient         `json:"tab"`
}

// UnmarshalJSON reads an event whose other fields may be of any shape.
func (e *eventPayload) UnmarshalJSON(data []byte) error {
	type plain eventPayload
	var outer struct {
		plain
		Event json.RawMessage `json:"event"`
	}
	if err := json.Unmarshal(data, &outer); err != nil {
		return err
	}
	*e = eventPayload(outer.plain)
	_ = json.Unmarshal(outer.Event, &e.Event) // an event of no known shape is none that the bot acts upon
	return nil
}

// actionPayload is what the bot reads of an interaction.
type actionPayload struct {
	Type        lenient `json:"type"`
	Team        idOnly  `json:"team"`
	User        userRef `json:"user"`
	Channel     idOnly  `json:"channel"`
	TriggerID   lenient `json:"trigger_id"`
	ResponseURL lenient `json:"response_url"`
	Container   struct {
		MessageTS lenient `json:"message_ts"`
		ThreadTS  lenient `json:"thread_ts"`
		Ephemeral bool    `json:"is_ephemeral"`
	} `json:"container"`
	Message struct {
		TS       lenient `json:"ts"`
		ThreadTS lenient `json:"thread_ts"`
	} `json:"message"`
	Actions []struct {
		ActionID lenient `json:"action_id"`
		Value    lenient `json:"value"`
		TS       lenient `json:"action_ts"`
	} `json:"actions"`
	View json.RawMessage `json:"view"`
}

type idOnly struct {
	ID lenient `json:"id"`
}

type userRef struct {
	ID   lenient `json:"id"`
	Team lenient `json:"team_id"`
}

// commandPayload is what the bot reads of a slash command.
type commandPayload struct {
	Command     lenient `json:"command"`
	Text        lenient `json:"text"`
	Team        lenient `json:"team_id"`
	Channel     lenient `json:"channel_id"`
	User        lenient `json:"user_id"`
	TriggerID   lenient `json:"trigger_id"`
	ResponseURL lenient `json:"response_url"`
}

// formCommand makes the JSON of a command that came as a form.
func formCommand(form url.Values) ([]byte, error) {
	fields := map[string]string{}
	for name, values := range form {
		fields[name] = strings.Join(values, " ")
	}
	return json.Marshal(fields)
}

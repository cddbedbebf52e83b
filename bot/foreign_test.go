package bot

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack/slackevents"

	"reportbot/bot/slacktest"
)

// foreign is one payload that others wrote for their tests, as Slack would deliver
// it.
type foreign struct {
	name    string
	kind    slacktest.Envelope
	what    string // its types, for the count
	payload map[string]any
}

// foreignSets are the folders of payloads below slack-fixtures.
var foreignSets = []string{"bolt-python-test-payloads", "slack-go-v0.35.0-test-payloads", "slack-morphism"}

// readForeign returns what the folders hold of deliveries, and the names of the rest
// by the reason why they are none.
func readForeign(t *testing.T) (all []foreign, none map[string][]string) {
	t.Helper()
	root := os.Getenv("REPORTBOT_DATASETS")
	if root == "" {
		t.Skip("REPORTBOT_DATASETS is not set: no payloads of others to deliver")
	}
	none = map[string][]string{}
	for _, set := range foreignSets {
		files, err := filepath.Glob(filepath.Join(root, "slack-fixtures", set, "*.json"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no payloads in %s: %v", set, err)
		}
		for _, file := range files {
			name := set + "/" + strings.TrimSuffix(filepath.Base(file), ".json")
			f, why := foreignOf(t, file)
			if why != "" {
				none[why] = append(none[why], name)
				continue
			}
			f.name = name
			all = append(all, f)
		}
	}
	return all, none
}

// Types of outer payloads.
var (
	interactions = strings.Fields(`block_actions block_suggestion interactive_message message_action shortcut view_submission view_closed
		dialog_submission dialog_cancellation dialog_suggestion workflow_step_edit`)
	outerEvents   = strings.Fields("event_callback app_rate_limited url_verification")
	socketControl = strings.Fields("hello disconnect")
	// Events that this version of slack-go has no type for in its table.
	unknownEvents = strings.Fields(`app_installed app_deleted app_requested app_uninstalled_team call_rejected channel_history_changed dnd_updated
		dnd_updated_user email_domain_changed file_created file_public group_close group_history_changed group_open im_close im_created
		im_history_changed im_open user_change user_huddle_changed`)
)

// foreignOf reads one file; why says that it is no delivery.
func foreignOf(t *testing.T, file string) (f foreign, why string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p := object(t, data)
	if wrapped, is := p["payload"]; is && p["_source"] != nil { // as the collectors noted it
		if p, is = wrapped.(map[string]any); !is {
			return f, "a list: blocks or commands that an app sends"
		}
	}
	if p["envelope_id"] != nil { // of Socket Mode: what is in it is delivered
		p, _ = p["payload"].(map[string]any)
	}
	kind, _ := p["type"].(string)
	switch _, event := p["event"].(map[string]any); {
	case event || slices.Contains(outerEvents, kind):
		return foreign{kind: slacktest.Events, payload: p, what: "event " + typeOf(p)}, ""
	case slices.Contains(interactions, kind):
		return foreign{kind: slacktest.Interactive, payload: p, what: "interaction " + kind}, ""
	case p["container"] != nil:
		return foreign{kind: slacktest.Interactive, payload: p, what: "interaction without a type"}, ""
	case p["is_enterprise_install"] != nil:
		return foreign{kind: slacktest.Commands, payload: p, what: "command"}, ""
	case slices.Contains(socketControl, kind):
		return f, "a message about the connection"
	case isEvent(kind) || p["event_type"] != nil:
		team := cmp.Or(p["user_team"], p["team"], any("T00000001"))
		wrapped := map[string]any{"type": "event_callback", "event_id": "Ev", "team_id": team, "event": p}
		return foreign{kind: slacktest.Events, payload: wrapped, what: "bare event " + typeOf(wrapped)}, ""
	case p["ok"] != nil || p["response_action"] != nil || p["options"] != nil || p["option_groups"] != nil:
		return f, "a response"
	}
	return f, "a block, view, file or entity by itself"
}

func isEvent(kind string) bool {
	_, known := slackevents.EventsAPIInnerEventMapping[slackevents.EventsAPIType(kind)]
	return known || slices.Contains(unknownEvents, kind)
}

// object decodes JSON without a loss; nil for a list.
func object(t *testing.T, data []byte) map[string]any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	p, _ := v.(map[string]any)
	return p
}

// typeOf names an event by its types.
func typeOf(p map[string]any) string {
	inner, _ := p["event"].(map[string]any)
	if inner == nil {
		return fmt.Sprint(p["type"])
	}
	name := fmt.Sprint(inner["type"])
	if inner["type"] == nil {
		name = fmt.Sprint(inner["event_type"])
	}
	if inner["subtype"] != nil {
		name += "/" + fmt.Sprint(inner["subtype"])
	}
	return name
}

// asks tells by the words of the payload alone whether a person asks the bot: the
// rules of the bot once more, in another form.
func (f foreign) asks(bot string) bool {
	e, _ := f.payload["event"].(map[string]any)
	has := func(name string) bool { return e[name] != nil && e[name] != "" }
	text := func(name string) string { s, _ := e[name].(string); return s }
	person := has("user") && text("user") != bot && text("user") != "USLACKBOT" && !has("bot_id") && !has("bot_profile") && !has("edited")
	fresh := !has("subtype") || text("subtype") == "file_share" || text("subtype") == "thread_broadcast"
	direct := text("channel_type") == "im" || strings.HasPrefix(text("channel"), "D")
	named := strings.Contains(text("text"), "<@"+bot+">")
	message := text("type") == "message" || text("type") == "app_mention"
	return message && person && fresh && text("channel") != "" && text("ts") != "" && (text("type") == "app_mention" || direct || named)
}

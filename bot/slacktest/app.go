package slacktest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// App is what the workspace knows of the app under test.
type App struct {
	Scopes      []string // of the bot token
	Events      []string // that it subscribed to, as a manifest names them: "message.im"
	Commands    []string // slash commands, with the slash
	AgentView   bool     // conversations are in the Messages tab, not in the older assistant pane
	Interactive bool     // clicks and submissions are delivered
}

// DefaultApp may do, and hears of, all that this package knows.
func DefaultApp() App {
	app := App{AgentView: true, Interactive: true, Commands: []string{"/ask"}}
	app.Events = slices.Sorted(maps.Keys(eventScopes))
	scopes := map[string]bool{"commands": true, "chat:write.public": true, "chat:write.customize": true}
	for _, scope := range eventScopes {
		scopes[scope] = scope != ""
	}
	for _, m := range methods {
		for _, scope := range m.scopes {
			scopes[scope] = true
		}
	}
	maps.DeleteFunc(scopes, func(_ string, is bool) bool { return !is })
	app.Scopes = slices.Sorted(maps.Keys(scopes))
	return app
}

// ReadManifest reads what an app manifest in JSON grants.
func ReadManifest(data []byte) (App, error) {
	var m struct {
		Features struct {
			AgentView     *struct{} `json:"agent_view"`
			SlashCommands []struct {
				Command string `json:"command"`
			} `json:"slash_commands"`
		} `json:"features"`
		OAuth struct {
			Scopes struct {
				Bot []string `json:"bot"`
			} `json:"scopes"`
		} `json:"oauth_config"`
		Settings struct {
			Subscriptions struct {
				Bot []string `json:"bot_events"`
			} `json:"event_subscriptions"`
			Interactivity struct {
				Enabled bool `json:"is_enabled"`
			} `json:"interactivity"`
		} `json:"settings"`
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return App{}, fmt.Errorf("read the manifest: %w", err)
	}
	app := App{
		Scopes: m.OAuth.Scopes.Bot, Events: m.Settings.Subscriptions.Bot,
		AgentView: m.Features.AgentView != nil, Interactive: m.Settings.Interactivity.Enabled,
	}
	for _, c := range m.Features.SlashCommands {
		app.Commands = append(app.Commands, c.Command)
	}
	return app, nil
}

// eventScopes are the events that this package delivers, by the name of their
// subscription, and the scope that each needs ("" for none). Source: the pages of
// the events in Slack's reference, docs.slack.dev/reference/events.
var eventScopes = map[string]string{
	"agent_session_stopped": "",
	"app_context_changed":   "",
	"app_home_opened":       "",
	"app_mention":           "app_mentions:read",
	"app_uninstalled":       "",
	"file_change":           "files:read",
	"file_deleted":          "files:read",
	"file_shared":           "files:read",
	"message.channels":      "channels:history",
	"message.groups":        "groups:history",
	"message.im":            "im:history",
	"message.mpim":          "mpim:history",
	"tokens_revoked":        "",
}

// hears tells whether an event of this subscription reaches the app.
func (a App) hears(event string) bool {
	scope, known := eventScopes[event]
	return known && slices.Contains(a.Events, event) && (scope == "" || slices.Contains(a.Scopes, scope))
}

// has tells whether the bot token has one of the scopes; true when none is asked for.
func (a App) has(scopes []string) bool {
	return len(scopes) == 0 || slices.ContainsFunc(scopes, func(s string) bool { return slices.Contains(a.Scopes, s) })
}

// runs tells whether a slash command is the app's.
func (a App) runs(command string) bool {
	return slices.Contains(a.Commands, command) && slices.Contains(a.Scopes, "commands") && strings.HasPrefix(command, "/")
}

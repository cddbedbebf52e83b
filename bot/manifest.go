package bot

import (
	"strings"

	"github.com/slack-go/slack"

	"reportbot/bot/blocks"
)

// Scopes are what the bot's token must be allowed, in order: what the methods it
// calls, the events it gets and its command need, and no more.
var Scopes = []string{
	"app_mentions:read", // app_mention
	"assistant:write",   // agent_view, suggested prompts
	"channels:history",  // message.channels, conversations.replies
	"chat:write",        // posts, updates, streams, status, sessions
	"commands",          // /ask
	"groups:history",    // message.groups
	"im:history",        // message.im
	"im:write",          // conversations.open, for an answer that a channel does not take
	"mpim:history",      // message.mpim
	"users:read",        // users.info: guests and people of other workspaces
}

// Events are what Slack is to deliver.
var Events = []string{
	"agent_session_stopped", "app_home_opened", "app_mention", "message.channels", "message.groups", "message.im", "message.mpim",
}

// Command is the slash command.
const Command = "/ask"

// Manifest describes the app to Slack: what it is called, where it shows, and what it
// may do. With address, the public one of Options.Listen, Slack sends HTTP requests
// there; without, Socket Mode is on.
func Manifest(name, address string) slack.Manifest {
	address = strings.TrimRight(address, "/")
	at := func(path string) string {
		if address == "" {
			return ""
		}
		return address + path
	}
	words := blocks.WordsFor(blocks.Chinese)
	m := slack.Manifest{
		Metadata: slack.ManifestMetadata{MajorVersion: 2, MinorVersion: 1},
		Display:  slack.Display{Name: name, Description: "Answers questions about reports and cites report, section and sentence"},
		Features: slack.Features{
			AgentView: &slack.AgentView{AgentDescription: "Ask about any report. Every answer cites the report, the section and the sentence."},
			AppHome:   slack.AppHome{MessagesTabEnabled: true},
			BotUser:   slack.BotUser{DisplayName: name, AlwaysOnline: true},
			SlashCommands: []slack.ManifestSlashCommand{{
				Command: Command, Description: "Ask the reports; only you see the answer", ShouldEscape: true, UsageHint: "[question]", Url: at(commandsPath),
			}},
		},
		OAuthConfig: slack.OAuthConfig{Scopes: slack.OAuthScopes{Bot: Scopes}},
		Settings: slack.Settings{
			EventSubscriptions: &slack.EventSubscriptions{RequestUrl: at(eventsPath), BotEvents: Events},
			Interactivity:      &slack.Interactivity{IsEnabled: true, RequestUrl: at(actionsPath)},
			SocketModeEnabled:  address == "",
		},
	}
	for _, p := range words.Prompts("", 0) {
		m.Features.AgentView.SuggestedPrompts = append(m.Features.AgentView.SuggestedPrompts, slack.ManifestSuggestedPrompt{Title: p.Title, Message: p.Message})
	}
	return m
}

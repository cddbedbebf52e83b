package main

import (
	"encoding/json"
	"fmt"
	"net/url"

	"reportbot/bot"
)

type manifestCmd struct {
	Name string `default:"reportbot" placeholder:"NAME" help:"Name of the app in Slack."`
	URL  string `name:"url" placeholder:"URL" help:"Public address of serve --listen; without it the app uses Socket Mode, which needs none."`
}

// Help is shown below the command's flags.
func (manifestCmd) Help() string {
	return `Prints the Slack app to create: at https://api.slack.com/apps choose Create New App, From a manifest, and paste it.

Examples:
  reportbot manifest
  reportbot manifest --name 年报问答
  reportbot manifest --url https://bot.example.org`
}

const maxAppName = 35 // characters, by Slack's schema of manifests

// Run prints the manifest.
func (cmd *manifestCmd) Run(t terminal) error {
	if n := len([]rune(cmd.Name)); n == 0 || n > maxAppName {
		return &usageError{fmt.Sprintf("--name has %d characters", n), fmt.Sprintf("use 1 to %d", maxAppName)}
	}
	if cmd.URL != "" {
		if u, err := url.Parse(cmd.URL); err != nil || u.Scheme != "https" || u.Host == "" {
			return &usageError{fmt.Sprintf("--url %s: Slack calls https addresses only", cmd.URL), "use one like https://bot.example.org"}
		}
	}
	enc := json.NewEncoder(t.out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(bot.Manifest(cmd.Name, cmd.URL)); err != nil {
		return fmt.Errorf("write the manifest: %w", err)
	}
	return nil
}

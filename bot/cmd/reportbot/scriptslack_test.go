package main

import (
	"encoding/json"
	"slices"

	"github.com/rogpeppe/go-internal/testscript"

	"reportbot/bot"
	"reportbot/bot/slacktest"
)

// startSlack starts a fake Slack and puts its address and tokens into the environment:
// slack [SCOPE…], with the scopes that the app is not given.
func startSlack(ts *testscript.TestScript, _ bool, without []string) {
	manifest, err := json.Marshal(bot.Manifest("reportbot", ""))
	ts.Check(err)
	app, err := slacktest.ReadManifest(manifest)
	ts.Check(err)
	app.Scopes = slices.DeleteFunc(slices.Clone(app.Scopes), func(s string) bool { return slices.Contains(without, s) })
	s := slacktest.New(slacktest.Options{App: &app})
	ts.Defer(s.Close)
	ts.Setenv("REPORTBOT_SLACK_API", s.URL())
	ts.Setenv("SLACK_BOT_TOKEN", s.BotToken)
	ts.Setenv("SLACK_APP_TOKEN", s.AppToken)
}

package main

import (
	"cmp"
	"context"
	"errors"
	"os"
	"strings"

	"reportbot/bot"
)

// checkSlack finds out whether serve could answer in Slack: what there is of tokens,
// and what Slack says to them.
func checkSlack(ctx context.Context, address string) []finding {
	api, err := slackAPI(address)
	if err != nil {
		return []finding{bad("Slack", err)}
	}
	t := tokens{os.Getenv(botTokenName), os.Getenv(appTokenName), os.Getenv(secretName)}
	if t.bot == "" && t.app == "" {
		return []finding{{Name: "Slack", OK: true, Text: "not set up: " + botTokenName + " and " + appTokenName + " are not set", Hint: "to answer in Slack, see reportbot manifest --help"}}
	}
	return []finding{checkBotToken(ctx, api, t.bot), checkAppToken(ctx, api, t)}
}

func checkBotToken(ctx context.Context, api, token string) finding {
	f := finding{Name: "bot token", OK: true}
	if err := checkBot(token); err != nil {
		return bad(f.Name, err)
	}
	account, err := bot.SignIn(ctx, api, token)
	if err != nil {
		return badSlack(f.Name, api, botTokenName, err)
	}
	f.Text = account.User + " in " + account.Workspace
	if len(account.Missing) > 0 {
		f.OK = false
		f.Text += ", without the scopes " + strings.Join(account.Missing, ", ")
		f.Hint = "add them under OAuth & Permissions, or paste what reportbot manifest prints under App Manifest; then install the app again"
	}
	return f
}

// checkAppToken checks the token for Socket Mode, which serve --listen does without.
func checkAppToken(ctx context.Context, api string, t tokens) finding {
	f := finding{Name: "app token", OK: true}
	if t.app == "" && t.secret != "" {
		f.Text = "not set; with " + secretName + ", serve --listen does without"
		return f
	}
	if err := checkApp(t.app); err != nil {
		return bad(f.Name, err)
	}
	if err := bot.Connect(ctx, api, t.app); err != nil {
		return badSlack(f.Name, api, appTokenName, err)
	}
	f.Text = "connections may be opened"
	return f
}

// badSlack is the finding of what Slack said to a token, or did not say.
func badSlack(name, api, variable string, err error) finding {
	f := finding{Name: name, Text: err.Error()}
	switch bot.RefusalOf(err) {
	case bot.BadToken:
		f.Text = variable + " is refused: it is wrong, withdrawn or expired"
		f.Hint = "install the app again and copy the token anew"
	case bot.WrongToken:
		f.Text = variable + " holds a token of another kind"
		f.Hint = botTokenName + " begins with xoxb-, " + appTokenName + " with xapp-"
	case bot.NoScope:
		f.Text = variable + " may not open connections"
		f.Hint = "make an App-Level Token with the scope connections:write, under Basic Information"
	}
	if bot.Unreachable(err) {
		f.Text = strings.TrimSuffix(api, "api/") + " can't be reached: " + rootOf(err)
		f.Hint = "see that this machine may go there, by HTTPS_PROXY if need be, and that --slack-api is right"
	}
	return f
}

// rootOf is what is at the bottom of an error.
func rootOf(err error) string {
	last := err
	for e := err; e != nil; e = errors.Unwrap(e) {
		last = e
	}
	return cmp.Or(last.Error(), err.Error())
}

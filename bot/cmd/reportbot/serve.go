package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"

	"reportbot/bot"
	"reportbot/bot/state"
)

type serveCmd struct {
	Reports   []string `placeholder:"PATH" sep:"none" help:"Answer from the files under PATH only, and read what changes there (may be repeated)."`
	Listen    string   `placeholder:"ADDRESS" help:"Serve Slack's HTTP requests on this address, such as :8080, in place of Socket Mode; needs SLACK_SIGNING_SECRET."`
	FollowUps bool     `default:"true" negatable:"" help:"In a thread that it answered in, take messages that don't name it as questions."`
	Guests    bool     `help:"Answer guests of the workspace too."`
	External  bool     `help:"Answer people of other workspaces too, in channels shared with them."`
	Verbose   bool     `help:"Log more of what is going on."`
	slackFlags
}

// slackFlags are those of all commands that speak to Slack.
type slackFlags struct {
	SlackAPI string `name:"slack-api" default:"https://slack.com" placeholder:"URL" help:"Address of Slack."`
}

// Help is shown below the command's flags.
func (serveCmd) Help() string {
	return `Runs the Slack bot until it is stopped. The tokens come from the environment: SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…). The app is made from what reportbot manifest prints; reportbot doctor tells what is missing.

What it logs goes to standard error, without texts of questions or reports.

Examples:
  reportbot serve --reports reports/
  reportbot serve --llm ollama:qwen3
  reportbot serve --reports reports/ --listen :8080`
}

// Run answers in Slack until ctx ends.
func (cmd *serveCmd) Run(ctx context.Context, g *globals, t terminal) error {
	o, err := cmd.options(t)
	if err != nil {
		return err
	}
	opened, err := g.open(ctx, t, cmd.Reports)
	if err != nil {
		return err
	}
	defer opened.close()
	if o.State, err = openState(ctx, g.Data); err != nil {
		return err
	}
	defer o.State.Close()
	fresh := &newest{opened: opened, globals: g, roots: cmd.Reports, log: o.Log}
	fresh.set(opened.answerer)
	o.Answerer = fresh.answerer
	watching, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		fresh.watch(watching)
	}()
	t.grace.Store(int64(bot.Graceful + grace))
	err = bot.New(o).Run(ctx)
	stop()
	<-done
	return slackError("serve", err)
}

// options checks the tokens and makes the bot's options.
func (cmd *serveCmd) options(t terminal) (bot.Options, error) {
	api, err := slackAPI(cmd.SlackAPI)
	if err != nil {
		return bot.Options{}, err
	}
	tokens, err := readTokens(cmd.Listen != "")
	if err != nil {
		return bot.Options{}, err
	}
	level := slog.LevelInfo
	if cmd.Verbose {
		level = slog.LevelDebug
	}
	return bot.Options{
		API: api, BotToken: tokens.bot, AppToken: tokens.app, SigningSecret: tokens.secret, Listen: cmd.Listen,
		NoFollowUps: !cmd.FollowUps, AllowGuests: cmd.Guests, AllowExternal: cmd.External,
		Log: slog.New(slog.NewTextHandler(t.err, &slog.HandlerOptions{Level: level})),
	}, nil
}

// openState opens what the bot must not forget.
func openState(ctx context.Context, dir string) (*state.DB, error) {
	db, err := state.Open(ctx, dir)
	if errors.Is(err, state.ErrNewer) {
		return nil, hinted("serve", err, "run the newer reportbot, or choose another folder with --data")
	}
	return db, err
}

// slackAPI is the address of the Web API at an address of Slack.
func slackAPI(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", badAddress("--slack-api", address, "https://slack.com")
	}
	return strings.TrimSuffix(strings.TrimRight(address, "/"), "/api") + "/api/", nil
}

// tokens are the secrets of the app.
type tokens struct{ bot, app, secret string }

// The environment variables of the tokens.
const (
	botTokenName = "SLACK_BOT_TOKEN"
	appTokenName = "SLACK_APP_TOKEN"
	secretName   = "SLACK_SIGNING_SECRET"
)

const manifestHint = "reportbot manifest prints the app to create at https://api.slack.com/apps"

// readTokens reads what the bot needs over HTTP or Socket Mode, and refuses a token in
// the wrong place.
func readTokens(overHTTP bool) (tokens, error) {
	t := tokens{os.Getenv(botTokenName), os.Getenv(appTokenName), os.Getenv(secretName)}
	if err := checkBot(t.bot); err != nil {
		return t, err
	}
	if overHTTP {
		if t.secret == "" {
			return t, hinted(secretName, errors.New("is not set"), "copy the Signing Secret, under Basic Information of the app")
		}
		return t, nil
	}
	return t, checkApp(t.app)
}

func checkBot(token string) error {
	return checkToken(botTokenName, token, "xoxb-", "Bot User OAuth Token, under OAuth & Permissions")
}

func checkApp(token string) error {
	return checkToken(appTokenName, token, "xapp-", "App-Level Token with connections:write, under Basic Information")
}

// kindsOfTokens tell what a token is by how it begins.
var kindsOfTokens = map[string]string{
	"xoxb-": "a bot token", "xapp-": "an app-level token", "xoxp-": "a user token", "xoxe": "a configuration token",
	"xoxc-": "a browser's token", "xoxa-": "a token of the old kind", "xoxr-": "a refresh token",
}

func checkToken(name, token, prefix, what string) error {
	switch {
	case token == "":
		return hinted(name, errors.New("is not set"), "copy the %s of the app; %s", what, manifestHint)
	case !strings.HasPrefix(token, prefix):
		kind := "no token of Slack"
		for begin, k := range kindsOfTokens {
			if strings.HasPrefix(token, begin) {
				kind = k
			}
		}
		return hinted(name, fmt.Errorf("holds %s", kind), "it begins with %s: copy the %s of the app", prefix, what)
	}
	return nil
}

// slackError adds to what Slack refuses what to do about it.
func slackError(op string, err error) error {
	switch bot.RefusalOf(err) {
	case bot.BadToken:
		return hinted(op, err, "install the app again and copy the tokens anew; reportbot doctor tells which one is refused")
	case bot.NoScope:
		return hinted(op, err, "reportbot doctor tells what the app is not allowed; then install it again")
	case bot.WrongToken:
		return hinted(op, err, "%s begins with xoxb-, %s with xapp-", botTokenName, appTokenName)
	}
	return err
}

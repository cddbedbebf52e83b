package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/slack-go/slack"
)

// Account is who a bot token belongs to.
type Account struct {
	Workspace, User string
	Missing         []string // of Scopes; nil when Slack does not tell which ones the token has
}

// SignIn asks Slack at an address (Options.API) who a bot token belongs to, and what it
// may not do. RefusalOf and Unreachable read the error.
func SignIn(ctx context.Context, address, token string) (Account, error) {
	var granted []string
	api := slack.New(token, slack.OptionAPIURL(address), slack.OptionHTTPClient(&http.Client{Timeout: callTimeout}),
		slack.OptionOnResponseHeaders(func(_ string, h http.Header) {
			granted = strings.FieldsFunc(h.Get("X-OAuth-Scopes"), func(r rune) bool { return r == ',' || r == ' ' })
		}))
	auth, err := api.AuthTestContext(ctx)
	if err != nil {
		return Account{}, fmt.Errorf("sign in to Slack: %w", err)
	}
	if auth.BotID == "" {
		return Account{}, fmt.Errorf("sign in to Slack: %w", slack.SlackErrorResponse{Err: "not_allowed_token_type"})
	}
	a := Account{Workspace: auth.Team, User: auth.User}
	if granted != nil {
		a.Missing = slices.DeleteFunc(slices.Clone(Scopes), func(s string) bool { return slices.Contains(granted, s) })
	}
	return a, nil
}

// Connect asks Slack whether an app-level token may open a connection of Socket Mode;
// none is opened.
func Connect(ctx context.Context, address, token string) error {
	api := slack.New("", slack.OptionAppLevelToken(token), slack.OptionAPIURL(address), slack.OptionHTTPClient(&http.Client{Timeout: callTimeout}))
	if _, _, err := api.StartSocketModeContext(ctx); err != nil {
		return fmt.Errorf("connect to Slack: %w", err)
	}
	return nil
}

// Unreachable tells whether an error is about the way to Slack, or says nothing of
// what Slack thinks of a token.
func Unreachable(err error) bool {
	_, answered := errors.AsType[slack.SlackErrorResponse](err)
	_, limited := errors.AsType[*slack.RateLimitedError](err)
	return err != nil && !answered && !limited
}

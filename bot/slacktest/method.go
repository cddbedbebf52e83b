package slacktest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// method holds the facts of one method of the Web API.
type method struct {
	args   []arg
	tokens tokens
	scopes []string // one of them is needed; for conversations, the one of their kind
	tier   tier
	errors []string // that it may answer with, besides the common ones
	run    func(*Server, *call) (map[string]any, *refusal)
}

// tokens are kinds of tokens.
type tokens uint8

const (
	bot tokens = 1 << iota
	user
	app
)

// tier is a rate of calls a minute. Source: docs.slack.dev/apis/web-api/rate-limits.
type tier int

const (
	special tier = 0 // no common rate
	tier2   tier = 20
	tier3   tier = 50
	tier4   tier = 100
)

// arg is an argument of a method.
type arg struct {
	name     string
	required bool
	kind     string // "", or what the text must be: bool, int, json
}

// args reads "channel! blocks:json text": names, with ! for required ones and the
// kind behind a colon.
func args(list string) []arg {
	var all []arg
	for field := range strings.FieldsSeq(list) {
		name, kind, _ := strings.Cut(field, ":")
		name, required := strings.CutSuffix(name, "!")
		all = append(all, arg{name, required, kind})
	}
	return all
}

// refusal is an error that the Web API answers with.
type refusal struct {
	code     string
	messages []string // in response_metadata
	needed   string   // with missing_scope
}

func refuse(code string, messages ...string) *refusal {
	return &refusal{code: code, messages: messages}
}

// invalid is the refusal of an argument.
func invalid(format string, args ...any) *refusal {
	return refuse("invalid_arguments", "[ERROR] "+fmt.Sprintf(format, args...))
}

// commonErrors are those that every method may answer with.
var commonErrors = []string{
	"invalid_arguments", "invalid_auth", "not_authed", "not_allowed_token_type", "missing_scope", "ratelimited",
	"invalid_form_data", "invalid_post_type", "internal_error", "fatal_error", "service_unavailable", "request_timeout",
	"unknown_method", "token_revoked", "account_inactive",
}

// may tells whether a method answers with an error of this code.
func (m *method) may(code string) bool {
	return slices.Contains(m.errors, code) || slices.Contains(commonErrors, code)
}

// check holds the arguments of a call against those of the method. Which arguments
// Slack lets pass without a word differs by method; none is let pass here.
func (m *method) check(given map[string]string) *refusal {
	var wrong []string
	for _, a := range m.args {
		value, ok := given[a.name]
		switch {
		case a.required && (!ok || value == "" && a.name != "status"):
			wrong = append(wrong, "[ERROR] missing required field: "+a.name)
		case ok && !a.fits(value):
			wrong = append(wrong, fmt.Sprintf("[ERROR] must be a valid %s [json-pointer:/%s]", a.kind, a.name))
		}
	}
	for name := range given {
		if !slices.ContainsFunc(m.args, func(a arg) bool { return a.name == name }) {
			wrong = append(wrong, "[ERROR] invalid additional property: "+name)
		}
	}
	if len(wrong) > 0 {
		slices.Sort(wrong)
		return refuse("invalid_arguments", wrong...)
	}
	return nil
}

func (a arg) fits(value string) bool {
	switch a.kind {
	case "bool":
		return slices.Contains([]string{"true", "false", "1", "0"}, value)
	case "int":
		_, err := strconv.Atoi(value)
		return err == nil
	case "json":
		return json.Valid([]byte(value))
	}
	return true
}

// call is a call of a method whose token and arguments were checked.
type call struct {
	method string
	m      *method
	token  tokens
	args   map[string]string
}

func (c *call) is(name string) bool { return c.args[name] == "true" || c.args[name] == "1" }

// refuse ends a call; a code that the method does not have is a mistake in this
// package.
func (c *call) refuse(code string, messages ...string) *refusal {
	if !c.m.may(code) {
		panic(fmt.Sprintf("slacktest: %s has no error %s", c.method, code))
	}
	return refuse(code, messages...)
}

package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"sync/atomic"
	"time"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/anthropic"
	"github.com/tmc/langchaingo/llms/openai"

	"reportbot/bot/answer"
	"reportbot/retrieval"
)

// llmPatience is how long a model may think before it says the first word. A small
// one on a CPU needs half a minute, and more when others are before us.
const llmPatience = 2 * time.Minute

// writer returns the model that --llm names; nil for none.
func (g *globals) writer() (*answer.Writer, error) {
	provider, model, err := g.languageModel()
	if err != nil || provider == "none" {
		return nil, err
	}
	e, err := findEndpoint("--llm", provider)
	if err != nil {
		return nil, err
	}
	s := newServer(e, llmPatience, "see that the model is one for conversations")
	s.events = true
	w := &answer.Writer{Name: g.LLM}
	if provider == "anthropic" {
		w.Statements, err = newClaude(g.LLM, model, s)
		w.Question = w.Statements
		return w, err
	}
	if w.Statements, err = newChat(g.LLM, model, s, statementsFormat); err != nil {
		return nil, err
	}
	w.Question, err = newChat(g.LLM, model, s, questionFormat)
	return w, err
}

// chat is a language model on a server. Its errors tell what was tried and what to
// do.
type chat struct {
	name     string
	server   *server
	shaped   llms.Model // its replies have the shape that is asked for
	plain    llms.Model // its replies have the shape that the prompt asks for
	options  []llms.CallOption
	noSchema atomic.Bool // the server takes no schema
}

// newClaude returns a model that speaks Anthropic's API; langchaingo has no way to
// give it a schema.
func newClaude(name, model string, s *server) (llms.Model, error) {
	client, err := anthropic.New(anthropic.WithBaseURL(s.base), anthropic.WithToken(s.token),
		anthropic.WithModel(model), anthropic.WithHTTPClient(s))
	if err != nil {
		return nil, fmt.Errorf("--llm %s: %w", name, err)
	}
	return &chat{name: name, server: s, shaped: client, plain: client}, nil
}

// newChat returns a model that speaks OpenAI's API. The format of its replies is
// given at construction: one client a format.
func newChat(name, model string, s *server, format *openai.ResponseFormat) (llms.Model, error) {
	c := &chat{name: name, server: s}
	options := []openai.Option{openai.WithBaseURL(s.base), openai.WithToken(s.token), openai.WithModel(model), openai.WithHTTPClient(s)}
	plain, err := openai.New(options...)
	if err != nil {
		return nil, fmt.Errorf("--llm %s: %w", name, err)
	}
	shaped, err := openai.New(append(options, openai.WithResponseFormat(format))...)
	if err != nil {
		return nil, fmt.Errorf("--llm %s: %w", name, err)
	}
	c.plain, c.shaped = plain, shaped
	if s.base != openAIBase { // others know the older field only
		c.options = append(c.options, openai.WithLegacyMaxTokensField())
	}
	return c, nil
}

// The shapes of replies. Properties are sent in alphabetical order, and models write
// them in the order of the schema: quote before text.
var (
	statementsFormat = replyFormat("statements", map[string]*openai.ResponseFormatJSONSchemaProperty{
		"statements": {Type: "array", Items: object(map[string]*openai.ResponseFormatJSONSchemaProperty{
			"quote": {Type: "string"},
			"text":  {Type: "string"},
		}, "quote", "text")},
	})
	questionFormat = replyFormat("question", map[string]*openai.ResponseFormatJSONSchemaProperty{"question": {Type: "string"}})
)

// replyFormat is the shape of an object whose one property has the format's name.
func replyFormat(name string, properties map[string]*openai.ResponseFormatJSONSchemaProperty) *openai.ResponseFormat {
	return &openai.ResponseFormat{Type: "json_schema", JSONSchema: &openai.ResponseFormatJSONSchema{
		Name: name, Strict: true, Schema: object(properties, name),
	}}
}

func object(properties map[string]*openai.ResponseFormatJSONSchemaProperty, required ...string) *openai.ResponseFormatJSONSchemaProperty {
	return &openai.ResponseFormatJSONSchemaProperty{Type: "object", Properties: properties, Required: required}
}

// GenerateContent implements llms.Model. A server that takes no schema is asked
// without one, from then on.
func (c *chat) GenerateContent(ctx context.Context, messages []llms.MessageContent, options ...llms.CallOption) (*llms.ContentResponse, error) {
	options = append(options, c.options...)
	if !c.noSchema.Load() {
		response, err := c.shaped.GenerateContent(ctx, messages, options...)
		if !refusesSchema(err) || c.shaped == c.plain {
			return response, c.explain(ctx, err)
		}
		c.noSchema.Store(true)
	}
	response, err := c.plain.GenerateContent(ctx, messages, options...)
	return response, c.explain(ctx, err)
}

// Call implements llms.Model.
func (c *chat) Call(ctx context.Context, prompt string, options ...llms.CallOption) (string, error) {
	return llms.GenerateFromSinglePrompt(ctx, c, prompt, options...)
}

var aboutSchema = regexp.MustCompile(`(?i)response_?format|json_?schema|guided|structured`)

// refusesSchema tells whether a server did not take the format that was asked for.
func refusesSchema(err error) bool {
	r, ok := errors.AsType[*refusal](err)
	return ok && (r.status == http.StatusBadRequest || r.status == http.StatusUnprocessableEntity) && aboutSchema.MatchString(r.message)
}

// explain returns an error of type retrieval.HintError, that of ctx, or nil.
func (c *chat) explain(ctx context.Context, err error) error {
	told, ok := errors.AsType[*retrieval.HintError](err)
	switch {
	case err == nil:
		return nil
	case errors.Is(ctx.Err(), context.Canceled):
		return ctx.Err()
	case ok:
	case ctx.Err() != nil:
		told = &retrieval.HintError{Op: "read the reply", Err: errLate, Hint: "see that it is not overloaded, or use a smaller model"}
	default:
		told = &retrieval.HintError{Op: "read the reply", Err: err, Hint: "see that " + c.server.variable + " is the address of a server for language models"}
	}
	return &retrieval.HintError{Op: c.name, Err: told, Hint: told.Hint}
}

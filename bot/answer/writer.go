package answer

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/tmc/langchaingo/llms"

	"reportbot/prompts"
	"reportbot/retrieval"
)

// Writer is a language model that answers what the program can't: facts, reasons,
// summaries. What it writes is shown only after its check.
type Writer struct {
	Name string // provider:model, as the answer names it
	// Statements replies with JSON statements, Question with a JSON question (see
	// package prompts), if its server can be made to; they may be the same.
	Statements, Question llms.Model
	// Timeout bounds what it does for one question; default 3 minutes.
	Timeout time.Duration
	// Unchecked shows what the model says of a quote as it is. Never set it but to
	// measure what the check keeps out.
	Unchecked bool
}

const (
	writerTimeout = 3 * time.Minute
	maxReply      = 1500 // tokens
)

func (w *Writer) timeout() time.Duration {
	if w.Timeout == 0 {
		return writerTimeout
	}
	return w.Timeout
}

var (
	errBrokenOff = errors.New("the reply broke off")
	errWithheld  = errors.New("the model withheld its reply")
)

// generate asks the model and returns its reply, cut off when it is longer than
// maxReply; said is called with the reply so far as it grows, never at once from two
// goroutines, and not after generate returned. An error comes with what was said
// before it.
func (w *Writer) generate(ctx context.Context, model llms.Model, messages []llms.MessageContent, said func(string)) (string, error) {
	var mu sync.Mutex
	var reply strings.Builder
	done := false
	hear := func(_ context.Context, part []byte) error {
		mu.Lock()
		defer mu.Unlock()
		if !done {
			reply.Write(part)
			said(reply.String())
		}
		return nil
	}
	response, err := model.GenerateContent(ctx, messages,
		llms.WithTemperature(0), llms.WithMaxTokens(maxReply), llms.WithStreamingFunc(hear))
	mu.Lock()
	defer mu.Unlock()
	done = true
	if ctx.Err() != nil {
		return reply.String(), context.Cause(ctx)
	}
	if err == nil {
		err = stopError(response)
	}
	return reply.String(), err
}

// stopError tells what is wrong with the end of a reply. One without a reason broke
// off, though langchaingo does not say so.
func stopError(r *llms.ContentResponse) error {
	if len(r.Choices) == 0 {
		return errBrokenOff
	}
	switch r.Choices[0].StopReason {
	case "":
		return errBrokenOff
	case "content_filter", "refusal":
		return errWithheld
	}
	return nil
}

// Try asks the model for an answer from one line. It tells whether the reply has the
// form that it should have.
func (w *Writer) Try(ctx context.Context) (formed bool, err error) {
	prompt := prompts.Answer(prompts.English, []prompts.Passage{{Source: "A report", Text: "The library opened in May."}}, "When did the library open?")
	reply, err := w.generate(ctx, w.Statements, []llms.MessageContent{llms.TextParts(llms.ChatMessageTypeHuman, prompt)}, func(string) {})
	if err != nil {
		return false, err
	}
	var r replyReader
	return len(r.read(reply)) > 0, nil
}

// errorText is an error with what to do about it, which is all that an answer keeps.
func errorText(err error) string {
	if hint := retrieval.Hint(err); hint != "" {
		return fmt.Sprintf("%v; %s", err, hint)
	}
	return err.Error()
}

package modeltest

import (
	"context"
	"sync"

	"github.com/tmc/langchaingo/llms"
)

// Model is an llms.Model that says what a script says, in small pieces to whoever
// wants a stream.
type Model struct {
	// Reply returns what the model says to the messages; an error fails the call
	// after what was said before it.
	Reply func(messages []Message) (string, error)
	// StopReason of the replies; "" is "stop". NoStopReason: none, as of a stream
	// that broke off.
	StopReason string

	mu    sync.Mutex
	calls [][]Message
}

// NoStopReason makes a Model end without a reason.
const NoStopReason = "-"

// Message is one message of a conversation with a model.
type Message struct {
	Role string // system, human or ai, as langchaingo says
	Text string
}

// Always returns a Model that says the same each time.
func Always(text string) *Model {
	return &Model{Reply: func([]Message) (string, error) { return text, nil }}
}

// Calls returns the messages of each call so far.
func (m *Model) Calls() [][]Message {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([][]Message{}, m.calls...)
}

const piece = 7 // bytes of a streamed piece: no multiple of a Han character's three

// GenerateContent implements llms.Model.
func (m *Model) GenerateContent(ctx context.Context, content []llms.MessageContent, options ...llms.CallOption) (*llms.ContentResponse, error) {
	var o llms.CallOptions
	for _, option := range options {
		option(&o)
	}
	messages := readMessages(content)
	m.mu.Lock()
	m.calls = append(m.calls, messages)
	m.mu.Unlock()
	text, failed := m.Reply(messages)
	for rest := text; rest != "" && o.StreamingFunc != nil; {
		n := min(piece, len(rest))
		if err := o.StreamingFunc(ctx, []byte(rest[:n])); err != nil {
			return nil, err
		}
		rest = rest[n:]
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case failed != nil:
		return nil, failed
	}
	return &llms.ContentResponse{Choices: []*llms.ContentChoice{{Content: text, StopReason: m.stopReason()}}}, nil
}

func (m *Model) stopReason() string {
	switch m.StopReason {
	case "":
		return "stop"
	case NoStopReason:
		return ""
	}
	return m.StopReason
}

func readMessages(content []llms.MessageContent) []Message {
	var messages []Message
	for _, c := range content {
		message := Message{Role: string(c.Role)}
		for _, part := range c.Parts {
			if text, ok := part.(llms.TextContent); ok {
				message.Text += text.Text
			}
		}
		messages = append(messages, message)
	}
	return messages
}

// Call implements llms.Model.
func (m *Model) Call(ctx context.Context, prompt string, options ...llms.CallOption) (string, error) {
	return llms.GenerateFromSinglePrompt(ctx, m, prompt, options...)
}

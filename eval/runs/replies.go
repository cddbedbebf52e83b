package runs

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"sync"
	"time"

	"github.com/tmc/langchaingo/llms"
)

// Replies keeps what models replied, so that a run which goes on, or is repeated,
// gets the same replies without asking. The zero value keeps nothing. It is safe for
// concurrent use.
type Replies struct {
	mu    sync.Mutex
	known map[string]reply
	file  *os.File // nil: nothing is kept
}

// reply is a line of replies.jsonl.
type reply struct {
	Key        string `json:"key"`
	Model      string `json:"model"`
	Content    string `json:"content"`
	StopReason string `json:"stop_reason"`
	Prompt     int    `json:"prompt_tokens"`
	Completion int    `json:"completion_tokens"`
	Took       int64  `json:"took_us"`
}

// openReplies reads the replies of a file, which is made when it is missing, and
// appends to it. A last line that is cut off is dropped.
func openReplies(path string) (*Replies, error) {
	f, err := openLines(path)
	if err != nil {
		return nil, err
	}
	r := &Replies{known: map[string]reply{}, file: f}
	err = eachLine(f, func(line []byte) error {
		var one reply
		if err := json.Unmarshal(line, &one); err != nil {
			return err
		}
		r.known[one.Key] = one
		return nil
	})
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return r, nil
}

// Model returns a model that counts its calls into the case's cost, and asks m only
// for what it did not reply before. name is the model's, shape that of its replies.
func (r *Replies) Model(m llms.Model, name, shape string) llms.Model {
	return &recorded{r, m, name, shape}
}

// recorded is a model whose replies are kept.
type recorded struct {
	replies     *Replies
	model       llms.Model
	name, shape string
}

// GenerateContent implements llms.Model.
func (m *recorded) GenerateContent(ctx context.Context, messages []llms.MessageContent, options ...llms.CallOption) (*llms.ContentResponse, error) {
	var o llms.CallOptions
	for _, option := range options {
		option(&o)
	}
	meter := meterOf(ctx)
	key := m.key(messages, o, meter.turn)
	if kept, ok := m.replies.get(key); ok {
		meter.add(kept, true)
		if o.StreamingFunc != nil {
			if err := o.StreamingFunc(ctx, []byte(kept.Content)); err != nil {
				return nil, err
			}
		}
		return &llms.ContentResponse{Choices: []*llms.ContentChoice{{Content: kept.Content, StopReason: kept.StopReason}}}, nil
	}
	start := time.Now()
	response, err := m.model.GenerateContent(ctx, messages, options...)
	fresh := reply{Key: key, Model: m.name, Took: time.Since(start).Microseconds()}
	if err == nil && len(response.Choices) > 0 {
		c := response.Choices[0]
		fresh.Content, fresh.StopReason = c.Content, c.StopReason
		fresh.Prompt, fresh.Completion = tokens(c, "PromptTokens", "InputTokens"), tokens(c, "CompletionTokens", "OutputTokens")
	}
	meter.add(fresh, false)
	if fresh.StopReason == "" { // it failed, or broke off
		return response, err
	}
	return response, errors.Join(err, m.replies.keep(fresh))
}

// Call implements llms.Model.
func (m *recorded) Call(ctx context.Context, prompt string, options ...llms.CallOption) (string, error) {
	return llms.GenerateFromSinglePrompt(ctx, m, prompt, options...)
}

// tokens reads a count under one of the names that providers give it.
func tokens(c *llms.ContentChoice, names ...string) int {
	for _, name := range names {
		if n, ok := c.GenerationInfo[name].(int); ok {
			return n
		}
	}
	return 0
}

// key is a hash of all that a reply hangs on: model, prompt, parameters, and how often
// the question was asked before.
func (m *recorded) key(messages []llms.MessageContent, o llms.CallOptions, turn int) string {
	h := sha256.New()
	enc := json.NewEncoder(h)
	parts := []any{m.name, m.shape, turn, o.Temperature, o.MaxTokens, o.TopP, o.TopK, o.Seed, o.StopWords}
	for _, message := range messages {
		parts = append(parts, message.Role, message.Parts)
	}
	for _, p := range parts {
		if err := enc.Encode(p); err != nil {
			panic(err) // texts and numbers can always be written
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (r *Replies) get(key string) (reply, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	one, ok := r.known[key]
	return one, ok
}

func (r *Replies) keep(one reply) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file == nil {
		return nil
	}
	r.known[one.Key] = one
	return writeLine(r.file, one)
}

func (r *Replies) close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.file.Close()
}

// meter counts what one asking costs.
type meter struct {
	turn int
	mu   sync.Mutex
	cost Cost
}

func (m *meter) add(r reply, cached bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.cost.Calls++
	if cached {
		m.cost.Cached++
	}
	m.cost.Model += r.Took
	m.cost.PromptTokens += r.Prompt
	m.cost.CompletionTokens += r.Completion
}

func (m *meter) read() Cost {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.cost
}

type meterKey struct{}

func withMeter(ctx context.Context, m *meter) context.Context {
	return context.WithValue(ctx, meterKey{}, m)
}

// meterOf is the meter of the question that is asked; one that nobody reads when
// there is none.
func meterOf(ctx context.Context) *meter {
	if m, ok := ctx.Value(meterKey{}).(*meter); ok {
		return m
	}
	return &meter{}
}

// eachLine calls do with each line of a file.
func eachLine(f *os.File, do func(line []byte) error) error {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	lines := bufio.NewReaderSize(f, 1<<16)
	for {
		line, err := lines.ReadBytes('\n')
		switch {
		case err == io.EOF:
			return nil // what is cut off does not count
		case err != nil:
			return err
		}
		if err := do(line); err != nil {
			return err
		}
	}
}

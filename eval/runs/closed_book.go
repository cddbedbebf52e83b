package runs

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"regexp"
	"strings"
	"text/template"
	"time"

	"github.com/tmc/langchaingo/llms"

	"reportbot/bot/answer"
	"reportbot/eval/cases"
	"reportbot/eval/match"
)

//go:embed closed_book.tmpl
var closedBook string

var closedBookPrompt = template.Must(template.New("closed_book").Parse(closedBook))

// ClosedBookVersion names the text of the closed-book prompt: 12 hexadecimal digits.
var ClosedBookVersion = func() string {
	sum := sha256.Sum256([]byte(closedBook))
	return hex.EncodeToString(sum[:])[:12]
}()

// maxReply is the most tokens of a closed-book reply.
const maxReply = 200

// ClosedBook asks a model without reports: its raw reply is the answer, one statement
// that cites nothing.
func ClosedBook(model llms.Model, name string) func(context.Context, cases.Case) answer.Answer {
	return func(ctx context.Context, c cases.Case) answer.Answer {
		start := time.Now()
		var prompt strings.Builder
		if err := closedBookPrompt.Execute(&prompt, c); err != nil {
			return answer.Failure(c.ID, err)
		}
		response, err := model.GenerateContent(ctx, []llms.MessageContent{llms.TextParts(llms.ChatMessageTypeHuman, prompt.String())},
			llms.WithTemperature(0), llms.WithMaxTokens(maxReply), llms.WithStreamingFunc(func(context.Context, []byte) error { return nil }))
		if err != nil {
			return answer.Failure(c.ID, err)
		}
		a := answer.Answer{
			Kind: answer.Answered, Model: name, PromptVersion: ClosedBookVersion,
			Citations: []answer.Citation{}, Statements: []answer.Statement{}, Dropped: []answer.Dropped{}, Retrieval: []answer.Found{},
		}
		if len(response.Choices) > 0 {
			a.Text = strings.TrimSpace(response.Choices[0].Content)
		}
		if a.Text == "" || echoes(a.Text, c.Question) || admits.MatchString(a.Text) && len(match.Figures(a.Text)) == 0 {
			a.Kind = answer.Refused
		}
		if a.Text != "" {
			a.Statements = append(a.Statements, answer.Statement{Text: a.Text, Citations: []int{}, Check: answer.Passed})
		}
		a.Ms.Total = time.Since(start).Milliseconds()
		return a
	}
}

// echoes tells that a reply repeats the question and no more.
func echoes(reply, question string) bool {
	_, own := match.PairOverlap(question, reply)
	return own > 0.9
}

// admits finds that a model says it does not know.
var admits = regexp.MustCompile(`(?i)不知道|不清楚|不了解|无法|不能确定|没有.{0,8}(?:信息|资料|数据)|抱歉|do(?:n't| not) know|(?:no|not have).{0,20}information|unable to|cannot|can't|sorry`)

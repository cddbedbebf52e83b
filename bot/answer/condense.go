package answer

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/tmc/langchaingo/llms"

	"reportbot/prompts"
	"reportbot/retrieval"
)

// maxTurns is how many turns of a conversation a model sees.
const maxTurns = 6

// rewrite has the model write the question that is meant: a follow-up whole, one in
// another language in that of the reports. It returns "" when there is nothing to
// rewrite, or nothing that may be trusted came.
func (a *Answerer) rewrite(ctx context.Context, q Question, found *retrieval.Result) (string, error) {
	language := languageOfReports(found)
	if len(q.History) == 0 && language == languageOf(q.Text) {
		return "", nil
	}
	ctx, cancel := context.WithTimeout(ctx, a.Writer.timeout())
	defer cancel()
	var turns []prompts.Turn
	for _, t := range q.History[max(0, len(q.History)-maxTurns):] {
		turns = append(turns, prompts.Turn{Asker: t.Role == "user", Text: t.Text})
	}
	prompt := prompts.Condense(language, turns, q.Text)
	reply, err := a.Writer.generate(ctx, a.Writer.Question, []llms.MessageContent{llms.TextParts(llms.ChatMessageTypeHuman, prompt)}, func(string) {})
	if err != nil {
		return "", err
	}
	return trusted(readQuestion(reply), q), nil
}

// readQuestion reads a reply {"question": "…"}, or one line of text; "" when it is
// neither.
func readQuestion(reply string) string {
	reply = strings.TrimSpace(withoutFence(reply))
	var object struct{ Question string }
	if start := strings.IndexByte(reply, '{'); start >= 0 {
		if json.NewDecoder(strings.NewReader(withoutControls(reply[start:]))).Decode(&object) != nil {
			return ""
		}
		return clean(object.Question)
	}
	if strings.Contains(reply, "\n") {
		return ""
	}
	return clean(reply)
}

func withoutFence(reply string) string {
	reply = strings.TrimSpace(reply)
	if !strings.HasPrefix(reply, "```") {
		return reply
	}
	_, reply, _ = strings.Cut(reply, "\n")
	return strings.TrimSuffix(strings.TrimSpace(reply), "```")
}

// trusted is a rewritten question that brings in no number of its own, leaves out
// none of the question, and in the question's language says what was said before;
// else "".
func trusted(rewritten string, q Question) string {
	said := q.Text
	for _, t := range q.History {
		said += "\n" + t.Text
	}
	known := wordsOf(said)
	for _, t := range split(rewritten) {
		if t.kind == numeral && !known[t.text] {
			return ""
		}
	}
	own := wordsOf(rewritten)
	for _, t := range split(q.Text) {
		if t.kind == numeral && !own[t.text] {
			return ""
		}
	}
	if hasHan(q.Text) == hasHan(rewritten) && !foreign(rewritten, []string{said}, askingWords, nil).Passed() {
		return ""
	}
	return rewritten
}

// askingWords are those with which a question is completed.
const askingWords = `多少 是多少 什么 哪些 哪个 情况 如何 怎么样 为什么 有没有 是否 年度 全年 what how many much which`

// languageOfReports is that of the best passage, else of the newest report's title.
func languageOfReports(found *retrieval.Result) prompts.Language {
	if len(found.Passages) > 0 {
		return languageOf(found.Passages[0].Text)
	}
	return prompts.Chinese
}

package blocks

import (
	"strings"

	"github.com/slack-go/slack"
)

// AskView asks for a question, where /ask came without one. metadata comes back with
// the submitted view, at most 3,000 characters.
func AskView(metadata string, l Language) slack.ModalViewRequest {
	w := WordsFor(l)
	question := slack.NewPlainTextInputBlockElement(plainText(w.AskHint, maxPlaceholder), questionInput).
		WithMultiline(true).WithMaxLength(maxComment)
	v := modal(w.AskView, w.Cancel, slack.NewInputBlock(questionInput, plainText(w.AskLabel, maxTextChars), nil, question))
	v.Submit = plainText(w.AskSend, maxViewTitle)
	v.CallbackID, v.PrivateMetadata = CallbackAsk, metadata
	return v
}

// ParseQuestion reads the question of a submitted AskView; "" when there is none.
func ParseQuestion(v *slack.View) string {
	return strings.TrimSpace(inputOf(v, questionInput).Value)
}

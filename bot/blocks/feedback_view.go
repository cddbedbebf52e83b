package blocks

import (
	"strings"

	"github.com/slack-go/slack"
)

// Reason is what somebody finds wrong with an answer.
type Reason string

const (
	WrongFigure Reason = "wrong_figure"
	WrongSource Reason = "wrong_source"
	Missing     Reason = "missing"
	Outdated    Reason = "outdated"
	Other       Reason = "other"
)

// reasons are all reasons, in the order in which they are shown.
var reasons = []Reason{WrongFigure, WrongSource, Missing, Outdated, Other}

// Callback IDs of the views that are submitted.
const (
	CallbackFeedback = "feedback"
	CallbackAsk      = "ask"
)

// Blocks and actions of the views.
const (
	reasonInput   = "reason"
	commentInput  = "comment"
	questionInput = "question"
)

// FeedbackView asks what is wrong with the answer to a question. Its private metadata
// is the question's ID.
func FeedbackView(questionID string, l Language) slack.ModalViewRequest {
	w := WordsFor(l)
	var options []*slack.OptionBlockObject
	for _, r := range reasons {
		options = append(options, slack.NewOptionBlockObject(string(r), plainText(w.Reasons[r], maxButtonChars), nil))
	}
	why := slack.NewInputBlock(reasonInput, plainText(w.FeedbackWhy, maxTextChars), nil,
		slack.NewRadioButtonsBlockElement(reasonInput, options...))
	comment := slack.NewPlainTextInputBlockElement(plainText(w.CommentHint, maxPlaceholder), commentInput).
		WithMultiline(true).WithMaxLength(maxComment)
	v := modal(w.FeedbackView, w.Cancel, why,
		slack.NewInputBlock(commentInput, plainText(w.Comment, maxTextChars), nil, comment).WithOptional(true))
	v.Submit = plainText(w.Send, maxViewTitle)
	v.CallbackID, v.PrivateMetadata = CallbackFeedback, questionID
	return v
}

// maxPlaceholder is how long the hint in an input may be, in characters.
const maxPlaceholder = 150

// ParseFeedback reads what was chosen and written in a FeedbackView; the reason is
// Other when it is none of ours, the comment "" when there is none.
func ParseFeedback(v *slack.View) (Reason, string) {
	reason := Reason(inputOf(v, reasonInput).SelectedOption.Value)
	for _, r := range reasons {
		if r == reason {
			return r, commentOf(v)
		}
	}
	return Other, commentOf(v)
}

func commentOf(v *slack.View) string {
	return cut(strings.TrimSpace(inputOf(v, commentInput).Value), maxComment)
}

// inputOf is what was entered in an input; its zero value when nothing was.
func inputOf(v *slack.View, id string) slack.BlockAction {
	if v == nil || v.State == nil {
		return slack.BlockAction{}
	}
	return v.State.Values[id][id]
}

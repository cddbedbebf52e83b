package blocks

import (
	"strconv"

	"github.com/slack-go/slack"
)

// ref is the value of a button of this answer.
func (m *maker) ref(n int) string { return Ref{m.options.QuestionID, n}.String() }

// choiceButtons are the buttons of an unclear answer; nil for any other.
func (m *maker) choiceButtons() []slack.Block {
	var buttons []slack.BlockElement
	for i, choice := range m.ans.Choices {
		if i == maxChoices {
			break
		}
		id := actionChoose + strconv.Itoa(i)
		buttons = append(buttons, slack.NewButtonBlockElement(id, m.ref(i), plainText(oneLine(choice), maxButtonChars)))
	}
	if len(buttons) == 0 {
		return nil
	}
	return []slack.Block{slack.NewActionBlock("", buttons...)}
}

// moreButton shows the page of a number, from 2.
func (m *maker) moreButton(page int) slack.Block {
	return slack.NewActionBlock("", slack.NewButtonBlockElement(ActionMore, m.ref(page), plainText(m.words.ShowMore, maxButtonChars)))
}

func (m *maker) feedbackButtons() slack.Block {
	button := func(text string, n int) *slack.FeedbackButton {
		return slack.NewFeedbackButton(plainText(text, maxButtonChars), m.ref(n))
	}
	return slack.NewContextActionsBlock("", slack.NewFeedbackButtonsBlockElement(
		ActionFeedback, button(m.words.Helpful, Up), button(m.words.Unhelpful, Down)))
}

package blocks

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Action IDs of buttons; the values of all are Refs.
const (
	ActionSource   = "source"   // Ref.N is the number of a citation
	ActionMore     = "more"     // Ref.N is the page to show: Answer's result at N-1
	ActionFeedback = "feedback" // Ref.N is Up or Down
	actionChoose   = "choose:"  // Ref.N is the place in Answer.Choices, from 0
)

// Values of Ref.N under ActionFeedback.
const (
	Down = 0
	Up   = 1
)

// IsChoice tells whether an action ID is that of a choice of an unclear answer. Each
// choice has an ID of its own.
func IsChoice(actionID string) bool { return strings.HasPrefix(actionID, actionChoose) }

// Ref is what a button points to.
type Ref struct {
	Question string // ID of the question
	N        int    // not negative; what it counts depends on the action
}

// maxQuestionID keeps values within limits, in bytes.
const maxQuestionID = 255

// ErrNoRef says that a button's value is not one of ours.
var ErrNoRef = errors.New("not the value of a button")

// String is the form of a Ref in a button's value.
func (r Ref) String() string { return strconv.Itoa(r.N) + ":" + r.Question }

// ParseRef reads a button's value; the error wraps ErrNoRef.
func ParseRef(value string) (Ref, error) {
	number, question, ok := strings.Cut(value, ":")
	n, err := strconv.Atoi(number)
	r := Ref{question, n}
	if !ok || err != nil || n < 0 || question == "" || len(question) > maxQuestionID || !utf8.ValidString(question) || r.String() != value {
		return Ref{}, fmt.Errorf("read %.40q: %w", value, ErrNoRef)
	}
	return r, nil
}

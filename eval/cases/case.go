package cases

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"reportbot/bot/answer"
	"reportbot/eval/match"
)

// Expect says what a right answer to a case does.
type Expect string

const (
	ExpectAnswer   Expect = "answer"
	ExpectRefuse   Expect = "refuse"   // the reports do not say
	ExpectRedacted Expect = "redacted" // the report has masked the figure
)

// Case is one question with its evidence and what a right answer states: one
// line of a case file. Read from a file, its slices are never nil.
type Case struct {
	ID       string        `json:"id"`
	Kind     string        `json:"kind"` // one of Kinds
	Question string        `json:"question"`
	History  []answer.Turn `json:"history"` // turns of user and assistant before the question, oldest first

	// Reports are the files that must be cited: the path below the folder, or
	// the end of it after a "/".
	Reports []string `json:"reports"`
	// Sections are parts of the headings of the sections that hold the evidence,
	// in any order; "" stands for what lies above a report's first heading.
	Sections []string `json:"sections"`
	// Evidence holds verbatim parts of the reports; each lies in one section.
	Evidence []string `json:"evidence"`

	Answer  string   `json:"answer"`   // a reference answer
	Figures []string `json:"figures"`  // that a right answer states, as the report writes them
	MustNot []string `json:"must_not"` // that a right answer does not state
	Expect  Expect   `json:"expect"`
}

// Kinds are the kinds of questions, in the order in which tables show them.
var Kinds = []string{
	"figure", "target", "target-met", "redacted", "fact", "list", "compare", "compute",
	"unanswerable", "follow-up", "english", "paraphrase", "false-premise", "no-year", "relative-year",
}

// Answerable tells whether the reports speak of what is asked, be it masked.
func (c Case) Answerable() bool { return c.Expect != ExpectRefuse }

// Ask is the question as the bot gets it.
func (c Case) Ask() answer.Question {
	return answer.Question{ID: c.ID, Text: c.Question, History: c.History}
}

// readCase reads one line and returns all that is wrong with it.
func readCase(line []byte) (Case, []error) {
	if !utf8.Valid(line) {
		return Case{}, []error{errors.New("not UTF-8")}
	}
	var c Case
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		return Case{}, []error{plainJSON(err)}
	}
	if _, err := dec.Token(); err != io.EOF {
		return c, []error{errors.New("more than one value on the line")}
	}
	for _, list := range []*[]string{&c.Reports, &c.Sections, &c.Evidence, &c.Figures, &c.MustNot} {
		if *list == nil {
			*list = []string{}
		}
	}
	if c.History == nil {
		c.History = []answer.Turn{}
	}
	return c, c.check()
}

// plainJSON says what is wrong with a line in the words of the case format.
func plainJSON(err error) error {
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the object does not end on its line")
	case errors.As(err, &wrongType) && wrongType.Field == "":
		return fmt.Errorf("want an object, got %s", wrongType.Value)
	case errors.As(err, &wrongType):
		return fmt.Errorf("field %q: unexpected %s", wrongType.Field, wrongType.Value)
	}
	return errors.New(strings.TrimPrefix(err.Error(), "json: "))
}

// check returns all that is wrong with a case by itself.
func (c Case) check() []error {
	errs := c.checkNames()
	for _, list := range []struct {
		name  string
		items []string
	}{{"reports", c.Reports}, {"evidence", c.Evidence}, {"figures", c.Figures}, {"must_not", c.MustNot}} {
		for i, item := range list.items {
			if match.Fold(item) == "" {
				errs = append(errs, fmt.Errorf("%s: item %d is blank", list.name, i+1))
			}
		}
	}
	if len(c.Evidence) == 0 && (c.Expect == ExpectAnswer || c.Expect == ExpectRedacted) {
		errs = append(errs, fmt.Errorf("no evidence, but expect is %q", c.Expect))
	}
	if len(c.Evidence) > 0 && len(c.Reports) == 0 {
		errs = append(errs, errors.New("evidence, but no reports that hold it"))
	}
	return append(errs, checkHistory(c.History)...)
}

// checkNames looks at the fields that every case has.
func (c Case) checkNames() []error {
	var errs []error
	for _, field := range []struct{ name, value string }{
		{"id", c.ID}, {"question", c.Question}, {"kind", c.Kind}, {"expect", string(c.Expect)},
	} {
		if strings.TrimSpace(field.value) == "" {
			errs = append(errs, fmt.Errorf("missing %s", field.name))
		}
	}
	if c.Kind != "" && !slices.Contains(Kinds, c.Kind) {
		errs = append(errs, fmt.Errorf("unknown kind %q (one of %s)", c.Kind, strings.Join(Kinds, ", ")))
	}
	switch c.Expect {
	case "", ExpectAnswer, ExpectRefuse, ExpectRedacted:
	default:
		errs = append(errs, fmt.Errorf("unknown expect %q (one of answer, refuse, redacted)", c.Expect))
	}
	return errs
}

// checkHistory wants user and assistant in turns: the user begins, and the
// assistant has replied before the question.
func checkHistory(turns []answer.Turn) []error {
	var errs []error
	for i, turn := range turns {
		want := []string{"user", "assistant"}[i%2]
		if turn.Role != want {
			errs = append(errs, fmt.Errorf("history: turn %d is of role %q, want %q", i+1, turn.Role, want))
		}
		if strings.TrimSpace(turn.Text) == "" {
			errs = append(errs, fmt.Errorf("history: turn %d has no text", i+1))
		}
	}
	if len(turns)%2 == 1 {
		errs = append(errs, errors.New("history: the last turn is not the assistant's"))
	}
	return errs
}

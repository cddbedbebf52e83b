package answer

import (
	"time"

	"reportbot/ingest/figure"
)

// Kind says what sort of answer a question got.
type Kind string

const (
	Answered Kind = "answered" // at least one asked thing is stated
	Redacted Kind = "redacted" // all that was asked, or an operand of it, is masked in the report
	Refused  Kind = "refused"  // the reports do not say
	Unclear  Kind = "unclear"  // only a question back
	Failed   Kind = "failed"   // an error; Answer.Error tells it
)

// Turn is one earlier message of a conversation.
type Turn struct {
	Role string `json:"role"` // "user" or "assistant"
	Text string `json:"text"`
}

// Question is what a person asks, with the conversation before it, oldest turn
// first. ID is handed back in the answer.
type Question struct {
	ID      string `json:"id"`
	Text    string `json:"question"`
	History []Turn `json:"history,omitempty"`
}

// Answer is the reply to one question and its form for programs: marshalled to
// JSON it is the line that the command line prints. Slices are never nil.
type Answer struct {
	ID            string      `json:"id"`
	Kind          Kind        `json:"kind"`
	Text          string      `json:"text"` // with [n] marks, without a list of sources
	Citations     []Citation  `json:"citations"`
	Statements    []Statement `json:"statements"`
	Dropped       []Dropped   `json:"dropped"`
	Choices       []string    `json:"choices,omitempty"` // the places that an unclear answer asks about; each is a question that follows up
	Written       bool        `json:"-"`                 // the statements are the model's
	Model         string      `json:"model"`             // "none" without a model
	PromptVersion string      `json:"prompt_version"`    // "" without a model
	Retrieval     []Found     `json:"retrieval"`         // the ten best chunks, best first, whatever the kind
	Ms            Times       `json:"ms"`
	Error         string      `json:"error"` // of a failed answer, or of a model that gave none; else ""
}

// Citation points to one sentence of one report.
type Citation struct {
	N       int    `json:"n"`      // number of the [n] mark, from 1
	Report  string `json:"report"` // path below the folder, with extension, separated by /
	Hash    string `json:"hash"`   // of the report's content, as ingest.Report.Hash
	URL     string `json:"url,omitempty"`
	Title   string `json:"title"`   // of the report
	Place   string `json:"place"`   // "" when the report hides it
	Section string `json:"section"` // headings from the root, joined by " › "; "" above the first heading
	Page    int    `json:"page"`    // from 1; 0 when the format has none
	Quote   string `json:"quote"`   // verbatim part of the report's text
}

// Check is the outcome of checking a statement against its citations.
type Check string

const (
	Passed   Check = "passed"   // verbatim, or a checked statement
	Repaired Check = "repaired" // passed after the model was told what failed
	Replaced Check = "replaced" // by the verbatim sentence
	Computed Check = "computed" // a calculation of cited figures
)

// Statement is one thing the answer says.
type Statement struct {
	Text      string `json:"text"`
	Citations []int  `json:"citations"` // numbers of Answer.Citations
	Check     Check  `json:"check"`
	Why       string `json:"why"`            // the gate.Reason of a repair or replacement, else ""
	Rows      []Row  `json:"rows,omitempty"` // the figures of a statement from the ledger, in the order of Text; nil for others
}

// Row is one figure of a statement, apart from its words.
type Row struct {
	Place     string        `json:"place"`  // "" when the report hides it
	Period    string        `json:"period"` // as the statement says it: 2023年1-9月; "" when unknown
	Indicator string        `json:"indicator"`
	Status    figure.Status `json:"status"`
	Value     string        `json:"value"` // as the report writes it, with the words of direction and exactness; of a masked one the mask
	Masked    bool          `json:"masked,omitempty"`
	Citation  int           `json:"citation"` // number of Answer.Citations
}

// Dropped is a statement that was not shown.
type Dropped struct {
	Why string `json:"why"` // a gate.Reason
}

// Found is one retrieved chunk.
type Found struct {
	Report  string  `json:"report"`
	Section string  `json:"section"`
	Score   float64 `json:"score"` // larger is better; comparable within one answer only
	Text    string  `json:"text"`  // the chunk, verbatim
	Why     *Why    `json:"why,omitempty"`
}

// Times are in milliseconds.
type Times struct {
	Total  int64         `json:"total"`
	Search time.Duration `json:"-"` // of Total, that took to find the passages
}

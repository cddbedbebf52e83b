package gate

import (
	"reportbot/ingest/figure"
	"reportbot/retrieval/query"
)

// Sentence is a sentence of a report as a statement cites it, with the figures read
// from it.
type Sentence struct {
	Text    string          // verbatim
	Place   string          // of its report; "" when the report hides it
	Year    int             // the year that its section, else its report speaks of; 0 when unknown
	Plan    bool            // it stands in a section of plans
	Path    []string        // headings above it, from the root
	Figures []figure.Figure // as the ledger holds them, in the order of Text
}

// Statement is what a model wants to tell the reader.
type Statement struct {
	Quote string // the sentence that it says it copied
	Text  string // may hold marks such as [1]
}

// Checker checks statements. It is never changed by a check and safe for use by many
// goroutines.
type Checker struct {
	Terms    *query.Terms // nil: the built-in ones
	Question string       // its numbers are no figures of the answer
	Places   []string     // places of all reports that may be seen: naming another one's place fails
}

// Reason says in one word why a statement may not be shown; "" that it may.
type Reason string

const (
	Quote       Reason = "quote"        // the quote is not in the passage
	Unsupported Reason = "unsupported"  // a figure, or another number, is in no cited sentence
	Indicator   Reason = "indicator"    // the figure belongs to something else than the statement says
	Direction   Reason = "direction"    // up told as down, or a change told as a level
	PlanAsFact  Reason = "plan_as_fact" // what is intended or expected, told as reached
	FactAsPlan  Reason = "fact_as_plan" // the reverse
	Period      Reason = "period"       // another period or year, or a part of the year told as the year
	Place       Reason = "place"        // another report's
	Mask        Reason = "mask"         // a masked figure is filled in
	Calculation Reason = "calculation"  // a wrong result, or an operand that no cited sentence gives
	Negation    Reason = "negation"     // what was done is told as not done, or the reverse
)

// Verdict tells whether a statement may be shown and, if not, why.
type Verdict struct {
	Reason Reason // "" when it may be shown
	Detail string // one sentence for the prompt that asks for a repair, and for the log; "" when it may be shown
}

// Passed tells that the statement may be shown.
func (v Verdict) Passed() bool { return v.Reason == "" }

func failed(reason Reason, detail string) Verdict { return Verdict{reason, detail} }

// CheckStatement finds the sentence that the statement's quote is copied from, and
// checks the statement against it alone. It returns the sentence's index, -1 when the
// quote is in none: then the verdict's reason is Quote.
func (c *Checker) CheckStatement(s Statement, sentences []Sentence) (int, Verdict) {
	i := FindQuote(s.Quote, sentences)
	if i < 0 {
		return i, failed(Quote, "the quote stands in no sentence of the passages; copy one sentence verbatim")
	}
	return i, c.Check(s.Text, sentences[i:i+1])
}

// Check checks a statement against the sentences that it cites. A statement that is
// one of them verbatim passes; any without cited sentences fails.
func (c *Checker) Check(text string, cited []Sentence) Verdict {
	text = withoutMarks(text)
	for _, s := range cited {
		if folded := fold(text); folded != "" && folded == fold(s.Text) {
			return Verdict{}
		}
	}
	return c.check(text, cited)
}

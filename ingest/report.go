package ingest

import "time"

// Status tells whether a section reports what was done or what is planned.
type Status string

const (
	StatusUnknown Status = ""       // neither, such as the lines above the first heading
	StatusActual  Status = "actual" // 工作总结, 工作回顾 and what lies below them
	StatusPlan    Status = "plan"   // 工作思路, 工作打算, 下阶段计划 and what lies below them
)

// Report is one document with its outline and what it says of itself.
// All offsets of its parts are byte offsets in Text, end exclusive.
type Report struct {
	ID         string // of collection and path, stable over changes of the content
	Collection string
	Source     string // path below the folder it was taken from, with extension, separated by /
	Path       string // absolute path of the file

	Title    string
	URL      string    // from front matter or page metadata, else ""
	Place    string    // the town, county or district; "" when the report hides it
	Issuer   string    // the body that issued it, else ""
	Kind     string    // 工作总结, 政府工作报告 …; "" when unknown
	Date     time.Time // of the document itself; zero when unknown
	Reported []int     // years reported on, ascending
	Planned  []int     // years planned for, ascending
	Meta     map[string]string

	Hash     string // SHA-256 of the file's bytes and of what overrides its metadata, in hex
	Text     string
	Sections []Section // in reading order; their spans cover Text without gap or overlap
}

// Section is a heading with the text up to the next heading.
type Section struct {
	// Path holds the headings from the root to this section, verbatim with
	// their numbers and without the full stop that ends a run-in heading; empty
	// for what lies above the first heading.
	Path   []string
	Level  int // length of Path
	Page   int // page on which it starts, from 1; 0 when the format has none
	Status Status
	Year   int // the year that the status speaks of; 0 when unknown

	Start, End int // the whole section, heading and white space included
	// HeadingStart and HeadingEnd hold the heading with its number; both equal
	// Start when there is none.
	HeadingStart, HeadingEnd int
	// Sentences in reading order, without overlap. A heading that carries
	// figures, or that has nothing below it, is a sentence too.
	Sentences []Sentence
}

// Sentence is the smallest part that can be cited: a sentence with its closing
// punctuation, or a table row.
type Sentence struct {
	Start, End int
	// Row marks a table row; Header, when not empty, is the row that names
	// its columns.
	Row    bool
	Header Span
}

// Span is a part of a report's text; the zero value is empty.
type Span struct{ Start, End int }

// Chunk is a run of whole sentences of one section, small enough to embed.
type Chunk struct {
	Section    int // index in Report.Sections
	Start, End int // End exclusive; Text[Start:End] has at most MaxChunk characters
	// Header is the row that names the columns when the chunk starts inside a
	// table below it, else empty.
	Header Span
}

// MaxChunk is the largest number of characters (Unicode code points) of a
// chunk's text, title and path not counted.
const MaxChunk = 350

package retrieval

import (
	"slices"

	"github.com/philippgille/chromem-go"

	"reportbot/ingest"
	"reportbot/retrieval/lexical"
)

// Info is what is known of a report without its text: the Report in it has
// neither Text nor Sections. It is shared and must not be changed.
type Info struct {
	*ingest.Report
	SectionCount int
	ChunkCount   int
	Characters   int  // Unicode code points of the text
	Vectors      bool // its chunks have vectors
}

// entry is one state of a report, in memory. It never changes.
type entry struct {
	revision
	info      Info
	text      string
	sections  []ingest.Section // without sentences
	sentences []byte           // see packSentences
	figures   []byte           // see packFigures
	chunks    []ingest.Chunk
	vectors   *chromem.Collection // nil when there are none
}

// report returns the whole report, made anew.
func (e *entry) report() (*ingest.Report, error) {
	r := *e.info.Report
	r.Text, r.Sections = e.text, slices.Clone(e.sections)
	return &r, unpackSentences(e.sentences, r.Sections, len(r.Text))
}

// Snapshot is what the index held at one moment. It never changes and is safe
// for concurrent use. Reports are numbered from 0 in order of collection and
// source; documents are the chunks of all reports, numbered from 0 in the
// same order.
type Snapshot struct {
	Lexical *lexical.Index // its groups are the reports
	Reports []Info

	// Model names the embedder of the vectors, and Dim is the length of a
	// vector; "" and 0 when there are none.
	Model string
	Dim   int

	generation int64
	entries    []*entry // by report
	groups     []int32  // the report of each document
	byID       map[string]int
}

func newSnapshot(generation int64, model string, dim int, entries []*entry, index *lexical.Index) *Snapshot {
	s := &Snapshot{
		Lexical: index, Model: model, Dim: dim, generation: generation, entries: entries,
		Reports: make([]Info, len(entries)), byID: make(map[string]int, len(entries)),
		groups: make([]int32, 0, index.Len()),
	}
	for i, e := range entries {
		s.Reports[i] = e.info
		s.byID[e.info.ID] = i
		for range e.chunks {
			s.groups = append(s.groups, int32(i))
		}
	}
	return s
}

// byRevision returns the reports by their state; none for a nil Snapshot.
func (s *Snapshot) byRevision() map[revision]*entry {
	if s == nil {
		return nil
	}
	known := make(map[revision]*entry, len(s.entries))
	for _, e := range s.entries {
		known[e.revision] = e
	}
	return known
}

// group returns the number of a report in the lexical index; lexical.New when
// it is not there in this state, or for a nil Snapshot.
func (s *Snapshot) group(e *entry) int {
	if s != nil {
		if i, ok := s.byID[e.info.ID]; ok && s.entries[i] == e {
			return i
		}
	}
	return lexical.New
}

// Len returns the number of documents.
func (s *Snapshot) Len() int { return len(s.groups) }

// Index returns the number of the report with an ID; false when there is
// none.
func (s *Snapshot) Index(id string) (int, bool) {
	i, ok := s.byID[id]
	return i, ok
}

// Visible returns for each report whether scope holds its ID; nil, which
// stands for all reports, for a nil scope.
func (s *Snapshot) Visible(scope map[string]string) []bool {
	if scope == nil {
		return nil
	}
	visible := make([]bool, len(s.Reports))
	for i, r := range s.Reports {
		_, visible[i] = scope[r.ID]
	}
	return visible
}

// Report returns a report with text, sections and sentences. Each call makes
// a new one.
func (s *Snapshot) Report(i int) (*ingest.Report, error) {
	return s.entries[i].report()
}

// ChunkMeta says where a document lies.
type ChunkMeta struct {
	ingest.Chunk
	Report  int             // number of the report in the snapshot
	Heading *ingest.Section // its section, without sentences; shared, must not be changed
}

// Meta says where doc lies, which must be in 0 … Len()-1. It costs next to
// nothing.
func (s *Snapshot) Meta(doc int) ChunkMeta {
	report := int(s.groups[doc])
	first, _ := s.Lexical.Span(report)
	e := s.entries[report]
	c := e.chunks[doc-first]
	return ChunkMeta{Chunk: c, Report: report, Heading: &e.sections[c.Section]}
}

// Passage is a chunk as it is shown, with the report that it comes from and
// how it was found.
type Passage struct {
	Report Info
	Doc    int // number in the snapshot
	Chunk  ingest.Chunk
	Path   []string // headings from the root
	Page   int      // from 1; 0 when the format has none
	Status ingest.Status
	Year   int    // the year that the status speaks of; 0 when unknown
	Header string // the row that names the columns, when it lies above the chunk
	Text   string // verbatim

	Score           float64 // by which it was ranked: Words and Meaning, times the Weights
	Lexical, Cosine float64 // as measured: BM25, 0 or more, and -1 … 1, 0 without vectors
	Words, Meaning  float64 // what these two add to the score
	Weights         Weights
}

// Weights are factors from 0 to 1 for how well a passage fits what the question
// names; 1 when it fits or nothing is named.
type Weights struct {
	Report, Year, Status float64
}

// text returns the text of doc, verbatim.
func (s *Snapshot) text(doc int) string {
	m := s.Meta(doc)
	return s.entries[m.Report].text[m.Start:m.End]
}

// Passage returns doc with its text and without scores.
func (s *Snapshot) Passage(doc int) Passage {
	m := s.Meta(doc)
	e := s.entries[m.Report]
	return Passage{
		Report: e.info, Doc: doc, Chunk: m.Chunk,
		Path: m.Heading.Path, Page: m.Heading.Page, Status: m.Heading.Status, Year: m.Heading.Year,
		Header: e.text[m.Header.Start:m.Header.End], Text: e.text[m.Start:m.End],
	}
}

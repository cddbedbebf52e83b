package retrieval

import (
	"encoding/binary"
	"slices"
	"strings"

	"reportbot/ingest"
	"reportbot/ingest/figure"
)

// packFigures writes the figures of a report so that a question can read all
// of them in microseconds, in a tenth of the room that they take as values:
//
//	number of figures
//	number of texts, for each: its length with the mark inReport, then how far
//	behind the one before it stands there; without the mark, the text itself
//	for each figure: section, sentence, start, length, marks, and for each
//	of its fields of text the number of that text
//
// Each text is written once, and 0 stands for "". Numbers are varints.
func packFigures(r *ingest.Report, entries []ingest.Entry) []byte {
	texts := textTable{report: r.Text, numbers: map[string]int{"": 0}}
	var rows []byte
	for _, e := range entries {
		rows = appendUvarints(rows, e.Section, e.Sentence, e.Start, e.End-e.Start, marksOf(e.Figure))
		sentence, _ := sentenceOf(r, e)
		for _, field := range textFields(&e.Figure) {
			rows = appendUvarints(rows, texts.number(*field, sentence))
		}
	}
	return slices.Concat(appendUvarints(nil, len(entries), len(texts.numbers)-1), texts.packed, rows)
}

func appendUvarints(packed []byte, numbers ...int) []byte {
	for _, n := range numbers {
		packed = binary.AppendUvarint(packed, uint64(n))
	}
	return packed
}

// textTable numbers the texts of figures.
type textTable struct {
	report  string
	numbers map[string]int
	packed  []byte
	last    int // where the last text began that stands in the report
}

// textsAround is how many bytes before its sentence the texts of a figure are
// looked for; what it carries over from farther off is rare.
const textsAround = 500

// inReport marks the length of a text that stands in the report.
const inReport = 1

// number returns the number of a text of a figure in this sentence.
func (t *textTable) number(text string, sentence ingest.Sentence) int {
	n, known := t.numbers[text]
	if known {
		return n
	}
	n = len(t.numbers)
	t.numbers[text] = n
	from := max(0, sentence.Start-textsAround)
	at := strings.LastIndex(t.report[from:sentence.End], text)
	if at < 0 {
		t.packed = append(appendUvarints(t.packed, len(text)<<1), text...)
		return n
	}
	t.packed = appendUvarints(t.packed, len(text)<<1|inReport)
	t.packed = binary.AppendVarint(t.packed, int64(from+at-t.last))
	t.last = from + at
	return n
}

// textCount is how many fields of a figure hold text.
const textCount = 16

// textFields are the fields of a figure that hold text, in the order in which
// they are packed.
func textFields(f *figure.Figure) [textCount]*string {
	return [...]*string{
		&f.Text, &f.Value, &f.Low, &f.High, &f.Unit, (*string)(&f.Exact), (*string)(&f.Kind), (*string)(&f.Direction),
		&f.Indicator, &f.Period, &f.From, &f.To, (*string)(&f.Status), &f.Place, &f.Scope, &f.Against,
	}
}

const markMasked, markBase, markUnsure = 1, 2, 4

func marksOf(f figure.Figure) int {
	marks := 0
	if f.Masked {
		marks |= markMasked
	}
	if f.Base {
		marks |= markBase
	}
	if f.Unsure {
		marks |= markUnsure
	}
	return marks
}

// figureBytes is the least bytes that a figure takes: a number each.
const figureBytes = 5 + textCount

// unpackFigures returns what packFigures wrote of the figures of a report with
// this text. Positions are 0 or more, and End is no less than Start; whether
// there is such a sentence is not known here.
func unpackFigures(packed []byte, report string) ([]ingest.Entry, error) {
	r := unpacker{rest: packed}
	n := r.uvarint()
	if n > len(r.rest)/figureBytes {
		return nil, errPacked
	}
	entries, texts := make([]ingest.Entry, n), r.texts(report)
	for i := range entries {
		r.entry(&entries[i], texts)
	}
	if r.bad || len(r.rest) > 0 {
		return nil, errPacked
	}
	return entries, nil
}

// texts reads the table of texts, "" first.
func (r *unpacker) texts(report string) []string {
	n := r.uvarint()
	if n > len(r.rest) { // a text takes a byte or more
		r.fail()
		return nil
	}
	texts := make([]string, 1, n+1)
	packed, last := string(r.rest), 0
	for range n {
		head := r.uvarint()
		if size := head >> 1; head&inReport != 0 {
			last += r.varint()
			texts = append(texts, r.cut(report, last, size))
		} else {
			texts = append(texts, r.cut(packed, len(packed)-len(r.rest), size))
			r.skip(size)
		}
	}
	return texts
}

// cut returns size bytes of a text; "" when they do not lie in it.
func (r *unpacker) cut(text string, start, size int) string {
	if r.bad || start < 0 || start > len(text) || size > len(text)-start {
		r.fail()
		return ""
	}
	return text[start : start+size]
}

// skip passes over n bytes, when they are there.
func (r *unpacker) skip(n int) { r.rest = r.rest[min(n, len(r.rest)):] }

// entry sets e to the next figure.
func (r *unpacker) entry(e *ingest.Entry, texts []string) {
	e.Section, e.Sentence, e.Start = r.uvarint(), r.uvarint(), r.uvarint()
	e.End = e.Start + r.uvarint()
	marks := r.uvarint()
	e.Masked, e.Base, e.Unsure = marks&markMasked != 0, marks&markBase != 0, marks&markUnsure != 0
	for _, field := range textFields(&e.Figure) {
		n := r.uvarint()
		if n >= len(texts) {
			r.fail()
			return
		}
		*field = texts[n]
	}
	if marks > markMasked|markBase|markUnsure {
		r.fail()
	}
}

package retrieval

import (
	"encoding/binary"
	"slices"

	"reportbot/ingest"
	"reportbot/ingest/figure"
)

// packFigures writes the figures of a report so that a question can read all
// of them in microseconds, in a tenth of the room that they take as values:
//
//	number of figures
//	number of texts, their lengths, the texts one after another
//	for each figure: section, sentence, start, length, marks, and for each
//	of its fields of text the number of that text
//
// Each text is written once, and 0 stands for "". Numbers are uvarints.
func packFigures(entries []ingest.Entry) []byte {
	numbers := map[string]uint64{"": 0}
	var lengths, texts, rows []byte
	for _, e := range entries {
		rows = appendUvarints(rows, e.Section, e.Sentence, e.Start, e.End-e.Start, marksOf(e.Figure))
		for _, field := range textFields(&e.Figure) {
			n, known := numbers[*field]
			if !known {
				n = uint64(len(numbers))
				numbers[*field] = n
				lengths = appendUvarints(lengths, len(*field))
				texts = append(texts, *field...)
			}
			rows = binary.AppendUvarint(rows, n)
		}
	}
	head := appendUvarints(nil, len(entries), len(numbers)-1)
	return slices.Concat(head, lengths, texts, rows)
}

func appendUvarints(packed []byte, numbers ...int) []byte {
	for _, n := range numbers {
		packed = binary.AppendUvarint(packed, uint64(n))
	}
	return packed
}

// textFields are the fields of a figure that hold text, in the order in which
// they are packed.
func textFields(f *figure.Figure) [16]*string {
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

// minFigure is the least bytes that a figure takes: a number each.
const minFigure = 21

// unpackFigures returns what packFigures wrote. Positions are 0 or more, and
// End is no less than Start; whether there is such a sentence is not known here.
func unpackFigures(packed []byte) ([]ingest.Entry, error) {
	r := unpacker{rest: packed}
	n := r.uvarint()
	if n > len(r.rest)/minFigure {
		return nil, errPacked
	}
	entries, texts := make([]ingest.Entry, n), r.texts()
	for i := range entries {
		r.entry(&entries[i], texts)
	}
	if r.bad || len(r.rest) > 0 {
		return nil, errPacked
	}
	return entries, nil
}

// texts reads the table of texts, "" first.
func (r *unpacker) texts() []string {
	n := r.uvarint()
	if n > len(r.rest) { // a text takes a byte or more
		r.fail()
		return nil
	}
	ends := make([]int, n)
	end := 0
	for i := range ends {
		end += r.uvarint()
		ends[i] = end
	}
	if end > len(r.rest) {
		r.fail()
		return nil
	}
	texts := make([]string, 1, n+1)
	all, start := string(r.rest[:end]), 0
	for _, end := range ends {
		texts = append(texts, all[start:end])
		start = end
	}
	r.rest = r.rest[end:]
	return texts
}

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

package retrieval

import (
	"encoding/binary"
	"errors"
	"math"

	"reportbot/ingest"
)

// packSentences writes the sentences of all sections as varints: for each
// section their number, then for each sentence the distance of its start to
// the end of the one before, its length, and marks: 1 for a table row, plus 2
// for one with a header, whose start and end follow.
func packSentences(sections []ingest.Section) []byte {
	packed := []byte{}
	end := 0
	for _, section := range sections {
		packed = binary.AppendUvarint(packed, uint64(len(section.Sentences)))
		for _, s := range section.Sentences {
			packed = binary.AppendVarint(packed, int64(s.Start-end))
			packed = binary.AppendUvarint(packed, uint64(s.End-s.Start))
			packed = appendRow(packed, s)
			end = s.End
		}
	}
	return packed
}

const markRow, markHeader = 1, 2

func appendRow(packed []byte, s ingest.Sentence) []byte {
	marks := byte(0)
	if s.Row {
		marks = markRow
	}
	if s.Header == (ingest.Span{}) {
		return append(packed, marks)
	}
	packed = append(packed, marks|markHeader)
	packed = binary.AppendUvarint(packed, uint64(s.Header.Start))
	return binary.AppendUvarint(packed, uint64(s.Header.End))
}

// errPacked says that packed bytes are not what was packed.
var errPacked = errors.New("stored report is damaged")

// sentenceBytes is the least bytes that a sentence takes: a number each.
const sentenceBytes = 3

// unpackSentences sets the sentences of the sections from what packSentences
// made of them; size is the length of the text they lie in.
func unpackSentences(packed []byte, sections []ingest.Section, size int) error {
	r := unpacker{rest: packed}
	room := make([]ingest.Sentence, len(packed)/sentenceBytes)
	end := 0
	for i := range sections {
		n := r.uvarint()
		if n > len(r.rest)/sentenceBytes {
			return errPacked
		}
		if n == 0 {
			continue
		}
		sections[i].Sentences, room = room[:n:n], room[n:]
		for k := range sections[i].Sentences {
			s := r.sentence(end)
			if r.bad || s.Start < 0 || s.End < s.Start || s.End > size || s.Header.End > size || s.Header.End < s.Header.Start {
				return errPacked
			}
			sections[i].Sentences[k] = s
			end = s.End
		}
	}
	if r.bad || len(r.rest) > 0 {
		return errPacked
	}
	return nil
}

// unpacker reads varints; after a bad one all that follow are 0.
type unpacker struct {
	rest []byte
	bad  bool
}

func (r *unpacker) sentence(end int) ingest.Sentence {
	var s ingest.Sentence
	s.Start = end + r.varint()
	s.End = s.Start + r.uvarint()
	marks := r.uvarint()
	s.Row = marks&markRow != 0
	if marks&markHeader != 0 {
		s.Header = ingest.Span{Start: r.uvarint(), End: r.uvarint()}
	}
	r.bad = r.bad || marks > markRow|markHeader
	return s
}

func (r *unpacker) uvarint() int {
	v, n := binary.Uvarint(r.rest)
	return r.took(n, int64(v&math.MaxInt64), v > math.MaxInt32)
}

func (r *unpacker) varint() int {
	v, n := binary.Varint(r.rest)
	return r.took(n, v, v > math.MaxInt32 || v < math.MinInt32)
}

func (r *unpacker) took(n int, v int64, large bool) int {
	if n <= 0 || large || r.bad {
		r.fail()
		return 0
	}
	r.rest = r.rest[n:]
	return int(v)
}

// fail says that the bytes are not what was packed.
func (r *unpacker) fail() { r.bad, r.rest = true, nil }

// packVectors writes float32 numbers, little-endian.
func packVectors(vectors []float32) []byte {
	packed := make([]byte, 0, 4*len(vectors))
	for _, v := range vectors {
		packed = binary.LittleEndian.AppendUint32(packed, math.Float32bits(v))
	}
	return packed
}

// unpackVectors returns the numbers that packVectors wrote; n is the number
// of vectors, dim the length of each.
func unpackVectors(packed []byte, n, dim int) ([]float32, error) {
	if len(packed) != 4*n*dim {
		return nil, errPacked
	}
	vectors := make([]float32, n*dim)
	for i := range vectors {
		vectors[i] = math.Float32frombits(binary.LittleEndian.Uint32(packed[4*i:]))
	}
	return vectors, nil
}

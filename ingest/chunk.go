package ingest

import (
	"strings"
	"unicode/utf8"
)

// Chunks cuts every section into chunks, in reading order. A chunk ends at a
// sentence or a table row; a sentence of more than MaxChunk characters is cut
// at ； then ， (outside brackets and quotation marks) then anywhere between
// characters. Sections without sentences have no chunk.
func Chunks(r *Report) []Chunk {
	var chunks []Chunk
	for i := range r.Sections {
		chunks = append(chunks, sectionChunks(r.Text, i, r.Sections[i].Sentences)...)
	}
	return chunks
}

// IndexText is what is indexed of a chunk: "title › path", the row that names
// the columns when the chunk lies below it, and the text.
func (r *Report) IndexText(c Chunk) string {
	lead := strings.Join(append([]string{r.Title}, r.Sections[c.Section].Path...), PathSeparator)
	text := r.Text[c.Start:c.End]
	if c.Header != (Span{}) {
		text = r.Text[c.Header.Start:c.Header.End] + "\n" + text
	}
	return lead + "\n" + text
}

// PathSeparator joins the headings of a path where it is shown.
const PathSeparator = " › "

// sectionChunks packs the sentences of one section. It aims at chunks of about
// equal size, so that no small rest is left at the end.
func sectionChunks(text string, section int, sentences []Sentence) []Chunk {
	pieces := cutLong(text, sentences)
	target := evenSize(text, pieces)
	var chunks []Chunk
	for i := 0; i < len(pieces); {
		j := i + 1
		for j < len(pieces) && size(text, pieces[i], pieces[j]) <= MaxChunk && size(text, pieces[i], pieces[j-1]) < target {
			j++
		}
		chunks = append(chunks, Chunk{
			Section: section, Start: pieces[i].Start, End: pieces[j-1].End, Header: pieces[i].Header,
		})
		i = j
	}
	return chunks
}

// evenSize is the size at which a chunk of the section is full: the whole
// divided by the number of chunks that are needed anyway.
func evenSize(text string, pieces []Sentence) int {
	if len(pieces) == 0 {
		return 0
	}
	total := size(text, pieces[0], pieces[len(pieces)-1])
	n := (total + MaxChunk - 1) / MaxChunk
	return total / n
}

func size(text string, first, last Sentence) int {
	return utf8.RuneCountInString(text[first.Start:last.End])
}

// cutLong returns the sentences with those cut that are too long for a chunk.
func cutLong(text string, sentences []Sentence) []Sentence {
	var pieces []Sentence
	for _, s := range sentences {
		for _, span := range cutSpan(text, Span{s.Start, s.End}, "；;", "，,") {
			pieces = append(pieces, Sentence{Start: span.Start, End: span.End, Row: s.Row, Header: s.Header})
		}
	}
	return pieces
}

// cutSpan cuts s at the separators of the first level, packs the parts as full
// as they go, and cuts what is still too long at the next level.
func cutSpan(text string, s Span, levels ...string) []Span {
	if utf8.RuneCountInString(text[s.Start:s.End]) <= MaxChunk {
		return []Span{s}
	}
	if len(levels) == 0 {
		return cutAnywhere(text, s)
	}
	var out []Span
	for _, part := range packSpans(text, splitAt(text, s, levels[0])) {
		out = append(out, cutSpan(text, part, levels[1:]...)...)
	}
	return out
}

// splitAt cuts s after each separator that stands outside brackets and
// quotation marks and not between digits (1,234).
func splitAt(text string, s Span, separators string) []Span {
	var out []Span
	var open brackets
	from := s.Start
	for i, r := range text[s.Start:s.End] {
		open.step(r)
		at := s.Start + i + utf8.RuneLen(r)
		if len(open) > 0 || !strings.ContainsRune(separators, r) || betweenDigits(text, at-utf8.RuneLen(r), at) {
			continue
		}
		out = append(out, Span{from, at})
		from = at
	}
	if from < s.End {
		out = append(out, Span{from, s.End})
	}
	return out
}

func betweenDigits(text string, i, j int) bool {
	return i > 0 && j < len(text) && isASCIIDigit(rune(text[i-1])) && isASCIIDigit(rune(text[j]))
}

// packSpans joins neighbours as long as they fit a chunk together.
func packSpans(text string, parts []Span) []Span {
	var out []Span
	for _, p := range parts {
		if n := len(out); n > 0 && utf8.RuneCountInString(text[out[n-1].Start:p.End]) <= MaxChunk {
			out[n-1].End = p.End
			continue
		}
		out = append(out, p)
	}
	return out
}

func cutAnywhere(text string, s Span) []Span {
	var out []Span
	for s.Start < s.End {
		end := s.Start
		for n := 0; n < MaxChunk && end < s.End; n++ {
			_, size := utf8.DecodeRuneInString(text[end:s.End])
			end += size
		}
		out = append(out, Span{s.Start, end})
		s.Start = end
	}
	return out
}

package ingest

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"reportbot/ingest/format"
)

// outline cuts a document into sections. The blocks of the header open none, nor
// does the signature at the end.
//
// Levels follow the order in which the kinds of numbers appear in this document:
// a kind that has not been seen stands below the heading before it, a kind that
// has been seen returns to its level. Repeated and skipped numbers change
// nothing.
func outline(doc *format.Document, h header) []Section {
	b := builder{
		text: doc.Text, depthOf: map[string]int{}, lastNumber: map[string]int{},
		headers: tableHeaders(doc), whole: wholeStatus(h.name()),
	}
	for _, p := range documentParts(doc, h.blocks) {
		b.add(p)
	}
	return b.finish()
}

// documentParts returns the headings and bodies of all blocks in reading order.
// header is the number of leading blocks that open no section.
func documentParts(doc *format.Document, header int) []part {
	r := blockReader{doc: doc, items: itemClasses(doc, header), styled: styledClasses(doc, header)}
	end := signatureBlock(doc)
	var blocks []part
	for i, b := range doc.Blocks {
		if i < header || i >= end || b.Kind == format.TableRow {
			blocks = append(blocks, bodyPart(Span{b.Start, b.End}, b))
			continue
		}
		blocks = append(blocks, r.parts(i)...)
	}
	blocks = headTopics(doc.Text, blocks)
	var parts []part
	for _, p := range blocks {
		if p.heading || p.block.Kind == format.TableRow || p.span.Start < headerEnd(doc, header) {
			parts = append(parts, p)
			continue
		}
		parts = append(parts, innerParts(doc.Text, p)...)
	}
	return parts
}

func headerEnd(doc *format.Document, header int) int {
	if header == 0 {
		return 0
	}
	return doc.Blocks[header-1].End
}

// blockReader reads the blocks between the header and the signature.
type blockReader struct {
	doc *format.Document
	// items and styled hold the classes of numbers that count list items, and
	// those that headings marked by the format carry.
	items, styled map[string]bool
}

// parts returns block i as a heading, a body, or both.
func (r blockReader) parts(i int) []part {
	b, text := r.doc.Blocks[i], r.doc.Text
	line := text[b.Start:b.End]
	if b.Kind == format.Heading {
		return []part{styledHeading(text, b)}
	}
	if m, ok := parseMarker(line); ok {
		if parts, _ := markedParts(text, b, m); len(parts) > 0 && !r.isItem(b, m) {
			return parts
		}
		return []part{bodyPart(Span{b.Start, b.End}, b)}
	}
	if class := r.lineClass(i); class != "" {
		return []part{headingPart(text, Span{b.Start, b.End}, class, b)}
	}
	return []part{bodyPart(Span{b.Start, b.End}, b)}
}

// isItem tells whether a numbered block is an item of a list rather than a
// heading: numbers of its kind count items in this document, or the format marks
// it as an item while headings that the format marks carry such numbers.
func (r blockReader) isItem(b format.Block, m marker) bool {
	return r.items[m.class] || b.Kind == format.ListItem && r.styled[m.class]
}

// lineClass returns the class of the heading that an unmarked line is, "" when
// it is none.
func (r blockReader) lineClass(i int) string {
	b, text := r.doc.Blocks[i], r.doc.Text
	line := text[b.Start:b.End]
	switch {
	case ends.MatchString(line):
		return classEnds
	case i+1 == len(r.doc.Blocks) || i > 0 && unfinished(text, r.doc.Blocks[i-1]) || !bareHeading(text, b, r.doc.Blocks[i+1]):
		return ""
	case statusHeading(line):
		return classStatus
	}
	return classBare
}

// unfinished tells whether a paragraph breaks off inside a sentence, so that the
// next line goes on with it.
func unfinished(text string, b format.Block) bool {
	last, _ := utf8.DecodeLastRuneInString(text[b.Start:b.End])
	_, opens := closerOf[last]
	return b.Kind == format.Paragraph && (opens || strings.ContainsRune("，、,", last))
}

// styledHeading is a block that the format marks as a heading.
func styledHeading(text string, b format.Block) part {
	h := headingPart(text, Span{b.Start, b.End}, classStyle, b)
	h.explicit = b.Level
	line := text[b.Start:b.End]
	if m, ok := parseMarker(line); ok {
		h.class, h.mark = m.class, m
	} else if statusHeading(line) {
		h.class = classStatus
	}
	return h
}

// styledClasses returns the kinds of numbers that headings marked by the format
// carry.
func styledClasses(doc *format.Document, header int) map[string]bool {
	classes := map[string]bool{}
	for _, b := range doc.Blocks[header:] {
		if m, ok := parseMarker(doc.Text[b.Start:b.End]); ok && b.Kind == format.Heading {
			classes[m.class] = true
		}
	}
	return classes
}

// itemClasses returns the kinds of numbers that, in this document, count list
// items rather than headings: most of their blocks have no heading of their own.
func itemClasses(doc *format.Document, header int) map[string]bool {
	headings, items := map[string]int{}, map[string]int{}
	for _, b := range doc.Blocks[header:] {
		m, ok := parseMarker(doc.Text[b.Start:b.End])
		if !ok || b.Kind == format.TableRow {
			continue
		}
		if _, headingLike := markedParts(doc.Text, b, m); headingLike || b.Kind == format.Heading {
			headings[m.class]++
		} else {
			items[m.class]++
		}
	}
	classes := map[string]bool{}
	for class, n := range items {
		classes[class] = n > headings[class]
	}
	return classes
}

// maxSignature is the largest number of blocks of a signature: bodies, date,
// contact, notes.
const maxSignature = 6

// signatureBlock returns the index of the first block of the signature at the end
// of the document: the body that issues it and the date, with the short lines
// around them. Without one it is the number of blocks.
func signatureBlock(doc *format.Document) int {
	start := len(doc.Blocks)
	dated := false
	for i := start - 1; i >= 0 && i >= len(doc.Blocks)-maxSignature; i-- {
		b := doc.Blocks[i]
		line := doc.Text[b.Start:b.End]
		switch {
		case b.Kind == format.Paragraph && dateLine.MatchString(foldYears(squeeze(line))):
			start, dated = i, true
		case b.Kind == format.Paragraph && isIssuer(line):
			start = i
		case dated || b.Kind == format.Heading || ends.MatchString(line) || utf8.RuneCountInString(line) > maxHeading:
			return start
		}
	}
	if start < len(doc.Blocks) && !dated && start < len(doc.Blocks)-1 {
		return len(doc.Blocks) // a body's name in the text, no signature
	}
	return start
}

// dateLine is a line that holds a date and at most a body before it.
var dateLine = regexp.MustCompile(`^[^，。；：]{0,20}?(?:19|20)\d\d[-年./](?:\d{1,2}|[一二三四五六七八九十]{1,2})[-月./](?:\d{1,2}|[一二三四五六七八九十]{1,3})日?$`)

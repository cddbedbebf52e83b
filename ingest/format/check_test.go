package format

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// checkDocument holds what is true of every document: blocks in order, inside
// the text, trimmed, on character boundaries, with only blanks between them.
func checkDocument(t *testing.T, name string, doc *Document) {
	t.Helper()
	if !utf8.ValidString(doc.Text) {
		t.Errorf("%s: text is not UTF-8", name)
	}
	if len(doc.Blocks) == 0 {
		t.Errorf("%s: no blocks and no error", name)
	}
	at := 0
	for i, b := range doc.Blocks {
		if b.Start < at || b.End <= b.Start || b.End > len(doc.Text) {
			t.Fatalf("%s: block %d spans [%d,%d) after %d of %d", name, i, b.Start, b.End, at, len(doc.Text))
		}
		text := doc.Text[b.Start:b.End]
		if strings.TrimSpace(text) != text {
			t.Errorf("%s: block %d is not trimmed: %.40q", name, i, text)
		}
		if !utf8.RuneStart(text[0]) || b.End < len(doc.Text) && !utf8.RuneStart(doc.Text[b.End]) {
			t.Errorf("%s: block %d is cut inside a character", name, i)
		}
		if gap := doc.Text[at:b.Start]; strings.TrimSpace(gap) != "" {
			t.Errorf("%s: text before block %d is in none: %.40q", name, i, gap)
		}
		checkKind(t, name, i, b)
		at = b.End
	}
	if rest := doc.Text[at:]; strings.TrimSpace(rest) != "" {
		t.Errorf("%s: text after the last block: %.40q", name, rest)
	}
	if doc.Meta != nil && len(doc.Meta) == 0 {
		t.Errorf("%s: Meta is empty, not nil", name)
	}
}

// checkKind holds what the kind of a block says of its other fields.
func checkKind(t *testing.T, name string, i int, b Block) {
	t.Helper()
	if (b.Level > 0) != (b.Kind == Heading || b.Kind == ListItem) {
		t.Errorf("%s: block %d of kind %d has level %d", name, i, b.Kind, b.Level)
	}
	if (b.Table > 0) != (b.Kind == TableRow) || b.Header && b.Kind != TableRow {
		t.Errorf("%s: block %d of kind %d is in table %d, header %v", name, i, b.Kind, b.Table, b.Header)
	}
}

// show writes a document block by block: P, H1, L1 or T1 (T1* for a header)
// and the text, with @ and the page where there is one.
func show(doc *Document) []string {
	var out []string
	for _, b := range doc.Blocks {
		var mark string
		switch b.Kind {
		case Paragraph:
			mark = "P"
		case Heading:
			mark = fmt.Sprintf("H%d", b.Level)
		case ListItem:
			mark = fmt.Sprintf("L%d", b.Level)
		case TableRow:
			mark = fmt.Sprintf("T%d", b.Table)
		}
		if b.Header {
			mark += "*"
		}
		if b.Page > 0 {
			mark += fmt.Sprintf("@%d", b.Page)
		}
		out = append(out, mark+" "+doc.Text[b.Start:b.End])
	}
	return out
}

// readString reads a file of the name with the text, which must be readable.
func readString(t *testing.T, name, text string) *Document {
	t.Helper()
	doc, err := Read(name, []byte(text))
	if err != nil {
		t.Fatalf("Read(%s): %v", name, err)
	}
	checkDocument(t, name, doc)
	return doc
}

// wantBlocks compares the blocks of a document with lines as show writes them.
func wantBlocks(t *testing.T, doc *Document, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, show(doc)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

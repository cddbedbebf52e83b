package format

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// breakAt breaks a line at a width in columns, but not before punctuation that
// closes.
func breakAt(s string, width int) string {
	var w strings.Builder
	at := 0
	for _, r := range s {
		size := columns(string(r))
		if at+size > width && !strings.ContainsRune("，。、；：！？）》”", r) {
			w.WriteByte('\n')
			at = 0
		}
		w.WriteRune(r)
		at += size
	}
	return w.String() + "\n"
}

// TestWrapRealReports breaks real reports at the width of an official page:
// all must be recognised as wrapped, and hardly a paragraph be joined with the
// next. Unbroken, none may be taken for wrapped.
func TestWrapRealReports(t *testing.T) {
	const width, indent = 56, "　　"
	root := datasets(t)
	files, paragraphs, joined := 0, 0, 0
	for _, pattern := range []string{"reports/*.txt", "bench/reports-*/*.txt"} {
		names, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(names) == 0 {
			t.Fatalf("no files in %s: %v", pattern, err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			doc := readString(t, name, string(data))
			var w strings.Builder
			for _, b := range doc.Blocks {
				text := doc.Text[b.Start:b.End]
				if strings.Contains(strings.ReplaceAll(text, "\n\u200b\n", ""), "\n") { // but for the ends of pages
					t.Errorf("%s was taken for wrapped: %.60q", name, text)
				}
				w.WriteString(breakAt(indent+text, width))
			}
			broken := readString(t, name, w.String())
			inside := 0
			for _, b := range broken.Blocks {
				text := broken.Text[b.Start:b.End]
				inside += strings.Count(text, "\n")
				joined += strings.Count(text, "\n"+indent)
			}
			if inside == 0 {
				t.Errorf("%s was not recognised as wrapped", name)
			}
			files, paragraphs = files+1, paragraphs+len(doc.Blocks)
		}
	}
	t.Logf("%d files: %d of %d paragraphs joined with the next", files, joined, paragraphs)
	if joined*200 > paragraphs {
		t.Errorf("%d of %d paragraphs joined with the next, want at most one in 200", joined, paragraphs)
	}
}

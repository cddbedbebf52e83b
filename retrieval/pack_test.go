package retrieval

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/ingest"
)

func TestPackSentences(t *testing.T) {
	sections := []ingest.Section{
		{},
		{Sentences: []ingest.Sentence{{Start: 0, End: 7}, {Start: 7, End: 7}, {Start: 300, End: 70000}}},
		{Sentences: []ingest.Sentence{{Start: 20, End: 30, Row: true}, {Start: 31, End: 40, Row: true, Header: ingest.Span{Start: 20, End: 30}}}},
	}
	packed := packSentences(sections)
	got := make([]ingest.Section, len(sections))
	if err := unpackSentences(packed, got, 70000); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sections, got); diff != "" {
		t.Errorf("sections (-packed +unpacked):\n%s", diff)
	}
	for n := range packed {
		if unpackSentences(packed[:n], make([]ingest.Section, len(sections)), 70000) == nil {
			t.Errorf("%d of %d bytes were taken for the whole", n, len(packed))
		}
	}
	if unpackSentences(packed, got, 69999) == nil {
		t.Error("a sentence beyond the text was accepted")
	}
	if unpackSentences(append(packed, 0), got, 70000) == nil {
		t.Error("bytes after the end were accepted")
	}
}

// Whatever the bytes are, what comes out lies in the text, and packs and
// unpacks to the same.
func FuzzUnpackSentences(f *testing.F) {
	f.Add([]byte{}, 0, 0)
	f.Add(packSentences([]ingest.Section{{Sentences: []ingest.Sentence{{Start: 3, End: 9}}}, {}}), 2, 9)
	f.Add(packSentences([]ingest.Section{{Sentences: []ingest.Sentence{{Start: 3, End: 9, Row: true, Header: ingest.Span{Start: 1, End: 2}}}}}), 1, 9)
	f.Fuzz(func(t *testing.T, packed []byte, n, size int) {
		n, size = min(max(n, 0), 100), max(size, 0)
		sections := make([]ingest.Section, n)
		if unpackSentences(packed, sections, size) != nil {
			return
		}
		for _, section := range sections {
			for _, s := range section.Sentences {
				if s.Start < 0 || s.End < s.Start || s.End > size || s.Header.Start < 0 || s.Header.End < s.Header.Start || s.Header.End > size {
					t.Fatalf("sentence %+v does not lie in a text of %d bytes", s, size)
				}
			}
		}
		again := make([]ingest.Section, n)
		if err := unpackSentences(packSentences(sections), again, size); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(sections, again); diff != "" {
			t.Fatalf("sections (-first +again):\n%s", diff)
		}
	})
}

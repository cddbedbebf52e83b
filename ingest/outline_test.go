package ingest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"reportbot/ingest/format"
)

var update = flag.Bool("update", false, "write the golden files")

// TestOutline reads each document of testdata/outline and compares what is known
// of it and its sections with the file "outline" beside it.
func TestOutline(t *testing.T) {
	files, err := filepath.Glob("testdata/outline/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			doc, r := parseFile(t, archive.Files[0])
			checkReport(t, doc, r)
			got := describe(r)
			if *update {
				archive.Files = append(archive.Files[:1], txtar.File{Name: "outline", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(archive.Files) != 2 {
				t.Fatal("no outline in it")
			}
			if diff := cmp.Diff(string(archive.Files[1].Data), got); diff != "" {
				t.Errorf("outline (-want +got):\n%s", diff)
			}
		})
	}
}

// parseFile reads and parses a file of an archive.
func parseFile(t *testing.T, f txtar.File) (*format.Document, *Report) {
	t.Helper()
	doc, err := format.Read(f.Name, f.Data)
	if err != nil {
		t.Fatal(err)
	}
	return doc, Parse(doc, Origin{Source: f.Name, Path: "/reports/" + f.Name})
}

// describe writes what is known of a report, then a line for each section: its
// heading, indented by its level, the status with the year, and the number of
// sentences.
func describe(r *Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\n", r.Title)
	fmt.Fprintf(&b, "place: %s, issuer: %s, kind: %s\n", or(r.Place), or(r.Issuer), or(r.Kind))
	date := "-"
	if !r.Date.IsZero() {
		date = r.Date.Format("2006-01-02")
	}
	fmt.Fprintf(&b, "date: %s, reported: %v, planned: %v\n", date, r.Reported, r.Planned)
	for _, s := range r.Sections {
		head := "(none)"
		if s.Level > 0 {
			head = s.Path[s.Level-1]
		}
		fmt.Fprintf(&b, "%s%s [%s %d] %d\n", strings.Repeat("  ", s.Level), head, or(string(s.Status)), s.Year, len(s.Sentences))
	}
	return b.String()
}

func or(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

package gate

import (
	"os"
	"path/filepath"
	"testing"

	"reportbot/ingest"
	"reportbot/ingest/format"
)

// samples is the folder of the project's own reports.
const samples = "../../eval/testdata/reports"

// report reads a report and returns its sentences and rows as statements cite them.
func report(t testing.TB, dir, name string) []Sentence {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := format.Read(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return sentencesOf(ingest.Parse(doc, ingest.Origin{Source: name, Path: name}))
}

func sentencesOf(r *ingest.Report) []Sentence {
	var all []Sentence
	at := map[[2]int]int{}
	for i, s := range r.Sections {
		for n, sentence := range s.Sentences {
			at[[2]int{i, n}] = len(all)
			year := s.Year
			if year == 0 {
				year = r.Year()
			}
			all = append(all, Sentence{
				Text: r.Text[sentence.Start:sentence.End], Place: r.Place, Year: year,
				Plan: s.Status == ingest.StatusPlan, Path: s.Path,
			})
		}
	}
	for _, e := range ingest.Figures(r) {
		s := &all[at[[2]int{e.Section, e.Sentence}]]
		s.Figures = append(s.Figures, e.Figure)
	}
	return all
}

// reports reads all reports of a folder, by file name.
func reports(t testing.TB, dir string) map[string][]Sentence {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]Sentence{}
	for _, f := range files {
		all[f.Name()] = report(t, dir, f.Name())
	}
	return all
}

// placesOf returns the places of the reports, each once.
func placesOf(all map[string][]Sentence) []string {
	var places []string
	seen := map[string]bool{"": true}
	for _, sentences := range all {
		for _, s := range sentences {
			if !seen[s.Place] {
				seen[s.Place] = true
				places = append(places, s.Place)
			}
		}
	}
	return places
}

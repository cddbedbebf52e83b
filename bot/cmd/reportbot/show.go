package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"reportbot/ingest"
	"reportbot/retrieval"
)

type showCmd struct {
	Report  string `arg:"" help:"Source, title or ID of a report, or a part that fits one report only."`
	Section string `arg:"" optional:"" help:"Part of a heading: show the text of these sections."`
}

// Help is shown below the command's flags.
func (showCmd) Help() string {
	return `Examples:
  reportbot show qingluo-2022.txt
  reportbot show qingluo-2022 产业发展`
}

// sectionInfo is a section as programs see it, one a line.
type sectionInfo struct {
	Section    string `json:"section"` // path joined by " › "
	Level      int    `json:"level"`
	Page       int    `json:"page"`
	Status     string `json:"status"`
	Year       int    `json:"year"`
	Sentences  int    `json:"sentences"`
	Characters int    `json:"characters"`
	Text       string `json:"text,omitempty"`
}

// Run shows the outline or the sections whose heading holds the given words.
func (cmd *showCmd) Run(ctx context.Context, g *globals, t terminal) error {
	s, err := g.snapshot(ctx)
	if err != nil {
		return err
	}
	i, err := findReport(s, cmd.Report)
	if err != nil {
		return err
	}
	r, err := s.Report(i)
	if err != nil {
		return err
	}
	sections := r.Sections
	if cmd.Section != "" {
		sections = sectionsNamed(r, cmd.Section)
	}
	switch {
	case len(sections) == 0 && cmd.Section != "":
		return hinted("show", fmt.Errorf("no heading of %s holds %q", r.Source, cmd.Section), "run reportbot show %s for its headings", r.Source)
	case g.JSON:
		return t.printSectionsJSON(r, sections, cmd.Section != "")
	case cmd.Section != "":
		t.printSections(r, sections)
	default:
		t.printOutline(r, s.Reports[i])
	}
	return nil
}

// findReport returns the number of the report that name means: its source, ID,
// path or title, or a part of its source or title that fits no other.
func findReport(s *retrieval.Snapshot, name string) (int, error) {
	found := matching(s, func(r retrieval.Info) bool {
		return slices.Contains([]string{r.Source, r.ID, r.Path, r.Title}, name)
	})
	if len(found) == 0 {
		found = matching(s, func(r retrieval.Info) bool {
			return strings.Contains(r.Source, name) || strings.Contains(r.Title, name)
		})
	}
	switch len(found) {
	case 0:
		return 0, hinted("show", fmt.Errorf("no report is called %q", name), "run reportbot reports for their names")
	case 1:
		return found[0], nil
	}
	var names []string
	for _, i := range found {
		names = append(names, fmt.Sprintf("%s (%s)", s.Reports[i].Source, s.Reports[i].ID))
	}
	return 0, hinted("show", fmt.Errorf("%q fits %d reports: %s", name, len(found), strings.Join(names, ", ")), "name one of them; what stands in brackets is its ID")
}

// matching returns the numbers of the reports that fit.
func matching(s *retrieval.Snapshot, fits func(retrieval.Info) bool) []int {
	var found []int
	for i, info := range s.Reports {
		if fits(info) {
			found = append(found, i)
		}
	}
	return found
}

// sectionsNamed returns the sections whose own heading holds name, and those
// below them.
func sectionsNamed(r *ingest.Report, name string) []ingest.Section {
	var out []ingest.Section
	for _, s := range r.Sections {
		if slices.ContainsFunc(s.Path, func(heading string) bool { return strings.Contains(heading, name) }) {
			out = append(out, s)
		}
	}
	return out
}

func (t terminal) printOutline(r *ingest.Report, info retrieval.Info) {
	st := t.style()
	t.printf("%s\n", st.bold(printable(r.Title)))
	t.printf("%s\n", st.dim(printable(fmt.Sprintf("%s · %s · %s · %s", r.Source, orDash(r.Place), yearsText(info), count(info.Characters, "character")))))
	for _, s := range r.Sections {
		heading := "(above the first heading)"
		if len(s.Path) > 0 {
			heading = s.Path[len(s.Path)-1]
		}
		if s.HeadingEnd == s.HeadingStart && len(s.Path) > 0 {
			heading = "(goes on: " + heading + ")"
		}
		t.printf("%s%s  %s\n", strings.Repeat("  ", max(0, s.Level-1)), printable(heading), st.dim(sectionCounts(r, s)))
	}
}

// sectionCounts is "3 sentences, 210 characters, plan 2023".
func sectionCounts(r *ingest.Report, s ingest.Section) string {
	text := count(len(s.Sentences), "sentence") + ", " + count(characters(r, s), "character")
	if s.Status != ingest.StatusUnknown {
		text += ", " + string(s.Status)
		if s.Year > 0 {
			text += fmt.Sprintf(" %d", s.Year)
		}
	}
	return text
}

func characters(r *ingest.Report, s ingest.Section) int {
	n := 0
	for _, sentence := range s.Sentences {
		n += utf8.RuneCountInString(r.Text[sentence.Start:sentence.End])
	}
	return n
}

func (t terminal) printSections(r *ingest.Report, sections []ingest.Section) {
	st := t.style()
	for i, s := range sections {
		if i > 0 {
			t.printf("\n")
		}
		t.printf("%s\n", st.bold(printable(strings.Join(s.Path, ingest.PathSeparator))))
		if body := strings.TrimSpace(r.Text[s.HeadingEnd:s.End]); body != "" {
			t.printf("%s\n", printable(body))
		}
	}
}

func (t terminal) printSectionsJSON(r *ingest.Report, sections []ingest.Section, withText bool) error {
	for _, s := range sections {
		info := sectionInfo{
			Section: strings.Join(s.Path, ingest.PathSeparator), Level: s.Level, Page: s.Page, Status: string(s.Status),
			Year: s.Year, Sentences: len(s.Sentences), Characters: characters(r, s),
		}
		if withText {
			info.Text = r.Text[s.Start:s.End]
		}
		if err := t.printJSON(info); err != nil {
			return err
		}
	}
	return nil
}

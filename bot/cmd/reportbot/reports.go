package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"reportbot/ingest"
	"reportbot/retrieval"
)

type reportsCmd struct {
	Collection string `placeholder:"NAME" help:"Only the reports of this collection."`
}

// Help is shown below the command's flags.
func (reportsCmd) Help() string {
	return `Examples:
  reportbot reports
  reportbot reports --json | jq .source`
}

// reportInfo is a report as programs see it, one a line.
type reportInfo struct {
	ID         string `json:"id"`
	Collection string `json:"collection"`
	Source     string `json:"source"`
	Path       string `json:"path"`
	Title      string `json:"title"`
	URL        string `json:"url"`
	Place      string `json:"place"`
	Issuer     string `json:"issuer"`
	Kind       string `json:"kind"`
	Date       string `json:"date"` // 2006-01-02, "" when unknown
	Reported   []int  `json:"reported"`
	Planned    []int  `json:"planned"`
	Sections   int    `json:"sections"`
	Chunks     int    `json:"chunks"`
	Characters int    `json:"characters"`
	Vectors    bool   `json:"vectors"`
}

// Run lists the reports.
func (cmd *reportsCmd) Run(ctx context.Context, g *globals, t terminal) error {
	o, err := g.open(ctx, t, nil)
	if err != nil {
		return err
	}
	defer o.close()
	s, err := o.store.Snapshot(ctx)
	if err != nil {
		return err
	}
	var infos []retrieval.Info
	for _, info := range s.Reports {
		if cmd.Collection == "" || info.Collection == cmd.Collection {
			infos = append(infos, info)
		}
	}
	if g.JSON {
		for _, info := range infos {
			if err := t.printJSON(describe(info)); err != nil {
				return err
			}
		}
		return nil
	}
	return t.printReports(infos)
}

func (t terminal) printReports(infos []retrieval.Info) error {
	w := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SOURCE\tYEARS\tSECTIONS\tCHUNKS\tPLACE\tTITLE")
	for _, info := range infos {
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%s\t%s\n", printable(info.Source), yearsText(info), info.SectionCount, info.ChunkCount,
			orDash(printable(info.Place)), printable(info.Title))
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write the list: %w", err)
	}
	t.printf("%s\n", count(len(infos), "report"))
	return nil
}

// yearsText is "2022 → 2023": reported on, planned for.
func yearsText(info retrieval.Info) string {
	text := numbersText(info.Reported)
	if len(info.Planned) > 0 {
		text += " → " + numbersText(info.Planned)
	}
	return orDash(strings.TrimSpace(text))
}

func numbersText(numbers []int) string {
	var out []string
	for _, n := range numbers {
		out = append(out, fmt.Sprint(n))
	}
	return strings.Join(out, ", ")
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func describe(info retrieval.Info) reportInfo {
	r := reportInfo{
		ID: info.ID, Collection: info.Collection, Source: info.Source, Path: info.Path, Title: info.Title, URL: info.URL,
		Place: info.Place, Issuer: info.Issuer, Kind: info.Kind, Reported: append([]int{}, info.Reported...),
		Planned: append([]int{}, info.Planned...), Sections: info.SectionCount, Chunks: info.ChunkCount,
		Characters: info.Characters, Vectors: info.Vectors,
	}
	if !info.Date.IsZero() {
		r.Date = info.Date.Format("2006-01-02")
	}
	return r
}

// findReport returns the number of the report that name means: its source, ID or
// title, or a part of one of them that fits one report only.
func findReport(s *retrieval.Snapshot, name string) (int, error) {
	var found []int
	for i, info := range s.Reports {
		if name == info.Source || name == info.ID || name == info.Path || name == info.Title {
			found = append(found, i)
		}
	}
	for i, info := range s.Reports {
		if len(found) == 0 || len(found) > 0 && !exactly(s.Reports[found[0]], name) {
			if strings.Contains(info.Source, name) || strings.Contains(info.Title, name) {
				found = append(found, i)
			}
		}
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
	return 0, hinted("show", fmt.Errorf("%q fits %d reports: %s", name, len(found), strings.Join(names, ", ")), "name one of them, or its ID")
}

func exactly(info retrieval.Info, name string) bool {
	return name == info.Source || name == info.ID || name == info.Path || name == info.Title
}

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
	o, err := g.open(ctx, t, nil)
	if err != nil {
		return err
	}
	defer o.close()
	s, err := o.store.Snapshot(ctx)
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
		if sections = sectionsNamed(r, cmd.Section); len(sections) == 0 {
			return hinted("show", fmt.Errorf("no heading of %s holds %q", r.Source, cmd.Section), "run reportbot show %s for its headings", r.Source)
		}
	}
	if g.JSON {
		return t.printSectionsJSON(r, sections, cmd.Section != "")
	}
	if cmd.Section != "" {
		t.printSections(r, sections)
		return nil
	}
	t.printOutline(r, s.Reports[i])
	return nil
}

// sectionsNamed returns the sections whose own heading holds name, and those
// below them.
func sectionsNamed(r *ingest.Report, name string) []ingest.Section {
	var out []ingest.Section
	for _, s := range r.Sections {
		for _, heading := range s.Path {
			if strings.Contains(heading, name) {
				out = append(out, s)
				break
			}
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
		n += len([]rune(r.Text[sentence.Start:sentence.End]))
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

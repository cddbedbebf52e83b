package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

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
	s, err := g.snapshot(ctx)
	if err != nil {
		return err
	}
	infos := slices.DeleteFunc(slices.Clone(s.Reports), func(info retrieval.Info) bool {
		return cmd.Collection != "" && info.Collection != cmd.Collection
	})
	if !g.JSON {
		t.printReports(infos)
		return nil
	}
	for _, info := range infos {
		if err := t.printJSON(describe(info)); err != nil {
			return err
		}
	}
	return nil
}

// snapshot returns what the index holds. Without an index it is an error, an
// empty one is none.
func (g *globals) snapshot(ctx context.Context) (*retrieval.Snapshot, error) {
	store, err := g.openStore(ctx, true)
	if err != nil {
		return nil, err
	}
	defer store.Close()
	return store.Snapshot(ctx)
}

func (t terminal) printReports(infos []retrieval.Info) {
	rows := [][]string{{"SOURCE", "YEARS", "SECTIONS", "CHUNKS", "PLACE", "TITLE"}}
	for _, info := range infos {
		rows = append(rows, []string{info.Source, yearsText(info), fmt.Sprint(info.SectionCount), fmt.Sprint(info.ChunkCount),
			orDash(info.Place), info.Title})
	}
	t.printColumns(rows)
	t.printf("%s\n", count(len(infos), "report"))
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

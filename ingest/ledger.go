package ingest

import (
	"fmt"
	"regexp"
	"strings"

	"reportbot/ingest/figure"
)

// Entry is one figure of a report with where it stands.
type Entry struct {
	Section  int // index in Report.Sections
	Sentence int // index in Section.Sentences
	figure.Figure
}

// Figures reads the figures of all sentences and table rows, in reading order; a ratio
// of the three sectors is followed by the shares that it tells.
func Figures(r *Report) []Entry {
	var entries []Entry
	for i := range r.Sections {
		s := &r.Sections[i]
		c := figure.Context{Year: s.Year, Now: r.givenIn(), Plan: s.Status == StatusPlan, Actual: s.Status == StatusActual, Place: r.Place, Path: s.Path}
		c.From, c.To = planSpan(s.Path)
		for n := range s.Sentences {
			for _, f := range r.sentenceFigures(s, n, c) {
				entries = append(entries, Entry{Section: i, Sentence: n, Figure: f})
				for _, share := range figure.Shares(f) {
					entries = append(entries, Entry{Section: i, Sentence: n, Figure: share})
				}
			}
		}
	}
	return entries
}

// planOf finds the five-year plan that a heading looks back on.
var planOf = regexp.MustCompile(`十([一二三四])五[”"]?(?:时期|期间|规划)?[^，。]*(?:回顾|成就|总结|完成情况)`)

// planSpan returns the years of the five-year plan that the headings above a section
// look back on, as ISO dates; "" when they look back on none. The eleventh plan ran
// from 2006 to 2010.
func planSpan(path []string) (from, to string) {
	for _, heading := range path {
		if m := planOf.FindStringSubmatch(heading); m != nil {
			last := 2005 + 5*(strings.Index("一二三四", m[1])/len("一")+1)
			return fmt.Sprintf("%d-01-01", last-4), fmt.Sprintf("%d-12-31", last)
		}
	}
	return "", ""
}

// givenIn is the year in which a speech to a congress is given, the first that it
// plans for: 去年 is there the year that it looks back on. 0 for other reports.
func (r *Report) givenIn() int {
	if r.Kind != speech || len(r.Planned) == 0 {
		return 0
	}
	return r.Planned[0]
}

// contextSentences is how many sentences before one are looked at for what it
// carries over.
const contextSentences = 2

func (r *Report) sentenceFigures(s *Section, n int, c figure.Context) []figure.Figure {
	sentence := s.Sentences[n]
	text := r.Text[sentence.Start:sentence.End]
	if sentence.Row {
		return figure.ParseRow(text, r.Text[sentence.Header.Start:sentence.Header.End], r.caption(s, n), c)
	}
	for _, before := range s.Sentences[max(0, n-contextSentences):n] {
		if !before.Row {
			c.Before = append(c.Before, r.Text[before.Start:before.End])
		}
	}
	return figure.Parse(text, c)
}

// caption is what stands above the table that sentence n is a row of: the last
// sentences before it.
func (r *Report) caption(s *Section, n int) string {
	first := n
	for first > 0 && s.Sentences[first-1].Row {
		first--
	}
	var lines []string
	for _, before := range s.Sentences[max(0, first-contextSentences):first] {
		lines = append(lines, r.Text[before.Start:before.End])
	}
	return strings.Join(lines, "\n")
}

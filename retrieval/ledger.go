package retrieval

import (
	"fmt"

	"reportbot/ingest"
	"reportbot/ingest/figure"
)

// LedgerEntry is one figure of one report.
type LedgerEntry struct {
	figure.Figure
	Report   Info
	Number   int             // of the report in the snapshot
	Section  *ingest.Section // shared, must not be changed; without sentences
	Sentence ingest.Sentence
	Quote    string // the sentence or table row, verbatim
}

// Ledger returns the figures of the reports that may be seen (visible by
// report, nil: all), in order of the reports and of their text; nil when they
// hold none.
func (s *Snapshot) Ledger(visible []bool) ([]LedgerEntry, error) {
	unpacked := make([][]ingest.Entry, len(s.entries))
	n := 0
	for i, e := range s.entries {
		if visible != nil && !visible[i] {
			continue
		}
		var err error
		if unpacked[i], err = unpackFigures(e.figures, e.text); err != nil {
			return nil, fmt.Errorf("figures of %s: %w", e.info.Path, err)
		}
		n += len(unpacked[i])
	}
	if n == 0 {
		return nil, nil
	}
	all := make([]LedgerEntry, 0, n)
	for i, figures := range unpacked {
		var err error
		if all, err = s.appendFigures(all, i, figures); err != nil {
			return nil, fmt.Errorf("figures of %s: %w", s.entries[i].info.Path, err)
		}
	}
	return all, nil
}

// appendFigures adds the figures of report i.
func (s *Snapshot) appendFigures(all []LedgerEntry, i int, figures []ingest.Entry) ([]LedgerEntry, error) {
	if len(figures) == 0 {
		return all, nil
	}
	r, err := s.Report(i)
	if err != nil {
		return nil, err
	}
	for _, f := range figures {
		sentence, ok := sentenceOf(r, f)
		if !ok {
			return nil, errPacked
		}
		all = append(all, LedgerEntry{
			Figure: f.Figure, Report: s.Reports[i], Number: i, Section: &s.entries[i].sections[f.Section],
			Sentence: sentence, Quote: r.Text[sentence.Start:sentence.End],
		})
	}
	return all, nil
}

// sentenceOf returns the sentence that a figure stands in; false when the report has
// no such sentence.
func sentenceOf(r *ingest.Report, f ingest.Entry) (ingest.Sentence, bool) {
	if f.Section >= len(r.Sections) || f.Sentence >= len(r.Sections[f.Section].Sentences) {
		return ingest.Sentence{}, false
	}
	return r.Sections[f.Section].Sentences[f.Sentence], true
}

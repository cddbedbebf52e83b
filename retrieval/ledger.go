package retrieval

import (
	"bytes"
	"compress/flate"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
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

// packedEntry is the stored form of a figure.
type packedEntry struct {
	Section  int           `json:"section"`
	Sentence int           `json:"sentence"`
	Figure   figure.Figure `json:"figure"`
}

// packFigures writes figures as a JSON array of {"section", "sentence", "figure"},
// deflated (RFC 1951) to a tenth.
func packFigures(entries []ingest.Entry) []byte {
	packed := make([]packedEntry, len(entries))
	for i, e := range entries {
		packed[i] = packedEntry{e.Section, e.Sentence, e.Figure}
	}
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err == nil {
		err = errors.Join(json.NewEncoder(w).Encode(packed), w.Close())
	}
	if err != nil {
		panic(err) // strings and numbers can always be written to memory
	}
	return b.Bytes()
}

func unpackFigures(packed []byte) (entries []packedEntry, err error) {
	if err := json.NewDecoder(flate.NewReader(bytes.NewReader(packed))).Decode(&entries); err != nil {
		return nil, fmt.Errorf("%w: %w", errPacked, err)
	}
	return entries, nil
}

// Ledger returns the figures of the reports of a snapshot that may be seen
// (visible by report, nil: all), in order of the reports and of their text; nil
// when they hold none. A report that has changed since the snapshot is left out.
func (s *Store) Ledger(ctx context.Context, of *Snapshot, visible []bool) ([]LedgerEntry, error) {
	var all []LedgerEntry
	err := s.read(ctx, "read figures", func(tx *sql.Tx) error {
		all = nil
		one, err := tx.PrepareContext(ctx, "SELECT entries FROM figures JOIN reports ON key = report WHERE key = ? AND rev = ?")
		if err != nil {
			return err
		}
		defer one.Close()
		for i, e := range of.entries {
			if visible != nil && !visible[i] {
				continue
			}
			var packed []byte
			switch err := one.QueryRowContext(ctx, e.key, e.rev).Scan(&packed); {
			case errors.Is(err, sql.ErrNoRows):
				continue
			case err != nil:
				return err
			}
			if all, err = of.appendFigures(all, i, packed); err != nil {
				return fmt.Errorf("figures of %s: %w", e.info.Path, err)
			}
		}
		return nil
	})
	return all, err
}

// appendFigures adds the figures of report i.
func (s *Snapshot) appendFigures(all []LedgerEntry, i int, packed []byte) ([]LedgerEntry, error) {
	entries, err := unpackFigures(packed)
	if err != nil {
		return nil, err
	}
	r, err := s.Report(i)
	if err != nil {
		return nil, err
	}
	for _, p := range entries {
		if p.Section < 0 || p.Sentence < 0 || p.Section >= len(r.Sections) || p.Sentence >= len(r.Sections[p.Section].Sentences) {
			return nil, errPacked
		}
		sentence := r.Sections[p.Section].Sentences[p.Sentence]
		all = append(all, LedgerEntry{
			Figure: p.Figure, Report: s.Reports[i], Number: i, Section: &s.entries[i].sections[p.Section],
			Sentence: sentence, Quote: r.Text[sentence.Start:sentence.End],
		})
	}
	return all, nil
}

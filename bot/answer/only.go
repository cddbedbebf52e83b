package answer

import (
	"context"
	"slices"
	"strings"

	"reportbot/ingest"
	"reportbot/retrieval"
)

// search finds the passages for a question; with Only, all that hold a sentence which
// it accepts, each cut down to these.
func (a *Answerer) search(ctx context.Context, q Question) (*retrieval.Result, error) {
	found, err := a.Retriever.Search(ctx, q.Text, userTurns(q.History), a.Scope, retrieved)
	if err != nil || a.Only == nil {
		return found, err
	}
	found.Passages, err = a.accepted(found)
	return found, err
}

// accepted returns the passages that hold sentences which Only accepts.
func (a *Answerer) accepted(found *retrieval.Result) (out []retrieval.Passage, err error) {
	reports := make([]*ingest.Report, len(found.Snapshot.Reports))
	for doc := range found.Snapshot.Len() {
		m := found.Snapshot.Meta(doc)
		if found.Visible != nil && !found.Visible[m.Report] {
			continue
		}
		if reports[m.Report] == nil {
			if reports[m.Report], err = found.Snapshot.Report(m.Report); err != nil {
				return nil, err
			}
		}
		p, r := found.Snapshot.Passage(doc), reports[m.Report]
		var kept []string
		for _, s := range r.Sections[p.Chunk.Section].Sentences {
			text := r.Text[s.Start:s.End]
			if s.End > p.Chunk.Start && s.Start < p.Chunk.End && a.Only(a.source(p.Report), text) {
				kept = append(kept, text)
			}
		}
		if len(kept) > 0 {
			p.Text, p.Score = strings.Join(kept, "\n"), 1
			out = append(out, p)
		}
	}
	return out, nil
}

// only drops the sentences that Only does not accept.
func (a *Answerer) only(sentences []sentence) []sentence {
	if a.Only == nil {
		return sentences
	}
	return slices.DeleteFunc(sentences, func(s sentence) bool { return !a.Only(a.source(s.passage.Report), s.text) })
}

// ledger returns the figures of visible reports, with Only those of the sentences
// that it accepts.
func (a *Answerer) ledger(found *retrieval.Result, visible []bool) ([]retrieval.LedgerEntry, error) {
	entries, err := found.Snapshot.Ledger(visible)
	if a.Only != nil {
		entries = slices.DeleteFunc(entries, func(e retrieval.LedgerEntry) bool { return !a.Only(a.source(e.Report), e.Quote) })
	}
	return entries, err
}

package eval

import "slices"

// Summary holds what was measured on a run: over all cases and by kind.
type Summary struct {
	All   Row   `json:"all"`   // its Kind is "all"
	Kinds []Row `json:"kinds"` // those that have cases, in a fixed order; never nil
}

// Row sums up the scores of some cases. Pointers are means over the cases to
// which the measure applies, from 0 to 1; nil when it applies to none. The
// package comment defines each.
type Row struct {
	Kind          string `json:"kind"`
	Cases         int    `json:"cases"`
	Right         int    `json:"right"`
	Failed        int    `json:"failed"`
	Forbidden     int    `json:"forbidden"`      // cases whose Text states a must_not
	FalseRefusals int    `json:"false_refusals"` // cases refused although the reports say it, or mask it

	RecallAt1    *float64 `json:"recall_at_1"`
	RecallAt5    *float64 `json:"recall_at_5"`
	RecallAt10   *float64 `json:"recall_at_10"`
	MRRAt10      *float64 `json:"mrr_at_10"`
	ChunkSection *float64 `json:"chunk_section"`

	ReportsRight    *float64 `json:"reports_right"`
	ReportPrecision *float64 `json:"report_precision"`
	SectionsRight   *float64 `json:"sections_right"`
	EvidenceCited   *float64 `json:"evidence_cited"`
	QuotesVerbatim  *float64 `json:"quotes_verbatim"`

	FiguresStated *float64 `json:"figures_stated"`
	FiguresShown  *float64 `json:"figures_shown"`
	Superfluous   *float64 `json:"superfluous"` // figures an answer, not a share
	TextF1        *float64 `json:"text_f1"`
	RefusalRight  *float64 `json:"refusal_right"`
	RedactedRight *float64 `json:"redacted_right"`

	// P50Ms and P95Ms are percentiles of the answers' total milliseconds,
	// failed ones included: the least time that 50 or 95 of 100 answers do not
	// exceed (nearest rank); 0 without cases.
	P50Ms int64 `json:"p50_ms"`
	P95Ms int64 `json:"p95_ms"`
}

// Summarize sums up results. Without results all counts are 0 and all means nil.
func Summarize(results []Result) Summary {
	s := Summary{All: newRow("all", results), Kinds: []Row{}}
	for _, kind := range kinds {
		var ofKind []Result
		for _, r := range results {
			if r.Case.Kind == kind {
				ofKind = append(ofKind, r)
			}
		}
		if len(ofKind) > 0 {
			s.Kinds = append(s.Kinds, newRow(kind, ofKind))
		}
	}
	return s
}

func newRow(kind string, results []Result) Row {
	scores := make([]Score, len(results))
	for i, r := range results {
		scores[i] = r.Score
	}
	row := Row{
		Kind:          kind,
		Cases:         len(results),
		Right:         count(scores, func(s Score) bool { return s.Right }),
		Failed:        count(scores, func(s Score) bool { return s.Failed }),
		Forbidden:     count(scores, func(s Score) bool { return len(s.Forbidden) > 0 }),
		FalseRefusals: count(scores, func(s Score) bool { return s.FalseRefusal != nil && *s.FalseRefusal }),
		P50Ms:         percentile(results, 50),
		P95Ms:         percentile(results, 95),
	}
	row.setMeans(scores)
	return row
}

func (row *Row) setMeans(scores []Score) {
	for _, m := range []struct {
		to *(*float64)
		of func(Score) *float64
	}{
		{&row.RecallAt1, func(s Score) *float64 { return s.RecallAt1 }},
		{&row.RecallAt5, func(s Score) *float64 { return s.RecallAt5 }},
		{&row.RecallAt10, func(s Score) *float64 { return s.RecallAt10 }},
		{&row.MRRAt10, func(s Score) *float64 { return s.ReciprocalRank }},
		{&row.ChunkSection, func(s Score) *float64 { return s.ChunkSection }},
		{&row.ReportsRight, func(s Score) *float64 { return asShare(s.ReportsRight) }},
		{&row.ReportPrecision, func(s Score) *float64 { return s.ReportPrecision }},
		{&row.SectionsRight, func(s Score) *float64 { return asShare(s.SectionsRight) }},
		{&row.EvidenceCited, func(s Score) *float64 { return s.EvidenceCited }},
		{&row.QuotesVerbatim, func(s Score) *float64 { return s.QuotesVerbatim }},
		{&row.FiguresStated, func(s Score) *float64 { return s.FiguresStated }},
		{&row.FiguresShown, func(s Score) *float64 { return s.FiguresShown }},
		{&row.Superfluous, func(s Score) *float64 { return new(float64(len(s.Superfluous))) }},
		{&row.TextF1, func(s Score) *float64 { return s.TextF1 }},
		{&row.RefusalRight, func(s Score) *float64 { return asShare(&s.RefusalRight) }},
		{&row.RedactedRight, func(s Score) *float64 { return asShare(s.RedactedRight) }},
	} {
		*m.to = mean(scores, m.of)
	}
}

// mean is taken over the scores to which the measure applies.
func mean(scores []Score, of func(Score) *float64) *float64 {
	sum, n := 0.0, 0
	for _, s := range scores {
		if v := of(s); v != nil {
			sum += *v
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return new(sum / float64(n))
}

// asShare is 1 for yes and 0 for no.
func asShare(yes *bool) *float64 {
	switch {
	case yes == nil:
		return nil
	case *yes:
		return new(1.0)
	}
	return new(0.0)
}

// percentile is the p-th percentile by nearest rank, p from 1 to 100.
func percentile(results []Result, p int) int64 {
	if len(results) == 0 {
		return 0
	}
	times := make([]int64, len(results))
	for i, r := range results {
		times[i] = r.Answer.Ms.Total
	}
	slices.Sort(times)
	return times[(p*len(times)+99)/100-1]
}

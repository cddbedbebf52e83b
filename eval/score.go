package eval

import (
	"slices"
	"strings"

	"reportbot/bot/answer"
)

// Score is what was measured on the answer to one case. Shares lie from 0 to 1;
// what does not apply to the case is nil. The package comment defines each.
type Score struct {
	Right   bool     `json:"right"`
	Reasons []string `json:"reasons"` // why it is not right, one line each; never nil
	Failed  bool     `json:"failed"`  // the answer is of kind failed

	RecallAt1      *float64 `json:"recall_at_1"`
	RecallAt5      *float64 `json:"recall_at_5"`
	RecallAt10     *float64 `json:"recall_at_10"`
	ReciprocalRank *float64 `json:"reciprocal_rank"`
	ChunkSection   *float64 `json:"chunk_section"` // nil, too, when nothing was found

	ReportsRight    *bool    `json:"reports_right"`
	ReportPrecision *float64 `json:"report_precision"` // nil, too, when nothing is cited
	SectionsRight   *bool    `json:"sections_right"`
	EvidenceCited   *float64 `json:"evidence_cited"`
	QuotesVerbatim  *float64 `json:"quotes_verbatim"` // nil, too, without a Verbatim

	FiguresStated *float64 `json:"figures_stated"`
	FiguresShown  *float64 `json:"figures_shown"`
	Forbidden     []string `json:"forbidden"`   // must_not strings that Text states; never nil
	Superfluous   []string `json:"superfluous"` // figures of Text that were not asked for; never nil
	TextF1        *float64 `json:"text_f1"`     // nil, too, when the case has figures

	RefusalRight  bool  `json:"refusal_right"`
	FalseRefusal  *bool `json:"false_refusal"`
	RedactedRight *bool `json:"redacted_right"`
}

// Measure scores the answer to a case. verbatim tells whether a citation's quote
// stands in its report; nil leaves that out. The same case and answer always get
// the same score.
func Measure(c Case, a answer.Answer, verbatim func(answer.Citation) bool) Score {
	s := Score{
		Failed:       a.Kind == answer.Failed,
		Forbidden:    append([]string{}, stated(c.MustNot, a.Text)...),
		Superfluous:  append([]string{}, superfluous(c, a)...),
		RefusalRight: (c.Expect == ExpectRefuse) == (a.Kind == answer.Refused),
	}
	s.measureRetrieval(c, a.Retrieval)
	s.measureFigures(c, a)
	if c.Expect == ExpectAnswer && len(c.Figures) == 0 {
		s.TextF1 = new(bestF1(c, a))
	}
	if c.answerable() {
		s.measureCitations(c, a.Citations)
		s.FalseRefusal = new(a.Kind == answer.Refused)
	}
	if c.Expect == ExpectRedacted {
		s.RedactedRight = new(a.Kind == answer.Redacted && len(invented(c, a)) == 0)
	}
	if verbatim != nil {
		s.QuotesVerbatim = share(count(a.Citations, verbatim), len(a.Citations))
	}
	s.Reasons = reasons(c, a)
	s.Right = len(s.Reasons) == 0
	return s
}

func (s *Score) measureRetrieval(c Case, found []answer.Found) {
	hs := hits(c, found)
	within := func(k int) int {
		return count(hs, func(h hit) bool { return h.rank > 0 && h.rank <= k })
	}
	s.RecallAt1 = share(within(1), len(hs))
	s.RecallAt5 = share(within(5), len(hs))
	s.RecallAt10 = share(within(depth), len(hs))
	if len(c.Sections) > 0 {
		s.ChunkSection = share(count(hs, func(h hit) bool { return h.section }), within(depth))
	}
	if len(hs) == 0 {
		return
	}
	s.ReciprocalRank = new(0.0)
	for rank := 1; rank <= depth; rank++ {
		if within(rank) > 0 {
			s.ReciprocalRank = share(1, rank)
			return
		}
	}
}

func (s *Score) measureFigures(c Case, a answer.Answer) {
	shown := []string{a.Text}
	for _, cited := range a.Citations {
		shown = append(shown, cited.Quote)
	}
	n := len(c.Figures)
	s.FiguresStated = share(n-len(unstated(c.Figures, a.Text)), n)
	// A line that no figure holds keeps the parts from growing together.
	s.FiguresShown = share(n-len(unstated(c.Figures, strings.Join(shown, "\n;\n"))), n)
}

func (s *Score) measureCitations(c Case, cited []answer.Citation) {
	if len(c.Reports) > 0 {
		s.ReportsRight = new(len(uncited(c, cited)) == 0)
	}
	var reports []string
	for _, one := range cited {
		if !slices.Contains(reports, one.Report) {
			reports = append(reports, one.Report)
		}
	}
	ofCase := func(report string) bool { return ofReports(report, c.Reports) }
	s.ReportPrecision = share(count(reports, ofCase), len(reports))

	if len(c.Reports) > 0 && len(c.Sections) > 0 {
		s.SectionsRight = new(len(unsectioned(c, cited)) == 0)
	}
	s.EvidenceCited = share(count(c.Evidence, func(evidence string) bool {
		return slices.ContainsFunc(cited, func(one answer.Citation) bool {
			return ofCase(one.Report) && strings.Contains(fold(one.Quote), fold(evidence))
		})
	}), len(c.Evidence))
}

// uncited returns the reports of a case that are not cited, in their order.
func uncited(c Case, cited []answer.Citation) []string {
	var out []string
	for _, want := range c.Reports {
		if !slices.ContainsFunc(cited, func(one answer.Citation) bool { return sameReport(one.Report, want) }) {
			out = append(out, want)
		}
	}
	return out
}

// unsectioned returns the reports of a case of which no citation lies in one of the
// case's sections, in their order.
func unsectioned(c Case, cited []answer.Citation) []string {
	var out []string
	for _, want := range c.Reports {
		if !slices.ContainsFunc(cited, func(one answer.Citation) bool {
			return sameReport(one.Report, want) && inSections(one.Section, c.Sections)
		}) {
			out = append(out, want)
		}
	}
	return out
}

// wantKind is the kind of a right answer.
var wantKind = map[Expect]answer.Kind{
	ExpectAnswer:   answer.Answered,
	ExpectRefuse:   answer.Refused,
	ExpectRedacted: answer.Redacted,
}

// reasons returns why an answer is not right, one line each; empty when it is.
func reasons(c Case, a answer.Answer) []string {
	if a.Kind == answer.Failed {
		return []string{"failed: " + oneLine(a.Error)}
	}
	out := []string{}
	add := func(what string, items []string) {
		if len(items) > 0 {
			out = append(out, oneLine(what+strings.Join(items, ", ")))
		}
	}
	want := wantKind[c.Expect]
	missing := uncited(c, a.Citations)
	switch {
	case a.Kind != want:
		add("kind ", []string{string(a.Kind) + ", want " + string(want)})
	case c.answerable():
		add("figures not stated: ", unstated(c.Figures, a.Text))
		if want == answer.Answered && len(c.Figures) == 0 && !agrees(c, a) {
			add("text does not agree with the ", []string{"reference"})
		}
		add("reports not cited: ", missing)
		if len(c.Sections) > 0 && len(missing) == 0 {
			add("sections not cited: ", unsectioned(c, a.Citations))
		}
	}
	add("states what it must not: ", stated(c.MustNot, a.Text))
	return out
}

// share is part of whole from 0 to 1; nil when there is no whole.
func share(part, whole int) *float64 {
	if whole == 0 {
		return nil
	}
	return new(float64(part) / float64(whole))
}

// count is the number of items that pass.
func count[T any](items []T, passes func(T) bool) int {
	n := 0
	for _, item := range items {
		if passes(item) {
			n++
		}
	}
	return n
}

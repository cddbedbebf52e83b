package retrieval

import (
	"slices"
	"strconv"
	"strings"

	"reportbot/ingest"
	"reportbot/retrieval/lexical"
	question "reportbot/retrieval/query"
)

// Weights of documents that do not fit what the question names; 1 is a fit.
// Measured on the sample cases; the optimum is flat.
const (
	otherReport   = 0.5  // another report fits the description
	notNamed      = 0.25 // another report is named by its place
	otherYear     = 0.7  // its section speaks of another year
	olderYear     = 0.85 // no year is asked for, and a newer report of the place is there
	otherStatus   = 0.85 // its section tells of plans where results are asked for, or the reverse
	planUnasked   = 0.95 // its section tells of plans, and neither is asked for …
	planForFigure = 0.85 // … but a number, of no report in particular
	wholeWeight   = 0.25 // of the words that name the report, beside the topic's
	wholeMeaning  = 0.3  // of the vector of the whole question, beside the topic's
	alsoWeight    = 0.5  // of other names for the topic's words, and of what reports write for them
	reportWeight  = 0.3  // of the best report by its whole text, when nothing names one
)

// factors returns for each document how well it fits by report, year and status.
func (s *Snapshot) factors(res *Result) []float32 {
	factors := make([]float32, s.Len())
	for doc := range factors {
		w := s.weights(doc, res)
		factors[doc] = float32(w.Report * w.Year * w.Status)
	}
	return factors
}

func (s *Snapshot) weights(doc int, res *Result) Weights {
	m := s.Meta(doc)
	return Weights{
		Report: float64(res.reports[m.Report]),
		Year:   float64(s.yearWeight(m, res.Query, res.Newest[m.Report])),
		Status: float64(statusWeight(m, res)),
	}
}

// yearWeight is 1 when a chunk may speak of a year that is asked for: its section
// does, it names one, or nothing is known.
func (s *Snapshot) yearWeight(m ChunkMeta, q question.Query, newest int) float32 {
	year := m.Heading.Year
	asked := AskedYears(q, newest)
	switch {
	case len(asked) == 0 && newest > 0 && s.Reports[m.Report].Year() < newest:
		return olderYear
	case len(asked) == 0 || year == 0 || slices.Contains(asked, year):
		return 1
	}
	text := s.entries[m.Report].text[m.Start:m.End]
	if slices.ContainsFunc(asked, func(y int) bool { return strings.Contains(text, strconv.Itoa(y)) }) {
		return 1
	}
	return otherYear
}

func statusWeight(m ChunkMeta, res *Result) float32 {
	switch q := res.Query; {
	case q.Outcome || m.Heading.Status == ingest.StatusUnknown || m.Heading.Status == q.Status:
		return 1
	case q.Status != ingest.StatusUnknown:
		return otherStatus
	case m.Heading.Status != ingest.StatusPlan:
		return 1
	case q.Kind.Number() && res.By != ByYear:
		return planForFigure
	}
	return planUnasked
}

// AskedYears returns the years that a question asks for in the reports of a place
// of which the newest is of the given year; 今年 is that year. nil: any.
func AskedYears(q question.Query, newest int) []int {
	years := slices.Clone(q.Years)
	if newest > 0 {
		for _, distance := range q.Relative {
			years = append(years, newest+distance)
		}
	}
	return years
}

// newestYears returns for each report the year of the newest report of the same
// place that may be seen; a report that hides its place stands for itself. 0:
// unknown.
func (s *Snapshot) newestYears(visible []bool) []int {
	byPlace := map[string]int{}
	for i := range s.Reports {
		if visible == nil || visible[i] {
			byPlace[s.placeOf(i)] = max(byPlace[s.placeOf(i)], s.Reports[i].Year())
		}
	}
	newest := make([]int, len(s.Reports))
	for i := range newest {
		newest[i] = byPlace[s.placeOf(i)]
	}
	return newest
}

// Resolution says what told which reports a question means.
type Resolution string

const (
	ByYear        Resolution = "year"        // they are called by their year
	ByPlace       Resolution = "place"       // their place or issuing body is named
	BySimilar     Resolution = "similar"     // their place is easily taken for the one that is named
	ByName        Resolution = "name"        // they alone hold a name that is in the question
	BySound       Resolution = "sound"       // their place is named, but written wrong
	ByDescription Resolution = "description" // they fit what is said of the place
	BySpread      Resolution = "several"     // all are asked about
	ByText        Resolution = "text"        // nothing names one: how well they fit the whole question
)

// reportWeights returns for each report how well it fits what the question says
// of it, and what that is.
func (s *Snapshot) reportWeights(res *Result) ([]float32, Resolution) {
	switch q := res.Query; {
	case len(res.Called) > 0:
		return s.prefer(res.Called, notNamed), ByYear
	case len(q.Exact) > 0:
		return s.prefer(q.Exact, notNamed), ByPlace
	case len(res.Similar) > 0:
		return s.prefer(res.Similar, otherReport), BySimilar
	case len(res.Holders) > 0:
		return s.prefer(res.Holders, otherReport), ByName
	case q.Described != "":
		return s.weighByText(q.Described, res.Visible, 1-otherReport), ByDescription
	case q.Spread:
		return s.prefer(nil, 1), BySpread
	default:
		return s.weighByText(q.Text, res.Visible, reportWeight), ByText
	}
}

// prefer gives the reports of these numbers the weight 1, all others that of
// others.
func (s *Snapshot) prefer(reports []int, others float32) []float32 {
	weights := slices.Repeat([]float32{others}, len(s.Reports))
	for _, i := range reports {
		weights[i] = 1
	}
	return weights
}

// weighByText gives the report whose whole text fits the words best the weight
// 1, one that it does not fit at all 1-share, the others what lies between.
func (s *Snapshot) weighByText(words string, visible []bool, share float32) []float32 {
	scores := s.Lexical.GroupScores(lexical.NewQuery(words), nil)
	best := float32(0)
	for i, score := range scores {
		if visible == nil || visible[i] {
			best = max(best, score)
		}
	}
	weights := s.prefer(nil, 1)
	for i, score := range scores {
		if best > 0 {
			weights[i] = 1 - share + share*min(1, score/best)
		}
	}
	return weights
}

package retrieval

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tmc/langchaingo/embeddings"

	"reportbot/ingest"
	"reportbot/retrieval/lexical"
	question "reportbot/retrieval/query"
)

// Weights of documents that do not fit what the question names; 1 is a fit.
// Measured on the sample cases; the optimum is flat.
const (
	otherReport  = 0.5  // another report fits the description
	notNamed     = 0.25 // another report is named by its place
	otherYear    = 0.7  // its section speaks of another year
	olderYear    = 0.85 // no year is asked for, and a newer report of the place is there
	otherStatus  = 0.85 // its section tells of plans where results are asked for, or the reverse
	planUnasked  = 0.95 // its section tells of plans, and neither is asked for
	wholeWeight  = 0.25 // of the words that name the report, beside the topic's
	reportWeight = 0.3  // of the best report by its whole text, when nothing names one
)

// Retriever finds the passages that answer a question. It is safe for concurrent
// use.
type Retriever struct {
	Store    *Store
	Embedder embeddings.Embedder // nil: words alone
}

// Result is what a search found, in one state of the index.
type Result struct {
	Query    question.Query
	Snapshot *Snapshot
	Visible  []bool    // by report; nil: all
	Passages []Passage // best first
	Newest   []int     // by report: the year of the newest one of its place; 0 unknown
	// Unknown holds the places that the question names and no report that may be
	// seen speaks of.
	Unknown []string
}

// Search returns the k best passages for a question; earlier holds what the
// asker said before it, oldest first. Only reports in scope (IDs; nil: all) are
// seen. Nothing to search gives no passages. An embedder that fails is an error.
func (r *Retriever) Search(ctx context.Context, text string, earlier []string, scope map[string]string, k int) (*Result, error) {
	s, err := r.Store.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	res := &Result{Snapshot: s, Visible: s.Visible(scope)}
	res.Newest = s.newestYears(res.Visible)
	named, numbers := s.named(res.Visible)
	res.Query = question.Parse(text, earlier, named)
	for i, n := range res.Query.Exact {
		res.Query.Exact[i] = numbers[n]
	}
	if s.Len() == 0 {
		return res, nil
	}
	res.Unknown = s.unknownPlaces(res.Query.Places)
	words := lexical.Merge(lexical.NewQuery(res.Query.Topic), lexical.NewQuery(res.Query.Text).Scaled(wholeWeight))
	scores := s.Lexical.Scores(words, nil)
	cosines, err := r.cosines(ctx, s, res)
	if err != nil {
		return nil, err
	}
	fused := s.Fuse(scores, cosines, res.Visible)
	s.steer(fused, res)
	for _, doc := range Top(fused, k) {
		if fused[doc] <= 0 {
			break
		}
		p := s.Passage(doc)
		p.Score, p.Lexical = float64(fused[doc]), float64(scores[doc])
		if cosines != nil && !isNaN(cosines[doc]) {
			p.Cosine = float64(cosines[doc])
		}
		res.Passages = append(res.Passages, p)
	}
	return res, nil
}

// named returns how the reports that may be seen can be named, with their
// numbers in the snapshot.
func (s *Snapshot) named(visible []bool) (reports []question.Report, numbers []int) {
	for i, info := range s.Reports {
		if visible != nil && !visible[i] {
			continue
		}
		reports = append(reports, question.Report{Place: info.Place, Issuer: info.Issuer})
		numbers = append(numbers, i)
	}
	return reports, numbers
}

func (r *Retriever) cosines(ctx context.Context, s *Snapshot, res *Result) ([]float32, error) {
	if r.Embedder == nil || s.Dim == 0 {
		return nil, nil
	}
	vector, err := r.Embedder.EmbedQuery(ctx, res.Query.Text)
	if err != nil {
		return nil, fmt.Errorf("embed the question: %w", err)
	}
	return s.Cosines(ctx, vector, res.Visible)
}

// unknownPlaces returns those of the names that stand in no report.
func (s *Snapshot) unknownPlaces(names []string) []string {
	var unknown []string
	for _, name := range names {
		for _, t := range lexical.Terms(name) {
			if t.Kind() == lexical.Bigram && s.Lexical.GroupFreq(t) == 0 {
				unknown = append(unknown, name)
				break
			}
		}
	}
	return unknown
}

// steer weighs the scores by report, year and status.
func (s *Snapshot) steer(scores []float32, res *Result) {
	reports := s.reportWeights(res)
	for doc, score := range scores {
		if score <= 0 {
			continue
		}
		m := s.Meta(doc)
		scores[doc] = score * reports[m.Report] * s.yearWeight(m, res.Query, res.Newest[m.Report]) * statusWeight(m, res.Query)
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

func statusWeight(m ChunkMeta, q question.Query) float32 {
	switch {
	case q.Outcome || m.Heading.Status == ingest.StatusUnknown || m.Heading.Status == q.Status:
		return 1
	case q.Status != ingest.StatusUnknown:
		return otherStatus
	case m.Heading.Status == ingest.StatusPlan:
		return planUnasked
	}
	return 1
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
	key := func(i int) string {
		if r := s.Reports[i]; r.Place != "" {
			return r.Place
		}
		return s.Reports[i].ID
	}
	for i := range s.Reports {
		if visible == nil || visible[i] {
			byPlace[key(i)] = max(byPlace[key(i)], s.Reports[i].Year())
		}
	}
	newest := make([]int, len(s.Reports))
	for i := range newest {
		newest[i] = byPlace[key(i)]
	}
	return newest
}

// reportWeights returns for each report how well it fits what the question says
// of it.
func (s *Snapshot) reportWeights(res *Result) []float32 {
	weights := make([]float32, len(s.Reports))
	switch q := res.Query; {
	case len(q.Exact) > 0:
		fill(weights, notNamed)
		for _, i := range q.Exact {
			weights[i] = 1
		}
	case q.Described != "":
		s.weighByText(weights, q.Described, res.Visible, 1-otherReport)
	case q.Spread:
		fill(weights, 1)
	default:
		s.weighByText(weights, q.Text, res.Visible, reportWeight)
	}
	return weights
}

// weighByText gives the report whose whole text fits the words best the weight
// 1, one that it does not fit at all 1-share, the others what lies between.
func (s *Snapshot) weighByText(weights []float32, words string, visible []bool, share float32) {
	scores := s.Lexical.GroupScores(lexical.NewQuery(words), nil)
	best := float32(0)
	for i, score := range scores {
		if visible == nil || visible[i] {
			best = max(best, score)
		}
	}
	for i, score := range scores {
		weights[i] = 1
		if best > 0 {
			weights[i] = 1 - share + share*min(1, score/best)
		}
	}
}

func fill(dst []float32, v float32) {
	for i := range dst {
		dst[i] = v
	}
}

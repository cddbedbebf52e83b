package retrieval

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

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
	alsoWeight   = 0.5  // of other names for the topic's words
	reportWeight = 0.3  // of the best report by its whole text, when nothing names one
)

// Retriever finds the passages that answer a question. It is safe for concurrent
// use.
type Retriever struct {
	Store    *Store
	Embedder embeddings.Embedder // nil: words alone
	Terms    *question.Terms     // nil: the built-in table
}

// Result is what a search found, in one state of the index.
type Result struct {
	Query    question.Query
	Snapshot *Snapshot
	Visible  []bool    // by report; nil: all
	Passages []Passage // best first
	Newest   []int     // by report: the year of the newest one of its place; 0 unknown
	// Called are the reports that the question calls by their year (the report of
	// 2012), of the places and companies that it names; nil when it calls none so, or there is none.
	Called []int
	// Holders are the reports that alone hold a company, project or place that the
	// question names; nil when it names none, or one that is everywhere.
	Holders []int
	Asked   string // the topic without these names
	// Also holds other names for parts of the topic, in their order: those of the
	// table, and what Latin words spell in these reports.
	Also []question.Other
	// Similar are the reports whose place is easily taken for one of Unknown; they
	// are searched first, but are not what was asked for.
	Similar []int
	reports []float32 // weights by report
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
	terms := r.Terms
	if terms == nil {
		terms = question.Builtin()
	}
	res.Query = question.Parse(text, earlier, named, terms)
	for i, n := range res.Query.Exact {
		res.Query.Exact[i] = numbers[n]
	}
	if s.Len() == 0 {
		return res, nil
	}
	res.Unknown = s.unknownPlaces(res.Query.Places, res.Visible)
	res.Similar = s.similar(res.Unknown, res.Visible)
	var names []string
	res.Holders, names = s.holders(res.Query.Names, res.Visible)
	res.Asked = without(res.Query.Topic, names)
	res.Called = s.called(res)
	if res.calledByPlanYear() {
		res.Query.Years = slices.DeleteFunc(res.Query.Years, func(y int) bool { return slices.Contains(res.Query.ReportYears, y) })
	}
	res.Also = s.also(res.Query)
	scores := s.Lexical.Scores(s.words(res), nil)
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
		p.Score, p.Lexical, p.Weights = float64(fused[doc]), float64(scores[doc]), s.weights(doc, res)
		if cosines != nil && !isNaN(cosines[doc]) {
			p.Cosine = float64(cosines[doc])
		}
		res.Passages = append(res.Passages, p)
	}
	return res, nil
}

// also returns other names for parts of the topic.
func (s *Snapshot) also(q question.Query) []question.Other {
	all := slices.Clone(q.Also)
	for _, word := range q.Latin {
		if word.Names = s.spelled(q.Topic[word.Start:word.End]); word.Names != nil {
			all = append(all, word)
		}
	}
	slices.SortFunc(all, func(a, b question.Other) int { return a.Start - b.Start })
	return all
}

// words is what is looked for: the topic, and at lower weights what names the
// report and other names for parts of the topic.
func (s *Snapshot) words(res *Result) lexical.Query {
	q := res.Query
	parts := []lexical.Query{lexical.NewQuery(res.Asked), lexical.NewQuery(q.Text).Scaled(wholeWeight)}
	for _, other := range res.Also {
		for _, name := range other.Names {
			parts = append(parts, lexical.NewQuery(name).Scaled(alsoWeight))
		}
	}
	return lexical.Merge(parts...)
}

// maxSpelled bounds the names that a Latin word is read as.
const maxSpelled = 8

// spelled returns the names in the reports that a Latin word spells in Pinyin, the
// rarest first.
func (s *Snapshot) spelled(word string) []string {
	type name struct {
		text string
		freq int
	}
	var names []name
	for _, spelling := range question.Spellings(word) {
		for _, text := range s.joined(spelling) {
			if freq := len(s.Lexical.GroupsWith(text)); freq > 0 {
				names = append(names, name{text, freq})
			}
		}
	}
	slices.SortStableFunc(names, func(a, b name) int { return a.freq - b.freq })
	var out []string
	for _, n := range names[:min(maxSpelled, len(names))] {
		out = append(out, n.text)
	}
	return out
}

// joined returns the ways to choose a character for each syllable so that the
// reports hold every pair of neighbours.
func (s *Snapshot) joined(spelling [][]rune) []string {
	ways := []string{""}
	for i, runes := range spelling {
		var next []string
		for _, way := range ways {
			for _, r := range runes {
				text := way + string(r)
				if last := []rune(text); i == 0 || s.hasPair(last[len(last)-2], r) {
					next = append(next, text)
				}
			}
		}
		ways = next
	}
	return ways
}

func (s *Snapshot) hasPair(a, b rune) bool {
	terms := lexical.Terms(string([]rune{a, b}))
	return len(terms) == 3 && s.Lexical.DocFreq(terms[2]) > 0
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

// holders returns the reports that hold a name which few do, in ascending order.
// For each place where a name may end, the longest candidate that any report holds
// is the name. The names found are returned too.
func (s *Snapshot) holders(names [][]string, visible []bool) (found []int, known []string) {
	few := max(3, len(s.Reports)/20)
	for _, candidates := range names {
		for _, name := range candidates {
			with := s.reportsWith(name, visible)
			if len(with) == 0 {
				continue
			}
			if len(with) <= few {
				found, known = append(found, with...), append(known, name)
			}
			break
		}
	}
	slices.Sort(found)
	return slices.Compact(found), known
}

// minTopic is how many characters a topic needs to stand without names.
const minTopic = 3

// without cuts names out of the topic, which they pick the reports for; a topic of
// little but names stays.
func without(topic string, names []string) string {
	rest := topic
	for _, name := range names {
		rest = strings.ReplaceAll(rest, name, " ")
	}
	if rest = strings.Join(strings.Fields(rest), " "); utf8.RuneCountInString(rest) < minTopic {
		return topic
	}
	return rest
}

// reportsWith returns the reports that hold a name verbatim.
func (s *Snapshot) reportsWith(name string, visible []bool) []int {
	var with []int
	for _, i := range s.Lexical.GroupsWith(name) {
		if (visible == nil || visible[i]) && strings.Contains(s.entries[i].text, name) {
			with = append(with, i)
		}
	}
	return with
}

// unknownPlaces returns those of the names that stand in no report that may be
// seen.
func (s *Snapshot) unknownPlaces(names []string, visible []bool) []string {
	var unknown []string
	for _, name := range names {
		known := slices.ContainsFunc(s.Lexical.GroupsWith(name), func(i int) bool { return visible == nil || visible[i] })
		if !known {
			unknown = append(unknown, name)
		}
	}
	return unknown
}

// called returns the reports that the question calls by their year.
func (s *Snapshot) called(res *Result) []int {
	var found []int
	for i, info := range s.Reports {
		switch q := res.Query; {
		case res.Visible != nil && !res.Visible[i]:
		case len(q.Exact) > 0 && !slices.Contains(q.Exact, i):
		case len(res.Holders) > 0 && !slices.Contains(res.Holders, i):
		case slices.Contains(q.ReportYears, info.Year()):
			found = append(found, i)
		}
	}
	return found
}

// calledByPlanYear tells whether the reports that are called by their year look
// back on another: that year is then not the one that is asked about.
func (res *Result) calledByPlanYear() bool {
	return len(res.Called) > 0 && !slices.ContainsFunc(res.Called, func(i int) bool {
		info := res.Snapshot.Reports[i]
		return slices.Contains(info.Reported, info.Year())
	})
}

// similar returns the reports whose place is easily taken for one of the names.
func (s *Snapshot) similar(names []string, visible []bool) []int {
	var found []int
	for i, info := range s.Reports {
		if visible != nil && !visible[i] || info.Place == "" {
			continue
		}
		if slices.ContainsFunc(names, func(name string) bool { return question.SimilarNames(name, info.Place) }) {
			found = append(found, i)
		}
	}
	return found
}

// steer weighs the scores by report, year and status.
func (s *Snapshot) steer(scores []float32, res *Result) {
	res.reports = s.reportWeights(res)
	for doc, score := range scores {
		if score > 0 {
			w := s.weights(doc, res)
			scores[doc] = score * float32(w.Report*w.Year*w.Status)
		}
	}
}

func (s *Snapshot) weights(doc int, res *Result) Weights {
	m := s.Meta(doc)
	return Weights{
		Report: float64(res.reports[m.Report]),
		Year:   float64(s.yearWeight(m, res.Query, res.Newest[m.Report])),
		Status: float64(statusWeight(m, res.Query)),
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
	case len(res.Called) > 0:
		prefer(weights, res.Called, notNamed)
	case len(q.Exact) > 0:
		prefer(weights, q.Exact, notNamed)
	case len(res.Similar) > 0:
		prefer(weights, res.Similar, otherReport)
	case len(res.Holders) > 0:
		prefer(weights, res.Holders, otherReport)
	case q.Described != "":
		s.weighByText(weights, q.Described, res.Visible, 1-otherReport)
	case q.Spread:
		prefer(weights, nil, 1)
	default:
		s.weighByText(weights, q.Text, res.Visible, reportWeight)
	}
	return weights
}

// prefer gives the reports of these numbers the weight 1, all others that of
// others.
func prefer(weights []float32, reports []int, others float32) {
	for i := range weights {
		weights[i] = others
	}
	for _, i := range reports {
		weights[i] = 1
	}
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

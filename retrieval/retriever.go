package retrieval

import (
	"context"
	"slices"

	"github.com/tmc/langchaingo/embeddings"

	"reportbot/retrieval/lexical"
	question "reportbot/retrieval/query"
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
	Terms    *question.Terms // by which the question was read
	Snapshot *Snapshot
	Visible  []bool    // by report; nil: all
	Passages []Passage // best first
	Newest   []int     // by report: the year of the newest one of its place; 0 unknown
	// Called are the reports that the question calls by their year (the report of
	// 2012), of the places and companies that it names; nil when it calls none so, or there is none.
	Called []int
	// Holders are the reports that alone hold a company, project or place that the
	// question names, or of the places whose names it spells wrong while it names
	// nothing else; nil when there are none, or the name is everywhere.
	Holders []int
	Held    []string // these names as the question writes them, the longest first; nil when it names none
	Names   []string // those of them that only pick reports and are not topic too
	Asked   string   // the topic without these names
	// Also holds other names for parts of the topic, in their order: those of the
	// table, and what Latin words spell in these reports.
	Also    []question.Other
	Written []string // what reports write for everyday words of the question; nil when there are none
	// Similar are the reports whose place is easily taken for one of Unknown; they
	// are searched first, but are not what was asked for.
	Similar []int
	// Unknown holds the places that the question names and no report that may be
	// seen speaks of.
	Unknown []string
	// Uncovered holds the years that the question names and no report that it may
	// mean speaks of, in their order; nil when each is spoken of.
	Uncovered []int
	By        Resolution // what told which reports are meant
	// Candidates are reports of different places that the question may mean alike,
	// though it asks about one: the newest of each place, in order of their numbers.
	// nil when it is clear which one is meant, or several are asked about.
	Candidates []int
	// Equal are figures of the reports with the value of one that the question
	// quotes; nil when it quotes none, or none is equal.
	Equal []LedgerEntry

	reports []float32 // weights by report
	idf     map[lexical.Term]float32
}

// IDF returns how much a text says by holding t, among the reports that may be seen:
// what else the index holds makes no difference to an answer. Unlike the rest of a
// Result it is not safe for concurrent use.
func (res *Result) IDF(t lexical.Term) float32 {
	weight, known := res.idf[t]
	if !known {
		if res.idf == nil {
			res.idf = map[lexical.Term]float32{}
		}
		weight = res.Snapshot.Lexical.IDFIn(t, res.Visible)
		res.idf[t] = weight
	}
	return weight
}

// Search returns the k best passages for a question; earlier holds what the
// asker said before it, oldest first. Only reports in scope (IDs; nil: all) are
// seen. Nothing to search gives no passages. An embedder that fails is an error.
func (r *Retriever) Search(ctx context.Context, text string, earlier []string, scope map[string]string, k int) (*Result, error) {
	s, err := r.Store.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	res := &Result{Snapshot: s, Terms: r.Terms, Visible: s.Visible(scope)}
	if res.Terms == nil {
		res.Terms = question.Builtin()
	}
	res.resolve(text, earlier)
	if s.Len() == 0 {
		return res, nil
	}
	return res, r.rank(ctx, res, k)
}

// resolve reads the question against the reports that may be seen.
func (res *Result) resolve(text string, earlier []string) {
	s := res.Snapshot
	named, numbers := s.named(res.Visible)
	res.Newest = s.newestYears(res.Visible)
	res.Query = question.Parse(text, earlier, named, res.Terms)
	for _, list := range [][]int{res.Query.Exact, res.Query.Candidates} {
		for i, n := range list {
			list[i] = numbers[n]
		}
	}
	res.Asked = res.Query.Topic
	if s.Len() == 0 {
		return
	}
	res.Unknown = s.unknownPlaces(res.Query.Places, res.Visible)
	res.Similar = s.similar(res.Unknown, res.Visible)
	held := s.held(res.Query.Names, res.Visible)
	res.Holders, res.Held, res.Names = holders(held), namesOf(held), namesOf(filling(held))
	res.Called = s.called(res)
	if res.calledByPlanYear() {
		isReport := func(y int) bool { return slices.Contains(res.Query.ReportYears, y) }
		res.Query.Years = slices.DeleteFunc(res.Query.Years, isReport)
		for i := range res.Query.Parts {
			p := &res.Query.Parts[i]
			p.Years = slices.DeleteFunc(slices.Clone(p.Years), isReport)
		}
	}
	res.Also = s.also(res.Query)
	res.reports, res.By = s.reportWeights(res)
	if res.By == ByText {
		if res.Holders, res.Names = s.misspelled(res.Query, res.Visible); len(res.Holders) > 0 {
			res.reports, res.By = s.prefer(res.Holders, otherReport), BySound
		}
	}
	res.Asked = without(res.Query.Topic, res.Names)
	res.Uncovered = res.uncovered()
	res.Written = res.Terms.WrittenFor(without(res.Query.Text, res.Held))
}

// rank sets the k best passages.
func (r *Retriever) rank(ctx context.Context, res *Result, k int) error {
	s := res.Snapshot
	var err error
	if res.Equal, err = equalFigures(res); err != nil {
		return err
	}
	words := res.words()
	f := s.fusion(s.Lexical.Scores(words, nil), s.Lexical.Ceiling(words), nil, res.Visible)
	f.factors = s.factors(res)
	if r.Embedder != nil && s.Dim > 0 {
		if err := r.addMeaning(ctx, res, &f); err != nil {
			return err
		}
	}
	fused := f.scores()
	for _, doc := range Top(fused, k) {
		if fused[doc] <= 0 {
			break
		}
		p := s.Passage(doc)
		p.Score, p.Lexical, p.Weights = float64(fused[doc]), float64(f.lexical[doc]), s.weights(doc, res)
		words, meaning := f.parts(doc)
		p.Words, p.Meaning = float64(words), float64(meaning)
		if f.cosines != nil && !isNaN(f.cosines[doc]) {
			p.Cosine = float64(f.cosines[doc])
		}
		res.Passages = append(res.Passages, p)
	}
	res.Candidates = res.candidates()
	return nil
}

// words is what is looked for: the topic, and at lower weights what names the
// report, other names for parts of the topic and what reports write for them.
func (res *Result) words() lexical.Query {
	q := res.Query
	parts := append(numeralWords(res.Equal, q.Text), lexical.NewQuery(res.Asked), lexical.NewQuery(q.Text).Scaled(wholeWeight))
	also := slices.Clone(res.Written)
	for _, other := range res.Also {
		also = append(also, other.Names...)
	}
	for _, name := range also {
		parts = append(parts, lexical.NewQuery(name).Scaled(alsoWeight))
	}
	return lexical.Merge(parts...)
}

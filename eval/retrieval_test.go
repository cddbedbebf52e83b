package eval

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"reportbot/bot/answer"
	"reportbot/eval/cases"
	"reportbot/eval/match"
	"reportbot/eval/score"
	"reportbot/retrieval"
	"reportbot/retrieval/embed"
	"reportbot/retrieval/lexical"
)

// TestRetrieval measures retrieval alone on the sets of questions beside the
// project: evidence found, as the package comment defines it, at rank ≤ 1, 5 and
// 10, and MRR@10, with
//
//	plain    no report resolved: BM25 and cosine of the whole question
//	words    the Retriever without an embedder
//	vectors  the Retriever's weights with cosines alone
//	both     the Retriever with the built-in embedder
//	given    the same when only the reports of the case may be seen
//
// first is the share of the cases whose first passage is of one of their reports,
// closed the part of the distance from plain to given that both closes.
func TestRetrieval(t *testing.T) {
	if raceDetector {
		t.Skip("measured without the race detector")
	}
	root := os.Getenv("REPORTBOT_DATASETS")
	if root == "" {
		t.Skip("REPORTBOT_DATASETS is not set: no reports and questions to measure with")
	}
	if testing.Short() {
		t.Skip("reads 100 reports")
	}
	for _, set := range questionSets(t, root) {
		t.Run(set.name, func(t *testing.T) {
			m := newMeasurement(t, set.roots)
			for _, part := range set.parts {
				m.check(t, part)
			}
		})
	}
}

// questionSet is a set of reports with parts of the questions on it.
type questionSet struct {
	name  string
	roots []string
	parts []questionPart
}

// questionPart are cases that are measured together, and the least recall@5 and
// MRR@10 of both: what holds, so that a loss shows.
type questionPart struct {
	name  string
	cases []cases.Case
	at5   float64
	mrr   float64
}

// measurement searches one set of reports.
type measurement struct {
	words, both *retrieval.Retriever
	snapshot    *retrieval.Snapshot
}

func newMeasurement(t *testing.T, roots []string) *measurement {
	t.Helper()
	store, err := retrieval.Open(t.Context(), t.TempDir(), retrieval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	e, err := embed.New()
	if err != nil {
		t.Fatal(err)
	}
	synced, err := retrieval.Sync(t.Context(), store, e, roots, retrieval.SyncOptions{Model: e.Name()})
	if err != nil || len(synced.Failed) > 0 {
		t.Fatal(err, synced.Failed)
	}
	m := &measurement{words: &retrieval.Retriever{Store: store}, both: &retrieval.Retriever{Store: store, Embedder: e}}
	if m.snapshot, err = store.Snapshot(t.Context()); err != nil {
		t.Fatal(err)
	}
	return m
}

// search returns what is found for a case, best first.
type search func(context.Context, cases.Case) ([]answer.Found, error)

// recall are means over the cases of a part.
type recall struct{ at1, at5, at10, mrr, first float64 }

func (r recall) String() string {
	return fmt.Sprintf("R@1 %.3f  R@5 %.3f  R@10 %.3f  MRR %.3f  first %.3f", r.at1, r.at5, r.at10, r.mrr, r.first)
}

// check measures a part and logs it.
func (m *measurement) check(t *testing.T, part questionPart) {
	t.Helper()
	evidence, split := m.split(part)
	t.Logf("%-16s n=%-3d %d sentences of evidence, %d of them in no chunk as a whole", part.name, len(part.cases), evidence, split)
	all := map[string]recall{}
	for _, way := range []struct {
		name   string
		search search
	}{
		{"plain", m.plain}, {"words", m.byWords}, {"vectors", m.byVectors}, {"both", m.byBoth}, {"given", m.given},
	} {
		r := m.recall(t, part, way.search)
		all[way.name] = r
		t.Logf("%-16s n=%-3d %-8s %v", part.name, len(part.cases), way.name, r)
	}
	plain, both, given := all["plain"], all["both"], all["given"]
	t.Logf("%-16s n=%-3d closed   R@5 %.2f of %.3f  MRR %.2f of %.3f", part.name, len(part.cases),
		closed(plain.at5, both.at5, given.at5), given.at5-plain.at5, closed(plain.mrr, both.mrr, given.mrr), given.mrr-plain.mrr)
	if both.at5 < part.at5 || both.mrr < part.mrr {
		t.Errorf("%s: R@5 %.3f, MRR %.3f; want %.3f, %.3f or more", part.name, both.at5, both.mrr, part.at5, part.mrr)
	}
}

// split counts the evidence of a part, and that which no chunk holds: it lies in
// several, and can't be found by any search.
func (m *measurement) split(part questionPart) (evidence, split int) {
	var chunks []answer.Found
	for doc := range m.snapshot.Len() {
		p := m.snapshot.Passage(doc)
		chunks = append(chunks, answer.Found{Report: p.Report.Source, Text: match.Fold(p.Text)})
	}
	for _, c := range part.cases {
		evidence += len(c.Evidence)
		for _, e := range c.Evidence {
			if !slices.ContainsFunc(chunks, func(f answer.Found) bool {
				return match.OfReports(f.Report, c.Reports) && strings.Contains(f.Text, match.Fold(e))
			}) {
				split++
			}
		}
	}
	return evidence, split
}

// closed is how much of the way from one share to another was gone; 1 when there
// is no way.
func closed(from, at, to float64) float64 {
	if to <= from {
		return 1
	}
	return (at - from) / (to - from)
}

func (m *measurement) recall(t *testing.T, part questionPart, search search) recall {
	t.Helper()
	var r recall
	for _, c := range part.cases {
		found, err := search(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		parts := score.Of(c, score.Given{Answer: answer.Answer{Retrieval: found}}).Parts
		r.at1, r.at5 = r.at1+parts[score.RecallAt1].Hits, r.at5+parts[score.RecallAt5].Hits
		r.at10, r.mrr = r.at10+parts[score.RecallAt10].Hits, r.mrr+parts[score.MRR].Hits
		if len(found) > 0 && match.OfReports(found[0].Report, c.Reports) {
			r.first++
		}
	}
	n := float64(len(part.cases))
	return recall{r.at1 / n, r.at5 / n, r.at10 / n, r.mrr / n, r.first / n}
}

func (m *measurement) plain(ctx context.Context, c cases.Case) ([]answer.Found, error) {
	vector, err := m.both.Embedder.EmbedQuery(ctx, c.Question)
	if err != nil {
		return nil, err
	}
	cosines, err := m.snapshot.Cosines(ctx, vector, nil)
	if err != nil {
		return nil, err
	}
	var found []retrieval.Passage
	words, index := lexical.NewQuery(c.Question), m.snapshot.Lexical
	for _, doc := range retrieval.Top(m.snapshot.Fuse(index.Scores(words, nil), index.Ceiling(words), cosines, nil), score.Depth) {
		found = append(found, m.snapshot.Passage(doc))
	}
	return asFound(found), nil
}

func (m *measurement) byWords(ctx context.Context, c cases.Case) ([]answer.Found, error) {
	res, err := m.words.Search(ctx, c.Question, saidBefore(c), nil, score.Depth)
	if err != nil {
		return nil, err
	}
	return asFound(res.Passages), nil
}

func (m *measurement) byBoth(ctx context.Context, c cases.Case) ([]answer.Found, error) {
	res, err := m.both.Search(ctx, c.Question, saidBefore(c), nil, score.Depth)
	if err != nil {
		return nil, err
	}
	return asFound(res.Passages), nil
}

func (m *measurement) given(ctx context.Context, c cases.Case) ([]answer.Found, error) {
	scope := map[string]string{}
	for _, info := range m.snapshot.Reports {
		if match.OfReports(info.Source, c.Reports) {
			scope[info.ID] = info.Source
		}
	}
	res, err := m.both.Search(ctx, c.Question, saidBefore(c), scope, score.Depth)
	if err != nil {
		return nil, err
	}
	return asFound(res.Passages), nil
}

// byVectors ranks by the cosine, scaled as the Retriever does, and its weights.
func (m *measurement) byVectors(ctx context.Context, c cases.Case) ([]answer.Found, error) {
	res, err := m.both.Search(ctx, c.Question, saidBefore(c), nil, m.snapshot.Len())
	if err != nil || len(res.Passages) == 0 {
		return nil, err
	}
	low := slices.MinFunc(res.Passages, func(a, b retrieval.Passage) int { return cmp.Compare(a.Cosine, b.Cosine) }).Cosine
	weighed := func(p retrieval.Passage) float64 {
		return (p.Cosine - low) * p.Weights.Report * p.Weights.Year * p.Weights.Status
	}
	slices.SortStableFunc(res.Passages, func(a, b retrieval.Passage) int { return cmp.Compare(weighed(b), weighed(a)) })
	return asFound(res.Passages[:min(score.Depth, len(res.Passages))]), nil
}

func asFound(passages []retrieval.Passage) []answer.Found {
	var found []answer.Found
	for _, p := range passages {
		found = append(found, answer.Found{Report: p.Report.Source, Text: p.Text})
	}
	return found
}

// saidBefore is what the asker said before the question of a case.
func saidBefore(c cases.Case) []string {
	var out []string
	for _, turn := range c.History {
		if turn.Role == "user" {
			out = append(out, turn.Text)
		}
	}
	return out
}

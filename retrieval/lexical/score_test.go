package lexical

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestScoresAsWritten checks Scores and GroupScores against the formula
// written down literally, on small random corpora.
func TestScoresAsWritten(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 1))
		corpus := randomCorpus(rng)
		ix := join(t, corpus...)
		q := Query{}
		for _, term := range randomTerms(rng, 12) {
			q = Merge(q, Query{Terms: []Weighted{{term, rng.Float32()}}})
		}
		if scores := ix.Scores(q, nil); len(scores) > 0 && slices.Max(scores) > ix.Ceiling(q) {
			t.Errorf("seed %d: a score of %v above the ceiling %v", seed, slices.Max(scores), ix.Ceiling(q))
		}
		docs, groups := flatten(corpus)
		near := cmpopts.EquateApprox(1e-4, 1e-6)
		if diff := cmp.Diff(literalBM25(q, docs, .9, .5), ix.Scores(q, nil), near, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("seed %d: Scores (-want +got):\n%s", seed, diff)
		}
		if diff := cmp.Diff(literalBM25(q, groups, 1.5, .3), ix.GroupScores(q, nil), near, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("seed %d: GroupScores (-want +got):\n%s", seed, diff)
		}
	}
}

// flatten returns the chunks as documents, and the reports as documents
// without unigrams.
func flatten(corpus [][][]Term) (docs, groups [][]Term) {
	for _, chunks := range corpus {
		whole := slices.Concat(chunks...)
		docs = append(docs, chunks...)
		groups = append(groups, slices.DeleteFunc(whole, func(t Term) bool { return t.Kind() == Unigram }))
	}
	return docs, groups
}

// literalBM25 is the slow way: every document, every term, counted each time.
func literalBM25(q Query, docs [][]Term, k1, b float64) []float32 {
	count := func(doc []Term, t Term) (n float64) {
		for _, other := range doc {
			if other == t {
				n++
			}
		}
		return n
	}
	total := 0
	for _, doc := range docs {
		total += len(doc)
	}
	average := float64(total) / float64(len(docs))
	scores := make([]float32, len(docs))
	for i, doc := range docs {
		sum := 0.0
		for _, term := range q.Terms {
			df := 0.0
			for _, other := range docs {
				if count(other, term.Term) > 0 {
					df++
				}
			}
			if tf := count(doc, term.Term); tf > 0 {
				idf := math.Log(1 + (float64(len(docs))-df+.5)/(df+.5))
				sum += float64(term.Weight) * idf * tf / (tf + k1*(1-b+b*float64(len(doc))/average))
			}
		}
		scores[i] = float32(sum)
	}
	return scores
}

// randomCorpus makes 0 to 5 reports of 0 to 6 chunks of 0 to 30 tokens.
func randomCorpus(rng *rand.Rand) [][][]Term {
	corpus := make([][][]Term, rng.IntN(6))
	for i := range corpus {
		corpus[i] = make([][]Term, rng.IntN(7))
		for k := range corpus[i] {
			corpus[i][k] = randomTerms(rng, rng.IntN(31))
		}
	}
	return corpus
}

func randomTerms(rng *rand.Rand, n int) []Term {
	some := slices.Concat(Terms("海堤渔港"), Terms("2031 port 55.61"))
	list := make([]Term, n)
	for i := range list {
		list[i] = some[min(rng.IntN(len(some)), rng.IntN(len(some)))]
	}
	return list
}

// TestScoresInParallel checks that many processors, many callers and reused
// memory give what one alone gives, on an index beyond parallelPostings.
func TestScoresInParallel(t *testing.T) {
	var reports [][][]Term
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 2))
		chunks := make([][]Term, 250)
		for i := range chunks {
			chunks[i] = randomTerms(rng, 40)
		}
		reports = append(reports, chunks)
	}
	restore := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(restore)
	ix := join(t, reports...)
	q := NewQuery("海堤渔港 2031 port 55.61")
	if _, total := ix.weigh(q); total < parallelPostings {
		t.Fatalf("only %d postings: never in parallel", total)
	}
	want, wantGroups := ix.Scores(q, nil), ix.GroupScores(q, nil)

	runtime.GOMAXPROCS(7)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			dst := slices.Repeat([]float32{7}, ix.Len()+3)
			got := ix.Scores(q, dst)
			if !slices.Equal(got, want) || &got[0] != &dst[0] {
				t.Error("Scores differ with 7 processors")
			}
			if !slices.Equal(ix.GroupScores(q, []float32{7}), wantGroups) {
				t.Error("GroupScores differ with 7 processors")
			}
		})
	}
	wg.Wait()
}

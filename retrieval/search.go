package retrieval

import (
	"cmp"
	"math"
	"slices"
)

// What a score is made of. Measured on questions about towns, companies, years and
// in other words (eval, TestRetrieval); the optimum is flat.
const (
	// vectorShare is the part of the cosine in a score.
	vectorShare = 0.35
	// fullMatch is the part of [lexical.Index.Ceiling] from which the words of a
	// document count in full. A question in other words than the reports' matches
	// here and there by chance: the best of such matches must not count as much as
	// one that holds all the words.
	fullMatch = 0.4
)

// Fuse returns one score for each document, of its lexical score and of its cosine
// (no cosines: nil). The lexical score is divided by the best of the documents that
// may be seen (visible by report, nil: all) or by what a full match has, if that is
// more; ceiling is that of the words looked for. The cosine is scaled so that the
// lowest is 0 and the highest 1. Ranks would lose by how much one is better. A
// document without a vector scores by its words alone; one that may not be seen
// gets -1.
func (s *Snapshot) Fuse(lexical []float32, ceiling float32, cosines []float32, visible []bool) []float32 {
	return s.fusion(lexical, ceiling, cosines, visible).scores()
}

// fusion holds what the scores of documents are made of.
type fusion struct {
	snapshot         *Snapshot
	lexical, cosines []float32 // by document; no cosines: nil
	visible          []bool
	lex, cos         scale
	factors          []float32 // by document, see factors; nil: all 1
	compared         []bool    // by report: its cosines count, those of others as the lowest; nil: all
}

func (s *Snapshot) fusion(lexical []float32, ceiling float32, cosines []float32, visible []bool) fusion {
	lex := scale{high: max(s.scale(lexical, visible).high, fullMatch*ceiling)}
	return fusion{snapshot: s, lexical: lexical, cosines: cosines, visible: visible, lex: lex, cos: s.scale(cosines, visible)}
}

// setCosines gives the documents other cosines.
func (f *fusion) setCosines(cosines []float32) {
	f.cosines, f.cos = cosines, f.snapshot.scale(cosines, f.visible)
}

func (f fusion) scores() []float32 {
	scores := make([]float32, f.snapshot.Len())
	for doc := range scores {
		if f.visible != nil && !f.visible[f.snapshot.groups[doc]] {
			scores[doc] = -1
			continue
		}
		words, meaning := f.parts(doc)
		scores[doc] = words + meaning
		if f.factors != nil {
			scores[doc] *= f.factors[doc]
		}
	}
	return scores
}

// parts returns what the lexical score and the cosine of a document that may be
// seen add to its score.
func (f fusion) parts(doc int) (words, meaning float32) {
	words = f.lex.of(f.lexical[doc])
	switch {
	case f.cosines != nil && f.compared != nil && !f.compared[f.snapshot.groups[doc]]:
		return (1 - vectorShare) * words, 0
	case f.cosines == nil || isNaN(f.cosines[doc]):
		return words, 0
	}
	return (1 - vectorShare) * words, vectorShare * f.cos.of(f.cosines[doc])
}

// scale is a range of values and maps it to 0 … 1.
type scale struct{ low, high float32 }

// scale returns the range of the values of the documents that may be seen.
func (s *Snapshot) scale(values []float32, visible []bool) scale {
	r := scale{low: math.MaxFloat32, high: -math.MaxFloat32}
	for doc, v := range values {
		if isNaN(v) || visible != nil && !visible[s.groups[doc]] {
			continue
		}
		r.low, r.high = min(r.low, v), max(r.high, v)
	}
	return r
}

// of returns 1 when all values are equal, and above 0: a single document that
// holds the words is the best there is.
func (r scale) of(v float32) float32 {
	switch {
	case r.high > r.low:
	case v > 0:
		return 1
	default:
		return 0
	}
	return (v - r.low) / (r.high - r.low)
}

func isNaN(v float32) bool { return v != v }

// Top returns the k documents with the highest scores, best first; equal ones
// in order of their numbers. Documents below 0 are left out.
func Top(scores []float32, k int) []int {
	better := func(a, b int) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a, b))
	}
	var best []int // sorted
	for doc, score := range scores {
		if score < 0 || isNaN(score) || len(best) == k && (k == 0 || scores[best[k-1]] >= score) {
			continue
		}
		if len(best) == k {
			best = best[:k-1]
		}
		at, _ := slices.BinarySearchFunc(best, doc, better)
		best = slices.Insert(best, at, doc)
	}
	return best
}

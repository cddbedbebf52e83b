package lexical

import (
	"runtime"
	"sort"
	"sync"
)

// BM25 after Robertson and Zaragoza, "The Probabilistic Relevance Framework:
// BM25 and Beyond" (2009), section 3.4: a document's score is the sum over
// the query's terms of
//
//	weight · idf · tf / (tf + k1·(1 - b + b·length/average length))
//
// without the constant factor k1+1 that some add. The length of a text is the
// number of its terms that may score there, repetitions counted: all terms
// for a document, all but unigrams for a group.
const (
	docK1, docB     = 0.9, 0.5
	groupK1, groupB = 1.5, 0.3
)

// parallelPostings is the number of postings from which Scores uses several
// goroutines: about a tenth of a millisecond of work.
const parallelPostings = 1 << 16

// Scores returns the BM25 score of every document, 0 where no term of q
// occurs. The result has Len() elements and lies in dst when that is large
// enough; what dst held is overwritten.
func (ix *Index) Scores(q Query, dst []float32) []float32 {
	dst = cleared(dst, ix.Len())
	lists, total := ix.weigh(q)
	workers := 1
	if total >= parallelPostings {
		workers = runtime.GOMAXPROCS(0)
	}
	var wg sync.WaitGroup
	for i := 1; i < workers; i++ {
		wg.Go(func() { ix.scoreRange(lists, dst, ix.Len()*i/workers, ix.Len()*(i+1)/workers) })
	}
	ix.scoreRange(lists, dst, 0, ix.Len()/workers)
	wg.Wait()
	return dst
}

// Ceiling returns what no document can score: it would have to hold every term of
// q that occurs, and each without end. 0 when none occurs.
func (ix *Index) Ceiling(q Query) float32 {
	lists, _ := ix.weigh(q)
	sum := float32(0)
	for _, l := range lists {
		sum += l.weight
	}
	return sum
}

// cleared returns n zeros, in dst when they fit.
func cleared(dst []float32, n int) []float32 {
	if cap(dst) < n {
		return make([]float32, n)
	}
	dst = dst[:n]
	clear(dst)
	return dst
}

// weighedList is the postings of a term of a query and what a perfect match
// with it scores.
type weighedList struct {
	weight   float32
	postings []uint32
}

// weigh looks up the terms of q that occur, and counts their postings.
func (ix *Index) weigh(q Query) (lists []weighedList, total int) {
	lists = make([]weighedList, 0, len(q.Terms))
	for _, t := range q.Terms {
		list, _ := ix.lookup(t.Term)
		if len(list) == 0 || t.Weight == 0 {
			continue
		}
		lists = append(lists, weighedList{t.Weight * idf(ix.Len(), len(list)), list})
		total += len(list)
	}
	return lists, total
}

// scoreRange adds the scores of the documents from first to end (exclusive).
func (ix *Index) scoreRange(lists []weighedList, dst []float32, first, end int) {
	for _, l := range lists {
		part := l.postings[lowerBound(l.postings, first):lowerBound(l.postings, end)]
		addScores(dst, ix.docNorms, part, l.weight)
	}
}

func addScores(dst, norms []float32, postings []uint32, weight float32) {
	norms = norms[:len(dst)]
	for _, p := range postings {
		doc, tf := p>>frequencyBits, float32(p&maxFrequency)
		dst[doc] += weight * tf / (tf + norms[doc])
	}
}

// lowerBound returns the index of the first posting of doc or later.
func lowerBound(postings []uint32, doc int) int {
	return sort.Search(len(postings), func(i int) bool {
		return int(postings[i]>>frequencyBits) >= doc
	})
}

// GroupScores returns the BM25 score of every group, taken as one document;
// unigrams of q are left out. The result has Groups() elements and lies in
// dst when that is large enough; what dst held is overwritten.
func (ix *Index) GroupScores(q Query, dst []float32) []float32 {
	dst = cleared(dst, ix.Groups())
	for _, t := range q.Terms {
		if t.Term.Kind() == Unigram {
			continue
		}
		if list, groups := ix.lookup(t.Term); groups > 0 {
			ix.addGroupScores(dst, list, t.Weight*idf(ix.Groups(), groups))
		}
	}
	return dst
}

func (ix *Index) addGroupScores(dst []float32, postings []uint32, weight float32) {
	group, tf := 0, float32(0)
	flush := func() {
		if tf > 0 {
			dst[group] += weight * tf / (tf + ix.groupNorms[group])
		}
	}
	for _, p := range postings {
		if doc := int(p >> frequencyBits); doc >= ix.groupEnds[group] {
			flush()
			group, tf = ix.GroupOf(doc), 0
		}
		tf += float32(p & maxFrequency)
	}
	flush()
}

// documentNorms returns k1·(1 - b + b·length/average) for each document.
func documentNorms(lengths []chunkLength) []float32 {
	all := make([]uint64, len(lengths))
	for i, l := range lengths {
		all[i] = uint64(l.all)
	}
	return norms(all, docK1, docB)
}

// groupNorms is documentNorms for groups, which end at ends.
func groupNorms(lengths []chunkLength, ends []int) []float32 {
	sums := make([]uint64, len(ends))
	first := 0
	for i, end := range ends {
		for _, l := range lengths[first:end] {
			sums[i] += uint64(l.withoutUnigrams)
		}
		first = end
	}
	return norms(sums, groupK1, groupB)
}

func norms(lengths []uint64, k1, b float64) []float32 {
	total := uint64(0)
	for _, l := range lengths {
		total += l
	}
	average := float64(max(total, 1)) / float64(max(len(lengths), 1))
	norms := make([]float32, len(lengths))
	for i, l := range lengths {
		norms[i] = float32(k1 * (1 - b + b*float64(l)/average))
	}
	return norms
}

package lexical

import (
	"math"
	"slices"
	"sort"
)

// Index answers queries over the chunks of all joined reports. A document is
// a chunk, a group is a report; both are numbered from 0 in the order of the
// blobs. It never changes after Join and is safe for concurrent use.
type Index struct {
	// terms, ascending; the postings of terms[i] are
	// postings[starts[i]:starts[i+1]], documents ascending, each packed as
	// document << 8 | frequency.
	terms    []Term
	starts   []uint32
	postings []uint32

	groupFreqs []uint32 // for each term, the groups that hold it
	groupEnds  []int    // for each group, the end (exclusive) of its documents
	groupSizes []int    // for each group, its postings

	lengths    []chunkLength // for each document
	docNorms   []float32     // for each document, see norms
	groupNorms []float32     // for each group
}

const (
	frequencyBits = 8
	maxDocuments  = 1 << (32 - frequencyBits)
)

// Len returns the number of documents.
func (ix *Index) Len() int { return len(ix.docNorms) }

// Groups returns the number of groups, those without documents included.
func (ix *Index) Groups() int { return len(ix.groupEnds) }

// GroupOf returns the group of doc, which must lie in 0 … Len()-1.
func (ix *Index) GroupOf(doc int) int {
	return sort.SearchInts(ix.groupEnds, doc+1)
}

// Span returns the documents of group, which must lie in 0 … Groups()-1:
// first inclusive, end exclusive.
func (ix *Index) Span(group int) (first, end int) {
	if group > 0 {
		first = ix.groupEnds[group-1]
	}
	return first, ix.groupEnds[group]
}

// DocFreq returns the number of documents that hold t.
func (ix *Index) DocFreq(t Term) int {
	list, _ := ix.lookup(t)
	return len(list)
}

// GroupFreq returns the number of groups that hold t.
func (ix *Index) GroupFreq(t Term) int {
	_, groups := ix.lookup(t)
	return groups
}

// IDF returns how much a document says by holding t: above 0, and highest
// for a term that no document holds. See idf.
func (ix *Index) IDF(t Term) float32 { return idf(ix.Len(), ix.DocFreq(t)) }

// IDFIn is IDF as it is when there are only the groups that are marked (nil: all).
func (ix *Index) IDFIn(t Term, groups []bool) float32 {
	if groups == nil {
		return ix.IDF(t)
	}
	list, _ := ix.lookup(t)
	total, freq := 0, 0
	for g, in := range groups {
		if first, end := ix.Span(g); in && end > first {
			total += end - first
			freq += lowerBound(list, end) - lowerBound(list, first)
		}
	}
	return idf(total, freq)
}

// lookup returns the postings of t and the number of groups that hold it,
// nothing and 0 for an unknown term.
func (ix *Index) lookup(t Term) (list []uint32, groups int) {
	i, found := slices.BinarySearch(ix.terms, t)
	if !found {
		return nil, 0
	}
	return ix.postings[ix.starts[i]:ix.starts[i+1]], int(ix.groupFreqs[i])
}

// idf is the inverse document frequency of a term that freq of total
// documents hold. It is the weight of Robertson and Spärck Jones with 1 added
// inside the logarithm, as in Lucene's BM25Similarity, so that it stays above
// 0 for terms in more than half of the documents.
func idf(total, freq int) float32 {
	n, df := float64(total), float64(freq)
	return float32(math.Log(1 + (n-df+.5)/(df+.5)))
}

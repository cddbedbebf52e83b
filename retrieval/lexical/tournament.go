package lexical

import "math/bits"

// tournament finds the lowest of the blobs' current terms, and of equal ones
// that of the earliest blob. It is a loser tree (Knuth, The Art of Computer
// Programming 3, 5.4.1): each inner node keeps the entry that lost there, so
// that a new entry meets one other on each level.
//
//	     first
//	   losers[1]
//	losers[2] losers[3]     the parent of node n is n/2;
//	 ...                    entry i starts below node (i + len(losers))/2
type tournament struct {
	first  entry
	losers []entry // losers[0] is not used
}

// entry is the current term of a blob.
type entry struct {
	term Term
	blob uint64 // plus noMore when the blob has no more terms
}

const noMore = 1 << 63

// sorted returns the lower entry and the higher one. It has no branches: who
// wins a match is too random to predict, and Join plays ten for each term of
// each of 1,000 blobs.
func sorted(a, b entry) (low, high entry) {
	_, less := bits.Sub64(b.blob, a.blob, 0)
	_, less = bits.Sub64(uint64(b.term), uint64(a.term), less)
	swap := -less // all ones when b is lower
	term, blob := (a.term^b.term)&Term(swap), (a.blob^b.blob)&swap
	return entry{a.term ^ term, a.blob ^ blob}, entry{b.term ^ term, b.blob ^ blob}
}

// newTournament moves all readers to their first terms.
func newTournament(readers []blobReader) (*tournament, error) {
	// Term 0 does not exist: every entry loses against these, which leave the
	// tree one by one.
	t := &tournament{losers: make([]entry, len(readers))}
	for i := range readers {
		more, err := readers[i].next()
		if err != nil {
			return nil, &BlobError{i, err}
		}
		t.first = entry{blob: uint64(i)}
		t.replaceFirst(readers[i].term, more)
	}
	return t, nil
}

// over tells that no blob has a term left.
func (t *tournament) over() bool { return len(t.losers) == 0 || t.first.blob >= noMore }

// replaceFirst gives the blob of first its next term, or none when there are
// no more.
func (t *tournament) replaceFirst(next Term, more bool) {
	e := entry{term: next, blob: t.first.blob}
	n := (int(e.blob) + len(t.losers)) / 2
	if !more {
		e.term, e.blob = ^Term(0), e.blob|noMore // after all others
	}
	for ; n > 0; n /= 2 {
		e, t.losers[n] = sorted(e, t.losers[n])
	}
	t.first = e
}

package lexical

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

func (e entry) before(other entry) bool {
	if e.term == other.term {
		return e.blob < other.blob
	}
	return e.term < other.term
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
		if t.losers[n].before(e) {
			e, t.losers[n] = t.losers[n], e
		}
	}
	t.first = e
}

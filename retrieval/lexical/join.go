package lexical

import (
	"fmt"
	"math"
	"slices"
)

// BlobError says which of the joined blobs is damaged or of another version.
// Its report has to be encoded again.
type BlobError struct {
	Blob int // position in the list given to Join or Update, from 0
	Err  error
}

func (e *BlobError) Error() string { return fmt.Sprintf("join postings: blob %d: %v", e.Blob, e.Err) }

func (e *BlobError) Unwrap() error { return e.Err }

// Join makes an index of the blobs, one group each: group i is blobs[i], and
// documents are numbered consecutively. The blobs are not kept. No blobs make
// an empty index. A damaged blob is a *BlobError; more than 16,777,216
// documents or 4,294,967,295 postings are an error too.
func Join(blobs []Postings) (*Index, error) {
	return new(Index).Update(slices.Repeat([]int{New}, len(blobs)), blobs)
}

// New stands for a group that an index does not have yet.
const New = -1

// Update makes the index that Join would make of other groups, without reading
// again what ix holds of them: group i is the group groups[i] of ix or, where
// that is New, the next of the blobs. Those of ix must ascend. ix stays as it
// is; errors are those of Join.
//
// The terms of ix ascend, and those of each blob do, so they are merged like
// the runs of an external sort: of all current terms the lowest is next, and
// its postings are in their final place as soon as they are read.
func (ix *Index) Update(groups []int, blobs []Postings) (*Index, error) {
	u := update{old: ix, next: new(Index), moved: slices.Repeat([]int32{dropped}, ix.Len())}
	if err := u.open(groups, blobs); err != nil {
		return nil, err
	}
	if err := u.merge(); err != nil {
		return nil, err
	}
	return u.next, nil
}

// update makes an index of another and of blobs.
type update struct {
	old, next *Index
	moved     []int32 // for each document of old its number in next, or dropped
	groups    []int32 // for each document of next its group
	readers   []blobReader
	firsts    []int // for each reader its first document
}

const dropped = -1

// open numbers documents and groups, takes their lengths, and makes room for
// the postings.
func (u *update) open(groups []int, blobs []Postings) error {
	next, postings := u.next, 0
	for i, old := range groups {
		start := len(next.lengths)
		if old != New {
			u.openKept(old)
		} else if err := u.openNew(blobs[len(u.readers)]); err != nil {
			return err
		}
		next.groupEnds = append(next.groupEnds, len(next.lengths))
		u.groups = append(u.groups, slices.Repeat([]int32{int32(i)}, len(next.lengths)-start)...)
		postings += next.groupSizes[i]
	}
	if len(next.lengths) > maxDocuments {
		return fmt.Errorf("join postings: %d documents, at most %d fit", len(next.lengths), maxDocuments)
	}
	if uint64(postings) > math.MaxUint32 {
		return fmt.Errorf("join postings: %d postings, at most %d fit", postings, uint32(math.MaxUint32))
	}
	next.docNorms, next.groupNorms = documentNorms(next.lengths), groupNorms(next.lengths, next.groupEnds)
	next.postings = make([]uint32, 0, postings)
	return nil
}

func (u *update) openKept(group int) {
	first, end := u.old.Span(group)
	for doc := first; doc < end; doc++ {
		u.moved[doc] = int32(len(u.next.lengths) + doc - first)
	}
	u.next.lengths = append(u.next.lengths, u.old.lengths[first:end]...)
	u.next.groupSizes = append(u.next.groupSizes, u.old.groupSizes[group])
}

func (u *update) openNew(blob Postings) error {
	r, lengths, err := openBlob(blob, u.next.lengths)
	if err != nil {
		return &BlobError{len(u.readers), err}
	}
	u.readers, u.firsts = append(u.readers, r), append(u.firsts, len(u.next.lengths))
	u.next.lengths = lengths
	u.next.groupSizes = append(u.next.groupSizes, r.postings)
	return nil
}

// merge fills terms, starts, postings and groupFreqs.
func (u *update) merge() error {
	runs, err := newTournament(u.readers)
	if err != nil {
		return err
	}
	for n := 0; n < len(u.old.terms) || !runs.over(); {
		term := ^Term(0)
		if !runs.over() {
			term = runs.first.term
		}
		start, groups := len(u.next.postings), 0
		if n < len(u.old.terms) && u.old.terms[n] <= term {
			term = u.old.terms[n]
			groups = u.keep(n)
			n++
		}
		kept := len(u.next.postings)
		added, err := u.add(runs, term)
		if err != nil {
			return err
		}
		mergeRuns(u.next.postings[start:], kept-start)
		if groups += added; groups > 0 {
			u.next.terms = append(u.next.terms, term)
			u.next.starts = append(u.next.starts, uint32(start))
			u.next.groupFreqs = append(u.next.groupFreqs, uint32(groups))
		}
	}
	u.next.starts = append(u.next.starts, uint32(len(u.next.postings)))
	return nil
}

// keep appends what is kept of the postings of the old term n, and returns the
// number of its groups.
func (u *update) keep(n int) (groups int) {
	last := int32(-1)
	for _, p := range u.old.postings[u.old.starts[n]:u.old.starts[n+1]] {
		doc := u.moved[p>>frequencyBits]
		if doc == dropped {
			continue
		}
		u.next.postings = append(u.next.postings, uint32(doc)<<frequencyBits|p&maxFrequency)
		if u.groups[doc] != last {
			last = u.groups[doc]
			groups++
		}
	}
	return groups
}

// add appends the postings of a term from all blobs that hold it, moves these
// on to their next terms, and returns their number.
func (u *update) add(runs *tournament, term Term) (groups int, err error) {
	for !runs.over() && runs.first.term == term {
		blob := int(runs.first.blob)
		r := &u.readers[blob]
		if u.next.postings, err = r.appendPostings(u.next.postings, u.firsts[blob]); err != nil {
			return 0, &BlobError{blob, err}
		}
		more, err := r.next()
		if err != nil {
			return 0, &BlobError{blob, err}
		}
		runs.replaceFirst(r.term, more)
		groups++
	}
	return groups, nil
}

// mergeRuns sorts postings of which the first n ascend, and the others do.
func mergeRuns(postings []uint32, n int) {
	if n == 0 || n == len(postings) || postings[n-1] < postings[n] {
		return
	}
	others := slices.Clone(postings[n:])
	for k := len(postings) - 1; len(others) > 0; k-- {
		if last := len(others) - 1; n > 0 && postings[n-1] > others[last] {
			n--
			postings[k] = postings[n]
		} else {
			postings[k] = others[last]
			others = others[:last]
		}
	}
}

package lexical

import (
	"fmt"
	"math"
)

// BlobError says which of the joined blobs is damaged or of another version.
// Its report has to be encoded again.
type BlobError struct {
	Blob int // position in the list given to Join, from 0
	Err  error
}

func (e *BlobError) Error() string { return fmt.Sprintf("join postings: blob %d: %v", e.Blob, e.Err) }

func (e *BlobError) Unwrap() error { return e.Err }

// Join makes an index of the blobs, one group each: group i is blobs[i], and
// documents are numbered consecutively. The blobs are not kept. No blobs make
// an empty index. A damaged blob is a *BlobError; more than 16,777,216
// documents or 4,294,967,295 postings are an error too.
//
// The terms of each blob ascend, so the blobs are merged like the runs of an
// external sort: of all blobs' current terms the lowest is next, and its
// postings are in their final place as soon as they are read.
func Join(blobs []Postings) (*Index, error) {
	ix := new(Index)
	readers, err := ix.open(blobs)
	if err != nil {
		return nil, err
	}
	if err := ix.merge(readers); err != nil {
		return nil, err
	}
	return ix, nil
}

// open numbers documents and groups, takes their lengths, and makes room for
// the postings.
func (ix *Index) open(blobs []Postings) ([]blobReader, error) {
	readers := make([]blobReader, len(blobs))
	var lengths []chunkLength
	var err error
	postings := 0
	for i, blob := range blobs {
		readers[i], lengths, err = openBlob(blob, lengths)
		if err != nil {
			return nil, &BlobError{i, err}
		}
		ix.groupEnds = append(ix.groupEnds, len(lengths))
		postings += readers[i].postings
	}
	if len(lengths) > maxDocuments {
		return nil, fmt.Errorf("join postings: %d documents, at most %d fit", len(lengths), maxDocuments)
	}
	if uint64(postings) > math.MaxUint32 {
		return nil, fmt.Errorf("join postings: %d postings, at most %d fit", postings, uint32(math.MaxUint32))
	}
	ix.docNorms, ix.groupNorms = documentNorms(lengths), groupNorms(lengths, ix.groupEnds)
	ix.postings = make([]uint32, 0, postings)
	return readers, nil
}

// merge fills terms, starts, postings and groupFreqs.
func (ix *Index) merge(readers []blobReader) error {
	runs, err := newTournament(readers)
	if err != nil {
		return err
	}
	for !runs.over() {
		blob := int(runs.first.blob)
		r := &readers[blob]
		if n := len(ix.terms); n == 0 || ix.terms[n-1] != r.term {
			ix.terms = append(ix.terms, r.term)
			ix.starts = append(ix.starts, uint32(len(ix.postings)))
			ix.groupFreqs = append(ix.groupFreqs, 0)
		}
		ix.groupFreqs[len(ix.groupFreqs)-1]++
		first, _ := ix.Span(blob)
		if ix.postings, err = r.appendPostings(ix.postings, first); err != nil {
			return &BlobError{blob, err}
		}
		more, err := r.next()
		if err != nil {
			return &BlobError{blob, err}
		}
		runs.replaceFirst(r.term, more)
	}
	ix.starts = append(ix.starts, uint32(len(ix.postings)))
	return nil
}

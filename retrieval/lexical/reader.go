package lexical

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

var errShort = errors.New("ends too early")

// blobReader walks through Postings term by term and believes nothing of
// what it reads.
type blobReader struct {
	in       cursor
	chunks   int
	postings int // that the blob announces, less those read
	rows     int // terms after the current one

	term      Term // the current term, whose postings come next
	documents int  // the number of these
}

// chunkLength is the length of a chunk in tokens, repetitions counted.
type chunkLength struct {
	all             uint32 // as Scores counts
	withoutUnigrams uint32 // as GroupScores counts
}

// openBlob checks version and checksum, appends the lengths of the chunks to
// lengths, and stops before the first term.
func openBlob(blob Postings, lengths []chunkLength) (blobReader, []chunkLength, error) {
	body := len(blob) - checksumSize
	if body < 1 {
		return blobReader{}, lengths, errShort
	}
	if blob[0] != postingsVersion {
		return blobReader{}, lengths, fmt.Errorf("version %d, want %d", blob[0], postingsVersion)
	}
	if crc32.Checksum(blob[:body], castagnoli) != binary.LittleEndian.Uint32(blob[body:]) {
		return blobReader{}, lengths, errors.New("checksum does not match")
	}
	r := blobReader{in: cursor{rest: blob[1:body]}}
	r.chunks = r.in.count()
	for i := range r.chunks {
		all, rest := r.in.next(), r.in.next()
		if all >= 1<<32 || rest > all {
			return r, lengths, fmt.Errorf("chunk %d: impossible length", i)
		}
		lengths = append(lengths, chunkLength{uint32(all), uint32(rest)})
	}
	r.postings = r.in.count()
	r.rows = r.in.count()
	if r.in.short {
		return r, lengths, errShort
	}
	return r, lengths, nil
}

// next moves on to the next term. It is false at the end, and when the blob
// is damaged.
func (r *blobReader) next() (bool, error) {
	if r.rows == 0 {
		if len(r.in.rest) > 0 || r.postings > 0 {
			return false, errors.New("contents do not add up")
		}
		return false, nil
	}
	r.rows--
	distance, documents := r.in.next(), r.in.next()
	t := r.term + Term(distance)
	switch {
	case r.in.short:
		return false, errShort
	case t <= r.term:
		return false, errors.New("terms out of order")
	case documents == 0 || documents > uint64(r.chunks) || documents > uint64(r.postings):
		return false, fmt.Errorf("term %x: impossible number of chunks", uint64(t))
	}
	r.term, r.documents = t, int(documents)
	return true, nil
}

// appendPostings appends the postings of the current term as
// document<<8|frequency, where document is the chunk's number plus first.
func (r *blobReader) appendPostings(dst []uint32, first int) ([]uint32, error) {
	end := uint64(0) // one more than the chunk read last
	for range r.documents {
		head, more := r.in.next(), uint64(0)
		if head&1 != 0 {
			more = r.in.next() + 1
		}
		end += head >> 1
		if r.in.short {
			return dst, errShort
		}
		if head < 2 || end > uint64(r.chunks) || more >= maxFrequency {
			return dst, errors.New("posting out of range")
		}
		dst = append(dst, uint32(first+int(end)-1)<<frequencyBits|uint32(1+more))
	}
	r.postings -= r.documents
	return dst, nil
}

// cursor reads varints. Once the bytes have run out short is set and every
// number is 0.
type cursor struct {
	rest  []byte
	short bool
}

func (c *cursor) next() uint64 {
	if len(c.rest) > 0 && c.rest[0] < 0x80 {
		v := uint64(c.rest[0])
		c.rest = c.rest[1:]
		return v
	}
	return c.nextLong()
}

func (c *cursor) nextLong() uint64 {
	v, n := binary.Uvarint(c.rest)
	if n <= 0 {
		c.rest, c.short = nil, true
		return 0
	}
	c.rest = c.rest[n:]
	return v
}

// count reads the number of things that each take a byte or more, so that a
// damaged number asks for no more memory than a few times the blob's.
func (c *cursor) count() int {
	n := c.next()
	if n > uint64(len(c.rest)) {
		c.rest, c.short = nil, true
		return 0
	}
	return int(n)
}

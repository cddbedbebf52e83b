package lexical

import (
	"encoding/binary"
	"hash/crc32"
	"maps"
	"slices"
)

// Postings is one report's part of the index: which terms its chunks hold.
// It is self-contained, so that a report is stored, replaced and deleted
// alone. All numbers are unsigned varints unless said otherwise:
//
//	version    one byte
//	chunks     then for each chunk: tokens, tokens that are no unigrams
//	postings   their number, over all terms
//	terms      then for each term, ascending: distance to the term before it
//	           (the first one to 0), number of chunks with it, its postings
//	checksum   CRC-32C of all bytes before it, 4 bytes little-endian
//
// A posting is the distance to the chunk before it (the first one to -1) << 1,
// plus 1 when the term occurs again in that chunk; then, only in this case,
// the frequency - 2.
type Postings []byte

const (
	// postingsVersion changes with the layout and with everything that
	// changes the terms of a text.
	postingsVersion = 1
	checksumSize    = 4
	// maxFrequency is the highest term frequency kept; higher ones count as
	// this. BM25 is flat there: at k1 0.9 the difference is below 0.4%.
	maxFrequency = 1<<8 - 1
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Encode makes the postings of one report from the terms of its chunks, in
// chunk order. No chunks, and chunks without terms, are fine.
func Encode(chunks [][]Term) Postings {
	table := invert(chunks)
	blob := []byte{postingsVersion}
	blob = binary.AppendUvarint(blob, uint64(len(chunks)))
	for _, terms := range chunks {
		blob = binary.AppendUvarint(blob, uint64(len(terms)))
		blob = binary.AppendUvarint(blob, uint64(countWithoutUnigrams(terms)))
	}
	blob = binary.AppendUvarint(blob, uint64(table.total))
	blob = binary.AppendUvarint(blob, uint64(len(table.terms)))
	before := Term(0)
	for i, t := range table.terms {
		blob = binary.AppendUvarint(blob, uint64(t-before))
		blob = binary.AppendUvarint(blob, uint64(len(table.postings[i])))
		blob = appendPostings(blob, table.postings[i])
		before = t
	}
	return seal(blob)
}

func countWithoutUnigrams(terms []Term) int {
	n := 0
	for _, t := range terms {
		if t.Kind() != Unigram {
			n++
		}
	}
	return n
}

func appendPostings(blob []byte, postings []posting) []byte {
	before := -1
	for _, p := range postings {
		distance := uint64(p.chunk-before) << 1
		if p.frequency == 1 {
			blob = binary.AppendUvarint(blob, distance)
		} else {
			blob = binary.AppendUvarint(blob, distance|1)
			blob = binary.AppendUvarint(blob, uint64(p.frequency-2))
		}
		before = p.chunk
	}
	return blob
}

func seal(blob []byte) Postings {
	return binary.LittleEndian.AppendUint32(blob, crc32.Checksum(blob, castagnoli))
}

type posting struct{ chunk, frequency int }

// inverted lists chunks by term.
type inverted struct {
	terms    []Term      // ascending
	postings [][]posting // for each term, chunks ascending
	total    int         // number of postings
}

// invert turns terms by chunk into chunks by term.
func invert(chunks [][]Term) inverted {
	counts := make(map[Term]int) // occurrences
	tokens := 0
	for _, terms := range chunks {
		tokens += len(terms)
		for _, t := range terms {
			counts[t]++
		}
	}
	table := inverted{
		terms:    slices.Sorted(maps.Keys(counts)),
		postings: make([][]posting, len(counts)),
	}
	room := make([]posting, tokens)
	places := counts // where a term stands in table
	for i, t := range table.terms {
		n := counts[t]
		table.postings[i], room = room[:0:n], room[n:]
		places[t] = i
	}
	for chunk, terms := range chunks {
		for _, t := range terms {
			table.add(places[t], chunk)
		}
	}
	return table
}

// add counts one occurrence of the term at place; chunks come ascending.
func (table *inverted) add(place, chunk int) {
	list := table.postings[place]
	if last := len(list) - 1; last >= 0 && list[last].chunk == chunk {
		list[last].frequency = min(list[last].frequency+1, maxFrequency)
		return
	}
	table.postings[place] = append(list, posting{chunk, 1})
	table.total++
}

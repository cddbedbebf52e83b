package lexical

// Term identifies one token. Han terms are exact: a single character is its
// code point, a pair is first<<21 | second. Words and numbers are 63 bits of
// a hash with the top bit set. The value is the same in every process and is
// stored in Postings: a change of it needs a new postingsVersion.
type Term uint64

// Kind tells the three sorts of terms apart.
type Kind int

const (
	Unigram Kind = iota // one Han character
	Bigram              // two adjacent Han characters
	Word                // a Latin word, a number, or a run of another script
)

const (
	runeBits = 21 // code points end at 0x10FFFF
	wordBit  = 1 << 63
)

// Kind returns the sort of t.
func (t Term) Kind() Kind {
	switch {
	case t&wordBit != 0:
		return Word
	case t>>runeBits != 0:
		return Bigram
	}
	return Unigram
}

func unigramTerm(r rune) Term { return Term(r) }

func bigramTerm(first, second rune) Term {
	return Term(first)<<runeBits | Term(second)
}

// wordTerm hashes a folded word with FNV-1a (64 bits; Fowler, Noll, Vo).
func wordTerm(word []byte) Term {
	const offset, prime = 14695981039346656037, 1099511628211
	hash := uint64(offset)
	for _, b := range word {
		hash = (hash ^ uint64(b)) * prime
	}
	return Term(hash | wordBit)
}

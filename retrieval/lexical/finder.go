package lexical

import "slices"

// Finder looks for some terms in many texts, in half the time that Terms takes
// to list all of theirs. It is safe for concurrent use.
type Finder struct {
	terms map[Term]bool
	runes [16]uint64 // a bit for the last ten bits of each Han character that ends a term
	words bool       // some of the terms are words
}

// NewFinder returns a Finder of these terms, in any order; of none, it finds
// nothing.
func NewFinder(terms []Term) *Finder {
	f := &Finder{terms: make(map[Term]bool, len(terms))}
	for _, t := range terms {
		f.terms[t] = true
		if t.Kind() == Word {
			f.words = true
			continue
		}
		bits, bit := f.bit(rune(t & (1<<runeBits - 1)))
		*bits |= bit
	}
	return f
}

func (f *Finder) bit(r rune) (bits *uint64, bit uint64) {
	return &f.runes[uint(r)/64%uint(len(f.runes))], 1 << (uint(r) % 64)
}

// Terms returns those of the Finder's terms that text holds, in order and with
// repetitions as Terms has them; nil when it holds none.
func (f *Finder) Terms(text string) []Term {
	var runes [1024]rune
	var buf [64]Term
	found := appendTerms(buf[:0], appendFolded(runes[:0], text), f)
	found = slices.DeleteFunc(found, func(t Term) bool { return !f.terms[t] })
	return append([]Term(nil), found...)
}

// mayEnd tells that terms which end with r may be wanted; nil wants all.
func (f *Finder) mayEnd(r rune) bool {
	if f == nil {
		return true
	}
	bits, bit := f.bit(r)
	return *bits&bit != 0
}

// wantsWords tells that some words are wanted; nil wants all.
func (f *Finder) wantsWords() bool { return f == nil || f.words }

package embed

import (
	"fmt"
	"math/bits"
	"unicode/utf8"
)

// trie finds the tokens that start at a place in a text. Its nodes lie in one
// hash table with open addressing, at most half full; the number of a node is
// its slot.
type trie struct {
	keys   []uint64 // parent and letter that lead to the node; 0: the slot is free
	tokens []int32  // the token that ends at the node, or none
	shift  int      // makes a slot of a hash
}

const (
	none = int32(-1)
	root = 1 << 30 // as a parent; no slot has this number
)

// newTrie numbers the words from 0 in their order, which must be ascending.
func newTrie(words []string) (*trie, error) {
	nodes, last := 0, ""
	for i, w := range words {
		if w <= last {
			return nil, fmt.Errorf("token %d: %q after %q", i, w, last)
		}
		if !utf8.ValidString(w) {
			return nil, fmt.Errorf("token %d: %q is not UTF-8", i, w)
		}
		nodes += utf8.RuneCountInString(w[commonPrefix(w, last):])
		last = w
	}
	size := bits.Len(uint(2 * nodes))
	t := &trie{keys: make([]uint64, 1<<size), tokens: make([]int32, 1<<size), shift: 64 - size}
	for i, w := range words {
		t.insert(w, int32(i))
	}
	return t, nil
}

// commonPrefix returns the length in bytes of the whole runes that a and b
// begin with.
func commonPrefix(a, b string) int {
	for i, r := range a {
		if n := utf8.RuneLen(r); len(b) < i+n || b[i:i+n] != a[i:i+n] {
			return i
		}
	}
	return len(a)
}

func (t *trie) insert(word string, token int32) {
	node := root
	for _, r := range word {
		slot, found := t.child(node, r)
		if !found {
			t.keys[slot], t.tokens[slot] = key(node, r), none
		}
		node = slot
	}
	t.tokens[node] = token
}

// child returns the node below parent for the letter r, or the free slot where
// it would lie.
func (t *trie) child(parent int, r rune) (slot int, found bool) {
	k := key(parent, r)
	for slot = int(k * 0x9E3779B97F4A7C15 >> t.shift); ; slot = (slot + 1) & (len(t.keys) - 1) {
		switch t.keys[slot] {
		case k:
			return slot, true
		case 0:
			return slot, false
		}
	}
}

func key(parent int, r rune) uint64 { return uint64(parent+1)<<21 | uint64(r) }

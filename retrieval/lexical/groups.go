package lexical

import "slices"

// GroupsWith returns the groups that hold every pair of Han characters and every
// word of text, in ascending order; nil when none does or text has none. The
// pairs need not stand beside each other there.
func (ix *Index) GroupsWith(text string) []int {
	var lists [][]uint32
	for _, t := range Terms(text) {
		if t.Kind() == Unigram {
			continue
		}
		list, _ := ix.lookup(t)
		if len(list) == 0 {
			return nil
		}
		lists = append(lists, list)
	}
	if len(lists) == 0 {
		return nil
	}
	slices.SortFunc(lists, func(a, b []uint32) int { return len(a) - len(b) })
	var groups []int
	for _, p := range lists[0] {
		g := ix.GroupOf(int(p >> frequencyBits))
		if n := len(groups); n > 0 && groups[n-1] == g {
			continue
		}
		if ix.inGroup(lists[1:], g) {
			groups = append(groups, g)
		}
	}
	return groups
}

// inGroup tells whether each of the lists has a document of the group.
func (ix *Index) inGroup(lists [][]uint32, group int) bool {
	first, end := ix.Span(group)
	for _, list := range lists {
		if i := lowerBound(list, first); i == len(list) || int(list[i]>>frequencyBits) >= end {
			return false
		}
	}
	return true
}

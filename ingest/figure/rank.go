package figure

// rankAt reads 第3位, 前三, 第xx位; other ordinals (第三届, 前三季度) are passed over.
func (t *text) rankAt(i int) (token, int) {
	front := t.at(i) == '前'
	k := t.skipSpace(i + 1)
	n, ok := t.numeral(k)
	masked := false
	if !ok {
		end := t.endOfMask(k)
		if end == k {
			return token{}, max(n.end, i+1)
		}
		n.end, masked = end, true
	}
	tok := token{start: i, end: n.end, rank: true, front: front, masked: masked}
	if !masked {
		tok.value = n.value.String()
	}
	u := t.skipSpace(n.end)
	switch next := t.at(u); {
	case (next == '位' || next == '名') && !t.ordersBehind(u+1) && (!front || t.ranksBefore(i) || t.boundary(u+1)):
		tok.end = u + 1
		tok.unit = unitEntry{name: string(next), class: "rank"}
	case next == '强' && front:
		tok.end = u + 1
	case t.endsRank(n.end) && t.ranksBefore(i):
	default:
		return token{}, t.endOfOrdinal(n.end)
	}
	return tok, tok.end
}

// ordersBehind tells that 第一位是 tells an order and ranks nothing.
func (t *text) ordersBehind(i int) bool {
	return t.at(i) == '是'
}

// endOfOrdinal passes over what an ordinal counts: 第三次, 第5批.
func (t *text) endOfOrdinal(i int) int {
	k := t.skipSpace(i)
	if _, end := t.unit(k); end > k {
		return end
	}
	return i
}

// endsRank tells that nothing behind a bare rank goes on with it: 居全县第一，.
func (t *text) endsRank(i int) bool {
	return t.at(i) == '的' || t.boundary(i) && t.at(i) != ':'
}

// ranksBefore finds words of ranking before 第一.
func (t *text) ranksBefore(i int) bool { return rankWords.in(t.before(i, 14)) }

var rankWords = list("rank words")

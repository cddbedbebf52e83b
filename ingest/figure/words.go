package figure

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// words are what stands around a token: lead before it, from the boundary or the
// token before; tail behind it, up to the boundary or the lead of the next.
type words struct {
	lead       lead
	tail       string
	leadStart  int
	exactStart int  // where the lead ends: the token with 约, 近 … before it
	opens      bool // a boundary stands before the lead
	close      bool // the lead follows a comma or the like, not ； or 。
	group      int  // number of the first token of the group that it is joined to
	size       int  // tokens of that group
}

// isHardMark tells that r ends what belongs to a number.
func isHardMark(r rune) bool {
	switch r {
	case '，', ',', '；', ';', '。', '：', ':', '！', '!', '？', '?', '(', ')', '[', ']', '【', '】', '|', '\n':
		return true
	}
	return false
}

func isJoint(r rune) bool { return r == '、' || r == '和' || r == '与' || r == '及' }

// cut finds lead and tail of all tokens and joins tokens to groups.
func (b *binder) cut() {
	b.parts = make([]words, len(b.tokens))
	end := 0
	for i, tok := range b.tokens {
		w := &b.parts[i]
		w.exactStart = b.t.exactStart(tok.start, end)
		tailEnd, leadStart := b.between(i, end, w.exactStart)
		if i > 0 {
			b.parts[i-1].tail = b.timeless(end, tailEnd)
		}
		w.leadStart, w.opens = leadStart, leadStart > end || i == 0
		w.lead = analyse(withoutBrackets(b.leadText(leadStart, w.exactStart)))
		w.close = leadStart > 0 && (b.t.at(leadStart-1) == '、' || b.t.at(leadStart-1) == ',' || b.t.at(leadStart-1) == '，')
		w.group, w.size = i, 1
		if i > 0 && b.joined(i, end, w.exactStart) {
			w.group = b.parts[i-1].group
			b.parts[w.group].size++
		}
		end = b.t.suffixEnd(tok.end)
	}
	b.parts[len(b.tokens)-1].tail = b.timeless(end, b.t.nextMark(end, end+4*maxNoun))
	for i := range b.parts {
		b.parts[i].size = b.parts[b.parts[i].group].size
	}
}

// maxJoint is how much stands at most between two numbers of a group: 和每人每年.
const maxJoint = 6

// joined tells that only 、 or 和 stands between token i and the one before it, or a
// comma between two of one unit.
func (b *binder) joined(i, start, end int) bool {
	if end-start > maxJoint {
		return false
	}
	between := strings.TrimSpace(b.t.slice(start, end))
	switch strings.TrimSuffix(between, perUnits.ends(between)) {
	case "、", "和", "与", "及", "以及":
		return true
	case "，", ",":
		return b.tokens[i].unit.name == b.tokens[i-1].unit.name
	}
	return false
}

// between parts the text from the token before (its end) to token i: the tail of
// the one before ends at tailEnd, the lead of i begins at leadStart.
func (b *binder) between(i, start, end int) (tailEnd, leadStart int) {
	first, last := -1, -1
	for k := start; k < end; k++ {
		if isHardMark(b.t.at(k)) && !b.t.hidesName(k) {
			if first < 0 {
				first = k
			}
			last = k
		}
	}
	last = b.beforeBracket(start, last)
	if last >= 0 {
		return first, last + 1
	}
	if i == 0 {
		return start, start
	}
	for k := start; k < end; k++ {
		if isJoint(b.t.at(k)) && (b.t.at(k) == '、' || k == end-1 || k == start) {
			return k, k + 1
		}
	}
	if !countable(b.tokens[i-1].unit) {
		return start, start
	}
	gap := b.t.slice(start, end)
	if at := firstVerb(gap); at >= 0 {
		verb := start + utf8.RuneCountInString(gap[:at])
		return verb, verb
	}
	return end, end
}

// countable tells that a unit counts things that are named behind it: 5家企业.
func countable(u unitEntry) bool {
	return u.class == "count" || u.class == "people" && u.name != "人次" || u.name == ""
}

// leadText is timeless text, at most its last maxClause characters.
func (b *binder) leadText(start, end int) string {
	return b.timeless(max(start, end-maxClause), end)
}

// timeless is the text from start to end without the words of time in it and without
// 在, 于, 比 or 较 before them.
func (b *binder) timeless(start, end int) string {
	first := sort.Search(len(b.periods), func(i int) bool { return b.periods[i].end > start })
	var s strings.Builder
	for _, p := range b.periods[first:] {
		if p.start >= end {
			break
		}
		before := p.start
		if r := b.t.at(before - 1); before > start && (r == '在' || r == '于' || p.compared && (r == '比' || r == '较')) {
			before--
		}
		s.WriteString(b.t.slice(start, before))
		start = p.end
	}
	if s.Len() == 0 {
		return hideNames(b.t.slice(start, end))
	}
	s.WriteString(b.t.slice(start, end))
	return hideNames(s.String())
}

// withoutPeriods takes the words of time out of a string.
func withoutPeriods(s string) string {
	t := newText(s)
	b := binder{t: t, periods: t.periods(0)}
	return b.leadText(0, t.len())
}

// maxExact is the longest word of exactness, in characters.
const maxExact = 4

// exactStart returns where the words such as 约, 近, 超过 begin that stand right
// before the token at start.
func (t *text) exactStart(start, limit int) int {
	for {
		before := t.slice(max(limit, start-maxExact), start)
		w := exactWords.ends(before)
		if w == "" || len(exactKept.ends(before)) > len(w) {
			return start
		}
		start -= utf8.RuneCountInString(w)
	}
}

// suffixEnd returns the offset after 左右, 以上 and the like behind a token.
func (t *text) suffixEnd(end int) int {
	return end + utf8.RuneCountInString(exactSuffixes.begins(t.from(end, maxExact)))
}

// exactness reads how the number is meant.
func (b *binder) exactness(i int) Exactness {
	tok := b.tokens[i]
	if tok.low != "" {
		return Range
	}
	if e := exactSuffixes.head(b.t.from(tok.end, maxExact)); e.word != "" {
		return Exactness(e.label)
	}
	before := exactWords.tail(b.t.slice(b.parts[i].exactStart, tok.start))
	compares := comparedBounds.has(before.word) && (b.t.namedGoal(tok.end) || b.comparedBefore(i))
	switch {
	case compares:
		return Exact
	case before.word != "" && before.label != "exact":
		return Exactness(before.label)
	case tok.more:
		return AtLeast
	case tok.front:
		return AtMost
	}
	return Exact
}

// nextMark returns the offset of the next boundary, at most limit.
func (t *text) nextMark(i, limit int) int {
	for i < min(limit, t.len()) && !isHardMark(t.at(i)) && t.at(i) != '、' {
		i++
	}
	return i
}

// clause is the text from the boundary before token i to the token, at most its
// last maxClause characters.
func (b *binder) clause(i int) string {
	end := b.tokens[i].start
	start := end
	for start > 0 && start > end-maxClause && !clauseMark(b.t.at(start-1)) {
		start--
	}
	return b.t.slice(start, end)
}

func clauseMark(r rune) bool {
	switch r {
	case '，', ',', '；', ';', '。', '！', '!', '？', '?', '|':
		return true
	}
	return false
}

var (
	comparedBounds = list("compared bounds")  // of these, compare two figures
	exactKept      = list("exact words kept") // not taken for one
	exactWords     = list("exact words")      // before a number, with the exactness
	exactSuffixes  = list("exact suffixes")   // behind it
)

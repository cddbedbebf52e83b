package figure

import "strings"

// base marks the number from which a rise or fall began: 由20%提高到23%. Its period is
// the one told with it (由2019年的20%), else that of the base before it in the
// sentence; the words of time that hold for the rest are not its own. It was there when
// the rise was planned: what is to be raised is no target.
func (b *binder) base(f *Figure, i int) {
	tok := b.tokens[i]
	start, own := tok.start, period{}
	for _, p := range b.periods {
		if p.start < tok.start && tok.start-p.end <= maxFrom && (i == 0 || p.start > b.tokens[i-1].start) && p.end <= tok.start && fromBefore(b.t.at(p.start-1)) {
			start, own = p.start, p
		}
	}
	near := fromBefore(b.t.at(start - 1))
	if !near && !b.fromNear(i) || !b.risesAfter(tok, !near) {
		return
	}
	f.Base = true
	switch {
	case own.words != "":
		f.Period, f.From, f.To = own.words, own.from, own.to
		b.baseOf = own
	default:
		f.Period, f.From, f.To = b.baseOf.words, b.baseOf.from, b.baseOf.to
	}
}

// ofPlan makes the base of a planned rise what it was in the year before the plan, the
// last that was reviewed.
func (b *binder) ofPlan(f *Figure) {
	if !f.Base {
		return
	}
	n := len(b.reached)
	ahead := n == 0 || b.reached[n-1].to >= date(b.c.Year, 1, 1)
	if f.Status == Target && b.c.Plan && f.From == "" && b.c.From == "" && b.c.Year > 0 && ahead {
		f.From, f.To = date(b.c.Year-1, 1, 1), date(b.c.Year-1, 12, 31)
	}
	f.Status = Actual
}

// maxFrom is how many characters stand at most between 从 or 由 and its number: 从全县
// 第八位, 由原来的3家.
const maxFrom = 6

// fromNear tells that 从 or 由 stands a few characters before token i in its clause.
func (b *binder) fromNear(i int) bool {
	start := b.parts[i].exactStart
	for k := start - 1; k >= max(0, start-maxFrom) && isHan(b.t.at(k)); k-- {
		if i > 0 && k < b.tokens[i-1].end {
			return false
		}
		if fromBefore(b.t.at(k)) {
			return fromKept.begins(b.t.from(k, 2)) == "" && fromKept.ends(b.t.before(k+1, 2)) == ""
		}
	}
	return false
}

// maxRise is how many runes stand at most between the two numbers of a rise.
const maxRise = 14

// risesAfter tells that 到, 至 or 为 and another number follow in the clause; said, that
// a word of change stands before them.
func (b *binder) risesAfter(tok token, said bool) bool {
	for i := tok.end; i < min(b.t.len(), tok.end+maxRise) && !isHardMark(b.t.at(i)) && b.t.at(i) != '，' && b.t.at(i) != ','; i++ {
		if r := b.t.at(i); r == '到' || r == '至' || r == '为' {
			return (!said || strings.ContainsAny(b.t.slice(tok.end, i), "升增降减缩扩提长涨跌")) && b.tokenWithin(i, maxRise)
		}
	}
	return false
}

func (b *binder) tokenWithin(i, n int) bool {
	for _, tok := range b.tokens {
		if tok.start > i && tok.start <= i+n {
			return true
		}
	}
	return false
}

// reachedBy tells that words of time that tell when a level was reached stand right
// before the number: 增加到2007年13786元.
func (b *binder) reachedBy(tok token) bool {
	n := len(b.reached)
	if n == 0 {
		return false
	}
	p := b.reached[n-1]
	return tok.start-p.end <= 1 && (strings.HasPrefix(p.words, "到") || strings.HasPrefix(p.words, "至"))
}

var fromKept = list("from kept")

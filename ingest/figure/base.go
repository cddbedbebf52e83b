package figure

import "strings"

// base marks the number from which a rise or fall began: 由20%提高到23%. Its period is
// the one told with it (由2019年的20%), else that of the base before it in the
// sentence; the words of time that hold for the rest are not its own.
func (b *binder) base(f *Figure, tok token) {
	start, own := tok.start, period{}
	for _, p := range b.periods {
		if p.start < tok.start && tok.start-p.end <= 1 && p.end <= tok.start && fromBefore(b.t.at(p.start-1)) {
			start, own = p.start, p
		}
	}
	if !fromBefore(b.t.at(start-1)) || !b.risesAfter(tok) {
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

// maxRise is how many runes stand at most between the two numbers of a rise.
const maxRise = 14

// risesAfter tells that 到, 至 or 为 and another number follow in the clause.
func (b *binder) risesAfter(tok token) bool {
	for i := tok.end; i < min(b.t.len(), tok.end+maxRise) && !isHardMark(b.t.at(i)) && b.t.at(i) != '，' && b.t.at(i) != ','; i++ {
		if r := b.t.at(i); r == '到' || r == '至' || r == '为' {
			return b.tokenWithin(i, maxRise)
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

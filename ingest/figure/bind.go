package figure

import (
	"cmp"
	"strings"
)

// bind gives each token the words that it belongs to.
func bind(t *text, tokens []token, periods []period, c Context) []Figure {
	b := &binder{t: t, c: c, tokens: tokens, periods: periods, words: statusReader{t: t, actual: c.Actual}}
	b.cut()
	b.before()
	out := make([]Figure, len(tokens))
	for i := range tokens {
		out[i] = b.figure(i, out)
	}
	return out
}

// binder goes over the tokens of a sentence from left to right.
type binder struct {
	t       *text
	c       Context
	tokens  []token
	periods []period
	parts   []words
	words   statusReader

	last     string   // indicator of the level before
	subject  string   // noun of the clause before that had no figure
	levels   []level  // the last levels, in order
	surveyed bool     // the token counts whom a survey asked: 据十二个县的统计
	names    []string // indicators of the group of tokens under way, one each
	namesEnd int      // the token behind that group
	// unsureName is what the last row was called of which no number has a sure name.
	unsureName string

	nextPeriod int      // of periods, that was not reached
	reached    []period // that hold, the last on top
	baseOf     period   // of the last number from which a rise began
}

// figure binds token i.
func (b *binder) figure(i int, done []Figure) Figure {
	tok, w := b.tokens[i], b.parts[i]
	b.clausesBefore(i)
	l := w.lead
	if w.group != i && l.noun == "" && l.change == "" {
		l.change, l.level = done[w.group].Direction, done[w.group].Kind != Change
	}
	if i > 0 && !w.opens && b.t.namedGoal(b.tokens[i-1].end) {
		l.noun = "" // 与3亿元的目标相差|0.2亿元
	}
	if e := growthBehind.head(b.t.from(tok.end, maxGrowth)); l.change == "" && tok.unit.class == "rate" {
		l.change = Direction(e.label) // 6%的增速
	}
	if at := strings.LastIndexAny(l.noun, "从由"); at > 0 && !tok.rank && b.fromNear(i) && b.risesAfter(tok, true) {
		l.noun = tails.tail(l.noun[:at]) // 茶叶产量|从原来的320吨
	}
	b.surveyed = false
	clause := b.clause(i)
	f := Figure{
		Text: string(b.t.src[tok.start:tok.end]), Start: tok.start, End: tok.end,
		Value: tok.value, Low: tok.low, High: tok.high, Unit: tok.unit.name,
		Exact: b.exactness(i), Masked: tok.masked, Place: b.c.Place,
	}
	if f.Period, f.From, f.To = b.period(tok); f.Period == "" {
		f.From, f.To = b.c.From, b.c.To
	}
	if p, ok := b.periodOfGroup(i); ok {
		f.Period, f.From, f.To = p.words, p.from, p.to
	}
	l.level = l.level || b.reachedBy(tok)
	f.Kind, f.Direction = kind(tok, l, clause)
	if b.t.namedGoal(tok.end) {
		b.likeCompared(&f, l, done[:i])
	}
	if f.Indicator = b.indicator(i, f, l); f.Indicator == "" && !tok.rank {
		f.Indicator = l.words
	}
	f.Indicator = showNames(withoutLoneQuotes(f.Indicator))
	f.Unsure = b.unsure(i) || w.size > 1 && f.Indicator == b.unsureName // the growths of such a row
	if f.Unsure {
		b.unsureName = f.Indicator
	}
	b.base(&f, i)
	f.Base = f.Base || w.group != i && done[w.group].Base
	f.Status = b.status(i)
	b.ofPlan(&f)
	if tok.rank {
		clause = beforeRank(clause)
	}
	f.Scope = b.scopeOf(f, clause)
	if f.Kind == Change {
		f.Against = b.against(i)
		if w.group != i && f.Against == "" {
			f.Against = done[w.group].Against
		}
	}
	if tok.negative && f.Kind != Change && f.Value != "0" {
		f.Value = "-" + f.Value
	}
	b.remember(f, l.noun != "")
	f.Indicator = b.honoured(i, f.Indicator)
	if f.Kind == Share {
		f.Indicator += b.recovered(i)
	}
	return f
}

// kind tells what the figure states. A negative growth is a fall.
func kind(tok token, l lead, clause string) (Kind, Direction) {
	direction := l.change
	if direction == "" && tok.unit.class == "points" {
		direction = directionIn(clause)
	}
	if tok.negative && direction == Up {
		direction = Down
	}
	switch {
	case tok.rank:
		return Rank, ""
	case tok.ratio:
		return Ratio, ""
	case tok.unit.class == "points", l.change != "" && !l.level:
		return Change, direction
	case tok.unit.class == "rate", tok.unit.name == "" && strings.HasPrefix(tok.value, "0."):
		return Share, ""
	}
	return Level, ""
}

// directionIn reads the direction from a clause whose last words do not tell it:
// 增速高于全省平均1.2个百分点; up when nothing does: 拉动增长0.3个百分点.
func directionIn(clause string) Direction {
	if _, e := directions.findLast(clause); e.label == "down" {
		return Down
	}
	return Up
}

var (
	directions   = list("directions")
	growthBehind = list("growth behind") // with the direction
)

// maxGrowth is the longest of them in characters.
const maxGrowth = 5

// indicator finds the noun phrase that the token measures.
func (b *binder) indicator(i int, f Figure, l lead) string {
	w, tok := b.parts[i], b.tokens[i]
	if w.size > 1 {
		if w.group == i {
			b.names, b.namesEnd = b.groupNames(i, l, f.Kind), i+w.size
		}
		if n := i - w.group; n < len(b.names) {
			return b.names[n]
		}
	}
	tail := tailNoun(w.tail, l.object || l.verb != "")
	if b.t.namedGoal(tok.end) || f.Kind == Change && growthNouns.has(tail) {
		tail = ""
	} else if tail == "" && l.noun == "" && tok.unit.class == "rate" {
		tail = b.wholeBehind(i)
	}
	tail, b.surveyed = cutSurvey(tail)
	switch {
	case b.surveyed:
		return tail
	case l.acted && tail != "":
		return l.verb + verbs.ends(l.noun) + tail
	case tail != "" && l.object && !countable(tok.unit):
		return tail
	case f.Kind == Rank:
		return cmp.Or(rankSubject(l.noun), b.subject, b.last)
	case f.Kind == Change && l.noun == "" && tail != "" && countable(tok.unit):
		return tail // 增加了两名新董事
	case f.Kind == Change && l.noun == "":
		return cmp.Or(b.last, b.subject, tail)
	case l.noun == "" && tail == "":
		return b.inherited(i, l)
	case l.noun == "" && b.spentInRow(i):
		return tail + b.parts[i].lead.noun
	case l.noun == "" || listed(l.noun) && countable(tok.unit):
		return b.verbFor(i, l) + cmp.Or(tail, l.noun)
	case tail == "" || l.opensNoun || f.Kind == Share && !strings.HasPrefix(w.tail, "的") || tok.unit.class == "money":
		return b.complete(i, l)
	}
	return l.verb + modifier(l.noun) + strings.TrimPrefix(tail, l.noun)
}

// listed tells that a noun is a row of names that the counted noun sums up: 轴承、
// 马达两个行业.
func listed(noun string) bool {
	return strings.Contains(noun, "、") || strings.Contains(noun, "”“") || strings.HasSuffix(noun, "等")
}

// rankSubject is the noun of 在全县企业中排第4位 without the field it is ranked in.
func rankSubject(noun string) string {
	return tails.tail(beforeRank(noun))
}

func beforeRank(s string) string {
	for at := range s {
		if w := rankFields.begins(s[at:]); w != "" && len(verbsKept.begins(s[at:])) <= len(w) {
			return s[:at]
		}
	}
	return s
}

var rankFields = list("rank fields")

// verbFor is the verb of a token that stands in a row: 建立6支抢险队和3支车队.
func (b *binder) verbFor(i int, l lead) string {
	if l.verb != "" || i == 0 || b.parts[i].opens && !b.inRow(i) {
		return l.verb
	}
	return b.parts[i-1].lead.verb
}

// inRow tells that token i goes on with a row: 、 or 和 stands before its lead.
func (b *binder) inRow(i int) bool { return isJoint(b.t.at(b.parts[i].leadStart - 1)) }

// inherited is the indicator of a token without a noun of its own: that of the one
// before it, with the token's own verb if it has one (受理126件，办结124件).
func (b *binder) inherited(i int, l lead) string {
	before := cmp.Or(b.last, b.subject)
	if countable(b.tokens[i].unit) {
		before = cmp.Or(b.sameUnit(b.tokens[i].unit.name), before)
	}
	if b.parts[i].opens && !b.parts[i].close && b.subject != "" {
		before = b.subject
	}
	if strings.Contains(before, l.verb) {
		return before
	}
	return l.verb + strings.TrimPrefix(before, verbs.begins(before))
}

// complete gives a general noun the one before it (完成率, 总投资), and a row its verb
// 新增: 新增A4人、B2人.
func (b *binder) complete(i int, l lead) string {
	noun := l.noun
	if of := b.ofGoal(i); of != "" {
		return of
	}
	if at := strings.LastIndex(noun, "等"); at > 0 && strings.Contains(noun[:at], "、") && at+len("等") < len(noun) {
		noun = noun[at+len("等"):]
	}
	subject := cmp.Or(b.subject, b.last)
	bare := strings.TrimPrefix(subject, verbs.begins(subject))
	switch {
	case growthNouns.has(noun):
		return cmp.Or(b.last, b.subject, noun)
	case generalNouns.has(noun) && !strings.HasSuffix(bare, noun):
		if owner := b.ownerBehind(i); owner != "" {
			bare = owner
		}
		return strings.TrimSuffix(bare, generalNouns.ends(bare)) + l.verb + noun
	case measures.has(noun) && b.countedBefore(i):
		return bare + noun
	case strings.HasPrefix(noun, "占"):
		return cmp.Or(b.last, b.subject) + strings.TrimSuffix(noun, "比重") + "比重"
	}
	if per := perHeads.begins(b.last); per != "" && b.inRow(i) && perHeads.begins(noun) == "" {
		return per + noun
	}
	return b.rowVerb(i, l) + b.ofCounted(noun)
}

// ofCounted gives a noun that begins with the bare name of things counted before it
// what they are called in full: 重点项目36个，|项目总投资.
func (b *binder) ofCounted(noun string) string {
	head := countedHeads.begins(noun)
	if head == "" || !bareMeasure(noun[len(head):]) {
		return noun
	}
	for n := len(b.levels) - 1; n >= 0; n-- {
		name := b.levels[n].indicator
		name = strings.TrimPrefix(name, verbs.begins(name))
		name = strings.TrimPrefix(name, objectVerbs.begins(name))
		if name != head && strings.HasSuffix(name, head) && !strings.Contains(name, "、") {
			return name + strings.TrimPrefix(noun, head)
		}
	}
	return noun
}

var countedHeads = list("counted heads")

// countedBefore tells that the token before i, in the clause before, counts things.
func (b *binder) countedBefore(i int) bool {
	return i > 0 && b.subject == "" && b.parts[i].close && b.tokens[i-1].unit.class == "count"
}

// rowVerb is the verb of a token, or the 新增 and the like that its row begins with.
func (b *binder) rowVerb(i int, l lead) string {
	if l.verb == "" && i > 0 && b.inRow(i) && strings.HasPrefix(b.parts[i-1].lead.verb, "新") {
		b.parts[i].lead.verb = b.parts[i-1].lead.verb
	}
	return cmp.Or(l.verb, b.parts[i].lead.verb)
}

// remember keeps what later tokens lean on: levels, and changes that name what
// changed.
func (b *binder) remember(f Figure, named bool) {
	if f.Kind == Rank && b.last == "" {
		b.subject = cmp.Or(f.Indicator, b.subject)
	}
	if f.Kind == Rank && b.last != "" && named && !generalNouns.has(f.Indicator) && !growthNouns.has(f.Indicator) && amountNouns.ends(f.Indicator) != "" {
		b.last = f.Indicator // 出口额居全市第一，占…
	}
	if f.Indicator == "" || b.surveyed || f.Kind == Change && b.last != "" && !named || f.Kind == Rank || strings.HasSuffix(f.Indicator, "任务") {
		return
	}
	b.last, b.subject = f.Indicator, ""
	b.keepLevel(level{f.Indicator, f.Unit, f.Scope})
}

// scopeOf is the scope that the clause names, else that of the level which a change
// or share leans on.
func (b *binder) scopeOf(f Figure, clause string) string {
	if s := b.scope(clause); s != "" || len(b.levels) == 0 {
		return s
	}
	if last := b.levels[len(b.levels)-1]; strings.HasPrefix(f.Indicator, last.indicator) {
		return last.scope
	}
	return ""
}

// period returns the last words of time before the token that reach to it.
func (b *binder) period(tok token) (words, from, to string) {
	for ; b.nextPeriod < len(b.periods) && b.periods[b.nextPeriod].end <= tok.start; b.nextPeriod++ {
		if p := b.periods[b.nextPeriod]; !p.compared {
			b.reached = append(b.reached, p)
		}
	}
	for n := len(b.reached); n > 0; n-- {
		if p := b.reached[n-1]; p.until == 0 || tok.start < p.until {
			return p.words, p.from, p.to
		}
		b.reached = b.reached[:n-1]
	}
	return "", "", ""
}

// periodOfGroup returns the period of token i where a row of periods is shared out
// among a row of numbers: 一季度、上半年分别增长6%、3%.
func (b *binder) periodOfGroup(i int) (period, bool) {
	w := b.parts[i]
	if w.size < 2 || w.group+w.size > len(b.tokens) {
		return period{}, false
	}
	first := b.tokens[w.group].start
	var row []period
	for _, p := range b.periods {
		switch n := len(row); {
		case p.end > first:
		case n > 0 && b.t.at(row[n-1].end) == '、' && p.start == row[n-1].end+1:
			row = append(row, p)
		default:
			row = []period{p}
		}
	}
	if len(row) != w.size || !b.parts[w.group].lead.each {
		return period{}, false
	}
	return row[i-w.group], true
}

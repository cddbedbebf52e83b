package figure

import (
	"regexp"
	"slices"
	"strings"
)

// bind gives each token the words that it belongs to.
func bind(t *text, tokens []token, c Context) []Figure {
	b := &binder{t: t, c: c, tokens: tokens, periods: t.periods(c.Year)}
	b.cut()
	b.before()
	for i := range tokens {
		b.out = append(b.out, b.figure(i))
	}
	return b.out
}

// binder goes over the tokens of a sentence from left to right.
type binder struct {
	t       *text
	c       Context
	tokens  []token
	periods []period
	parts   []words
	out     []Figure

	last    string   // indicator of the level before
	subject string   // noun of the clause before that had no figure
	levels  []string // indicators of the levels so far, in order
	names   []string // indicators of the group of tokens under way, one each
}

// words are what stands around a token: lead before it, from the boundary or the
// token before; tail behind it, up to the boundary or the lead of the next.
type words struct {
	lead, tail string
	leadStart  int
	exactStart int  // where the lead ends: the token with 约, 近 … before it
	opens      bool // a boundary stands before the lead
	group      int  // number of the first token of the group that it is joined to
	size       int  // tokens of that group
	close      bool // the lead follows a comma or the like, not ； or 。
}

const (
	hardMarks = "，,；;。：:！!？?()[]【】|\n"
	joinWords = "、和与及"
)

// cut finds lead and tail of all tokens.
func (b *binder) cut() {
	b.parts = make([]words, len(b.tokens))
	end := 0
	for i, tok := range b.tokens {
		w := &b.parts[i]
		w.exactStart = b.t.exactStart(tok.start, end)
		tailEnd, leadStart := b.between(i, end, w.exactStart)
		if i > 0 {
			b.parts[i-1].tail = b.t.slice(end, tailEnd)
		}
		w.leadStart, w.opens = leadStart, leadStart > end || i == 0
		w.lead = b.t.slice(leadStart, w.exactStart)
		w.close = leadStart > 0 && strings.ContainsRune("，,、", b.t.at(leadStart-1))
		w.group, w.size = i, 1
		if i > 0 && b.joined(end, w.exactStart) {
			w.group = b.parts[i-1].group
			for j := w.group; j <= i; j++ {
				b.parts[j].size = i - w.group + 1
			}
		}
		end = b.t.suffixEnd(tok.end)
	}
	if n := len(b.tokens); n > 0 {
		b.parts[n-1].tail = b.t.slice(end, b.t.nextMark(end))
	}
}

// joined tells that only 、 or 和 stands between two tokens.
func (b *binder) joined(start, end int) bool {
	gap := strings.TrimSpace(b.t.slice(start, end))
	switch gap {
	case "、", "和", "与", "及", "以及", "，", ",":
		return true
	}
	return false
}

// between parts the text from the token before (its end) to token i: the tail of
// the one before ends at tailEnd, the lead of i begins at leadStart.
func (b *binder) between(i, start, end int) (tailEnd, leadStart int) {
	first, last := -1, -1
	for k := start; k < end; k++ {
		if strings.ContainsRune(hardMarks, b.t.at(k)) {
			if first < 0 {
				first = k
			}
			last = k
		}
	}
	if last >= 0 {
		return first, last + 1
	}
	if i == 0 {
		return start, start
	}
	for k := start; k < end; k++ {
		if strings.ContainsRune(joinWords, b.t.at(k)) && (b.t.at(k) == '、' || k == end-1 || k == start) {
			return k, k + 1
		}
	}
	if !countable(b.tokens[i-1].unit) {
		return start, start
	}
	if at := firstVerb(b.t.slice(start, end)); at >= 0 {
		return start + at, start + at
	}
	return end, end
}

// countable tells that a unit counts things that are named behind it: 5家企业.
func countable(u unitEntry) bool {
	return u.class == "count" || u.class == "people" && u.name != "人次" || u.name == ""
}

// exactStart returns where the words such as 约, 近, 超过 begin that stand right
// before the token at start.
func (t *text) exactStart(start, limit int) int {
	for {
		moved := false
		for _, w := range exactWords {
			n := len([]rune(w.text))
			if start-n >= limit && t.slice(start-n, start) == w.text {
				start -= n
				moved = true
				break
			}
		}
		if !moved {
			return start
		}
	}
}

var exactWords = []struct {
	text  string
	exact Exactness
}{
	{"不少于", AtLeast}, {"不低于", AtLeast}, {"不小于", AtLeast}, {"不超过", AtMost}, {"不高于", AtMost}, {"不多于", AtMost},
	{"将近", About}, {"接近", About}, {"大约", About}, {"约为", About}, {"约", About}, {"近", About},
	{"超过", AtLeast}, {"突破", AtLeast}, {"超", AtLeast}, {"逾", AtLeast}, {"过", AtLeast}, {"至少", AtLeast}, {"高达", Exact},
	{"低于", AtMost}, {"高于", AtLeast}, {"不到", AtMost}, {"不足", AtMost}, {"多达", AtLeast},
}

// suffixEnd returns the offset after 左右, 以上 and the like behind a token.
func (t *text) suffixEnd(end int) int {
	for _, w := range exactSuffixes {
		if n := len([]rune(w.text)); t.from(end, n) == w.text {
			return end + n
		}
	}
	return end
}

var exactSuffixes = []struct {
	text  string
	exact Exactness
}{
	{"左右", About}, {"上下", About}, {"及以上", AtLeast}, {"以上", AtLeast}, {"之多", AtLeast}, {"有余", AtLeast},
	{"及以下", AtMost}, {"以内", AtMost}, {"以下", AtMost}, {"之内", AtMost},
}

// exactness reads how the number is meant.
func (b *binder) exactness(i int) Exactness {
	tok := b.tokens[i]
	if tok.low != "" {
		return Range
	}
	for _, w := range exactSuffixes {
		if strings.HasPrefix(b.t.from(tok.end, 4), w.text) {
			return w.exact
		}
	}
	before := b.t.slice(b.parts[i].exactStart, tok.start)
	for _, w := range exactWords {
		if strings.HasSuffix(before, w.text) && w.exact != Exact {
			return w.exact
		}
	}
	switch {
	case tok.more:
		return AtLeast
	case tok.front:
		return AtMost
	}
	return Exact
}

// nextMark returns the offset of the next boundary.
func (t *text) nextMark(i int) int {
	for ; i < t.len(); i++ {
		if strings.ContainsRune(hardMarks+"、", t.at(i)) {
			return i
		}
	}
	return i
}

// figure binds token i.
func (b *binder) figure(i int) Figure {
	tok, w := b.tokens[i], b.parts[i]
	b.clausesBefore(i)
	l := analyse(w.lead)
	if w.group != i && l.noun == "" && l.change == "" {
		l.change, l.level = b.groupChange(w.group)
	}
	f := Figure{
		Text: string(b.t.src[tok.start:tok.end]), Start: tok.start, End: tok.end,
		Value: tok.value, Low: tok.low, High: tok.high, Unit: tok.unit.name,
		Exact: b.exactness(i), Masked: tok.masked, Place: b.c.Place, Scope: scope(b.clause(i)),
	}
	if tok.masked {
		f.Value = ""
	}
	f.Kind, f.Direction = b.kind(tok, l, b.clause(i))
	f.Indicator = b.indicator(i, f, l)
	f.Period, f.From, f.To = b.period(tok)
	f.Status = b.status(i)
	b.remember(f)
	return f
}

// groupChange returns what was said of the first token of a group, for the others.
func (b *binder) groupChange(first int) (Direction, bool) {
	return b.out[first].Direction, b.out[first].Kind != Change
}

// clause is the text from the boundary before token i to the token.
func (b *binder) clause(i int) string {
	start := b.tokens[i].start
	for start > 0 && !strings.ContainsRune("，,；;。！？", b.t.at(start-1)) {
		start--
	}
	return b.t.slice(start, b.tokens[i].start)
}

// kind tells what the figure states.
func (b *binder) kind(tok token, l lead, clause string) (Kind, Direction) {
	switch {
	case tok.rank:
		return Rank, ""
	case tok.ratio:
		return Ratio, ""
	case tok.unit.class == "points":
		return Change, firstDirection(l.change, directionIn(clause))
	case l.change != "" && !l.level:
		return Change, l.change
	case tok.unit.class == "rate":
		return Share, ""
	}
	return Level, ""
}

// indicator finds the noun phrase that the token measures.
func (b *binder) indicator(i int, f Figure, l lead) string {
	w, tok := b.parts[i], b.tokens[i]
	if w.size > 1 || l.each {
		if w.group == i {
			b.names = b.groupNames(i, l, f.Kind)
		}
		if n := i - w.group; n < len(b.names) && b.names[n] != "" {
			return b.names[n]
		}
	}
	tail := tailNoun(w.tail)
	switch {
	case tail != "" && l.object && !countable(tok.unit):
		return tail
	case f.Kind == Rank:
		return firstOf(rankSubject(l.noun), b.last, b.subject)
	case f.Kind == Change && l.noun == "":
		return firstOf(b.last, b.subject, tail)
	case l.noun == "" && tail == "":
		return b.inherited(i, l)
	case l.noun == "" || listed(l.noun) && countable(tok.unit) && tail != "":
		return b.verbFor(i, l) + tail
	case tail == "" || l.opensNoun || f.Kind == Share && !strings.HasPrefix(w.tail, "的") || tok.unit.class == "money":
		return b.complete(l)
	}
	return l.verb + l.noun + strings.TrimPrefix(tail, l.noun)
}

// listed tells that a noun is a row of names that the counted noun sums up: 轴承、
// 马达两个行业.
func listed(noun string) bool { return strings.Contains(noun, "、") || strings.HasSuffix(noun, "等") }

// rankSubject is the noun of 在全县企业中排第4位 without the field it is ranked in.
func rankSubject(noun string) string {
	noun = rankField.ReplaceAllString(noun, "")
	return tails.tail(noun)
}

var rankField = regexp.MustCompile(`(?:在)?(?:位列|位居|居|排|列|名列|跃升至|跃居)?(?:全[省市县区国镇]|同类|同行业|世界)[\p{Han}]{0,10}$|在[\p{Han}]{2,12}$`)

// verbFor is the verb of a token that stands in a row: 建立6支抢险队和3支车队.
func (b *binder) verbFor(i int, l lead) string {
	if l.verb != "" || i == 0 || b.parts[i].opens {
		return l.verb
	}
	return analyse(b.parts[i-1].lead).verb
}

// inherited is the indicator of a token without a noun of its own: the one before
// it, with the token's own verb if it has one (受理126件，办结124件).
func (b *binder) inherited(i int, l lead) string {
	before := firstOf(b.last, b.subject)
	if b.parts[i].opens && !b.parts[i].close && b.subject != "" {
		before = b.subject
	}
	if l.verb == "" {
		return before
	}
	return l.verb + strings.TrimPrefix(before, keptVerbs.FindString(before))
}

// generalNouns need the noun before them: 完成率, 占比, 总投资.
var generalNouns = []string{"完成率", "占比", "比重", "比例", "总量", "总数", "总额", "合计", "数量", "面积", "总面积", "规模", "投资", "总投资", "投资额", "投资金额", "总投资额", "总价值", "占地面积", "建筑面积", "参保人数", "任务", "年度任务", "目标", "目标任务", "计划", "年度计划", "总金额", "金额", "价值"}

// growthNouns are the growth of the noun before them.
var growthNouns = []string{"增速", "增幅", "增长", "增长率", "同比", "速度", "增长速度"}

// complete gives a general noun the one before it.
func (b *binder) complete(l lead) string {
	noun := l.noun
	if at := strings.LastIndex(noun, "等"); at > 0 && strings.Contains(noun[:at], "、") && at+len("等") < len(noun) {
		noun = noun[at+len("等"):]
	}
	subject := firstOf(b.subject, b.last)
	bare := strings.TrimPrefix(subject, keptVerbs.FindString(subject))
	switch {
	case slices.Contains(growthNouns, noun):
		return firstOf(b.last, b.subject, noun)
	case slices.Contains(generalNouns, noun) && !strings.HasSuffix(bare, noun):
		return bare + noun
	case strings.HasPrefix(noun, "占"):
		return firstOf(b.last, b.subject) + noun + "比重"
	}
	return l.verb + noun
}

// groupNames returns one indicator for each token of the group that begins at i:
// A、B分别为x、y; 城乡…为x和y; or the levels before, for 分别增长x和y.
func (b *binder) groupNames(i int, l lead, kind Kind) []string {
	size := b.parts[i].size
	if l.noun != "" {
		if names := splitNames(l.noun, size); len(names) == size && size > 1 {
			for n := range names {
				names[n] = l.verb + names[n]
			}
			return names
		}
		return nil
	}
	if (l.each || kind == Change) && size > 1 && len(b.levels) >= size {
		return slices.Clone(b.levels[len(b.levels)-size:])
	}
	return nil
}

// remember keeps what later tokens lean on.
func (b *binder) remember(f Figure) {
	if f.Indicator == "" || f.Kind == Change && b.last != "" || f.Kind == Rank || strings.HasSuffix(f.Indicator, "任务") {
		return
	}
	b.last, b.subject = f.Indicator, ""
	b.levels = append(b.levels, f.Indicator)
}

// before takes the subject from the sentence before.
func (b *binder) before() {
	if n := len(b.c.Before); n > 0 {
		b.subject = clauseSubject(strings.TrimRight(b.c.Before[n-1], "。！？；"))
	}
}

// clausesBefore takes the subject from the last clause without figures that stands
// between token i and the one before it.
func (b *binder) clausesBefore(i int) {
	start := 0
	if i > 0 {
		start = b.t.suffixEnd(b.tokens[i-1].end)
	}
	if b.parts[i].leadStart <= start {
		return
	}
	clauses := strings.FieldsFunc(b.t.slice(start, b.parts[i].leadStart), func(r rune) bool { return strings.ContainsRune("，,；;。：:", r) })
	if i > 0 && len(clauses) > 0 {
		clauses = clauses[1:]
	}
	for n := len(clauses) - 1; n >= 0; n-- {
		if s := clauseSubject(clauses[n]); s != "" {
			b.subject = s
			return
		}
	}
}

func firstDirection(a, b Direction) Direction {
	if a != "" {
		return a
	}
	return b
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// period returns the last words of time before the token that reach to it.
func (b *binder) period(tok token) (words, from, to string) {
	for _, p := range b.periods {
		if p.end > tok.start {
			break
		}
		if p.until == 0 || tok.start < p.until {
			words, from, to = p.words, p.from, p.to
		}
	}
	return words, from, to
}

package figure

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A row of numbers is shared out among a row of names of its size. The names stand
// right before the numbers, before their own count (甲、乙、丙三类产品产值分别为…), in the
// nearest clause before without figures (甲、乙不断发展，产值分别达到…), or are those of the
// numbers before. When none of these fits, no number of the row has a sure name.

// groupNames returns one indicator for each token of the group that begins with token
// i; nil when they share one, or when it is not sure which is whose.
func (b *binder) groupNames(i int, l lead, kind Kind) []string {
	size := b.parts[i].size
	if _, ok := b.periodOfGroup(i); ok || size < 2 {
		return nil
	}
	if goalWords(l.noun) {
		l.noun = "" // 分别完成年度任务的101%和98%
	}
	if names := b.countedRow(i, l); names != nil {
		return names
	}
	if l.noun != "" {
		if names := b.splitNoun(i, l); names != nil {
			return names
		}
	}
	measure := l.noun
	if verbMeasures.has(measure) {
		measure = l.verb + measure // 处理率
	}
	if measure == "" || bareMeasure(measure) {
		if names := b.rowBefore(i, measure, size); names != nil {
			return names
		}
	}
	if l.noun != "" {
		return nil
	}
	if names := splitNames(b.last, size); names != nil && (l.change != "" || !countable(b.tokens[i].unit)) {
		return names
	}
	if len(b.names) == size && b.namesEnd == i {
		return b.names // 由3元、2元|提高到4元、3元
	}
	if (l.each || kind == Change) && len(b.levels) >= size {
		names := make([]string, size)
		for n, level := range b.levels[len(b.levels)-size:] {
			names[n] = level.indicator
		}
		return names
	}
	return nil
}

// splitNoun parts the noun before the group into names that share their head, when the
// numbers have one unit, and the verb before it: 新增A、B镇2家和3家. Numbers of several
// units are of several measures: 接待游客、旅游收入.
func (b *binder) splitNoun(i int, l lead) []string {
	size := b.parts[i].size
	for _, tok := range b.tokens[i : i+size] {
		if tok.unit.class == b.tokens[i].unit.class {
			continue
		}
		names := splitRow(l.noun, size)
		if names != nil {
			names[0] = l.verb + names[0]
			shareModifier(names)
		}
		return names
	}
	return withVerb(l.verb, splitNames(l.noun, size))
}

func withVerb(verb string, names []string) []string {
	for n := range names {
		names[n] = verb + names[n]
	}
	return names
}

// bareMeasure tells that a noun says what is measured and not of what: 产值, 覆盖率.
func bareMeasure(noun string) bool {
	return generalNouns.has(noun) || measures.has(noun) || utf8.RuneCountInString(noun) <= maxMeasure && amountNouns.ends(noun) != ""
}

// maxMeasure is how long a measure of nothing is at most, in characters: 处理率.
const maxMeasure = 4

// countedRow is a row of names that its own count sums up right before the group: 甲、
// 乙、丙三个产业链|产值分别. The count stands in the noun (三大) or is the token before.
func (b *binder) countedRow(i int, l lead) []string {
	size := b.parts[i].size
	if row, head, ok := cutCount(l.noun, size); ok {
		return withHead(l.verb, splitRow(row, size), head)
	}
	if i == 0 || b.hardMarkBefore(i) || b.tokens[i-1].value != strconv.Itoa(size) || !countable(b.tokens[i-1].unit) {
		return nil
	}
	row := splitRow(strings.TrimSuffix(b.parts[i-1].lead.words, "等"), size)
	if row == nil {
		return nil
	}
	row[0] = heads.head(row[0])
	verb := verbs.begins(row[0])
	row[0] = strings.TrimPrefix(row[0], verb)
	head := tails.tail(without(b.parts[i-1].tail, eachWords)) + l.noun
	if !l.each && !eachWords.in(b.parts[i-1].tail) && amountNouns.ends(head) == "" {
		head = "" // 公园、广场两类设施2处、3处
	}
	return withHead(verb, row, head)
}

// hardMarkBefore tells that a mark stands between token i and the one before it.
func (b *binder) hardMarkBefore(i int) bool {
	for k := b.tokens[i-1].end; k < b.tokens[i].start; k++ {
		if isHardMark(b.t.at(k)) {
			return true
		}
	}
	return false
}

// withHead writes out what the names of a row share; nil for no row.
func withHead(verb string, row []string, head string) []string {
	for n, name := range row {
		row[n] = verb + strings.TrimSuffix(name, head) + head
	}
	return row
}

// cutCount parts a noun at the count of the names in it: 甲、乙、丙|三大|产业营业收入.
func cutCount(noun string, size int) (row, head string, ok bool) {
	at := strings.IndexAny(noun, nameMarks)
	if at < 0 || size > 10 {
		return "", "", false
	}
	for i, r := range noun[at:] {
		v, digit := hanDigitValue(r)
		if isDigit(r) {
			v, digit = int64(r-'0'), true
		}
		if !digit || int(v) != size {
			continue
		}
		rest := noun[at+i+utf8.RuneLen(r):]
		if w := rowCounters.begins(rest); w != "" {
			return strings.TrimSuffix(noun[:at+i], "等"), rest[len(w):], true
		}
	}
	return "", "", false
}

// rowBefore is a row of names in the nearest clauses before the group that have no
// figures; a bare measure of the group completes them.
func (b *binder) rowBefore(i int, measure string, size int) []string {
	start := 0
	if i > 0 {
		start = b.t.nextClause(b.t.suffixEnd(b.tokens[i-1].end), b.parts[i].leadStart)
	}
	for end := b.parts[i].leadStart - 1; end > start; {
		from := end
		for from > start && !subjectMark(b.t.at(from-1)) {
			from--
		}
		if row := splitRow(b.timeless(from, end), size); row != nil {
			return completeRow(row, measure)
		}
		end = from - 1
	}
	return nil
}

// completeRow takes off what the clause says of its row of names, and gives each name
// the measure: 甲、乙处理能力不断提高，|处理率.
func completeRow(row []string, measure string) []string {
	last := len(row) - 1
	row[0] = strings.TrimSpace(heads.head(row[0]))
	s := row[last]
	for _, ends := range []lexicon{stateWords, rowEnds} {
		if at, _ := ends.find(s); at >= 2*len("字") {
			s = s[:at]
		}
	}
	if at := predicate(s); at > 0 && amountNouns.ends(s) == "" {
		s = s[:at]
	}
	if at := strings.LastIndex(s, "等"); at > 0 {
		s = s[:at]
	}
	s = tails.tail(s)
	if r, size := utf8.DecodeRuneInString(measure); r != utf8.RuneError && utf8.RuneCountInString(measure) > 2 {
		if _, next := utf8.DecodeRuneInString(measure[size:]); next > 0 {
			if at := strings.Index(s, measure[:size+next]); at > 0 {
				s = s[:at] // 污水处理能力: 污水|处理率
			}
		}
	}
	row[last] = s
	for n, name := range row {
		if k := utf8.RuneCountInString(name); k < 2 || k > maxNoun {
			return nil
		}
		if measure != "" {
			row[n] = strings.TrimSuffix(name, generalNouns.ends(name)) + measure
		}
	}
	return row
}

// splitRow parts a row into n names without digits; nil when it is no row of n.
func splitRow(s string, n int) []string {
	row := cutNames(s, n)
	if n < 2 || len(row) != n || strings.ContainsAny(s, "0123456789") {
		return nil
	}
	return row
}

// unsure tells that the group of token i has several names of which none is surely
// that of the token: 分别 without a row of its size, or a row of another size.
func (b *binder) unsure(i int) bool {
	w := b.parts[i]
	first := b.parts[w.group]
	if w.size < 2 || b.names != nil {
		return false
	}
	if _, ok := b.periodOfGroup(i); ok {
		return false
	}
	each := first.lead.each || w.group > 0 && !b.hardMarkBefore(w.group) && eachWords.in(b.parts[w.group-1].tail)
	return each || strings.Contains(first.lead.noun, "、") && b.tokens[i].unit.name == b.tokens[w.group].unit.name
}

var (
	rowCounters = list("row counters")
	rowEnds     = list("row ends")
)

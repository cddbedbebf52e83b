package figure

import "strconv"

// englishPeriod is words of time in an English sentence.
type englishPeriod struct {
	first, next int // words, next exclusive
	words       string
	from, to    string // ISO dates, "" when unknown
	compared    bool   // over fiscal year 2022, than in 2021
}

// periods returns the words of time of the sentence, in order, with the dates that
// they mean in a report of the given year (0: unknown).
func (e *englishText) periods(year int) []englishPeriod {
	var out []englishPeriod
	for i := 0; i < len(e.words); i++ {
		r := englishTime{e: e, at: i, year: year}
		if w := e.words[i]; !w.number && !in(enTimeLeads, w.lower) && !in(enMonths, w.lower) || !r.read() {
			continue
		}
		p := englishPeriod{first: i, next: r.at}
		p.words = string(e.src[e.words[i].start:e.words[r.at-1].end])
		p.from, p.to = r.dates()
		p.compared = e.comparedPeriod(i)
		out = append(out, p)
		i = r.at - 1
	}
	return out
}

// comparedPeriod tells that what stands at word i is compared with.
func (e *englishText) comparedPeriod(i int) bool {
	w := e.word(i - 1)
	if w == "in" || w == "the" || w == "for" {
		w = e.word(i - 2)
	}
	switch w {
	case "than", "over", "with", "against", "below", "above", "versus", "on":
		return w != "over" || e.word(i) != "the"
	}
	return false
}

// englishTime reads words of time from left to right.
type englishTime struct {
	e    *englishText
	at   int // word
	year int

	until, unknown      bool
	month, lastMonth    int
	day, lastDay, years int
}

func (r *englishTime) take(words ...string) bool {
	for i, w := range words {
		if r.e.word(r.at+i) != w {
			return false
		}
	}
	r.at += len(words)
	return true
}

// read reads by the end of October, as of June 30, 2023, fiscal year 2024, from
// January to September, the first half of 2023, last year, the past five years.
func (r *englishTime) read() bool {
	start := r.at
	switch {
	case r.take("by"), r.take("as", "of"), r.take("until"), r.take("through"):
		r.until = true
	case r.take("since"), r.take("from"):
	}
	r.take("the")
	if r.take("end", "of") || r.take("year", "end") || r.take("year", "-", "end") {
		r.until = true
		r.take("the", "year")
	}
	r.take("the")
	if !r.fiscal() && !r.partOfYear() && !r.months() && !r.relative() && !r.plainYears() && !r.ended(start) {
		r.at = start
		return false
	}
	return true
}

// ended tells that year end alone was read.
func (r *englishTime) ended(start int) bool {
	w := r.e.word(r.at - 1)
	return r.at > start && r.until && (w == "end" || w == "year")
}

// fiscal reads fiscal year 2023, FY2023. Its days differ from body to body.
func (r *englishTime) fiscal() bool {
	start := r.at
	if r.take("fiscal", "year") || r.take("fiscal") || r.take("fy") {
		if _, ok := r.yearWord(); ok {
			r.unknown = true
			return true
		}
	}
	r.at = start
	return false
}

// yearWord takes a year of four digits.
func (r *englishTime) yearWord() (int, bool) {
	if r.at >= len(r.e.words) {
		return 0, false
	}
	w := r.e.words[r.at]
	y, err := strconv.Atoi(w.lower)
	if !w.number || err != nil || len(w.lower) != 4 || y < 1900 || y > 2099 {
		return 0, false
	}
	r.at++
	return y, true
}

// partOfYear reads the first half of 2023, the third quarter, the first nine months.
func (r *englishTime) partOfYear() bool {
	label, ok := enOrdinals[r.e.word(r.at)]
	n, _ := strconv.Atoi(label)
	if b := r.e.word(r.at - 1); !ok || b == "its" || b == "their" {
		return false
	}
	switch r.e.word(r.at + 1) {
	case "half":
		if n > 2 {
			return false
		}
		r.month, r.lastMonth, r.at = 6*n-5, 6*n, r.at+2
	case "quarter":
		if n > 4 {
			return false
		}
		r.month, r.lastMonth, r.at = 3*n-2, 3*n, r.at+2
	default:
		number, err := r.e.numeralAt(r.at + 1)
		if !err || n != 1 || number.value.exp != 0 || number.value.digits > 12 || r.e.word(number.next) != "months" {
			return false
		}
		r.month, r.lastMonth, r.at = 1, int(number.value.digits), number.next+1
	}
	r.ofYear()
	return true
}

// ofYear reads of 2023 or 2023.
func (r *englishTime) ofYear() {
	start := r.at
	if !r.take("of") && !r.take(",") {
		r.take("of", "the")
	}
	if y, ok := r.yearWord(); ok {
		r.year = y
		return
	}
	if r.take("this", "year") {
		return
	}
	if r.take("last", "year") {
		r.year--
		return
	}
	r.at = start
}

// months reads January to September 2023, June 30, 2023, October.
func (r *englishTime) months() bool {
	first, ok := r.monthAndDay(&r.day)
	if !ok {
		return false
	}
	r.month, r.lastMonth, r.lastDay = first, first, r.day
	start := r.at
	if r.take("to") || r.take("-") || r.take("through") || r.take("—") {
		if last, ok := r.monthAndDay(&r.lastDay); ok && last >= first {
			r.lastMonth = last
		} else {
			r.at, r.lastDay = start, r.day
		}
	}
	r.ofYear()
	return true
}

func (r *englishTime) monthAndDay(day *int) (int, bool) {
	start := r.at
	n, before := r.dayNumber()
	label, ok := enMonths[r.e.word(r.at)]
	if !ok || r.e.word(r.at) == "may" && !r.e.words[r.at].capital {
		r.at = start
		return 0, false
	}
	r.at++
	month, _ := strconv.Atoi(label)
	if !before {
		n, _ = r.dayNumber()
	}
	*day = n
	return month, true
}

func (r *englishTime) dayNumber() (int, bool) {
	if r.at >= len(r.e.words) || !r.e.words[r.at].number || len(r.e.word(r.at)) > 2 {
		return 0, false
	}
	n, err := strconv.Atoi(r.e.word(r.at))
	if err != nil || n < 1 || n > 31 {
		return 0, false
	}
	r.at++
	return n, true
}

// relative reads last year, this year, the past five years.
func (r *englishTime) relative() bool {
	switch {
	case r.take("this", "year"), r.take("the", "year"):
		r.unknown = r.year == 0
		return true
	case r.take("last", "year"), r.take("previous", "year"), r.take("year", "before"):
		r.unknown, r.year = r.year == 0, r.year-1
		return true
	case r.take("next", "year"):
		r.unknown, r.year = r.year == 0, r.year+1
		return true
	}
	if w := r.e.word(r.at); w != "past" && w != "last" && w != "next" {
		return false
	}
	n, ok := r.e.numeralAt(r.at + 1)
	if !ok || n.value.exp != 0 || n.value.digits > 99 || r.e.word(n.next) != "years" {
		return false
	}
	r.unknown = r.year == 0 || r.e.word(r.at) == "next"
	r.years = int(n.value.digits)
	r.at = n.next + 1
	return true
}

// plainYears reads 2023 behind a preposition, and 2021-2023. A number that counts
// something is no year.
func (r *englishTime) plainYears() bool {
	start := r.at
	y, ok := r.yearWord()
	if !ok {
		return false
	}
	n, _ := r.e.numeralAt(start)
	if n.next != r.at || !r.e.isYear(start, n) {
		r.at = start
		return false
	}
	mark := r.at
	if r.take("-") || r.take("to") || r.take("and") && r.e.word(start-1) == "between" || r.take("—") {
		if last, ok := r.yearWord(); ok && last > y {
			r.year, r.years = last, last-y+1
			return true
		}
	}
	r.at, r.year = mark, y
	return true
}

// dates returns the first and the last day meant, "" when unknown.
func (r *englishTime) dates() (from, to string) {
	switch {
	case r.unknown || r.year <= 0:
		return "", ""
	case r.month == 0:
		return date(r.year-max(r.years, 1)+1, 1, 1), date(r.year, 12, 31)
	}
	if to = lastDay(r.year, r.lastMonth); r.lastDay > 0 && date(r.year, r.lastMonth, r.lastDay) < to {
		to = date(r.year, r.lastMonth, r.lastDay)
	}
	if r.until {
		return date(r.year, 1, 1), to
	}
	if from = date(r.year, r.month, max(r.day, 1)); from > to {
		return "", ""
	}
	return from, to
}

// periodAt returns the word behind the words of time at word k, k when there are
// none.
func (b *englishBinder) periodAt(k int) int {
	if k < 0 || k >= len(b.timeAt) || b.timeAt[k] < 0 {
		return k
	}
	return b.periods[b.timeAt[k]].next
}

// indexPeriods notes for each word the period that it belongs to, -1 for none.
func (b *englishBinder) indexPeriods() {
	b.timeAt = make([]int, len(b.e.words))
	for k := range b.timeAt {
		b.timeAt[k] = -1
	}
	for n, p := range b.periods {
		for k := p.first; k < p.next; k++ {
			b.timeAt[k] = n
		}
	}
}

// maxTrailing is how many words behind a number are looked at for its period.
const maxTrailing = 14

// period returns the words of time of a token: those behind it in its clause, else
// those before it in its clause, else those that opened a clause before.
func (b *englishBinder) period(tok englishToken) (words, from, to string) {
	next := b.i + 1
	for k := tok.next; k < min(tok.next+maxTrailing, len(b.e.words)); k++ {
		if next < len(b.tokens) && k == b.tokens[next].first {
			if w := b.e.word(k - 1); w == "from" || w == "with" {
				break
			}
			next++
		}
		if isEnglishMark(b.e.word(k)) {
			break
		}
		if n := b.timeAt[k]; n >= 0 && !b.periods[n].compared {
			p := b.periods[n]
			return p.words, p.from, p.to
		}
	}
	if b.open < 0 {
		return "", "", ""
	}
	p := b.periods[b.open]
	return p.words, p.from, p.to
}

// openPeriods notes the last words of time from word seen up to the token: those of
// its own clause, and those that open a clause.
func (b *englishBinder) openPeriods(seen, first int) {
	for k := seen; k < first; k++ {
		n := b.timeAt[k]
		if n < 0 || b.periods[n].compared || b.periods[n].first < k {
			continue
		}
		if opening := b.opensClause(b.periods[n].first); opening || k >= b.from && b.from > 0 && isEnglishMark(b.e.word(b.from-1)) || seen == 0 {
			b.open = n
		}
	}
}

// opensClause tells that nothing but a preposition stands between the boundary and
// word k.
func (b *englishBinder) opensClause(k int) bool {
	for k > 0 && (b.e.word(k-1) == "in" || b.e.word(k-1) == "during" || b.e.word(k-1) == "for" || b.e.word(k-1) == "over" || b.e.word(k-1) == "at") {
		k--
	}
	return k == 0 || isEnglishMark(b.e.word(k-1))
}

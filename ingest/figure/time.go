package figure

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// timeReader reads words of time from left to right. Its methods return false, and
// leave at where it was, when what they look for is not there.
type timeReader struct {
	t    *text
	at   int // rune
	year int // of the report, then of the words; 0 when unknown
	// until: the words set an end (截至, 底); what begins is then the year.
	until bool

	lastYear            int // of several years, else 0
	month, day          int // 0: the year has no part
	lastMonth, lastDay  int
	unknown, beginsYear bool // words without exact dates; 年初
}

// word takes the longest word of the list at the place reached.
func (r *timeReader) word(l lexicon) string {
	w := l.begins(r.t.from(r.at, 6))
	r.at += utf8.RuneCountInString(w)
	return w
}

// take takes a string at the place reached.
func (r *timeReader) take(s string) bool {
	n := utf8.RuneCountInString(s)
	if r.t.from(r.at, n) != s {
		return false
	}
	r.at += n
	return true
}

// number takes a number of at most two digits, or of one to three Chinese
// characters.
func (r *timeReader) number() (int, bool) {
	if isDigit(r.t.at(r.at)) {
		n, i := 0, r.at
		for ; isDigit(r.t.at(i)) && i <= r.at+2; i++ {
			n = n*10 + int(r.t.at(i)-'0')
		}
		if i > r.at+2 {
			return 0, false
		}
		r.at = i
		return n, true
	}
	n, ok := r.t.hanNumeral(r.at)
	if !ok || n.end > r.at+3 || n.more || n.point || n.value.digits > 99 {
		return 0, false
	}
	r.at = n.end
	return int(n.value.digits), true
}

// rangeMark takes -, 至 and the like between two times.
func (r *timeReader) rangeMark() bool {
	i := r.t.skipSpace(r.at)
	start := i
	for strings.ContainsRune("-—~至到", r.t.at(i)) && i < start+2 {
		i++
	}
	if i == start || r.t.at(i) == 0 {
		return false
	}
	r.at = r.t.skipSpace(i)
	return true
}

// plan reads “十四五”期间 and the like.
func (r *timeReader) plan() bool {
	start := r.at
	r.take("“")
	first := 0
	if a, ok := hanDigitValue(r.t.at(r.at)); ok && a > 0 && r.t.at(r.at+1) == '五' {
		first = firstPlanYear(int(a))
		r.at += 2
	} else if r.t.at(r.at) == '十' {
		n, ok := hanDigitValue(r.t.at(r.at + 1))
		switch {
		case ok && r.t.at(r.at+2) == '五':
			first = firstPlanYear(10 + int(n))
			r.at += 3
		case ok && n == 5:
			first = firstPlanYear(10)
			r.at += 2
		}
	}
	if first == 0 || isHanDigit(r.t.at(r.at)) {
		r.at = start
		return false
	}
	r.take("”")
	r.word(planNouns)
	if r.word(planTimes) == "" {
		r.at = start
		return false
	}
	r.year, r.lastYear = first, first+4
	return true
}

// firstPlanYear returns the first year of a five-year plan.
func firstPlanYear(n int) int {
	if n < 3 {
		return 1953 + 5*(n-1)
	}
	return 1966 + 5*(n-3)
}

// years reads 过去五年, 近三年来, 五年累计, 今明两年.
func (r *timeReader) years() bool {
	start := r.at
	if w := r.word(twoYears); w != "" {
		r.twoYears(w)
		return true
	}
	before := r.word(beforeYears)
	if before == "" && r.until {
		return false
	}
	r.take("的")
	n, ok := r.number()
	if !ok || n == 0 || !r.take("年") || isDigit(r.t.at(start)) && r.t.at(r.at) == '度' {
		r.at = start
		return false
	}
	after := r.word(afterYears)
	if after == "" && before == "" && !r.t.barePeriod(start, r.at) {
		r.at = start
		return false
	}
	r.unknown = r.year == 0 || before == "" && after == "" || futureYears.has(before) || after == "内"
	r.year, r.lastYear = r.year-n+1, r.year
	return true
}

// barePeriod tells that N年 alone, from start to end, is a period: it opens a clause
// and names nothing (三年行动).
func (t *text) barePeriod(start, end int) bool {
	before := t.at(start - 1)
	return (start == 0 || isHardMark(before) || before == '用') && timedNames.begins(t.from(end, 4)) == "" && !t.boundary(end)
}

func (r *timeReader) twoYears(w string) {
	r.unknown = r.year == 0
	switch w {
	case "今明两年":
		r.lastYear = r.year + 1
	case "去今两年", "近两年":
		r.year, r.lastYear = r.year-1, r.year
	default:
		r.unknown = true
	}
}

// present reads 目前.
func (r *timeReader) present() bool {
	if !r.take("目前") {
		return false
	}
	r.unknown = true
	return true
}

// part reads months, quarters and halves of a year.
func (r *timeReader) part(year bool) bool {
	if w := yearParts.head(r.t.from(r.at, 6)); w.word != "" {
		r.at += utf8.RuneCountInString(w.word)
		first, last, _ := strings.Cut(w.label, "-")
		r.month, _ = strconv.Atoi(first)
		r.lastMonth, _ = strconv.Atoi(last)
		r.take("份")
		return true
	}
	return r.firstOf() || r.months() || !year && r.endOfYear()
}

// firstOf reads 前三季度 and 前9个月.
func (r *timeReader) firstOf() bool {
	start := r.at
	if !r.take("前") {
		return false
	}
	n, ok := r.number()
	switch {
	case ok && (r.take("个季度") || r.take("季度")) && n >= 1 && n <= 4:
		r.month, r.lastMonth = 1, 3*n
	case ok && (r.take("个月") || r.take("月")) && n >= 1 && n <= 12:
		r.month, r.lastMonth = 1, n
	default:
		r.at = start
		return false
	}
	return true
}

// months reads 1-9月, 一月到九月, 10月31日, 1月1日至9月30日, and masked months.
func (r *timeReader) months() bool {
	start := r.at
	first, ok := r.monthNumber()
	if !ok {
		return false
	}
	month := r.take("月")
	if month {
		r.take("份")
		r.dayOfMonth(&r.day)
	}
	if r.rangeMark() {
		if last, ok := r.monthNumber(); ok && r.take("月") {
			r.take("份")
			r.month, r.lastMonth = first, last
			r.dayOfMonth(&r.lastDay)
			return r.validMonths(start)
		}
		r.at = start
		if !month {
			return false
		}
		r.monthNumber()
		r.take("月")
		r.take("份")
		r.dayOfMonth(&r.day)
	}
	if !month {
		r.at = start
		return false
	}
	r.month, r.lastMonth, r.lastDay = first, first, r.day
	return r.validMonths(start)
}

// validMonths gives up months that are none; masked ones (0) have no dates.
func (r *timeReader) validMonths(start int) bool {
	if r.month > 12 || r.lastMonth > 12 || r.month > r.lastMonth && r.lastMonth > 0 {
		r.at, r.month, r.lastMonth = start, 0, 0
		return false
	}
	r.unknown = r.unknown || r.month == 0 || r.lastMonth == 0
	return true
}

func (r *timeReader) monthNumber() (int, bool) {
	if end := r.t.maskRun(r.at); end > r.at && end <= r.at+2 {
		r.at = end
		return 0, true
	}
	return r.number()
}

func (r *timeReader) dayOfMonth(day *int) {
	start := r.at
	if n, ok := r.number(); ok && n <= 31 && (r.take("日") || r.take("号")) {
		*day = n
		return
	}
	r.at = start
}

// endOfYear reads 年底, 年末, 年初 and 年内.
func (r *timeReader) endOfYear() bool {
	switch w := r.word(yearEnds); w {
	case "":
		return false
	case "年初":
		r.beginsYear = true
	case "年底", "年末":
		r.until = true
	}
	return true
}

// suffix reads 底, 末, 以来 and the like.
func (r *timeReader) suffix() {
	for range 2 {
		switch w := r.word(timeSuffixes); w {
		case "":
			return
		case "底", "末", "年底", "年末":
			r.until = true
		case "初", "年初":
			r.beginsYear = r.month == 0
		case "以前", "之前":
			r.unknown = r.unknown || !r.until
		}
	}
}

// dates returns the first and the last day meant, "" when the year is unknown or
// the words say nothing exact.
func (r *timeReader) dates() (from, to string) {
	last := max(r.lastYear, r.year)
	switch {
	case r.unknown || r.year <= 0:
		return "", ""
	case r.beginsYear:
		return date(r.year, 1, 1), date(r.year, 1, 1)
	case r.month == 0:
		return date(r.year, 1, 1), date(last, 12, 31)
	}
	to = lastDay(r.year, r.lastMonth)
	if d := date(r.year, r.lastMonth, r.lastDay); r.lastDay > 0 && d < to {
		to = d
	}
	if r.until {
		return date(r.year, 1, 1), to
	}
	from = date(r.year, r.month, max(1, r.day))
	if from > to {
		return "", ""
	}
	return from, to
}

func date(year, month, day int) string { return fmt.Sprintf("%04d-%02d-%02d", year, month, day) }

func lastDay(year, month int) string {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

var (
	planNouns    = list("plan nouns")
	planTimes    = list("plan times")
	twoYears     = list("two years")
	beforeYears  = list("before years")
	afterYears   = list("after years")
	futureYears  = list("future years")
	yearParts    = list("year parts")
	timedNames   = list("timed names")
	yearEnds     = list("year ends")
	timeSuffixes = list("time suffixes")
)

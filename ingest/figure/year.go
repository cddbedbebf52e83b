package figure

import (
	"strings"
	"unicode/utf8"
)

// calendar reads a year, a part of a year, or both.
func (r *timeReader) calendar() bool {
	start := r.at
	year := r.yearWords()
	if year && r.moreYears() {
		return true
	}
	part := r.part(year)
	if !year && !part {
		r.at = start
		return false
	}
	r.suffix()
	return true
}

// yearWords reads 2023年, 二〇二三年, xxxx年, 今年.
func (r *timeReader) yearWords() bool {
	if y, n := r.t.yearAt(r.at); n > 0 {
		r.year = y
		r.unknown = y == 0
		r.at += n
		return true
	}
	w := relativeYears.head(r.t.from(r.at, 3))
	if w.word == "" {
		return false
	}
	r.at += utf8.RuneCountInString(w.word)
	if r.t.now > 0 && spokenYears.has(w.word) {
		r.year = r.t.now
	}
	if r.year > 0 {
		switch w.label {
		case "-1":
			r.year--
		case "-2":
			r.year -= 2
		case "+1":
			r.year++
		}
	}
	return true
}

// spokenYears count from the year in which a report is given; the other words for
// years (本年, 上年) from the year that it tells of.
var spokenYears = list("spoken years")

// yearAt reads a year with 年 at i, or one before another of a span (2021—2023年), and
// returns its length in runes; 0 when there is none. A masked year is 0.
func (t *text) yearAt(i int) (year, length int) {
	if end := i + 4; t.maskRun(i) == end && t.at(end) == '年' {
		return 0, 5
	}
	for k := i; k < i+4; k++ {
		d, ok := hanDigitValue(t.at(k))
		switch {
		case isDigit(t.at(k)):
			d = int64(t.at(k) - '0')
		case t.at(k) == '○' && k > i:
			d = 0
		case !ok:
			return 0, 0
		}
		year = year*10 + int(d)
	}
	if year < 1900 || year > 2099 || isDigit(t.at(i+4)) {
		return 0, 0
	}
	k := t.skipSpace(i + 4)
	if t.at(k) == '年' {
		return year, k + 1 - i
	}
	if !strings.ContainsRune("-—~至到", t.at(i+4)) || t.at(i+4) == 0 {
		return 0, 0
	}
	m := timeReader{t: t, at: i + 4}
	m.rangeMark()
	if y, n := t.yearAt(m.at); n > 4 && y > year {
		return year, 4
	}
	return 0, 0
}

// moreYears reads the second year of 2021—2023年 and 2021年至2023年.
func (r *timeReader) moreYears() bool {
	start := r.at
	if !r.rangeMark() {
		return false
	}
	y, n := r.t.yearAt(r.at)
	if n < 5 || y <= r.year {
		r.at = start
		return false
	}
	r.at += n
	r.lastYear = y
	r.take("底")
	return true
}

var relativeYears = list("relative years")

package figure

import (
	"strings"
	"unicode/utf8"
)

// period is words of time in a sentence and what they mean.
type period struct {
	start, end int // runes
	words      string
	from, to   string // ISO dates, "" when unknown
	until      int    // rune up to which it holds; 0: to the end of the sentence
	compared   bool   // what something is compared with (比上年): no period of a figure
}

// periods returns the words of time of the text, in order, with the dates that they
// mean in a report of the given year (0: unknown). Titles in 《》 are passed over.
func (t *text) periods(year int) []period {
	var out []period
	last := 0
	for i := 0; i < t.len(); i++ {
		if t.at(i) == '《' {
			i = max(t.closing(i, '》', maxTitle)-1, i)
			continue
		}
		p, ok := t.sinceAt(i, last)
		if !ok {
			p, ok = t.periodAt(i, year)
		}
		if !ok {
			continue
		}
		p.words = string(t.src[p.start:p.end])
		p.compared = t.compared(p.start, p.end)
		p.until = t.reach(p.start, p.end)
		if t.meanBehind(p.end) {
			p.until = t.nextClause(p.end, t.len()) // 两年平均增长5%；…
		}
		out = append(out, p)
		i, last = p.end-1, p.end
	}
	return out
}

// maxSince is how many characters before 以来 belong to it: 全国解放以来.
const maxSince = 6

// sinceAt reads 党代会以来 from its 以来 at i; it begins behind limit.
func (t *text) sinceAt(i, limit int) (period, bool) {
	if t.at(i) != '以' || t.at(i+1) != '来' {
		return period{}, false
	}
	start := i
	for start > limit && i-start < maxSince && isHan(t.at(start-1)) && t.at(start-1) != '自' {
		start--
	}
	return period{start: start, end: i + 2}, i-start >= 2
}

// periodAt reads words of time that begin at i: 2023年1-9月, 截至10月底, 上半年,
// “十四五”期间, 过去五年, 目前.
func (t *text) periodAt(i, year int) (period, bool) {
	if !t.timeMayBegin(i) {
		return period{}, false
	}
	r := timeReader{t: t, at: i, year: year}
	if w := untilWords.begins(t.from(i, 3)); w != "" && recovers.ends(t.before(i, 2)) == "" {
		r.at, r.until = i+utf8.RuneCountInString(w), true
	}
	if !r.plan() && !r.years() && !r.calendar() && !r.present() || t.yearlyName(r.at) {
		return period{}, false
	}
	from, to := r.dates()
	return period{start: i, end: r.at, from: from, to: to}, true
}

// timeMayBegin tells quickly whether words of time can begin at i.
func (t *text) timeMayBegin(i int) bool {
	r := t.at(i)
	if isDigit(r) || isMaskRune(r) && r != '〇' {
		before := t.at(i - 1)
		return !isDigit(before) && before != '.' && !isLatinLetter(before) && !isMaskRune(before) && before != '第'
	}
	switch r {
	case '今', '去', '前', '明', '本', '当', '上', '下', '全', '年', '近', '过', '这', '截', '至', '到', '目', '第', '“', '未', '同':
		return true
	}
	return isHanDigit(r) && !isHanDigit(t.at(i-1)) && t.at(i-1) != '第'
}

// maxClause is how far words are looked for before a number or a time, in
// characters.
const maxClause = 60

// maxOpening is how many characters may stand before the words of time that open a
// clause: 其中, 在.
const maxOpening = 4

// reach returns where words of time stop to hold: a base (由去年的44%提高到…) at the
// word that leads to the next number, words in the middle of a clause without a
// figure at its end (not behind 在); 0 when they hold for the rest of the sentence.
func (t *text) reach(start, end int) int {
	if fromBefore(t.at(start-1)) && !strings.ContainsAny(t.slice(start, end), "到至-—~") {
		for i := end + 2; i < min(t.len(), end+maxClause); i++ {
			if strings.ContainsRune("提升增到至降", t.at(i)) {
				return i
			}
		}
	}
	if before := t.at(start - 1); before == '在' || before == '于' {
		return 0
	}
	clause := start
	for clause > 0 && start-clause <= maxOpening && !isHardMark(t.at(clause-1)) {
		clause--
	}
	if start-clause <= maxOpening || isHardMark(t.at(end)) {
		return 0
	}
	for i := end; i < t.len() && i < end+maxClause; i++ {
		switch r := t.at(i); {
		case isHardMark(r) || r == '、':
			return i
		case isDigit(r) || isHanDigit(r) || isMaskRune(r):
			return 0
		}
	}
	return min(t.len(), end+maxClause)
}

// meanBehind tells that words of time that end at i are the span of a mean, which is
// that of its own clause only: 两年平均增长, 五年年均.
func (t *text) meanBehind(i int) bool {
	rest := t.from(i, maxExact)
	return strings.HasPrefix(rest, "平均") || strings.HasPrefix(rest, "年均") || strings.HasPrefix(rest, "的平均") || strings.HasPrefix(rest, "的年均")
}

// compared tells that words of time are what something is compared with: 比上年, 较
// 2020年, 高于去年, 与2022年相比, 是2019年的1.2倍.
func (t *text) compared(start, end int) bool {
	b := t.before(start, 2)
	if comparedBy.ends(b) != "" {
		return true
	}
	switch t.at(start - 1) {
	case '与', '同', '和':
		return strings.Contains(t.from(end, 6), "比") || strings.Contains(t.from(end, 4), "持平")
	case '为', '是', '到', '至':
		return t.at(end) == '的' && !isHan(t.at(end+1)) || strings.HasPrefix(t.from(end, 3), "同期的")
	}
	return false
}

// yearlyName tells that words of time that end at i are part of a name: 2023年度计划, 年
// 初目标.
func (t *text) yearlyName(i int) bool {
	if yearlyGoals.ends(t.before(i, 2)) != "" && (goalNouns.head(t.from(i, maxGoalWord)).label == "any" || t.before(i, 2) == "年初" && goalNouns.begins(t.from(i, maxGoalWord)) != "") {
		return true
	}
	if strings.HasSuffix(t.before(i, 2), "年初") && setGoals.begins(t.from(i, maxGoalWord)) != "" {
		return true // 年初确定的
	}
	return strings.HasSuffix(t.before(i, 2), "年度") && yearlyNames.begins(t.from(i, 4)) != ""
}

var (
	untilWords  = list("until words")
	comparedBy  = list("compared by")
	setGoals    = list("set goals")
	recovers    = list("recovers")
	yearlyGoals = list("yearly goals")
	yearlyNames = list("yearly names")
)

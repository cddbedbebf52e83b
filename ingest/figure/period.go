package figure

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// period is words of time in a sentence and what they mean.
type period struct {
	start, end int // runes
	words      string
	from, to   string // ISO dates, "" when unknown
	until      int    // rune up to which it holds; 0: to the end of the sentence
}

// periodForm finds words of time. What stands behind 比, 较 or 同 is compared with
// and is no period of the figure.
var periodForm = regexp.MustCompile(strings.NewReplacer(
	"YEAR", `(?:(?:19|20)\d\d|[一二][九〇零○][一二三四五六七八九〇零○]{2})年`, "MONTH", `(?:\d{1,2}|[一二三四五六七八九十]{1,2})月`, "NUM", `[一二三四五六七八九十两\d]+`, "REL", `(?:今年|去年|前年|明年|本年|当年|上年|全年)`,
	"UNTIL", `(?:截至|截止到?|至|到)?`).Replace(
	`(?:YEAR|REL)?MONTH\s?[-—~至到]+\s?MONTH(?:份)?|(?:YEAR|REL)?\d{1,2}\s?[-—~至到]+\s?\d{1,2}月(?:份)?` +
		`|UNTIL(?:YEAR|REL|年)?MONTH(?:份)?(?:\d{1,2}日)?(?:底|末|初|中旬|上旬|下旬)?` +
		`|(?:19|20)\d\d年?\s?[-—~至到]+\s?(?:19|20)\d\d年` +
		`|UNTIL(?:YEAR|REL)?(?:上半年|下半年|第?[一二三四]季度|前[一二三四两]个?季度|前NUM个月)(?:末|底)?` +
		`|UNTIL(?:YEAR)(?:度|全年|以来|来)?(?:底|末|初)?` +
		`|“?(?:十[一二三四五六]?|[一二三四五六七八九])五”?(?:规划|计划)?(?:期间|时期|期末|末|以来)` +
		`|过去(?:的)?NUM年(?:来|间)?|(?:近|这|前)?NUM年(?:来|间|以来|累计|中)|近几年(?:来)?|(?:今明|去今|近)两年` +
		`|UNTIL(?:REL|年内|本年度|年末|年底|年初)(?:以来|来|全年|年底|年末|底|末)?` +
		`|\p{Han}{2,6}以来|(?:截至|截止)?目前`))

// periods returns the words of time of the text, in order, with the dates that
// they mean in a report of the given year (0: unknown).
func (t *text) periods(year int) []period {
	var out []period
	for _, loc := range periodForm.FindAllStringIndex(t.str, -1) {
		start, end := t.rune(loc[0]), t.rune(loc[1])
		words := t.slice(start, end)
		if t.compared(start) || t.inName(start, end) {
			continue
		}
		p := period{start: start, end: end, words: string(t.src[start:end])}
		p.from, p.to = resolve(words, year)
		p.until = t.reach(start, end, words)
		out = append(out, p)
	}
	return out
}

// reach returns where words of time stop to hold: a base (由去年的44%提高到…) at the
// next number, words in the middle of a clause without a figure at its end.
func (t *text) reach(start, end int, words string) int {
	if b := t.at(start - 1); (b == '由' || b == '从') && !strings.ContainsAny(words, "到至-—~") {
		for i := end; i < t.len(); i++ {
			if strings.ContainsRune("提升增到至降", t.at(i)) && i > end+1 {
				return i
			}
		}
	}
	clause := start
	for clause > 0 && !strings.ContainsRune(hardMarks, t.at(clause-1)) {
		clause--
	}
	if start-clause <= 8 {
		return 0
	}
	mark := t.nextMark(end)
	for i := end; i < mark; i++ {
		if isDigit(t.at(i)) || isHanDigit(t.at(i)) || isMaskRune(t.at(i)) {
			return 0
		}
	}
	return mark
}

// rune returns the rune offset of a byte offset in the folded text.
func (t *text) rune(at int) int {
	lo, hi := 0, len(t.bytes)-1
	for lo < hi {
		mid := (lo + hi) / 2
		if t.bytes[mid] < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// compared tells that the words at i are what something is compared with: 比上年,
// 较2020年, 高于去年, 是2019年的1.2倍.
func (t *text) compared(i int) bool {
	b := t.before(i, 2)
	for _, w := range []string{"比", "较", "超过", "于", "上年同期"} {
		if strings.HasSuffix(b, w) {
			return true
		}
	}
	return (strings.HasSuffix(b, "为") || strings.HasSuffix(b, "是") || strings.HasSuffix(b, "到")) && strings.Contains(t.from(i, 9), "年的")
}

// inName tells that words of time are part of a name: 年度目标, 2023年度计划.
func (t *text) inName(start, end int) bool {
	if !strings.HasSuffix(t.slice(start, end), "年度") {
		return false
	}
	rest := t.from(end, 2)
	return rest == "目标" || rest == "任务" || rest == "计划"
}

var (
	yearIn     = regexp.MustCompile(`((?:19|20)\d\d)`)
	monthSpan  = regexp.MustCompile(`(\d{1,2})\s?[-—~至到]+\s?(\d{1,2})月`)
	oneMonth   = regexp.MustCompile(`(\d{1,2})月(?:份)?(?:(\d{1,2})日)?`)
	yearsSpan  = regexp.MustCompile(`((?:19|20)\d\d)年?\s?[-—~至到]+\s?((?:19|20)\d\d)年`)
	firstN     = regexp.MustCompile(`前([一二三四两])个?季度`)
	firstMonth = regexp.MustCompile(`前([一二三四五六七八九十\d]+)个月`)
	quarter    = regexp.MustCompile(`([一二三四])季度`)
	planNumber = regexp.MustCompile(`十([一二三四五六])五`)
)

// resolve returns the first and the last day that words of time mean; "" when the
// year is unknown or the words say nothing exact.
func resolve(words string, year int) (from, to string) {
	if m := yearsSpan.FindStringSubmatch(words); m != nil {
		return day(atoi(m[1]), 1, 1), lastDay(atoi(m[2]), 12)
	}
	if m := planNumber.FindStringSubmatch(words); m != nil {
		first := 2001 + 5*strings.Index("一二三四五六", m[1])/len("一")
		return day(first+5, 1, 1), lastDay(first+9, 12)
	}
	if m := yearIn.FindString(words); m != "" {
		year = atoi(m)
	}
	if year == 0 {
		return "", ""
	}
	switch {
	case strings.Contains(words, "去年"), strings.Contains(words, "上年"):
		year--
	case strings.Contains(words, "前年"):
		year -= 2
	case strings.Contains(words, "明年"):
		year++
	}
	return withinYear(words, year)
}

func withinYear(words string, year int) (from, to string) {
	until := strings.Contains(words, "截") || strings.HasPrefix(words, "至") || strings.HasPrefix(words, "到") || strings.Contains(words, "底") || strings.Contains(words, "末")
	switch {
	case strings.Contains(words, "目前"):
		return "", ""
	case monthSpan.MatchString(words):
		m := monthSpan.FindStringSubmatch(words)
		return day(year, atoi(m[1]), 1), lastDay(year, atoi(m[2]))
	case oneMonth.MatchString(words):
		m := oneMonth.FindStringSubmatch(words)
		last := lastDay(year, atoi(m[1]))
		if m[2] != "" {
			last = day(year, atoi(m[1]), atoi(m[2]))
		}
		if until {
			return day(year, 1, 1), last
		}
		return day(year, atoi(m[1]), max(1, atoi(m[2]))), last
	case strings.Contains(words, "上半年"):
		return day(year, 1, 1), lastDay(year, 6)
	case strings.Contains(words, "下半年"):
		return day(year, 7, 1), lastDay(year, 12)
	case firstN.MatchString(words):
		return day(year, 1, 1), lastDay(year, 3*hanNumber(firstN.FindStringSubmatch(words)[1]))
	case firstMonth.MatchString(words):
		return day(year, 1, 1), lastDay(year, hanNumber(firstMonth.FindStringSubmatch(words)[1]))
	case quarter.MatchString(words):
		q := hanNumber(quarter.FindStringSubmatch(words)[1])
		return day(year, 3*q-2, 1), lastDay(year, 3*q)
	case strings.Contains(words, "年来"), strings.Contains(words, "年间"), strings.Contains(words, "过去"):
		return "", ""
	case strings.Contains(words, "年初"):
		return day(year, 1, 1), day(year, 1, 1)
	}
	if strings.HasPrefix(words, "五年") || strings.HasPrefix(words, "三年") || strings.HasPrefix(words, "四年") || strings.HasPrefix(words, "这") {
		return "", ""
	}
	return day(year, 1, 1), lastDay(year, 12)
}

func day(year, month, d int) string {
	if month < 1 || month > 12 || d < 1 || d > 31 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, d)
}

func lastDay(year, month int) string {
	if month < 1 || month > 12 {
		return ""
	}
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// hanNumber reads a small number in digits or Chinese characters.
func hanNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	t := newText(s)
	n, ok := t.hanNumeral(0)
	if !ok {
		return 0
	}
	return int(n.value.IntPart())
}

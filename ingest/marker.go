package ingest

import (
	"regexp"
	"strconv"
	"strings"
)

// marker is the number or sign that a heading or list item begins with.
type marker struct {
	// class names the kind of number; headings of one class stand on one level
	// of the outline. Widths and variants of the same kind share a class: （一）
	// and (一), 1. and 1． and 1、.
	class string
	// variant tells 1. from 1、: a document may use both on two levels.
	variant string
	n       int // the number, from 1; 0 for signs such as ——
	len     int // bytes, white space after it included
}

const hanNumber = `[一二三四五六七八九十百零〇]+`

// markerForms are tried in order; the first group is the number.
var markerForms = []struct {
	class string
	re    *regexp.Regexp
}{
	{"第X部分", regexp.MustCompile(`^第\s*(` + hanNumber + `|\d{1,2})\s*(?:部分|编|篇)[\s　：:、]*`)},
	{"第X章", regexp.MustCompile(`^第\s*(` + hanNumber + `|\d{1,2})\s*章[\s　：:、]*`)},
	{"第X节", regexp.MustCompile(`^第\s*(` + hanNumber + `|\d{1,2})\s*节[\s　：:、]*`)},
	{"一、", regexp.MustCompile(`^(` + hanNumber + `)\s*[、．.][\s　]*`)},
	{"（一）", regexp.MustCompile(`^[（(]\s*(` + hanNumber + `)\s*[）)][\s　、]*`)},
	{"1.1.1", regexp.MustCompile(`^(?:\d{1,2}[.．]){2}(\d{1,2})[.．]?[\s　、]+`)},
	{"1.1", regexp.MustCompile(`^\d{1,2}[.．](\d{1,2})[.．]?[\s　、]+`)},
	{"1.", regexp.MustCompile(`^(\d{1,2})\s*[.．、][\s　]*`)},
	{"（1）", regexp.MustCompile(`^[（(]\s*(\d{1,2})\s*[）)][\s　、]*`)},
	{"1）", regexp.MustCompile(`^(\d{1,2})\s*[）)][\s　、]*`)},
	{"①", regexp.MustCompile(`^([①-⑳])[\s　、]*`)},
	{"一是", regexp.MustCompile(`^(` + hanNumber + `)(?:是要|是|要)[\s　：:，,]*`)},
	{"第一，", regexp.MustCompile(`^第(` + hanNumber + `)[，,、：:][\s　]*`)},
	{"——", regexp.MustCompile(`^(?:——+|--+|―+|—)[\s　]*()`)},
	{"Part", regexp.MustCompile(`^(?i:part|chapter|section|appendix)\s+(\d{1,2}|[IVX]+|[A-Z])\b[\s:.—–-]*`)},
	{"I.", regexp.MustCompile(`^([IVX]{1,5})\.\s+`)},
	{"A.", regexp.MustCompile(`^([A-Z])\.\s+`)},
}

// parseMarker reads the marker at the start of s; ok is false when there is none.
func parseMarker(s string) (m marker, ok bool) {
	for _, form := range markerForms {
		loc := form.re.FindStringSubmatchIndex(s)
		if loc == nil || loc[1] == len(s) {
			continue
		}
		number := s[loc[2]:loc[3]]
		m = marker{class: form.class, n: outlineNumber(number), len: loc[1]}
		m.variant = strings.TrimSpace(strings.Trim(strings.Replace(s[:loc[1]], number, "", 1), "　"))
		if continuesNumber(form.class, m, s[loc[1]:]) {
			return marker{}, false
		}
		return m, true
	}
	return marker{}, false
}

// continuesNumber tells that what looks like a marker is part of the text: a
// decimal (1.29万), a date (3.15), or a pair of numbers (一、二产业, 三、四季度).
func continuesNumber(class string, m marker, rest string) bool {
	switch class {
	case "1.":
		return rest != "" && isASCIIDigit(rune(rest[0]))
	case "一、":
		second := leadingHanNumber(rest)
		return second != "" && outlineNumber(second) == m.n+1 &&
			startsWithAny(rest[len(second):], "、", "产", "季度", "级", "期", "线", "类", "月", "轮", "是")
	}
	return false
}

func leadingHanNumber(s string) string {
	return hanNumberStart.FindString(s)
}

var hanNumberStart = regexp.MustCompile(`^` + hanNumber)

func startsWithAny(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// outlineNumber reads the number of a heading: 12, 十二, ⑫, XII, L; 0 when it is
// none.
func outlineNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	if r := []rune(s); len(r) == 1 && r[0] >= '①' && r[0] <= '⑳' {
		return int(r[0]-'①') + 1
	}
	if n := hanToInt(s); n > 0 {
		return n
	}
	if n := romanToInt(s); n > 0 {
		return n
	}
	if len(s) == 1 && s[0] >= 'A' && s[0] <= 'Z' {
		return int(s[0]-'A') + 1
	}
	return 0
}

// hanToInt reads numbers below 1000 such as 三, 十二, 二十一, 一百零三; 0 when s is
// none.
func hanToInt(s string) int {
	total, digit := 0, 0
	for _, r := range s {
		switch r {
		case '百':
			total, digit = total+max(digit, 1)*100, 0
		case '十':
			total, digit = total+max(digit, 1)*10, 0
		case '零', '〇':
		default:
			i := strings.IndexRune("一二三四五六七八九", r)
			if i < 0 {
				return 0
			}
			digit = i/len("一") + 1
		}
	}
	return total + digit
}

func romanToInt(s string) int {
	values := map[byte]int{'I': 1, 'V': 5, 'X': 10}
	total := 0
	for i := range len(s) {
		v := values[s[i]]
		if v == 0 {
			return 0
		}
		if i+1 < len(s) && values[s[i+1]] > v {
			total -= v
		} else {
			total += v
		}
	}
	return total
}

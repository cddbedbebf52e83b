package ingest

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Years are written 2023年, ２０２３年 or 二〇二三年 (〇 also as ○, 零, O).
var (
	yearForm = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)\d\d)\s*(?:年|$|[^0-9])`)
	hanYear  = regexp.MustCompile(`[一二][〇○Ｏ零九][〇○Ｏ零一二三四五六七八九]{2}\s*年`)
	dateForm = regexp.MustCompile(`((?:19|20)\d\d)\s*[-年./]\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*[-月./]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})`)
)

// foldYears writes full-width digits and the years of Chinese numerals in ASCII
// digits; the rest of s stays as it is.
func foldYears(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return '0' + r - '０'
		}
		return r
	}, s)
	return hanYear.ReplaceAllStringFunc(s, func(year string) string {
		return strings.Map(func(r rune) rune {
			if i := strings.IndexRune("一二三四五六七八九", r); i >= 0 {
				return '1' + rune(i/len("一"))
			}
			if strings.ContainsRune("〇○Ｏ零", r) {
				return '0'
			}
			return r
		}, year)
	})
}

// yearsIn returns the years that s names, in the order of the text.
func yearsIn(s string) []int {
	s = foldYears(s)
	var out []int
	for len(s) > 0 {
		loc := yearForm.FindStringSubmatchIndex(s)
		if loc == nil {
			break
		}
		n, _ := strconv.Atoi(s[loc[2]:loc[3]])
		out = append(out, n)
		s = s[loc[3]:]
	}
	return out
}

// lastYear returns the last year that s names, 0 when it names none.
func lastYear(s string) int {
	all := yearsIn(s)
	if len(all) == 0 {
		return 0
	}
	return all[len(all)-1]
}

// parseDate returns the first day that s names, such as 2023-12-05, 2023年12月5日,
// 二〇二三年十二月五日; zero when it names none.
func parseDate(s string) time.Time {
	m := dateForm.FindStringSubmatch(foldYears(s))
	if m == nil {
		return time.Time{}
	}
	y, month, day := outlineNumber(m[1]), outlineNumber(m[2]), outlineNumber(m[3])
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return time.Time{}
	}
	return time.Date(y, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

func yearText(year int) string { return strconv.Itoa(year) + "年" }

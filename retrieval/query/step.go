package query

import (
	"regexp"
	"strconv"
	"strings"
)

// stepForm finds a year that is told by the one before it: 那前一年呢, and the year
// before? 比前一年 compares and asks for no year.
var stepForm = regexp.MustCompile(`(比|较|与|同)?(前一年度?|上一年度?|上年度?|后一年度?|次年|下一年度?|第二年)|(?i)\b(?:in )?the (?:(?:year (before|after))|(?:(previous|preceding|next|following) year))\b( that)?`)

// stepped writes the year into a follow-up that tells it by the year of the question
// before it; without such a year, by that of the report.
func stepped(text string, before Query) string {
	if before.Text == "" || !followUp.MatchString(strings.TrimSpace(text)) {
		return text
	}
	return stepForm.ReplaceAllStringFunc(text, func(found string) string {
		m := stepForm.FindStringSubmatch(found)
		if m[1] != "" {
			return found
		}
		han, step := m[2] != "", stepOf(m[2]+strings.ToLower(m[3]+m[4]))
		switch {
		case len(before.Years) > 0:
			year := strconv.Itoa(before.Years[len(before.Years)-1] + step)
			if han {
				year += "年"
			}
			return year
		case len(before.Relative) > 0: // the word alone can't tell a step from 去年
			return found
		case han:
			return map[int]string{-1: "去年", 1: "明年"}[step]
		}
		return map[int]string{-1: "last year", 1: "next year"}[step]
	})
}

// stepOf is how many years a word goes on.
func stepOf(word string) int {
	switch strings.TrimSuffix(word, "度") {
	case "后一年", "次年", "下一年", "第二年", "after", "next", "following":
		return 1
	}
	return -1
}

package query

import (
	"regexp"
	"strings"
)

// Period is a part of a year: months 1 … 12, both included.
type Period struct {
	First, Last int
	Text        string // as the question writes it
}

// monthForm finds months: 1-10月, 截至10月底, 前10个月, 10月.
var (
	quarterForm = regexp.MustCompile(`上半年|下半年|前三季度|前两个?季度|第?[一二三四]季度|(?i)\b(?:first|second) half\b|\b(?:first|second|third|fourth) quarter\b|\b(?:first three|three) quarters\b|\bQ[1-4]\b|\bH[12]\b`)
	monthForm   = regexp.MustCompile(`(\d{1,2})月?\s?[-—–~～至到]\s?(\d{1,2})月|(截至|截止到?|到)\s?(\d{1,2})月|前(\d{1,2})个月|(\d{1,2})月`)
	monthFormEn = regexp.MustCompile(`(?i)\b(january|february|march|april|may|june|july|august|september|october|november|december)\b(?:\s+(?:to|through|until|-|–)\s+(january|february|march|april|may|june|july|august|september|october|november|december)\b)?`)
	untilEn     = regexp.MustCompile(`(?i)(?:as of|by|until|up to|end of)(?: the)?(?: end of)?\s*$`)
)

// quarters are the months of the words for halves and quarters, by their lower case.
var quarters = map[string][2]int{
	"上半年": {1, 6}, "下半年": {7, 12}, "前三季度": {1, 9}, "前两季度": {1, 6}, "前两个季度": {1, 6},
	"一季度": {1, 3}, "二季度": {4, 6}, "三季度": {7, 9}, "四季度": {10, 12},
	"first half": {1, 6}, "second half": {7, 12}, "h1": {1, 6}, "h2": {7, 12},
	"first quarter": {1, 3}, "second quarter": {4, 6}, "third quarter": {7, 9}, "fourth quarter": {10, 12},
	"first three quarters": {1, 9}, "three quarters": {1, 9},
	"q1": {1, 3}, "q2": {4, 6}, "q3": {7, 9}, "q4": {10, 12},
}

var months = strings.Fields("january february march april may june july august september october november december")

// period returns the first part of a year that a question names; the zero value
// when it names none, or months that are none.
func period(text string) Period {
	if word := quarterForm.FindString(text); word != "" {
		m := quarters[strings.TrimPrefix(strings.ToLower(word), "第")]
		return Period{m[0], m[1], word}
	}
	if m := monthForm.FindStringSubmatch(text); m != nil {
		return monthsOf(m).orNone()
	}
	return periodEn(text)
}

func monthsOf(m []string) Period {
	switch {
	case m[1] != "":
		return Period{atoi(m[1]), atoi(m[2]), m[0]}
	case m[3] != "":
		return Period{1, atoi(m[4]), m[0]}
	case m[5] != "":
		return Period{1, atoi(m[5]), m[0]}
	}
	return Period{atoi(m[6]), atoi(m[6]), m[0]}
}

// orNone is the zero value for months that no year has.
func (p Period) orNone() Period {
	if p.First < 1 || p.Last > 12 || p.First > p.Last {
		return Period{}
	}
	return p
}

func periodEn(text string) Period {
	for _, at := range monthFormEn.FindAllStringSubmatchIndex(text, -1) {
		word := text[at[2]:at[3]]
		if word == "may" || word == "march" {
			continue // verbs
		}
		p := Period{First: monthNumber(word), Last: monthNumber(word), Text: text[at[0]:at[1]]}
		switch before := untilEn.FindString(text[:at[0]]); {
		case at[4] >= 0:
			p.Last = monthNumber(text[at[4]:at[5]])
		case before != "":
			p.First, p.Text = 1, strings.TrimSpace(before)+" "+p.Text
		}
		return p.orNone()
	}
	return Period{}
}

// monthNumber is 1 for January, 0 for no month.
func monthNumber(word string) int {
	for i, m := range months {
		if strings.EqualFold(m, word) {
			return i + 1
		}
	}
	return 0
}

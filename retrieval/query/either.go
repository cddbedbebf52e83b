package query

import (
	"regexp"
	"strings"

	"reportbot/ingest/figure"
)

// eitherOr finds two numbers of which a question asks the right one: 到底是52还是25公里.
var eitherOr = regexp.MustCompile(`(?:到底|究竟)?是?\s*(\d[\d.,，]*)\s*([\p{Han}%％]{0,4}?)\s*还是\s*(\d[\d.,，]*)\s*(\p{Han}{1,4}?|[%％])\s*([？?，,。\s]|$)`)

// either returns two numbers of one unit of which a question asks the right one, and the
// question with 是多少 in their place; nil when it asks for none so.
func either(text string) (numbers []figure.Figure, rest string) {
	m := eitherOr.FindStringSubmatch(text)
	if m == nil || m[4] == "年" || m[4] == "月" {
		return nil, text
	}
	for i, n := range []string{m[1], m[3]} {
		unit := m[4]
		if i == 0 && m[2] != "" {
			unit = m[2]
		}
		read := figure.Parse(n+unit, figure.Context{})
		if len(read) != 1 || read[0].Value == "" {
			return nil, text
		}
		numbers = append(numbers, read[0])
	}
	if numbers[0].Unit != numbers[1].Unit || numbers[0].Value == numbers[1].Value {
		return nil, text
	}
	asks := "是多少" + strings.TrimLeft(m[4], "十百千万亿")
	if strings.ContainsAny(m[4], "%％") {
		asks = "百分之几"
	}
	return numbers, eitherOr.ReplaceAllString(text, asks+"$5")
}

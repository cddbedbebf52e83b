package blockkit

import (
	"regexp"
	"strings"
)

var (
	heading  = regexp.MustCompile(`^ {0,3}#{1,6}( |$)`)
	ruleLine = regexp.MustCompile(`^ {0,3}([-*_] *){3,}$`)
	listItem = regexp.MustCompile(`^ *([-*+]|\d+[.)]) `)
	tableRow = regexp.MustCompile(`^ *\|.*\| *$`)
	fence    = regexp.MustCompile("^ {0,3}(```|~~~)")
)

// expansion is the number of blocks that Slack makes of Markdown, guessed from above:
// one for each heading, rule, table, list, quote, code block and paragraph.
func expansion(text string) int {
	n, before, code := 0, "", false
	for l := range strings.SplitSeq(text, "\n") {
		kind := kindOf(l)
		switch {
		case kind == "code":
			if code = !code; code {
				n++
			}
		case code || kind == "":
		case kind == "heading" || kind == "rule" || kind != before:
			n++
		}
		before = kind
	}
	return n
}

func kindOf(line string) string {
	switch {
	case strings.TrimSpace(line) == "":
		return ""
	case fence.MatchString(line):
		return "code"
	case heading.MatchString(line):
		return "heading"
	case ruleLine.MatchString(line):
		return "rule"
	case listItem.MatchString(line):
		return "list"
	case tableRow.MatchString(line):
		return "table"
	case strings.HasPrefix(strings.TrimSpace(line), ">"):
		return "quote"
	}
	return "paragraph"
}

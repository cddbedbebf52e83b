package blocks

import (
	"regexp"
	"strings"

	"reportbot/bot/blocks/markdown"
)

var (
	markup     = regexp.MustCompile("[\\\\`*_~\\[\\]<>|&]")
	lineMarkup = regexp.MustCompile(`^(\s*)([#+-]|\d+[.)])`)
)

// StreamText makes text safe to stream as Markdown, which Slack reads: markup of a
// model is taken out, since Slack's reader loses bold in Chinese, and what is left
// means nothing but itself. Lines stay apart. The texts of Answerer.Stream can be
// given one by one.
func StreamText(text string) string {
	lines := strings.Split(clean(text), "\n")
	for i, l := range lines {
		l = textOf(withoutLinks(markdown.Inline(l)))
		l = markup.ReplaceAllString(l, `\$0`)
		lines[i] = lineMarkup.ReplaceAllStringFunc(l, escapeLineStart)
	}
	return strings.Join(lines, "\n\n")
}

// escapeLineStart escapes what would begin a heading or item.
func escapeLineStart(mark string) string {
	last := len(mark) - 1
	return mark[:last] + `\` + mark[last:]
}

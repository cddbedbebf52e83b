package blocks

import (
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

// fallbackOf is what blocks say, as a message's text: rich text and tables, else the
// sources alone.
func fallbackOf(blocks []slack.Block) string {
	var text, sources []string
	for _, b := range blocks {
		switch b := b.(type) {
		case *slack.RichTextBlock:
			text = append(text, richText(b.Elements))
		case *slack.TableBlock:
			text = append(text, tableText(b))
		case *slack.SectionBlock:
			sources = append(sources, b.Text.Text)
		}
	}
	if len(text) == 0 {
		text = sources
	}
	return fallback(strings.Join(text, "\n"))
}

// fallback makes a text safe for a message's text, where Slack reads mrkdwn, and cuts
// it; – stands for nothing.
func fallback(text string) string {
	if text = strings.TrimSpace(clean(text)); text == "" {
		return "–"
	}
	for n := maxTextChars; ; n = n * 9 / 10 {
		if escaped := escape(cut(text, n)); utf8.RuneCountInString(escaped) <= maxTextChars {
			return escaped
		}
	}
}

func richText(elements []slack.RichTextElement) string {
	var lines []string
	for _, e := range elements {
		switch e := e.(type) {
		case *slack.RichTextSection:
			lines = append(lines, sectionText(e.Elements))
		case *slack.RichTextQuote:
			lines = append(lines, sectionText(e.Elements))
		case *slack.RichTextPreformatted:
			lines = append(lines, sectionText(e.Elements))
		case *slack.RichTextList:
			lines = append(lines, richText(e.Elements))
		}
	}
	return strings.Join(lines, "\n")
}

func sectionText(elements []slack.RichTextSectionElement) string {
	var b strings.Builder
	for _, e := range elements {
		switch e := e.(type) {
		case *slack.RichTextSectionTextElement:
			b.WriteString(e.Text)
		case *slack.RichTextSectionLinkElement:
			b.WriteString(e.Text)
		}
	}
	return b.String()
}

func tableText(t *slack.TableBlock) string {
	var lines []string
	for _, r := range t.Rows {
		var cells []string
		for _, c := range r {
			if c, ok := c.(*slack.TableRichTextCell); ok {
				cells = append(cells, richText(c.Elements))
			}
		}
		lines = append(lines, strings.Join(cells, " | "))
	}
	return strings.Join(lines, "\n")
}

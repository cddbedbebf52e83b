package blocks

import (
	"strings"

	"github.com/slack-go/slack"

	"reportbot/bot/blocks/markdown"
)

// plainRuns is text in one style, with nothing read into it.
func plainRuns(text string, style markdown.Style) []markdown.Run {
	return []markdown.Run{{Text: text, Style: style}}
}

var bold = markdown.Style{Bold: true}

// withoutLinks shows the links of a model as text, the address visible: what they
// point to was checked by nobody. Addresses of other kinds than http are left out.
func withoutLinks(runs []markdown.Run) []markdown.Run {
	var out []markdown.Run
	for i, r := range runs {
		ends := i+1 == len(runs) || runs[i+1].URL != r.URL
		url := safeURL(r.URL)
		if url == strings.TrimSpace(r.Text) {
			url = ""
		}
		r.URL = ""
		out = append(out, r)
		if url != "" && ends {
			out = append(out, markdown.Run{Text: " (" + url + ")"})
		}
	}
	return out
}

// embolden makes all runs bold.
func embolden(runs []markdown.Run) []markdown.Run {
	out := make([]markdown.Run, len(runs))
	for i, r := range runs {
		r.Style.Bold = true
		out[i] = r
	}
	return out
}

// elements are the runs as Slack's; one of a space when there is nothing to show,
// which Slack refuses.
func elements(runs []markdown.Run) []slack.RichTextSectionElement {
	var out []slack.RichTextSectionElement
	for _, r := range runs {
		switch {
		case r.Text == "":
		case r.URL != "":
			out = append(out, slack.NewRichTextSectionLinkElement(r.URL, r.Text, styleOf(r.Style)))
		default:
			out = append(out, slack.NewRichTextSectionTextElement(r.Text, styleOf(r.Style)))
		}
	}
	if len(out) == 0 {
		out = append(out, slack.NewRichTextSectionTextElement(" ", nil))
	}
	return out
}

func styleOf(s markdown.Style) *slack.RichTextSectionTextStyle {
	if s == (markdown.Style{}) {
		return nil
	}
	return &slack.RichTextSectionTextStyle{Bold: s.Bold, Italic: s.Italic, Strike: s.Strike, Code: s.Code}
}

// textOf is the text of runs without their styles.
func textOf(runs []markdown.Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

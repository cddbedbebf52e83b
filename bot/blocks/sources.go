package blocks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"reportbot/bot/answer"
)

// source is the citations of one section, in the order of their numbers.
type source []answer.Citation

// CitedWith returns the citations that a source button stands for: that of number n
// and those of sentences of the same section, in the order of their numbers; nil when
// the answer has none of that number.
func CitedWith(ans answer.Answer, n int) []answer.Citation {
	for _, s := range sourcesOf(&ans) {
		if slices.ContainsFunc(s, func(c answer.Citation) bool { return c.N == n }) {
			return s
		}
	}
	return nil
}

// sourcesOf returns the sections that the answer's statements cite, in the order of
// their first numbers: sentences of one section stand together.
func sourcesOf(ans *answer.Answer) []source {
	var out []source
	for _, c := range ans.Citations {
		if !isCited(ans, c.N) {
			continue
		}
		same := func(s source) bool {
			return s[0].Report == c.Report && s[0].Section == c.Section && s[0].Page == c.Page
		}
		if i := slices.IndexFunc(out, same); i >= 0 {
			out[i] = append(out[i], c)
			continue
		}
		out = append(out, source{c})
	}
	return out
}

func isCited(ans *answer.Answer, n int) bool {
	return slices.ContainsFunc(ans.Statements, func(s answer.Statement) bool { return slices.Contains(s.Citations, n) })
}

// sourceBlocks shows sources, each with the button that opens it.
func (m *maker) sourceBlocks(sources []source) []slack.Block {
	if len(sources) == 0 {
		return nil
	}
	out := []slack.Block{slack.NewContextBlock("", plainText(m.words.Sources, maxTextChars))}
	for _, s := range sources {
		button := slack.NewButtonBlockElement(ActionSource, m.ref(s[0].N), plainText(m.words.ShowSource, maxButtonChars))
		text := plainText(m.words.sourceLine(s), maxTextChars)
		out = append(out, slack.NewSectionBlock(text, nil, slack.NewAccessory(button)))
	}
	return out
}

// sourceLine is [1] Report title — 一、… › （二）…, p. N
func (w *Words) sourceLine(s source) string {
	var b strings.Builder
	for _, c := range s {
		fmt.Fprintf(&b, "[%d] ", c.N)
	}
	b.WriteString(label(s[0].Title, maxTitle))
	if s[0].Section != "" {
		b.WriteString(" — " + label(s[0].Section, maxSection))
	}
	if s[0].Page > 0 {
		b.WriteString(w.comma + fmt.Sprintf(w.page, s[0].Page))
	}
	return b.String()
}

// How much of a title and of a path of headings is shown, in characters.
const (
	maxTitle   = 200
	maxSection = 500
)

// title names a report in a sentence or table.
func (w *Words) title(title string) string { return fmt.Sprintf(w.sourceOf, label(title, maxTitle)) }

// plainText is text in which Slack reads no markup and no emoji names. It must not be
// empty; it is cut to n characters.
func plainText(s string, n int) *slack.TextBlockObject {
	s = cut(strings.TrimSpace(clean(s)), n)
	if s == "" {
		s = "–"
	}
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}

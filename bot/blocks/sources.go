package blocks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"reportbot/bot/answer"
)

// source is a section that is cited, with the numbers of its citations, ascending.
type source struct {
	answer.Citation // the first of them
	numbers         []int
}

// sources returns the sections that the answer's statements cite, in the order of
// their first numbers: sentences of one section stand together.
func (m *maker) sources() []source {
	var out []source
	for _, c := range m.ans.Citations {
		if !m.isCited(c.N) {
			continue
		}
		same := func(s source) bool { return s.Report == c.Report && s.Section == c.Section && s.Page == c.Page }
		if i := slices.IndexFunc(out, same); i >= 0 {
			out[i].numbers = append(out[i].numbers, c.N)
			continue
		}
		out = append(out, source{c, []int{c.N}})
	}
	return out
}

func (m *maker) isCited(n int) bool {
	return slices.ContainsFunc(m.ans.Statements, func(s answer.Statement) bool { return slices.Contains(s.Citations, n) })
}

// sourceBlocks shows sources, each with the button that opens it.
func (m *maker) sourceBlocks(sources []source) []slack.Block {
	if len(sources) == 0 {
		return nil
	}
	out := []slack.Block{slack.NewContextBlock("", plainText(m.words.Sources, maxTextChars))}
	for _, s := range sources {
		button := slack.NewButtonBlockElement(ActionSource, m.ref(s.N), plainText(m.words.ShowSource, maxButtonChars))
		text := plainText(m.words.sourceLine(s), maxTextChars)
		out = append(out, slack.NewSectionBlock(text, nil, slack.NewAccessory(button)))
	}
	return out
}

// sourceLine is [1] Report title — 一、… › （二）…, p. N
func (w *Words) sourceLine(s source) string {
	var b strings.Builder
	for _, n := range s.numbers {
		fmt.Fprintf(&b, "[%d] ", n)
	}
	b.WriteString(label(s.Title, maxTitle))
	if s.Section != "" {
		b.WriteString(" — " + label(s.Section, maxSection))
	}
	if s.Page > 0 {
		b.WriteString(w.comma + fmt.Sprintf(w.page, s.Page))
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

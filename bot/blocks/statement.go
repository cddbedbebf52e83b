package blocks

import (
	"fmt"
	"slices"
	"strings"

	"reportbot/bot/answer"
	"reportbot/bot/blocks/markdown"
)

// line is one line of an answer: a statement, or words between statements.
type line struct {
	text      string
	statement *answer.Statement // nil for words between
}

// linesOf returns what an answer says, in its order.
func linesOf(ans *answer.Answer) []line {
	var out []line
	between := func(text string) {
		for l := range strings.SplitSeq(text, "\n") {
			if strings.TrimSpace(l) != "" {
				out = append(out, line{text: strings.TrimSpace(l)})
			}
		}
	}
	rest := ans.Text
	for i := range ans.Statements {
		s := &ans.Statements[i]
		if before, after, ok := strings.Cut(rest, s.Text+marks(s.Citations)); ok {
			between(before)
			rest = after
		}
		out = append(out, line{s.Text, s})
	}
	between(rest)
	return out
}

// marks are the marks of citations as they stand in Answer.Text.
func marks(numbers []int) string {
	var b strings.Builder
	for _, n := range numbers {
		fmt.Fprintf(&b, " [%d]", n)
	}
	return b.String()
}

// markRuns are marks of citations, linked where the report has an address.
func (m *maker) markRuns(numbers []int) []markdown.Run {
	var out []markdown.Run
	for i, n := range numbers {
		mark := m.markRun(n)
		if i >= maxLinks {
			mark.URL = ""
		}
		out = append(out, markdown.Run{Text: " "}, mark)
	}
	return out
}

// maxLinks is how many marks of one statement are links: addresses count against the
// limit of a message.
const maxLinks = 10

func (m *maker) markRun(n int) markdown.Run {
	r := markdown.Run{Text: fmt.Sprintf("[%d]", n)}
	if c := m.citation(n); c != nil {
		r.URL = safeURL(c.URL)
	}
	return r
}

// citation is the citation of a number; nil when there is none.
func (m *maker) citation(n int) *answer.Citation {
	i := slices.IndexFunc(m.ans.Citations, func(c answer.Citation) bool { return c.N == n })
	if i < 0 {
		return nil
	}
	return &m.ans.Citations[i]
}

// statement adds a statement. What a model wrote is read as Markdown; figures of the
// ledger and sentences of reports are shown as they are: an asterisk there is a mask.
func (m *maker) statement(s *answer.Statement, style markdown.Style, prefix []markdown.Run) {
	if !m.written(s) {
		runs := append(prefix, plainRuns(clean(s.Text), style)...)
		m.paper.paragraph(append(runs, m.markRuns(s.Citations)...))
		return
	}
	parsed := markdown.Parse(clean(s.Text), m.quotes(s)...)
	if len(parsed) == 0 || !takesPrefix(parsed[0]) && len(prefix) > 0 {
		m.paper.paragraph(prefix)
		prefix = nil
	}
	for i, b := range parsed {
		var end []markdown.Run
		if i == len(parsed)-1 {
			end = m.markRuns(s.Citations)
		}
		m.markdown(b, prefix, end)
		prefix = nil
	}
}

// written tells whether a statement is in a model's own words.
func (m *maker) written(s *answer.Statement) bool {
	if m.ans.Model == "none" || m.ans.Model == "" || len(s.Rows) > 0 || s.Check == answer.Computed || s.Check == answer.Replaced {
		return false
	}
	text := oneLine(s.Text)
	return !slices.ContainsFunc(m.quotes(s), func(q string) bool { return strings.Contains(oneLine(q), text) })
}

// quotes are the sentences that a statement cites.
func (m *maker) quotes(s *answer.Statement) []string {
	var out []string
	for _, n := range s.Citations {
		if c := m.citation(n); c != nil {
			out = append(out, clean(c.Quote))
		}
	}
	return out
}

// takesPrefix tells whether words can stand at the start of a block, and its last can
// be followed by marks.
func takesPrefix(b markdown.Block) bool {
	return b.Kind == markdown.Paragraph || b.Kind == markdown.Heading
}

// markdown adds a block that a model wrote, with words at its start and its end.
func (m *maker) markdown(b markdown.Block, prefix, end []markdown.Run) {
	runs := append(withoutLinks(b.Runs), end...)
	switch b.Kind {
	case markdown.Item:
		m.paper.item(runs, b.Number, b.Level)
		return
	case markdown.Quote:
		m.paper.quote(runs)
		return
	case markdown.Heading:
		runs = embolden(runs)
	case markdown.Code:
		m.paper.code(b.Text)
		runs = end[min(1, len(end)):] // without the space before
	case markdown.Table:
		m.markdownTable(b.Rows)
		runs = end[min(1, len(end)):]
	}
	if runs = append(prefix, runs...); len(runs) > 0 {
		m.paper.paragraph(runs)
	}
}

func (m *maker) markdownTable(rows [][][]markdown.Run) {
	var all []row
	for _, r := range rows {
		var cells row
		for _, cell := range r {
			cells = append(cells, withoutLinks(cell))
		}
		all = append(all, cells)
	}
	m.paper.table(all[0], all[1:], nil)
}

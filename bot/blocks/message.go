package blocks

import (
	"slices"

	"github.com/slack-go/slack"

	"reportbot/bot/answer"
	"reportbot/bot/blocks/markdown"
)

// Message is one message to post or to update another with.
type Message struct {
	Text   string        // for notifications and screen readers; escaped, at most 3,000 characters
	Blocks []slack.Block // what is shown
}

func newMessage(blocks []slack.Block) Message {
	return Message{Text: fallbackOf(blocks), Blocks: blocks}
}

// Options tell what an answer is shown with.
type Options struct {
	QuestionID string            // in the values of buttons, and the number that a failure is reported by; at most 255 bytes
	Language   Language          // default English
	Reports    int               // how many were searched; 0: not told
	Years      []int             // that these speak of, ascending; nil: not told
	Titles     map[string]string // of reports by their path, as in Found.Report; default: the file's name
}

// Answer returns the messages of an answer, at least one: the first is posted, each
// other is posted when its reader asks for more, by a button under the one before.
func Answer(ans answer.Answer, o Options) []Message {
	m := newMaker(ans, o)
	body := m.body()
	main, rest := m.below()
	pages := paginate(append(body, main...))
	if len(rest) > 0 {
		pages = append(pages, paginate(rest)...)
	}
	var out []Message
	for i, page := range pages {
		if i+1 < len(pages) {
			page = append(page, m.moreButton(i+2))
		}
		if i == 0 && m.hasFeedback() {
			page = append(page, m.feedbackButtons())
		}
		out = append(out, newMessage(page))
	}
	return out
}

// Tail returns what is put below the text of an answer that was streamed: what Answer
// puts there. Its button for more shows pages of Answer.
func Tail(ans answer.Answer, o Options) []slack.Block {
	m := newMaker(ans, o)
	switch ans.Kind {
	case answer.Refused:
		m.refused()
	case answer.Unclear:
		m.choices()
	}
	m.paper.flush()
	main, rest := m.below()
	out := append(m.paper.blocks, main...)
	if len(rest) > 0 {
		body := newMaker(ans, o).body()
		out = append(out, m.moreButton(len(paginate(append(body, main...)))+1))
	}
	if m.hasFeedback() {
		out = append(out, m.feedbackButtons())
	}
	return out
}

// Plain is a message of the bot's own words, or of any other text; what goes beyond one
// message is left out.
func Plain(text string) Message {
	var p paper
	p.paragraph(plainRuns(clean(text), markdown.Style{}))
	p.flush()
	if len(p.blocks) == 0 {
		return Plain("–")
	}
	return newMessage(paginate(p.blocks)[0])
}

// Help greets, and suggests what to ask.
func Help(l Language, prompts []Prompt) Message {
	w := WordsFor(l)
	var p paper
	p.paragraph(plainRuns(w.Greeting, markdown.Style{}))
	for _, prompt := range prompts {
		p.item(plainRuns(label(prompt.Message, maxTextChars), markdown.Style{}), -1, 0)
	}
	p.flush()
	return newMessage(p.blocks)
}

// SessionTitle is the title of a conversation that begins with a question.
func SessionTitle(question string) string { return label(question, maxSessionTitle) }

// maker makes the messages of one answer.
type maker struct {
	ans     answer.Answer
	options Options
	words   *Words
	paper   paper
	begun   bool // a statement was added
	tabled  bool // the table of figures was added
}

func newMaker(ans answer.Answer, o Options) *maker {
	return &maker{ans: ans, options: o, words: WordsFor(o.Language)}
}

// body is the answer without what stands below it; at least one block.
func (m *maker) body() []slack.Block {
	m.write()
	m.paper.flush()
	if len(m.paper.blocks) == 0 {
		return Plain("–").Blocks
	}
	return m.paper.blocks
}

// write writes the answer: its label and first line, the rest, and what helps on.
func (m *maker) write() {
	var prefix []markdown.Run
	if label := m.label(); label != "" {
		prefix = []markdown.Run{{Text: label + "  "}}
	}
	if m.ans.Kind == answer.Failed {
		m.paper.paragraph(append(prefix, plainRuns(m.words.Failed(m.options.QuestionID), markdown.Style{})...))
		return
	}
	for _, l := range m.lines() {
		m.line(l, prefix)
		prefix = nil
	}
	switch m.ans.Kind {
	case answer.Refused:
		m.refused()
	case answer.Unclear:
		m.choices()
	}
}

// lines are the lines of the answer, in the order in which they are shown: what was
// calculated from figures in a table stands before them.
func (m *maker) lines() []line {
	lines := linesOf(&m.ans)
	if !tabular(m.ans.Statements) || len(lines) == 0 || lines[0].statement == nil {
		return lines
	}
	computed := func(l line) bool { return l.statement != nil && l.statement.Check == answer.Computed }
	first := filter(lines, computed)
	return append(first, filter(lines, func(l line) bool { return !computed(l) })...)
}

func filter(lines []line, keep func(line) bool) []line {
	return slices.DeleteFunc(slices.Clone(lines), func(l line) bool { return !keep(l) })
}

// line adds one line. The first statement is bold when the program made it.
func (m *maker) line(l line, prefix []markdown.Run) {
	s := l.statement
	if s == nil {
		m.paper.paragraph(append(prefix, plainRuns(clean(l.text), markdown.Style{})...))
		return
	}
	if len(s.Rows) > 0 && tabular(m.ans.Statements) {
		if !m.tabled {
			m.figureTable(prefix)
			m.tabled = true
		}
		return
	}
	style := markdown.Style{}
	if !m.begun && (len(s.Rows) > 0 || s.Check == answer.Computed) {
		style = bold
	}
	m.begun = true
	m.statement(s, style, prefix)
}

// below returns what stands below the answer: buttons and sources, and the sources
// beyond those shown at once.
func (m *maker) below() (main, rest []slack.Block) {
	sources := sourcesOf(&m.ans)
	shown := sources[:min(len(sources), maxSources)]
	main = append(m.choiceButtons(), m.sourceBlocks(shown)...)
	return main, m.sourceBlocks(sources[len(shown):])
}

// hasFeedback tells whether there is something to judge.
func (m *maker) hasFeedback() bool {
	return m.ans.Kind != answer.Failed && m.ans.Kind != answer.Unclear
}

package blocks

import (
	"unicode/utf8"

	"github.com/slack-go/slack"

	"reportbot/bot/blocks/markdown"
)

// paper collects text and other things as blocks, each within Slack's limits.
// Neighbouring text shares a rich_text block.
type paper struct {
	blocks []slack.Block

	// The rich_text block that has begun.
	open  []slack.RichTextElement
	lines []markdown.Run // the section that has begun: paragraphs, one a line
	chars int            // of open and lines
}

// block adds a finished block.
func (p *paper) block(b slack.Block) {
	p.flush()
	p.blocks = append(p.blocks, b)
}

// flush ends the rich_text block that has begun.
func (p *paper) flush() {
	p.endLines()
	if len(p.open) > 0 {
		p.blocks = append(p.blocks, slack.NewRichTextBlock("", p.open...))
	}
	p.open, p.chars = nil, 0
}

func (p *paper) endLines() {
	if len(p.lines) > 0 {
		p.open = append(p.open, slack.NewRichTextSection(elements(p.lines)...))
	}
	p.lines = nil
}

// place makes room for text of a weight, in a new block when this one is full.
func (p *paper) place(chars int) {
	if p.chars > 0 && p.chars+chars > maxRichChars {
		p.flush()
	}
	p.chars += chars
}

// paragraph adds a paragraph on a line of its own.
func (p *paper) paragraph(runs []markdown.Run) {
	for i, part := range cutRuns(runs, maxRichChars-1) {
		if i > 0 {
			p.flush()
		}
		p.place(weigh(part) + 1)
		if len(p.lines) > 0 {
			p.lines = append(p.lines, markdown.Run{Text: "\n"})
		}
		p.lines = append(p.lines, part...)
	}
}

// quote adds a quotation.
func (p *paper) quote(runs []markdown.Run) {
	for _, part := range cutRuns(runs, maxRichChars) {
		p.place(weigh(part))
		p.endLines()
		p.open = append(p.open, &slack.RichTextQuote{Type: slack.RTEQuote, Elements: elements(part)})
	}
}

// code adds text of fixed width.
func (p *paper) code(text string) {
	for _, part := range cutRuns(plainRuns(text, markdown.Style{}), maxRichChars) {
		p.place(weigh(part))
		p.endLines()
		p.open = append(p.open, &slack.RichTextPreformatted{Type: slack.RTEPreformatted, Elements: elements(part)})
	}
}

// item adds an item to the list that stands last, or begins one. number is -1 for a
// bullet; indent counts from 0. What is too long for a block goes on below the list.
func (p *paper) item(runs []markdown.Run, number, indent int) {
	parts := cutRuns(runs, maxRichChars)
	if len(parts) == 0 {
		return
	}
	p.place(weigh(parts[0]))
	p.endLines()
	section := slack.NewRichTextSection(elements(parts[0])...)
	if list := p.lastList(number, indent); list != nil {
		list.Elements = append(list.Elements, section)
	} else {
		p.open = append(p.open, newList(section, number, indent))
	}
	for _, rest := range parts[1:] {
		p.paragraph(rest)
	}
}

func newList(first slack.RichTextElement, number, indent int) *slack.RichTextList {
	if number < 0 {
		return slack.NewRichTextList(slack.RTEListBullet, indent, first)
	}
	list := slack.NewRichTextList(slack.RTEListOrdered, indent, first)
	list.Offset = max(0, number-1)
	return list
}

// lastList is the list that stands last, if an item goes on with it; else nil.
func (p *paper) lastList(number, indent int) *slack.RichTextList {
	if len(p.open) == 0 {
		return nil
	}
	list, ok := p.open[len(p.open)-1].(*slack.RichTextList)
	ordered := ok && list.Style == slack.RTEListOrdered
	if !ok || list.Indent != indent || ordered != (number >= 0) {
		return nil
	}
	return list
}

// weigh is what runs count against Slack's limits, in characters: their text and
// their addresses.
func weigh(runs []markdown.Run) int {
	n := 0
	for _, r := range runs {
		n += utf8.RuneCountInString(r.Text) + len(r.URL)
	}
	return n
}

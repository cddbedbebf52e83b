package blocks

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"reportbot/bot/blocks/markdown"
)

// Source is what the view of a citation shows.
type Source struct {
	Numbers   []int  // of the citations, as CitedWith gives them
	Title     string // of the report
	Section   string // headings from the root, joined by " › "; "" above the first
	Page      int    // from 1; 0 when the format has none
	URL       string // of the report, "" when it has none
	State     State
	Sentences []Sentence // the cited ones with their neighbours, in the order of the report; when the report is no longer as it was, the quote alone
}

// Sentence is one sentence of a section.
type Sentence struct {
	Text  string
	Cited bool
}

// State tells whether a report is still as it was cited.
type State string

const (
	Unchanged State = "" // as it was
	Changed   State = "changed"
	Gone      State = "gone"
)

// LoadingView is opened at once and then updated: Slack's three seconds are too short
// to look anything up.
func LoadingView(l Language) slack.ModalViewRequest {
	w := WordsFor(l)
	return modal(w.SourceView, w.Close, slack.NewSectionBlock(plainText(w.Opening, maxTextChars), nil, nil))
}

// SourceView shows the cited sentence of a report among its neighbours.
func SourceView(s Source, l Language) slack.ModalViewRequest {
	w := WordsFor(l)
	var p paper
	switch s.State {
	case Changed:
		p.paragraph(plainRuns(w.Changed, markdown.Style{}))
	case Gone:
		p.paragraph(plainRuns(w.Gone, markdown.Style{}))
	}
	p.paragraph(plainRuns(strings.TrimSpace(marks(s.Numbers))+" "+label(s.Title, maxTitle), bold))
	place := label(s.Section, maxSection)
	if s.Page > 0 {
		place = strings.TrimPrefix(place+w.comma+fmt.Sprintf(w.page, s.Page), w.comma)
	}
	p.paragraph(plainRuns(place, markdown.Style{}))
	p.flush()
	for _, sentence := range around(s.Sentences, maxViewChars) {
		if sentence.Cited {
			p.quote(plainRuns(sentence.Text, bold))
		} else {
			p.paragraph(plainRuns(sentence.Text, markdown.Style{}))
		}
	}
	p.flush()
	if url := safeURL(s.URL); url != "" {
		p.paragraph([]markdown.Run{{Text: w.OpenReport, URL: url}})
		p.flush()
	}
	return modal(w.SourceView, w.Close, p.blocks...)
}

// around returns sentences to show, made safe: as many neighbours of the cited ones as
// limit characters take.
func around(all []Sentence, limit int) []Sentence {
	show := make([]bool, len(all))
	out := make([]Sentence, len(all))
	for i, s := range all {
		out[i] = Sentence{cut(oneLine(clean(s.Text)), limit), s.Cited}
		if s.Cited && limit > 0 {
			show[i] = true
			limit -= len([]rune(out[i].Text))
		}
	}
	for grown := true; grown; {
		grown = false
		for i := range out {
			beside := i > 0 && show[i-1] || i+1 < len(out) && show[i+1]
			size := len([]rune(out[i].Text))
			if show[i] || !beside || size > limit {
				continue
			}
			show[i], grown = true, true
			limit -= size
		}
	}
	var shown []Sentence
	for i, s := range out {
		if show[i] {
			shown = append(shown, s)
		}
	}
	return shown
}

// maxViewTitle is how long a view's title and buttons may be, in characters.
const maxViewTitle = 24

// modal is a view that is only read.
func modal(title, closing string, blocks ...slack.Block) slack.ModalViewRequest {
	return slack.ModalViewRequest{
		Type:   slack.VTModal,
		Title:  plainText(title, maxViewTitle),
		Close:  plainText(closing, maxViewTitle),
		Blocks: slack.Blocks{BlockSet: blocks},
	}
}

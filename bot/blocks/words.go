package blocks

import (
	"fmt"
	"strconv"
	"strings"

	"reportbot/ingest/figure"
)

// Words are what the bot says by itself in one language. Texts with a place for
// something are unexported; methods of the same name fill them.
type Words struct {
	Loading []string // status messages that take turns while an answer is made; without commas

	Greeting     string // to a mention without a question
	PromptsTitle string // above suggested prompts
	TooLong      string // a question of more than MaxQuestion characters
	Limited      string // a person has asked too much for the moment
	NotAllowed   string // to guests and people of other organisations
	Stopped      string // the asker stopped the answer
	Expired      string // a button of an answer that is no longer kept
	NotInChannel string // asked from a channel that the bot is not in

	ShowMore   string
	ShowSource string
	Sources    string // above the sources

	Opening    string // in a view that is still empty
	Close      string
	Cancel     string
	Send       string
	SourceView string // title
	OpenReport string
	Changed    string // the report has changed since it was cited
	Gone       string // the report is no longer there

	Helpful       string
	Unhelpful     string
	FeedbackView  string // title
	FeedbackWhy   string
	Reasons       map[Reason]string
	Comment       string
	CommentHint   string
	FeedbackSaved string

	AskUsage string // of /ask
	AskView  string // title
	AskLabel string
	AskHint  string
	AskSend  string

	target, targets  string // labels; targets: beside what came of them
	masked, maskedIn string // maskedIn: some figures of several
	notFound         string
	unclear          string
	incomplete       string
	status           map[figure.Status]string
	columns          map[column]string
	sourceOf         string // report title
	page             string // number
	expected         string // behind the title of a table
	nearest          string
	rephrase         string
	unclearHint      string
	separator        string // between the words of a title
	comma            string
	listSeparator    string // between two values

	searching, searched, queued, failed, perhaps string    // formats
	years                                        [2]string // formats: one year, the first and the last
	reports                                      [2]string // formats: one, several
	prompts                                      []Prompt  // of {place} and {year}
	general                                      []Prompt
}

// Prompt is a suggestion of what to ask.
type Prompt struct {
	Title   string // on the button
	Message string // what is asked
}

// MaxQuestion is how long a question may be, in characters: what Slack takes in one
// message.
const MaxQuestion = 40_000

// WordsFor returns the words of a language; those of English for any other than
// Chinese.
func WordsFor(l Language) *Words {
	if l == Chinese {
		return &chinese
	}
	return &english
}

// Searching is the status while n reports are searched.
func (w *Words) Searching(n int) string { return fmt.Sprintf(w.searching, w.countReports(n)) }

// Queued tells a person that others are before; position counts from 1.
func (w *Words) Queued(position int) string { return fmt.Sprintf(w.queued, position) }

// Failed tells that there is no answer, with the number under which the log tells why.
func (w *Words) Failed(requestID string) string {
	return fmt.Sprintf(w.failed, oneLine(clean(requestID)))
}

// PerhapsAnswered tells that an answer may be there already, with the number of the
// question.
func (w *Words) PerhapsAnswered(requestID string) string {
	return fmt.Sprintf(w.perhaps, oneLine(clean(requestID)))
}

// Prompts suggests up to four questions about a place and a year, such as the newest
// report is about; general ones where place is "" or year 0.
func (w *Words) Prompts(place string, year int) []Prompt {
	if place == "" || year == 0 {
		return w.general
	}
	fill := strings.NewReplacer("{place}", cut(oneLine(clean(place)), maxPlace), "{year}", strconv.Itoa(year))
	var out []Prompt
	for _, p := range w.prompts {
		out = append(out, Prompt{p.Title, fill.Replace(p.Message)})
	}
	return out
}

// maxPlace is how much of a place's name is shown in a question, in characters.
const maxPlace = 40

// searchedReports tells how many reports were searched, and of which years.
func (w *Words) searchedReports(n int, years []int) string {
	span := ""
	switch len(years) {
	case 0:
	case 1:
		span = fmt.Sprintf(w.years[0], years[0])
	default:
		span = fmt.Sprintf(w.years[1], years[0], years[len(years)-1])
	}
	return fmt.Sprintf(w.searched, w.countReports(n), span)
}

func (w *Words) countReports(n int) string {
	if n == 1 {
		return w.reports[0]
	}
	return fmt.Sprintf(w.reports[1], n)
}

package answer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"reportbot/ingest"
	"reportbot/retrieval"
	question "reportbot/retrieval/query"
)

// Answerer answers questions from the reports of one index. It is safe for
// concurrent use.
type Answerer struct {
	Retriever *retrieval.Retriever
	// Scope maps the IDs of the reports that may be seen to the paths by which
	// they are cited; nil: all, by the paths that are stored.
	Scope map[string]string
	// Explain says of each retrieved chunk why it ranks where it does.
	Explain bool
	Writer  *Writer // nil: the program answers by itself
	// Only limits what is read to the sentences that it accepts, given the path by which
	// their report is cited; nil: all. The evaluation gives the evidence alone by it.
	Only func(report, sentence string) bool
	// Timeout bounds one question, without what Writer does for it; default 60 s.
	Timeout time.Duration
}

const (
	defaultTimeout = time.Minute
	retrieved      = 10 // chunks that are looked at, and listed in the answer
)

// ErrEmptyQuestion says that there is nothing to answer.
var ErrEmptyQuestion = errors.New("the question is empty")

// Ask answers one question. It never fails: an error is an answer of kind Failed
// that tells it.
func (a *Answerer) Ask(ctx context.Context, q Question) Answer {
	return a.Stream(ctx, q, func(string) {})
}

// Stream answers one question as Ask does, and calls show with the text of the answer
// as it comes: a statement is shown once it is checked. The texts shown, one after the
// other, are the Text of the answer, unless that is of kind Failed.
func (a *Answerer) Stream(ctx context.Context, q Question, show func(text string)) Answer {
	start := time.Now()
	timeout := a.Timeout
	if timeout == 0 {
		timeout = defaultTimeout
	}
	if a.Writer != nil {
		timeout += 2 * a.Writer.timeout() // it may rewrite a question, then answer it
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	shown := 0
	grown := func(text string) {
		if shown < len(text) {
			show(text[shown:])
			shown = len(text)
		}
	}
	ans := a.ask(ctx, q, func(ans Answer) { grown(ans.Text) })
	if ans.Kind != Failed {
		grown(ans.Text)
	}
	ans.ID = q.ID
	ans.Ms.Total = time.Since(start).Milliseconds()
	return ans
}

// program is the answer of the program alone; it notes in r what it read.
func (a *Answerer) program(ctx context.Context, q Question, r *reading) Answer {
	ans := newAnswer()
	if strings.TrimSpace(q.Text) == "" {
		return ans.fail(ErrEmptyQuestion)
	}
	start := time.Now()
	found, err := a.search(ctx, q)
	ans.Ms.Search = time.Since(start)
	if err != nil {
		return ans.fail(fmt.Errorf("search the reports: %w", err))
	}
	for _, p := range found.Passages {
		one := Found{Report: a.source(p.Report), Section: joinPath(p.Path), Score: p.Score, Text: p.Text}
		if a.Explain {
			one.Why = whyOf(p, found.By)
		}
		ans.Retrieval = append(ans.Retrieval, one)
	}
	words := wordsFor(r.asked)
	t := newTopic(found)
	sentences, err := allSentences(found, t)
	if err != nil {
		return ans.fail(err)
	}
	sentences = a.only(sentences)
	r.found, r.topic, r.sentences = found, t, sentences
	var asked []*topic
	if t.asksFigure {
		sentences, asked, err = a.answerFigures(&ans, found, sentences, words)
		if err != nil || ans.Kind != "" {
			return ans.failIf(err)
		}
	}
	best := choose(t, sentences)
	if len(best) == 0 && !t.asksFigure {
		best = chooseSoftly(t, sentences)
	}
	if onlyPlans(best) && (found.Query.Outcome || t.asksPast(best)) {
		best = nil // what was planned does not tell whether it came true
	}
	if len(best) == 0 && a.offerOnly(&ans, asked, words) {
		return ans
	}
	if len(best) == 0 {
		ans.Kind = Refused
		ans.Text = words.refusal(found)
		if len(found.Unknown)+len(found.Uncovered) == 0 {
			ans.Text += words.nearest(r.sentences)
		}
		return ans
	}
	ans.Kind = Answered
	if found.Query.Kind == question.AskList {
		best = withItems(found, best)
	}
	for _, s := range best {
		ans.state(t.withYear(s, words)+t.excerpt(s.text), a.citation(s))
	}
	return ans
}

func newAnswer() Answer {
	return Answer{
		Citations: []Citation{}, Statements: []Statement{}, Dropped: []Dropped{}, Retrieval: []Found{}, Model: "none",
	}
}

// onlyPlans tells whether sentences all stand in sections of plans.
func onlyPlans(all []sentence) bool {
	return !slices.ContainsFunc(all, func(s sentence) bool { return s.passage.Status != ingest.StatusPlan })
}

// asksPast tells whether a question names a year that the reports of plans look back on
// too, and asks for no plan.
func (t *topic) asksPast(plans []sentence) bool {
	if t.part.Status == ingest.StatusPlan || len(plans) == 0 {
		return false
	}
	return !slices.ContainsFunc(plans, func(s sentence) bool {
		return !t.lookedBackOn(retrieval.LedgerEntry{Report: s.passage.Report, Number: t.found.Snapshot.Meta(s.passage.Doc).Report})
	})
}

// failIf is the answer, or the error when there is one.
func (ans Answer) failIf(err error) Answer {
	if err != nil {
		return ans.fail(err)
	}
	return ans
}

func (ans Answer) fail(err error) Answer {
	ans.Kind, ans.Error = Failed, err.Error()
	return ans
}

// askBack asks which place is meant.
func (ans *Answer) askBack(groups []group, words phrases) {
	var places []string
	for _, g := range groups {
		place := g.first().Report.Place
		if place == "" {
			place = g.first().Report.Title
		}
		places = append(places, place)
	}
	ans.Choices = places
	ans.Kind, ans.Text = Unclear, fmt.Sprintf(words.whichPlace, strings.Join(places, "、"))
}

// state adds a sentence of a report, or a part of it, as a statement with its
// citation.
func (ans *Answer) state(text string, c Citation) {
	ans.add(oneLine(text), []int{ans.cite(c)}, Passed)
}

func (a *Answerer) citation(s sentence) Citation {
	return a.citationIn(s.passage.Report, s.passage.Path, s.passage.Page, s.text)
}

func (a *Answerer) citationIn(r retrieval.Info, path []string, page int, quote string) Citation {
	return Citation{
		Report: a.source(r), Hash: r.Hash, URL: r.URL, Title: r.Title, Place: r.Place,
		Section: joinPath(path), Page: page, Quote: quote,
	}
}

// source is the path by which a report is cited.
func (a *Answerer) source(r retrieval.Info) string {
	if path, ok := a.Scope[r.ID]; ok && path != "" {
		return path
	}
	return r.Source
}

func userTurns(history []Turn) []string {
	var out []string
	for _, t := range history {
		if t.Role == "user" {
			out = append(out, t.Text)
		}
	}
	return out
}

func joinPath(path []string) string { return strings.Join(path, ingest.PathSeparator) }

// Failure is the answer to a question that could not be asked.
func Failure(id string, err error) Answer {
	ans := newAnswer().fail(err)
	ans.ID = id
	return ans
}

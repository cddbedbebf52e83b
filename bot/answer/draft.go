package answer

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tmc/langchaingo/llms"

	"reportbot/bot/gate"
	"reportbot/ingest"
	"reportbot/ingest/figure"
	"reportbot/prompts"
	"reportbot/retrieval"
)

// How much a model sees and says. A small one takes 4096 tokens, of which a Han
// character takes about two thirds.
const (
	maxPassages   = 6
	maxShown      = 2400 // characters of all passages
	maxStatements = 12
	minTopical    = 0.30 // of the topic, which a sentence must speak of to be cited
)

// draft is the work of a model on one question.
//
//	passages ─▶ reply ─▶ statements ─▶ sentence of the quote ─▶ check ─▶ answer
//	                                                              └▶ failed ─▶ repair ─▶ check ─▶ answer, verbatim sentence, or nothing
type draft struct {
	a         *Answerer
	writer    *Writer
	ans       *Answer
	language  prompts.Language
	question  string
	passages  []retrieval.Passage
	orders    []string // sentences of the passages that are left out, see givesOrders
	sentences []sentence
	cited     []gate.Sentence // the sentences, as the gate wants them
	checker   gate.Checker
	failed    []failure
	show      func(Answer) // called after each statement
}

// failure is a statement that failed its check.
type failure struct {
	gate.Statement
	at      []int // the sentences of its quote; nil when it is not verbatim
	verdict gate.Verdict
}

// draft lets the model answer. What it could not answer keeps the program's answer.
func (a *Answerer) draft(ctx context.Context, program Answer, r *reading, show func(Answer)) Answer {
	d, err := a.newDraft(program, r, show)
	if err != nil {
		return program.fail(err)
	}
	if len(d.sentences) == 0 {
		return program
	}
	inner, cancel := context.WithTimeout(ctx, d.writer.timeout())
	defer cancel()
	err = d.write(inner)
	switch {
	case ctx.Err() != nil:
		return program.fail(context.Cause(ctx))
	case len(d.ans.Statements) > 0:
		program.Kind = Answered
		program.Text, program.Citations, program.Statements = d.ans.Text, d.ans.Citations, d.ans.Statements
		program.Written = true
		if err != nil {
			program.Error = errorText(err)
		}
	case err != nil:
		program = program.without(err, wordsFor(r.asked))
	}
	program.Model, program.PromptVersion, program.Dropped = d.writer.Name, prompts.Version, d.ans.Dropped
	return program
}

func (a *Answerer) newDraft(program Answer, r *reading, show func(Answer)) (*draft, error) {
	d := &draft{
		a: a, writer: a.Writer, language: languageOf(r.asked), question: r.found.Query.Text, show: show,
		checker: gate.Checker{Terms: r.topic.terms, Question: r.found.Query.Text, Places: places(r.found)},
	}
	ans := newAnswer()
	d.ans = &ans
	d.choosePassages(r)
	return d, d.readFigures(r.found)
}

// choosePassages takes the best passages whose sentences may answer the question, as
// many as the model can take.
func (d *draft) choosePassages(r *reading) {
	size := 0
	for _, p := range r.found.Passages {
		var own []sentence
		for _, s := range r.sentences {
			switch {
			case s.passage.Doc != p.Doc:
			case s.order:
				d.orders = append(d.orders, s.text)
			default:
				own = append(own, s)
			}
		}
		if len(own) == 0 || len(d.passages) == maxPassages {
			continue
		}
		if size += utf8.RuneCountInString(p.Text); size > maxShown && len(d.passages) > 0 {
			return
		}
		d.passages, d.sentences = append(d.passages, p), append(d.sentences, own...)
	}
}

// readFigures makes the gate's sentences, with the figures of the ledger.
func (d *draft) readFigures(found *retrieval.Result) error {
	visible := make([]bool, len(found.Snapshot.Reports))
	for _, p := range d.passages {
		visible[found.Snapshot.Meta(p.Doc).Report] = true
	}
	entries, err := d.a.ledger(found, visible)
	if err != nil {
		return err
	}
	figures := map[string][]figure.Figure{}
	for _, e := range entries {
		figures[e.Report.ID+"\n"+e.Quote] = append(figures[e.Report.ID+"\n"+e.Quote], e.Figure)
	}
	for _, s := range d.sentences {
		p := s.passage
		year := p.Year
		if year == 0 {
			year = p.Report.Year()
		}
		d.cited = append(d.cited, gate.Sentence{
			Text: s.text, Place: p.Report.Place, Year: year, Plan: p.Status == ingest.StatusPlan, Path: p.Path,
			Figures: figures[p.Report.ID+"\n"+s.text],
		})
	}
	return nil
}

// write asks the model, checks what it says while it speaks, and has what failed
// repaired once. The error is that of a model that gave no whole reply.
func (d *draft) write(ctx context.Context) error {
	messages := []llms.MessageContent{llms.TextParts(llms.ChatMessageTypeHuman, prompts.Answer(d.language, d.shown(), d.question))}
	reply, err := d.hear(ctx, messages, func(s gate.Statement) { d.take(s) })
	if err != nil || len(d.failed) == 0 {
		d.replace()
		return err
	}
	if strings.TrimSpace(reply) != "" {
		d.repair(ctx, append(messages, llms.TextParts(llms.ChatMessageTypeAI, reply)))
	}
	d.replace()
	return nil
}

// hear asks the model and takes each statement as soon as it is complete. A reply
// that holds none is read as plain text.
func (d *draft) hear(ctx context.Context, messages []llms.MessageContent, take func(gate.Statement)) (string, error) {
	var reader replyReader
	heard := 0
	said := func(reply string) {
		for _, s := range reader.read(reply) {
			if heard++; heard <= maxStatements {
				take(s)
			}
		}
	}
	reply, err := d.writer.generate(ctx, d.writer.Statements, messages, said)
	if err == nil && heard == 0 && !strings.Contains(reply, "{") {
		for _, s := range readPlain(reply) {
			if heard++; heard <= maxStatements {
				quote := ""
				if at := d.nearest(s); len(at) > 0 {
					quote = d.sentences[at[0]].text
				}
				take(gate.Statement{Quote: quote, Text: s.text})
			}
		}
	}
	return reply, err
}

// shown are the passages as the model sees them: without what gives orders.
func (d *draft) shown() []prompts.Passage {
	var out []prompts.Passage
	for _, p := range d.passages {
		text := p.Text
		for _, order := range d.orders {
			text = strings.ReplaceAll(text, order, "")
		}
		source := slices.DeleteFunc(append([]string{p.Report.Title}, p.Path...), givesOrders)
		out = append(out, prompts.Passage{Source: strings.Join(source, ingest.PathSeparator), Text: text})
	}
	return out
}

func languageOf(question string) prompts.Language {
	if inChinese(question) {
		return prompts.Chinese
	}
	return prompts.English
}

// places returns the places of all reports that may be seen.
func places(found *retrieval.Result) []string {
	var out []string
	for i, info := range found.Snapshot.Reports {
		if info.Place != "" && (found.Visible == nil || found.Visible[i]) && !slices.Contains(out, info.Place) {
			out = append(out, info.Place)
		}
	}
	return out
}

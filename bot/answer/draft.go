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
	at      int // of its sentence; -1 when its quote is in none
	verdict gate.Verdict
}

// draft lets the model answer. What it could not answer keeps the program's answer.
func (a *Answerer) draft(ctx context.Context, program Answer, r *reading, show func(Answer)) Answer {
	d, err := a.newDraft(ctx, program, r, show)
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
		if err != nil {
			program.Error = errorText(err)
		}
	case err != nil:
		program = program.without(err, wordsFor(r.asked))
	}
	program.Model, program.PromptVersion, program.Dropped = d.writer.Name, prompts.Version, d.ans.Dropped
	return program
}

func (a *Answerer) newDraft(ctx context.Context, program Answer, r *reading, show func(Answer)) (*draft, error) {
	d := &draft{
		a: a, writer: a.Writer, language: languageOf(r.asked), question: r.found.Query.Text, show: show,
		checker: gate.Checker{Terms: r.topic.terms, Question: r.found.Query.Text, Places: places(r.found)},
	}
	ans := newAnswer()
	d.ans = &ans
	d.choosePassages(r)
	return d, d.readFigures(ctx, r.found)
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
		size += utf8.RuneCountInString(p.Text)
		if len(own) == 0 || len(d.passages) == maxPassages || size > maxShown && len(d.passages) > 0 {
			continue
		}
		d.passages, d.sentences = append(d.passages, p), append(d.sentences, own...)
	}
}

// readFigures makes the gate's sentences, with the figures of the ledger.
func (d *draft) readFigures(ctx context.Context, found *retrieval.Result) error {
	visible := make([]bool, len(found.Snapshot.Reports))
	for _, p := range d.passages {
		visible[found.Snapshot.Meta(p.Doc).Report] = true
	}
	entries, err := d.a.Retriever.Store.Ledger(ctx, found.Snapshot, visible)
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
				take(gate.Statement{Quote: d.nearest(s), Text: s.text})
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

// take adds a statement that passes its check to the answer, and keeps one that
// fails.
func (d *draft) take(s gate.Statement) {
	if at, verdict := d.check(s); verdict.Passed() {
		d.add(s.Text, at, Passed, "")
	} else {
		d.failed = append(d.failed, failure{s, at, verdict})
	}
}

// check finds the sentence of a statement's quote, -1 for none, and checks the
// statement against it.
func (d *draft) check(s gate.Statement) (int, gate.Verdict) {
	at, verdict := d.checker.CheckStatement(s, d.cited)
	switch {
	case at < 0:
		return at, verdict
	case d.sentences[at].coverage < minTopical:
		return at, gate.Verdict{Reason: offTopic, Detail: "the sentence does not speak of what was asked"}
	}
	if !verdict.Passed() {
		return at, verdict
	}
	return at, d.foreign(s.Text, at)
}

func (d *draft) foreign(text string, at int) gate.Verdict {
	s := d.sentences[at]
	sources := append([]string{s.text, s.passage.Report.Title, s.passage.Report.Place, s.passage.Header}, s.passage.Path...)
	beside := d.question
	if givesOrders(beside) {
		beside = ""
	}
	return foreign(text, sources, beside, d.checker.Terms)
}

// repair tells the model what failed, and takes what it then writes.
func (d *draft) repair(ctx context.Context, messages []llms.MessageContent) {
	var told []prompts.Failure
	for _, f := range d.failed {
		sentence := ""
		if f.at >= 0 {
			sentence = d.sentences[f.at].text
		}
		told = append(told, prompts.Failure{Text: f.Text, Sentence: sentence, Why: f.verdict.Detail})
	}
	messages = append(messages, llms.TextParts(llms.ChatMessageTypeHuman, prompts.Repair(d.language, told)))
	_, _ = d.hear(ctx, messages, func(s gate.Statement) { // what stays unrepaired is replaced
		at, verdict := d.check(s)
		if !verdict.Passed() || len(d.failed) == 0 || d.said(s.Text) {
			return
		}
		i := max(0, slices.IndexFunc(d.failed, func(f failure) bool { return f.at == at }))
		d.add(s.Text, at, Repaired, d.failed[i].verdict.Reason)
		d.failed = slices.Delete(d.failed, i, i+1)
	})
}

// replace puts the verbatim sentence in the place of what still fails, or drops it
// when there is none that speaks of the question.
func (d *draft) replace() {
	for _, f := range d.failed {
		if f.at < 0 || f.verdict.Reason == offTopic || d.stated(f.at) {
			d.ans.Dropped = append(d.ans.Dropped, Dropped{Why: string(f.verdict.Reason)})
			continue
		}
		d.add(oneLine(d.sentences[f.at].text), f.at, Replaced, f.verdict.Reason)
	}
	d.failed = nil
}

// stated tells whether the answer cites a sentence already.
func (d *draft) stated(at int) bool {
	c := d.a.citation(d.sentences[at])
	return slices.ContainsFunc(d.ans.Citations, func(e Citation) bool { return e.Quote == c.Quote && e.Report == c.Report })
}

// said tells whether the answer says a text already.
func (d *draft) said(text string) bool {
	return slices.ContainsFunc(d.ans.Statements, func(s Statement) bool { return s.Text == text })
}

// add states a checked text with its sentence; one that was said already is not said
// again.
func (d *draft) add(text string, at int, check Check, why gate.Reason) {
	if d.said(text) {
		return
	}
	c := d.a.citation(d.sentences[at])
	n := slices.IndexFunc(d.ans.Citations, func(e Citation) bool { return e.Quote == c.Quote && e.Report == c.Report }) + 1
	if n == 0 {
		n = d.ans.cite(c)
	}
	d.ans.add(text, []int{n}, check)
	d.ans.Statements[len(d.ans.Statements)-1].Why = string(why)
	d.show(*d.ans)
}

// nearest is the sentence that a plain statement is taken from: of the passages that
// its marks name, else of all, the one that shares most with it.
func (d *draft) nearest(s plainStatement) string {
	best, quote := 0, ""
	own := wordsOf(s.text)
	for _, sentence := range d.sentences {
		n := 1 + slices.IndexFunc(d.passages, func(p retrieval.Passage) bool { return p.Doc == sentence.passage.Doc })
		shared := 0
		for w := range wordsOf(sentence.text) {
			if own[w] && utf8.RuneCountInString(w) > 1 {
				shared += 2
			}
		}
		if shared > 0 && slices.Contains(s.marks, n) {
			shared++
		}
		if shared > best {
			best, quote = shared, sentence.text
		}
	}
	return quote
}

func languageOf(question string) prompts.Language {
	if hasHan(question) {
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

package answer

import (
	"context"
	"slices"
	"unicode/utf8"

	"github.com/tmc/langchaingo/llms"

	"reportbot/bot/gate"
	"reportbot/prompts"
	"reportbot/retrieval"
)

// A statement that fails its check is repaired once, else replaced by the verbatim
// sentence, else dropped.

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

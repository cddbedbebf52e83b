package answer

import (
	"cmp"
	"context"
	"regexp"
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
// fails. One that says what another sentence says than the one it quotes is repaired
// by citing that.
func (d *draft) take(s gate.Statement) {
	quoted, verdict := d.check(s)
	if verdict.Passed() {
		d.add(s.Text, quoted, Passed, "")
		return
	}
	at := d.nearest(plainStatement{text: s.Text})
	if len(at) > 0 && wholly(s.Text, []string{d.sentences[at[0]].text}) && d.judge(s.Text, at).Passed() {
		d.add(s.Text, at, Repaired, verdict.Reason)
		return
	}
	d.failed = append(d.failed, failure{s, quoted, verdict})
}

// maxQuoted is how many sentences a quote may run over.
const maxQuoted = 6

// check finds the sentences of a statement's quote, nil for none, and checks the
// statement against each, then against all of them. Those come back that it passed
// against, else the one that speaks most of the question.
func (d *draft) check(s gate.Statement) ([]int, gate.Verdict) {
	quoted := d.quoted(s.Quote)
	if len(quoted) == 0 {
		return nil, gate.Verdict{Reason: gate.Quote, Detail: "the quote stands in no sentence of the passages; copy one sentence verbatim"}
	}
	for i := range quoted {
		if d.judge(s.Text, quoted[i:i+1]).Passed() {
			return quoted[i : i+1], gate.Verdict{}
		}
	}
	if d.judge(s.Text, quoted).Passed() {
		return quoted, gate.Verdict{}
	}
	best := []int{d.best(quoted)}
	return best, d.judge(s.Text, best)
}

// quoted returns the sentences that a quote is copied from, in its order; nil when it
// is not verbatim.
func (d *draft) quoted(quote string) []int {
	if at := gate.FindQuote(quote, d.cited); at >= 0 {
		return []int{at}
	}
	var all []int
	for _, part := range quotedParts.FindAllString(quote, maxQuoted) {
		at := gate.FindQuote(part, d.cited)
		if at < 0 {
			return nil
		}
		if !slices.Contains(all, at) {
			all = append(all, at)
		}
	}
	return all
}

// quotedParts finds the sentences of a quote.
var quotedParts = regexp.MustCompile(`[^。！？!?；;\n]*\p{L}[^。！？!?；;\n]*[。！？!?；;]?`)

// judge checks a text against the sentences that it cites.
func (d *draft) judge(text string, at []int) gate.Verdict {
	if d.writer.Unchecked {
		return gate.Verdict{}
	}
	var cited []gate.Sentence
	var sources []string
	topical := false
	for _, i := range at {
		s := d.sentences[i]
		topical = topical || s.coverage >= minTopical
		cited = append(cited, d.cited[i])
		sources = append(append(sources, s.text, s.passage.Report.Title, s.passage.Report.Place, s.passage.Header), s.passage.Path...)
	}
	if !topical {
		return gate.Verdict{Reason: offTopic, Detail: "the sentence does not speak of what was asked"}
	}
	if verdict := d.checker.Check(text, cited); !verdict.Passed() {
		return verdict
	}
	if wholly(text, []string{d.question}) {
		return gate.Verdict{Reason: echo, Detail: "it only repeats the question; answer with what the sentence says"}
	}
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
		if len(f.at) > 0 {
			sentence = d.sentences[f.at[0]].text
		}
		told = append(told, prompts.Failure{Text: f.Text, Sentence: sentence, Why: f.verdict.Detail})
	}
	messages = append(messages, llms.TextParts(llms.ChatMessageTypeHuman, prompts.Repair(d.language, told)))
	_, _ = d.hear(ctx, messages, func(s gate.Statement) { // what stays unrepaired is replaced
		at, verdict := d.check(s)
		if !verdict.Passed() || len(d.failed) == 0 || d.said(s.Text) {
			return
		}
		i := max(0, slices.IndexFunc(d.failed, func(f failure) bool { return slices.Equal(f.at, at) }))
		d.add(s.Text, at, Repaired, d.failed[i].verdict.Reason)
		d.failed = slices.Delete(d.failed, i, i+1)
	})
}

// replace puts a verbatim sentence in the place of what still fails: the quoted one or
// the one that says most of the text, whichever speaks more of the question. Without a
// verbatim quote, or when that speaks of something else, the statement is dropped.
func (d *draft) replace() {
	for _, f := range d.failed {
		if len(f.at) > 0 && f.verdict.Reason != offTopic {
			if at := d.best(append(d.nearest(plainStatement{text: f.Text}), f.at...)); !d.stated(at) {
				d.add(oneLine(d.sentences[at].text), []int{at}, Replaced, f.verdict.Reason)
				continue
			}
		}
		d.ans.Dropped = append(d.ans.Dropped, Dropped{Why: string(f.verdict.Reason)})
	}
	d.failed = nil
}

// best is the one of some sentences that speaks most of the question.
func (d *draft) best(at []int) int {
	return slices.MaxFunc(at, func(a, b int) int { return cmp.Compare(d.sentences[a].coverage, d.sentences[b].coverage) })
}

// number is the number of the citation of a sentence, 0 when it is not cited yet.
func (d *draft) number(c Citation) int {
	return 1 + slices.IndexFunc(d.ans.Citations, func(e Citation) bool { return e.Quote == c.Quote && e.Report == c.Report })
}

// stated tells whether the answer cites a sentence already.
func (d *draft) stated(at int) bool { return d.number(d.a.citation(d.sentences[at])) > 0 }

// said tells whether the answer says a text already.
func (d *draft) said(text string) bool {
	return slices.ContainsFunc(d.ans.Statements, func(s Statement) bool { return s.Text == text })
}

// add states a checked text with its sentences; one that was said already is not said
// again.
func (d *draft) add(text string, at []int, check Check, why gate.Reason) {
	if d.said(text) {
		return
	}
	var numbers []int
	for _, i := range at {
		c := d.a.citation(d.sentences[i])
		n := d.number(c)
		if n == 0 {
			n = d.ans.cite(c)
		}
		numbers = append(numbers, n)
	}
	d.ans.add(text, numbers, check)
	d.ans.Statements[len(d.ans.Statements)-1].Why = string(why)
	d.show(*d.ans)
}

// nearest is the sentence that says most of a text: of those of the passages that its
// marks name, if they say as much; nil when none says anything of it.
func (d *draft) nearest(s plainStatement) []int {
	best := 0
	var at []int
	own := wordsOf(s.text)
	for i, sentence := range d.sentences {
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
			best, at = shared, []int{i}
		}
	}
	return at
}

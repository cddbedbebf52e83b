package answer

import (
	"context"

	"reportbot/prompts"
	"reportbot/retrieval"
	question "reportbot/retrieval/query"
)

// reading is what the program read for a question.
type reading struct {
	asked     string            // as it was typed; its language is that of the answer
	found     *retrieval.Result // nil when the search failed
	topic     *topic
	sentences []sentence // of the passages, best first
}

// ask answers a question: the program first, and for what it leaves open the model.
//
//	question ─▶ program ─┬─▶ asks for figures ────────────────────────────▶ answer
//	     ▲               ├─▶ finds nothing, leans on the conversation or
//	     └─── rewritten ─┘   is in another language (once)
//	                     └─▶ the rest ─▶ model's statements, each checked ─▶ answer
//
// show is called with the answer after each statement of a model.
func (a *Answerer) ask(ctx context.Context, q Question, show func(Answer)) Answer {
	r := &reading{asked: q.Text}
	ans := a.program(ctx, q, r)
	if a.Writer == nil || r.found == nil {
		return ans
	}
	if r.unfound(ans) {
		rewritten, err := a.rewrite(ctx, q, r.found)
		switch {
		case ctx.Err() != nil:
			return ans.fail(context.Cause(ctx))
		case err != nil:
			return ans.without(err, wordsFor(q.Text))
		case rewritten != "":
			ans, r = a.reread(ctx, rewritten, ans, r)
		}
	}
	if r.complete(ans) {
		return ans
	}
	return a.draft(ctx, ans, r, show)
}

// complete tells that a model has nothing to add: the program answers questions for
// figures whatever it finds, and its lists are verbatim and whole.
func (r *reading) complete(ans Answer) bool {
	list := r.found.Query.Kind == question.AskList && ans.Kind == Answered
	return ans.Kind == Failed || ans.Kind == Unclear || r.topic.asksFigure || list || r.unknown()
}

// reread answers a rewritten question, and keeps the first answer where that is no
// worse.
func (a *Answerer) reread(ctx context.Context, rewritten string, first Answer, r *reading) (Answer, *reading) {
	second := &reading{asked: r.asked}
	ans := a.program(ctx, Question{Text: rewritten}, second)
	if second.found == nil || second.unfound(ans) && (second.topic.asksFigure || r.topic.asksFigure) {
		return first, r
	}
	ans.Model, ans.PromptVersion = a.Writer.Name, prompts.Version
	return ans, second
}

// unfound tells that the reports do not say, though they know the place.
func (r *reading) unfound(ans Answer) bool { return ans.Kind == Refused && !r.unknown() }

// unknown tells that the question is about a place that no report knows.
func (r *reading) unknown() bool {
	return len(r.found.Unknown) > 0 && len(r.found.Query.Exact) == 0
}

// without is the program's answer with a note that the model failed.
func (ans Answer) without(err error, words phrases) Answer {
	ans.Text += "\n" + words.modelFailed
	ans.Error = errorText(err)
	return ans
}

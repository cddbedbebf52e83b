package bot

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"reportbot/bot/answer"
	"reportbot/bot/blocks"
	"reportbot/bot/state"
	"reportbot/ingest"
	"reportbot/retrieval"
)

// neighbours is how many sentences are shown before a cited one, and after it.
const neighbours = 3

// showSource opens a modal with the cited sentence among its neighbours: at once, since
// the click is good for 3 s only; then with its content.
func (b *Bot) showSource(ctx context.Context, q *state.Question, number int, trigger string) {
	var ans answer.Answer
	if json.Unmarshal(q.Answer, &ans) != nil {
		return
	}
	i := slices.IndexFunc(ans.Citations, func(c answer.Citation) bool { return c.N == number })
	if i < 0 {
		return
	}
	language := blocks.LanguageOf(q.Text)
	opened := b.open(ctx, trigger, blocks.LoadingView(language))
	if opened == nil {
		return
	}
	view := blocks.SourceView(b.source(ctx, ans.Citations[i]), language)
	err := b.call(ctx, true, func(ctx context.Context) error {
		_, err := b.api.UpdateViewContext(ctx, view, "", "", opened.ID)
		return err
	})
	if err != nil {
		b.log.Warn("show a source", "question", q.ID, "error", errorCode(err))
	}
}

// source finds what stands around a citation in the report as it is.
func (b *Bot) source(ctx context.Context, c answer.Citation) blocks.Source {
	out := blocks.Source{
		N: c.N, Title: c.Title, Section: c.Section, Page: c.Page, URL: c.URL,
		State: blocks.Gone, Sentences: []blocks.Sentence{{Text: c.Quote, Cited: true}},
	}
	a := b.Answerer()
	snapshot, err := a.Retriever.Store.Snapshot(ctx)
	if err != nil {
		b.log.Error("read a source", "error", err)
		return out
	}
	i := slices.IndexFunc(snapshot.Reports, func(r retrieval.Info) bool { return sourceOf(a, r) == c.Report })
	if i < 0 {
		return out
	}
	out.State = blocks.Changed
	if snapshot.Reports[i].Hash != c.Hash {
		return out
	}
	report, err := snapshot.Report(i)
	if err != nil {
		b.log.Error("read a source", "error", err)
		return out
	}
	out.State = blocks.Unchanged
	if around := sentencesAround(report, c); around != nil {
		out.Sentences = around
	}
	return out
}

// sourceOf is the path by which a report is cited; "" when it may not be seen.
func sourceOf(a *answer.Answerer, r retrieval.Info) string {
	path, visible := a.Scope[r.ID]
	switch {
	case a.Scope != nil && !visible:
		return ""
	case path != "":
		return path
	}
	return r.Source
}

// sentencesAround returns the cited sentence of a section with its neighbours; nil
// when it is not one of the section's.
func sentencesAround(report *ingest.Report, c answer.Citation) []blocks.Sentence {
	for _, s := range report.Sections {
		if strings.Join(s.Path, ingest.PathSeparator) != c.Section {
			continue
		}
		cited := slices.IndexFunc(s.Sentences, func(one ingest.Sentence) bool { return report.Text[one.Start:one.End] == c.Quote })
		if cited < 0 {
			continue
		}
		first, last := max(0, cited-neighbours), min(len(s.Sentences)-1, cited+neighbours)
		var out []blocks.Sentence
		for i := first; i <= last; i++ {
			out = append(out, blocks.Sentence{Text: report.Text[s.Sentences[i].Start:s.Sentences[i].End], Cited: i == cited})
		}
		return out
	}
	return nil
}

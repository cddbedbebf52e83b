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

// showSource opens a modal with what was cited among its neighbours: at once, since
// the click is good for 3 s only; then with its content.
func (b *Bot) showSource(ctx context.Context, q *state.Question, number int, trigger string) {
	var ans answer.Answer
	if json.Unmarshal(q.Answer, &ans) != nil {
		return
	}
	cited := blocks.CitedWith(ans, number)
	if len(cited) == 0 {
		return
	}
	language := blocks.LanguageOf(q.Text)
	opened := b.open(ctx, trigger, blocks.LoadingView(language))
	if opened == nil {
		return
	}
	view := blocks.SourceView(b.source(ctx, cited), language)
	err := b.call(ctx, true, func(ctx context.Context) error {
		_, err := b.api.UpdateViewContext(ctx, view, "", "", opened.ID)
		return err
	})
	if err != nil {
		b.log.Warn("show a source", "question", q.ID, "error", errorCode(err))
	}
}

// source is what stands around citations of one section, in the report as it is.
func (b *Bot) source(ctx context.Context, cited []answer.Citation) blocks.Source {
	c := cited[0]
	out := blocks.Source{Title: c.Title, Section: c.Section, Page: c.Page, URL: c.URL, State: blocks.Gone}
	for _, one := range cited {
		out.Numbers = append(out.Numbers, one.N)
		out.Sentences = append(out.Sentences, blocks.Sentence{Text: one.Quote, Cited: true})
	}
	report, state := b.reportOf(ctx, c)
	out.State = state
	if report == nil {
		return out
	}
	if around := sentencesAround(report, cited); around != nil {
		out.Sentences = around
	}
	return out
}

// reportOf is the report of a citation; nil unless it is as it was cited.
func (b *Bot) reportOf(ctx context.Context, c answer.Citation) (*ingest.Report, blocks.State) {
	a := b.Answerer()
	snapshot, err := a.Retriever.Store.Snapshot(ctx)
	if err != nil {
		b.log.Error("read a source", "error", err)
		return nil, blocks.Gone
	}
	i := slices.IndexFunc(snapshot.Reports, func(r retrieval.Info) bool { return sourceOf(a, r) == c.Report })
	switch {
	case i < 0:
		return nil, blocks.Gone
	case snapshot.Reports[i].Hash != c.Hash:
		return nil, blocks.Changed
	}
	report, err := snapshot.Report(i)
	if err != nil {
		b.log.Error("read a source", "error", err)
		return nil, blocks.Unchanged
	}
	return report, blocks.Unchanged
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

// sentencesAround returns the cited sentences of a section with their neighbours; nil
// when the section is not there.
func sentencesAround(report *ingest.Report, cited []answer.Citation) []blocks.Sentence {
	i := slices.IndexFunc(report.Sections, func(s ingest.Section) bool {
		return strings.Join(s.Path, ingest.PathSeparator) == cited[0].Section && strings.Contains(report.Text[s.Start:s.End], cited[0].Quote)
	})
	if i < 0 {
		return nil
	}
	var all []blocks.Sentence
	for _, s := range report.Sections[i].Sentences {
		text := report.Text[s.Start:s.End]
		all = append(all, blocks.Sentence{Text: text, Cited: slices.ContainsFunc(cited, func(c answer.Citation) bool { return c.Quote == text })})
	}
	var near []blocks.Sentence
	for i, s := range all {
		if slices.ContainsFunc(all[max(0, i-neighbours):min(len(all), i+neighbours+1)], func(s blocks.Sentence) bool { return s.Cited }) {
			near = append(near, s)
		}
	}
	return near
}

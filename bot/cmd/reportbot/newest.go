package main

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"sync/atomic"
	"time"

	"reportbot/bot/answer"
	"reportbot/retrieval"
)

// look is how often serve looks for reports that changed, and for what another
// process read into the index.
const look = 10 * time.Second

// newest keeps what answers questions at the newest state of the reports. A question
// under way keeps what it began with.
type newest struct {
	*opened
	globals *globals
	roots   []string // nil: all that is in the index
	log     *slog.Logger
	current atomic.Pointer[answer.Answerer]
	failing map[string]string // files that can't be read, with the reason
	gone    bool              // the folders are away
}

func (n *newest) answerer() *answer.Answerer { return n.current.Load() }
func (n *newest) set(a *answer.Answerer)     { n.current.Store(a) }
func (n *newest) scope() map[string]string   { return n.answerer().Scope }
func (n *newest) setScope(s map[string]string) {
	next := *n.answerer()
	next.Scope = s
	n.set(&next)
}

// watch looks for changes until ctx ends.
func (n *newest) watch(ctx context.Context) {
	ticker := time.NewTicker(look)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			n.refresh(ctx)
		}
	}
}

// refresh reads what changed and loads the index anew.
func (n *newest) refresh(ctx context.Context) {
	if len(n.roots) > 0 {
		n.read(ctx)
	}
	if _, err := n.store.Snapshot(ctx); err != nil && ctx.Err() == nil {
		n.log.Error("load the index", "error", err)
	}
}

func (n *newest) read(ctx context.Context) {
	model, err := n.globals.vectorModel()
	if err != nil {
		n.log.Error("read reports", "error", err)
		return
	}
	o := retrieval.SyncOptions{Scoped: true}
	if n.answerer().Retriever.Embedder != nil {
		o.Model = model
	}
	result, err := retrieval.Sync(ctx, n.store, n.answerer().Retriever.Embedder, n.roots, o)
	if err != nil {
		if ctx.Err() == nil {
			n.log.Error("read reports", "error", err)
		}
		return
	}
	n.complain(result.Failed)
	if result.Added+result.Changed+result.Removed > 0 {
		n.log.Info("reports changed", "added", result.Added, "changed", result.Changed, "removed", result.Removed)
	}
	switch was := n.gone; {
	case n.away(result):
		if n.gone = true; !was {
			n.log.Error("the folders of reports can't be read, the reports read before are kept")
		}
		return
	case !maps.Equal(result.Scope, n.scope()):
		n.setScope(result.Scope)
	}
	n.gone = false
}

// away tells whether a folder of reports is not there, such as one on another machine:
// that it is empty now does not mean that somebody emptied it.
func (n *newest) away(r retrieval.SyncResult) bool {
	return len(r.Scope) == 0 || slices.ContainsFunc(r.Failed, func(f retrieval.Failure) bool { return slices.Contains(n.roots, f.Path) })
}

// complain logs files that can't be read, each once for each reason.
func (n *newest) complain(failed []retrieval.Failure) {
	now := map[string]string{}
	for _, f := range failed {
		now[f.Path] = f.Err.Error()
		if n.failing[f.Path] != now[f.Path] {
			text, hint := failureText(f)
			n.log.Warn("a report can't be read", "reason", text, "hint", hint)
		}
	}
	n.failing = now
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"reportbot/bot/answer"
	"reportbot/retrieval"
)

// opened is the index with all that answers questions from it.
type opened struct {
	store    *retrieval.Store
	answerer *answer.Answerer
}

func (o *opened) close() { _ = o.store.Close() }

// open opens the index; with roots, it reads what changed below them first and
// sees the files there only.
func (g *globals) open(ctx context.Context, t terminal, roots []string) (*opened, error) {
	if err := g.checkModels(); err != nil {
		return nil, err
	}
	embedder, err := g.embedder()
	if err != nil {
		return nil, err
	}
	store, err := retrieval.Open(ctx, g.Data, retrieval.Options{ReadOnly: len(roots) == 0})
	if err != nil {
		if len(roots) == 0 && errors.Is(err, fs.ErrNotExist) {
			return nil, hinted("open "+g.Data, errors.New("no reports have been read yet"), "run reportbot ingest PATH, or name the reports with --reports PATH")
		}
		return nil, err
	}
	o := &opened{store: store, answerer: &answer.Answerer{
		Retriever: &retrieval.Retriever{Store: store, Embedder: embedder},
	}}
	if len(roots) == 0 {
		return o, nil
	}
	result, err := g.sync(ctx, t, store, embedder, roots, retrieval.SyncOptions{})
	if err != nil {
		o.close()
		return nil, err
	}
	t.warnFailed(result)
	if len(result.Scope) == 0 {
		o.close()
		return nil, hinted(fmt.Sprintf("read %s", quoteAll(roots)), errors.New("no report could be read"),
			"reports are .txt, .md, .html or .docx files; check the path")
	}
	o.answerer.Scope = result.Scope
	return o, nil
}

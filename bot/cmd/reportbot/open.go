package main

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/tmc/langchaingo/embeddings"

	"reportbot/bot/answer"
	"reportbot/retrieval"
)

// opened is the index with all that answers questions from it.
type opened struct {
	store    *retrieval.Store
	answerer *answer.Answerer
}

func (o *opened) close() { _ = o.store.Close() }

// open opens the index to ask questions; with roots, it reads what changed below
// them first and sees the files there only. Nothing to ask about is an error.
func (g *globals) open(ctx context.Context, t terminal, roots []string) (*opened, error) {
	if err := g.checkModels(); err != nil {
		return nil, err
	}
	embedder, err := g.embedder()
	if err != nil {
		return nil, err
	}
	terms, err := g.terms()
	if err != nil {
		return nil, err
	}
	writer, err := g.writer()
	if err != nil {
		return nil, err
	}
	store, err := g.openStore(ctx, len(roots) == 0)
	if err != nil {
		return nil, err
	}
	o := &opened{store: store, answerer: &answer.Answerer{
		Retriever: &retrieval.Retriever{Store: store, Embedder: embedder, Terms: terms},
		Writer:    writer,
	}}
	if len(roots) == 0 {
		err = g.checkIndexed(ctx, store)
	} else {
		o.answerer.Scope, err = g.readScope(ctx, t, store, embedder, roots)
	}
	if err != nil {
		o.close()
		return nil, err
	}
	return o, nil
}

// openStore opens the index; readOnly, it has to be there.
func (g *globals) openStore(ctx context.Context, readOnly bool) (*retrieval.Store, error) {
	store, err := retrieval.Open(ctx, g.Data, retrieval.Options{ReadOnly: readOnly})
	if readOnly && errors.Is(err, fs.ErrNotExist) {
		return nil, g.nothingRead()
	}
	return store, err
}

func (g *globals) nothingRead() error {
	return hinted("open "+g.Data, errors.New("no reports have been read yet"),
		"run reportbot ingest PATH; ask and eval also take --reports PATH")
}

// checkIndexed refuses an index without reports, and one whose vectors can't be
// compared with those of --embeddings.
func (g *globals) checkIndexed(ctx context.Context, store *retrieval.Store) error {
	s, err := store.Snapshot(ctx)
	switch {
	case err != nil:
		return err
	case len(s.Reports) == 0:
		return g.nothingRead()
	}
	return g.checkVectors(s)
}

func (g *globals) checkVectors(s *retrieval.Snapshot) error {
	model, err := g.vectorModel()
	if err != nil || s.Model == "" || g.Embeddings == "none" || model == s.Model {
		return err
	}
	return hinted("--embeddings "+g.Embeddings, errors.New("the index was built with "+s.Model),
		"use --embeddings %s, or run ingest --rebuild with the other one", s.Model)
}

// readScope reads what changed below the roots and returns which reports are
// there.
func (g *globals) readScope(ctx context.Context, t terminal, store *retrieval.Store, e embeddings.Embedder, roots []string) (map[string]string, error) {
	result, err := g.sync(ctx, t, store, e, roots, retrieval.SyncOptions{Scoped: true})
	for _, f := range result.Failed {
		t.warn(failureText(f))
	}
	t.warnIncomplete(result)
	if err != nil {
		return nil, err
	}
	if len(result.Scope) == 0 {
		return nil, hinted("read "+filepath.ToSlash(strings.Join(roots, ", ")), errors.New("there is no report that can be read"),
			"check the path; reports are .txt, .md, .html or .docx files")
	}
	return result.Scope, nil
}

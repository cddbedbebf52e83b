package retrieval

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"unicode/utf8"

	"reportbot/ingest"
	"reportbot/retrieval/lexical"
)

// Snapshot returns what the index holds, whole and in memory. The first call
// loads it; later ones return the same snapshot until the index has changed,
// and then load what is different. While one call loads, others get the
// snapshot before it. On an error it is the last one that could be loaded,
// nil when there is none.
func (s *Store) Snapshot(ctx context.Context) (*Snapshot, error) {
	old := s.snapshot.Load()
	if old != nil {
		if !s.loading.TryLock() {
			return old, nil
		}
	} else {
		s.loading.Lock()
	}
	defer s.loading.Unlock()
	old = s.snapshot.Load()
	next := old
	err := s.read(ctx, "load index", func(tx *sql.Tx) (err error) {
		next, err = load(ctx, tx, old)
		return err
	})
	if err != nil {
		return old, err
	}
	s.snapshot.Store(next)
	return next, nil
}

// load returns the snapshot of the index, old itself when nothing changed.
func load(ctx context.Context, tx *sql.Tx, old *Snapshot) (*Snapshot, error) {
	var now int64
	if err := tx.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'generation'").Scan(&now); err != nil {
		return nil, err
	}
	if old != nil && old.generation == now {
		return old, nil
	}
	if old != nil {
		// The next index is made beside the old one, in one piece: without this
		// the memory that questions have left behind counts a third time.
		debug.FreeOSMemory()
	}
	model, dim, err := indexModel(ctx, tx)
	if err != nil {
		return nil, err
	}
	entries, err := loadEntries(ctx, tx, old.byRevision(), dim)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(entries, func(a, b *entry) int {
		return cmp.Or(cmp.Compare(a.info.Collection, b.info.Collection), cmp.Compare(a.info.Source, b.info.Source),
			cmp.Compare(a.info.ID, b.info.ID))
	})
	index, err := join(ctx, tx, old, entries)
	if err != nil {
		return nil, err
	}
	return newSnapshot(now, model, dim, entries, index), nil
}

// revision names one state of a report: a change of it makes another.
type revision struct{ key, rev int64 }

// loadEntries returns all reports that have been read, from known where they
// are the same.
func loadEntries(ctx context.Context, tx *sql.Tx, known map[revision]*entry, dim int) ([]*entry, error) {
	revisions, err := listRevisions(ctx, tx)
	if err != nil {
		return nil, err
	}
	l, err := newLoader(ctx, tx, dim)
	if err != nil {
		return nil, err
	}
	defer l.close()
	entries := make([]*entry, 0, len(revisions))
	for _, r := range revisions {
		e := known[r]
		if e == nil {
			if e, err = l.entry(ctx, r); err != nil {
				return nil, fmt.Errorf("report %d: %w", r.key, err)
			}
		}
		entries = append(entries, e)
	}
	return entries, nil
}

func listRevisions(ctx context.Context, tx *sql.Tx) ([]revision, error) {
	rows, err := tx.QueryContext(ctx, "SELECT key, rev FROM reports WHERE metadata <> ''")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []revision
	for rows.Next() {
		var r revision
		if err := rows.Scan(&r.key, &r.rev); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

// join makes the lexical index, of that of the old snapshot where there is one;
// group i is entries[i].
func join(ctx context.Context, tx *sql.Tx, old *Snapshot, entries []*entry) (*lexical.Index, error) {
	one, err := tx.PrepareContext(ctx, "SELECT encoded FROM postings WHERE report = ?")
	if err != nil {
		return nil, err
	}
	defer one.Close()
	groups := make([]int, len(entries))
	var blobs []lexical.Postings
	for i, e := range entries {
		if groups[i] = old.group(e); groups[i] != lexical.New {
			continue
		}
		var blob []byte
		if err := one.QueryRowContext(ctx, e.key).Scan(&blob); err != nil {
			return nil, fmt.Errorf("postings of %s: %w", e.info.Path, err)
		}
		blobs = append(blobs, blob)
	}
	index := new(lexical.Index)
	if old != nil {
		index = old.Lexical
	}
	index, err = index.Update(groups, blobs)
	if _, damaged := errors.AsType[*lexical.BlobError](err); damaged {
		return nil, &HintError{"load index", err, hintDamaged}
	}
	return index, err
}

// loader reads reports, one at a time.
type loader struct {
	dim int // of the vectors
	// report, its sections, sentences, chunks, figures and vectors, each by key
	report, sections, sentences, chunks, figures, vectors *sql.Stmt
}

func newLoader(ctx context.Context, tx *sql.Tx, dim int) (*loader, error) {
	l := &loader{dim: dim}
	for _, q := range []struct {
		stmt **sql.Stmt
		text string
	}{
		{&l.report, "SELECT id, source, path, hash, metadata, text FROM reports WHERE key = ?"},
		{&l.sections, `SELECT path, page, status, year, start, end, heading_start, heading_end
			FROM sections WHERE report = ? ORDER BY n`},
		{&l.sentences, "SELECT packed FROM sentences WHERE report = ?"},
		{&l.chunks, "SELECT section, start, end, header_start, header_end FROM chunks WHERE report = ? ORDER BY n"},
		{&l.figures, "SELECT entries FROM figures WHERE report = ?"},
		{&l.vectors, "SELECT vectors FROM embeddings WHERE report = ?"},
	} {
		stmt, err := tx.PrepareContext(ctx, q.text)
		if err != nil {
			l.close()
			return nil, err
		}
		*q.stmt = stmt
	}
	return l, nil
}

func (l *loader) close() {
	for _, stmt := range []*sql.Stmt{l.report, l.sections, l.sentences, l.chunks, l.figures, l.vectors} {
		if stmt != nil {
			_ = stmt.Close()
		}
	}
}

// entry reads the report of a revision with all that hangs on it.
func (l *loader) entry(ctx context.Context, r revision) (*entry, error) {
	e, err := l.text(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := l.figures.QueryRowContext(ctx, r.key).Scan(&e.figures); err != nil {
		return nil, err
	}
	var packed []byte
	err = l.vectors.QueryRowContext(ctx, r.key).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) || err == nil && len(e.chunks) == 0 {
		return e, nil
	}
	if err != nil {
		return nil, err
	}
	vectors, err := unpackVectors(packed, len(e.chunks), l.dim)
	if err != nil {
		return nil, err
	}
	e.vectors, err = newCollection(ctx, vectors, l.dim)
	e.info.Vectors = err == nil
	return e, err
}

// text reads the report without its vectors.
func (l *loader) text(ctx context.Context, r revision) (*entry, error) {
	e := &entry{revision: r}
	meta := new(ingest.Report)
	var id, source, path, hash string
	var metadata []byte
	if err := l.report.QueryRowContext(ctx, r.key).Scan(&id, &source, &path, &hash, &metadata, &e.text); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(metadata, meta); err != nil {
		return nil, fmt.Errorf("decode metadata: %w", err)
	}
	meta.ID, meta.Source, meta.Path, meta.Hash = id, source, path, hash
	if err := l.loadSections(ctx, e); err != nil {
		return nil, err
	}
	if err := l.loadChunks(ctx, e); err != nil {
		return nil, err
	}
	if err := l.sentences.QueryRowContext(ctx, r.key).Scan(&e.sentences); err != nil {
		return nil, err
	}
	e.info = Info{Report: meta, SectionCount: len(e.sections), ChunkCount: len(e.chunks), Characters: utf8.RuneCountInString(e.text)}
	return e, nil
}

func (l *loader) loadSections(ctx context.Context, e *entry) error {
	rows, err := l.sections.QueryContext(ctx, e.key)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var s ingest.Section
		var path []byte
		if err := rows.Scan(&path, &s.Page, &s.Status, &s.Year, &s.Start, &s.End, &s.HeadingStart, &s.HeadingEnd); err != nil {
			return err
		}
		if err := json.Unmarshal(path, &s.Path); err != nil {
			return fmt.Errorf("decode section: %w", err)
		}
		s.Level = len(s.Path)
		e.sections = append(e.sections, s)
	}
	return rows.Err()
}

func (l *loader) loadChunks(ctx context.Context, e *entry) error {
	rows, err := l.chunks.QueryContext(ctx, e.key)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var c ingest.Chunk
		if err := rows.Scan(&c.Section, &c.Start, &c.End, &c.Header.Start, &c.Header.End); err != nil {
			return err
		}
		if c.Section < 0 || c.Section >= len(e.sections) || c.Start < 0 || c.End < c.Start || c.End > len(e.text) {
			return errPacked
		}
		e.chunks = append(e.chunks, c)
	}
	return rows.Err()
}

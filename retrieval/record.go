package retrieval

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"reportbot/ingest"
	"reportbot/retrieval/lexical"
)

// stored is what the index holds of a report's file.
type stored struct {
	key        int64 // of the row; 0 when it is not in the index
	id         string
	collection string // asked for; "" for the one that the file names
	source     string
	path       string
	size       int64 // -1: to be read again
	mtime      int64 // Unix nanoseconds; 0: not to be trusted
	overrides  string
	hash       string
	whole      bool // its text is there, maybe an old one
	bare       bool // it has chunks, and no vectors
}

// record is a report as it is written.
type record struct {
	stored
	report   *ingest.Report
	chunks   []ingest.Chunk
	postings lexical.Postings
	figures  []byte    // see packFigures
	vectors  []float32 // one after another; nil when there are none
	dim      int       // length of one vector
	known    bool      // all but the vectors is stored
}

// list returns what the index holds of all reports, in order of their keys.
func list(ctx context.Context, tx *sql.Tx) ([]stored, error) {
	rows, err := tx.QueryContext(ctx, `SELECT key, id, collection, source, path, size, mtime, overrides, hash,
		metadata <> '', chunk_count > 0 AND NOT EXISTS (SELECT 1 FROM embeddings WHERE report = key)
		FROM reports ORDER BY key`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []stored
	for rows.Next() {
		var s stored
		if err := rows.Scan(&s.key, &s.id, &s.collection, &s.source, &s.path, &s.size, &s.mtime, &s.overrides, &s.hash,
			&s.whole, &s.bare); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, rows.Err()
}

// generation counts up one, for a transaction that changes what a snapshot
// shows, and returns the number.
func generation(ctx context.Context, tx *sql.Tx) (int64, error) {
	var n int64
	err := tx.QueryRowContext(ctx, "UPDATE meta SET value = value + 1 WHERE key = 'generation' RETURNING value").Scan(&n)
	return n, err
}

// put writes a report in place of the one with its ID, or of its file.
func put(ctx context.Context, tx *sql.Tx, r *record, model string) error {
	rev, err := generation(ctx, tx)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM reports WHERE id = ? OR collection = ? AND path = ?",
		r.id, r.collection, r.path); err != nil {
		return err
	}
	metadata, err := json.Marshal(withoutText(r.report))
	if err != nil {
		return fmt.Errorf("encode metadata: %w", err)
	}
	added, err := tx.ExecContext(ctx, `INSERT INTO reports
		(id, rev, collection, source, path, size, mtime, overrides, hash, chunk_count, metadata, text)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.id, rev, r.collection, r.source, r.path, r.size, r.mtime, r.overrides, r.hash, len(r.chunks), string(metadata), r.report.Text)
	if err != nil {
		return err
	}
	if r.key, err = added.LastInsertId(); err != nil {
		return err
	}
	return putParts(ctx, tx, r, model)
}

func putParts(ctx context.Context, tx *sql.Tx, r *record, model string) error {
	if err := putSections(ctx, tx, r.key, r.report.Sections); err != nil {
		return err
	}
	if err := putChunks(ctx, tx, r.key, r.chunks); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO postings VALUES (?, ?)", r.key, []byte(r.postings)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO figures VALUES (?, ?)", r.key, r.figures); err != nil {
		return err
	}
	if r.vectors == nil {
		return nil
	}
	return putVectors(ctx, tx, r, model)
}

func putSections(ctx context.Context, tx *sql.Tx, key int64, sections []ingest.Section) error {
	insert, err := tx.PrepareContext(ctx, "INSERT INTO sections VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	for n, s := range sections {
		path, err := json.Marshal(s.Path)
		if err != nil {
			return fmt.Errorf("encode section: %w", err)
		}
		if _, err := insert.ExecContext(ctx, key, n, string(path), s.Page, string(s.Status), s.Year,
			s.Start, s.End, s.HeadingStart, s.HeadingEnd); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO sentences VALUES (?, ?)", key, packSentences(sections))
	return err
}

func putChunks(ctx context.Context, tx *sql.Tx, key int64, chunks []ingest.Chunk) error {
	insert, err := tx.PrepareContext(ctx, "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	for n, c := range chunks {
		if _, err := insert.ExecContext(ctx, key, n, c.Section, c.Start, c.End, c.Header.Start, c.Header.End); err != nil {
			return err
		}
	}
	return nil
}

// putVectors writes the vectors of a report that is in the index. When
// another process has replaced the report meanwhile it does nothing.
func putVectors(ctx context.Context, tx *sql.Tx, r *record, model string) error {
	if err := claimModel(ctx, tx, model, r.dim); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO embeddings SELECT key, ? FROM reports WHERE key = ?",
		packVectors(r.vectors), r.key)
	return err
}

// addVectors is putVectors in a transaction of its own.
func addVectors(ctx context.Context, tx *sql.Tx, r *record, model string) error {
	rev, err := generation(ctx, tx)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE reports SET rev = ? WHERE key = ?", rev, r.key); err != nil {
		return err
	}
	return putVectors(ctx, tx, r, model)
}

// withoutText returns a copy that holds only what is said of the report.
func withoutText(r *ingest.Report) *ingest.Report {
	meta := *r
	meta.Text, meta.Sections = "", nil
	return &meta
}

// record returns a stored report, to be embedded.
func (s *Store) record(ctx context.Context, file stored) (*record, error) {
	r := &record{stored: file, known: true}
	err := s.read(ctx, "read report", func(tx *sql.Tx) error {
		l, err := newLoader(ctx, tx, 0)
		if err != nil {
			return err
		}
		defer l.close()
		e, err := l.text(ctx, revision{key: file.key})
		if err != nil {
			return err
		}
		r.chunks = e.chunks
		r.report, err = e.report()
		return err
	})
	return r, err
}

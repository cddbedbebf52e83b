package retrieval

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// schemaVersion is the version of the tables and of what is put into them. It
// rises whenever either changes, also when the same bytes are parsed into
// other sections, chunks or terms: an index of another version is rebuilt.
const schemaVersion = 18

// applicationID marks the file as ours ("rbot").
const applicationID = 0x72626f74

// schema makes the tables. A report's parts hang on reports.key; reports.rev
// is the generation in which they were last written. Texts and blobs stand
// last in their rows: a query that does not name them does not read them.
const schema = `
CREATE TABLE meta (
	key   TEXT PRIMARY KEY,
	value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE reports (
	key        INTEGER PRIMARY KEY AUTOINCREMENT,
	id         TEXT NOT NULL UNIQUE,
	rev        INTEGER NOT NULL,
	collection TEXT NOT NULL,    -- asked for; '' for the one that the file names
	source     TEXT NOT NULL,
	path       TEXT NOT NULL,    -- absolute
	size       INTEGER NOT NULL, -- of the file; -1: to be read again
	mtime      INTEGER NOT NULL, -- of the file, Unix nanoseconds; 0: not to be trusted
	overrides  TEXT NOT NULL,    -- JSON of what was asked for in place of what the file says
	hash       TEXT NOT NULL,
	chunk_count INTEGER NOT NULL,
	metadata   TEXT NOT NULL,    -- JSON of the report without text and sections; '' when not read yet
	text       TEXT NOT NULL,
	UNIQUE (collection, path)
) STRICT;

CREATE TABLE sections (
	report        INTEGER NOT NULL REFERENCES reports(key) ON DELETE CASCADE,
	n             INTEGER NOT NULL,
	path          TEXT NOT NULL, -- JSON array
	page          INTEGER NOT NULL,
	status        TEXT NOT NULL,
	year          INTEGER NOT NULL,
	start         INTEGER NOT NULL,
	end           INTEGER NOT NULL,
	heading_start INTEGER NOT NULL,
	heading_end   INTEGER NOT NULL,
	PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentences (
	report  INTEGER PRIMARY KEY REFERENCES reports(key) ON DELETE CASCADE,
	packed  BLOB NOT NULL -- see packSentences
) STRICT;

CREATE TABLE chunks (
	report       INTEGER NOT NULL REFERENCES reports(key) ON DELETE CASCADE,
	n            INTEGER NOT NULL,
	section      INTEGER NOT NULL,
	start        INTEGER NOT NULL,
	end          INTEGER NOT NULL,
	header_start INTEGER NOT NULL,
	header_end   INTEGER NOT NULL,
	PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE postings (
	report  INTEGER PRIMARY KEY REFERENCES reports(key) ON DELETE CASCADE,
	encoded BLOB NOT NULL
) STRICT;

CREATE TABLE embeddings (
	report  INTEGER PRIMARY KEY REFERENCES reports(key) ON DELETE CASCADE,
	vectors BLOB NOT NULL -- float32, little-endian, one vector of unit length a chunk
) STRICT;

CREATE TABLE figures (
	report  INTEGER PRIMARY KEY REFERENCES reports(key) ON DELETE CASCADE,
	entries BLOB NOT NULL -- see packFigures
) STRICT;

INSERT INTO meta VALUES ('generation', 1);
`

// errForeign says that index.db is a database, but not one of this program.
var errForeign = errors.New("index.db belongs to another program")

// version returns the schema version of the index: 0 when the
// file is empty.
func version(ctx context.Context, db querier) (int, error) {
	var app, version, tables int
	row := db.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_master)`)
	if err := row.Scan(&app, &version, &tables); err != nil {
		return 0, err
	}
	if tables > 0 && app != applicationID {
		return 0, &HintError{"open index", errForeign, "choose another data folder with --data"}
	}
	switch {
	case tables == 0:
		return 0, nil
	case version == 0:
		return -1, nil
	}
	return version, nil
}

// querier is what reads: a database, or a transaction in it.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// migrate gives an empty index its tables. An index of another version loses
// all but the list of its files, which the next Sync reads again.
func migrate(ctx context.Context, tx *sql.Tx) error {
	v, err := version(ctx, tx)
	if err != nil || v == schemaVersion {
		return err
	}
	var files []stored
	if v != 0 {
		// An index whose list of files can't be read either starts empty.
		files, _ = oldFiles(ctx, tx)
		if err := dropAll(ctx, tx); err != nil {
			return err
		}
	}
	set := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d;", applicationID, schemaVersion)
	if _, err := tx.ExecContext(ctx, schema+set); err != nil {
		return err
	}
	for _, f := range files {
		_, err := tx.ExecContext(ctx, `INSERT INTO reports
			(id, rev, collection, source, path, size, mtime, overrides, hash, chunk_count, metadata, text)
			VALUES (?, 1, ?, ?, ?, -1, 0, ?, '', 0, '', '')`, f.id, f.collection, f.source, f.path, f.overrides)
		if err != nil {
			return err
		}
	}
	return nil
}

// oldFiles lists the files that an index of another version was made from.
// It asks only for the columns that every version has had.
func oldFiles(ctx context.Context, tx *sql.Tx) ([]stored, error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, collection, source, path, overrides FROM reports")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var files []stored
	for rows.Next() {
		var f stored
		if err := rows.Scan(&f.id, &f.collection, &f.source, &f.path, &f.overrides); err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, rows.Err()
}

// dropAll drops every table. Deleting the file would be simpler, and would
// break a process that has it open.
func dropAll(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, `SELECT name FROM sqlite_master
		WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name = 'reports'`)
	if err != nil {
		return err
	}
	defer rows.Close()
	drop := ""
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		drop += fmt.Sprintf("DROP TABLE %q;", name)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, drop)
	return err
}

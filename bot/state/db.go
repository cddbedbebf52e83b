package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver
)

// File is the name of the database in the data folder.
const File = "state.db"

// ErrNewer says that state.db was written by a newer version of the program.
var ErrNewer = errors.New("state.db is of a newer version of reportbot")

// DB is an open state.db. It is safe for concurrent use.
type DB struct{ db *sql.DB }

// migrations lead from each version of the schema to the next; they are only ever
// added to.
var migrations = []string{`
CREATE TABLE seen (key TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX seen_at ON seen (at);
CREATE TABLE questions (
	id TEXT PRIMARY KEY,
	kind TEXT NOT NULL,
	team TEXT NOT NULL, channel TEXT NOT NULL, thread TEXT NOT NULL, ts TEXT NOT NULL, asker TEXT NOT NULL,
	text TEXT NOT NULL,
	follows TEXT NOT NULL,
	respond TEXT NOT NULL,
	received INTEGER NOT NULL,
	stage TEXT NOT NULL,
	answer BLOB,
	said TEXT NOT NULL DEFAULT '',
	posted TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX questions_stage ON questions (stage) WHERE stage IN ('waiting', 'posting');
CREATE INDEX questions_thread ON questions (team, channel, thread, ts);
CREATE TABLE threads (
	team TEXT NOT NULL, channel TEXT NOT NULL, thread TEXT NOT NULL,
	until INTEGER NOT NULL,
	remaining INTEGER NOT NULL,
	PRIMARY KEY (team, channel, thread)
) WITHOUT ROWID;
CREATE TABLE feedback (
	question TEXT NOT NULL, user TEXT NOT NULL,
	verdict TEXT NOT NULL, reason TEXT NOT NULL, comment TEXT NOT NULL,
	at INTEGER NOT NULL,
	PRIMARY KEY (question, user)
) WITHOUT ROWID;
`}

// Open opens state.db in dir and makes both when they are not there, for their owner
// alone. An older schema is migrated; ErrNewer when the schema is newer.
func Open(ctx context.Context, dir string) (*DB, error) {
	path, err := filepath.Abs(filepath.Join(dir, File))
	if err != nil {
		return nil, fmt.Errorf("open state: %w", err)
	}
	if err := makeFile(path); err != nil {
		return nil, fmt.Errorf("open state: %w", err)
	}
	db, err := sql.Open("sqlite", source(path))
	if err != nil {
		return nil, fmt.Errorf("open state: %w", err)
	}
	db.SetMaxOpenConns(1) // writes come one at a time; a second connection would only wait
	d := &DB{db}
	if err := d.migrate(ctx); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return d, nil
}

// source is the address of the database for the driver. A commit is on the disk
// when it returns (synchronous=FULL): an acknowledged question survives a power cut.
func source(path string) string {
	name := filepath.ToSlash(path)
	if !strings.HasPrefix(name, "/") {
		name = "/" + name // a Windows drive
	}
	dsn := url.URL{Scheme: "file", Path: name, RawQuery: "mode=rw&_txlock=immediate" +
		"&_pragma=busy_timeout(2000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"}
	return dsn.String()
}

func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func (d *DB) migrate(ctx context.Context) error {
	return d.write(ctx, func(tx *sql.Tx) error {
		version := 0
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
			return err
		}
		if version > len(migrations) {
			return ErrNewer
		}
		for _, m := range migrations[version:] {
			if _, err := tx.ExecContext(ctx, m); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", len(migrations)))
		return err
	})
}

// Close closes the database.
func (d *DB) Close() error { return d.db.Close() }

// write runs f in one transaction.
func (d *DB) write(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after Commit
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func (d *DB) exec(ctx context.Context, op, query string, args ...any) error {
	if _, err := d.db.ExecContext(ctx, query, args...); err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	return nil
}

// milli is a time as it is stored.
func milli(t time.Time) int64 { return t.UnixMilli() }

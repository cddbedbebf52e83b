package retrieval

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// indexFile is the name of the index in the data folder.
const indexFile = "index.db"

// Options says how a store is opened; the zero value is right.
type Options struct {
	ReadOnly bool         // never write; the index must be there (default: it is made)
	Log      *slog.Logger // default: nothing is logged
}

// Store is the index of a data folder. It is safe for concurrent use, also by
// several processes.
type Store struct {
	db       *sql.DB
	path     string
	readOnly bool
	log      *slog.Logger
	wait     time.Duration // how long to wait for the lock of another process

	loading  sync.Mutex // held while a snapshot is loaded
	snapshot atomic.Pointer[Snapshot]
}

// Open opens the index in dir, and makes both when they are not there (the
// folder for its owner alone). An index of another version of the program is
// emptied: what it held comes back with the next Sync, see Pending. With
// ReadOnly nothing is made or emptied: a missing index is an error that wraps
// fs.ErrNotExist, one of another version is an error too.
// Errors that the user can mend are of type HintError.
func Open(ctx context.Context, dir string, o Options) (*Store, error) {
	path, err := filepath.Abs(filepath.Join(dir, indexFile))
	if err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	s := &Store{path: path, readOnly: o.ReadOnly, log: o.Log, wait: 30 * time.Second}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if err := s.open(ctx); err != nil {
		_ = s.Close()
		return nil, hint("open index", err)
	}
	return s, nil
}

func (s *Store) open(ctx context.Context) error {
	if s.readOnly {
		return s.openReadOnly(ctx)
	}
	if err := makeFile(s.path); err != nil {
		return err
	}
	if err := s.connect("rw"); err != nil {
		return err
	}
	v, err := s.version(ctx)
	if err != nil || v == schemaVersion {
		return err
	}
	if v != 0 {
		s.log.Warn("index is of another version and is rebuilt", "path", s.path, "version", v, "want", schemaVersion)
	}
	return s.write(ctx, "open index", func(tx *sql.Tx) error { return migrate(ctx, tx) })
}

func (s *Store) openReadOnly(ctx context.Context) error {
	if _, err := os.Stat(s.path); err != nil {
		return missing(err)
	}
	if err := s.connect("ro"); err != nil {
		return err
	}
	v, err := s.version(ctx)
	if err != nil && s.frozen() {
		_ = s.db.Close()
		if err := s.connect("ro&immutable=1"); err != nil {
			return err
		}
		v, err = s.version(ctx)
	}
	switch {
	case err != nil:
		return err
	case v == 0:
		return missing(fs.ErrNotExist)
	case v != schemaVersion:
		return &HintError{"open index", fmt.Errorf("%s is of another version (%d, not %d)", s.path, v, schemaVersion),
			"run ingest: it rebuilds the index"}
	}
	return nil
}

func missing(err error) error {
	return &HintError{"open index", err, "no reports have been read into this data folder; run ingest"}
}

// frozen reports whether nobody can be writing to the index: SQLite can't
// open one in a folder that can't be written to, unless it is told so.
func (s *Store) frozen() bool {
	wal, err := os.Stat(s.path + "-wal")
	return errors.Is(err, fs.ErrNotExist) || err == nil && wal.Size() == 0
}

// makeFile makes an empty file for its owner alone, and its folder.
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

// connect prepares connections; SQLite opens the file with the first query.
//
// A commit in WAL mode with synchronous=NORMAL is an append to the log that
// the operating system holds: a killed process loses nothing. After a power
// cut the last commits may be missing, but each of them as a whole, and the
// next Sync makes up for them.
func (s *Store) connect(mode string) error {
	name := filepath.ToSlash(s.path)
	if !strings.HasPrefix(name, "/") {
		name = "/" + name // a Windows drive
	}
	dsn := url.URL{Scheme: "file", Path: name, RawQuery: "mode=" + mode +
		"&_error_rc=1&_txlock=immediate&_pragma=busy_timeout(250)&_pragma=foreign_keys(1)"}
	if !s.readOnly {
		dsn.RawQuery += "&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)"
	}
	db, err := sql.Open("sqlite", dsn.String())
	s.db = db
	return err
}

// Close closes the index. Snapshots taken from it can still be used.
func (s *Store) Close() error {
	if s.db == nil {
		return nil
	}
	return s.db.Close()
}

// Pending returns the number of reports that the next Sync has to read again,
// wherever they lie: the index was of another version, or a rebuild was cut
// short.
func (s *Store) Pending(ctx context.Context) (int, error) {
	n := 0
	err := s.read(ctx, "count reports", func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT count(*) FROM reports WHERE size < 0").Scan(&n)
	})
	return n, err
}

func (s *Store) version(ctx context.Context) (v int, err error) {
	err = s.retry(ctx, func() error {
		v, err = version(ctx, s.db)
		return err
	})
	return v, err
}

// read runs f in a transaction that sees the index of one moment.
func (s *Store) read(ctx context.Context, op string, f func(*sql.Tx) error) error {
	return hint(op, s.retry(ctx, func() error { return s.transact(ctx, &sql.TxOptions{ReadOnly: true}, f) }))
}

// write runs f in a transaction that takes the lock at once. f is run again
// when the lock was lost to another process.
func (s *Store) write(ctx context.Context, op string, f func(*sql.Tx) error) error {
	return hint(op, s.retry(ctx, func() error { return s.transact(ctx, nil, f) }))
}

func (s *Store) transact(ctx context.Context, o *sql.TxOptions, f func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, o)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after Commit
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// retry runs f until it is not refused for a lock, for s.wait at most. An
// error after ctx has ended is that of ctx.
func (s *Store) retry(ctx context.Context, f func() error) error {
	pause := backoff.NewExponentialBackOff()
	pause.InitialInterval, pause.MaxInterval = 5*time.Millisecond, 250*time.Millisecond
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		err := f()
		if err != nil && !isBusy(err) {
			err = backoff.Permanent(err)
		}
		return struct{}{}, err
	}, backoff.WithBackOff(pause), backoff.WithMaxElapsedTime(s.wait))
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

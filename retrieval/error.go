package retrieval

import (
	"errors"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// HintError is an error that the user can mend.
type HintError struct {
	Op   string // what was being done: "open index"
	Err  error
	Hint string // what to do next, one sentence without a full stop
}

func (e *HintError) Error() string { return e.Op + ": " + e.Err.Error() }
func (e *HintError) Unwrap() error { return e.Err }

// Hint returns the hint of err; "" when it has none.
func Hint(err error) string {
	if e, ok := errors.AsType[*HintError](err); ok {
		return e.Hint
	}
	return ""
}

// hint wraps an error of the index or of the file system, with the hint for
// its kind. It returns nil for nil, and leaves an error with a hint as it is.
func hint(op string, err error) error {
	if err == nil || Hint(err) != "" {
		return err
	}
	return &HintError{Op: op, Err: err, Hint: hintFor(err)}
}

const hintDamaged = "index.db is damaged; delete it (and index.db-wal, index.db-shm) and run ingest again"

// hintFor tells what to do about an error; "" when there is nothing to say.
func hintFor(err error) string {
	code := 0
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		code = e.Code()
	}
	switch {
	case isBusy(err):
		return "another process is writing to the index; try again when it is done"
	case code&0xff == sqlite3.SQLITE_FULL || errors.Is(err, syscall.ENOSPC):
		return "the disk is full; make room and run it again: the reports stored so far are kept"
	case code&0xff == sqlite3.SQLITE_NOTADB, code&0xff == sqlite3.SQLITE_CORRUPT:
		return hintDamaged
	case code&0xff == sqlite3.SQLITE_IOERR:
		return "the disk could not be read or written; see that it has room and is in order"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), code&0xff == sqlite3.SQLITE_PERM,
		code&0xff == sqlite3.SQLITE_READONLY, code&0xff == sqlite3.SQLITE_CANTOPEN:
		return "see that you may read and write the data folder, or choose another with --data"
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		return "a file stands where the data folder should be; choose another with --data"
	}
	return ""
}

// isBusy reports whether another process held the lock for too long.
func isBusy(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && (e.Code()&0xff == sqlite3.SQLITE_BUSY || e.Code()&0xff == sqlite3.SQLITE_LOCKED)
}

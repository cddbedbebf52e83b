package retrieval

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// plan decides what has to be done for the files that were found and, unless
// the Sync is scoped, for the reports that were left undone elsewhere.
func (y *syncer) plan(ctx context.Context, w *walker) error {
	here := make(map[string]bool, len(w.files))
	for _, f := range w.files {
		here[f.path] = true
		y.planFile(f)
	}
	var gone []*stored
	for _, s := range y.index {
		switch {
		case here[s.path] && (s.collection == y.o.Collection || y.o.Scoped):
		case y.o.Prune && s.collection == y.o.Collection && below(w.bases, s.path) && isGone(s.path):
			gone = append(gone, s)
			if s.whole {
				y.result.Removed++
			}
		case !y.o.Scoped:
			if lost := y.planElsewhere(s); lost {
				gone = append(gone, s)
			}
		}
	}
	return y.remove(ctx, gone)
}

// planFile plans a file under the roots.
func (y *syncer) planFile(f found) {
	s := y.storedFor(f.path)
	switch {
	case s == nil || !s.whole || s.size != f.size || s.mtime != f.mtime || s.mtime == 0 || y.overridden(s) != s.overrides:
		y.jobs = append(y.jobs, job{found: f, stored: s, inScope: true})
		return
	case s.bare && y.vectors != nil:
		y.jobs = append(y.jobs, job{found: f, stored: s, inScope: true, embed: true})
	default:
		y.result.Unchanged++
	}
	y.keep(f, *s)
}

// storedFor returns what the index holds of a file; nil when it holds nothing. A
// scoped Sync that names no collection takes the report from any.
func (y *syncer) storedFor(path string) *stored {
	if s := y.index[fileKey{y.o.Collection, path}]; s != nil || !y.o.Scoped || y.o.Collection != "" {
		return s
	}
	if y.byPath == nil {
		y.byPath = make(map[string]*stored, len(y.index))
		for _, s := range y.index {
			if known := y.byPath[s.path]; known == nil || s.collection < known.collection {
				y.byPath[s.path] = s
			}
		}
	}
	return y.byPath[path]
}

// overridden returns what is said in place of what a file says: what this Sync is
// told, or what is stored when a scoped one is told nothing.
func (y *syncer) overridden(s *stored) string {
	if y.o.Scoped && y.overrides == "" && s != nil {
		return s.overrides
	}
	return y.overrides
}

// keep puts a stored report of unchanged bytes into the scope.
func (y *syncer) keep(f found, s stored) {
	y.result.Scope[s.id] = f.source
	if s.source != f.source && !y.o.Scoped {
		s.source = f.source
		y.moved = append(y.moved, s)
	}
}

// planElsewhere plans a report outside the roots that an earlier Sync left
// undone. It reports whether neither the report nor its file is there.
func (y *syncer) planElsewhere(s *stored) (lost bool) {
	f := found{path: s.path, source: s.source}
	toRead := s.size < 0
	if toRead && isGone(s.path) {
		toRead, lost = false, !s.whole
	}
	switch {
	case lost:
		y.result.Failed = append(y.result.Failed, newFailure(s.path, fs.ErrNotExist))
	case toRead:
		y.jobs = append(y.jobs, job{found: f, stored: s})
	case s.bare && y.vectors != nil:
		y.jobs = append(y.jobs, job{found: f, stored: s, embed: true})
	}
	return lost
}

// below reports whether path is one of the bases or lies under one.
func below(bases []string, path string) bool {
	for _, base := range bases {
		rel, err := filepath.Rel(base, path)
		if err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return true
		}
	}
	return false
}

// isGone reports whether there is no file at path. A file that can't be
// reached is not gone.
func isGone(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// remove deletes reports.
func (y *syncer) remove(ctx context.Context, gone []*stored) error {
	if len(gone) == 0 {
		return nil
	}
	return y.store.write(ctx, "remove reports", func(tx *sql.Tx) error {
		if _, err := generation(ctx, tx); err != nil {
			return err
		}
		for _, s := range gone {
			if _, err := tx.ExecContext(ctx, "DELETE FROM reports WHERE key = ?", s.key); err != nil {
				return err
			}
		}
		return nil
	})
}

// forget makes the next Sync read every report again, and drops all vectors.
// The texts stay until then.
func forget(ctx context.Context, tx *sql.Tx) error {
	rev, err := generation(ctx, tx)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE reports SET size = -1, rev = ?", rev); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM embeddings")
	return err
}

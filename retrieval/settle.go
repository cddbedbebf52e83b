package retrieval

import (
	"context"
	"database/sql"
	"errors"
)

// settle writes what came of a job, and notes it in the result.
func (y *syncer) settle(ctx context.Context, o outcome) error {
	if err := context.Cause(ctx); err != nil {
		return err // what came of the job may be half
	}
	switch {
	case o.failed != nil:
		y.result.Failed = append(y.result.Failed, newFailure(o.path, o.failed))
		if o.inScope && o.stored != nil && o.stored.whole {
			y.result.Scope[o.stored.id] = o.source
		}
	case o.same != nil:
		y.settleSame(o)
	}
	if o.warning != nil {
		y.warn(o)
	}
	if o.record != nil {
		if err := y.write(ctx, o); err != nil {
			return err
		}
	}
	y.count(o)
	y.done++
	y.bytes += o.size
	y.report(o.path)
	return nil
}

func (y *syncer) settleSame(o outcome) {
	if o.same.size != o.stored.size || o.same.mtime != o.stored.mtime {
		y.same = append(y.same, *o.same)
	}
	if o.inScope {
		y.keep(o.found, *o.stored)
	}
}

func (y *syncer) warn(o outcome) {
	y.result.Unembedded++
	if !errors.Is(o.warning, errDown) {
		y.result.Warnings = append(y.result.Warnings, newFailure(o.path, o.warning))
	}
}

// write stores the record of an outcome.
func (y *syncer) write(ctx context.Context, o outcome) error {
	put := put
	if o.record.known {
		put = addVectors
	}
	err := y.store.write(ctx, "store report", func(tx *sql.Tx) error { return put(ctx, tx, o.record, y.o.Model) })
	if err != nil {
		return err
	}
	if o.inScope {
		y.result.Scope[o.record.id] = o.source
	}
	return nil
}

// count counts the report of a job that is done.
func (y *syncer) count(o outcome) {
	switch {
	case o.failed != nil:
	case o.record == nil || o.record.known:
		if o.inScope {
			y.result.Unchanged++
		}
	case o.stored != nil && o.stored.whole:
		y.result.Changed++
	default:
		y.result.Added++
	}
}

// settleStats writes what changed of files without changing the reports.
func (y *syncer) settleStats(ctx context.Context) error {
	if len(y.same)+len(y.moved) == 0 {
		return nil
	}
	return y.store.write(ctx, "store times of files", func(tx *sql.Tx) error {
		for _, s := range y.same {
			_, err := tx.ExecContext(ctx, "UPDATE reports SET size = ?, mtime = ? WHERE key = ?", s.size, s.mtime, s.key)
			if err != nil {
				return err
			}
		}
		if len(y.moved) == 0 {
			return nil
		}
		rev, err := generation(ctx, tx)
		if err != nil {
			return err
		}
		for _, s := range y.moved {
			_, err := tx.ExecContext(ctx, "UPDATE reports SET source = ?, rev = ? WHERE key = ?", s.source, rev, s.key)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

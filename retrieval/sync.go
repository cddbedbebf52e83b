package retrieval

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/tmc/langchaingo/embeddings"
	"golang.org/x/sync/errgroup"
)

// SyncOptions says how files are read; the zero value is right.
type SyncOptions struct {
	Collection string // default: the one that a file names, else "default"
	Place      string // default: found out from each file

	// Model names the embedder; required with one. Vectors of embedders with
	// different names are never mixed.
	Model string

	Prune   bool // remove the reports under the roots whose files are gone
	Rebuild bool // read and embed all reports again, also those elsewhere
	// Scoped touches nothing but the files under the roots that changed, and
	// leaves the Source of a report as it is stored. Otherwise Source becomes
	// the path below these roots, and what an earlier Sync left undone
	// elsewhere is done too.
	Scoped bool

	Progress func(Event) // called by one goroutine at a time
}

// Event tells how far a Sync is.
type Event struct {
	Done, Total int    // files that have to be read or embedded
	Bytes       int64  // read so far
	Path        string // of the file done last; "" at the start
}

// SyncResult tells what a Sync did.
type SyncResult struct {
	Added, Changed, Unchanged, Removed int // reports

	// Scope maps the ID of each report found under the roots to its path
	// below them: what a search over these files alone may see. A report whose
	// file can't be read any more is in it as it was read last.
	Scope map[string]string

	Failed  []Failure // files, folders and roots that could not be read, by path
	Empty   []string  // roots, as given, in which no file can be a report
	Skipped int       // files of kinds that are not read

	// Warnings tell why reports have no vectors. There are as many of them as
	// Unembedded says, or fewer: an embedder that is down is asked no more.
	Warnings   []Failure
	Unembedded int
}

// Sync brings the index up to the files under the roots, each a file or a
// folder. Files whose size and time are the same are not read, those whose
// bytes are the same are not parsed; changed ones replace what is stored.
// Hidden files and folders are left out.
// A file that can't be read is listed in the result and the others go on; the
// error is for what stops all of them: an ended ctx, a full disk, an embedder
// other than the one of the index. Then the result holds what was done, and
// every report is either as it was before or whole.
// A nil embedder makes no vectors. Reports that could not be embedded are
// stored without, and embedded by the next Sync.
func Sync(ctx context.Context, s *Store, emb embeddings.Embedder, roots []string, o SyncOptions) (SyncResult, error) {
	y := &syncer{store: s, vectors: newVectorizer(emb), o: o, result: SyncResult{Scope: make(map[string]string)}}
	err := y.sync(ctx, roots)
	byPath := func(a, b Failure) int { return cmp.Compare(a.Path, b.Path) }
	slices.SortStableFunc(y.result.Failed, byPath)
	slices.SortStableFunc(y.result.Warnings, byPath)
	if err != nil && Hint(err) == "" {
		err = fmt.Errorf("sync reports: %w", err)
	}
	return y.result, err
}

// syncer is one run of Sync.
type syncer struct {
	store     *Store
	vectors   *vectorizer // nil: none
	o         SyncOptions
	overrides string // see overrides.encode

	index  map[fileKey]*stored
	byPath map[string]*stored // see storedFor
	jobs   []job
	done   int      // jobs
	bytes  int64    // of the files of these jobs
	moved  []stored // stored, but below another root; with the source below this one
	same   []stored // bytes as stored, but another time; with that
	result SyncResult
}

// fileKey is by what a file is found in the index.
type fileKey struct{ collection, path string }

// job is a file that is to be read, or a report that is to be embedded.
type job struct {
	found
	stored  *stored // nil when it is not in the index
	inScope bool    // lies under the roots
	embed   bool    // it is only to be embedded
}

func (y *syncer) sync(ctx context.Context, roots []string) error {
	if err := y.prepare(ctx); err != nil {
		return err
	}
	walked, err := walk(ctx, roots)
	if err != nil {
		return err
	}
	y.result.Failed, y.result.Empty, y.result.Skipped = walked.failed, walked.empty, walked.skipped
	if err := y.plan(ctx, walked); err != nil {
		return err
	}
	y.report("")
	if err := y.run(ctx); err != nil {
		return err
	}
	return y.settleStats(ctx)
}

// prepare checks the options and reads the list of what is stored.
func (y *syncer) prepare(ctx context.Context) error {
	if y.store.readOnly {
		return errors.New("index was opened for reading only")
	}
	if y.vectors != nil && y.o.Model == "" {
		return errors.New("the embedder has no name")
	}
	var err error
	if y.overrides, err = (overrides{Place: y.o.Place}).encode(); err != nil {
		return err
	}
	if y.o.Rebuild {
		if err := y.store.write(ctx, "rebuild index", func(tx *sql.Tx) error { return forget(ctx, tx) }); err != nil {
			return err
		}
	}
	return y.store.read(ctx, "read index", func(tx *sql.Tx) error {
		if y.vectors != nil {
			if err := checkModel(ctx, tx, y.o.Model); err != nil {
				return err
			}
		}
		all, err := list(ctx, tx)
		y.index = make(map[fileKey]*stored, len(all))
		for i, s := range all {
			y.index[fileKey{s.collection, s.path}] = &all[i]
		}
		return err
	})
}

// run does the jobs, several at a time; one goroutine writes.
func (y *syncer) run(ctx context.Context) error {
	workers := runtime.GOMAXPROCS(0)
	if y.vectors != nil {
		workers = max(workers, batchesFlying) // most of them wait for the embedder
	}
	done := make(chan outcome)
	var next atomic.Int64
	var working sync.WaitGroup
	group, ctx := errgroup.WithContext(ctx)
	for range min(workers, len(y.jobs)) {
		working.Add(1)
		group.Go(func() error {
			defer working.Done()
			for i := next.Add(1) - 1; i < int64(len(y.jobs)); i = next.Add(1) - 1 {
				o := y.do(ctx, y.jobs[i])
				select {
				case done <- o:
				case <-ctx.Done():
					return context.Cause(ctx)
				}
			}
			return nil
		})
	}
	group.Go(func() error {
		working.Wait()
		close(done)
		return nil
	})
	group.Go(func() error {
		for o := range done {
			if err := y.settle(ctx, o); err != nil {
				return err
			}
		}
		return nil
	})
	return group.Wait()
}

// report tells how far it is.
func (y *syncer) report(path string) {
	if y.o.Progress == nil {
		return
	}
	y.o.Progress(Event{Done: y.done, Total: len(y.jobs), Bytes: y.bytes, Path: path})
}

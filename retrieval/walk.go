package retrieval

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"reportbot/ingest/format"
)

// found is a file that a walk came by.
type found struct {
	path   string // absolute
	source string // path below its root, separated by /
	size   int64
	mtime  int64 // Unix nanoseconds
}

// walker collects the files under roots.
//
// A file is named by the way on which it was found, so that a link that is
// pointed elsewhere stays the same report; the way to the root is resolved, so
// that a folder that is reached by two ways has each report once. Links are
// followed last and only to what was not found without them, which also
// breaks loops.
type walker struct {
	files   []found
	failed  []Failure
	empty   []string // roots without a report
	skipped int      // files of other kinds
	bases   []string // absolute paths of the roots that are there

	seen  map[string]bool // real paths of files and folders
	again int             // how often something seen was found again
	links []place         // to be followed
}

// place is a file or folder that is still to be visited.
type place struct {
	path   string // absolute
	real   string // without links
	source string // below its root; "" for the root
}

func (p place) child(name string) place {
	return place{filepath.Join(p.path, name), filepath.Join(p.real, name), path.Join(p.source, name)}
}

// walk finds the files under the roots, those of one root in order of their
// sources.
func walk(ctx context.Context, roots []string) (*walker, error) {
	w := &walker{seen: make(map[string]bool)}
	for _, root := range roots {
		files, others := len(w.files), len(w.failed)+w.again
		if err := w.root(ctx, root); err != nil {
			return nil, err
		}
		slices.SortFunc(w.files[files:], func(a, b found) int { return cmp.Compare(a.source, b.source) })
		if len(w.files) == files && len(w.failed)+w.again == others {
			w.empty = append(w.empty, root)
		}
	}
	return w, nil
}

// root walks one root. The error is that of ctx; all others are listed.
func (w *walker) root(ctx context.Context, root string) error {
	start, info, err := openRoot(root)
	if err != nil {
		w.fail(root, err)
		return nil
	}
	w.bases = append(w.bases, start.path)
	if !info.IsDir() {
		w.file(start, info)
		return nil
	}
	if err := w.folder(ctx, start); err != nil {
		return err
	}
	for len(w.links) > 0 {
		link := w.links[0]
		w.links = w.links[1:]
		if err := w.follow(ctx, link); err != nil {
			return err
		}
	}
	return nil
}

// openRoot returns where root lies: its path without links, but for the name
// of a file.
func openRoot(root string) (place, fs.FileInfo, error) {
	abs, err := filepath.Abs(root)
	if err != nil {
		return place{}, nil, err
	}
	info, err := os.Stat(abs)
	if err != nil {
		return place{}, nil, err
	}
	real, err := filepath.EvalSymlinks(abs)
	if err != nil || info.IsDir() {
		return place{path: real, real: real}, info, err
	}
	if !info.Mode().IsRegular() {
		return place{}, nil, errors.New("neither a file nor a folder")
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(abs))
	name := filepath.Base(abs)
	return place{filepath.Join(dir, name), real, name}, info, err
}

func (w *walker) folder(ctx context.Context, at place) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	if w.known(at) {
		return nil
	}
	entries, err := os.ReadDir(at.path)
	if err != nil {
		w.fail(at.path, err) // and go on with what was read
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if err := w.entry(ctx, at.child(e.Name()), e); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) entry(ctx context.Context, at place, e fs.DirEntry) error {
	switch {
	case e.IsDir():
		return w.folder(ctx, at)
	case e.Type()&fs.ModeSymlink != 0:
		w.links = append(w.links, at)
	case !e.Type().IsRegular() || !format.Supported(e.Name()):
		w.skipped++
	default:
		info, err := e.Info()
		if err != nil {
			w.fail(at.path, err)
			return nil
		}
		w.file(at, info)
	}
	return nil
}

// follow visits what a link points to.
func (w *walker) follow(ctx context.Context, link place) error {
	info, err := os.Stat(link.path)
	if err == nil {
		link.real, err = filepath.EvalSymlinks(link.path)
	}
	supported := format.Supported(link.source)
	switch {
	case err != nil && supported:
		w.fail(link.path, err)
	case err != nil:
		w.skipped++
	case info.IsDir():
		return w.folder(ctx, link)
	case !info.Mode().IsRegular() || !supported:
		w.skipped++
	default:
		w.file(link, info)
	}
	return nil
}

func (w *walker) file(at place, info fs.FileInfo) {
	if !w.known(at) {
		w.files = append(w.files, found{at.path, at.source, info.Size(), info.ModTime().UnixNano()})
	}
}

// known reports whether a place was seen before, and marks it as seen.
func (w *walker) known(at place) bool {
	if w.seen[at.real] {
		w.again++
		return true
	}
	w.seen[at.real] = true
	return false
}

func (w *walker) fail(path string, err error) {
	w.failed = append(w.failed, newFailure(path, err))
}

// Failure is a file or folder that could not be read.
type Failure struct {
	Path string // as given, or absolute
	Err  error
	Hint string // what to do next; may be ""
}

func newFailure(path string, err error) Failure {
	f := Failure{Path: path, Err: err, Hint: Hint(err)}
	if e, ok := errors.AsType[*fs.PathError](err); ok && e.Path == path {
		f.Err = e.Err // the path is told anyway
	}
	switch {
	case f.Hint != "":
	case errors.Is(err, fs.ErrNotExist):
		f.Hint = "check the path"
	case errors.Is(err, fs.ErrPermission):
		f.Hint = "see that you may read it"
	}
	return f
}

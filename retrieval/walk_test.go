package retrieval

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree makes files, links (name → target below the folder) and returns the
// folder without links in its path.
func tree(t *testing.T, files []string, links map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	texts := make(map[string]string)
	for _, f := range files {
		texts[f] = f
	}
	write(t, dir, texts)
	for name, target := range links {
		if err := os.Symlink(filepath.Join(dir, target), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestWalk(t *testing.T) {
	tests := []struct {
		name  string
		files []string
		links map[string]string
		roots []string
		want  []string // sources
	}{
		{"order", []string{"b.txt", "a/z.txt", "a.txt", "c/d/e.md"}, nil, []string{""}, []string{"a.txt", "a/z.txt", "b.txt", "c/d/e.md"}},
		{"hidden and other kinds", []string{".a.txt", ".b/c.txt", "d.exe", "e.txt"}, nil, []string{""}, []string{"e.txt"}},
		{"one file", []string{"a/b.txt", "c.txt"}, nil, []string{"a/b.txt"}, []string{"b.txt"}},
		{"a file of another kind that is named", []string{"a.exe"}, nil, []string{"a.exe"}, []string{"a.exe"}},
		{"equal names", []string{"a/x.txt", "b/x.txt"}, nil, []string{"a", "b"}, []string{"x.txt", "x.txt"}},
		{"a loop", []string{"a/x.txt"}, map[string]string{"a/up": ""}, []string{""}, []string{"a/x.txt"}},
		{"a loop of two", []string{"a/x.txt", "b/y.txt"}, map[string]string{"a/b": "b", "b/a": "a"}, []string{""}, []string{"a/x.txt", "b/y.txt"}},
		{"a link to what is there", []string{"z/x.txt"}, map[string]string{"a": "z", "b.txt": "z/x.txt"}, []string{""}, []string{"z/x.txt"}},
		{"a link out of the root", []string{"in/x.txt", "out/y.txt", "z.txt"}, map[string]string{"in/more": "out", "in/w.txt": "z.txt"}, []string{"in"}, []string{"more/y.txt", "w.txt", "x.txt"}},
		{"a link to a hidden folder", []string{".v1/x.txt"}, map[string]string{"x.txt": ".v1/x.txt"}, []string{""}, []string{"x.txt"}},
		{"a linked root", []string{"a/x.txt"}, map[string]string{"l": "a"}, []string{"l", "a"}, []string{"x.txt"}},
		{"a linked file", []string{"a/x.txt"}, map[string]string{"l.txt": "a/x.txt"}, []string{"l.txt"}, []string{"l.txt"}},
		{"roots within each other", []string{"a/x.txt", "y.txt"}, nil, []string{"", "a", "a/x.txt"}, []string{"a/x.txt", "y.txt"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := tree(t, test.files, test.links)
			var roots []string
			for _, r := range test.roots {
				roots = append(roots, filepath.Join(dir, r))
			}
			w, err := walk(t.Context(), roots)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range w.files {
				got = append(got, f.source)
				if _, err := os.Stat(f.path); err != nil || !filepath.IsAbs(f.path) || f.size == 0 || f.mtime == 0 {
					t.Errorf("file %+v, error %v", f, err)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("sources (-want +got):\n%s", diff)
			}
			if len(w.failed)+len(w.empty) > 0 {
				t.Errorf("failed %v, empty %v", w.failed, w.empty)
			}
		})
	}
}

// A file has one path, whichever root it was found from.
func TestWalkPathsAreStable(t *testing.T) {
	dir := tree(t, []string{"a/x.txt"}, map[string]string{"l": "a"})
	paths := make(map[string]bool)
	for _, root := range []string{"", "a", "a/x.txt", "l", "l/x.txt", "a/../a"} {
		w, err := walk(t.Context(), []string{filepath.Join(dir, root)})
		if err != nil || len(w.files) != 1 {
			t.Fatalf("%q: %v, error %v", root, w.files, err)
		}
		paths[w.files[0].path] = true
	}
	if len(paths) != 1 {
		t.Errorf("several paths for one file: %v", paths)
	}
}

func TestWalkCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := walk(ctx, []string{t.TempDir()}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

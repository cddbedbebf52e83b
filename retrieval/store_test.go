package retrieval

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestOpenMakesFilesForTheOwnerAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a b?%23#", "data")
	s := open(t, dir)
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 1)})
	sync1(t, s, nil, SyncOptions{}, filepath.Join(dir, "a.txt"))
	for name, want := range map[string]fs.FileMode{"": 0o700, indexFile: 0o600, indexFile + "-wal": 0o600} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%q has mode %o, want %o", name, got, want)
		}
	}
}

func TestOpenReadOnly(t *testing.T) {
	empty := t.TempDir()
	if err := os.WriteFile(filepath.Join(empty, indexFile), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{t.TempDir(), filepath.Join(t.TempDir(), "none"), empty} {
		_, err := Open(t.Context(), dir, Options{ReadOnly: true})
		wantHint(t, err, "run ingest")
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("error %v does not wrap fs.ErrNotExist", err)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	folder := func(name string, data []byte) string {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	foreign := t.TempDir()
	db, err := sql.Open("sqlite", filepath.Join(foreign, indexFile))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE reports (id TEXT)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, dir, hint string }{
		{"not a database", folder(indexFile, []byte(strings.Repeat("no database\n", 99))), "delete it"},
		{"another program's", foreign, "choose another data folder"},
		{"file in place of the folder", filepath.Join(folder("data", nil), "data"), "a file stands where the data folder should be"},
		{"below a file", filepath.Join(folder("data", nil), "data", "sub"), "a file stands where the data folder should be"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Open(t.Context(), test.dir, Options{})
			wantHint(t, err, test.hint)
			if !strings.HasPrefix(err.Error(), "open index: ") {
				t.Errorf("error %q does not say what was being done", err)
			}
		})
	}
	if _, err := os.Stat(filepath.Join(foreign, indexFile)); err != nil {
		t.Error("another program's database was removed")
	}
}

// A page in the middle of the file is overwritten: the index opens, and
// loading it tells.
func TestDamagedIndex(t *testing.T) {
	dir, data := t.TempDir(), t.TempDir()
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 1)})
	s := open(t, data)
	sync1(t, s, nil, SyncOptions{}, dir)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(data, indexFile)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	for i := page; i < len(file); i++ {
		file[i] = 0x5a
	}
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err = Open(t.Context(), data, Options{})
	if err == nil {
		defer s.Close()
		_, err = s.Snapshot(t.Context())
	}
	wantHint(t, err, "delete it")
}

func TestOtherSchemaVersion(t *testing.T) {
	for _, version := range []string{"999", "0", "-1"} {
		t.Run(version, func(t *testing.T) {
			dir, elsewhere, data := t.TempDir(), t.TempDir(), t.TempDir()
			write(t, dir, map[string]string{"a.txt": report("岚溪镇", 1), "gone.txt": report("禾浦镇", 2)})
			write(t, elsewhere, map[string]string{"b/c.txt": report("云汀镇", 3)})
			s := open(t, data)
			emb := &fakeEmbedder{dim: 4}
			sync1(t, s, emb, SyncOptions{Model: "m"}, dir)
			sync1(t, s, emb, SyncOptions{Model: "m", Collection: "渔业", Place: "砚山镇"}, elsewhere)
			if _, err := s.db.Exec("CREATE TABLE other (x); PRAGMA user_version = " + version); err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(filepath.Join(dir, "gone.txt")); err != nil {
				t.Fatal(err)
			}
			_, err := Open(t.Context(), data, Options{ReadOnly: true})
			wantHint(t, err, "run ingest: it rebuilds the index")

			s = open(t, data)
			wantSources(t, s)
			if n, err := s.Pending(t.Context()); n != 3 || err != nil {
				t.Errorf("%d reports pending, error %v, want 3", n, err)
			}
			scoped := sync1(t, s, emb, SyncOptions{Model: "m", Scoped: true}, dir)
			wantCounts(t, scoped, count{Added: 1})
			result := sync1(t, s, emb, SyncOptions{Model: "m"})
			wantCounts(t, result, count{Added: 1, Failed: 1})
			if len(result.Scope) != 0 {
				t.Errorf("scope %v, want none without roots", result.Scope)
			}
			wantSources(t, s, "a.txt", "b/c.txt")
			if r := snapshot(t, s).Reports[1]; r.Collection != "渔业" || r.Place != "砚山镇" {
				t.Errorf("rebuilt report is in %q, of %q", r.Collection, r.Place)
			}
			wantWhole(t, s, 2)
			if n, err := s.Pending(t.Context()); n != 0 || err != nil {
				t.Errorf("%d reports pending, error %v, want none", n, err)
			}
		})
	}
}

func TestLockedIndex(t *testing.T) {
	dir, data := t.TempDir(), t.TempDir()
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 1)})
	s, other := open(t, data), open(t, data)
	s.wait = 100 * time.Millisecond
	tx, err := other.db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	_, err = Sync(t.Context(), s, nil, []string{dir}, SyncOptions{})
	wantHint(t, err, "another process is writing")
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	wantCounts(t, sync1(t, s, nil, SyncOptions{}, dir), count{Added: 1})
}

// A disk is full, as far as SQLite can tell, when the database may not grow.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 1)})
	s := open(t, t.TempDir())
	sync1(t, s, &fakeEmbedder{dim: 4}, SyncOptions{Model: "m"}, dir)
	s.db.SetMaxOpenConns(1) // the limit is of the connection
	if _, err := s.db.Exec(fmt.Sprint("PRAGMA max_page_count = ", ints(t, s, "PRAGMA page_count")[0]+2)); err != nil {
		t.Fatal(err)
	}
	write(t, dir, map[string]string{"b.txt": strings.Repeat(report("禾浦镇", 2), 60)})
	_, err := Sync(t.Context(), s, &fakeEmbedder{dim: 4}, []string{dir}, SyncOptions{Model: "m"})
	wantHint(t, err, "the disk is full")
	wantSources(t, s, "a.txt")
	wantWhole(t, s, 1)
	if _, err := s.db.Exec("PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	sync1(t, s, &fakeEmbedder{dim: 4}, SyncOptions{Model: "m"}, dir)
	wantWhole(t, s, 2)
}

package retrieval

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"reportbot/ingest"
	"reportbot/ingest/format"
)

func TestSyncRoundTrip(t *testing.T) {
	dir, data := t.TempDir(), t.TempDir()
	write(t, dir, map[string]string{
		"岚溪镇.txt":        report("岚溪镇", 12.5),
		"区县/禾浦镇.txt":     report("禾浦镇", 31.07),
		"区县/.hidden.txt": report("隐镇", 1),
		".git/x.txt":     report("隐镇", 1),
		"photo.jpg":      "\xff\xd8\xff",
	})
	s := open(t, data)
	result := sync1(t, s, nil, SyncOptions{}, dir)
	wantCounts(t, result, count{Added: 2})
	if result.Skipped != 1 {
		t.Errorf("skipped %d files, want 1", result.Skipped)
	}
	wantSources(t, s, "区县/禾浦镇.txt", "岚溪镇.txt")
	snap := snapshot(t, s)
	for i, info := range snap.Reports {
		got, err := snap.Report(i)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(parsed(t, info.Path, info.Source), got); diff != "" {
			t.Errorf("report %s (-parsed +stored):\n%s", info.Source, diff)
		}
		if result.Scope[info.ID] != info.Source {
			t.Errorf("scope has %q for %s", result.Scope[info.ID], info.Source)
		}
		if info.SectionCount != len(got.Sections) || info.ChunkCount != len(ingest.Chunks(got)) || info.Characters != len([]rune(got.Text)) {
			t.Errorf("counts of %s are wrong: %+v", info.Source, info)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, data)
	wantSources(t, again, "区县/禾浦镇.txt", "岚溪镇.txt")
	if got := snapshot(t, again).Len(); got != snap.Len() || got == 0 {
		t.Errorf("reopened index has %d chunks, want %d", got, snap.Len())
	}
}

// parsed reads a file without the store.
func parsed(t *testing.T, path, source string) *ingest.Report {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := format.Read(source, data)
	if err != nil {
		t.Fatal(err)
	}
	return ingest.Parse(doc, ingest.Origin{Source: source, Path: path, Hash: hashOf(data, "")})
}

func TestSyncAgainWritesNothing(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 1), "b.txt": report("禾浦镇", 2)})
	s := open(t, t.TempDir())
	emb := &fakeEmbedder{dim: 8}
	sync1(t, s, emb, SyncOptions{Model: "m"}, dir)
	texts := emb.texts.Load()
	state := func() []int64 {
		return ints(t, s, "SELECT value FROM meta WHERE key = 'generation'", "SELECT total(rev) FROM reports",
			"SELECT total_changes()", "SELECT data_version FROM pragma_data_version")
	}
	s.db.SetMaxOpenConns(1) // the last two are of the connection
	before, snap := state(), snapshot(t, s)
	if err := os.Chmod(filepath.Join(dir, "a.txt"), 0); err != nil {
		t.Fatal(err)
	}
	result := sync1(t, s, emb, SyncOptions{Model: "m"}, dir)
	wantCounts(t, result, count{Unchanged: 2})
	if len(result.Scope) != 2 {
		t.Errorf("unchanged files are not in the scope: %v", result.Scope)
	}
	if diff := cmp.Diff(before, state()); diff != "" {
		t.Errorf("the index was written to (-before +after):\n%s", diff)
	}
	if emb.texts.Load() != texts {
		t.Error("texts were embedded again")
	}
	if snapshot(t, s) != snap {
		t.Error("the snapshot was loaded again")
	}
}

func TestSyncReadsWhatChanged(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 12.5), "b.txt": report("禾浦镇", 2)})
	s := open(t, t.TempDir())
	sync1(t, s, nil, SyncOptions{}, dir)
	first := snapshot(t, s)

	t.Run("time alone", func(t *testing.T) {
		age(t, path, time.Minute)
		wantCounts(t, sync1(t, s, nil, SyncOptions{}, dir), count{Unchanged: 2})
		if snapshot(t, s) != first {
			t.Error("the snapshot was loaded again")
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if n := ints(t, s, "SELECT count(*) FROM reports WHERE mtime = "+strconv.FormatInt(info.ModTime().UnixNano(), 10)); n[0] != 1 {
			t.Error("the time was not stored: the file will be read each time")
		}
	})
	t.Run("same size", func(t *testing.T) {
		write(t, dir, map[string]string{"a.txt": report("岚溪镇", 98.7)})
		age(t, path, time.Second)
		wantCounts(t, sync1(t, s, nil, SyncOptions{}, dir), count{Changed: 1, Unchanged: 1})
		if text := textOf(t, snapshot(t, s), 0); !strings.Contains(text, "98.70亿元") || strings.Contains(text, "12.50") {
			t.Errorf("the report was not replaced:\n%s", text)
		}
		if text := textOf(t, first, 0); !strings.Contains(text, "12.50亿元") {
			t.Errorf("an earlier snapshot changed:\n%s", text)
		}
	})
	t.Run("within a tick of the clock", func(t *testing.T) {
		// As if written right before and right after it was read.
		now := time.Now()
		for _, output := range []float64{11.11, 22.22} {
			write(t, dir, map[string]string{"a.txt": report("岚溪镇", output)})
			if err := os.Chtimes(path, now.Add(time.Hour), now.Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
			sync1(t, s, nil, SyncOptions{}, dir)
		}
		if text := textOf(t, snapshot(t, s), 0); !strings.Contains(text, "22.22亿元") {
			t.Errorf("the second write was missed:\n%s", text)
		}
	})
	t.Run("files without a time", func(t *testing.T) {
		for _, output := range []float64{33.33, 44.44} {
			write(t, dir, map[string]string{"a.txt": report("岚溪镇", output)})
			if err := os.Chtimes(path, time.Unix(0, 0), time.Unix(0, 0)); err != nil {
				t.Fatal(err)
			}
			sync1(t, s, nil, SyncOptions{}, dir)
		}
		if text := textOf(t, snapshot(t, s), 0); !strings.Contains(text, "44.44亿元") {
			t.Errorf("the second write was missed:\n%s", text)
		}
	})
	if n := ints(t, s, "SELECT count(*) FROM reports", "SELECT count(*) FROM postings", "SELECT count(*) FROM sentences"); !slices.Equal(n, []int64{2, 2, 2}) {
		t.Errorf("parts of replaced reports were left: %v", n)
	}
}

func textOf(t *testing.T, s *Snapshot, i int) string {
	t.Helper()
	r, err := s.Report(i)
	if err != nil {
		t.Fatal(err)
	}
	return r.Text
}

func TestSyncOverrides(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 1)})
	s := open(t, t.TempDir())
	sync1(t, s, nil, SyncOptions{}, dir)
	wantCounts(t, sync1(t, s, nil, SyncOptions{Place: "云汀镇"}, dir), count{Changed: 1})
	if place := snapshot(t, s).Reports[0].Place; place != "云汀镇" {
		t.Errorf("place is %q", place)
	}
	wantCounts(t, sync1(t, s, nil, SyncOptions{Place: "云汀镇"}, dir), count{Unchanged: 1})
	wantCounts(t, sync1(t, s, nil, SyncOptions{Collection: "渔业"}, dir), count{Added: 1})
	var collections []string
	for _, r := range snapshot(t, s).Reports {
		collections = append(collections, r.Collection)
	}
	if diff := cmp.Diff([]string{"default", "渔业"}, collections); diff != "" {
		t.Errorf("collections (-want +got):\n%s", diff)
	}
}

func TestSyncPrune(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 1), "b/c.txt": report("禾浦镇", 2), "b2/d.txt": report("云汀镇", 3)})
	write(t, other, map[string]string{"e.txt": report("砚山镇", 4)})
	s := open(t, t.TempDir())
	sync1(t, s, nil, SyncOptions{}, dir, other)
	for _, gone := range []string{filepath.Join(dir, "b", "c.txt"), filepath.Join(dir, "b2", "d.txt"), filepath.Join(other, "e.txt")} {
		if err := os.Remove(gone); err != nil {
			t.Fatal(err)
		}
	}
	wantCounts(t, sync1(t, s, nil, SyncOptions{}, dir), count{Unchanged: 1})
	wantCounts(t, sync1(t, s, nil, SyncOptions{Prune: true, Collection: "渔业"}, filepath.Join(dir, "b")), count{})
	wantSources(t, s, "a.txt", "b/c.txt", "b2/d.txt", "e.txt")
	wantCounts(t, sync1(t, s, nil, SyncOptions{Prune: true}, filepath.Join(dir, "b")), count{Removed: 1})
	wantSources(t, s, "a.txt", "b2/d.txt", "e.txt")
	wantCounts(t, sync1(t, s, nil, SyncOptions{Prune: true}, dir), count{Unchanged: 1, Removed: 1})
	wantSources(t, s, "a.txt", "e.txt")
	write(t, dir, map[string]string{".named.txt": report("砚山镇", 5)})
	sync1(t, s, nil, SyncOptions{}, filepath.Join(dir, ".named.txt"))
	wantCounts(t, sync1(t, s, nil, SyncOptions{Prune: true}, dir), count{Unchanged: 1}) // hidden, not gone
	wantSources(t, s, ".named.txt", "a.txt", "e.txt")
	if err := os.RemoveAll(other); err != nil {
		t.Fatal(err)
	}
	wantCounts(t, sync1(t, s, nil, SyncOptions{Prune: true}, other), count{Failed: 1}) // maybe a disk that is not mounted
	wantSources(t, s, ".named.txt", "a.txt", "e.txt")
}

func TestSyncScope(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"甲/总结.txt": report("岚溪镇", 1), "乙/总结.txt": report("禾浦镇", 2)})
	s := open(t, t.TempDir())
	sync1(t, s, nil, SyncOptions{}, dir)
	wantSources(t, s, "乙/总结.txt", "甲/总结.txt")
	snap := snapshot(t, s)

	scoped := sync1(t, s, nil, SyncOptions{Scoped: true}, filepath.Join(dir, "甲"))
	if got := slices.Collect(maps.Values(scoped.Scope)); !slices.Equal(got, []string{"总结.txt"}) {
		t.Errorf("scope %v", scoped.Scope)
	}
	if diff := cmp.Diff([]bool{false, true}, snapshot(t, s).Visible(scoped.Scope)); diff != "" {
		t.Errorf("visible (-want +got):\n%s", diff)
	}
	if snapshot(t, s) != snap {
		t.Error("a scoped sync of unchanged files changed the index")
	}
	write(t, dir, map[string]string{"甲/总结.txt": report("岚溪镇", 3)})
	scoped = sync1(t, s, nil, SyncOptions{Scoped: true}, filepath.Join(dir, "甲"))
	wantCounts(t, scoped, count{Changed: 1})
	if got := slices.Collect(maps.Values(scoped.Scope)); !slices.Equal(got, []string{"总结.txt"}) {
		t.Errorf("scope %v", scoped.Scope)
	}
	wantSources(t, s, "乙/总结.txt", "甲/总结.txt")

	sync1(t, s, nil, SyncOptions{}, filepath.Join(dir, "甲", "总结.txt"))
	wantSources(t, s, "乙/总结.txt", "总结.txt")
	r, err := snapshot(t, s).Report(1)
	if err != nil || r.Source != "总结.txt" {
		t.Errorf("report has the source %q, error %v", r.Source, err)
	}
}

func TestSyncFailures(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 1), "empty.txt": "", "old.txt": "\x00\x01\x02\x03", "none/x.pdf": "%PDF-1.4"})
	if err := os.Symlink(filepath.Join(dir, "nowhere.txt"), filepath.Join(dir, "link.txt")); err != nil {
		t.Fatal(err)
	}
	huge, err := os.Create(filepath.Join(dir, "huge.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(huge.Truncate(format.MaxFile+1), huge.Close()); err != nil {
		t.Fatal(err)
	}
	s := open(t, t.TempDir())
	result := sync1(t, s, nil, SyncOptions{}, dir, filepath.Join(dir, "missing"), filepath.Join(dir, "none"))
	wantCounts(t, result, count{Added: 1, Failed: 5})
	hints := make(map[string]string)
	for _, f := range result.Failed {
		if f.Err == nil {
			t.Errorf("%s failed without a reason", f.Path)
		}
		hints[filepath.Base(f.Path)] = f.Hint
	}
	want := map[string]string{"missing": "check the path", "link.txt": "check the path", "huge.txt": "split it, or save its text alone", "empty.txt": "", "old.txt": ""}
	if diff := cmp.Diff(want, hints); diff != "" {
		t.Errorf("hints (-want +got):\n%s", diff)
	}
	if result.Empty != nil {
		t.Errorf("empty roots %v: the folder was walked before", result.Empty)
	}
	result = sync1(t, s, nil, SyncOptions{}, filepath.Join(dir, "none"))
	if diff := cmp.Diff([]string{filepath.Join(dir, "none")}, result.Empty); diff != "" {
		t.Errorf("empty roots (-want +got):\n%s", diff)
	}
}

// A file that can't be read any more keeps the report as it was.
func TestSyncKeepsWhatItCannotReadAgain(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 1)})
	s := open(t, t.TempDir())
	sync1(t, s, nil, SyncOptions{}, dir)
	write(t, dir, map[string]string{"a.txt": ""})
	result := sync1(t, s, nil, SyncOptions{Prune: true}, dir)
	wantCounts(t, result, count{Failed: 1})
	if len(result.Scope) != 1 {
		t.Errorf("scope %v, want the report as it was", result.Scope)
	}
	wantSources(t, s, "a.txt")
}

func TestSyncProgress(t *testing.T) {
	dir := t.TempDir()
	files := make(map[string]string)
	for _, town := range []string{"岚溪镇", "禾浦镇", "云汀镇"} {
		files[town+".txt"] = report(town, 1)
	}
	write(t, dir, files)
	var events []Event
	sync1(t, open(t, t.TempDir()), nil, SyncOptions{Progress: func(e Event) { events = append(events, e) }}, dir)
	if len(events) != 4 {
		t.Fatalf("%d events, want one at the start and one a file: %v", len(events), events)
	}
	bytes := int64(0)
	for _, text := range files {
		bytes += int64(len(text))
	}
	last := events[3]
	last.Path = ""
	if diff := cmp.Diff(Event{Done: 3, Total: 3, Bytes: bytes}, last); diff != "" {
		t.Errorf("last event (-want +got):\n%s", diff)
	}
}

func TestSyncReadOnly(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	s, err := Open(t.Context(), dir, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := Sync(t.Context(), s, nil, nil, SyncOptions{}); err == nil {
		t.Error("a store opened for reading was written to")
	}
}

// A scoped Sync that is told neither place nor collection leaves both as they were
// stored.
func TestScopedKeepsWhatWasSaid(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": "镇2021年工作总结\n一、2021年工作总结\n全镇新建公厕7座，栽种油茶960亩。\n"})
	age(t, filepath.Join(dir, "a.txt"), time.Minute)
	s := open(t, t.TempDir())
	if _, err := Sync(t.Context(), s, nil, []string{dir}, SyncOptions{Place: "栖桐镇", Collection: "towns"}); err != nil {
		t.Fatal(err)
	}
	result, err := Sync(t.Context(), s, nil, []string{dir}, SyncOptions{Scoped: true})
	if err != nil || result.Unchanged != 1 || len(result.Scope) != 1 {
		t.Fatalf("scoped: %+v, %v, want one unchanged report", result, err)
	}
	snapshot, err := s.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(snapshot.Reports) != 1 || snapshot.Reports[0].Place != "栖桐镇" || snapshot.Reports[0].Collection != "towns" {
		t.Errorf("reports %+v, want one of 栖桐镇 in towns", snapshot.Reports)
	}
}

// A single document that holds the words is found.
func TestFuseSingle(t *testing.T) {
	if got := (scale{2, 2}).of(2); got != 1 {
		t.Errorf("the only score is %v, want 1", got)
	}
	if got := (scale{0, 0}).of(0); got != 0 {
		t.Errorf("no score is %v, want 0", got)
	}
}

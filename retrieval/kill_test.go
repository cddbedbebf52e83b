package retrieval

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// childArg makes the test binary sync a folder, for TestKilledSync.
const childArg = "sync-child"

func TestMain(m *testing.M) {
	if len(os.Args) == 4 && os.Args[1] == childArg {
		syncChild(os.Args[2], os.Args[3])
		return
	}
	m.Run()
}

// syncChild syncs dir into data until it is killed or done. It tells on
// standard output when it has begun.
func syncChild(data, dir string) {
	ctx := context.Background()
	s, err := Open(ctx, data, Options{})
	if err != nil {
		panic(err)
	}
	fmt.Println("open")
	_, err = Sync(ctx, s, &fakeEmbedder{dim: 32}, []string{dir}, SyncOptions{Model: "m"})
	if err != nil {
		panic(err)
	}
	if err := s.Close(); err != nil {
		panic(err)
	}
}

// A process that is killed while it syncs leaves every report whole or as it
// was, and the next one completes the rest.
func TestKilledSync(t *testing.T) {
	if testing.Short() {
		t.Skip("starts 50 processes")
	}
	const reports, kills = 40, 50
	dir, data := t.TempDir(), t.TempDir()
	random := rand.New(rand.NewPCG(1, 2))
	partly, version := 0, 0
	for kill := range kills {
		if kill%10 == 0 { // a fresh index, then what was killed goes on and meets changed files
			data, version = t.TempDir(), 0
		}
		version++
		files := make(map[string]string)
		for i := range reports {
			files[fmt.Sprintf("%02d.txt", i)] = report("岚溪镇", float64(1000*version+i))
		}
		write(t, dir, files)
		killSync(t, data, dir, time.Duration(random.IntN(120))*time.Millisecond)
		if n := wantEachWhole(t, data, version); n > 0 && n < reports {
			partly++
		}
	}
	t.Logf("%d of %d were killed with some of the reports written", partly, kills)
	if partly < kills/10 {
		t.Errorf("only %d of %d were killed in the middle", partly, kills)
	}
	s := open(t, data)
	sync1(t, s, &fakeEmbedder{dim: 32}, SyncOptions{Model: "m"}, dir)
	wantWhole(t, s, reports)
}

// killSync starts a child and kills it some time after it has begun.
func killSync(t *testing.T, data, dir string, after time.Duration) {
	t.Helper()
	child := exec.Command(os.Args[0], childArg, data, dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 4)); err != nil {
		t.Fatalf("the child did not begin: %v", err)
	}
	time.Sleep(after)
	_ = child.Process.Kill()
	_ = child.Wait()
}

// wantEachWhole checks that each report there is has all its parts and is of
// one version of its file. It returns the number of those of this version.
func wantEachWhole(t *testing.T, data string, version int) int {
	t.Helper()
	s, err := Open(t.Context(), data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := textQuery(t, s, "PRAGMA integrity_check"); got != "ok" {
		t.Fatalf("integrity check: %s", got)
	}
	snap := snapshot(t, s)
	wantWhole(t, s, len(snap.Reports))
	current := 0
	for i, info := range snap.Reports {
		file, err := os.ReadFile(info.Path)
		if err != nil {
			t.Fatal(err)
		}
		text := textOf(t, snap, i)
		if text == string(file) {
			current++
		}
		if !knownVersion(text, filepath.Base(info.Source), version) {
			t.Errorf("%s is of no version:\n%s", info.Source, text)
		}
	}
	return current
}

func knownVersion(text, name string, version int) bool {
	var number int
	if _, err := fmt.Sscanf(name, "%d.txt", &number); err != nil {
		return false
	}
	for v := range version + 1 {
		if text == report("岚溪镇", float64(1000*v+number)) {
			return true
		}
	}
	return false
}

func textQuery(t *testing.T, s *Store, query string) (text string) {
	t.Helper()
	if err := s.db.QueryRowContext(t.Context(), query).Scan(&text); err != nil {
		t.Fatal(err)
	}
	return text
}

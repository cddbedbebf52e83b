package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var start = time.UnixMilli(1_700_000_000_000)

// open opens state.db in a folder until the test ends.
func open(t *testing.T, dir string) *DB {
	t.Helper()
	db, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func question(id string, kind Kind, ts string) *Question {
	return &Question{
		ID: id, Kind: kind, Team: "T", Channel: "C", Thread: "1.0", TS: ts, User: "U", Text: "产值" + id + "？", Received: start, Stage: Waiting,
	}
}

// accept accepts a delivery and wants it to be fresh or not.
func accept(t *testing.T, db *DB, q *Question, now time.Time, want bool, keys ...string) {
	t.Helper()
	fresh, err := db.Accept(t.Context(), Delivery{Keys: keys, Question: q}, now)
	if err != nil {
		t.Fatal(err)
	}
	if fresh != want {
		t.Errorf("delivery %v is fresh: %v, want %v", keys, fresh, want)
	}
}

// ids are those of the questions that are not finished.
func ids(t *testing.T, db *DB) []string {
	t.Helper()
	left, err := db.Unfinished(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, q := range left {
		out = append(out, q.ID)
	}
	return out
}

func TestDeliveriesAreKnownAfterReopening(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	accept(t, db, question("a", Mention, "1.0"), start, true, "event 1", "message 1")
	accept(t, db, question("b", Mention, "1.0"), start, false, "event 2", "message 1") // the same message, as another event
	accept(t, db, nil, start, false, "event 2")                                        // known from the line above
	accept(t, db, nil, start, true, "click 1")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = open(t, dir)
	accept(t, db, question("c", Mention, "1.0"), start.Add(time.Hour), false, "event 1")
	accept(t, db, nil, start, false, "click 1")
	if diff := cmp.Diff([]string{"a"}, ids(t, db)); diff != "" {
		t.Errorf("questions: -want +got\n%s", diff)
	}
}

func TestForget(t *testing.T) {
	db := open(t, t.TempDir())
	accept(t, db, nil, start, true, "old")
	accept(t, db, nil, start.Add(time.Hour), true, "new")
	q := question("a", Mention, "1.0")
	if err := errors.Join(db.Engage(t.Context(), q, start, 5), db.Forget(t.Context(), start.Add(time.Hour))); err != nil {
		t.Fatal(err)
	}
	accept(t, db, nil, start, true, "old")
	accept(t, db, nil, start, false, "new")
	accept(t, db, question("b", Follow, "1.1"), start.Add(-time.Minute), false, "message 2")
}

func TestOneQuestionAtOnce(t *testing.T) {
	db := open(t, t.TempDir())
	var fresh atomic.Int64
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			ok, err := db.Accept(t.Context(), Delivery{Keys: []string{"message 1", fmt.Sprint("event ", i)}, Question: question(fmt.Sprint(i), Mention, "1.0")}, start)
			if err != nil {
				t.Error(err)
			}
			if ok {
				fresh.Add(1)
			}
		})
	}
	wg.Wait()
	if n := fresh.Load(); n != 1 || len(ids(t, db)) != 1 {
		t.Errorf("%d are fresh, %v are stored", n, ids(t, db))
	}
}

func TestStages(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	ctx := t.Context()
	q := question("a", Command, "1.0")
	q.ResponseURL, q.Follows, q.Thread = "https://hooks.example/1", "z", ""
	accept(t, db, q, start, true, "a")
	for i, id := range []string{"c", "b"} {
		later := question(id, Mention, "1.5")
		later.Received = start.Add(time.Duration(2-i) * time.Second)
		accept(t, db, later, start, true, id)
	}
	if diff := cmp.Diff([]string{"a", "b", "c"}, ids(t, db)); diff != "" {
		t.Errorf("unfinished: -want +got\n%s", diff)
	}
	if err := errors.Join(
		db.Started(ctx, "a", "2.0"), db.Answered(ctx, "a", json.RawMessage(`{"text":"x"}`), "x"),
		db.Finish(ctx, "b", Done, "3.0"), db.Finish(ctx, "c", Told, ""), db.Close(),
	); err != nil {
		t.Fatal(err)
	}
	db = open(t, dir)
	left, err := db.Unfinished(ctx)
	if err != nil {
		t.Fatal(err)
	}
	q.Stage, q.Answer, q.Posted = Posting, json.RawMessage(`{"text":"x"}`), "2.0"
	if diff := cmp.Diff([]*Question{q}, left); diff != "" {
		t.Errorf("unfinished: -want +got\n%s", diff)
	}
	got, err := db.Question(ctx, "b")
	if err != nil || got.Stage != Done || got.Posted != "3.0" {
		t.Errorf("question b: %+v, %v", got, err)
	}
	if _, err := db.Question(ctx, "nobody"); !errors.Is(err, ErrUnknown) {
		t.Errorf("unknown question: %v", err)
	}
}

func TestEngagement(t *testing.T) {
	db := open(t, t.TempDir())
	ctx := t.Context()
	follow := func(ts string, now time.Time, want bool) {
		t.Helper()
		accept(t, db, question(ts, Follow, ts), now, want, "message "+ts)
	}
	follow("1.1", start, false) // never engaged
	root := question("root", Mention, "1.0")
	if err := db.Engage(ctx, root, start.Add(time.Minute), 2); err != nil {
		t.Fatal(err)
	}
	other := question("other", Follow, "1.2")
	other.Channel = "D"
	accept(t, db, other, start, false, "message D")
	follow("1.3", start, true)
	accept(t, db, question("again", Follow, "1.3"), start, false, "message 1.3") // a retry spends nothing
	follow("1.4", start.Add(time.Minute), true)                                  // the last moment, the last message
	follow("1.5", start, false)
	if err := db.Engage(ctx, root, start.Add(time.Hour), 1); err != nil { // begins anew
		t.Fatal(err)
	}
	follow("1.6", start.Add(time.Hour+time.Millisecond), false) // too late
	follow("1.7", start.Add(time.Hour), true)
	follow("1.8", start, false)
	if diff := cmp.Diff([]string{"1.3", "1.4", "1.7"}, ids(t, db)); diff != "" {
		t.Errorf("questions: -want +got\n%s", diff)
	}
}

func TestTurns(t *testing.T) {
	db := open(t, t.TempDir())
	ctx := t.Context()
	add := func(id, thread, follows string, second int, said string) *Question {
		t.Helper()
		q := question(id, Mention, fmt.Sprintf("1.%d", second))
		q.Thread, q.Follows, q.Received = thread, follows, start.Add(time.Duration(second)*time.Second)
		accept(t, db, q, start, true, id)
		if said != "" {
			if err := db.Answered(ctx, id, json.RawMessage("{}"), said); err != nil {
				t.Fatal(err)
			}
		}
		return q
	}
	add("a", "1.0", "", 1, "答a")
	add("b", "1.0", "", 2, "")
	add("c", "1.0", "", 3, "答c")
	add("elsewhere", "2.0", "", 3, "答")
	command := add("command", "", "", 4, "答command")
	click := add("click", "", "command", 5, "")
	q := add("d", "1.0", "", 6, "")
	add("later", "1.0", "", 7, "答later")
	turns := func(q *Question, n int) []Turn {
		t.Helper()
		got, err := db.Turns(ctx, q, n)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	for _, tt := range []struct {
		q    *Question
		n    int
		want []Turn
	}{
		{q, 6, []Turn{{"产值a？", "答a"}, {"产值c？", "答c"}}},
		{q, 1, []Turn{{"产值c？", "答c"}}},
		{click, 6, []Turn{{"产值command？", "答command"}}},
		{command, 6, nil}, // two questions outside of threads are no conversation
	} {
		if diff := cmp.Diff(tt.want, turns(tt.q, tt.n)); diff != "" {
			t.Errorf("turns before %s: -want +got\n%s", tt.q.ID, diff)
		}
	}
}

func TestFeedback(t *testing.T) {
	db := open(t, t.TempDir())
	ctx := t.Context()
	accept(t, db, question("a", Mention, "1.0"), start, true, "a")
	rate := func(user, verdict, reason, comment string, second int) {
		t.Helper()
		f := Feedback{Question: "a", User: user, Verdict: verdict, Reason: reason, Comment: comment, At: start.Add(time.Duration(second) * time.Second)}
		if err := db.Rate(ctx, f); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Answered(ctx, "a", json.RawMessage(`{"text":"x"}`), "x"); err != nil {
		t.Fatal(err)
	}
	rate("U1", "up", "", "", 1)
	rate("U2", "down", "wrong_figure", "应为3.64", 2)
	rate("U1", "down", "missing", "", 3) // the last one counts
	rate("U2", "down", "wrong_figure", "应为3.65", 4)
	got, err := db.Feedback(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want := []Feedback{
		{"a", "U1", "down", "missing", "", start.Add(3 * time.Second), "产值a？", json.RawMessage(`{"text":"x"}`)},
		{"a", "U2", "down", "wrong_figure", "应为3.65", start.Add(4 * time.Second), "产值a？", json.RawMessage(`{"text":"x"}`)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// A schema of an earlier version is led forward and keeps what it holds.
func TestMigration(t *testing.T) {
	old := migrations
	t.Cleanup(func() { migrations = old })
	dir := t.TempDir()
	db := open(t, dir)
	accept(t, db, question("a", Mention, "1.0"), start, true, "a")
	_ = db.Close()
	migrations = append(migrations[:len(migrations):len(migrations)], "ALTER TABLE questions ADD COLUMN more TEXT NOT NULL DEFAULT 'x'")
	db = open(t, dir)
	if diff := cmp.Diff([]string{"a"}, ids(t, db)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	var more string
	if err := db.db.QueryRow("SELECT more FROM questions").Scan(&more); err != nil || more != "x" {
		t.Errorf("the new column: %q, %v", more, err)
	}
	_ = db.Close()
	migrations = append(migrations[:len(migrations):len(migrations)], "THIS IS NO SQL")
	if _, err := Open(t.Context(), dir); err == nil {
		t.Fatal("a migration that fails is no error")
	}
	migrations = migrations[:len(migrations)-1]
	db = open(t, dir) // nothing was changed by it
	_ = db.Close()

	migrations = old
	if _, err := Open(t.Context(), dir); !errors.Is(err, ErrNewer) {
		t.Errorf("a newer schema: %v", err)
	}
}

// Every version that was ever released opens, from an empty file on.
func TestFirstVersion(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, file), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	db := open(t, dir)
	accept(t, db, question("a", Mention, "1.0"), start, true, "a")
	var version int
	if err := db.db.QueryRow("PRAGMA user_version").Scan(&version); err != nil || version != len(migrations) {
		t.Errorf("version %d, %v", version, err)
	}
}

func TestOpenFails(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, file), []byte("this is no database, but a text of some length"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir); err == nil || errors.Is(err, ErrNewer) {
		t.Errorf("a file of text: %v", err)
	}
	if _, err := Open(t.Context(), filepath.Join(dir, file)); err == nil {
		t.Error("a file in place of a folder: no error")
	}
}

func TestOwnerAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no permission bits")
	}
	dir := filepath.Join(t.TempDir(), "data")
	open(t, dir)
	for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, file): 0o600, filepath.Join(dir, file+"-wal"): 0o600} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v; want %v", path, info.Mode(), err, want)
		}
	}
}

// A second process waits for its turn, and ends waiting with its context.
func TestTwoAtOnce(t *testing.T) {
	dir := t.TempDir()
	one, two := open(t, dir), open(t, dir)
	accept(t, one, nil, start, true, "a")
	accept(t, two, nil, start, false, "a")
	err := one.write(t.Context(), func(*sql.Tx) error {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		_, err := two.Accept(ctx, Delivery{Keys: []string{"b"}}, start)
		if err == nil {
			t.Error("it did not wait")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	accept(t, two, nil, start, true, "b")
}

package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"reportbot/bot/answer"
	"reportbot/bot/slacktest"
	"reportbot/retrieval"
)

// watched is a folder of reports that a newest looks at.
type watched struct {
	*newest
	t   *testing.T
	dir string // of reports
	log bytes.Buffer
}

// newWatched opens the reports of files by their names; withRoots, only those below the
// folder are seen, and what changes there is read.
func newWatched(t *testing.T, withRoots bool, files map[string]string) *watched {
	t.Helper()
	w := &watched{t: t, dir: t.TempDir()}
	for name, text := range files {
		w.write(name, text)
	}
	g := &globals{Data: filepath.Join(t.TempDir(), "data"), Embeddings: "none", LLM: "none"}
	roots := []string{w.dir}
	if !withRoots {
		w.ingest(g)
		roots = nil
	}
	o, err := g.open(t.Context(), terminal{out: &w.log, err: &w.log}, roots)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(o.close)
	w.newest = &newest{opened: o, globals: g, roots: roots, log: slog.New(slog.NewTextHandler(&w.log, nil))}
	w.set(o.answerer)
	return w
}

// ingest reads the folder into the index as another process does.
func (w *watched) ingest(g *globals) {
	w.t.Helper()
	store, err := retrieval.Open(w.t.Context(), g.Data, retrieval.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	defer store.Close()
	if _, err := retrieval.Sync(w.t.Context(), store, nil, []string{w.dir}, retrieval.SyncOptions{}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *watched) write(name, text string) {
	w.t.Helper()
	if err := os.WriteFile(filepath.Join(w.dir, name), []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// says makes sure that an answer holds a text.
func (w *watched) says(a *answer.Answerer, question, want string) {
	w.t.Helper()
	if got := a.Ask(w.t.Context(), answer.Question{Text: question}).Text; !strings.Contains(got, want) {
		w.t.Errorf("the answer to %s is %q, want %q", question, got, want)
	}
}

const liuxiGrain, songlinGrain = "柳溪镇2023年粮食产量多少吨？", "松岭镇2023年粮食产量多少吨？"

// TestReportsChange: what changes below the folder is seen, and old questions end on
// what they began with.
func TestReportsChange(t *testing.T) {
	w := newWatched(t, true, map[string]string{"liuxi.txt": liuxi})
	before := w.answerer()
	w.says(before, liuxiGrain, "1980吨")
	w.refresh(t.Context())
	if w.answerer() != before || w.log.Len() > 0 {
		t.Errorf("something changed: %s", w.log.String())
	}

	w.write("liuxi.txt", strings.ReplaceAll(liuxi, "1980吨", "1890吨"))
	w.write("songlin.txt", songlin)
	w.write("broken.docx", "PK\x03\x04 and no more")
	w.refresh(t.Context())
	w.says(w.answerer(), liuxiGrain, "1890吨")
	w.says(w.answerer(), songlinGrain, "2410吨")
	if got := before.Ask(t.Context(), answer.Question{Text: songlinGrain}).Text; strings.Contains(got, "2410吨") {
		t.Errorf("a question that began before sees the report that came later: %s", got)
	}
	for _, text := range []string{"reports changed", "broken.docx"} {
		if n := strings.Count(w.log.String(), text); n != 1 {
			t.Errorf("%q is logged %d times:\n%s", text, n, w.log.String())
		}
	}
	w.refresh(t.Context()) // a file that can't be read is told once
	if n := strings.Count(w.log.String(), "broken.docx"); n != 1 {
		t.Errorf("the broken file is told %d times", n)
	}

	if err := os.Remove(filepath.Join(w.dir, "songlin.txt")); err != nil {
		t.Fatal(err)
	}
	w.refresh(t.Context())
	if got := w.answerer().Ask(t.Context(), answer.Question{Text: songlinGrain}).Text; strings.Contains(got, "2410吨") {
		t.Errorf("the report is gone, but: %s", got)
	}
}

// TestAnotherProcessReads: what an ingest elsewhere reads is seen, without a folder of
// its own.
func TestAnotherProcessReads(t *testing.T) {
	w := newWatched(t, false, map[string]string{"liuxi.txt": liuxi})
	w.says(w.answerer(), liuxiGrain, "1980吨")
	w.write("liuxi.txt", strings.ReplaceAll(liuxi, "1980吨", "1890吨"))
	w.write("songlin.txt", songlin)
	w.refresh(t.Context())
	w.says(w.answerer(), liuxiGrain, "1980吨") // nobody read them yet
	w.ingest(w.globals)
	w.refresh(t.Context())
	w.says(w.answerer(), liuxiGrain, "1890吨")
	w.says(w.answerer(), songlinGrain, "2410吨")
}

// TestFolderGone: a folder that can't be read for a while changes nothing, and is told.
func TestFolderGone(t *testing.T) {
	w := newWatched(t, true, map[string]string{"liuxi.txt": liuxi})
	away := w.dir + "-away"
	if err := os.Rename(w.dir, away); err != nil {
		t.Fatal(err)
	}
	w.refresh(t.Context())
	w.refresh(t.Context())
	w.says(w.answerer(), liuxiGrain, "1980吨")
	if n := strings.Count(w.log.String(), "are kept"); n != 1 {
		t.Errorf("it is logged %d times", n)
	}
	if err := os.Rename(away, w.dir); err != nil {
		t.Fatal(err)
	}
	w.refresh(t.Context())
	w.says(w.answerer(), liuxiGrain, "1980吨")
}

// TestServeSeesChanges: the running program answers from a report that came after its
// start, within the 30 s that are promised.
func TestServeSeesChanges(t *testing.T) {
	skipWithoutSignals(t)
	t.Parallel()
	s := newServing(t, slacktest.Options{NoRateLimits: true}, "")
	s.vars = append(s.vars, "REPORTBOT_REPORTS=reports")
	s.write("reports/liuxi.txt", liuxi)
	s.start()
	s.ready()
	user := s.slack.AddUser(slacktest.User{})
	s.write("reports/songlin.txt", songlin)
	end := time.Now().Add(30 * time.Second)
	for !s.tells(user, songlinGrain, "2410吨") {
		if time.Now().After(end) {
			t.Fatal("the report is not seen")
		}
		time.Sleep(time.Second)
	}
	s.stop()
}

// tells asks in a direct message and tells whether the answer holds a text.
func (s *serving) tells(user, question, want string) bool {
	s.t.Helper()
	dm := s.slack.DM(user)
	sent, err := s.slack.Say(user, dm, question, slacktest.Saying{})
	if err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(s.t.Context(), 20*time.Second)
	defer cancel()
	if err := s.slack.Wait(ctx, func() bool { return len(s.said(dm, sent.TS)) == 1 }); err != nil {
		s.t.Fatal(err)
	}
	return strings.Contains(s.slack.Thread(dm, sent.TS)[1].String(), want)
}

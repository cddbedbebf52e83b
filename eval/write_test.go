package eval

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/bot/answer"
)

// readLines reads a JSON Lines file, each line into a T.
func readLines[T any](t *testing.T, path string) []T {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []T
	for line := range bytes.Lines(data) {
		var v T
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

func TestWriteDir(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out", "first")
	results := sampleResults(t)
	results[0].Answer.Text = "<报告 & 原文>"
	for range 2 { // the second time replaces the first
		if err := WriteDir(dir, results); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(results, readLines[Result](t, filepath.Join(dir, "cases.jsonl"))); diff != "" {
		t.Errorf("cases.jsonl: -want +got\n%s", diff)
	}
	var answers []answer.Answer
	for _, r := range results {
		answers = append(answers, r.Answer)
	}
	if diff := cmp.Diff(answers, readLines[answer.Answer](t, filepath.Join(dir, "answers.jsonl"))); diff != "" {
		t.Errorf("answers.jsonl: -want +got\n%s", diff)
	}
	data, err := os.ReadFile(filepath.Join(dir, "answers.jsonl"))
	if err != nil || !bytes.Contains(data, []byte("<报告 & 原文>")) {
		t.Errorf("text is escaped (%v)", err)
	}
	data, err = os.ReadFile(filepath.Join(dir, "summary.json"))
	if err != nil {
		t.Fatal(err)
	}
	var summary Summary
	if err := json.Unmarshal(data, &summary); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Summarize(results), summary); diff != "" {
		t.Errorf("summary.json: -want +got\n%s", diff)
	}
	if info, err := os.Stat(filepath.Join(dir, "cases.jsonl")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

// A run that cannot be written whole leaves no summary of another one.
func TestWriteDirBroken(t *testing.T) {
	dir := t.TempDir()
	results := sampleResults(t)
	if err := WriteDir(dir, results); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "cases.jsonl")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "cases.jsonl"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := WriteDir(dir, results); err == nil {
		t.Error("no error")
	}
	if _, err := os.Stat(filepath.Join(dir, "summary.json")); !os.IsNotExist(err) {
		t.Errorf("summary.json is still there (%v)", err)
	}
	if err := WriteDir(filepath.Join(dir, "answers.jsonl"), results); err == nil {
		t.Error("no error for a folder that is a file")
	}
}

package eval

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// WriteDir writes the results of a run into a folder, which is made when it is
// missing: answers.jsonl, cases.jsonl and, last, summary.json. Files of an
// earlier run are replaced. The files hold text of the reports and are readable
// to their owner alone.
func WriteDir(dir string, results []Result) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("write results: %w", err)
	}
	// A summary always belongs to the other two files.
	summary := filepath.Join(dir, "summary.json")
	if err := os.Remove(summary); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("write results: %w", err)
	}
	if err := writeLines(filepath.Join(dir, "answers.jsonl"), results, func(r Result) any { return r.Answer }); err != nil {
		return err
	}
	if err := writeLines(filepath.Join(dir, "cases.jsonl"), results, func(r Result) any { return r }); err != nil {
		return err
	}
	return writeFile(summary, func(w io.Writer) error {
		return Summarize(results).WriteJSON(w)
	})
}

// writeLines writes one JSON object a line, one for each result.
func writeLines(path string, results []Result, line func(Result) any) error {
	return writeFile(path, func(w io.Writer) error {
		for _, r := range results {
			if err := newEncoder(w).Encode(line(r)); err != nil {
				return err
			}
		}
		return nil
	})
}

// WriteJSON prints a summary as one indented JSON object and a line end.
func (s Summary) WriteJSON(w io.Writer) error {
	enc := newEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(s)
}

// newEncoder leaves <, > and & as they are: nothing here goes into HTML.
func newEncoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("write results: %w", err)
	}
	b := bufio.NewWriter(f)
	if err := errors.Join(write(b), b.Flush(), f.Close()); err != nil {
		return fmt.Errorf("write results: %s: %w", path, err)
	}
	return nil
}

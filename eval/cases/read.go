package cases

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Problem is one thing that is wrong with a case file.
type Problem struct {
	File string `json:"file"`
	Line int    `json:"line"` // from 1; 0: the file as a whole
	ID   string `json:"id"`   // of the case, "" when it has none
	Text string `json:"text"`
}

// Error is "file:line: text".
func (p Problem) Error() string {
	if p.Line == 0 {
		return p.File + ": " + p.Text
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text)
}

// Read reads a case file. name stands in the errors, which are all joined into one,
// each a Problem; with any there are no cases. An error are: a line that is not
// UTF-8 or not one object, an unknown field, a missing id, question, kind or expect,
// an id seen before, an unknown kind or expect, blank strings in lists (but in
// sections), no evidence unless a refusal is expected, evidence without reports, a
// history that does not go from user to assistant in turns, and a file without cases.
func Read(r io.Reader, name string) ([]Case, error) {
	all, problems, err := readLines(r, name)
	var errs []error
	for _, p := range problems {
		errs = append(errs, p)
	}
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	out := make([]Case, len(all))
	for i, c := range all {
		out[i] = c.Case
	}
	return out, nil
}

// numbered is a case with its line, from 1.
type numbered struct {
	Case
	line int
}

// readLines reads the cases that are well formed, and all that is wrong with the
// file by itself.
func readLines(r io.Reader, name string) (all []numbered, problems []Problem, err error) {
	lines := bufio.NewReader(r)
	seen := map[string]int{} // id to its line
	empty := true
	for n := 1; ; n++ {
		line, readErr := lines.ReadBytes('\n')
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			empty = false
			c, errs := readCase(line)
			if first, ok := seen[c.ID]; ok {
				errs = append(errs, fmt.Errorf("duplicate id %q (first on line %d)", c.ID, first))
			} else if c.ID != "" {
				seen[c.ID] = n
			}
			for _, err := range errs {
				problems = append(problems, Problem{name, n, c.ID, err.Error()})
			}
			if len(errs) == 0 {
				all = append(all, numbered{c, n})
			}
		}
		if readErr == io.EOF {
			break
		}
		if readErr != nil {
			return all, problems, fmt.Errorf("%s:%d: %w", name, n, readErr)
		}
	}
	if empty && len(problems) == 0 {
		problems = append(problems, Problem{File: name, Text: "no cases"})
	}
	return all, problems, nil
}

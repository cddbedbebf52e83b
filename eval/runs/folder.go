package runs

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Info is what a run was made with: run.json of its folder.
type Info struct {
	Format     int       `json:"format"` // of the folder, see formatVersion
	Started    time.Time `json:"started"`
	Program    string    `json:"program"` // version of reportbot
	Prompts    string    `json:"prompts"` // prompts.Version, of a closed-book run its own
	LLM        string    `json:"llm"`
	Embeddings string    `json:"embeddings"`
	Terms      string    `json:"terms"` // file of further terms, "" for none
	Mode       string    `json:"mode"`  // answer, oracle or closed-book
	Index      string    `json:"index"` // hash of the reports that were searched
	CasesFile  string    `json:"cases_file"`
	CasesHash  string    `json:"cases_hash"`
	Cases      int       `json:"cases"`
	Count      int       `json:"count"` // how often each question is asked
}

const formatVersion = 1

// Files of a run's folder.
const (
	infoFile    = "run.json"
	resultsFile = "cases.jsonl"
	repliesFile = "replies.jsonl"
	summaryFile = "summary.json"
)

// Errors that a caller may test for.
var (
	ErrExists   = errors.New("there is a run already")
	ErrNoRun    = errors.New("there is no run")
	ErrOtherRun = errors.New("the run there was made otherwise")
)

// Folder is the folder of a run that is under way. Its files hold text of the reports
// and are readable to their owner alone.
type Folder struct {
	Replies *Replies
	dir     string
	file    *os.File
	done    map[string]bool
}

// Create makes the folder of a new run. One that holds a run already is ErrExists.
func Create(dir string, info Info) (*Folder, error) {
	if _, err := os.Stat(filepath.Join(dir, infoFile)); err == nil {
		return nil, fmt.Errorf("%s: %w", dir, ErrExists)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	info.Format = formatVersion
	if err := writeJSON(filepath.Join(dir, infoFile), info); err != nil {
		return nil, err
	}
	return openFolder(dir)
}

// Resume opens the folder of a run to go on. Without a run it is ErrNoRun; one that
// was made with anything else than info tells, but for Started, is ErrOtherRun. What an
// error spoiled, a model's that was down included, is asked again.
func Resume(dir string, info Info) (*Folder, error) {
	before, err := ReadInfo(dir)
	if err != nil {
		return nil, err
	}
	info.Format, info.Started = before.Format, before.Started
	if info != before {
		return nil, fmt.Errorf("%s: %w: %s", dir, ErrOtherRun, difference(before, info))
	}
	if err := dropSpoiled(filepath.Join(dir, resultsFile)); err != nil {
		return nil, err
	}
	return openFolder(dir)
}

// dropSpoiled takes the results that an error spoiled out of a file.
func dropSpoiled(path string) error {
	f, err := openLines(path)
	if err != nil {
		return err
	}
	defer f.Close()
	kept, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	spoiled := false
	err = eachLine(f, func(line []byte) error {
		var r struct{ Answer struct{ Error string } }
		if err := json.Unmarshal(line, &r); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if r.Answer.Error != "" {
			spoiled = true
			return nil
		}
		_, err := kept.Write(line)
		return err
	})
	if err = errors.Join(err, kept.Close()); err != nil || !spoiled {
		return errors.Join(err, os.Remove(path+".new"))
	}
	return os.Rename(path+".new", path)
}

// difference names the first field in which two runs differ.
func difference(before, now Info) string {
	for _, f := range []struct{ name, before, now string }{
		{"program", before.Program, now.Program}, {"prompts", before.Prompts, now.Prompts}, {"--llm", before.LLM, now.LLM},
		{"--embeddings", before.Embeddings, now.Embeddings}, {"--terms", before.Terms, now.Terms}, {"--mode", before.Mode, now.Mode},
		{"reports", before.Index, now.Index}, {"cases", before.CasesHash, now.CasesHash},
		{"--count", fmt.Sprint(before.Count), fmt.Sprint(now.Count)},
	} {
		if f.before != f.now {
			return fmt.Sprintf("its %s were %q, not %q", f.name, f.before, f.now)
		}
	}
	return "its cases lay elsewhere"
}

func openFolder(dir string) (*Folder, error) {
	f, err := openLines(filepath.Join(dir, resultsFile))
	if err != nil {
		return nil, err
	}
	folder := &Folder{dir: dir, file: f, done: map[string]bool{}}
	err = eachLine(f, func(line []byte) error {
		var r struct {
			Case struct{ ID string }
			Turn int
		}
		if err := json.Unmarshal(line, &r); err != nil {
			return fmt.Errorf("%s: %w", resultsFile, err)
		}
		folder.done[doneKey(r.Case.ID, r.Turn)] = true
		return nil
	})
	if err == nil {
		folder.Replies, err = openReplies(filepath.Join(dir, repliesFile))
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return folder, nil
}

func doneKey(id string, turn int) string { return fmt.Sprintf("%d %s", turn, id) }

// Done tells whether the folder holds the result of a case that was asked turn times
// before.
func (f *Folder) Done(id string, turn int) bool { return f.done[doneKey(id, turn)] }

// Add writes a result. It is there, or an error says that it is not.
func (f *Folder) Add(r Result) error { return writeLine(f.file, r) }

// Close ends the writing.
func (f *Folder) Close() error { return errors.Join(f.file.Close(), f.Replies.close()) }

// WriteSummary writes what the run came to.
func (f *Folder) WriteSummary(summary any) error {
	return writeJSON(filepath.Join(f.dir, summaryFile), summary)
}

// ReadInfo reads what a run was made with. A folder without a run is ErrNoRun.
func ReadInfo(dir string) (info Info, err error) {
	data, err := os.ReadFile(filepath.Join(dir, infoFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return info, fmt.Errorf("%s: %w", dir, ErrNoRun)
	case err != nil:
		return info, err
	}
	if err := json.Unmarshal(data, &info); err != nil {
		return info, fmt.Errorf("%s: %w", filepath.Join(dir, infoFile), err)
	}
	if info.Format != formatVersion {
		return info, fmt.Errorf("%s: format %d, this program reads %d", filepath.Join(dir, infoFile), info.Format, formatVersion)
	}
	return info, nil
}

// Each calls do with the results of a run, in the order in which they came; a last one
// that is cut off is left out.
func Each(dir string, do func(Result) error) error {
	if _, err := ReadInfo(dir); err != nil {
		return err
	}
	f, err := os.Open(filepath.Join(dir, resultsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	return eachLine(f, func(line []byte) error {
		var r Result
		if err := json.Unmarshal(line, &r); err != nil {
			return fmt.Errorf("%s: %w", f.Name(), err)
		}
		r.Answer.Written = r.Written
		return do(r)
	})
}

// openLines opens a file of lines to append to it; a last line that is cut off is
// taken away.
func openLines(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	whole := int64(0)
	err = eachLine(f, func(line []byte) error {
		whole += int64(len(line))
		return nil
	})
	if err == nil {
		err = f.Truncate(whole)
	}
	if err == nil {
		_, err = f.Seek(whole, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// writeLine appends a value as one line of JSON. Half a line is taken away.
func writeLine(f *os.File, v any) error {
	var b bytes.Buffer
	if err := newEncoder(&b).Encode(v); err != nil {
		return err
	}
	n, err := f.Write(b.Bytes())
	if err == nil {
		return nil
	}
	if at, seekErr := f.Seek(0, io.SeekCurrent); n > 0 && seekErr == nil {
		_ = f.Truncate(at - int64(n))
		_, _ = f.Seek(at-int64(n), io.SeekStart)
	}
	return err
}

// writeJSON writes a value as indented JSON. The file is there as a whole or not at
// all.
func writeJSON(path string, v any) error {
	var b bytes.Buffer
	enc := newEncoder(&b)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	if err := os.WriteFile(path+".new", b.Bytes(), 0o600); err != nil {
		_ = os.Remove(path + ".new")
		return err
	}
	return os.Rename(path+".new", path)
}

// newEncoder leaves <, > and & as they are: nothing here goes into HTML.
func newEncoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

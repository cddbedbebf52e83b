package retrieval

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"reportbot/ingest"
	"reportbot/ingest/format"
	"reportbot/retrieval/lexical"
)

// outcome is what came of a job.
type outcome struct {
	job
	record  *record // to be written; nil when nothing is
	same    *stored // the bytes are those that are stored; with its new stat
	failed  error   // the file could not be read
	warning error   // it could not be embedded
}

// settling is how old a file's time must be to be trusted: another write
// within the same tick of the file system's clock would not change it.
const settling = 50 * time.Millisecond

// do reads, parses and embeds. It writes nothing.
func (y *syncer) do(ctx context.Context, j job) outcome {
	o := outcome{job: j}
	if ctx.Err() != nil {
		return o // run sees to it
	}
	if !j.embed {
		y.read(&o)
	}
	if o.failed != nil || y.vectors == nil || o.record == nil && !o.bare() {
		return o
	}
	o.warning = y.embed(ctx, &o)
	return o
}

// bare reports whether the report is stored without the vectors it should
// have.
func (j job) bare() bool { return j.stored != nil && j.stored.bare }

// read sets record, same or failed.
func (y *syncer) read(o *outcome) {
	data, file, err := readFile(o.path)
	if err != nil {
		o.failed = err
		return
	}
	file.collection, file.source, file.path, file.overrides = y.o.Collection, o.source, o.path, y.overrides
	if o.stored != nil {
		file.collection = o.stored.collection
		file.key, file.id = o.stored.key, o.stored.id
		if y.o.Scoped {
			file.source = o.stored.source
		}
		file.overrides = y.overridden(o.stored)
		if !o.inScope {
			file.overrides = o.stored.overrides
		}
	}
	file.hash = hashOf(data, file.overrides)
	if o.stored != nil && o.stored.whole && o.stored.size >= 0 && o.stored.hash == file.hash {
		o.same = &file
		return
	}
	o.record, o.failed = parse(data, file)
}

// readFile returns the bytes of a file with its size and time.
func readFile(path string) ([]byte, stored, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, stored{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, stored{}, err
	}
	if info.Size() > format.MaxFile {
		return nil, stored{}, errTooLarge()
	}
	data, err := io.ReadAll(io.LimitReader(f, format.MaxFile+1))
	if err == nil && len(data) > format.MaxFile {
		err = errTooLarge()
	}
	file := stored{size: info.Size(), mtime: info.ModTime().UnixNano()}
	if time.Since(info.ModTime()) < settling {
		file.mtime = 0
	}
	return data, file, err
}

func errTooLarge() error {
	return &HintError{"read file", fmt.Errorf("it is larger than %d MiB", format.MaxFile>>20), "split it, or save its text alone"}
}

// hashOf returns the SHA-256 of the bytes, in hex; with overrides, that of
// both.
func hashOf(data []byte, overrides string) string {
	h := sha256.New()
	h.Write(data)
	if overrides != "" {
		fmt.Fprintf(h, "\n%s", overrides)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// overrides is what the user says in place of what a file says.
type overrides struct {
	Place string
}

// encode returns JSON, or "" when nothing is overridden.
func (o overrides) encode() (string, error) {
	if o == (overrides{}) {
		return "", nil
	}
	encoded, err := json.Marshal(o)
	return string(encoded), err
}

func readOverrides(encoded string) (o overrides, err error) {
	if encoded != "" {
		err = json.Unmarshal([]byte(encoded), &o)
	}
	return o, err
}

// parse makes a record of a file's bytes. A parser that panics has met a file
// that it can't read.
func parse(data []byte, file stored) (r *record, err error) {
	defer func() {
		if p := recover(); p != nil {
			r, err = nil, fmt.Errorf("parse: internal error: %v", p)
		}
	}()
	doc, err := format.Read(file.source, data)
	if err != nil {
		return nil, err
	}
	asked, err := readOverrides(file.overrides)
	if err != nil {
		return nil, err
	}
	report := ingest.Parse(doc, ingest.Origin{
		Collection: file.collection, Source: file.source, Path: file.path, Hash: file.hash, Place: asked.Place,
	})
	file.id = report.ID
	return newRecord(file, report), nil
}

func newRecord(file stored, report *ingest.Report) *record {
	r := &record{stored: file, report: report, chunks: ingest.Chunks(report)}
	terms := make([][]lexical.Term, len(r.chunks))
	for i, text := range r.texts() {
		terms[i] = lexical.Terms(text)
	}
	r.postings = lexical.Encode(terms)
	r.figures = packFigures(report, ingest.Figures(report))
	return r
}

// texts returns what is indexed of each chunk.
func (r *record) texts() []string {
	texts := make([]string, len(r.chunks))
	for i, c := range r.chunks {
		texts[i] = r.report.IndexText(c)
	}
	return texts
}

// embed adds vectors to the record, which it makes of what is stored when
// there is none.
func (y *syncer) embed(ctx context.Context, o *outcome) error {
	r := o.record
	if r == nil {
		var err error
		if r, err = y.store.record(ctx, *o.stored); err != nil {
			return err
		}
	}
	if len(r.chunks) == 0 {
		return nil
	}
	vectors, dim, err := y.vectors.vectors(ctx, r.texts())
	if err != nil {
		return err
	}
	r.vectors, r.dim = vectors, dim
	o.record = r
	return nil
}

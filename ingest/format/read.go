package format

import (
	"errors"
	"path"
	"strings"
)

const (
	// MaxFile is the largest number of bytes of one file; callers check it
	// before they read the file.
	MaxFile = 64 << 20
	// MaxText is the largest number of bytes of a document's text: some five
	// million Chinese characters, far more than any report.
	MaxText = 16 << 20
	// maxPart is the largest number of bytes of one part of a packed file once it
	// is unpacked: its text with all marks.
	maxPart = 4 * MaxText
)

// Errors that a caller may test for with errors.Is. The error that Read
// returns says more than they do.
var (
	ErrEmpty       = errors.New("no text in it")
	ErrUnsupported = errors.New("format not supported")
	ErrDamaged     = errors.New("file is damaged")
	ErrTooLarge    = errors.New("too much text")
)

// Read recognises the format of a file by its bytes and reads it. The name's
// extension only helps where the bytes cannot tell: Markdown from text, HTML
// without <html>, and what a broken file was meant to be. The data is not
// changed or kept. The error is one of the four above.
func Read(name string, data []byte) (*Document, error) {
	ext := strings.ToLower(path.Ext(name))
	if len(data) == 0 {
		return nil, fail(ErrEmpty, "the file is empty")
	}
	switch kind := sniff(data); kind {
	case kindText:
		return readDecoded(ext, data)
	case kindDocx:
		return readDocx(data)
	default:
		return nil, kind.refusal()
	}
}

// readDecoded reads the formats that are text in some encoding.
func readDecoded(ext string, data []byte) (*Document, error) {
	text, err := decode(data)
	if err != nil {
		return nil, err
	}
	if isHTML(ext, text) {
		return readHTML(text)
	}
	meta, text := cutFrontMatter(text)
	if isMarkdown(ext, text) {
		return readMarkdown(meta, text)
	}
	return readText(meta, text)
}

// supported holds the extensions that are worth trying when a folder is walked.
var supported = map[string]bool{
	".txt": true, ".text": true,
	".md": true, ".markdown": true,
	".html": true, ".htm": true, ".xhtml": true,
	".docx": true,
}

// Supported tells whether a file of this name is worth reading when a folder is
// walked. The name may have a path, separated by /. Dot files and the lock
// files that Word leaves beside an open document ("~$x.docx") are not.
func Supported(name string) bool {
	base := path.Base(name)
	if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") {
		return false
	}
	return supported[strings.ToLower(path.Ext(base))]
}

// readError is an error that reads as its message and is one of the four
// errors for errors.Is.
type readError struct {
	kind error
	msg  string
}

func (e *readError) Error() string { return e.msg }
func (e *readError) Unwrap() error { return e.kind }

// fail makes an error of the kind that reads as the parts, joined by ": ".
func fail(kind error, parts ...string) error {
	return &readError{kind: kind, msg: strings.Join(parts, ": ")}
}

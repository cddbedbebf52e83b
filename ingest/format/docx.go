package format

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
)

// readDocx makes a document of a Word file: the text of its body with the
// automatic numbers. Foot and end notes, headers, footers and comments are left
// out, and so is a table of contents.
func readDocx(data []byte) (*Document, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, kindBrokenZip.refusal()
	}
	p := docxParts{zip: z}
	main := p.related("", "/officeDocument", "word/document.xml")
	body, err := p.body(main)
	if err != nil {
		return nil, err
	}
	meta, err := p.core()
	if err != nil {
		return nil, err
	}
	var out builder
	if err := body.read(&out); err != nil {
		return nil, err
	}
	if meta["title"] == "" && body.title != "" {
		meta["title"] = body.title
	}
	return out.document("docx", meta)
}

// docxParts are the parts of a Word file.
type docxParts struct{ zip *zip.Reader }

const (
	// A part that grows by more than maxRatio, to more than ratioSize bytes, is
	// a zip bomb: XML of real documents grows 5 to 50 times.
	maxRatio  = 400
	ratioSize = 8 << 20
)

// read unpacks a part; nil when there is none of that name.
func (p docxParts) read(name string) ([]byte, error) {
	f := p.find(name)
	if f == nil {
		return nil, nil
	}
	part := path.Base(name)
	if f.Flags&1 != 0 {
		return nil, fail(ErrUnsupported, "docx", part, "encrypted: save it without a password")
	}
	r, err := f.Open()
	if err != nil {
		return nil, fail(ErrDamaged, "docx", part, "can't be unpacked")
	}
	defer r.Close()
	limit := int64(maxPart)
	if packed := int64(f.CompressedSize64); packed > 0 {
		limit = min(limit, max(ratioSize, packed*maxRatio))
	}
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case int64(len(data)) > limit:
		return nil, fail(ErrTooLarge, "docx", part, "unpacks to more than can be read")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, unexpectedEnd(part)
	case err != nil:
		return nil, fail(ErrDamaged, "docx", part, "broken data (is the download complete?)")
	}
	return data, nil
}

func unexpectedEnd(part string) error {
	return fail(ErrDamaged, "docx", part, "unexpected end (is the download complete?)")
}

func (p docxParts) find(name string) *zip.File {
	for _, f := range p.zip.File {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// open starts to read a part as XML; nil when there is none of that name.
func (p docxParts) open(name string) (*xmlReader, error) {
	data, err := p.read(name)
	if data == nil || err != nil {
		return nil, err
	}
	return newXMLReader(path.Base(name), data), nil
}

// related finds the part of the given kind that belongs to another ("" is the
// file itself), and takes the usual name when the file states none.
func (p docxParts) related(of, kind, usual string) string {
	dir, base := path.Split(of)
	x, err := p.open(dir + "_rels/" + base + ".rels")
	if x == nil || err != nil {
		return usual
	}
	found := ""
	for {
		e, err := x.nextStart()
		if err != nil {
			break
		}
		if e.Name.Local == "Relationship" && strings.HasSuffix(xmlAttr(e, "Type"), kind) {
			found = xmlAttr(e, "Target")
			break
		}
	}
	switch {
	case found == "":
		return usual
	case strings.HasPrefix(found, "/"):
		return found[1:]
	}
	return path.Join(dir, found)
}

// body opens the main part with its styles and numbering.
func (p docxParts) body(main string) (*docxBody, error) {
	data, err := p.read(main)
	if err != nil {
		return nil, err
	}
	if data == nil {
		return nil, fail(ErrDamaged, "docx", "document.xml", "is missing")
	}
	styles, err := p.styles(p.related(main, "/styles", "word/styles.xml"))
	if err != nil {
		return nil, err
	}
	numbers, err := p.numbering(p.related(main, "/numbering", "word/numbering.xml"), styles)
	if err != nil {
		return nil, err
	}
	body := &docxBody{x: newXMLReader(path.Base(main), data), styles: styles, numbers: numbers}
	if bytes.Contains(data, []byte("lastRenderedPageBreak")) {
		body.page = 1
	}
	return body, nil
}

// core reads the file's own properties: title, author, and the date on which it
// was last saved (programs leave the day of their template as that of creation).
func (p docxParts) core() (map[string]string, error) {
	meta := make(map[string]string)
	x, err := p.open("docProps/core.xml")
	if x == nil || err != nil {
		return meta, err
	}
	keys := map[string]string{"title": "title", "creator": "author", "modified": "date", "created": "date"}
	for {
		e, err := x.nextStart()
		if err != nil {
			return meta, nil // properties that can't be read are no reason to refuse a file
		}
		key := keys[e.Name.Local]
		if key == "" {
			continue
		}
		value, err := x.text()
		if err != nil {
			return meta, nil
		}
		if key == "date" {
			value, _, _ = strings.Cut(value, "T")
		}
		if value = squeeze(value); value != "" && (meta[key] == "" || e.Name.Local == "modified") {
			meta[key] = value
		}
	}
}

package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path"
	"strings"

	"reportbot/ingest/format"
)

// Origin says where a document came from and what is known of it beside its
// text. Fields left empty are found out from the document.
type Origin struct {
	Collection string // "" means default
	Source     string // path below the folder it was taken from, separated by /
	Path       string // absolute path of the file
	Hash       string // of the bytes, in hex
	Place      string // overrides what the document says
}

// DefaultCollection is the collection of reports that name none.
const DefaultCollection = "default"

// Parse makes a report of a document. Front matter overrides what the text says,
// and origin overrides front matter. A document without text gives a report
// without sections.
func Parse(doc *format.Document, origin Origin) *Report {
	r := &Report{
		Collection: firstOf(origin.Collection, doc.Meta["collection"], DefaultCollection),
		Source:     origin.Source, Path: origin.Path, Hash: origin.Hash,
		Text: doc.Text, Meta: maps.Clone(doc.Meta),
	}
	if r.Meta == nil {
		r.Meta = map[string]string{}
	}
	r.ID = ReportID(r.Collection, r.Path)
	h := readHeader(doc, origin.Source)
	maps.Copy(r.Meta, h.table)
	maps.Copy(r.Meta, doc.Meta)
	r.Sections = outline(doc, h)
	r.URL = r.Meta["url"]
	r.setIdentity(h, origin)
	r.setYears(h)
	r.setSectionYears()
	r.Title = r.title(h)
	return r
}

// ReportID is the identity of the report that lies at path, an absolute path,
// in the collection.
func ReportID(collection, path string) string {
	sum := sha256.Sum256([]byte(collection + "\x00" + path))
	return hex.EncodeToString(sum[:8])
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return ""
}

// title returns the title of the front matter or the document; without one, the
// place and the headings of the first level that tell what was done and what is
// planned, else the file's name. A title without place and year, such as
// 政府工作报告, is told apart by both in brackets.
func (r *Report) title(h header) string {
	t := h.name()
	if t == "" {
		t = r.derivedTitle()
	}
	if t == "" {
		return strings.TrimSuffix(path.Base(r.Source), path.Ext(r.Source))
	}
	var known []string
	if r.Place != "" && !strings.Contains(t, strings.TrimRight(r.Place, placeSuffixes)) && !(r.Issuer == r.Place && strings.Contains(t, r.Issuer)) {
		known = append(known, r.Place)
	}
	if len(yearsIn(t)) == 0 && r.Year() > 0 {
		known = append(known, yearText(r.Year()))
	}
	if len(known) == 0 {
		return t
	}
	if !hasHan(t) {
		return t + " (" + strings.Join(known, ", ") + ")"
	}
	return t + "（" + strings.Join(known, "，") + "）"
}

// derivedTitle joins the place and the headings that set a status.
func (r *Report) derivedTitle() string {
	var heads []string
	for _, s := range r.Sections {
		if len(s.Path) != 1 || statusOfHeading(s.Path[0]).status == StatusUnknown {
			continue
		}
		head := s.Path[0]
		if m, ok := parseMarker(head); ok {
			head = head[m.len:]
		}
		heads = append(heads, head)
	}
	if len(heads) == 0 {
		return ""
	}
	return r.Place + strings.Join(heads[:min(2, len(heads))], "及")
}

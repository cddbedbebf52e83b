package format

import (
	"archive/zip"
	"bytes"
	"unicode/utf16"
)

// fileKind is what the first bytes of a file say it is.
type fileKind int

const (
	kindText fileKind = iota // no known signature: text, or an unknown binary
	kindDocx
	kindBrokenZip
	kindOther // any of those that can't be read; see refusals
	kindPDF
	kindRTF
	kindImage
	kindZip
	kindXLSX
	kindPPTX
	kindODF
	kindOFD
	kindDoc
	kindXLS
	kindPPT
	kindEncrypted
	kindOLE
	kindArchive
	kindMedia
	kindProgram
	kindSQLite
)

// refusals say what a file looks like and, where there is a way, what to do.
var refusals = map[fileKind]string{
	kindOther:     "an unknown binary file",
	kindPDF:       "PDF is not supported: save its text as .docx, .html or .txt",
	kindRTF:       "RTF is not supported: save it as .docx",
	kindImage:     "an image holds no text that can be read",
	kindZip:       "a zip archive: unpack it first",
	kindXLSX:      "XLSX (Excel) is not supported: save the sheet as .html or .txt",
	kindPPTX:      "PPTX (PowerPoint) is not supported: save its text as .docx or .txt",
	kindODF:       "OpenDocument is not supported: save it as .docx",
	kindOFD:       "OFD is not supported: save its text as .docx or .txt",
	kindDoc:       "an old Word file (.doc): save it as .docx",
	kindXLS:       "an old Excel file (.xls): save the sheet as .html or .txt",
	kindPPT:       "an old PowerPoint file (.ppt): save its text as .docx or .txt",
	kindEncrypted: "an encrypted Office file: open it with its password and save it as .docx without one",
	kindOLE:       "an old Office file (.doc, .wps) or an encrypted one: save it as .docx without a password",
	kindArchive:   "an archive: unpack it first",
	kindMedia:     "sound or video holds no text that can be read",
	kindProgram:   "a program, not a document",
	kindSQLite:    "a database, not a document",
}

// refusal is the error for a file of a kind that can't be read.
func (k fileKind) refusal() error {
	if k == kindBrokenZip {
		return fail(ErrDamaged, "zip", "unexpected end (is the download complete?)")
	}
	return fail(ErrUnsupported, refusals[k])
}

// signatures of files that are not text, by their first bytes.
var signatures = []struct {
	magic string
	kind  fileKind
}{
	{"%PDF-", kindPDF},
	{`{\rtf`, kindRTF},
	{"\x89PNG\r\n\x1a\n", kindImage}, {"\xff\xd8\xff", kindImage},
	{"GIF87a", kindImage}, {"GIF89a", kindImage},
	{"II*\x00", kindImage}, {"MM\x00*", kindImage},
	{"\x1f\x8b\x08", kindArchive}, {"Rar!\x1a\x07", kindArchive},
	{"7z\xbc\xaf\x27\x1c", kindArchive}, {"BZh", kindArchive}, {"\xfd7zXZ\x00", kindArchive},
	{"ID3", kindMedia}, {"OggS", kindMedia},
	{"\x7fELF", kindProgram}, {"MZ\x90\x00", kindProgram},
	{"SQLite format 3\x00", kindSQLite},
}

const (
	oleMagic   = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	zipMagic   = "PK\x03\x04"
	emptyZip   = "PK\x05\x06"
	maxPreface = 1024 // bytes before %PDF- that readers accept
)

// sniff tells the kind of a file by its bytes.
func sniff(data []byte) fileKind {
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.magic)) && (s.magic != "BZh" && s.magic != "ID3" || binaryHead(data)) {
			return s.kind
		}
	}
	switch {
	case bytes.HasPrefix(data, []byte(zipMagic)), bytes.HasPrefix(data, []byte(emptyZip)):
		return sniffZip(data)
	case bytes.HasPrefix(data, []byte(oleMagic)):
		return sniffOLE(data)
	case hasAt(data, 4, "ftyp"):
		return kindMedia
	case bytes.HasPrefix(data, []byte("RIFF")) && hasAt(data, 8, "WEBP"):
		return kindImage
	case bytes.HasPrefix(data, []byte("RIFF")) && binaryHead(data):
		return kindMedia
	case bytes.HasPrefix(data, []byte("BM")) && hasAt(data, 6, "\x00\x00\x00\x00"):
		return kindImage
	case bytes.Contains(data[:min(len(data), maxPreface)], []byte("%PDF-1.")) && binaryHead(data):
		return kindPDF
	}
	return kindText
}

func hasAt(data []byte, at int, s string) bool {
	return len(data) >= at+len(s) && string(data[at:at+len(s)]) == s
}

// binaryHead tells whether the first bytes hold a control byte that text has
// not.
func binaryHead(data []byte) bool {
	return bytes.ContainsAny(data[:min(len(data), maxPreface)], "\x00\x01\x02\x03\x04\x05\x06")
}

// sniffZip tells what a zip file holds; one that can't be opened, or is cut
// short, is broken.
func sniffZip(data []byte) fileKind {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return kindBrokenZip
	}
	names := make(map[string]bool, len(z.File))
	for _, f := range z.File {
		names[f.Name] = true
	}
	switch {
	case names["word/document.xml"], names["word/document2.xml"]:
		return kindDocx
	case names["xl/workbook.xml"], names["xl/workbook.bin"]:
		return kindXLSX
	case names["ppt/presentation.xml"]:
		return kindPPTX
	case names["OFD.xml"]:
		return kindOFD
	case names["mimetype"] && names["content.xml"]:
		return kindODF
	}
	return kindZip
}

// sniffOLE tells what an OLE compound file holds by the names in its directory,
// which are UTF-16. The directory is not read in order: a name is looked for
// anywhere.
func sniffOLE(data []byte) fileKind {
	streams := []struct {
		name string
		kind fileKind
	}{
		{"EncryptedPackage", kindEncrypted},
		{"WordDocument", kindDoc},
		{"Workbook", kindXLS},
		{"PowerPoint Document", kindPPT},
	}
	for _, s := range streams {
		if bytes.Contains(data, utf16Bytes(s.name)) {
			return s.kind
		}
	}
	return kindOLE
}

// utf16Bytes is the string in UTF-16, low byte first.
func utf16Bytes(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

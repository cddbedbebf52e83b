package format

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
)

func TestSupported(t *testing.T) {
	for name, want := range map[string]bool{
		"总结.txt": true, "a/b/总结.TXT": true, "x.text": true, "x.md": true, "x.Markdown": true,
		"x.html": true, "x.HTM": true, "x.xhtml": true, "x.docx": true,
		"x.doc": false, "x.pdf": false, "x.xlsx": false, "x": false, "": false,
		".txt": false, "a/.hidden.md": false, "~$总结.docx": false, "a/~$x.docx": false, "~x.docx": true,
	} {
		if got := Supported(name); got != want {
			t.Errorf("Supported(%q) = %v, want %v", name, got, want)
		}
	}
}

// zipOf packs parts into a zip file, in the order given: name, content, …
func zipOf(t testing.TB, parts ...string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestReadRefuses(t *testing.T) {
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
	for _, c := range []struct {
		name, data string
		kind       error
		says       string
	}{
		{"a.txt", "", ErrEmpty, "empty"},
		{"a.txt", " \n\t\r\n　\u00a0", ErrEmpty, "no text"},
		{"a.txt", "\ufeff", ErrEmpty, "no text"},
		{"a.md", "---\n---\n", ErrEmpty, "no text"},
		{"a.html", "<html><body><script>var a</script></body></html>", ErrEmpty, "no text"},
		{"a.txt", "%PDF-1.7\n%\xe2\xe3", ErrUnsupported, "PDF"},
		{"a.docx", string(zipOf(t, "[Content_Types].xml", "", "xl/workbook.xml", "<x/>")), ErrUnsupported, "XLSX"},
		{"a.docx", string(zipOf(t, "ppt/presentation.xml", "<x/>")), ErrUnsupported, "PPTX"},
		{"a.docx", string(zipOf(t, "OFD.xml", "<x/>")), ErrUnsupported, "OFD"},
		{"a.docx", string(zipOf(t, "mimetype", "x", "content.xml", "<x/>")), ErrUnsupported, "OpenDocument"},
		{"a.docx", string(zipOf(t, "a.txt", "x")), ErrUnsupported, "zip"},
		{"a.docx", string(zipOf(t, "word/document.xml", strings.Repeat("<x/>", 99)))[:60], ErrDamaged, "download"},
		{"a.doc", ole, ErrUnsupported, ".docx"},
		{"a.doc", ole + string(utf16Bytes("WordDocument")), ErrUnsupported, "(.doc)"},
		{"a.docx", ole + string(utf16Bytes("EncryptedPackage")), ErrUnsupported, "password"},
		{"a.xls", ole + string(utf16Bytes("Workbook")), ErrUnsupported, "(.xls)"},
		{"a.txt", "\x89PNG\r\n\x1a\n\x00\x00", ErrUnsupported, "image"},
		{"a.txt", "\xff\xd8\xff\xe0\x00\x10JFIF", ErrUnsupported, "image"},
		{"a.txt", "RIFF\x00\x00\x00\x00WEBPVP8 ", ErrUnsupported, "image"},
		{"a.txt", "\x1f\x8b\x08\x00", ErrUnsupported, "archive"},
		{"a.txt", `{\rtf1\ansi text}`, ErrUnsupported, "RTF"},
		{"a.txt", strings.Repeat("\x00\x01\x02\x80\xfftext", 50), ErrUnsupported, "unknown binary"},
		{"a.txt", strings.Repeat("text\x00\x00\x00\x01", 50), ErrUnsupported, "unknown binary"},
		{"a.txt", string(allBytes(4096)), ErrUnsupported, "unknown binary"},
	} {
		doc, err := Read(c.name, []byte(c.data))
		if doc != nil || !errors.Is(err, c.kind) {
			t.Errorf("Read(%s, %.20q) = %v, %v; want %v", c.name, c.data, doc, err, c.kind)
			continue
		}
		if !strings.Contains(err.Error(), c.says) || strings.HasSuffix(err.Error(), ".") {
			t.Errorf("Read(%s, %.20q): error %q, want it to say %q", c.name, c.data, err, c.says)
		}
	}
}

// allBytes is bytes without any order.
func allBytes(n int) []byte {
	out := make([]byte, n)
	state := uint32(1)
	for i := range out {
		state = state*1664525 + 1013904223
		out[i] = byte(state >> 24)
	}
	return out
}

// TestReadLooksAtContent: a wrong extension does not matter.
func TestReadLooksAtContent(t *testing.T) {
	docx := string(docxOf(t, docxFile{body: wp("柳溪镇全年工作平稳有序。")}))
	for _, c := range []struct{ name, data, want string }{
		{"a.txt", docx, "P 柳溪镇全年工作平稳有序。"},
		{"a", docx, "P 柳溪镇全年工作平稳有序。"},
		{"a.txt", "<!DOCTYPE html><html><body><h2>概况</h2></body></html>", "H2 概况"},
		{"a.docx", "柳溪镇", "P 柳溪镇"},
		{"a.html", "柳溪镇，产值<5亿元", "P 柳溪镇，产值<5亿元"},
		{"a.txt", "# 概况\n\n柳溪镇", "H1 概况"},
		{"a.md", "<html><body><p>甲</p></body></html>", "P 甲"},
	} {
		if got := show(readString(t, c.name, c.data)); got[0] != c.want {
			t.Errorf("Read(%s) = %q, want %q first", c.name, got, c.want)
		}
	}
}

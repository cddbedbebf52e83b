package main

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// Commands that make files that a script can't hold.

// makeReports makes small reports: reports FOLDER NUMBER.
func makeReports(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(writeReports(ts.MkAbs(args[0]), number(ts, args[1])))
}

// writeReports writes n small reports, 0001.txt and so on.
func writeReports(dir string, n int) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for i := 1; i <= n; i++ {
		text := fmt.Sprintf("云栖镇第%d村2023年工作总结\n一、经济发展\n全村完成农业产值%d.5万元，同比增长%d.2%%。\n", i, 100+i, i%10)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.txt", i)), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

const documentXML = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>`

// makeDocx makes a Word file: docx FILE PARAGRAPH…
func makeDocx(ts *testscript.TestScript, _ bool, args []string) {
	var body strings.Builder
	for _, p := range args[1:] {
		fmt.Fprintf(&body, "<w:p><w:r><w:t>%s</w:t></w:r></w:p>", p)
	}
	writeDocx(ts, args[0], strings.NewReader(fmt.Sprintf(documentXML, body.String())))
}

// makeBomb makes a Word file that unpacks to about a thousand times its size,
// 30 MB: bomb FILE.
func makeBomb(ts *testscript.TestScript, _ bool, args []string) {
	head, tail, _ := strings.Cut(documentXML, "%s")
	paragraph := "<w:p><w:r><w:t>" + strings.Repeat("报", 1000) + "</w:t></w:r></w:p>"
	parts := []io.Reader{strings.NewReader(head)}
	for range 10_000 {
		parts = append(parts, strings.NewReader(paragraph))
	}
	writeDocx(ts, args[0], io.MultiReader(append(parts, strings.NewReader(tail))...))
}

func writeDocx(ts *testscript.TestScript, name string, document io.Reader) {
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	w, err := z.Create("word/document.xml")
	ts.Check(err)
	_, err = io.Copy(w, document)
	ts.Check(err)
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(name), packed.Bytes(), 0o600))
}

// cut cuts a file short: cut FILE BYTES.
func cut(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.Truncate(ts.MkAbs(args[0]), int64(number(ts, args[1]))))
}

// makeLine makes a text file of one line: oneline FILE MEGABYTES.
func makeLine(ts *testscript.TestScript, _ bool, args []string) {
	text := strings.Repeat("全村完成农业产值一百万元，", number(ts, args[1])<<20/len("全村完成农业产值一百万元，"))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// makeSparse makes a file of zeros that takes no room: sparse FILE MEGABYTES.
func makeSparse(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(f.Truncate(int64(number(ts, args[1])) << 20))
	ts.Check(f.Close())
}

// makeBinary makes a file of bytes that are no text: binary FILE.
func makeBinary(ts *testscript.TestScript, _ bool, args []string) {
	data := make([]byte, 4096)
	for i := range data {
		data[i] = byte(i * i >> 3)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// setVersion writes the version that SQLite keeps for a program into the head of
// a database (offset 60, see its file format): setversion FILE NUMBER.
func setVersion(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_RDWR, 0)
	ts.Check(err)
	_, err = f.WriteAt(binary.BigEndian.AppendUint32(nil, uint32(number(ts, args[1]))), 60)
	ts.Check(err)
	ts.Check(f.Close())
}

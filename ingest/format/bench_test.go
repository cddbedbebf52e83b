package format

import (
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// benchText is about a megabyte of a made-up report, each line its own.
func benchText() string {
	var w strings.Builder
	for i := 0; w.Len() < 1<<20; i++ {
		n := strconv.Itoa(i)
		w.WriteString("（一）柳溪镇第" + n + "项工作\n　　全年完成产值" + n + ".6亿元，同比增长8.2%，新建道路" + n + "条，惠及群众两千余人。\n")
	}
	return w.String()
}

func benchRead(b *testing.B, name string, data []byte) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(name, data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadText(b *testing.B) { benchRead(b, "a.txt", []byte(benchText())) }

func BenchmarkReadGB18030(b *testing.B) {
	benchRead(b, "a.txt", []byte(encode(b, simplifiedchinese.GB18030, benchText())))
}

func BenchmarkReadMarkdown(b *testing.B) {
	benchRead(b, "a.md", []byte(strings.ReplaceAll(benchText(), "\n", "\n\n")))
}

func BenchmarkReadHTML(b *testing.B) {
	benchRead(b, "a.html", []byte("<html><body><p>"+strings.ReplaceAll(benchText(), "\n", "</p>\n<p>")+"</p></body></html>"))
}

// BenchmarkReadDocx counts the bytes of the unpacked XML.
func BenchmarkReadDocx(b *testing.B) {
	var body strings.Builder
	for line := range strings.Lines(benchText()) {
		body.WriteString(wp(strings.TrimSpace(line)))
	}
	data := docxOf(b, docxFile{body: body.String()})
	benchRead(b, "a.docx", data)
	b.SetBytes(int64(body.Len()))
}

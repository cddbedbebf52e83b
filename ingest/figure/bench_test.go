package figure

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sampleSentences returns the sentences of the sample reports that are plain text.
func sampleSentences(tb testing.TB) []string {
	tb.Helper()
	var out []string
	for _, pattern := range []string{"*.txt", "*.md"} {
		files, err := filepath.Glob(filepath.Join("..", "..", "eval", "testdata", "reports", pattern))
		if err != nil || len(files) == 0 {
			tb.Fatalf("sample reports %s: %d files, %v", pattern, len(files), err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				tb.Fatal(err)
			}
			out = append(out, sentencesOf(string(data))...)
		}
	}
	return out
}

// sentencesOf parts a text at 。 and at the end of its lines.
func sentencesOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '。' || r == '\n' })
}

// BenchmarkParse reads the sentences of the sample reports; MB/s is the rate on
// one core.
func BenchmarkParse(b *testing.B) {
	sentences := sampleSentences(b)
	size := 0
	for _, s := range sentences {
		size += len(s)
	}
	c := Context{Year: 2023, Actual: true, Place: "青箩镇"}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range sentences {
			Parse(s, c)
		}
	}
}

// BenchmarkParseLength reads one sentence of 100 KB and one of 1 MB; the rates are
// equal when the time is linear in the length.
func BenchmarkParseLength(b *testing.B) {
	c := Context{Year: 2031, Actual: true}
	for _, size := range []int{100 << 10, 1 << 20} {
		clause := "全年新建公园12个、绿道3.2公里，财政收入xx.x亿元，同比增长5.1%；"
		s := strings.Repeat(clause, size/len(clause))
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				Parse(s, c)
			}
		})
	}
}

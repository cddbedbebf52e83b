package ingest

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// chunkTexts parses the text and returns those of its chunks.
func chunkTexts(text string) []string {
	r := parseText(text, nil)
	var out []string
	for _, c := range Chunks(r) {
		out = append(out, r.Text[c.Start:c.End])
	}
	return out
}

// sizes returns the numbers of characters.
func sizes(texts []string) []int {
	var out []int
	for _, s := range texts {
		out = append(out, utf8.RuneCountInString(s))
	}
	return out
}

func TestChunks(t *testing.T) {
	sentence := func(n int) string { return strings.Repeat("字", n-1) + "。" }
	tests := []struct {
		name, text string
		want       []int
	}{
		{"nothing", "", nil},
		{"one sentence", sentence(20), []int{20}},
		{"as many sentences as fit", sentence(200) + sentence(150), []int{350}},
		{"one character too many", sentence(200) + sentence(151), []int{200, 151}},
		{"of about equal size", strings.Repeat(sentence(100), 4), []int{200, 200}},
		{"never over two sections", "一、农业\n" + sentence(20) + "\n二、工业\n" + sentence(30), []int{20, 30}},
		{"a long sentence at semicolons", strings.Repeat("字", 199) + "；" + strings.Repeat("字", 199) + "；" + sentence(50), []int{200, 250}},
		{"then at commas", strings.Repeat("字", 199) + "，" + strings.Repeat("字", 199) + "，" + sentence(50), []int{200, 250}},
		{"not inside brackets", strings.Repeat("字", 100) + "（" + strings.Repeat("字，", 100) + "），" + sentence(60), []int{303, 60}},
		{"anywhere", strings.Repeat("字", 800), []int{350, 350, 100}},
		{"not inside a number", strings.Repeat("字", 345) + "1,234,567" + strings.Repeat("字", 10), []int{350, 14}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, sizes(chunkTexts(tt.text))); diff != "" {
				t.Errorf("characters of the chunks (-want +got):\n%s", diff)
			}
		})
	}
}

// TestChunksOfTable ends chunks at rows, and gives those that begin below the
// first row the names of its columns.
func TestChunksOfTable(t *testing.T) {
	row := "| 雁川镇规上工业企业产值 | " + strings.Repeat("亿", 80) + "\n"
	r := parseText("一、工业\n|! 指标 | 数值\n"+strings.Repeat(row, 6), nil)
	chunks := Chunks(r)
	if len(chunks) != 2 {
		t.Fatalf("%d chunks, want 2", len(chunks))
	}
	if chunks[0].Header != (Span{}) || !strings.HasPrefix(r.Text[chunks[0].Start:], "指标") {
		t.Errorf("the first chunk %q has the header %v", r.Text[chunks[0].Start:chunks[0].End], chunks[0].Header)
	}
	if got := r.Text[chunks[1].Header.Start:chunks[1].Header.End]; got != "指标 | 数值" {
		t.Errorf("the second chunk has the header %q", got)
	}
	text := r.IndexText(chunks[1])
	if want := "report › 一、工业\n指标 | 数值\n雁川镇规上工业企业产值 | 亿"; !strings.HasPrefix(text, want) {
		t.Errorf("index text %q, want it to begin with %q", text, want)
	}
}

// TestCutSpanKeepsBrackets cuts at the commas outside brackets only.
func TestCutSpanKeepsBrackets(t *testing.T) {
	text := strings.Repeat("产值（含税收，利润）增长，", 60)
	for _, s := range cutSpan(text, Span{0, len(text)}, "；;", "，,") {
		part := text[s.Start:s.End]
		if strings.Count(part, "（") != strings.Count(part, "）") {
			t.Errorf("cut inside brackets: %q", part)
		}
		if n := utf8.RuneCountInString(part); n > MaxChunk {
			t.Errorf("%d characters", n)
		}
	}
}

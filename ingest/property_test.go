package ingest

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"reportbot/ingest/format"
)

// docOf makes a document of lines: "# " to "###### " before a line mark a heading,
// "* " a list item, "| " a table row ("|! " one that names the columns); any other
// line is a paragraph. The marks are no part of the text; blank lines, indents and
// line ends are.
func docOf(lines string) *format.Document {
	doc := &format.Document{}
	var text strings.Builder
	table, inTable := 0, false
	for line := range strings.SplitAfterSeq(lines, "\n") {
		kind, level, header := kindOfLine(line)
		if kind != format.Paragraph {
			_, line, _ = strings.Cut(line, " ")
		}
		block := trimSpan(line, Span{0, len(line)})
		at := text.Len()
		text.WriteString(line)
		if block.Start == block.End {
			continue
		}
		b := format.Block{Kind: kind, Level: level, Header: header, Start: at + block.Start, End: at + block.End}
		if kind == format.TableRow {
			if !inTable {
				table++
			}
			b.Table = table
		}
		inTable = kind == format.TableRow
		doc.Blocks = append(doc.Blocks, b)
	}
	doc.Text = text.String()
	return doc
}

func kindOfLine(line string) (kind format.BlockKind, level int, header bool) {
	mark, _, found := strings.Cut(line, " ")
	switch {
	case !found:
	case mark == "*":
		return format.ListItem, 1, false
	case mark == "|", mark == "|!":
		return format.TableRow, 0, mark == "|!"
	case strings.Trim(mark, "#") == "" && mark != "" && len(mark) <= 6:
		return format.Heading, len(mark), false
	}
	return format.Paragraph, 0, false
}

// checkReport holds what is true of every report.
func checkReport(t *testing.T, doc *format.Document, r *Report) {
	t.Helper()
	checkSpans(t, r)
	checkPaths(t, r)
	checkSentences(t, r)
	checkCovered(t, doc, r)
	checkChunks(t, r)
	if t.Failed() {
		t.Logf("document: %q", doc.Text)
	}
}

func checkSpans(t *testing.T, r *Report) {
	t.Helper()
	at := 0
	for i, s := range r.Sections {
		if s.Start != at || s.End < s.Start {
			t.Errorf("section %d is [%d,%d), want it to start at %d", i, s.Start, s.End, at)
		}
		if s.HeadingStart < s.Start || s.HeadingEnd < s.HeadingStart || s.HeadingEnd > s.End {
			t.Errorf("section %d [%d,%d): heading is [%d,%d)", i, s.Start, s.End, s.HeadingStart, s.HeadingEnd)
		}
		at = s.End
	}
	if len(r.Sections) > 0 && at != len(r.Text) {
		t.Errorf("sections end at %d of %d bytes", at, len(r.Text))
	}
}

func checkPaths(t *testing.T, r *Report) {
	t.Helper()
	var before []string
	for i, s := range r.Sections {
		if s.Level != len(s.Path) {
			t.Errorf("section %d: level %d, path %q", i, s.Level, s.Path)
		}
		if n := s.Level - 1; n > 0 && (len(before) < n || !slices.Equal(before[:n], s.Path[:n])) {
			t.Errorf("section %d: %q has no section above it; before it is %q", i, s.Path, before)
		}
		before = s.Path
	}
}

func checkSentences(t *testing.T, r *Report) {
	t.Helper()
	for i, s := range r.Sections {
		at := s.Start
		for _, x := range s.Sentences {
			if x.Start < at || x.End > s.End || x.Start >= x.End {
				t.Errorf("section %d [%d,%d): sentence [%d,%d) after %d", i, s.Start, s.End, x.Start, x.End, at)
				continue
			}
			at = x.End
			text := r.Text[x.Start:x.End]
			if strings.TrimFunc(text, isBlank) != text {
				t.Errorf("sentence %q has white space at its ends", text)
			}
			if !utf8.RuneStart(r.Text[x.Start]) || x.End < len(r.Text) && !utf8.RuneStart(r.Text[x.End]) {
				t.Errorf("sentence [%d,%d) cuts a character", x.Start, x.End)
			}
		}
	}
}

// checkCovered tells whether every character of the blocks lies in a sentence or
// a heading, and none in two sections.
func checkCovered(t *testing.T, doc *format.Document, r *Report) {
	t.Helper()
	covered := make([]bool, len(r.Text))
	mark := func(start, end int) {
		for i := start; i < end; i++ {
			covered[i] = true
		}
	}
	for _, s := range r.Sections {
		mark(s.HeadingStart, s.HeadingEnd)
		for _, x := range s.Sentences {
			mark(x.Start, x.End)
		}
	}
	for _, b := range doc.Blocks {
		for i, c := range doc.Text[b.Start:b.End] {
			if at := b.Start + i; !isBlank(c) && !covered[at] {
				t.Errorf("%q of block %q is in no sentence", c, doc.Text[b.Start:b.End])
				break
			}
		}
	}
}

func checkChunks(t *testing.T, r *Report) {
	t.Helper()
	chunks := Chunks(r)
	inChunk, inSentence := make([]bool, len(r.Text)), make([]bool, len(r.Text))
	at := 0
	for _, c := range chunks {
		s := r.Sections[c.Section]
		if c.Start < at || c.Start < s.Start || c.End > s.End || c.Start >= c.End {
			t.Errorf("chunk [%d,%d) of section [%d,%d), after %d", c.Start, c.End, s.Start, s.End, at)
			continue
		}
		at = c.End
		if n := utf8.RuneCountInString(r.Text[c.Start:c.End]); n > MaxChunk {
			t.Errorf("chunk [%d,%d) has %d characters", c.Start, c.End, n)
		}
		for i := c.Start; i < c.End; i++ {
			inChunk[i] = true
		}
		for _, edge := range []int{c.Start, c.End} {
			checkEdge(t, r.Text, s.Sentences, edge)
		}
	}
	for _, s := range r.Sections {
		for _, x := range s.Sentences {
			for i := x.Start; i < x.End; i++ {
				inSentence[i] = true
			}
		}
	}
	for i, c := range r.Text {
		if !unicode.IsSpace(c) && !isBlank(c) && inChunk[i] != inSentence[i] {
			t.Errorf("%q at %d: in a chunk %v, in a sentence %v", c, i, inChunk[i], inSentence[i])
			break
		}
	}
}

// checkEdge allows a chunk to begin or end inside a sentence only when no chunk
// can hold the sentence.
func checkEdge(t *testing.T, text string, sentences []Sentence, edge int) {
	t.Helper()
	if !utf8.RuneStart((text + " ")[edge]) {
		t.Errorf("a chunk ends at %d, inside a character", edge)
	}
	for _, x := range sentences {
		if x.Start < edge && edge < x.End && utf8.RuneCountInString(text[x.Start:x.End]) <= MaxChunk {
			t.Errorf("a chunk ends inside the sentence %q", text[x.Start:x.End])
		}
	}
}

// propertyTexts are the documents that the property and the fuzz test start from.
var propertyTexts = []string{
	"",
	" \n\u3000\r\n",
	"雁川镇常住人口3.2万人。",
	"# 一、",
	"雁川镇2023年工作总结\r\n一、经济发展\r\n1.工业稳步增长。产值12.5亿元。\r\n2.农业丰收。粮食4万吨。\r\n",
	"雁川镇2023年工作总结\n一、工业。\n（一）投资（含技改(二期）增长8%。“好。\n——税收，1,234万元；——就业\n",
	"总体平稳向好。全镇完成产值12亿元，增长8%，税收3亿元。农业稳步发展。截至10月底，全镇粮食播种面积2.3万亩。",
	"|! 指标 | 单位 | 数值\n| 产值 | 亿元 | 12\n| 税收 | 亿元 | 3\n",
	"# 2023 report\n## 1. Work done\nWe built 12 km of roads. See Fig. 3.\n* 1. Roads\n* 2. Water\n## 2. Goals\n* 1. Hold it\n",
	"要做好三件事：一是修路；二是“修桥；三是（通水。\n一是修路架桥。全年新修公路12公里，架桥3座。二是引水入户。全镇自来水普及率98%。\n",
	"第一部分 2023年工作总结\n一、产业\n甲。\n第二部分 2024年工作打算\n一、产业\n乙。\n附件：任务表\n雁川镇人民政府\n2023年12月5日",
	strings.Repeat("无标点的长文字", 120),
	strings.Repeat("产值增长，", 60) + "；" + strings.Repeat("（税收，）", 80) + "。",
	"1.一1.一。 . .\n\u200b一、\u200b\n① ②\n“”。（）。",
}

func TestParseKeepsEveryCharacter(t *testing.T) {
	for _, text := range propertyTexts {
		t.Run("", func(t *testing.T) {
			doc := docOf(text)
			checkReport(t, doc, Parse(doc, Origin{Source: "a/2023.txt", Path: "/a/2023.txt"}))
		})
	}
}

// FuzzParse holds what is true of every report, and that a document gives the
// same report twice.
func FuzzParse(f *testing.F) {
	for _, text := range propertyTexts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip("a document's text is valid UTF-8")
		}
		doc := docOf(text)
		origin := Origin{Source: "a/2023.txt", Path: "/a/2023.txt"}
		r := Parse(doc, origin)
		checkReport(t, doc, r)
		if diff := cmp.Diff(r, Parse(doc, origin)); diff != "" {
			t.Errorf("the second time (-first +second):\n%s", diff)
		}
	})
}

package ingest

import (
	"strings"
	"unicode/utf8"

	"reportbot/ingest/format"
)

// An unmarked run-in heading is a short sentence without figures that opens a
// topic: 总体经济平稳运行。2022年我镇… 农业生产稳步发展。截至… It is believed only in
// company: two in one paragraph of which one opens it, or at the head of two
// neighbouring paragraphs.
const (
	minTopic     = 4  // characters of a topic sentence, its full stop not counted
	maxTopic     = 18 // without a comma
	maxTopicPair = 22 // with one comma: 深化依法行政，打造“阳光政府”
)

// notTopics begin or mark sentences that tell something rather than open a topic.
var notTopicStarts = []string{
	"我们", "我镇", "我县", "我区", "我市", "各位", "同志", "此外", "同时", "目前", "截至", "今年", "去年", "全年",
	"一年来", "其中", "但", "而", "因此", "为此", "总之", "在此", "下一步", "现将", "这", "那", "该", "它",
}

var notTopicWords = []string{"了", "没有", "未", "？", "?", "！", "!", "；", ";", "：", ":", "谢谢", "*", "×", "(略)"}

// topicSentence tells whether s has the form of a topic sentence.
func topicSentence(s string) bool {
	core, ok := strings.CutSuffix(s, "。")
	n := utf8.RuneCountInString(core)
	commas := strings.Count(core, "，") + strings.Count(core, ",")
	if !ok || n < minTopic || n > maxTopicPair || n > maxTopic && commas != 1 || commas > 1 || hasFigure(core) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(core)
	if strings.ContainsAny(core, "0123456789０１２３４５６７８９") || startsWithAny(core, notTopicStarts...) || isCloser(first) {
		return false
	}
	for _, w := range notTopicWords {
		if strings.Contains(core, w) {
			return false
		}
	}
	return true
}

// opensTopic tells whether sentence i opens a topic that the next one carries on.
func opensTopic(text string, sentences []Span, i int) bool {
	if i+1 >= len(sentences) || !topicSentence(text[sentences[i].Start:sentences[i].End]) {
		return false
	}
	n := utf8.RuneCountInString(text[sentences[i].Start:sentences[i].End])
	following := utf8.RuneCountInString(text[sentences[i+1].Start:sentences[i+1].End])
	return following >= minAfterHeading && 2*following >= 3*n
}

// innerParts cuts the body of one paragraph at the headings inside it: 一是 … 二是
// … whose first sentences are headings, and unmarked topic sentences. Without
// any it is the body as it was.
func innerParts(text string, body part) []part {
	sentences := splitSentences(text, body.span.Start, body.span.End)
	cuts := enumeratedCuts(text, sentences)
	if len(cuts) == 0 {
		cuts = topicCuts(text, sentences)
	}
	if len(cuts) == 0 {
		return []part{body}
	}
	return cutBody(text, body, sentences, cuts)
}

// cutBody makes the sentences named in cuts headings and the runs between them
// bodies.
func cutBody(text string, body part, sentences []Span, cuts map[int]marker) []part {
	var parts []part
	for i := 0; i < len(sentences); {
		if m, ok := cuts[i]; ok {
			class := classRunIn
			if m.class != "" {
				class = m.class
			}
			h := headingPart(text, sentences[i], class, body.block)
			h.mark, h.inner = m, true
			parts = append(parts, h)
			i++
			continue
		}
		j := i
		for j+1 < len(sentences) {
			if _, ok := cuts[j+1]; ok {
				break
			}
			j++
		}
		parts = append(parts, bodyPart(Span{sentences[i].Start, sentences[j].End}, body.block))
		i = j + 1
	}
	return parts
}

// enumeratedCuts finds sentences such as 一是打造为民政府。 that open an item of
// several sentences. One alone is none, nor are any when the first item is none.
func enumeratedCuts(text string, sentences []Span) map[int]marker {
	cuts := map[int]marker{}
	first := -1
	for i, s := range sentences {
		m, ok := parseMarker(text[s.Start:s.End])
		if !ok || m.class != "一是" && m.class != "第一，" && m.class != "（1）" && m.class != "①" {
			continue
		}
		if first < 0 {
			first = i
		}
		n := utf8.RuneCountInString(text[s.Start+m.len : s.End])
		if n > maxTopicPair || hasFigure(text[s.Start+m.len:s.End]) || i+1 == len(sentences) {
			continue
		}
		if _, next := parseMarker(text[sentences[i+1].Start:sentences[i+1].End]); !next {
			cuts[i] = m
		}
	}
	if _, ok := cuts[first]; !ok || len(cuts) < 2 {
		clear(cuts)
	}
	return cuts
}

// topicCuts finds the unmarked topic sentences of a paragraph that opens with
// one and has another.
func topicCuts(text string, sentences []Span) map[int]marker {
	cuts := map[int]marker{}
	if !opensTopic(text, sentences, 0) {
		return cuts
	}
	for i := range sentences {
		if opensTopic(text, sentences, i) {
			cuts[i] = marker{}
		}
	}
	if len(cuts) < 2 {
		clear(cuts)
	}
	return cuts
}

// headTopics turns the first sentences of neighbouring paragraphs into headings
// where at least two of a run of unmarked paragraphs open with a topic sentence.
func headTopics(text string, parts []part) []part {
	var out []part
	for i := 0; i < len(parts); {
		j := i
		for j < len(parts) && plainBody(parts[j]) {
			j++
		}
		if i == j {
			out = append(out, parts[i])
			i++
			continue
		}
		out = append(out, openTopics(text, parts[i:j])...)
		i = j
	}
	return out
}

func plainBody(p part) bool { return !p.heading && p.block.Kind == format.Paragraph }

// openTopics handles one run of unmarked paragraphs.
func openTopics(text string, run []part) []part {
	topics := 0
	for _, p := range run {
		if opensTopic(text, splitSentences(text, p.span.Start, p.span.End), 0) && wholeBlock(text, p) {
			topics++
		}
	}
	if topics < 2 {
		return run
	}
	var out []part
	for _, p := range run {
		sentences := splitSentences(text, p.span.Start, p.span.End)
		if !opensTopic(text, sentences, 0) || !wholeBlock(text, p) {
			out = append(out, p)
			continue
		}
		out = append(out, headingPart(text, sentences[0], classRunIn, p.block))
		out = append(out, bodyPart(Span{sentences[1].Start, p.span.End}, p.block))
	}
	return out
}

// wholeBlock tells whether the body is a paragraph of its own, not the rest of
// one behind a heading.
func wholeBlock(text string, p part) bool { return p.span.Start == p.block.Start }

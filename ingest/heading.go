package ingest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"reportbot/ingest/format"
)

// Lengths in characters that tell a heading from a sentence. Headings of
// official documents run to about 45 characters ("一、聚焦…，全力…，…实现新突破").
const (
	maxHeading      = 60 // a marked line of its own
	maxRunIn        = 45 // a marked first sentence that the paragraph runs on from
	maxFigureRunIn  = 25 // the same when it carries figures
	maxBareHeading  = 30 // an unmarked line of its own
	maxItemLabel    = 30 // what stands for a list item in the path
	minAfterHeading = 20 // of the text that an unmarked heading stands above
)

// part is one piece of the document in reading order: a heading, or body text.
type part struct {
	span     Span // of the heading with its number, or of the body
	heading  bool
	class    string // of a heading: a marker's class, or one of the class… constants
	mark     marker
	explicit int    // level that the format gives, 0 for none
	label    string // of a heading: as it stands in the path
	keep     bool   // the heading is a sentence too
	inner    bool   // the heading stands inside a paragraph and ends with it
	block    format.Block
}

// Classes of headings without a marker.
const (
	classStatus = "status" // 2023年工作总结, 2024年工作思路 on a line of their own
	classEnds   = "ends"   // 前言, 结语, 附件: never below or above another
	classBare   = "bare"   // any other unmarked line that stands above text
	classStyle  = "style"  // marked as heading by the format only
	classRunIn  = "run-in" // an unmarked topic sentence at the head of its text
)

// ends are headings that stand beside the outline.
var ends = regexp.MustCompile(`^(前\s*言|引\s*言|序\s*言|结\s*语|结束语|后\s*记|附\s*[件录表].{0,20})$`)

func headingPart(text string, span Span, class string, b format.Block) part {
	label := strings.Join(strings.FieldsFunc(text[span.Start:span.End], isLineEnd), " ")
	label = strings.TrimRightFunc(label, func(r rune) bool {
		return isBlank(r) || strings.ContainsRune("。：:；;.", r)
	})
	return part{
		span: span, heading: true, class: class, label: label, block: b,
		keep: hasFigure(label) && class != classStatus,
	}
}

func isLineEnd(r rune) bool { return r == '\n' || r == '\r' }

// markedParts cuts a block that begins with marker m into its heading and the
// text that runs on from it. headingLike is false when the block is a list item
// that has no heading of its own; its first clause then stands in the path and
// the whole block is body.
func markedParts(text string, b format.Block, m marker) (parts []part, headingLike bool) {
	body := b.Start + m.len
	sentences := splitSentences(text, body, b.End)
	if len(sentences) == 0 {
		return nil, false
	}
	first := sentences[0]
	end, ok := runInEnd(text, first, len(sentences) > 1)
	if !ok {
		label := part{span: Span{b.Start, clauseEnd(text, first)}}
		h := headingPart(text, label.span, m.class, b)
		h.mark, h.keep = m, false
		return []part{h, bodyPart(Span{b.Start, b.End}, b)}, false
	}
	h := headingPart(text, Span{b.Start, end}, m.class, b)
	h.mark = m
	return append([]part{h}, restPart(text, end, b)...), true
}

// runInEnd returns where the heading ends that the sentence holds; ok is false
// when the sentence is no heading. followed tells whether the paragraph goes on.
func runInEnd(text string, sentence Span, followed bool) (end int, ok bool) {
	s := text[sentence.Start:sentence.End]
	n := utf8.RuneCountInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	if followed && n <= maxRunIn && (n <= maxFigureRunIn || !hasFigure(s)) && isTerminal(last) || followed && n <= maxRunIn && last == '.' {
		return sentence.End, true
	}
	if !followed && n <= maxHeading && !strings.ContainsRune("。；;，,", last) {
		return sentence.End, true
	}
	if !followed && n <= maxRunIn && last == '。' && !hasFigure(s) {
		return sentence.End, true
	}
	if at := max(colonEnd(s), gapEnd(s)); at > 0 {
		return sentence.Start + at, true
	}
	return 0, false
}

// colonEnd returns the offset after a colon that ends a short heading inside
// the sentence ("目标任务：…"); 0 when there is none.
func colonEnd(s string) int {
	at := strings.IndexAny(s, "：:")
	if at < 0 {
		return 0
	}
	head := s[:at]
	if n := utf8.RuneCountInString(head); n > 20 || n < 2 || strings.ContainsAny(head, "，,；;。“(（") || hasFigure(head) {
		return 0
	}
	_, size := utf8.DecodeRuneInString(s[at:])
	if at+size == len(s) || isASCIIDigit(rune(s[at+size])) && s[at] == ':' {
		return 0
	}
	return at + size
}

// gap parts a heading from the text on its line: （一）健康档案　建档率达到95%，…
var gap = regexp.MustCompile(`^(\p{Han}[^\s，。；：、|]{1,19})(?:\x{3000}|[ \t]{2})[\s\x{3000}]*[^\s\x{3000}|]{10,}$`)

// gapEnd returns the offset after a short heading that only white space parts
// from the sentence behind it; 0 when there is none.
func gapEnd(s string) int {
	m := gap.FindStringSubmatchIndex(s)
	if m == nil || hasFigure(s[:m[3]]) {
		return 0
	}
	return m[3]
}

// clauseEnd returns where the first clause of the sentence ends, at most
// maxItemLabel characters on.
func clauseEnd(text string, s Span) int {
	n := 0
	for i, r := range text[s.Start:s.End] {
		if n == maxItemLabel || n > 1 && strings.ContainsRune("，,；;：:。", r) {
			return s.Start + i
		}
		n++
	}
	return s.End
}

func bodyPart(s Span, b format.Block) part { return part{span: s, block: b} }

// restPart is the body of block b from the offset on, if there is any.
func restPart(text string, from int, b format.Block) []part {
	s := trimSpan(text, Span{from, b.End})
	if s.Start == s.End {
		return nil
	}
	return []part{bodyPart(s, b)}
}

// bareHeading tells whether an unmarked line is a heading by its form: short,
// without closing punctuation, and standing above text or above a heading.
func bareHeading(text string, b, next format.Block) bool {
	line := text[b.Start:b.End]
	n := utf8.RuneCountInString(line)
	last, _ := utf8.DecodeLastRuneInString(line)
	if n < 4 || n > maxBareHeading || !hasLetters(line) || b.Kind != format.Paragraph ||
		strings.ContainsAny(line, "。；;！!？?|\t") || strings.ContainsRune("，,、：:.", last) || hasFigure(line) {
		return false
	}
	return standsAbove(text, next)
}

// standsAbove tells whether a block can follow a heading: text of some length,
// or another heading with a number.
func standsAbove(text string, next format.Block) bool {
	following := text[next.Start:next.End]
	if _, ok := parseMarker(following); ok {
		return true
	}
	first, _ := utf8.DecodeRuneInString(following)
	last, _ := utf8.DecodeLastRuneInString(following)
	return utf8.RuneCountInString(following) >= minAfterHeading && (isTerminal(last) || last == '.' || last == '：' || last == ':') &&
		!unicode.IsPunct(first)
}

func hasLetters(s string) bool {
	return strings.IndexFunc(s, unicode.IsLetter) >= 0
}

// figureForms finds a number that states something: digits that are no year, or
// a Chinese number with a unit. It serves the outline only.
var figureForms = regexp.MustCompile(`[0-9０-９]+(?:[.．][0-9]+)?\s*(?:[%％‰个家项件户人名元万亿亩吨次场所条座处支批宗例起套台辆艘岁米公千平立] *)` +
	`|[一二两三四五六七八九十百千]+(?:余|多)?(?:个|家|项|件|户|人|名|元|亩|吨|次|场|所|条|座|处|支|宗|例|起|套|台|辆|成|万|亿)` +
	`|[xX×*＊]{1,5}(?:[.．][xX×*＊]{1,3})?(?:%|％|个|家|项|件|户|人|名|元|万|亿|亩|吨|次)` +
	`|\d[\d,.]*\s*(?:million|billion|percent|per cent|projects|people|households|yuan|km|tonnes|hectares)`)

// noFigures look like figures but are names or articles.
var noFigures = regexp.MustCompile(`“[^”]{0,12}”|第[一二三四五六七八九十百\d]+[个次批期届]|一[个批项次件]|[千百]家万户|千万工程|万里|百强|十大|三个一|两山|\d{4}\s*年`)

func hasFigure(s string) bool {
	return figureForms.MatchString(noFigures.ReplaceAllString(s, ""))
}

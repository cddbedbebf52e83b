package ingest

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"reportbot/ingest/format"
)

// header is what stands above the first heading of a document.
type header struct {
	blocks   int               // how many leading blocks open no section: table, title, date line, speaker
	title    string            // over one or two lines, "" when there is none
	front    bool              // the metadata is front matter, which overrides the text
	given    string            // the title that the metadata gives, "" when there is none
	best     string            // a title of the metadata that is better than the line in the text
	subtitle string            // the date line below the title
	lines    []string          // the other lines beside the title
	table    map[string]string // the metadata table: 索引号, 成文日期, 发布机构 …
}

// maxHeaderBlocks bounds the search for the title.
const maxHeaderBlocks = 20

var (
	titleWords = regexp.MustCompile(`总结|报告|思路|打算|计划|要点|汇报|公报|规划|方案|纪要|简报|通报|通知|意见|(?i)\b(?:report|review|plan|summary|statement|minutes)\b`)
	subtitle   = regexp.MustCompile(`^(?:——|--+|—|（|\().*\d{4}\s*年|^\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|^(?:——|--+).*(?:会议|大会)`)
	metaCell   = regexp.MustCompile(`^(.{2,8}?)\s*[:：]\s*(.*)$`)
)

// readHeader reads the leading blocks up to the first heading or paragraph. The
// name of the file tells where the metadata comes from.
func readHeader(doc *format.Document, source string) header {
	h := header{table: map[string]string{}}
	h.readMeta(doc.Meta, source)
	i := 0
	for ; i < len(doc.Blocks) && i < maxHeaderBlocks; i++ {
		b := doc.Blocks[i]
		line := doc.Text[b.Start:b.End]
		switch {
		case h.title == "" && h.readTable(b, line):
		case h.title == "" && h.isTitle(doc, i):
			h.title = plainTitle(line)
		case h.title != "" && repeats(h.title, line):
		case h.title != "" && h.blocks == i && continuesTitle(h.title, line, b):
			h.title = joinTitle(h.title, plainTitle(line))
		case subtitle.MatchString(line) && utf8.RuneCountInString(line) <= maxHeading:
			h.subtitle = line
		case h.title == "" && letterhead.MatchString(squeeze(line)), besideTitle(doc, i, h.title != ""):
			h.lines = append(h.lines, line)
		default:
			return h
		}
		h.blocks = i + 1
	}
	if h.blocks == len(doc.Blocks) && h.title == "" && len(h.table) == 0 {
		h.blocks = 0
	}
	return h
}

// repeats tells whether a line says the title, or the end of it, once more.
func repeats(title, line string) bool {
	again := squeeze(line)
	return utf8.RuneCountInString(again) >= 4 && strings.HasSuffix(squeeze(title), again)
}

// readTable takes the cells "name: | value |" or "name：value" of a metadata
// line; false when the line is none.
func (h *header) readTable(b format.Block, line string) bool {
	if b.Kind != format.TableRow && !strings.Contains(line, "|") && !metaLine(line) {
		return false
	}
	cells := strings.FieldsFunc(line, func(r rune) bool { return r == '|' || r == '\t' })
	found := false
	for i := 0; i < len(cells); i++ {
		m := metaCell.FindStringSubmatch(strings.TrimSpace(cells[i]))
		if m == nil {
			continue
		}
		key, value := m[1], strings.TrimSpace(m[2])
		if value == "" && i+1 < len(cells) && metaCell.FindStringSubmatch(strings.TrimSpace(cells[i+1])) == nil {
			i++
			value = strings.TrimSpace(cells[i])
		}
		h.table[strings.ReplaceAll(strings.TrimSpace(key), " ", "")] = value
		found = true
	}
	return found
}

// metaNames are the names that a line of metadata outside a table begins with.
var metaNames = regexp.MustCompile(`^(?:索\s*引\s*号|主题分类|体裁分类|信息分类|成文日期|发文日期|发布日期|发布时间|生成日期|公开日期|发布机构|发文机关|发文单位|公开方式|公开范围|文\s*号|发文字号|信息来源|来源|有效性|关键词|主题词|名\s*称|标\s*题|作者)\s*[:：]`)

func metaLine(line string) bool {
	return metaNames.MatchString(line) && utf8.RuneCountInString(line) <= maxHeading
}

// isTitle tells whether block i is the title: marked as such by the format, or a
// short line with a word of titles and no closing punctuation.
func (h *header) isTitle(doc *format.Document, i int) bool {
	b := doc.Blocks[i]
	line := doc.Text[b.Start:b.End]
	if b.Kind == format.Heading {
		return onlyTopHeading(doc, i)
	}
	if b.Kind != format.Paragraph {
		return false
	}
	if h.given != "" && squeeze(line) == squeeze(h.given) {
		return true
	}
	if _, marked := parseMarker(line); marked || !titleForm(line) {
		return false
	}
	return hasTitleWord(line) && !laterStatusLine(doc, i, line) || titleOverTwoLines(doc, i) || titleOfPlace(doc, i, line)
}

// hasTitleWord tells whether a line has a word of titles, which may be spread
// over it.
func hasTitleWord(line string) bool {
	return titleWords.MatchString(line) || titleWords.MatchString(squeeze(line))
}

// titleOfPlace tells whether a first line without a word of titles is one
// nevertheless: it begins with a place or a body, or names a year, and says what
// of it the document tells (雁川镇2023年经济发展情况).
func titleOfPlace(doc *format.Document, i int, line string) bool {
	tight := squeeze(foldYears(line))
	if i+1 == len(doc.Blocks) || dateLine.MatchString(tight) || subtitle.MatchString(line) || letterhead.MatchString(tight) ||
		laterStatusLine(doc, i, line) || !hasHan(line) {
		return false
	}
	next := doc.Blocks[i+1]
	if next.Kind == format.TableRow || hasTitleWord(doc.Text[next.Start:next.End]) && titleForm(doc.Text[next.Start:next.End]) {
		return false
	}
	place, _ := placeInTitle(tight)
	return utf8.RuneCountInString(tight) >= 6 && !namesBody.MatchString(tight) && (place != "" || len(yearsIn(tight)) > 0)
}

// letterhead is the head of an official paper, or its number: 雁川镇人民政府文件,
// 雁政发〔2023〕12号.
var letterhead = regexp.MustCompile(`文件$|[〔［\[（(]\d{4}[〕］\])）]\d+号$`)

// titleForm tells whether a line can be (half of) a title.
func titleForm(line string) bool {
	n := utf8.RuneCountInString(line)
	last, _ := utf8.DecodeLastRuneInString(line)
	return n >= 2 && n <= maxHeading && !strings.ContainsAny(line, "。；;！!？?|") && !strings.ContainsRune("，,、：:.", last)
}

// titleOverTwoLines tells whether block i is a first line such as 青螺区人民政府
// above 2023年工作报告.
func titleOverTwoLines(doc *format.Document, i int) bool {
	if i+1 >= len(doc.Blocks) {
		return false
	}
	b, next := doc.Blocks[i], doc.Blocks[i+1]
	line, following := doc.Text[b.Start:b.End], doc.Text[next.Start:next.End]
	_, marked := parseMarker(following)
	return !marked && titleForm(following) && hasTitleWord(following) && titleForm(line) && utf8.RuneCountInString(line) <= 25 &&
		(namesBody.MatchString(line) || namesBody.MatchString(squeeze(line))) && !laterStatusLine(doc, i+1, following)
}

var namesBody = regexp.MustCompile(`(?:政府|委员会|党委|办公室|局|镇|乡|街道|县|区|市|省|关于)$|(?i)\b(?:town|county|city|district|council|government)\b`)

// laterStatusLine tells that a line such as 2022年工作总结 is the heading of a part
// rather than the title: it names no place, and a like line follows further down.
func laterStatusLine(doc *format.Document, i int, line string) bool {
	own := statusOfHeading(line)
	if own.status == StatusUnknown || lastPlace(squeeze(line)) != "" {
		return false
	}
	for _, b := range doc.Blocks[i+1:] {
		later := doc.Text[b.Start:b.End]
		if _, marked := parseMarker(later); !marked && utf8.RuneCountInString(later) <= maxBareHeading && titleForm(later) {
			if s := statusOfHeading(later); s.status != StatusUnknown && s.status != own.status {
				return true
			}
		}
	}
	return false
}

// onlyTopHeading tells whether heading i is the first and the only one of its
// level and no other stands higher.
func onlyTopHeading(doc *format.Document, i int) bool {
	if _, marked := parseMarker(doc.Text[doc.Blocks[i].Start:doc.Blocks[i].End]); marked {
		return false
	}
	for j, b := range doc.Blocks {
		if j != i && b.Kind == format.Heading && b.Level <= doc.Blocks[i].Level {
			return false
		}
	}
	return true
}

// continuesTitle tells whether a line is the second line of the title.
func continuesTitle(title, line string, b format.Block) bool {
	if b.Kind != format.Paragraph || !titleForm(line) || utf8.RuneCountInString(line) > 30 {
		return false
	}
	if startsWithAny(line, "及", "和", "与", "暨") {
		return hasTitleWord(line)
	}
	return !hasTitleWord(title) && hasTitleWord(line) || strings.HasSuffix(title, "关于")
}

// besideTitle tells whether block i, below or above the title, is a line such as
// the speaker, the date or a salutation: short, no heading, no sentence.
func besideTitle(doc *format.Document, i int, titled bool) bool {
	b := doc.Blocks[i]
	line := doc.Text[b.Start:b.End]
	if b.Kind == format.Heading {
		return false
	}
	if _, marked := parseMarker(line); marked || ends.MatchString(line) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(line)
	short := utf8.RuneCountInString(line) <= maxBareHeading && !isTerminal(last)
	if !titled || !short {
		return false
	}
	return !statusHeading(line) && (speaker.MatchString(line) || namesBody.MatchString(line) || !(i+1 < len(doc.Blocks) && bareHeading(doc.Text, b, doc.Blocks[i+1])) || len(yearsIn(line)) > 0)
}

var speaker = regexp.MustCompile(`(?:长|主任|书记|总理|代表)[\s　：:]|[:：]$`)

// joinTitle joins the two lines of a title, with a space between Latin words.
func joinTitle(first, second string) string {
	if hasHan(first) || hasHan(second) {
		return first + second
	}
	return first + " " + second
}

// plainTitle is a line of a title as it is shown: without the spaces that spread
// 政 府 工 作 报 告 over the line.
func plainTitle(line string) string {
	fields := strings.Fields(line)
	spread := len(fields) > 2
	for _, f := range fields {
		spread = spread && utf8.RuneCountInString(f) == 1
	}
	if spread {
		return strings.Join(fields, "")
	}
	return strings.Join(fields, " ")
}

// squeeze drops all white space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

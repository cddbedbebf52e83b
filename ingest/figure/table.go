package figure

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// CellSeparator parts the cells of a table row.
const CellSeparator = " | "

// cell is one cell of a row with where it begins, in runes.
type cell struct {
	text  string
	start int
}

// ParseRow returns the figures of a table row, each cell that is a number: the
// indicator from the first cell that is none, the period, the status and the unit
// from the head of its column, the unit else from a column 单位 or the caption. A
// row without a header, or whose cells are text, gives none.
func ParseRow(row, header, caption string, c Context) []Figure {
	cells, heads := splitCells(row), splitCells(header)
	if len(heads) == 0 || len(cells) < 2 {
		return nil
	}
	r := rowReader{context: c, heads: heads, captionUnit: unitIn(caption)}
	r.name(cells)
	var out []Figure
	for i, cell := range cells {
		if f, ok := r.figure(i, cell); ok {
			out = append(out, f)
		}
	}
	return out
}

func splitCells(row string) []cell {
	var out []cell
	at := 0
	for _, part := range strings.Split(row, strings.TrimRight(CellSeparator, " ")) {
		trimmed := strings.TrimLeft(part, " ")
		out = append(out, cell{strings.TrimSpace(part), at + utf8.RuneCountInString(part) - utf8.RuneCountInString(trimmed)})
		at += utf8.RuneCountInString(part) + utf8.RuneCountInString(strings.TrimRight(CellSeparator, " "))
	}
	if strings.TrimSpace(row) == "" {
		return nil
	}
	return out
}

// rowReader reads the cells of one row.
type rowReader struct {
	context     Context
	heads       []cell
	captionUnit string
	indicator   string
	part        bool   // the row is a part (其中) of the one above
	rowUnit     string // from the row's name or the column of units
}

var (
	bracketed  = regexp.MustCompile(`[（(]([^（()）]*)[)）]`)
	unitHead   = regexp.MustCompile(`^(?:计量)?单位$|(?i)^units?$`)
	partOf     = regexp.MustCompile(`^(?:其中|#|其)[:：\s]*`)
	changeHead = regexp.MustCompile(`增长|同比|增速|增幅|增减|变化|比上年|(?i)\bchange\b|\bgrowth\b`)
	targetHead = regexp.MustCompile(`目标|计划|任务|预期|(?i)\btarget\b|\bplan\b|\bgoal\b`)
	expectHead = regexp.MustCompile(`预计|(?i)\bestimate|\bexpected`)
	captionFor = regexp.MustCompile(`单位\s*[:：]\s*([^\s，,。）)]+)`)
)

func unitIn(caption string) string {
	if m := captionFor.FindStringSubmatch(caption); m != nil {
		return m[1]
	}
	return ""
}

// name finds the indicator and the unit of the whole row.
func (r *rowReader) name(cells []cell) {
	for i, c := range cells {
		head := r.head(i)
		if unitHead.MatchString(head) {
			r.rowUnit = c.text
			continue
		}
		if r.indicator == "" && c.text != "" && !startsNumber(c.text) {
			name := partOf.ReplaceAllString(c.text, "")
			r.part = name != c.text
			if m := bracketed.FindStringSubmatch(name); m != nil && isUnit(m[1]) {
				r.rowUnit, name = m[1], strings.Replace(name, m[0], "", 1)
			}
			r.indicator = strings.TrimSpace(name)
		}
	}
}

func (r *rowReader) head(i int) string {
	if i < len(r.heads) {
		return r.heads[i].text
	}
	return ""
}

func startsNumber(s string) bool {
	t := newText(strings.TrimLeft(s, "+-−－—–/ 约"))
	return t.len() == 0 || isDigit(t.at(0)) || t.endOfMask(0) > 0 || currencyNames[t.at(0)] != ""
}

func isUnit(s string) bool {
	t := newText(s)
	i := 0
	for isMultiplier(t.at(i)) && !t.unitStartsAt(i) {
		i++
	}
	_, end := t.unit(i)
	return end > i && end == t.len()
}

// figure reads cell i; ok is false when it is no number.
func (r *rowReader) figure(i int, c cell) (Figure, bool) {
	head := r.head(i)
	if c.text == "" || unitHead.MatchString(head) || c.text == r.indicator || r.indicator == "" {
		return Figure{}, false
	}
	t := newText(c.text)
	at, sign := 0, ""
	if r := t.at(0); (r == '-' || r == '+') && t.len() > 1 {
		at, sign = 1, string(r)
	}
	tok := token{start: at}
	switch {
	case isDigit(t.at(at)):
		n, ok := t.digits(at)
		if !ok {
			return Figure{}, false
		}
		tok.end, tok.value, tok.more = n.end, n.value.String(), n.more
	case t.endOfMask(at) > at:
		tok = token{start: at, end: t.endOfMask(at), masked: true}
		for isMultiplier(t.at(tok.end)) {
			tok.end++
		}
	case currencyNames[t.at(at)] != "":
		tok = moneyCell(t, at)
	default:
		return Figure{}, false
	}
	if u, end := t.unit(t.skipSpace(tok.end)); end > t.skipSpace(tok.end) {
		tok.unit, tok.end = u, end
	}
	if t.skipSpace(tok.end) != t.len() || !r.setUnit(&tok, head) {
		return Figure{}, false
	}
	return r.bind(tok, sign, head, Figure{
		Text: c.text, Start: c.start, End: c.start + utf8.RuneCountInString(c.text),
	}), true
}

// moneyCell reads a cell that begins with the sign of a currency, with million and the
// like behind: $41.0 million. A token without length is none.
func moneyCell(t *text, at int) token {
	if tok, _ := t.currencyAt(at); t.skipSpace(tok.end) == t.len() {
		return tok
	}
	e := newEnglishText(t.from(at, t.len()))
	tokens := e.figures()
	if len(tokens) != 1 || tokens[0].start != 0 {
		return token{start: at}
	}
	tok := tokens[0].token
	tok.start, tok.end = at, tok.end+at
	return tok
}

// setUnit gives a cell without a unit the one of its column, its row or the
// caption, and applies its multiplier; false for what is no quantity, such as a
// serial number.
func (r *rowReader) setUnit(tok *token, head string) bool {
	if serialHead.MatchString(head) {
		return false
	}
	if tok.unit.name != "" {
		return true
	}
	name := r.captionUnit
	if r.rowUnit != "" && !changeHead.MatchString(head) {
		name = r.rowUnit
	}
	if m := bracketed.FindStringSubmatch(head); m != nil && isUnit(m[1]) {
		name = m[1]
	}
	t := newText(name)
	i, exp := 0, 0
	for isMultiplier(t.at(i)) && !t.unitStartsAt(i) {
		e, _ := multiplier(t.at(i))
		exp += e
		i++
	}
	tok.unit, _ = t.unit(i)
	if tok.unit.name == "" {
		tok.unit.name = string(t.folded[min(i, t.len()):])
	}
	if v, err := decimal.NewFromString(tok.value); err == nil {
		tok.value = v.Shift(int32(exp)).String()
	}
	return true
}

var serialHead = regexp.MustCompile(`^(?:序号|编号|排名|名次|(?i)no\.?)$`)

func (r *rowReader) bind(tok token, sign, head string, f Figure) Figure {
	f.Value, f.Unit, f.Masked = tok.value, tok.unit.name, tok.masked
	if f.Masked {
		f.Value = ""
	}
	f.Exact, f.Kind, f.Indicator, f.Place = Exact, Level, r.indicator, r.context.Place
	if tok.more {
		f.Exact = AtLeast
	}
	rate := tok.unit.class == "rate" || tok.unit.class == "points"
	switch {
	case changeHead.MatchString(head):
		f.Kind, f.Direction = Change, Up
		if sign == "-" {
			f.Direction = Down
		}
	case rate:
		f.Kind = Share
	case sign == "-":
		f.Value = "-" + f.Value
	}
	if extra := columnName(head); extra != "" && f.Kind != Change {
		f.Indicator += extra
	}
	if r.part {
		f.Scope = "其中"
	}
	f.Status = r.status(head)
	f.Period, f.From, f.To = headPeriod(head, r.context.Year)
	return f
}

// headPeriod returns the words of time of a column's head, Chinese or English, with
// their dates; "" when it has none.
func headPeriod(head string, year int) (words, from, to string) {
	for _, p := range newText(head).periods(year) {
		if !p.compared {
			return p.words, p.from, p.to
		}
	}
	for _, p := range newEnglishText(head).periods(year) {
		if y := fiscalYear.FindStringSubmatch(p.words); y != nil && p.from == "" {
			return "", y[1] + "-01-01", y[1] + "-12-31"
		}
		if !p.compared {
			return p.words, p.from, p.to
		}
	}
	return "", "", ""
}

// fiscalYear is the head of a column of a fiscal year. Its days are not known, but it
// must not pass for the year of the report.
var fiscalYear = regexp.MustCompile(`(?i)^(?:fiscal(?: year)?|fy)\s*(\d{4})$`)

func (r *rowReader) status(head string) Status {
	switch {
	case targetHead.MatchString(head):
		return Target
	case r.context.Plan:
		return Target
	case expectHead.MatchString(head):
		return Expected
	}
	return Actual
}

// columnName is the measure that a column names (面积, 产量), without year, unit and
// the words for done and planned; "" when nothing else is left.
func columnName(head string) string {
	s := bracketed.ReplaceAllString(withoutPeriods(head), "")
	s = columnWords.ReplaceAllString(s, "")
	return strings.TrimSpace(s)
}

var columnWords = regexp.MustCompile(`全年|年度|本年|上年|(?:预计)?完成(?:数|值|情况|额)?|实际(?:数|值)?|实绩|目标(?:数|值)?|计划(?:数|值)?|预期|数值|数据|指标值?|数量|累计|绝对值|总量|值$|(?i)\bfy\s?\d{2,4}\b|\b(?:actual|target|plan|budget|value|fy|result)s?\b|\d{4}`)

package gate

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"reportbot/ingest/figure"
)

// claim is a figure of a statement with the words that tell what it is of.
type claim struct {
	figure.Figure
	sentence string // of the statement
	rest     string // the sentence without its figures
	lead     string // the words of its clause before it, from the figure before on
	tail     string // those behind it
	only     bool   // of its dimension in the sentence

	group     bool   // its words are those of another figure too: A、B分别为x、y
	row, item string // of a group: the words before its first figure, and what among them is named for this one

	timed   bool          // a figure of the sentence has a period
	before  *claim        // of the same sentence, nil for the first
	carried figure.Figure // the last of the sentences before that has a period, where this one names none
}

// What a line of a list begins with: "1.", and "（1）", "一、", "- ".
var (
	listDigits = regexp.MustCompile(`^\d{1,2}[.、)）．]\s*`)
	listMark   = regexp.MustCompile(`^(?:[-*•]\s+|[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]\s*|[一二三四五六七八九十]{1,3}(?:、|是)|[①-⑳]\s*)`)
)

func withoutListNumber(s string) string {
	s = strings.TrimSpace(s)
	rest := s[len(listDigits.FindString(s)):]
	if rest == s || rest != "" && rest[0] >= '0' && rest[0] <= '9' {
		return s[len(listMark.FindString(s)):]
	}
	return rest
}

// sentenceEnd is where a statement may be cut in sentences.
var sentenceEnd = regexp.MustCompile(`[。！？!?\n]+|[.]\s+`)

func statementSentences(text string) (all []string) {
	last := 0
	for _, at := range sentenceEnd.FindAllStringIndex(text, -1) {
		all = append(all, text[last:at[1]])
		last = at[1]
	}
	all = append(all, text[last:])
	out := all[:0]
	for _, s := range all {
		if s = strings.TrimSpace(withoutListNumber(s)); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// claims reads the figures of a statement, sentence by sentence. c is what it is about.
func claims(text string, c figure.Context) (all []claim) {
	var carried, last figure.Figure
	sentences := statementSentences(text)
	for i, s := range sentences {
		c.Before = sentences[max(0, i-1):i]
		figures := figure.Parse(s, c)
		carried = last
		for n, f := range figures {
			if f.Period != "" {
				carried, last = figure.Figure{}, f
			}
			one := newClaim(s, figures, n)
			one.carried = carried
			one.timed = slices.ContainsFunc(figures, func(f figure.Figure) bool { return f.Period != "" })
			if n > 0 {
				one.before = &all[len(all)-1]
			}
			all = append(all, one)
		}
	}
	return all
}

func newClaim(sentence string, figures []figure.Figure, n int) claim {
	runes, f := []rune(sentence), figures[n]
	c := claim{Figure: f, sentence: sentence, rest: withoutFigures(runes, figures), only: true}
	c.lead = leadOf(runes, figures, n)
	end := len(runes)
	if n+1 < len(figures) {
		end = figures[n+1].Start
	}
	c.tail = beforeMark(string(runes[f.End:end]), n+1 < len(figures))
	first, last := run(runes, figures, n)
	for i, g := range figures {
		if i != n && scaleOf(g.Unit).of.comparable(scaleOf(f.Unit).of) {
			c.only = false
			c.group = c.group || first <= i && i <= last
		}
	}
	if c.group {
		c.row = leadOf(runes, figures, first)
		c.item = itemOf(c.row, n-first, last-first+1)
	}
	return c
}

// leadOf returns the words of figure n's clause before it. Where the figure before
// stands in the same clause, what is behind it and before a joining word is its.
func leadOf(runes []rune, figures []figure.Figure, n int) string {
	start := 0
	if n > 0 {
		start = figures[n-1].End
	}
	words := string(runes[start:figures[n].Start])
	lead := afterMark(words)
	if n == 0 || len(lead) < len(words) {
		return lead
	}
	for _, joint := range joints {
		if at := strings.LastIndex(lead, joint); at >= 0 {
			lead = lead[at+len(joint):]
		}
	}
	return lead
}

var joints = []string{"、", "和", "与", "及", " and "}

// itemOf returns the i-th of n names that a row holds (A、B和C分别为); "" when it holds
// not just as many.
func itemOf(row string, i, n int) string {
	row, _, _ = strings.Cut(row, "分别")
	for _, joint := range append([]string{", and "}, joints...) {
		row = strings.ReplaceAll(row, joint, "\x00")
	}
	if items := strings.Split(row, "\x00"); len(items) == n {
		return items[i]
	}
	return ""
}

// old tells that a claim is what was before: 由71%, from 61.
func (c claim) old() bool {
	lead := strings.ToLower(strings.TrimSpace(c.lead))
	for _, end := range []string{"由", "从", "from", "原来的", "此前的"} {
		if strings.HasSuffix(lead, end) {
			return true
		}
	}
	return false
}

// run returns the first and the last of the figures around n that only marks and
// joining words part.
func run(runes []rune, figures []figure.Figure, n int) (first, last int) {
	joined := func(i int) bool {
		between := strings.Trim(string(runes[figures[i].End:figures[i+1].Start]), " 、，,；;和与及以或/()（）")
		return between == "" || between == "and"
	}
	for first, last = n, n; first > 0 && joined(first-1); first-- {
	}
	for last+1 < len(figures) && joined(last) {
		last++
	}
	return first, last
}

func withoutFigures(runes []rune, figures []figure.Figure) string {
	var b strings.Builder
	last := 0
	for _, f := range figures {
		b.WriteString(string(runes[last:f.Start]))
		b.WriteByte(' ')
		last = f.End
	}
	return b.String() + string(runes[last:])
}

const clauseMarks = "，,；;：:。()（）"

// afterMark returns what stands behind the last clause mark that has words behind it.
func afterMark(s string) string {
	for end := len(s); ; {
		at := strings.LastIndexAny(s[:end], clauseMarks)
		if at < 0 || strings.ContainsFunc(s[at:], unicode.IsLetter) {
			_, size := utf8.DecodeRuneInString(s[max(at, 0):])
			if at < 0 {
				size, at = 0, 0
			}
			return s[at+size:]
		}
		end = at
	}
}

// beforeMark returns what stands before the first clause mark; where another figure
// follows, before a joining word too.
func beforeMark(s string, follows bool) string {
	if at := strings.IndexAny(s, clauseMarks); at >= 0 {
		return s[:at]
	}
	for _, joint := range joints {
		if at := strings.Index(s, joint); at >= 0 && follows {
			s = s[:at]
		}
	}
	return s
}

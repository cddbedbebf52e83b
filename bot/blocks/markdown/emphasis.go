package markdown

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSpan is how long emphasis, code and links may be, in bytes: it bounds the time
// that a hostile text takes.
const maxSpan = 3000

// emphasis is text between marks; offsets are in bytes, ends exclusive.
type emphasis struct {
	mark       byte
	strength   int // marks on each side: 1 italic, 2 bold, 3 both
	begin, end int // of what stands between the marks
	after      int // the end of the closing marks
}

// in is the style of what stands between the marks, within text of a style.
func (e emphasis) in(style Style) Style {
	if e.mark == '~' {
		style.Strike = true
		return style
	}
	style.Bold = style.Bold || e.strength >= 2
	style.Italic = style.Italic || e.strength != 2
	return style
}

// delimiter is a run of equal marks.
type delimiter struct {
	at, length int
}

// emphasisAt reads emphasis whose marks begin at i.
func (p *inlineParser) emphasisAt(i, hi int) (emphasis, bool) {
	mark := p.text[i]
	open := delimiter{i, runLength(p.text[i:hi], mark)}
	if mark == '~' && open.length != 2 || open.length > 3 || !p.opens(open, hi) {
		return emphasis{}, false
	}
	closing := p.closings(open, hi)
	for _, strength := range strengths(open.length, closing) {
		if c, ok := p.closing(open, strength, closing); ok {
			end := c.at + c.length - strength
			return emphasis{mark, strength, i + strength, end, end + strength}, true
		}
	}
	return emphasis{}, false
}

// strengths are the ways to read opening marks: all of them, else three as those of
// two emphases, of which the inner one is closed first: ***a** b*, ***a* b**.
func strengths(length int, closing []delimiter) []int {
	if length < 3 || len(closing) == 0 {
		return []int{length}
	}
	return []int{3, 3 - closing[0].length}
}

// opens tells whether marks can open emphasis: text follows, and they are no part of
// a calculation, a name or a mask.
func (p *inlineParser) opens(d delimiter, hi int) bool {
	before, after := p.around(d)
	if d.at+d.length >= hi || unicode.IsSpace(after) || endsClause(after) {
		return false
	}
	switch {
	case p.text[d.at] == '_':
		return !unicode.IsLetter(before) && !unicode.IsDigit(before)
	case p.text[d.at] == '~':
		return true
	case unicode.IsDigit(before) && unicode.IsDigit(after), d.length == 1 && isWord(before) && isWord(after):
		return false
	}
	return !p.masks(d)
}

// closings returns the delimiters that can close emphasis opened by d.
func (p *inlineParser) closings(open delimiter, hi int) []delimiter {
	var out []delimiter
	mark := p.text[open.at]
	for i := open.at + open.length; i < min(hi, open.at+maxSpan); {
		switch c := p.text[i]; c {
		case '\\':
			i += 2
		case '`':
			_, end := codeSpan(p.text[i:hi])
			i += max(end, runLength(p.text[i:hi], c))
		case mark:
			d := delimiter{i, runLength(p.text[i:hi], c)}
			if p.canClose(d) {
				out = append(out, d)
			}
			i += d.length
		default:
			i++
		}
	}
	return out
}

func (p *inlineParser) canClose(d delimiter) bool {
	before, after := p.around(d)
	if unicode.IsSpace(before) || d.length > 3 || p.isVerbatim(d) {
		return false
	}
	return p.text[d.at] != '_' || !unicode.IsLetter(after) && !unicode.IsDigit(after)
}

// closing chooses the marks that close emphasis of a strength: the next as strong
// ones. Where they look like the mask of a figure and an even number is left, they
// are one: **共收入**万元** has three. Else stronger ones close two at once.
func (p *inlineParser) closing(open delimiter, strength int, all []delimiter) (delimiter, bool) {
	equal := ofLength(all, strength)
	for i, d := range equal {
		before, _ := p.around(d)
		mask := strength == 2 && p.looksMasked(d) && !unicode.IsDigit(before)
		if mask && ((len(equal)-i)%2 == 0 || p.looksMasked(open)) {
			continue
		}
		return d, true
	}
	stronger := ofLength(all, 3)
	if len(stronger) == 0 || p.text[open.at] == '~' {
		return delimiter{}, false
	}
	return stronger[0], true
}

func ofLength(all []delimiter, n int) []delimiter {
	return slices.DeleteFunc(slices.Clone(all), func(d delimiter) bool { return d.length != n })
}

// around returns the characters before and behind a delimiter; a line end where the
// text begins or ends.
func (p *inlineParser) around(d delimiter) (before, after rune) {
	before, after = '\n', '\n'
	if d.at > 0 {
		before, _ = utf8.DecodeLastRuneInString(p.text[:d.at])
	}
	if end := d.at + d.length; end < len(p.text) {
		after, _ = utf8.DecodeRuneInString(p.text[end:])
	}
	return before, after
}

// endsClause tells whether a character stands at the end of a clause or bracket, so
// that nothing is emphasised from there on.
func endsClause(r rune) bool {
	return strings.ContainsRune("，。、；：！？）】》”’」』〉,;!?)]}", r)
}

// isWord tells whether a character is a Latin letter or a digit.
func isWord(r rune) bool { return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

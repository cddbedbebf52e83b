package ingest

import (
	"slices"
	"strings"

	"reportbot/ingest/format"
)

// builder makes sections from parts. open holds the headings from the root to
// the current section.
type builder struct {
	text     string
	sections []Section
	open     []level
	// depthOf is the depth at which a class was seen first; lastNumber the
	// number of its last heading.
	depthOf    map[string]int
	lastNumber map[string]int
	// siblings is the status of the last section at each depth.
	siblings []sectionStatus
	// headers holds the row that names the columns of each table.
	headers map[int]Span
	// whole is what the title says of the document.
	whole sectionStatus
}

type level struct {
	class    string
	variant  string
	explicit int
	inner    bool
	block    int // start of the block that holds it
	status   sectionStatus
	label    string
}

func (b *builder) add(p part) {
	if !p.heading {
		b.addBody(p)
		return
	}
	b.leaveParagraph(p)
	b.pop(p)
	b.push(p)
}

// leaveParagraph closes the headings that end with the paragraph before p.
func (b *builder) leaveParagraph(p part) {
	for i, l := range b.open {
		if l.inner && l.block != p.block.Start {
			b.open = b.open[:i]
			return
		}
	}
}

// pop closes the headings that the new one does not stand below.
func (b *builder) pop(p part) {
	switch {
	case p.class == classEnds || p.class == classStatus && p.explicit == 0:
		b.open = b.open[:0]
	case p.mark.class != "":
		b.popNumbered(p)
	case p.explicit > 0:
		b.popUntil(func(l level) bool { return l.explicit > 0 && l.explicit < p.explicit })
	case p.class == classRunIn:
		b.popClass(classRunIn)
	default:
		b.popUntil(func(l level) bool { return l.class != classBare && !leafClass(l.class) && l.class != classEnds })
		b.popClass(classBare)
	}
}

// leafClass tells the kinds of headings that other blocks' headings never stand
// below.
func leafClass(class string) bool {
	return class == "——" || class == "一是" || class == "第一，" || class == "①" || class == classRunIn
}

// popUntil closes headings from the lowest up to one that keep accepts.
func (b *builder) popUntil(keep func(level) bool) {
	for len(b.open) > 0 && !keep(b.open[len(b.open)-1]) {
		b.open = b.open[:len(b.open)-1]
	}
}

// popAlike closes the heading whose number p goes on from: of the same class and,
// where several are open, marked by the format like p or written like it.
func (b *builder) popAlike(p part) bool {
	if p.explicit > 0 && b.popLevel(func(l level) bool { return l.class == p.class && l.explicit > 0 }) {
		return true
	}
	written := foldWidth(p.mark.variant)
	return b.popLevel(func(l level) bool { return l.class == p.class && foldWidth(l.variant) == written }) || b.popClass(p.class)
}

// popClass closes the lowest heading of the class with all below it; without
// one it does nothing.
func (b *builder) popClass(class string) bool {
	return b.popLevel(func(l level) bool { return l.class == class })
}

// popLevel closes the lowest heading that is so, with all below it; without one
// it does nothing.
func (b *builder) popLevel(is func(level) bool) bool {
	for i := len(b.open) - 1; i >= 0; i-- {
		if is(b.open[i]) {
			b.open = b.open[:i]
			return true
		}
	}
	return false
}

func (b *builder) popNumbered(p part) {
	if !p.inner && !leafClass(p.class) {
		for i, l := range b.open {
			if leafClass(l.class) || l.class == classEnds {
				b.open = b.open[:i]
				break
			}
		}
	}
	if b.startsBelow(p) || b.listsBelow(p) {
		return
	}
	if b.popAlike(p) {
		return
	}
	if b.resumesAbovePart(p) {
		b.open = b.open[:0]
		return
	}
	if depth, seen := b.depthOf[p.class]; seen && !p.inner {
		b.popUntil(func(l level) bool { return l.class == classStatus || b.depthOf[l.class] < depth })
		return
	}
	if p.explicit > 0 {
		b.popUntil(func(l level) bool {
			return l.explicit < p.explicit || l.explicit == p.explicit && outranks(l.class, p.class)
		})
	}
}

// startsBelow tells that a number of the same class in another form starts anew
// below an open one: 1. … 1、 …
func (b *builder) startsBelow(p part) bool {
	if p.mark.n != 1 || p.mark.variant == "" {
		return false
	}
	found := false
	for _, l := range b.open {
		if l.class == p.class {
			if l.variant == p.mark.variant {
				return false
			}
			found = true
		}
	}
	return found && foldWidth(b.open[len(b.open)-1].variant) != foldWidth(p.mark.variant)
}

// listsBelow tells that a number that the format marks as no heading starts a list
// below a heading with numbers of the same class that it does mark.
func (b *builder) listsBelow(p part) bool {
	if p.explicit > 0 || p.mark.n != 1 {
		return false
	}
	last := 0 // explicit level of the lowest open heading of the class
	for _, l := range b.open {
		if l.class == p.class {
			last = l.explicit
		}
	}
	return last > 0
}

func foldWidth(s string) string {
	return strings.NewReplacer("．", ".", "（", "(", "）", ")").Replace(s)
}

// resumesAbovePart tells that the number goes on counting from before the last
// line such as 下阶段打算, which then stands beside it, not above.
func (b *builder) resumesAbovePart(p part) bool {
	last, seen := b.lastNumber[p.class]
	return seen && len(b.open) > 0 && b.open[0].class == classStatus && b.open[0].explicit == 0 &&
		b.depthOf[p.class] == 0 && p.mark.n == last+1 && p.mark.n > 1
}

// conventional is the usual order of numbers in official documents (GB/T 9704:
// 一、（一）1.（1）), used only where a format marks two kinds with one level.
var conventional = []string{"第X部分", "第X章", "第X节", "一、", "（一）", "1.", "（1）", "①"}

func outranks(a, b string) bool {
	i, j := slices.Index(conventional, a), slices.Index(conventional, b)
	return i >= 0 && j > i
}

// push opens the section of heading p.
func (b *builder) push(p part) {
	depth := len(b.open)
	if _, seen := b.depthOf[p.class]; !seen {
		b.depthOf[p.class] = depth
	}
	b.lastNumber[p.class] = p.mark.n
	status := b.statusOf(p, depth)
	b.open = append(b.open, level{
		class: p.class, variant: p.mark.variant, explicit: p.explicit, inner: p.inner, block: p.block.Start,
		status: status, label: p.label,
	})
	b.siblings = append(b.siblings[:min(depth, len(b.siblings))], status)
	s := b.newSection(p.span, p.block.Page)
	s.HeadingStart, s.HeadingEnd = p.span.Start, p.span.End
	if p.keep {
		s.Sentences = append(s.Sentences, Sentence{Start: p.span.Start, End: p.span.End})
	}
	b.sections = append(b.sections, s)
}

func (b *builder) newSection(span Span, page int) Section {
	path := make([]string, 0, len(b.open))
	for _, l := range b.open {
		path = append(path, l.label)
	}
	status := b.whole
	if n := len(b.open); n > 0 {
		status = b.open[n-1].status
	}
	return Section{
		Path: path, Level: len(path), Page: page, Status: status.status, Year: status.year,
		Start: span.Start, HeadingStart: span.Start, HeadingEnd: span.Start,
	}
}

// addBody adds text to the current section. After an item that is one paragraph
// (——…) the text belongs to the section around it again.
func (b *builder) addBody(p part) {
	resume := false
	for i, l := range b.open {
		if (l.inner || l.class == "——") && l.block != p.block.Start && p.block.Kind == format.Paragraph {
			b.open, resume = b.open[:i], true
			break
		}
	}
	if len(b.sections) == 0 || resume {
		b.sections = append(b.sections, b.newSection(p.span, p.block.Page))
	}
	s := &b.sections[len(b.sections)-1]
	s.Sentences = append(s.Sentences, b.sentences(p)...)
}

func (b *builder) sentences(p part) []Sentence {
	if p.block.Kind == format.TableRow {
		row := Sentence{Start: p.span.Start, End: p.span.End, Row: true}
		if h := b.headers[p.block.Table]; h.Start < row.Start {
			row.Header = h
		}
		return []Sentence{row}
	}
	var out []Sentence
	for _, s := range splitSentences(b.text, p.span.Start, p.span.End) {
		out = append(out, Sentence{Start: s.Start, End: s.End})
	}
	return out
}

// tableHeaders returns, by the number of the table, the row that names the
// columns.
func tableHeaders(doc *format.Document) map[int]Span {
	headers := map[int]Span{}
	for _, b := range doc.Blocks {
		if _, seen := headers[b.Table]; b.Header && !seen {
			headers[b.Table] = Span{b.Start, b.End}
		}
	}
	return headers
}

// finish closes the spans, so that the sections cover the text, and keeps the
// headings that have nothing below them as sentences.
func (b *builder) finish() []Section {
	for i := range b.sections {
		s := &b.sections[i]
		s.End = len(b.text)
		if i+1 < len(b.sections) {
			s.End = b.sections[i+1].Start
		}
		if i == 0 {
			s.Start = 0
		}
		leaf := i+1 == len(b.sections) || b.sections[i+1].Level <= s.Level
		if len(s.Sentences) == 0 && leaf && s.HeadingEnd > s.HeadingStart {
			s.Sentences = []Sentence{{Start: s.HeadingStart, End: s.HeadingEnd}}
		}
	}
	return b.sections
}

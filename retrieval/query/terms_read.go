package query

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// termLine is one entry of a table.
type termLine struct {
	number  int // in its file, the first line being 1
	kind    TermKind
	class   string   // of a measure or scope line
	terms   []string // of a zh-en line the Chinese term alone
	english []string // of a zh-en line
	written []string // of a said line; its terms are what is said
}

var termKinds = map[string]TermKind{
	"same":     KindSame,
	"narrower": KindNarrower,
	"near":     KindNear,
	"measure":  KindMeasure,
	"scope":    KindScope,
	"zh-en":    KindChinese,
	"said":     KindSaid,
}

// ReadTerms reads a table in the format that terms.tsv explains; name is what
// errors call it. The error holds every fault found, each as name:line: what is
// wrong; a table that contradicts itself is at fault. An empty one is not.
func ReadTerms(r io.Reader, name string) (*Terms, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	c := termCheck{name: name}
	c.parse(strings.TrimPrefix(string(data), "\ufeff"))
	c.check()
	if len(c.errs) > 0 {
		return nil, errors.Join(c.errs...)
	}
	t := newTerms(c.lines)
	if c.checkCircles(t); len(c.errs) > 0 {
		return nil, errors.Join(c.errs...)
	}
	return t, nil
}

// parseTermLine reads one line; nil when it is empty or a comment.
func parseTermLine(line string) (*termLine, error) {
	if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
		return nil, nil
	}
	if !utf8.ValidString(line) {
		return nil, errors.New("not UTF-8")
	}
	parts := strings.Split(line, "\t")
	for i, p := range parts {
		parts[i] = strings.TrimSpace(p)
		if foldTerm(p) == "" {
			return nil, fmt.Errorf("part %d is empty", i+1)
		}
	}
	kind, ok := termKinds[parts[0]]
	if !ok {
		return nil, fmt.Errorf("unknown kind %q", parts[0])
	}
	return newTermLine(kind, parts[1:])
}

func newTermLine(kind TermKind, parts []string) (*termLine, error) {
	switch {
	case len(parts) < 2:
		return nil, errors.New("needs two parts after its kind")
	case kind == KindNarrower && len(parts) > 2:
		return nil, errors.New("needs no more than two parts after its kind")
	case kind == KindSaid:
		return newSaidLine(parts)
	case kind == KindMeasure || kind == KindScope:
		return &termLine{kind: kind, class: parts[0], terms: parts[1:]}, nil
	case kind == KindChinese:
		return &termLine{kind: kind, terms: parts[:1], english: parts[1:]}, checkScripts(parts)
	}
	return &termLine{kind: kind, terms: parts}, nil
}

// newSaidLine reads what is said and what is written of it, several of each set
// apart by 、.
func newSaidLine(parts []string) (*termLine, error) {
	if len(parts) > 2 {
		return nil, errors.New("needs no more than two parts after its kind")
	}
	l := &termLine{kind: KindSaid, terms: strings.Split(parts[0], "、"), written: strings.Split(parts[1], "、")}
	for _, word := range slices.Concat(l.terms, l.written) {
		if foldTerm(word) == "" {
			return nil, errors.New("a word is empty")
		}
	}
	return l, nil
}

// checkScripts tells what is wrong with the parts of a zh-en line.
func checkScripts(parts []string) error {
	if !strings.ContainsFunc(parts[0], isHan) {
		return fmt.Errorf("%s is not Chinese", parts[0])
	}
	for _, p := range parts[1:] {
		if strings.ContainsFunc(p, isHan) || !strings.ContainsFunc(p, unicode.IsLetter) && !strings.ContainsFunc(p, unicode.IsDigit) {
			return fmt.Errorf("%s is not English", p)
		}
	}
	return nil
}

// termCheck reads the lines of one table and looks for contradictions between
// them.
type termCheck struct {
	name  string
	lines []termLine
	errs  []error
	same  map[string]int    // folded term to the number of its same line
	head  map[string]string // folded term to the first of its same line, folded
	pairs map[[2]string]int // what two heads have to do with each other was said in this line
}

func (c *termCheck) fail(number int, format string, args ...any) {
	c.errs = append(c.errs, fmt.Errorf("%s:%d: "+format, append([]any{c.name, number}, args...)...))
}

func (c *termCheck) parse(text string) {
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		l, err := parseTermLine(strings.TrimRight(line, "\t\r "))
		if err != nil {
			c.fail(number, "%w", err)
			continue
		}
		if l != nil {
			l.number = number
			c.lines = append(c.lines, *l)
		}
	}
}

func (c *termCheck) check() {
	c.same, c.head, c.pairs = map[string]int{}, map[string]string{}, map[[2]string]int{}
	seen := map[TermKind]map[string]int{}
	for _, l := range c.lines {
		if seen[l.kind] == nil {
			seen[l.kind] = map[string]int{}
		}
		c.checkRepeats(l, seen[l.kind])
		if l.kind == KindSame {
			for _, term := range l.terms {
				c.same[foldTerm(term)], c.head[foldTerm(term)] = l.number, foldTerm(l.terms[0])
			}
		}
	}
	for _, l := range c.lines {
		if l.kind == KindNear || l.kind == KindNarrower {
			c.checkPairs(l)
		}
	}
}

// checkRepeats finds terms that stand in the line twice, or, where a term
// belongs to one line of its kind only, in an earlier one too.
func (c *termCheck) checkRepeats(l termLine, seen map[string]int) {
	once := map[string]bool{}
	for _, term := range slices.Concat(l.terms, l.english, l.written) {
		folded := foldTerm(term)
		if once[folded] {
			c.fail(l.number, "%s is there twice", term)
		}
		once[folded] = true
	}
	if l.kind == KindNear || l.kind == KindNarrower || l.kind == KindSaid {
		return
	}
	for _, term := range l.terms {
		folded := foldTerm(term)
		if at := seen[folded]; at > 0 && at < l.number {
			c.fail(l.number, "%s is in line %d too", term, at)
		}
		seen[folded] = l.number
	}
}

func (c *termCheck) checkPairs(l termLine) {
	for i, a := range l.terms {
		for _, b := range l.terms[i+1:] {
			x, y := foldTerm(a), foldTerm(b)
			if c.same[x] > 0 && c.same[x] == c.same[y] {
				c.fail(l.number, "%s and %s are the same in line %d", a, b, c.same[x])
				continue
			}
			pair := c.pair(x, y)
			if at := c.pairs[pair]; at > 0 && x != y {
				c.fail(l.number, "%s and %s are already set apart in line %d", a, b, at)
			}
			c.pairs[pair] = l.number
		}
	}
}

// pair returns the heads of two folded terms, in order.
func (c *termCheck) pair(x, y string) [2]string {
	if h, ok := c.head[x]; ok {
		x = h
	}
	if h, ok := c.head[y]; ok {
		y = h
	}
	return [2]string{min(x, y), max(x, y)}
}

// checkCircles finds narrower lines of t that make something a part of itself.
func (c *termCheck) checkCircles(t *Terms) {
	for _, l := range c.lines {
		if l.kind != KindNarrower {
			continue
		}
		head := t.words[foldTerm(l.terms[0])].group.names[0]
		for _, name := range t.Broader(l.terms[1]) {
			if name == head {
				c.fail(l.number, "%s becomes a part of itself", l.terms[0])
			}
		}
	}
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

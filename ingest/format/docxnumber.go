package format

import (
	"encoding/xml"
	"io"
	"strings"
	"unicode/utf8"
)

// maxLevels is how many levels a numbering of Word has.
const maxLevels = 9

// docxNumbering counts the automatic numbers of a Word file, in the order of
// the paragraphs.
type docxNumbering struct {
	styles   docxStyles
	abstract map[string]*abstractNum
	nums     map[string]*docxNum
	counters map[string]*counter // by abstract numbering: lists of one share it
	started  map[string]bool     // nums that were used
}

// abstractNum is a numbering with its levels; link names the style that holds
// them instead.
type abstractNum struct {
	levels [maxLevels]*numLevel
	link   string
}

// docxNum is a use of an abstract numbering, with what it changes.
type docxNum struct {
	abstract string
	starts   [maxLevels]int // -1 when not changed
	levels   [maxLevels]*numLevel
}

// numLevel is one level of a numbering.
type numLevel struct {
	start   int
	format  string
	text    string // with %1 … %9 for the numbers of the levels
	suffix  string
	legal   bool // numbers of all levels in decimal
	restart int  // restarts after a level below this one, from 1; 0 never; -1 after any higher one
	style   string
}

// counter holds the number last given on each level.
type counter struct {
	value [maxLevels]int
	used  [maxLevels]bool
}

// numbering reads the part with the numberings; a file may have none.
func (p docxParts) numbering(name string, styles docxStyles) (*docxNumbering, error) {
	n := &docxNumbering{
		styles: styles, abstract: make(map[string]*abstractNum), nums: make(map[string]*docxNum),
		counters: make(map[string]*counter), started: make(map[string]bool),
	}
	x, err := p.open(name)
	if x == nil || err != nil {
		return n, err
	}
	for {
		e, err := x.nextStart()
		if err == io.EOF {
			return n, nil
		}
		if err == nil {
			err = n.read(x, e)
		}
		if err != nil {
			return nil, err
		}
	}
}

func (n *docxNumbering) read(x *xmlReader, e xml.StartElement) error {
	switch e.Name.Local {
	case "abstractNum":
		a := &abstractNum{}
		n.abstract[xmlAttr(e, "abstractNumId")] = a
		return x.each(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "lvl":
				return readLevel(x, e, &a.levels)
			case "numStyleLink":
				a.link = xmlAttr(e, "val")
			}
			return x.skip()
		})
	case "num":
		num := &docxNum{}
		for i := range num.starts {
			num.starts[i] = -1
		}
		n.nums[xmlAttr(e, "numId")] = num
		return num.read(x)
	}
	return nil
}

func (num *docxNum) read(x *xmlReader) error {
	return x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNumId":
			num.abstract = xmlAttr(e, "val")
		case "lvlOverride":
			i := atoi(xmlAttr(e, "ilvl"), -1)
			return x.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "startOverride":
					if i >= 0 && i < maxLevels {
						num.starts[i] = atoi(xmlAttr(e, "val"), -1)
					}
				case "lvl":
					return readLevel(x, e, &num.levels)
				}
				return x.skip()
			})
		}
		return x.skip()
	})
}

// readLevel reads <w:lvl> into its place.
func readLevel(x *xmlReader, e xml.StartElement, levels *[maxLevels]*numLevel) error {
	l := &numLevel{format: "decimal", restart: -1}
	if i := atoi(xmlAttr(e, "ilvl"), -1); i >= 0 && i < maxLevels {
		levels[i] = l
	}
	return l.read(x)
}

func (l *numLevel) read(x *xmlReader) error {
	return x.each(func(e xml.StartElement) error {
		switch val := xmlAttr(e, "val"); e.Name.Local {
		case "start":
			l.start = atoi(val, 0)
		case "numFmt":
			l.format = val
		case "lvlText":
			l.text = val
		case "suff":
			l.suffix = val
		case "isLgl":
			l.legal = isOn(e)
		case "lvlRestart":
			l.restart = atoi(val, -1)
		case "pStyle":
			l.style = val
		case "AlternateContent", "Choice", "Fallback": // a format of later versions, and what stands for it
			return l.read(x)
		}
		return x.skip()
	})
}

// resolve finds the use of a numbering and the numbering itself, through the
// link to a style; nil when the file has none of that id.
func (n *docxNumbering) resolve(numID string) (*docxNum, *abstractNum) {
	num := n.nums[numID]
	if num == nil {
		return nil, nil
	}
	a := n.abstract[num.abstract]
	if a != nil && a.link != "" {
		if linked := n.nums[n.styles.of(a.link).num.numID]; linked != nil {
			a = n.abstract[linked.abstract]
		}
	}
	return num, a
}

// levelOf is the level on which a style is numbered, from 0.
func (n *docxNumbering) levelOf(numID, style string) int {
	num, a := n.resolve(numID)
	if num == nil || a == nil {
		return 0
	}
	for i := range maxLevels {
		if l := levelAt(num, a, i); l != nil && l.style == style && style != "" {
			return i
		}
	}
	return 0
}

func levelAt(num *docxNum, a *abstractNum, i int) *numLevel {
	if num.levels[i] != nil {
		return num.levels[i]
	}
	return a.levels[i]
}

// next counts a paragraph and returns the number to write before it, with the
// space after it; "" for a bullet. ok is false when the paragraph has no number.
func (n *docxNumbering) next(ref numRef) (marker string, ok bool) {
	num, a := n.resolve(ref.numID)
	if num == nil || a == nil || ref.level < 0 || ref.level >= maxLevels || levelAt(num, a, ref.level) == nil {
		return "", false
	}
	c := n.counters[num.abstract]
	if c == nil {
		c = &counter{}
		n.counters[num.abstract] = c
	}
	if !n.started[ref.numID] {
		n.started[ref.numID] = true
		for i, start := range num.starts {
			if start >= 0 {
				c.used[i] = false
			}
		}
	}
	c.count(num, a, ref.level)
	return c.marker(num, a, ref.level), true
}

// count gives the next number on a level, and restarts the levels below it.
func (c *counter) count(num *docxNum, a *abstractNum, level int) {
	if c.used[level] {
		c.value[level]++
	} else {
		c.value[level], c.used[level] = startOf(num, a, level), true
	}
	for j := level + 1; j < maxLevels; j++ {
		l := levelAt(num, a, j)
		if l == nil || l.restart < 0 || level < l.restart {
			c.used[j] = false
		}
	}
}

func startOf(num *docxNum, a *abstractNum, level int) int {
	if num.starts[level] >= 0 {
		return num.starts[level]
	}
	if l := levelAt(num, a, level); l != nil {
		return l.start
	}
	return 1
}

// marker writes the number of a level.
func (c *counter) marker(num *docxNum, a *abstractNum, level int) string {
	l := levelAt(num, a, level)
	if l.format == "bullet" {
		if strings.ContainsAny(l.text, "—") { // what official reports write out
			return l.text
		}
		return ""
	}
	var w strings.Builder
	for i := 0; i < len(l.text); i++ {
		if l.text[i] != '%' || i+1 == len(l.text) || l.text[i+1] < '1' || l.text[i+1] > '9' {
			w.WriteByte(l.text[i])
			continue
		}
		i++
		w.WriteString(c.number(num, a, int(l.text[i]-'1'), l.legal))
	}
	return spaced(w.String(), l.suffix)
}

// number writes the number of one level; one that was not counted yet is at its
// start.
func (c *counter) number(num *docxNum, a *abstractNum, level int, legal bool) string {
	l := levelAt(num, a, level)
	if l == nil {
		return ""
	}
	value := c.value[level]
	if !c.used[level] {
		value = startOf(num, a, level)
	}
	if legal {
		return formatNumber(value, "decimal")
	}
	return formatNumber(value, l.format)
}

// spaced appends the space that parts a number from its text; Chinese
// punctuation needs none.
func spaced(marker, suffix string) string {
	last, _ := utf8.DecodeLastRuneInString(marker)
	if marker == "" || suffix == "nothing" || isWide(last) || last == ' ' {
		return marker
	}
	return marker + " "
}

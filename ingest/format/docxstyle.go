package format

import (
	"encoding/xml"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// docxStyles are the styles of a Word file by their id.
type docxStyles map[string]*docxStyle

// docxStyle is a style as the file states it.
type docxStyle struct {
	name, basedOn string
	outline       int // outline level from 0, 9 for body text; -1 when not stated
	num           numRef
}

// numRef says how a paragraph is numbered: numID "" states nothing, "0" that
// it is not; level is from 0, -1 when not stated.
type numRef struct {
	numID string
	level int
}

// paraStyle is what a style, with those it is based on, says of a paragraph.
type paraStyle struct {
	level      int // of a heading, from 1; 0 for none
	title, toc bool
	num        numRef
	numStyle   string // the style that states num
}

var (
	headingName = regexp.MustCompile(`(?i)^(?:heading|标题)\s*([1-9])$`)
	titleName   = regexp.MustCompile(`(?i)^(?:title|标题)$`)
	tocName     = regexp.MustCompile(`(?i)^(?:toc|目录)\s*[1-9]$`)
)

// styles reads the part with the styles; a file may have none.
func (p docxParts) styles(name string) (docxStyles, error) {
	x, err := p.open(name)
	if x == nil || err != nil {
		return nil, err
	}
	all := make(docxStyles)
	for {
		e, err := x.nextStart()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		if e.Name.Local != "style" {
			continue
		}
		s := &docxStyle{outline: -1, num: numRef{level: -1}}
		if err := s.read(x); err != nil {
			return nil, err
		}
		all[xmlAttr(e, "styleId")] = s
	}
}

func (s *docxStyle) read(x *xmlReader) error {
	return x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "name":
			s.name = strings.TrimSpace(xmlAttr(e, "val"))
		case "basedOn":
			s.basedOn = xmlAttr(e, "val")
		case "pPr":
			return x.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "outlineLvl":
					s.outline = atoi(xmlAttr(e, "val"), -1)
				case "numPr":
					return s.num.read(x)
				}
				return x.skip()
			})
		}
		return x.skip()
	})
}

// read reads the children of <w:numPr>.
func (n *numRef) read(x *xmlReader) error {
	return x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "ilvl":
			n.level = atoi(xmlAttr(e, "val"), -1)
		case "numId":
			n.numID = xmlAttr(e, "val")
		}
		return x.skip()
	})
}

// of is what the style with the id says; an unknown id is judged by itself.
func (all docxStyles) of(id string) paraStyle {
	out := paraStyle{num: numRef{level: -1}}
	name := id
	if s := all[id]; s != nil && s.name != "" {
		name = s.name
	}
	out.title, out.toc = titleName.MatchString(name), tocName.MatchString(name)
	if out.title {
		return out
	}
	found := false
	const longest = 32 // styles based on each other; more is a ring
	for range longest {
		s := all[id]
		if s == nil {
			if !found {
				out.level = nameLevel(id)
			}
			break
		}
		if !found {
			out.level, found = s.headingLevel()
		}
		if out.num.numID == "" && s.num.numID != "" {
			out.num, out.numStyle = s.num, id
		}
		id = s.basedOn
	}
	return out
}

// headingLevel is the level that the style states itself, by its outline level
// or its name.
func (s *docxStyle) headingLevel() (level int, found bool) {
	if s.outline >= 0 {
		return outlineToLevel(s.outline), true
	}
	level = nameLevel(s.name)
	return level, level > 0
}

// outlineToLevel makes a heading's level of an outline level: 9 is body text.
func outlineToLevel(outline int) int {
	if outline < 0 || outline > 8 {
		return 0
	}
	return outline + 1
}

func nameLevel(name string) int {
	if m := headingName.FindStringSubmatch(name); m != nil {
		return atoi(m[1], 0)
	}
	return 0
}

// atoi is the number that s writes, other when it writes none.
func atoi(s string, other int) int {
	if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil {
		return n
	}
	return other
}

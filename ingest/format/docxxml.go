package format

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// maxXMLDepth is how deep elements may lie in each other. Ten tables in each
// other are about 60 deep.
const maxXMLDepth = 512

// xmlReader reads one part of a file element by element.
type xmlReader struct {
	dec   *xml.Decoder
	part  string
	depth int
}

func newXMLReader(part string, data []byte) *xmlReader {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		text, _ := decodeBOM(data)
		data = []byte(text)
	}
	if !utf8.Valid(data) {
		data = bytes.ToValidUTF8(data, []byte("\uFFFD"))
	}
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return &xmlReader{dec: dec, part: part}
}

// next is the next token; io.EOF after the last.
func (x *xmlReader) next() (xml.Token, error) {
	tok, err := x.dec.Token()
	if err != nil {
		return nil, x.explain(err)
	}
	switch tok.(type) {
	case xml.StartElement:
		if x.depth++; x.depth > maxXMLDepth {
			return nil, fail(ErrDamaged, "docx", x.part, "nested too deep")
		}
	case xml.EndElement:
		x.depth--
	}
	return tok, nil
}

// explain makes an error of the decoder readable.
func (x *xmlReader) explain(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case err == io.EOF:
		return io.EOF
	case errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF"):
		return unexpectedEnd(x.part)
	}
	return fail(ErrDamaged, "docx", x.part, "broken XML: "+err.Error())
}

// nextStart is the start of the next element at any depth; io.EOF when there is
// none.
func (x *xmlReader) nextStart() (xml.StartElement, error) {
	for {
		tok, err := x.next()
		if err != nil {
			return xml.StartElement{}, err
		}
		if e, ok := tok.(xml.StartElement); ok {
			return e, nil
		}
	}
}

// each calls f for each child of the element whose start was read last, and
// reads to its end; f must read its child to the end.
func (x *xmlReader) each(f func(xml.StartElement) error) error {
	for {
		tok, err := x.next()
		if err == io.EOF {
			return unexpectedEnd(x.part)
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if err := f(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// skip reads to the end of the element whose start was read last.
func (x *xmlReader) skip() error {
	_, err := x.text()
	return err
}

// text reads to the end of the element whose start was read last, and returns
// the text in it.
func (x *xmlReader) text() (string, error) {
	var w strings.Builder
	for end := x.depth - 1; ; {
		tok, err := x.next()
		if err == io.EOF {
			return "", unexpectedEnd(x.part)
		}
		if err != nil {
			return "", err
		}
		switch t := tok.(type) {
		case xml.CharData:
			w.Write(t)
		case xml.EndElement:
			if x.depth == end {
				return w.String(), nil
			}
		}
	}
}

// xmlAttr is the value of an attribute, whatever its namespace; "" when the
// element has none.
func xmlAttr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// isOn tells whether an element that switches something switches it on: it does
// without a value.
func isOn(e xml.StartElement) bool {
	switch strings.ToLower(xmlAttr(e, "val")) {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

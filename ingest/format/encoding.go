package format

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// sampleSize is how many bytes of a file are looked at to find its encoding.
const sampleSize = 64 << 10

var (
	utf16LE = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	utf16BE = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
)

// decode reads bytes in any encoding as UTF-8, without the byte order mark.
// Bytes that are wrong in their encoding become U+FFFD; a last UTF-8 character
// that was cut short is dropped. What is not text at all is ErrUnsupported.
func decode(data []byte) (string, error) {
	text, err := decodeAs(data)
	switch {
	case err != nil:
		return "", err
	case len(text) > MaxText:
		return "", errTooMuch
	case isBinary(text):
		return "", kindOther.refusal()
	}
	return text, nil
}

func decodeAs(data []byte) (string, error) {
	if text, ok := decodeBOM(data); ok {
		return text, nil
	}
	if enc := unmarkedUTF16(data); enc != nil {
		return convert(enc, data), nil
	}
	if whole, ok := nearlyUTF8(data); ok {
		return fixUTF8(whole), nil
	}
	if isBinary(string(data[:min(len(data), sampleSize)])) {
		return "", kindOther.refusal()
	}
	enc, err := legacyEncoding(data)
	if err != nil {
		return "", err
	}
	return convert(enc, data), nil
}

// decodeBOM reads a file that starts with a byte order mark.
func decodeBOM(data []byte) (string, bool) {
	boms := []struct {
		mark string
		enc  encoding.Encoding
	}{
		{"\xef\xbb\xbf", nil},
		{"\xff\xfe\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
		{"\x00\x00\xfe\xff", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
		{"\xff\xfe", utf16LE},
		{"\xfe\xff", utf16BE},
	}
	for _, b := range boms {
		rest, ok := bytes.CutPrefix(data, []byte(b.mark))
		if !ok {
			continue
		}
		if b.enc == nil {
			return fixUTF8(cutHalfRune(rest)), true
		}
		return convert(b.enc, rest), true
	}
	return "", false
}

// convert decodes the bytes; what is wrong in them becomes U+FFFD.
func convert(enc encoding.Encoding, data []byte) string {
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil { // decoders replace and do not fail
		return strings.ToValidUTF8(string(data), "\uFFFD")
	}
	return string(out)
}

// fixUTF8 is the text with each wrong sequence of bytes as U+FFFD.
func fixUTF8(data []byte) string {
	if utf8.Valid(data) {
		return string(data)
	}
	return convert(unicode.UTF8, data)
}

// nearlyUTF8 tells whether the bytes are UTF-8, but for a last character cut
// short and for at most one wrong byte in eight characters; it returns them
// without the part of the last character.
func nearlyUTF8(data []byte) ([]byte, bool) {
	whole := cutHalfRune(data)
	if utf8.Valid(whole) {
		return whole, true
	}
	good, bad := 0, 0
	for rest := whole; len(rest) > 0; {
		if rest[0] < utf8.RuneSelf {
			rest = rest[1:]
			continue
		}
		r, n := utf8.DecodeRune(rest)
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		rest = rest[n:]
	}
	return whole, good >= 8*bad
}

// cutHalfRune cuts off the first bytes of a UTF-8 character that the end of the
// data cuts short. What is before them must be a whole character, else nothing
// is cut: in another encoding those bytes are text.
func cutHalfRune(data []byte) []byte {
	for n := 1; n <= min(3, len(data)); n++ {
		tail := data[len(data)-n:]
		if tail[0] < 0xC0 {
			continue
		}
		if utf8.FullRune(tail) {
			return data
		}
		return data[:len(data)-n]
	}
	return data
}

// declared finds the encoding that an HTML or XML file states.
var declared = regexp.MustCompile(`(?i)<(?:meta\s[^>]*?charset|\?xml\s[^>]*?encoding)\s*=\s*["']?\s*([a-z0-9_:.-]+)`)

// declaredEncoding is the encoding that the file states in its first bytes, nil
// when it states none that is known.
func declaredEncoding(data []byte) encoding.Encoding {
	m := declared.FindSubmatch(data[:min(len(data), 4096)])
	if m == nil {
		return nil
	}
	return encodingNamed(string(m[1]))
}

// encodingNamed finds an encoding by its name; every GB one is GB18030, which
// holds the others. UTF names are nil: they were tried by content.
func encodingNamed(name string) encoding.Encoding {
	name = strings.ToLower(name)
	switch {
	case strings.HasPrefix(name, "gb"):
		return simplifiedchinese.GB18030
	case strings.HasPrefix(name, "utf"):
		return nil
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return nil
	}
	return enc
}

// legacyEncoding finds the encoding of text that is not Unicode: the declared
// one when the bytes fit it, GB18030 or Big5 when they read as Chinese, else
// what the detector says.
func legacyEncoding(data []byte) (encoding.Encoding, error) {
	sample := sampleLines(data)
	if enc := declaredEncoding(data); enc != nil && fits(enc, sample) {
		return enc, nil
	}
	gb := chineseShare(convert(simplifiedchinese.GB18030, sample))
	big5 := chineseShare(convert(traditionalchinese.Big5, sample))
	switch {
	case max(gb, big5) < minChinese:
		return detected(sample)
	case big5 > gb:
		return traditionalchinese.Big5, nil
	}
	return simplifiedchinese.GB18030, nil
}

// detected is the encoding of text without common Chinese characters: GB18030
// when all of it is Han, else what the detector names; windows-1252, in which
// nearly every byte is a character, when it names none.
func detected(sample []byte) (encoding.Encoding, error) {
	if inGB2312(sample) {
		return simplifiedchinese.GB18030, nil
	}
	name := chardet.Detect(sample).Encoding
	if name == "EUC-TW" || strings.HasPrefix(name, "ISO-2022") {
		return nil, fail(ErrUnsupported, "text in the encoding "+name+": save it as UTF-8")
	}
	enc := encodingNamed(name)
	if enc == nil || !fits(enc, sample) {
		return charmap.Windows1252, nil
	}
	return enc, nil
}

// fits tells whether at most one character in fifty is wrong in the encoding.
func fits(enc encoding.Encoding, sample []byte) bool {
	text := convert(enc, sample)
	high, wrong := 0, 0
	for _, r := range text {
		if r >= utf8.RuneSelf {
			high++
		}
		if r == utf8.RuneError {
			wrong++
		}
	}
	return wrong <= 1 || wrong*50 <= high
}

// sampleLines takes the lines with bytes above ASCII, up to sampleSize; whole
// lines, so that no character of two bytes is cut but the last.
func sampleLines(data []byte) []byte {
	if len(data) <= sampleSize {
		return data
	}
	var out []byte
	for len(data) > 0 && len(out) < sampleSize {
		end := bytes.IndexByte(data, '\n') + 1
		if end == 0 {
			end = len(data)
		}
		if line := data[:end]; chardet.HighByteDetector(line) {
			out = append(out, line[:min(len(line), sampleSize-len(out))]...)
		}
		data = data[end:]
	}
	return out
}

// isBinary tells whether more than one character in a hundred is a control
// character that text has not.
func isBinary(text string) bool {
	control := 0
	for i := range len(text) {
		switch c := text[i]; {
		case c >= ' ' && c != 0x7F, c == '\t', c == '\n', c == '\r', c == '\f', c == '\v', c == 0x1A, c == 0x1B:
		default:
			control++
		}
	}
	return control*100 > len(text)
}

package answer

import (
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"reportbot/bot/gate"
)

// replyReader reads the statements of a model's reply while it grows. The reply is a
// JSON object {"statements": [{"quote", "text"}]}, or a list of them, or one alone,
// in a code fence or without; a statement is read as soon as it is complete, and one
// that is cut off never.
type replyReader struct {
	at int // bytes of the reply that are read
}

// read returns the statements that are complete and were not returned before; reply
// is all that was said so far.
func (r *replyReader) read(reply string) []gate.Statement {
	reply = withoutControls(reply)
	var found []gate.Statement
	for {
		open := strings.IndexByte(reply[r.at:], '{')
		if open < 0 {
			return found
		}
		start := r.at + open
		statement, size, err := readStatement(reply[start:])
		switch {
		case err == nil && size > 0:
			r.at = start + size
			if strings.TrimSpace(statement.Text) != "" {
				found = append(found, statement)
			}
		case isList.MatchString(reply[start:]), err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
			r.at = start + 1 // its parts are read alone
		default:
			return found // the rest is still to come
		}
	}
}

// isList finds an object that holds the statements.
var isList = regexp.MustCompile(`^\{\s*"statements"\s*:`)

// readStatement reads the object that text begins with. Its size is 0 when it holds
// the statements instead of being one.
func readStatement(text string) (s gate.Statement, size int, err error) {
	if isList.MatchString(text) {
		return s, 0, nil
	}
	d := json.NewDecoder(strings.NewReader(text))
	var object struct{ Quote, Text string }
	if err := d.Decode(&object); err != nil {
		return s, 0, err
	}
	return gate.Statement{Quote: object.Quote, Text: clean(object.Text)}, int(d.InputOffset()), nil
}

// withoutControls makes blanks of control characters: a line end inside a string is
// no JSON.
func withoutControls(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
}

// mark is a citation mark: [1], [1,2], [1-3], ［1］, 【1】.
var mark = regexp.MustCompile(`\s*[\[［【]\s*(\d{1,3}(?:\s*[,，、\-–—~～]\s*\d{1,3})*)\s*[\]］】]`)

// strong is emphasis in Markdown; its signs alone may be a mask.
var strong = regexp.MustCompile(`(\*\*|__)([^\s*_](?:[^*_]*[^\s*_])?)(\*\*|__)`)

// clean drops from a statement what the program writes itself (marks) or no reader
// sees (emphasis, line ends, characters that print nothing).
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
	text = strong.ReplaceAllString(mark.ReplaceAllString(text, ""), "$2")
	return oneLine(text)
}

// plainStatement is a statement of a reply without JSON.
type plainStatement struct {
	text  string // without marks
	marks []int  // numbers of passages, from 1; nil when it has none
}

// readPlain reads a reply that is text with marks: each sentence with the marks that
// end it, or stand behind its full stop.
func readPlain(reply string) []plainStatement {
	var out []plainStatement
	for _, line := range strings.Split(reply, "\n") {
		line = listSign.ReplaceAllString(strings.TrimSpace(line), "")
		for line != "" {
			end := len(line)
			if loc := sentenceEnd.FindStringIndex(line); loc != nil {
				end = loc[1]
			}
			s := plainStatement{text: clean(line[:end]), marks: readMarks(line[:end])}
			if strings.IndexFunc(s.text, unicode.IsLetter) >= 0 {
				out = append(out, s)
			}
			line = strings.TrimSpace(line[end:])
		}
	}
	return out
}

var (
	listSign    = regexp.MustCompile(`^(?:[-*•]|\d{1,2}[.、)）])\s*`)
	sentenceEnd = regexp.MustCompile(`(?:[。！？；!?]|\.(?:\s|$)|\.` + mark.String() + `)(?:` + mark.String() + `)*`)
)

// maxMark is the highest number of a passage that a mark may name.
const maxMark = 99

// readMarks returns the numbers of all marks in a text, ranges written out, in their
// order and each once.
func readMarks(text string) []int {
	var numbers []int
	seen := map[int]bool{}
	for _, m := range mark.FindAllStringSubmatch(text, -1) {
		for _, part := range regexp.MustCompile(`[,，、]`).Split(m[1], -1) {
			first, last := bounds(part)
			for n := first; n <= last; n++ {
				if !seen[n] {
					numbers, seen[n] = append(numbers, n), true
				}
			}
		}
	}
	return numbers
}

var rangeSign = regexp.MustCompile(`[-–—~～]`)

// bounds reads "3" or "1-3"; numbers outside 1 … maxMark give an empty range.
func bounds(text string) (first, last int) {
	ends := rangeSign.Split(text, 2)
	first, _ = strconv.Atoi(strings.TrimSpace(ends[0]))
	last = first
	if len(ends) == 2 {
		last, _ = strconv.Atoi(strings.TrimSpace(ends[1]))
	}
	if first < 1 || last > maxMark {
		return 1, 0
	}
	return first, last
}

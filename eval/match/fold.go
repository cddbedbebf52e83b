package match

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold makes texts comparable that differ only in how they were typed or
// wrapped: full width letters, digits and punctuation become half width, the
// full stops 。 and ｡ become ".", white space, line ends and invisible format
// characters go.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '。' || r == '｡':
			return '.'
		case unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return halfWidth(r)
	}, s)
}

// halfWidth turns the full width forms of ASCII into ASCII and keeps the rest.
// U+FF01 to U+FF5E stand in the order of U+0021 to U+007E (Unicode, Halfwidth
// and Fullwidth Forms).
func halfWidth(r rune) rune {
	if r >= 0xFF01 && r <= 0xFF5E {
		return r - 0xFF01 + 0x21
	}
	return r
}

var (
	mark      = regexp.MustCompile(`\[[0-9]+\]`)
	numberRun = regexp.MustCompile(`[0-9][0-9.,]*`)
	thousands = regexp.MustCompile(`^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?[.,]*$`)
	number    = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)
)

// foldFigures folds what an answer states so that its figures can be compared:
// half width, without [n] marks, thousands commas and white space. White space
// that parts two numbers stays, as one space, and 。 stays 。, so that no two
// numbers grow together. A full width comma never parts thousands.
func foldFigures(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '，' {
			return r
		}
		return halfWidth(r)
	}, s)
	s = mark.ReplaceAllString(s, " ")
	s = numberRun.ReplaceAllStringFunc(s, dropThousands)
	return strings.ReplaceAll(closeSpaces(s), "，", ",")
}

// dropThousands takes the thousands commas out of a run of digits, commas and
// stops; any other commas stay.
func dropThousands(run string) string {
	if !thousands.MatchString(run) {
		return run
	}
	digits := strings.TrimRight(run, ",.")
	return strings.ReplaceAll(digits, ",", "") + run[len(digits):]
}

// closeSpaces drops white space and format characters but for one space
// between two numbers, the first of which may end in punctuation.
func closeSpaces(s string) string {
	var b strings.Builder
	last, space := rune(0), false
	for _, r := range s {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if unicode.Is(unicode.Cf, r) {
			continue
		}
		if space && isDigit(r) && (isDigit(last) || last == '.' || last == ',') {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last, space = r, false
	}
	return b.String()
}

// states tells whether a text states a figure or phrase; both are folded by
// foldFigures. A figure is not stated by a longer number (5人 in 15人 or 2.5人),
// nor by one that goes on (100 in 1005, 100.5 or 100万; 5人 in 5人次).
func states(text, want string) bool {
	for at := 0; want != "" && at < len(text); {
		i := strings.Index(text[at:], want)
		if i < 0 {
			return false
		}
		i += at
		if startsThere(text[:i], want) && endsThere(want, text[i+len(want):]) {
			return true
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		at = i + size
	}
	return false
}

// startsThere tells whether a number at the start of want is whole, given what
// stands before it.
func startsThere(before, want string) bool {
	if !isDigit(firstRune(want)) {
		return true
	}
	last, size := utf8.DecodeLastRuneInString(before)
	if last == '.' {
		last, _ = utf8.DecodeLastRuneInString(before[:len(before)-size])
	}
	return !isDigit(last)
}

// endsThere tells whether a figure at the end of want is whole, given what
// stands after it.
func endsThere(want, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(want)
	switch {
	case isDigit(last):
		rest := strings.TrimPrefix(after, ".")
		return !isDigit(firstRune(rest)) && !isMultiplier(firstRune(after))
	case isMultiplier(last):
		return !isMultiplier(firstRune(after))
	case last == '人':
		return !strings.HasPrefix(after, "次")
	case last == '个':
		return !strings.HasPrefix(after, "百分点")
	}
	return true
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// isMultiplier knows the numerals that multiply the number before them.
func isMultiplier(r rune) bool { return strings.ContainsRune("十百千万亿", r) }

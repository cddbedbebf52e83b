package figure

import "strings"

// notFigure tells that the number n at word k, with money before it from word i on,
// is a date, a year, a name or the like; it returns the word to go on with, 0 when
// the number may be a figure.
func (e *englishText) notFigure(i, k int, n englishNumeral) int {
	money := k > i
	before, after := e.word(i-1), e.word(n.next)
	switch {
	case money:
		return 0
	case e.gluedToName(k, n):
		return e.endOfRun(n.next)
	case in(enNameLeads, before) || before == "." && in(enNameLeads, e.word(i-2)), before == "#":
		return n.next
	case in(enMonths, before) && n.plain, in(enMonths, after) && n.plain && e.words[k].number:
		return n.next
	case in(enAgeLeads, before), in(enPhoneLeads, before) && n.plain:
		return n.next
	case after == "-" && e.word(n.next+1) == "year", after == ":" && n.plain && e.nextGlued(n.next):
		return n.next + 2
	case e.isYear(k, n), e.listNumber(k, n), e.address(n), e.timeOfDay(n):
		return n.next
	case e.compound(n):
		return n.next + 2
	}
	return 0
}

// gluedToName tells that letters, a hyphen or a slash tie the digits at word k to a
// name: FY2022, COVID-19, 24/7, PM2.5.
func (e *englishText) gluedToName(k int, n englishNumeral) bool {
	if !e.words[k].number {
		return false
	}
	if e.words[k].glued {
		switch b := e.word(k - 1); {
		case isLetterWord(b), b == "/", b == "_", b == "+", b == "×":
			return true
		case b == "-" && k > 1 && e.words[k-1].glued:
			return true
		}
	}
	after := e.word(n.next)
	if n.next >= len(e.words) || !e.words[n.next].glued {
		return false
	}
	_, unit := e.unitAt(n.next)
	return after == "/" && e.nextGlued(n.next) && e.words[n.next+1].number || isLetterWord(after) && unit == n.next
}

func (e *englishText) nextGlued(i int) bool { return i+1 < len(e.words) && e.words[i+1].glued }

// endOfRun returns the word behind those that are glued together from i on.
func (e *englishText) endOfRun(i int) int {
	for i < len(e.words) && e.words[i].glued && e.words[i].lower != "," && e.words[i].lower != "." {
		i++
	}
	return i
}

// isYear tells that four plain digits are a year: unless a plural noun that they
// count follows.
func (e *englishText) isYear(k int, n englishNumeral) bool {
	if !n.digits || !n.plain || n.value.digits < 1900 || n.value.digits > 2099 || e.words[k].end-e.words[k].start != 4 {
		return false
	}
	_, unit := e.unitAt(n.next)
	after := e.word(n.next)
	counts := strings.HasSuffix(after, "s") && !in(enStops, after) && !in(enVerbs, after) && len(after) > 3
	return unit == n.next && (!counts || in(enYearLeads, e.word(k-1)))
}

var enYearLeads = map[string]string{
	"in": "", "since": "", "year": "", "by": "", "until": "", "from": "", "during": "", "to": "", "than": "", "fy": "", "fiscal": "", "the": "",
}

// listNumber tells that a number opens the sentence as that of a list or heading:
// 1. Hold …, 1.1 Revenue.
func (e *englishText) listNumber(k int, n englishNumeral) bool {
	if k > 0 && !(k == 1 && !e.words[0].number && !isLetterWord(e.word(0))) || !n.digits {
		return false
	}
	switch e.word(n.next) {
	case ".", ")", ":":
		return true
	}
	unit, _ := e.unitAt(n.next)
	return n.value.exp < 0 && unit.name == "" && n.next < len(e.words) && e.words[n.next].capital
}

// address tells that a street follows: 12 Ferry Street.
func (e *englishText) address(n englishNumeral) bool {
	for i := n.next; i < n.next+3 && i < len(e.words) && e.words[i].capital; i++ {
		if in(enStreets, e.word(i)) && i > n.next {
			return true
		}
	}
	return false
}

func (e *englishText) timeOfDay(n englishNumeral) bool {
	switch e.word(n.next) {
	case "am", "pm", "o'clock":
		return true
	case "a", "p":
		return e.word(n.next+1) == "." && e.word(n.next+2) == "m"
	}
	return false
}

// compound tells that a hyphen ties the number to a word that is no unit: a five-day
// course, a two-thirds share.
func (e *englishText) compound(n englishNumeral) bool {
	if e.word(n.next) != "-" || !e.words[n.next].glued || !e.nextGlued(n.next) || e.words[n.next+1].number {
		return false
	}
	_, next := e.unitAt(n.next)
	return next == n.next && !in(enNumbers, e.word(n.next+1))
}

// framesAnother tells that a number of years, days and the like only says when: in
// the past five years, within two weeks, ages 65 and over.
func (e *englishText) framesAnother(i int, tok englishToken) bool {
	before := e.word(i - 1)
	if tok.unit.class == "time" {
		return in(enFrameLeads, before) || e.word(tok.next) == "ago"
	}
	if tok.unit.name != "" {
		return false
	}
	switch e.word(tok.next) {
	case "working", "calendar", "business", "consecutive":
		name, _ := e.phrase(tok.next+1, enUnits)
		return in(enTimeUnits, name) && in(enFrameLeads, before)
	case "and":
		w := e.word(tok.next + 1)
		return w == "over" || w == "older"
	case "or":
		w := e.word(tok.next + 1)
		return w == "older" || w == "younger"
	}
	return false
}

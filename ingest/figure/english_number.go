package figure

import "strconv"

// englishToken is a token with the words that it covers.
type englishToken struct {
	token
	first, next int // words, next exclusive
}

var (
	enNumbers     = wordSet("numbers")
	enMultipliers = wordSet("multipliers")
	enOrdinals    = wordSet("ordinals")
	enFractions   = wordSet("fractions")
	enMonths      = wordSet("months")
	enCurrencies  = wordSet("currencies")
	enUnits       = wordSet("units")
	enTimeUnits   = wordSet("time units")
	enFrameLeads  = wordSet("frame leads")
	enNameLeads   = wordSet("name leads")
	enStreets     = wordSet("street words")
	enAgeLeads    = wordSet("age leads")
	enPhoneLeads  = wordSet("phone leads")
	enRankLeads   = wordSet("rank leads")
	enTimeLeads   = wordSet("time leads")
	enMaskWords   = wordSet("mask words")
)

func in(set map[string]string, word string) bool { _, ok := set[word]; return ok }

// figures returns the numbers of the sentence that state something, in order.
func (e *englishText) figures() []englishToken {
	var tokens []englishToken
	for i := 0; i < len(e.words); {
		tok, next := e.tokenAt(i)
		if tok.end > tok.start {
			tokens = append(tokens, tok)
		}
		i = max(next, i+1)
	}
	return tokens
}

// tokenAt reads what begins at word i and returns the word to go on with; a token
// without length is no figure.
func (e *englishText) tokenAt(i int) (englishToken, int) {
	if tok, next, ok := e.rankAt(i); ok {
		return tok, next
	}
	if tok, next, ok := e.fractionAt(i); ok {
		return tok, next
	}
	unit, k := e.currency(i)
	if tok, next, ok := e.maskAt(i, k, unit); ok {
		return tok, next
	}
	n, ok := e.numeralAt(k)
	if !ok {
		return englishToken{}, max(n.next, i+1)
	}
	if next := e.notFigure(i, k, n); next > 0 {
		return englishToken{}, next
	}
	tok := englishToken{token: token{start: e.words[i].start, value: n.value.String()}, first: i, next: n.next}
	if !e.rangeAt(&tok, n, unit) {
		tok.unit, tok.next = e.unitAt(n.next)
		if unit != "" {
			tok.unit, tok.next = unitEntry{name: unit, class: "money"}, n.next
		}
	}
	tok.end = e.words[tok.next-1].end
	e.minus(&tok)
	if tok.unit.name == "" && n.article || e.framesAnother(i, tok) {
		return englishToken{}, tok.next
	}
	return tok, tok.next
}

// fractionAt reads two-thirds and three quarters.
func (e *englishText) fractionAt(i int) (englishToken, int, bool) {
	number, ok := enNumbers[e.word(i)]
	if !ok {
		return englishToken{}, 0, false
	}
	k := i + 1
	if e.word(k) == "-" {
		k++
	}
	fraction, ok := enFractions[e.word(k)]
	above, _ := strconv.Atoi(number)
	below, _ := strconv.Atoi(fraction)
	if !ok || above < 1 || above >= below || e.word(k) == "quarter" && above > 1 {
		return englishToken{}, 0, false
	}
	value := amount{(int64(above)*100_000/int64(below) + 5) / 10, -4}
	tok := token{start: e.words[i].start, end: e.words[k].end, value: value.String()}
	return englishToken{token: tok, first: i, next: k + 1}, k + 1, true
}

// currency reads a sign or code of money before a number and returns the word
// behind it; "" and i when there is none.
func (e *englishText) currency(i int) (string, int) {
	if w := e.word(i); (w == "us" || w == "hk") && e.nextGlued(i) {
		if name, ok := enCurrencies[e.word(i)+e.word(i+1)]; ok {
			return name, i + 2 // US$
		}
	}
	if name, ok := enCurrencies[e.word(i)]; ok {
		return name, i + 1
	}
	return "", i
}

// englishNumeral is a number without its unit.
type englishNumeral struct {
	value   amount
	next    int  // word behind it
	digits  bool // written in digits
	plain   bool // digits alone, without point, comma or multiplier
	article bool // one
}

// numeralAt reads 1,234.5, 1.2 million, thirty-one, two hundred. When it is none,
// next tells how far it was read.
func (e *englishText) numeralAt(i int) (englishNumeral, bool) {
	if i >= len(e.words) {
		return englishNumeral{next: i}, false
	}
	n := englishNumeral{next: i + 1}
	if w := e.words[i]; w.number {
		d, ok := e.digitsOnly(w)
		if !ok {
			return n, false
		}
		n.value, n.digits, n.plain = d.value, true, !d.point && !d.comma
	} else if !e.numberWords(i, &n) {
		return n, false
	}
	exp, ok := enMultipliers[e.word(n.next)]
	if ok && (len(e.word(n.next)) > 2 || e.words[n.next].glued) && n.digits || ok && len(exp) > 0 && len(e.word(n.next)) > 3 {
		power, _ := strconv.Atoi(exp)
		n.value.exp += power
		n.plain, n.article = false, false
		n.next++
	}
	return n, n.value.exp <= 20
}

// digitsOnly reads the digits of a word without what multiplies them.
func (e *englishText) digitsOnly(w word) (numeral, bool) {
	if w.end-w.start > maxDigits+6 {
		return numeral{}, false
	}
	n := numeral{}
	for i := w.start; i < w.end; i++ {
		switch r := e.at(i); {
		case r == ',':
			n.comma = true
		case r == '.':
			n.point = true
		default:
			n.take(r)
			if n.point {
				n.value.exp--
			}
		}
	}
	return n, n.value.digits >= 0
}

// numberWords reads thirty-one or forty; one alone is an article.
func (e *englishText) numberWords(i int, n *englishNumeral) bool {
	label, ok := enNumbers[e.word(i)]
	if !ok {
		return false
	}
	v, _ := strconv.Atoi(label)
	if k := i + 2; v >= 20 && e.word(i+1) == "-" && in(enNumbers, e.word(k)) {
		unit, _ := strconv.Atoi(enNumbers[e.word(k)])
		v, n.next = v+unit, k+1
	}
	n.value, n.article = amount{digits: int64(v)}, v <= 1
	return true
}

// unitAt reads the unit at word i, with what it is per; none leaves i.
func (e *englishText) unitAt(i int) (unitEntry, int) {
	name, n := e.phrase(i, enUnits)
	if n == 1 && e.word(i) == "m" {
		n = 0
	}
	if n == 0 && e.word(i) == "-" && e.words[i].glued {
		if name, n := e.phrase(i+1, enUnits); n > 0 && !in(enTimeUnits, name) {
			return unitEntry{name: name, class: "measure"}, i + 1 + n
		}
	}
	if n == 0 {
		return unitEntry{}, i
	}
	u, next := unitEntry{name: name, class: englishClass(name)}, i+n
	if w := e.word(next); w == "per" || w == "/" {
		if next+1 < len(e.words) && !e.words[next+1].number && e.word(next+1) != "cent" && e.word(next+1) != "capita" {
			u.name, u.class = u.name+"/"+e.word(next+1), "per"
			next += 2
		}
	} else if (w == "a" || w == "an") && in(enRateTimes, e.word(next+1)) {
		u.name, u.class = u.name+"/"+e.word(next+1), "per" // gallons a day
		next += 2
	}
	return u, next
}

var enRateTimes = map[string]string{"hour": "", "day": "", "week": "", "month": "", "year": ""}

func englishClass(name string) string {
	switch name {
	case "%", "‰":
		return "rate"
	case "percentage points", "basis points":
		return "points"
	case "yuan", "dollars", "euros", "pounds", "hong kong dollars":
		return "money"
	}
	if in(enTimeUnits, name) {
		return "time"
	}
	return "measure"
}

// rangeAt reads the second bound: between 3 and 5 per cent, 3 to 5 km, 3–5%. What
// follows from is an old value and no bound.
func (e *englishText) rangeAt(tok *englishToken, n englishNumeral, currency string) bool {
	before := e.word(tok.first - 1)
	unit, k := e.unitAt(n.next)
	switch mark := e.word(k); {
	case mark == "-" || mark == "—" || mark == "~", mark == "to" && before != "from" && before != "rose", mark == "and" && before == "between":
	default:
		return false
	}
	_, j := e.currency(k + 1)
	high, ok := e.numeralAt(j)
	if !ok || high.digits != n.digits {
		return false
	}
	u, next := e.unitAt(high.next)
	if currency != "" {
		u, next = unitEntry{name: currency, class: "money"}, high.next
	}
	if unit.name != "" && unit.name != u.name || u.class == "points" && unit.class == "rate" {
		return false
	}
	low := n.value
	if n.digits && high.value.exp > 1 && low.exp <= 0 {
		low.exp += (high.value.exp + 2) / 3 * 3
	}
	l, h := low.String(), high.value.String()
	if !lessDecimal(l, h) {
		return false
	}
	tok.value, tok.low, tok.high, tok.unit, tok.next = "", l, h, u, next
	return true
}

// minus takes a sign before the number: -3.2%.
func (e *englishText) minus(tok *englishToken) {
	i := tok.first - 1
	if e.word(i) != "-" || !e.words[tok.first].glued || i > 0 && e.words[i].glued {
		return
	}
	tok.first, tok.start, tok.negative = i, e.words[i].start, true
}

// rankAt reads ranked third, in 3rd place; other ordinals are none.
func (e *englishText) rankAt(i int) (englishToken, int, bool) {
	value, next := "", i+1
	if e.words[i].number && next < len(e.words) && e.words[next].glued {
		switch e.word(next) {
		case "st", "nd", "rd", "th":
			value, next = e.word(i), i+2
		}
	} else if v, ok := enOrdinals[e.word(i)]; ok {
		value = v
	}
	if value == "" {
		return englishToken{}, i, false
	}
	if !e.ranks(i, next) {
		return englishToken{}, next, true
	}
	if n, ok := e.digitsOnly(e.words[i]); ok && e.words[i].number {
		value = n.value.String()
	}
	tok := token{start: e.words[i].start, end: e.words[next-1].end, rank: true, value: value}
	return englishToken{token: tok, first: i, next: next}, next, true
}

// ranks tells that the ordinal of words i to next is a place in a ranking.
func (e *englishText) ranks(i, next int) bool {
	if e.word(next) == "place" {
		return true
	}
	for k := i - 1; k >= i-3 && k >= 0; k-- {
		if in(enRankLeads, e.word(k)) {
			w := e.word(next)
			return w == "" || w == "in" || w == "among" || w == "out" || w == "of" || !isLetterWord(w)
		}
	}
	return false
}

func isLetterWord(w string) bool {
	return w != "" && (isLatinLetter(firstRune(w)) || firstRune(w) > 0x7f)
}

// maskAt reads a mask in the place of a number, behind money that begins at word i:
// $[withheld], xx.x million, ***.
func (e *englishText) maskAt(i, k int, currency string) (englishToken, int, bool) {
	next := e.maskEnd(k)
	if next == k {
		return englishToken{}, 0, false
	}
	tok := englishToken{token: token{start: e.words[i].start, masked: true}, first: i}
	if label, ok := enMultipliers[e.word(next)]; ok && label != "" && len(e.word(next)) > 2 {
		next++
	}
	unit, unitEnd := e.unitAt(next)
	if currency != "" {
		unit, unitEnd = unitEntry{name: currency, class: "money"}, next
	}
	tok.unit, tok.next, tok.end = unit, unitEnd, e.words[unitEnd-1].end
	return tok, tok.next, true
}

// maskEnd returns the word behind a mask at word k, k when there is none: at least
// two signs, or a word such as [withheld] in brackets.
func (e *englishText) maskEnd(k int) int {
	if k >= len(e.words) {
		return k
	}
	if (e.word(k) == "[" || e.word(k) == "(") && in(enMaskWords, e.word(k+1)) && (e.word(k+2) == "]" || e.word(k+2) == ")") {
		return k + 3
	}
	start := e.words[k].start
	end := e.maskRun(start)
	if end < start+2 || isLatinLetter(e.at(start-1)) || isDigit(e.at(start-1)) {
		return k
	}
	next := k
	for next < len(e.words) && e.words[next].end <= end {
		next++
	}
	if next == k || e.words[next-1].end != end {
		return k
	}
	return next
}

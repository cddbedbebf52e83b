package figure

import (
	"cmp"
	"strings"
)

var (
	enExactBefore = wordSet("exact before")
	enExactPairs  = wordSet("exact pairs")
	enExactMost   = wordSet("exact single most")
	enExactAfter  = wordSet("exact after")
	enDirections  = wordSet("directions")
	enChangeLinks = wordSet("change links")
	enAfterChange = wordSet("after change")
	enStatus      = wordSet("status")
	enStops       = wordSet("stops")
	enVerbs       = wordSet("verbs")
	enNounHeads   = wordSet("noun heads cut")
	enEmptyNouns  = wordSet("empty nouns")
	enLinking     = wordSet("linking")
)

// englishBinder goes over the tokens of an English sentence from left to right.
type englishBinder struct {
	e       *englishText
	c       Context
	tokens  []englishToken
	periods []englishPeriod
	timeAt  []int // of each word, the period that it belongs to, -1 for none
	open    int   // period that holds for what comes, -1 for none

	i       int      // of the token under way
	nounEnd int      // word behind the noun of the token before
	led     bool     // the token before is a change or an old value: what follows to is its level
	behind  int      // word behind those that still tell of the token before: 8 miles planned
	from    int      // word on which its clause, or what follows the token before, begins
	subject string   // of the last clause that had one
	last    string   // indicator of the level before
	counted string   // indicator of the number without unit before
	status  Status   // of the clauses before
	names   []string // of the last row that names its tokens one by one

	row          int // first token of the row under way: x and y
	rowDirection Direction
}

func (b *englishBinder) bind() []Figure {
	var out []Figure
	b.open = -1
	b.indexPeriods()
	seen := 0
	for i := range b.tokens {
		b.i = i
		b.clauses(seen)
		b.openPeriods(seen, b.tokens[i].first)
		out = append(out, b.figure())
		seen = b.tokens[i].next
	}
	return out
}

// clauses takes subject and status from the words between the token before and this
// one, and finds where the clause of this one begins.
func (b *englishBinder) clauses(seen int) {
	tok := b.tokens[b.i]
	b.from = max(seen, min(b.nounEnd, tok.first))
	b.behind = 0
	for k := seen; seen > 0 && k < seen+3; k++ {
		if in(enPlannedBehind, b.e.word(k)) {
			b.behind = k + 1
		}
	}
	for k := b.from; k < tok.first; k++ {
		if !isEnglishMark(b.e.word(k)) || b.e.word(k) == "." && b.e.nextGlued(k) {
			continue
		}
		b.close(b.from, k)
		b.from = k + 1
	}
	if s := b.statusIn(max(b.from, b.behind), tok.first); s != "" {
		b.status = s
	}
}

// close ends the clause of words from to k without a number.
func (b *englishBinder) close(from, k int) {
	if s := b.statusIn(max(from, b.behind), k); s != "" {
		b.status = s
	}
	if s := b.subjectIn(from, k, from > 0 || k < 2); s != "" {
		b.subject = s
	}
}

func isEnglishMark(w string) bool {
	switch w {
	case ",", ";", ":", ".", "(", ")", "—", "|", "!", "?":
		return true
	}
	return false
}

// statusIn is what the last word of status among words from to end says, "" when
// there is none.
func (b *englishBinder) statusIn(from, end int) Status {
	status := Status("")
	for k := from; k < end; k++ {
		if b.tellsNext(k) {
			status = Actual
		}
		switch enStatus[b.e.word(k)] {
		case "target":
			if b.e.word(k) != "will" || b.e.word(k+1) != "have" {
				status = Target
			}
		case "expected":
			status = Expected
		case "done":
			if status == "" {
				status = Actual
			}
		}
	}
	return status
}

// tellsNext tells that word k goes on with what was done, which a plan told before it does
// not reach: 46 points against a plan of 60, and planted 800 trees.
func (b *englishBinder) tellsNext(k int) bool {
	w := b.e.word(k)
	return k > 0 && strings.HasSuffix(w, "ed") && enStatus[w] == "" && enPlannedBehind[w] == "" && (b.e.word(k-1) == "and" || b.e.word(k-1) == "we")
}

func (b *englishBinder) figure() Figure {
	tok := b.tokens[b.i]
	lead, exact := b.exactness(tok)
	f := Figure{
		Text: string(b.e.src[tok.start:tok.end]), Start: tok.start, End: tok.end,
		Value: tok.value, Low: tok.low, High: tok.high, Unit: tok.unit.name,
		Exact: exact, Masked: tok.masked, Place: b.c.Place,
	}
	if b.i == 0 || !b.joined() {
		b.row, b.rowDirection = b.i, ""
	}
	f.Kind, f.Direction = b.kind(tok, lead)
	if b.i == b.row {
		b.rowDirection = f.Direction
	}
	f.Indicator = b.indicator(tok, lead, f)
	f.Period, f.From, f.To = b.period(tok)
	f.Status = b.statusOf(tok)
	f.Scope = b.scope(lead)
	b.led = f.Kind == Change || b.e.word(lead-1) == "from"
	if b.e.word(lead-1) == "from" && b.risesTo(lead) {
		f.Base, f.Period, f.From, f.To = true, "", "", "" // of a time that is not told
	}
	if f.Kind == Level && tok.unit.name == "" {
		b.counted = f.Indicator
	}
	if tok.negative && f.Kind != Change && f.Value != "" && f.Value != "0" {
		f.Value = "-" + f.Value
	}
	if f.Kind != Change || b.last == "" {
		b.last = f.Indicator
	}
	return f
}

// statusOf is the status at the token: by the section, by a word right behind it (the
// 8 miles planned), or by the words before it.
func (b *englishBinder) statusOf(tok englishToken) Status {
	if b.c.Plan {
		return Target
	}
	for k := tok.next; k < tok.next+3 && !isEnglishMark(b.e.word(k)); k++ {
		if s, ok := enPlannedBehind[b.e.word(k)]; ok {
			return Status(s)
		}
	}
	if b.status == "" {
		return Actual
	}
	return b.status
}

var enPlannedBehind = map[string]string{"planned": "target", "targeted": "target", "expected": "expected", "projected": "expected"}

// scope is a part that the words before the number name.
func (b *englishBinder) scope(lead int) string {
	for k := max(b.from-3, 0); k < lead; k++ {
		if b.e.word(k) == "of" && b.e.word(k+1) == "which" {
			return "of which"
		}
	}
	return ""
}

// indicator finds the noun phrase that the token measures: that behind a count or
// measure (6.3 miles of water main), else the subject.
func (b *englishBinder) indicator(tok englishToken, lead int, f Figure) string {
	if name := b.named(f.Kind); name != "" {
		return name
	}
	subject := b.subjectIn(b.from, lead, false)
	if in(enEmptyNouns, strings.ToLower(subject)) && cmp.Or(b.last, b.subject) != "" {
		subject = "" // a goal of 6 minutes
	}
	if subject != "" {
		b.subject = subject
	}
	noun, object := b.nounBehind(tok), b.objectBefore(lead)
	switch {
	case f.Kind == Rank:
		return cmp.Or(subject, b.last, b.subject)
	case object != "" && (subject == "" || b.e.word(lead-1) == "of" || strings.HasSuffix(subject, object)):
		return object
	case f.Kind == Change && (tok.unit.class == "rate" || tok.unit.class == "points"):
		return cmp.Or(subject, b.last, b.subject, noun)
	case noun != "" && !b.levelLead(lead) && tok.unit.class != "rate":
		return noun
	case tok.unit.name == "" && subject == "" && b.partOfCount(tok) != "":
		return b.partOfCount(tok)
	case tok.unit.name == "" && subject == "" && in(enVerbs, b.e.word(tok.next)) && b.last != "":
		return b.withOutcome(tok)
	case subject == "" && b.hasVerb(lead):
		return cmp.Or(b.subject, b.last, noun)
	}
	return cmp.Or(subject, b.last, b.subject, noun)
}

// maxEnglishNoun is how many words an indicator has at most.
const maxEnglishNoun = 8

package figure

import "strings"

// exactness reads words such as about and at least; lead is the word behind the
// last that leads to the number.
func (b *englishBinder) exactness(tok englishToken) (lead int, exact Exactness) {
	lead, exact = tok.first, Exact
	for range 3 {
		pair := b.e.word(lead-2) + " " + b.e.word(lead-1)
		if label, ok := enExactPairs[b.e.word(lead-3)+" "+pair]; ok {
			lead, exact = lead-3, Exactness(label)
		} else if label, ok := enExactPairs[pair]; ok {
			lead, exact = lead-2, Exactness(label)
		} else if label, ok := enExactBefore[b.e.word(lead-1)]; ok && lead > b.from {
			lead, exact = lead-1, Exactness(label)
		} else if in(enExactMost, b.e.word(lead-1)) && lead > b.from {
			lead, exact = lead-1, AtMost
		} else {
			break
		}
	}
	if label, n := b.e.phrase(tok.next, enExactAfter); n > 0 {
		exact = Exactness(label)
	}
	if tok.low != "" {
		exact = Range
	}
	return max(lead, b.from), exact
}

func (b *englishBinder) kind(tok englishToken, lead int) (Kind, Direction) {
	direction := b.change(tok, lead)
	if direction == "" && b.i > b.row && lead <= b.from+1 {
		direction = b.rowDirection
	}
	if tok.negative && direction == Up {
		direction = Down
	}
	switch {
	case tok.rank:
		return Rank, ""
	case direction != "":
		return Change, direction
	case tok.unit.class == "points":
		return Change, b.lastDirection(lead)
	case tok.unit.class == "rate", tok.unit.name == "" && strings.HasPrefix(tok.value, "0."):
		return Share, ""
	}
	return Level, ""
}

// change reads up 5%, rose by about 3, an increase of 2, 5% higher, 12 more than.
func (b *englishBinder) change(tok englishToken, lead int) Direction {
	k := lead - 1
	for k >= b.from && in(enChangeLinks, b.e.word(k)) {
		k--
	}
	if d, ok := enDirections[b.e.word(k)]; ok && k >= b.from {
		return Direction(d)
	}
	for k := tok.next; k <= tok.next+2; k++ {
		w := b.e.word(k)
		d, ok := enAfterChange[w]
		if !ok {
			if isEnglishMark(w) || in(enStops, w) {
				break
			}
			continue
		}
		if b.e.word(k+1) == "than" || k == tok.next && (w == "higher" || w == "lower" || w == "longer" || w == "shorter") {
			return Direction(d)
		}
		if (w == "above" || w == "below") && tok.unit.class == "points" {
			return Direction(d)
		}
		break
	}
	return ""
}

// lastDirection is that of the last word of direction in the clause, up when there
// is none.
func (b *englishBinder) lastDirection(lead int) Direction {
	for k := lead - 1; k >= b.from; k-- {
		if d, ok := enDirections[b.e.word(k)]; ok {
			return Direction(d)
		}
	}
	return Up
}

var enLevelLeads = map[string]string{
	"from": "", "at": "", "was": "", "is": "", "were": "", "are": "", "totaled": "", "totalled": "", "averaged": "", "reached": "",
	"exceeded": "", "hit": "", "=": "", "equals": "", "numbered": "", "reach": "", "reaching": "", "totaling": "", "totalling": "",
}

// levelLead tells that the words before the number make it the level of the subject:
// was, rose to, stood at.
func (b *englishBinder) levelLead(lead int) bool {
	if lead > b.from && b.e.word(lead-1) == "to" {
		return lead-1 == b.from && b.led || b.rises(lead) || in(enLevelVerbs, b.e.word(lead-2))
	}
	return lead > b.from && in(enLevelLeads, b.e.word(lead-1))
}

var enLevelVerbs = map[string]string{"came": "", "come": "", "amounted": "", "amounting": "", "amounts": "", "comes": ""}

// rises tells that a word of direction stands before the number in its clause.
func (b *englishBinder) rises(lead int) bool {
	for k := b.from; k < lead; k++ {
		if in(enDirections, b.e.word(k)) {
			return true
		}
	}
	return false
}

package gate

import (
	"cmp"
	"regexp"
	"strings"

	"reportbot/ingest/figure"
)

// sameDirection tells whether a claim tells a change as a change, up or down as the
// report does, and a level as a level.
func (k *checking) sameDirection(c claim, f fact) Verdict {
	words := strings.ToLower(c.Indicator + c.lead + c.tail)
	direction := c.Direction
	if direction == "" && c.Kind != figure.Change && f.Kind == figure.Change {
		direction = growthIn(words)
	}
	if direction == "" && c.before != nil && c.before.Kind == figure.Change && meaning(c.lead) == "" {
		direction = c.before.Direction // growth of 6% in … and 9% in …
	}
	move := moveIn(c.lead)
	switch {
	case move != "" && !k.moves(f, move):
		return failed(Direction, "the report does not say that "+cmp.Or(f.Indicator, c.Text)+" went "+string(move)+" to "+c.Text)
	case f.old != c.old() && !(f.old && f.Period != "" && c.Period != ""): // another year may be said instead
		return failed(Direction, c.Text+" stands on the other side of the change in the report")
	case f.Kind == figure.Change && direction == "":
		return failed(Direction, c.Text+" is a change in the report, not a level")
	case f.Kind == figure.Change && f.Direction != "" && direction != f.Direction:
		return failed(Direction, c.Text+" goes "+string(f.Direction)+" in the report")
	case f.Kind != figure.Change && c.Kind == figure.Change && !increment(c, f):
		return failed(Direction, c.Text+" is a level in the report, not a change")
	}
	return Verdict{}
}

// growthIn reads a direction from nouns of change: 增速为9.4%, a growth rate of 9.4%.
func growthIn(words string) figure.Direction {
	switch {
	case containsAny(words, "降幅", "跌幅", "下降", "减少", "减幅", "decline", "decrease", "drop", "down"):
		return figure.Down
	case containsAny(words, "增速", "增幅", "增长", "涨幅", "升幅", "增量", "净增", "新增", "growth", "increase", "rise", "up "):
		return figure.Up
	}
	return ""
}

// increment tells that a report's level is what came in addition: 新增3家 may be told as
// 增加了3家, 户均增收3200元.
func increment(c claim, f fact) bool {
	if scaleOf(f.Unit).of == percent || scaleOf(f.Unit).of == points {
		return false
	}
	return c.Direction == figure.Up && containsAny(f.Indicator+f.clause, "增", "新", "new", "add")
}

// Words that tell which way a level was reached: 提高到79%, fell to 44.
var (
	upTo   = regexp.MustCompile(`(?:提高|提升|上升|增加|增长|扩大|扩|升|增)[到至为]|(?i:\b(?:rose|risen|grew|grown|climbed|increased|up)\s+to\b)`)
	downTo = regexp.MustCompile(`(?:下降|降低|减少|压减|压缩|缩短|回落|降|减)[到至为]|(?i:\b(?:fell|fallen|dropped|declined|decreased|down)\s+to\b)`)
)

func moveIn(lead string) figure.Direction {
	switch {
	case downTo.MatchString(lead):
		return figure.Down
	case upTo.MatchString(lead):
		return figure.Up
	}
	return ""
}

// moves tells that the report says of a level that it was reached that way: in its own
// words, by what it was before, or by a change of the same indicator.
func (k *checking) moves(f fact, way figure.Direction) bool {
	if own := moveIn(f.lead); own != "" {
		return own == way
	}
	if f.Kind == figure.Change {
		return true
	}
	for _, g := range k.facts {
		switch {
		case g.sentence != f.sentence || g.Indicator != f.Indicator:
		case g.Kind == figure.Change:
			return g.Direction == way
		case g.old && g.Unit == f.Unit && g.Value != f.Value:
			a, _ := amountOf(f.Figure)
			b, _ := amountOf(g.Figure)
			return a.GreaterThan(b.Decimal) == (way == figure.Up)
		}
	}
	return false
}

// Words of change in a clause without figures.
var (
	wentUp   = regexp.MustCompile(`增长|上升|增加|提高|提升|回升|扩大|(?i:\b(?:rose|grew|increased|climbed|improved)\b)`)
	wentDown = regexp.MustCompile(`下降|减少|降低|回落|下滑|缩小|(?i:\b(?:fell|dropped|declined|decreased|shrank)\b)`)
)

// directions checks clauses without figures that tell of a change: it must be the one
// that the report tells.
func (k *checking) directions() Verdict {
	for _, clause := range strings.FieldsFunc(k.text, func(r rune) bool { return strings.ContainsRune(clauseMarks+"！？!?\n", r) }) {
		up, down := wentUp.MatchString(clause), wentDown.MatchString(clause)
		if up == down || len(number.FindString(clause)) > 0 {
			continue
		}
		told, wrong := false, false
		w := newWording(k.terms, clause)
		for _, f := range k.facts {
			if f.Kind == figure.Change && f.Direction != "" && k.names(f, w) == named {
				told = told || (f.Direction == figure.Up) == up
				wrong = wrong || (f.Direction == figure.Up) != up
			}
		}
		if wrong && !told {
			return failed(Direction, "the report tells the reverse: "+clause)
		}
	}
	return Verdict{}
}

package figure

import "strings"

// ownerBehind is what a general noun measures when it stands behind the number: 总投资2
// 亿元的绿道, 投资600万元实施了渠系改造; in the next clause when the sentence opens with
// the number: 投资600万元，实施渠系改造.
func (b *binder) ownerBehind(i int) string {
	start := b.t.suffixEnd(b.tokens[i].end)
	comma := i == 0 && b.parts[i].leadStart == 0 && (b.t.at(start) == '，' || b.t.at(start) == ',')
	if comma {
		start++
	}
	rest := b.ownerText(start, i+1)
	verb := spendVerbs.begins(rest)
	owner := strings.TrimLeft(rest[len(verb):], "了的")
	switch {
	case verb == "" && (comma || !strings.HasPrefix(rest, "的")), grades.begins(owner) != "":
		return ""
	case owner == "" && i+1 < len(b.tokens):
		owner = b.ownerText(b.t.suffixEnd(b.tokens[i+1].end), i+2)
	}
	return tailNoun(heads.head(owner), true)
}

// wholeBehind is what a share is of: 八成的村庄.
func (b *binder) wholeBehind(i int) string {
	of, ok := strings.CutPrefix(b.ownerText(b.t.suffixEnd(b.tokens[i].end), i+1), "的")
	if !ok {
		return ""
	}
	return tailNoun(of, false)
}

// cutSurvey takes off what makes the noun behind a number the source of other
// figures: 县的不完全统计; false when it is none.
func cutSurvey(tail string) (string, bool) {
	at := strings.LastIndex(tail, "的")
	if at <= 0 || surveys.ends(tail) == "" {
		return tail, false
	}
	return tail[:at], true
}

// ownerText is the text from a rune to the next boundary or to token i.
func (b *binder) ownerText(start, i int) string {
	end := b.t.nextMark(start, start+maxNoun)
	if i < len(b.tokens) {
		end = min(end, b.tokens[i].start)
	}
	return b.leadText(start, end)
}

// spentInRow tells that token i goes on with a row of sums, 投资80万元的驿站、50万元的公厕,
// and hands it their noun.
func (b *binder) spentInRow(i int) bool {
	if i == 0 || !b.inRow(i) || b.tokens[i].unit.class != "money" || b.tokens[i-1].unit.class != "money" {
		return false
	}
	noun := b.parts[i-1].lead.noun
	if generalNouns.has(noun) {
		b.parts[i].lead.noun = noun
	}
	return generalNouns.has(noun)
}

var (
	spendVerbs = list("spend verbs") // before what money was spent on
	grades     = list("grades")      // 水平, 规模: own nothing
	surveys    = list("surveys")
)

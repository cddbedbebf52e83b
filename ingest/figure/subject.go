package figure

import (
	"strings"
	"unicode/utf8"
)

// before takes the subject from the sentence before.
func (b *binder) before() {
	if n := len(b.c.Before); n > 0 {
		b.subject = sentenceSubject(b.c.Before[n-1])
	}
}

// sentenceSubject is the subject of the first clause of a sentence that has one
// without digits.
func sentenceSubject(s string) string {
	for clause := range strings.SplitSeq(strings.TrimRight(s, "。！？；"), "，") {
		if subject := clauseSubject(clause); subject != "" && !strings.ContainsAny(subject, "0123456789") {
			return subject
		}
	}
	return ""
}

// clausesBefore takes the subject from the last clause without figures that stands
// between token i and the one before it.
func (b *binder) clausesBefore(i int) {
	start := 0
	if i > 0 {
		start = b.t.nextClause(b.t.suffixEnd(b.tokens[i-1].end), b.parts[i].leadStart)
	}
	for end := b.parts[i].leadStart - 1; end > start; {
		from := end
		for from > start && !subjectMark(b.t.at(from-1)) {
			from--
		}
		if s := clauseSubject(b.leadText(from, end)); s != "" {
			b.subject = s
			return
		}
		end = from - 1
	}
}

func subjectMark(r rune) bool { return clauseMark(r) || r == ':' || r == '：' }

// nextClause returns the offset after the next mark between clauses, limit when
// there is none before it.
func (t *text) nextClause(i, limit int) int {
	for ; i < limit; i++ {
		if subjectMark(t.at(i)) {
			return i + 1
		}
	}
	return i
}

// clauseSubject is the noun that a clause without figures is about.
func clauseSubject(s string) string {
	s = cutItemMark(strings.TrimSpace(s))
	if compareWords.begins(s) != "" || strings.HasPrefix(s, "比") && notCompared.begins(s) == "" {
		return "" // 比计划晚一个月
	}
	s = cutComparison(s, true)
	s = tails.tail(cutAspect(heads.head(s)))
	if at := predicate(s); at > 0 && amountNouns.ends(s) == "" {
		s = s[:at]
	}
	if at, _ := stateWords.find(s); at >= 2*len("字") {
		s = s[:at]
	}
	s = tails.tail(s)
	if v := verbs.begins(s); v != "" && v != s {
		s = heads.head(s[len(v):])
	}
	if n := utf8.RuneCountInString(s); n < 2 || n > maxNoun {
		return ""
	}
	return s
}

package figure

import "strings"

// named is the indicator of a token of a row that the sentence binds one by one:
// urban and rural incomes were 52,000 and 28,000 yuan respectively.
func (b *englishBinder) named(kind Kind) string {
	if b.i == b.row && b.i+1 < len(b.tokens) && b.respectively() {
		b.names = splitEnglish(b.subjectIn(b.from, b.tokens[b.i].first, true))
	}
	n := b.i - b.row
	if n >= len(b.names) || n == 0 && kind != Change && !b.respectively() {
		return ""
	}
	if next := b.i + 1; n == 0 && (next == len(b.tokens) || !onlyJoins(b.e, b.tokens[b.i].next, b.tokens[next].first)) {
		return ""
	}
	return b.names[n]
}

// joined tells that only and or a comma stands between the token before and this one.
func (b *englishBinder) joined() bool {
	return onlyJoins(b.e, b.tokens[b.i-1].next, b.tokens[b.i].first)
}

func onlyJoins(e *englishText, from, to int) bool {
	for k := from; k < to; k++ {
		if w := e.word(k); w != "and" && w != "," && w != "by" {
			return false
		}
	}
	return true
}

// respectively tells that the word stands behind one of the next two tokens.
func (b *englishBinder) respectively() bool {
	for n := b.i; n < len(b.tokens) && n <= b.i+2; n++ {
		k := b.tokens[n].next
		if b.e.word(k) == "respectively" || b.e.word(k+1) == "respectively" {
			return true
		}
	}
	return false
}

// splitEnglish parts A and B HEAD, or HEAD of A and B, into two names.
func splitEnglish(s string) []string {
	words := strings.Fields(s)
	for i, w := range words {
		if w != "and" || i == 0 || i == len(words)-1 {
			continue
		}
		before := strings.Join(words[:i-1], " ")
		after := strings.Join(words[i+2:], " ")
		first := strings.TrimSpace(before + " " + words[i-1] + " " + after)
		second := strings.TrimSpace(before + " " + words[i+1] + " " + after)
		return []string{first, second}
	}
	return nil
}

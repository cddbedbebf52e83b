package figure

import "strings"

// withOutcome is the last noun with the verb behind the number in the place of its
// own: 31 businesses opened and 17 closed.
func (b *englishBinder) withOutcome(tok englishToken) string {
	if !outcome(b.e.word(tok.next)) {
		return b.last
	}
	words := strings.Fields(b.last)
	if outcome(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return strings.Join(append(words, b.e.word(tok.next)), " ")
}

// partOfCount is what was counted before with what a part of it was for: 412 permits …;
// 74 were for new housing units. A part (of which 18 are affordable) is of that count
// and of no sum that stands between; "" for other numbers.
func (b *englishBinder) partOfCount(tok englishToken) string {
	verb := b.e.word(tok.next)
	if b.counted == "" || verb != "were" && verb != "are" && verb != "was" && verb != "is" {
		return ""
	}
	k := tok.next + 1
	end := k
	for end < k+maxEnglishNoun && b.e.word(end) != "" && !isEnglishMark(b.e.word(end)) {
		end++
	}
	whole, _, _ := strings.Cut(b.counted, " for ")
	if b.e.word(k) == "for" && end > k+1 {
		return whole + " " + strings.ToLower(b.e.slice(b.e.words[k].start, b.e.words[end-1].end))
	}
	if b.scope(tok.first) != "" && end > k {
		return strings.ToLower(b.e.slice(b.e.words[k].start, b.e.words[end-1].end)) + " " + b.counted
	}
	return b.counted
}

// risesTo tells that a fall or rise from the number ends in the next one: dropped from
// 61 to 44.
func (b *englishBinder) risesTo(lead int) bool {
	n := b.i + 1
	return n < len(b.tokens) && b.tokens[n].first > 0 && b.e.word(b.tokens[n].first-1) == "to" &&
		b.tokens[n].first-b.tokens[b.i].next <= maxEnglishNoun && lead >= 2
}

func outcome(w string) bool { return w == "opened" || w == "closed" }

// objectBefore is the noun between a verb and the word that links it with the number:
// keep spending below 5 million, a surplus of 3 million.
func (b *englishBinder) objectBefore(lead int) string {
	end := lead
	if in(enLinking, b.e.word(lead-1)) {
		end--
	} else if lead == b.tokens[b.i].first {
		return ""
	}
	start := end
	for start > b.from && b.nounWord(start-1) && !in(enDirections, b.e.word(start-1)) && start > end-maxEnglishNoun {
		start--
	}
	if start == end || in(enEmptyNouns, b.e.word(end-1)) || end == lead && start == b.from {
		return ""
	}
	return b.textOf(start, end)
}

func (b *englishBinder) hasVerb(lead int) bool {
	for k := b.from; k < lead; k++ {
		if in(enVerbs, b.e.word(k)) {
			return true
		}
	}
	return false
}

// subjectIn is the noun phrase before the first verb or word of direction among words
// from to end; "" when the words begin with one, and, unless bare, when there is no
// verb at all.
func (b *englishBinder) subjectIn(from, end int, needVerb bool) string {
	from = b.skipOpening(from, end)
	stop := -1
	for k := from; k < end; k++ {
		w := b.e.word(k)
		if b.isVerb(k) && !(k == from && b.adjective(k)) || in(enDirections, w) && !b.isVerb(k+1) || w == "of" && b.e.word(k+1) == "which" {
			stop = k
			break
		}
	}
	if stop < 0 {
		if needVerb {
			return ""
		}
		stop = end
	}
	for stop > from && in(enNounHeads, b.e.word(stop-1)) {
		stop--
	}
	if stop <= from || stop-from > maxEnglishNoun {
		return ""
	}
	if w := b.e.word(from); in(enStops, w) && w != "no" {
		return ""
	}
	switch b.e.word(from) {
	case "it", "they", "we", "he", "she", "which", "who", "there", "them":
		return ""
	}
	return b.textOf(from, stop)
}

// isVerb tells that word k is a verb: one of the list, or a past form that describes
// no noun behind it.
func (b *englishBinder) isVerb(k int) bool {
	w := b.e.word(k)
	if in(enVerbs, w) {
		return true
	}
	after := b.e.word(k + 1)
	return len(w) > 4 && strings.HasSuffix(w, "ed") && (!isLetterWord(after) || in(enStops, after) || in(enVerbs, after) || in(enNumbers, after))
}

// adjective tells that a verb that opens a clause describes the noun behind it:
// Reported burglaries fell.
func (b *englishBinder) adjective(k int) bool {
	return strings.HasSuffix(b.e.word(k), "ed") && k+2 < len(b.e.words) && b.nounWord(k+1) && !b.e.words[k+1].number && in(enDirections, b.e.word(k+2))
}

// skipOpening passes over articles, words of time and the like that a clause begins
// with.
func (b *englishBinder) skipOpening(from, end int) int {
	for from < end {
		if next := b.periodAt(from); next > from {
			from = next
			continue
		}
		if !in(enNounHeads, b.e.word(from)) && b.e.word(from) != "-" {
			break
		}
		from++
	}
	return from
}

// nounBehind is the noun phrase behind a number: 430 homes, 6.3 miles of water main,
// $2 million in grants. Behind money and % it must follow of, in, for or on.
func (b *englishBinder) nounBehind(tok englishToken) string {
	k := tok.next
	switch w := b.e.word(k); {
	case w == "of", tok.unit.class == "money" && (w == "in" || w == "for" || w == "on" || w == "into"):
		k++
	case tok.unit.class == "money" || tok.unit.class == "rate" || tok.unit.class == "points":
		return ""
	}
	if b.periodAt(k) > k || b.periodAt(k-1) > k-1 {
		return ""
	}
	for in(enNounHeads, b.e.word(k)) && !in(enVerbs, b.e.word(k)) && b.e.word(k) != "and" && b.e.word(k) != "or" {
		k++
	}
	if w := b.e.word(k); in(enNumbers, w) || k < len(b.e.words) && b.e.words[k].number {
		k++
	}
	start := k
	for k < len(b.e.words) && k < start+maxEnglishNoun-2 && b.nounWord(k) {
		k++
	}
	if k == start {
		return ""
	}
	if outcome(b.e.word(k)) && (isEnglishMark(b.e.word(k+1)) || b.e.word(k+1) == "and") {
		k++
	}
	b.nounEnd = k
	return b.textOf(start, k)
}

// nounWord tells that word k goes on with a noun phrase.
func (b *englishBinder) nounWord(k int) bool {
	w := b.e.word(k)
	if w == "-" {
		return b.e.words[k].glued && b.e.nextGlued(k)
	}
	if k > 0 && b.e.word(k-1) == "-" && b.e.words[k].glued {
		return true
	}
	return isLetterWord(w) && !in(enStops, w) && !b.isVerb(k) && b.periodAt(k) == k
}

func (b *englishBinder) textOf(from, end int) string {
	if from >= end {
		return ""
	}
	return strings.TrimSpace(string(b.e.src[b.e.words[from].start:b.e.words[end-1].end]))
}

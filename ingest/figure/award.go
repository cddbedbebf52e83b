package figure

import (
	"strings"
	"unicode/utf8"
)

// maxAward is how long what was won or passed is at most, in characters.
const maxAward = 16

// honoured adds to a general noun counted by token i what the clause says of those that
// are counted, by which alone they differ: 3家企业|入选省级绿色工厂. The name is that of
// no other count of the noun.
func (b *binder) honoured(i int, noun string) string {
	tok := b.tokens[i]
	if !countable(tok.unit) || !holders.has(noun) {
		return noun
	}
	at := tok.end
	if !strings.HasPrefix(b.t.from(at, maxAward), noun) {
		return noun
	}
	at += utf8.RuneCountInString(noun)
	verb := awardVerbs.begins(b.t.from(at, maxExact))
	if verb == "" {
		return noun
	}
	start := at + utf8.RuneCountInString(verb)
	end := b.t.nextMark(start, start+maxAward+1)
	if i+1 < len(b.tokens) {
		end = min(end, b.tokens[i+1].start)
	}
	award := strings.Trim(b.t.slice(start, end), " “”")
	if n := utf8.RuneCountInString(award); n < minAward || end > start+maxAward {
		return noun
	}
	return verb + award + "的" + noun
}

// minAward is how long it is at least: 3家企业完成改造 are told by 企业.
const minAward = 4

var (
	holders    = list("holders")
	awardVerbs = list("award verbs")
)

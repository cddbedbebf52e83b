package gate

import (
	"slices"
	"strings"
	"unicode"

	"reportbot/retrieval/query"
)

// part is a piece of an indicator's name.
type part struct {
	key    string
	weight int
	said   float64 // by the statement: 0 nothing of it, 1 all
}

// parts takes a name to pieces, each once, and tells which of them a statement says:
// its characters for a statement in Chinese, its words for one in English; where the
// statement is in the other language, the terms that the glossary knows. unknown is
// the weight of what it does not.
func (k *checking) parts(name string, w wording) (all []part, unknown int) {
	name = k.plain(name)
	switch chinese := len(w.han) > 0; {
	case hasHan(name) && chinese:
		return characters(name, w), 0
	case hasHan(name):
		return k.translated(name, w)
	case chinese:
		return k.translatedBack(name, w)
	}
	return stems(name, w), 0
}

// plain returns what a name says of what is measured, by full names.
func (k *checking) plain(name string) string {
	plain, ok := k.plainNames[name]
	if !ok {
		full := fullNames(k.terms, content(k.terms, name))
		if plain = fillers.Replace(full); plain == "" {
			plain = full
		}
		k.plainNames[name] = plain
	}
	return plain
}

func characters(name string, w wording) (all []part) {
	for _, r := range name {
		if unicode.Is(unicode.Han, r) {
			all = addPart(all, part{string(r), 1, share(w.han[r])})
		}
	}
	for _, word := range latinWords(name) {
		all = addPart(all, part{word, len(word), share(strings.Contains(w.text, word))})
	}
	return all
}

func stems(name string, w wording) (all []part) {
	words := latinWords(name)
	full := slices.DeleteFunc(slices.Clone(words), func(word string) bool { return emptyWords[word] })
	if len(full) == 0 {
		full = words
	}
	for _, word := range full {
		s := stem(word)
		all = addPart(all, part{s, 1, share(w.stems[s])})
	}
	return all
}

var emptyWords = set(`a an the and or of above below across per in on at by to for from with as its their is was were be been has had have total amount number`)

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[w] = true
	}
	return all
}

// translated returns the terms of a Chinese name that have English equivalents. Other
// characters are known when the statement spells them in Pinyin.
func (k *checking) translated(name string, w wording) (all []part, unknown int) {
	rest := func(text string) {
		n := len([]rune(text))
		if spelled := query.Pinyin(text); n >= 2 && spelled != "" && strings.Contains(strings.Join(latinWords(w.text), ""), spelled) {
			all = addPart(all, part{text, n, 1})
			return
		}
		unknown += n
	}
	last := 0
	for _, m := range k.terms.Find(name, query.KindChinese) {
		rest(name[last:m.Start])
		last = m.End
		said := 0.0
		for _, phrase := range k.terms.English(m.Term) {
			said = max(said, w.saysPhrase(phrase))
		}
		all = addPart(all, part{m.Term, len([]rune(m.Term)), said})
	}
	rest(name[last:])
	return all, unknown
}

// saysPhrase returns how much of an English phrase w says; nothing without its noun.
func (w wording) saysPhrase(phrase string) float64 {
	if !w.stems[stem(headWord(phrase))] {
		return 0
	}
	return saidShare(stems(phrase, w))
}

// smallParts is parts, with the terms of a Chinese name in the words of the English
// phrases that the statement says most of.
func (k *checking) smallParts(name string, w wording) (all []part, unknown int) {
	if !hasHan(name) || len(w.han) > 0 {
		return k.parts(name, w)
	}
	name = k.plain(name)
	for _, m := range k.terms.Find(name, query.KindChinese) {
		var best []part
		for _, phrase := range k.terms.English(m.Term) {
			if words := stems(phrase, w); best == nil || saidShare(words) > saidShare(best) {
				best = words
			}
		}
		all = addParts(all, best)
	}
	_, unknown = k.parts(name, w)
	return all, unknown
}

// translatedBack returns the terms of an English name that stand for Chinese ones.
func (k *checking) translatedBack(name string, w wording) (all []part, unknown int) {
	rest := func(text string) { unknown += len(stems(text, w)) }
	last := 0
	for _, m := range k.terms.Find(name, query.KindEnglish) {
		rest(name[last:m.Start])
		last = m.End
		said := slices.ContainsFunc(k.terms.Chinese(m.Term), func(zh string) bool {
			return strings.Contains(w.text, strings.ToLower(fullNames(k.terms, zh))) || strings.Contains(w.text, zh)
		})
		all = addPart(all, part{m.Term, len(latinWords(m.Term)), share(said)})
	}
	rest(name[last:])
	return all, unknown
}

func share(said bool) float64 {
	if said {
		return 1
	}
	return 0
}

func addParts(all, more []part) []part {
	for _, p := range more {
		all = addPart(all, p)
	}
	return all
}

func addPart(all []part, p part) []part {
	if slices.ContainsFunc(all, func(q part) bool { return q.key == p.key }) {
		return all
	}
	return append(all, p)
}

// saidShare is the share of the parts that the statement says; 0 without parts.
func saidShare(all []part) float64 {
	total, said := 0.0, 0.0
	for _, p := range all {
		total += float64(p.weight)
		said += float64(p.weight) * p.said
	}
	if total == 0 {
		return 0
	}
	return said / total
}

func weightOf(all []part) (sum int) {
	for _, p := range all {
		sum += p.weight
	}
	return sum
}

// without returns the parts that others lack.
func without(all, others []part) []part {
	return slices.DeleteFunc(slices.Clone(all), func(p part) bool {
		return slices.ContainsFunc(others, func(q part) bool { return q.key == p.key })
	})
}

// content leaves out of a name what says nothing of what is measured: the whole place
// (全镇), times, fillers, the measure that the unit tells, a list number.
func content(terms *query.Terms, name string) string {
	name = withoutListNumber(name)
	full := name
	for _, m := range slices.Backward(terms.Find(name, query.KindScope)) {
		if class, _ := terms.Scope(m.Term); knownScopes[class] {
			name = name[:m.Start] + name[m.End:]
		}
	}
	if short := fillers.Replace(name); short != "" {
		return short
	}
	return full
}

// headWord is the noun of an English name: revenue of revenue across all funds.
func headWord(name string) string {
	head := ""
	for _, word := range latinWords(name) {
		if head != "" && emptyWords[word] {
			break
		}
		head = word
	}
	return head
}

// knownScopes are the classes of scope that are known apart from the name.
var knownScopes = set("area whole part period")

var fillers = strings.NewReplacer("的", "", "了", "", "“", "", "”", "", "、", "", "等", "", "面积", "", "总数", "", "总量", "", "数量", "", "人数", "", "户数", "", "总长", "", "长度", "", "全长", "", "里程", "", "合计", "", "总计", "", "金额", "")

// Classes of scope that make another quantity of a name, and those that do where no
// cited sentence has them.
var (
	limiting      = set("level settlement threshold ownership flow origin")
	foreignLimits = set("level settlement threshold ownership origin sector group")
)

// words returns the words of a name that are scopes of the classes: 规上, 农村, 省级,
// 新增; those that make an average of it (人均) in any case.
func (k *checking) words(name string, classes map[string]bool) (words []string) {
	for _, m := range k.terms.Find(fullNames(k.terms, name), query.KindScope) {
		class, _ := k.terms.Scope(m.Term)
		if classes[class] && m.Term != "城乡" || m.Term == "户籍" || m.Term == "常住" || class == "counting" && strings.HasSuffix(m.Term, "均") {
			words = append(words, m.Term)
		}
	}
	return words
}

// says tells whether a text says a limiting word or another name of it; of one that
// tells how something came to be (新建, 新增), any of its kind.
func (k *checking) says(word string, w wording) bool {
	if strings.Contains(w.text, strings.ToLower(fullNames(k.terms, word))) || strings.Contains(w.text, word) {
		return true
	}
	for i := range word {
		_, first := k.terms.Scope(word[:i])
		if _, second := k.terms.Scope(word[i:]); first && second && strings.Contains(w.text, word[:i]) && strings.Contains(w.text, word[i:]) {
			return true // 城镇、农村居民
		}
	}
	return strings.HasPrefix(word, "新") && strings.ContainsAny(w.text, "新增建设成引添扩")
}

package query

import (
	"slices"
	"strings"
)

// Other is a part of the topic with other names for it: those of the same thing,
// what an English word means in Chinese, what a Latin word may spell.
type Other struct {
	Start, End int // byte offsets in Query.Topic
	Names      []string
}

// WrittenFor returns what reports write for the everyday words of a text (老百姓:
// 居民, 群众), each word once; nil when there is none.
func (t *Terms) WrittenFor(text string) []string {
	var out []string
	for _, m := range t.Find(text, KindSaid) {
		out = appendNew(out, t.Written(m.Term)...)
	}
	return out
}

// maxOther bounds the other names that one term is given.
const maxOther = 6

// OtherNames returns other names of the terms of a topic, from left to right;
// names that are only near are never among them.
func (t *Terms) OtherNames(topic string) []Other {
	var out []Other
	for _, m := range t.Find(topic, KindSame|KindEnglish) {
		var names []string
		for _, name := range t.Same(m.Term) {
			names = appendName(names, name, m.Term)
		}
		for _, chinese := range t.Chinese(m.Term) {
			names = appendName(names, chinese, m.Term)
			for _, name := range t.Same(chinese) {
				names = appendName(names, name, m.Term)
			}
		}
		if len(names) > 0 {
			out = append(out, Other{m.Start, m.End, names[:min(len(names), 2*maxOther)]})
		}
	}
	return out
}

func appendName(names []string, name, term string) []string {
	if name == term || slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}

// latinNames returns where the topic has words of Latin letters that can be names
// in Pinyin (five letters or more) and that no term explains; without names yet.
func latinNames(topic string, known []Other) []Other {
	var out []Other
	at := 0
	for _, word := range latinWords(topic) {
		i := strings.Index(topic[at:], word)
		start, end := at+i, at+i+len(word)
		at = end
		if !slices.ContainsFunc(known, func(o Other) bool { return o.Start < end && start < o.End }) {
			out = append(out, Other{Start: start, End: end})
		}
	}
	return out
}

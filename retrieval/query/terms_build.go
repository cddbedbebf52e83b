package query

import "slices"

// newTerms makes a table of lines. A later line counts more than an earlier
// one that contradicts it.
func newTerms(lines []termLine) *Terms {
	t := &Terms{lines: lines, words: make(map[string]*termWord, 4*len(lines))}
	for _, l := range lines {
		t.group(l)
	}
	for _, l := range lines {
		t.relate(l)
	}
	t.trie = newTermTrie(t.words)
	return t
}

// word returns what the table says of text, an entry of its own if that is
// nothing yet, and marks it as one of the kind.
func (t *Terms) word(text string, kind TermKind) *termWord {
	folded := foldTerm(text)
	w := t.words[folded]
	if w == nil {
		w = &termWord{text: text, group: &termGroup{names: []string{text}}}
		t.words[folded] = w
	}
	w.kinds |= kind
	return w
}

// group sees to it that the words of a same line are in one group, and those
// of a near line in groups of their own.
func (t *Terms) group(l termLine) {
	var before []*termWord
	for _, text := range l.terms {
		w := t.word(text, l.kind)
		switch l.kind {
		case KindSame:
			if len(before) > 0 {
				t.join(before[0].group, w.group)
			}
		case KindNear:
			if slices.ContainsFunc(before, func(b *termWord) bool { return b.group == w.group }) {
				w.group.names = slices.DeleteFunc(w.group.names, func(n string) bool { return n == w.text })
				w.group = &termGroup{names: []string{w.text}}
			}
		}
		before = append(before, w)
	}
}

// join moves all names of the group from to the end of the group to.
func (t *Terms) join(to, from *termGroup) {
	if to == from {
		return
	}
	for _, name := range from.names {
		to.names = append(to.names, name)
		t.words[foldTerm(name)].group = to
	}
}

// relate enters what a line says besides names of the same thing.
func (t *Terms) relate(l termLine) {
	first := t.word(l.terms[0], 0)
	switch l.kind {
	case KindNarrower:
		second := t.word(l.terms[1], 0)
		first.group.wider = appendGroup(first.group.wider, second.group)
		second.group.narrower = appendGroup(second.group.narrower, first.group)
	case KindNear:
		t.setNear(l.terms)
	case KindMeasure:
		for _, text := range l.terms {
			t.word(text, 0).measure = l.class
		}
	case KindScope:
		for _, text := range l.terms {
			t.word(text, 0).scope = l.class
		}
	case KindSaid:
		for _, text := range l.terms {
			w := t.word(text, 0)
			w.written = appendNew(w.written, l.written...)
		}
	case KindChinese:
		first.english = appendNew(first.english, l.english...)
		for _, phrase := range l.english {
			w := t.word(phrase, KindEnglish)
			w.chinese = appendNew(w.chinese, first.text)
		}
	}
}

func (t *Terms) setNear(terms []string) {
	for i, a := range terms {
		for _, b := range terms[i+1:] {
			v, w := t.word(a, 0).group, t.word(b, 0).group
			if v != w { // a later line may have made them the same
				v.near = appendGroup(v.near, w)
				w.near = appendGroup(w.near, v)
			}
		}
	}
}

func appendGroup(dst []*termGroup, g *termGroup) []*termGroup {
	if slices.Contains(dst, g) {
		return dst
	}
	return append(dst, g)
}

package lexical

// Terms returns the terms of text in order, repetitions included; nil when it
// holds none. Case, full width and compatibility forms are folded first.
//
// A Han character gives its unigram, then the bigram with the Han character
// before it: 亿元 is 亿, 元, 亿元. A bigram never crosses punctuation, blanks
// or a word. A single line end between two Han characters (blanks around it
// allowed) is taken for a hard wrap and does not part them; an empty line or
// an ideographic space does.
//
// Numbers and words are one term each: 55.61; 1,234.5 without its comma; 5G,
// PM2.5, 10KV. See appendWords for hyphens, apostrophes and plurals.
func Terms(text string) []Term {
	var buf [1024]rune
	folded := appendFolded(buf[:0], text)
	if len(folded) == 0 {
		return nil
	}
	return appendTerms(make([]Term, 0, 2*len(folded)), folded, nil)
}

// appendTerms appends the terms of folded text: all when f is nil, else those that f
// looks for and some others.
func appendTerms(dst []Term, folded []rune, f *Finder) []Term {
	var before rune // the Han character that a bigram may start with, or stop
	for i := 0; i < len(folded); {
		switch r := folded[i]; {
		case isHan(r):
			if f.mayEnd(r) {
				dst = append(dst, unigramTerm(r))
				if before != stop {
					dst = append(dst, bigramTerm(before, r))
				}
			}
			before = r
			i++
		case isWordRune(r):
			before = stop
			end := wordEnd(folded, i)
			if f.wantsWords() {
				dst = appendWords(dst, folded[i:end])
			}
			i = end
		case r == ' ' || r == '\n':
			end, wrap := gap(folded, i)
			if !wrap {
				before = stop
			}
			i = end
		default:
			before = stop
			i++
		}
	}
	return dst
}

// gap returns where the white space starting at i ends (exclusive), and
// whether it holds exactly one line end.
func gap(folded []rune, i int) (end int, wrap bool) {
	lines := 0
	for ; i < len(folded) && (folded[i] == ' ' || folded[i] == '\n'); i++ {
		if folded[i] == '\n' {
			lines++
		}
	}
	return i, lines == 1
}

package lexical

// Query is a set of weighted terms. The zero Query matches nothing.
type Query struct {
	Terms []Weighted // each term once
}

// Weighted is a term and the factor by which its score counts.
type Weighted struct {
	Term   Term
	Weight float32
}

// unigramWeight keeps single characters from outvoting pairs; bigrams and
// words weigh 1. The optimum is flat.
const unigramWeight = 0.3

// NewQuery returns the terms of text, each once, in order of appearance.
func NewQuery(text string) Query {
	terms := Terms(text)
	q := Query{Terms: make([]Weighted, 0, len(terms))}
	for _, t := range terms {
		w := Weighted{Term: t, Weight: 1}
		if t.Kind() == Unigram {
			w.Weight = unigramWeight
		}
		q.Terms = append(q.Terms, w)
	}
	return Merge(q)
}

// Scaled returns q with all weights multiplied by w; q stays as it is.
func (q Query) Scaled(w float32) Query {
	scaled := Query{Terms: make([]Weighted, len(q.Terms))}
	for i, t := range q.Terms {
		scaled.Terms[i] = Weighted{Term: t.Term, Weight: t.Weight * w}
	}
	return scaled
}

// Merge returns the terms of all queries, each once with the highest weight
// it has in any of them, in order of first appearance.
func Merge(qs ...Query) Query {
	var merged Query
	places := make(map[Term]int)
	for _, q := range qs {
		for _, t := range q.Terms {
			i, known := places[t.Term]
			if !known {
				places[t.Term] = len(merged.Terms)
				merged.Terms = append(merged.Terms, t)
				continue
			}
			merged.Terms[i].Weight = max(merged.Terms[i].Weight, t.Weight)
		}
	}
	return merged
}

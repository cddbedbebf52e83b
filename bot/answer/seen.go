package answer

import (
	"slices"

	"reportbot/retrieval/lexical"
	question "reportbot/retrieval/query"
)

// seen is what a topic has read of figures: the reports of one place hold thousands,
// whose names and sentences come again.
type seen struct {
	units  []unit // of the topic, then of what it leans on
	finder *lexical.Finder
	terms  map[lexical.Term]bool // of the text at hand

	own            map[figureName]hits
	around, before map[*surroundings]hits
	fits           map[*candidateWords]float64 // see wordFit
	strange        map[string]float64          // by indicator
	matches        map[string]question.Match   // by indicator
}

// figureName is what a figure calls itself by.
type figureName struct{ indicator, scope, unit string }

func newSeen(units []unit) *seen {
	var wanted []lexical.Term
	for _, u := range units {
		wanted = slices.Concat(wanted, []lexical.Term{u.term}, u.pairs, slices.Concat(u.names...))
	}
	return &seen{
		units: units, finder: lexical.NewFinder(wanted), terms: map[lexical.Term]bool{},
		own: map[figureName]hits{}, around: map[*surroundings]hits{}, before: map[*surroundings]hits{},
		fits: map[*candidateWords]float64{}, strange: map[string]float64{}, matches: map[string]question.Match{},
	}
}

// remember returns what f returned for a key the first time.
func remember[K comparable, V any](known map[K]V, key K, f func() V) V {
	v, ok := known[key]
	if !ok {
		v = f()
		known[key] = v
	}
	return v
}

// hits tell of each unit how far a text holds it, see unit.found; nil when it holds
// none.
type hits []float64

// of is how far the text holds unit i.
func (h hits) of(i int) float64 {
	if h == nil {
		return 0
	}
	return h[i]
}

// hitsAround returns the hits in a figure's own name, in its sentence, and in the
// sentence before that.
func (s *seen) hitsAround(e candidate) (own, around, before hits) {
	own = remember(s.own, figureName{e.Indicator, e.Scope, e.Unit}, func() hits { return s.read(e.name()) })
	around = remember(s.around, e.surroundings, func() hits { return s.read(e.sentence) })
	before = remember(s.before, e.surroundings, func() hits { return s.read(e.previous) })
	return own, around, before
}

// ownShare is the share of the units, by weight, that a figure's own name holds.
func (s *seen) ownShare(e candidate) float64 {
	own, _, _ := s.hitsAround(e)
	sum, total := 0.0, 0.0
	for i, u := range s.units {
		sum += u.weight * own.of(i)
		total += u.weight
	}
	if total == 0 {
		return 0
	}
	return sum / total
}

// read returns the hits in a text.
func (s *seen) read(text string) hits {
	found := s.finder.Terms(text)
	if len(found) == 0 {
		return nil
	}
	clear(s.terms)
	for _, term := range found {
		s.terms[term] = true
	}
	h := make(hits, len(s.units))
	for i, u := range s.units {
		h[i] = u.found(s.terms)
	}
	return h
}

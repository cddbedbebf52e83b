package answer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"reportbot/ingest"
	"reportbot/retrieval"
)

// sentence is a sentence that may answer a question.
type sentence struct {
	passage  retrieval.Passage
	text     string
	coverage float64 // share of the question's topic that it speaks of, 0 … 1
	score    float64
	order    bool // it gives orders to its reader, and answers nothing
}

// How sentences are chosen; calibrated on the sample cases.
const (
	maxSentences = 3
	minCoverage  = 0.35 // below it the reports do not say …
	minFigure    = 0.50 // … where a figure is asked for, and the ledger does not hold it
	minClear     = 0.20 // … where the best sentence stands out
	clearMargin  = 0.15 // by which its score does then
	passageShare = 0.35 // of the passage's own score in a sentence's score
	figureBonus  = 0.10 // for a sentence with figures when the question asks for one
	otherYear    = 0.40 // for a sentence that speaks of another year
	furtherShare = 0.70 // of the best score and of minCoverage, which a further sentence must reach that adds something
	likeShare    = 0.85 // the same where only another place may be meant
	minNew       = 0.15 // of the topic, which the others leave out, so that a sentence adds something
)

// allSentences returns the sentences of the passages, best first; none when the
// question is about a place that no report knows. Where the question names a
// report, by its place or by what it alone holds, other reports do not answer it.
func allSentences(found *retrieval.Result, t *topic) ([]sentence, error) {
	if len(found.Unknown) > 0 && len(found.Query.Exact) == 0 {
		return nil, nil
	}
	named := slices.Concat(found.Query.Exact, found.Holders)
	var all []sentence
	reports := map[int]*ingest.Report{}
	for _, p := range found.Passages {
		m := found.Snapshot.Meta(p.Doc)
		if one := len(found.Query.Exact) > 0 || found.Query.Described != "" && len(found.Holders) > 0; one && !slices.Contains(named, m.Report) {
			continue
		}
		if reports[m.Report] == nil {
			r, err := found.Snapshot.Report(m.Report)
			if err != nil {
				return nil, err
			}
			reports[m.Report] = r
		}
		all = append(all, passageSentences(t, reports[m.Report], p)...)
	}
	slices.SortStableFunc(all, func(a, b sentence) int { return cmp.Compare(b.score, a.score) })
	return all, nil
}

// passageSentences returns the sentences that the passage touches.
func passageSentences(t *topic, r *ingest.Report, p retrieval.Passage) []sentence {
	var out []sentence
	sentences := r.Sections[p.Chunk.Section].Sentences
	for i, s := range sentences {
		if s.End <= p.Chunk.Start || s.Start >= p.Chunk.End {
			continue
		}
		text := r.Text[s.Start:s.End]
		context := strings.Join(p.Path, " ") + " " + p.Report.Title
		if i > 0 {
			context += " " + r.Text[sentences[i-1].Start:sentences[i-1].End]
		}
		if s.Row {
			context += " " + r.Text[s.Header.Start:s.Header.End]
		}
		out = append(out, t.judge(p, text, context))
	}
	return out
}

// judge gives a sentence its coverage and score.
func (t *topic) judge(p retrieval.Passage, text, context string) sentence {
	s := sentence{passage: p, text: text, coverage: t.coverage(text, context)}
	s.score = s.coverage + passageShare*p.Score/t.bestPassage
	if t.asksFigure && hasNumber(text) {
		s.score += figureBonus
	}
	if t.contradictsYear(p, text) {
		s.coverage, s.score = otherYear*s.coverage, otherYear*s.score
	}
	if s.order = givesOrders(text); s.order {
		s.coverage, s.score = 0, 0
	}
	return s
}

// contradictsYear tells that the question asks for years, and the sentence speaks
// of others: its section or, where that says nothing, its report does, and it
// names none of them itself.
func (t *topic) contradictsYear(p retrieval.Passage, text string) bool {
	asked := retrieval.AskedYears(t.found.Query, t.found.Newest[t.found.Snapshot.Meta(p.Doc).Report])
	own := []int{p.Year}
	if p.Year == 0 {
		own = slices.Concat(p.Report.Reported, p.Report.Planned)
	}
	if len(asked) == 0 || len(own) == 0 || t.confirms {
		return false
	}
	return !slices.ContainsFunc(asked, func(y int) bool {
		return slices.Contains(own, y) || strings.Contains(text, strconv.Itoa(y))
	})
}

// choose takes the best sentence, and others that are nearly as good and add
// something.
func choose(t *topic, all []sentence) []sentence {
	if len(all) == 0 || !t.covers(all) {
		return nil
	}
	chosen := all[:1:1]
	for _, s := range all[1:] {
		if len(chosen) == maxSentences || s.score < furtherShare*all[0].score {
			break
		}
		if s.coverage >= furtherShare*minCoverage && !repeated(chosen, s) && t.furthers(chosen, s) {
			chosen = append(chosen, s)
		}
	}
	return chosen
}

// covers tells whether the best sentence speaks enough of the topic to answer.
func (t *topic) covers(all []sentence) bool {
	best := all[0]
	switch {
	case t.asksFigure:
		return best.coverage >= minFigure
	case best.coverage >= minCoverage:
		return true
	}
	return best.coverage >= minClear && (len(all) == 1 || best.score-all[1].score >= clearMargin)
}

// furthers tells whether a sentence adds a part of the topic that the chosen ones
// leave out, or speaks of another place, year or status that the question may
// mean.
func (t *topic) furthers(chosen []sentence, s sentence) bool {
	return t.adds(chosen, s) ||
		(t.found.Query.Spread || t.spreads && s.score >= likeShare*chosen[0].score) && newPlace(chosen, s) ||
		(t.manyYears || t.confirms) && newYear(chosen, s) ||
		t.found.Query.Outcome && newStatus(chosen, s)
}

func repeated(chosen []sentence, s sentence) bool {
	return slices.ContainsFunc(chosen, func(c sentence) bool { return c.text == s.text })
}

func newPlace(chosen []sentence, s sentence) bool {
	return !slices.ContainsFunc(chosen, func(c sentence) bool {
		a, b := c.passage.Report, s.passage.Report
		return a.ID == b.ID || a.Place != "" && a.Place == b.Place
	})
}

func newYear(chosen []sentence, s sentence) bool {
	return !slices.ContainsFunc(chosen, func(c sentence) bool { return c.passage.Year == s.passage.Year })
}

func newStatus(chosen []sentence, s sentence) bool {
	return !slices.ContainsFunc(chosen, func(c sentence) bool { return c.passage.Status == s.passage.Status })
}

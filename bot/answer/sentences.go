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
}

// How sentences are chosen; calibrated on the sample cases.
const (
	maxSentences = 3
	minCoverage  = 0.55 // below it the reports do not say
	passageShare = 0.35 // of the passage's own score in a sentence's score
	figureBonus  = 0.10 // for a sentence with figures when the question asks for one
	secondShare  = 0.85 // of the best score, which a further sentence must reach …
	minNew       = 0.15 // … while it speaks of so much that the others leave out, or stands in another report
)

// bestSentences returns the sentences that answer the question, best first, at
// most maxSentences; none when the reports do not say.
func bestSentences(found *retrieval.Result) ([]sentence, error) {
	if len(found.Unknown) > 0 && len(found.Query.Exact) == 0 {
		return nil, nil
	}
	t := newTopic(found)
	var all []sentence
	reports := map[int]*ingest.Report{}
	for _, p := range found.Passages {
		m := found.Snapshot.Meta(p.Doc)
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
	return choose(t, all), nil
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
		s.coverage, s.score = s.coverage/2, s.score/2
	}
	return s
}

// contradictsYear tells that the question names years, and the sentence speaks of
// another: its section does, and it names none of them.
func (t *topic) contradictsYear(p retrieval.Passage, text string) bool {
	if len(t.years) == 0 || p.Year == 0 || slices.Contains(t.years, p.Year) {
		return false
	}
	return !slices.ContainsFunc(t.years, func(y int) bool { return strings.Contains(text, strconv.Itoa(y)) })
}

// choose takes the best sentence, and others that are nearly as good and add
// something.
func choose(t *topic, all []sentence) []sentence {
	var chosen []sentence
	for _, s := range all {
		if s.coverage < minCoverage || len(chosen) == maxSentences {
			continue
		}
		if len(chosen) == 0 {
			chosen = append(chosen, s)
			continue
		}
		if s.score < secondShare*chosen[0].score {
			break
		}
		if !repeated(chosen, s) && (t.adds(chosen, s) || t.spreads && newReport(chosen, s)) {
			chosen = append(chosen, s)
		}
	}
	return chosen
}

func repeated(chosen []sentence, s sentence) bool {
	return slices.ContainsFunc(chosen, func(c sentence) bool { return c.text == s.text })
}

func newReport(chosen []sentence, s sentence) bool {
	return !slices.ContainsFunc(chosen, func(c sentence) bool { return c.passage.Report.ID == s.passage.Report.ID })
}

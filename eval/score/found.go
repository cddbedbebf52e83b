package score

import (
	"strings"

	"reportbot/bot/answer"
	"reportbot/eval/cases"
	"reportbot/eval/match"
)

// Depth is the number of retrieved chunks that are looked at.
const Depth = 10

// ranks returns for each evidence sentence of a case the rank of the first chunk that
// holds it, from 1; 0 when none does.
func ranks(c cases.Case, found []answer.Found) []int {
	out := make([]int, len(c.Evidence))
	for r, chunk := range found[:min(Depth, len(found))] {
		if !match.OfReports(chunk.Report, c.Reports) {
			continue
		}
		text := match.Fold(chunk.Text)
		for i, evidence := range c.Evidence {
			if out[i] == 0 && strings.Contains(text, match.Fold(evidence)) {
				out[i] = r + 1
			}
		}
	}
	return out
}

func (s *Score) retrieval(c cases.Case, found []answer.Found) {
	at := ranks(c, found)
	if len(at) == 0 {
		return
	}
	best := 0
	for _, r := range at {
		if r > 0 && (best == 0 || r < best) {
			best = r
		}
	}
	within := func(k int) float64 {
		return float64(count(at, func(r int) bool { return r > 0 && r <= k })) / float64(len(at))
	}
	s.value(RecallAt1, within(1))
	s.value(RecallAt5, within(5))
	s.value(RecallAt10, within(Depth))
	s.value(MRR, 0)
	if best > 0 {
		s.value(MRR, 1/float64(best))
	}
}

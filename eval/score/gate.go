package score

import "reportbot/bot/answer"

// gate counts what became of a model's statements. What the program states by itself
// does not count.
func (s *Score) gate(a Given) {
	n := map[answer.Check]int{}
	if a.Written {
		for _, st := range a.Statements {
			n[st.Check]++
			if st.Check != answer.Passed {
				s.GateReasons = append(s.GateReasons, string(st.Check)+": "+st.Why)
			}
		}
	}
	for _, d := range a.Dropped {
		s.GateReasons = append(s.GateReasons, "dropped: "+d.Why)
	}
	all := len(a.Dropped)
	for _, k := range n {
		all += k
	}
	s.add(GatePassed, n[answer.Passed], all)
	s.add(GateRepaired, n[answer.Repaired], all)
	s.add(GateReplaced, n[answer.Replaced], all)
	s.add(GateDropped, len(a.Dropped), all)
}

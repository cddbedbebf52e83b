package answer

import (
	"strings"
	"testing"

	"reportbot/retrieval/lexical"
)

// What is seen of a text is what each unit finds among all of its terms, in a part of
// the text no more than in the whole.
func FuzzSeen(f *testing.F) {
	f.Add("规上工业产值", "规模以上工业总产值", "（二）工业 全镇实现规上工业，增加值5.6亿元")
	f.Add("拆除违法建筑", "拆违", "累计拆违1.2万平方米，建筑垃圾清零")
	f.Add("grain output in 2021", "粮食产量", "粮食总产量2,021吨；Grain outputs")
	f.Add("", "", "")
	f.Fuzz(func(t *testing.T, topic, other, text string) {
		var names [][]lexical.Term
		if name := pairsOf(other); len(name) > 0 {
			names = append(names, name)
		}
		var units []unit
		terms := lexical.Terms(topic)
		for i, term := range terms {
			units = append(units, unit{term: term, pairs: terms[i:min(i+2, len(terms))], names: names})
		}
		s := newSeen(units)
		whole := s.read(text)
		for i, u := range units {
			if got, want := whole.of(i), u.found(termSet(text)); got != want {
				t.Fatalf("unit %d of %q in %q: %v, want %v", i, topic, text, got, want)
			}
			for _, clause := range strings.Split(text, "，") {
				if part := s.read(clause).of(i); part > whole.of(i) {
					t.Fatalf("unit %d of %q: %v in %q, %v in the whole of %q", i, topic, part, clause, whole.of(i), text)
				}
			}
		}
	})
}

func TestRemember(t *testing.T) {
	known := map[string]int{}
	for _, want := range []int{1, 1} {
		if got := remember(known, "a", func() int { return len(known) + 1 }); got != want {
			t.Errorf("got %d, want %d", got, want)
		}
	}
}

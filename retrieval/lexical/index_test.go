package lexical

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// terms cuts each chunk of a report into terms.
func terms(chunks ...string) [][]Term {
	cut := make([][]Term, len(chunks))
	for i, text := range chunks {
		cut[i] = Terms(text)
	}
	return cut
}

// join encodes and joins reports.
func join(t *testing.T, reports ...[][]Term) *Index {
	t.Helper()
	var blobs []Postings
	for _, chunks := range reports {
		blobs = append(blobs, Encode(chunks))
	}
	ix, err := Join(blobs)
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

func TestNumbering(t *testing.T) {
	ix := join(t, terms("栗湾镇", "海堤"), nil, terms("", "青石镇", "镇"), nil)
	type span struct{ First, End int }
	var spans []span
	for g := range ix.Groups() {
		first, end := ix.Span(g)
		spans = append(spans, span{first, end})
	}
	want := []span{{0, 2}, {2, 2}, {2, 5}, {5, 5}}
	if diff := cmp.Diff(want, spans); diff != "" {
		t.Errorf("spans (-want +got):\n%s", diff)
	}
	var groups []int
	for doc := range ix.Len() {
		groups = append(groups, ix.GroupOf(doc))
	}
	if diff := cmp.Diff([]int{0, 0, 2, 2, 2}, groups); diff != "" {
		t.Errorf("groups of documents (-want +got):\n%s", diff)
	}
}

func TestFrequencies(t *testing.T) {
	ix := join(t, terms("栗湾镇", "海堤"), terms("", "青石镇，镇", "镇"))
	tests := []struct {
		term        string
		docs, group int
		idf         float64 // ln(1 + (5-docs+.5)/(docs+.5))
	}{
		{"镇", 3, 2, math.Log(1 + 2.5/3.5)},
		{"湾镇", 1, 1, math.Log(1 + 4.5/1.5)},
		{"<none>", 0, 0, math.Log(1 + 5.5/.5)},
	}
	for _, tt := range tests {
		term := spelled(tt.term)[0]
		if got := ix.DocFreq(term); got != tt.docs {
			t.Errorf("DocFreq(%s) = %d, want %d", tt.term, got, tt.docs)
		}
		if got := ix.GroupFreq(term); got != tt.group {
			t.Errorf("GroupFreq(%s) = %d, want %d", tt.term, got, tt.group)
		}
		if got := ix.IDF(term); math.Abs(float64(got)-tt.idf) > 1e-6 {
			t.Errorf("IDF(%s) = %v, want %v", tt.term, got, tt.idf)
		}
	}
}

func TestEmptyIndex(t *testing.T) {
	q := NewQuery("海堤")
	for _, ix := range []*Index{join(t), join(t, nil), join(t, terms(""))} {
		if got := ix.Scores(q, nil); len(got) != ix.Len() || slices.Max(append(got, 0)) > 0 {
			t.Errorf("Scores = %v of %d documents", got, ix.Len())
		}
		if got := ix.GroupScores(q, nil); len(got) != ix.Groups() || slices.Max(append(got, 0)) > 0 {
			t.Errorf("GroupScores = %v of %d groups", got, ix.Groups())
		}
	}
}

func TestHighFrequency(t *testing.T) {
	ix := join(t, terms(strings.Repeat("堤", 1000), "堤"))
	list, _ := ix.lookup(spelled("堤")[0])
	if diff := cmp.Diff([]uint32{maxFrequency, 1<<frequencyBits | 1}, list); diff != "" {
		t.Errorf("postings (-want +got):\n%s", diff)
	}
}

// TestRoundTrip reads from the index what was encoded.
func TestRoundTrip(t *testing.T) {
	for seed := range uint64(100) {
		corpus := randomCorpus(rand.New(rand.NewPCG(seed, 3)))
		want := map[Term]map[int]uint32{}
		doc := 0
		for _, chunks := range corpus {
			for _, chunk := range chunks {
				for _, term := range chunk {
					if want[term] == nil {
						want[term] = map[int]uint32{}
					}
					want[term][doc]++
				}
				doc++
			}
		}
		ix := join(t, corpus...)
		got := map[Term]map[int]uint32{}
		for _, term := range ix.terms {
			got[term] = map[int]uint32{}
			list, _ := ix.lookup(term)
			for _, p := range list {
				got[term][int(p>>frequencyBits)] = p & maxFrequency
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d: frequencies (-encoded +joined):\n%s", seed, diff)
		}
	}
}

// What other groups hold makes no difference to the IDF among some of them.
func TestIDFIn(t *testing.T) {
	first, second := terms("栗湾镇海堤", "海堤"), terms("渔港", "海堤渔港")
	both, alone := join(t, first, nil, second), join(t, first)
	for _, term := range Terms("海堤 渔港 栗") {
		if got, want := both.IDFIn(term, []bool{true, true, false}), alone.IDF(term); got != want {
			t.Errorf("IDFIn(%v) = %v, want %v", term, got, want)
		}
		if got, want := both.IDFIn(term, nil), both.IDF(term); got != want {
			t.Errorf("IDFIn(%v) of all = %v, want %v", term, got, want)
		}
	}
}

package embed

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// segments are texts with their tokens as distill/vocab.py cuts them.
type segments struct {
	Text   string   `json:"text"`
	Tokens []string `json:"tokens"`
}

func readSegments(t *testing.T) []segments {
	t.Helper()
	data, err := os.ReadFile("testdata/segments.json")
	if err != nil {
		t.Fatal(err)
	}
	var out []segments
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// words returns the tokens of a text by name.
func words(t *testing.T, e *Embedder, text string) []string {
	t.Helper()
	names, _, err := readWords(builtin[headerSize:], len(e.table.weights))
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	var s segmenter
	for _, token := range s.segment(e.table.tokens, text) {
		out = append(out, names[token])
	}
	return out
}

func TestSegment(t *testing.T) {
	e := builtinEmbedder(t)
	all := readSegments(t)
	if len(all) < 200 {
		t.Errorf("%d texts, want at least 200", len(all))
	}
	for _, c := range all {
		if diff := cmp.Diff(c.Tokens, words(t, e, c.Text)); diff != "" {
			t.Errorf("%q (-Python +Go):\n%s", c.Text, diff)
		}
	}
}

// Texts that a reader takes for the same have the same tokens.
func TestSegmentFolds(t *testing.T) {
	e := builtinEmbedder(t)
	for _, c := range [][2]string{
		{"ＧＤＰ增长８％", "gdp增长8%"},
		{"Village ROADS", "village roads"},
		{"⼯业", "工业"},
		{"①改厕", "1改厕"},
		{"防汛\u3000抗旱", "防汛 抗旱"},
		{"ﬁeld", "field"},
	} {
		if diff := cmp.Diff(words(t, e, c[1]), words(t, e, c[0])); diff != "" {
			t.Errorf("%q and %q (-second +first):\n%s", c[1], c[0], diff)
		}
	}
}

// A token never reaches over the end of its run, and the longest one wins.
func TestSegmentRuns(t *testing.T) {
	small := smallEmbedder(t)
	var s segmenter
	for text, want := range map[string][]int32{
		"水渠":   {2},
		"水 渠":  {1},
		"水，渠土": {1, 0},
		"渠水渠水": {2, 1},
		"a水1土": {1, 0},
		"渠":    {},
	} {
		if diff := cmp.Diff(want, append([]int32{}, s.segment(small.table.tokens, text)...)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

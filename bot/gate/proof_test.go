package gate

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// proof is a statement that a person wrote and judged.
type proof struct {
	Cited []struct {
		Report   string `json:"report"`
		Sentence string `json:"sentence"`
	} `json:"cited"`
	Question string `json:"question"`
	Text     string `json:"text"`
	Quote    string `json:"quote"` // "": the cited sentences are given
	Want     string `json:"want"`  // "pass", or the reason that it must not be shown for
}

var update = flag.Bool("update", false, "write the golden files of testdata anew")

// TestStatements holds the proof to its bars, and its outcome, reason by reason and
// with each statement that is judged wrongly, to a golden file.
func TestStatements(t *testing.T) {
	for _, tt := range []struct {
		file        string
		catch, pass int // bars, in percent
	}{
		{"statements", 97, 95},
		{"heldout", 97, 90}, // what to expect of others; no rule was made for these
	} {
		t.Run(tt.file, func(t *testing.T) {
			all := reports(t, samples)
			tally := tally{reasons: map[string]map[Reason]int{}}
			for _, p := range proofs(t, "testdata/"+tt.file+".jsonl") {
				tally.add(p, judge(t, p, all))
			}
			got := tally.String()
			t.Log("\n" + got)
			golden(t, "testdata/"+tt.file+".txt", got)
			if tally.caught*100 < tt.catch*tally.bad || tally.passed*100 < tt.pass*tally.good {
				t.Errorf("want %d%% caught and %d%% passed", tt.catch, tt.pass)
			}
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(want), got); diff != "" {
		t.Errorf("judged otherwise (-want +got); go test ./bot/gate -update takes the new outcome:\n%s", diff)
	}
}

func proofs(t *testing.T, name string) (all []proof) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, len(data)+1)
	for lines.Scan() {
		var p proof
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

func judge(t *testing.T, p proof, all map[string][]Sentence) Verdict {
	t.Helper()
	checker := &Checker{Question: p.Question, Places: placesOf(all)}
	if p.Quote != "" {
		_, v := checker.CheckStatement(Statement{p.Quote, p.Text}, all[p.Cited[0].Report])
		return v
	}
	var cited []Sentence
	for _, c := range p.Cited {
		i := slices.IndexFunc(all[c.Report], func(s Sentence) bool { return s.Text == c.Sentence })
		if i < 0 {
			t.Fatalf("%s: no sentence %q", c.Report, c.Sentence)
		}
		cited = append(cited, all[c.Report][i])
	}
	return checker.Check(p.Text, cited)
}

// tally counts outcomes.
type tally struct {
	good, passed, bad, caught int
	reasons                   map[string]map[Reason]int // by what was wanted
	wrong                     []string
}

func (a *tally) add(p proof, v Verdict) {
	if a.reasons[p.Want] == nil {
		a.reasons[p.Want] = map[Reason]int{}
	}
	a.reasons[p.Want][v.Reason]++
	switch {
	case p.Want == "pass" && v.Passed():
		a.good++
		a.passed++
	case p.Want == "pass":
		a.good++
		a.wrong = append(a.wrong, fmt.Sprintf("false alarm: %s\n\t%s: %s", p.Text, v.Reason, v.Detail))
	case v.Passed():
		a.bad++
		a.wrong = append(a.wrong, fmt.Sprintf("not caught (%s): %s", p.Want, p.Text))
	default:
		a.bad++
		a.caught++
	}
}

func (a *tally) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "caught %d of %d, passed %d of %d\n\n%-14s for these reasons\n", a.caught, a.bad, a.passed, a.good, "wanted")
	for _, want := range slices.Sorted(maps.Keys(a.reasons)) {
		var outcomes []string
		for reason, n := range a.reasons[want] {
			outcomes = append(outcomes, fmt.Sprintf("%s %d", cmp.Or(string(reason), "passed"), n))
		}
		slices.Sort(outcomes)
		fmt.Fprintf(&b, "%-14s %s\n", want, strings.Join(outcomes, ", "))
	}
	return b.String() + "\n" + strings.Join(a.wrong, "\n") + "\n"
}

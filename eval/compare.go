package eval

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"reportbot/eval/cases"
	"reportbot/eval/runs"
	"reportbot/eval/score"
	"reportbot/eval/stats"
)

// Comparison tells what changed from one run to another, over the cases that both
// asked.
type Comparison struct {
	Kinds  []Change `json:"kinds"` // of correct answers, by kind, the last of all
	Means  []Delta  `json:"means"` // of the other measures
	Fixed  []Pair   `json:"fixed"`
	Broken []Pair   `json:"broken"`
	Only   int      `json:"only"` // cases that one of them alone asked, or asked otherwise
}

// Change is that of the correct answers to cases of a kind.
type Change struct {
	Kind   string  `json:"kind"`
	Cases  int     `json:"cases"`
	Old    int     `json:"old"`
	New    int     `json:"new"`
	Fixed  int     `json:"fixed"`
	Broken int     `json:"broken"`
	P      float64 `json:"p"` // exact McNemar, two-sided
}

// Delta is the change of a measure, as the mean over the cases to which it applies in
// both runs.
type Delta struct {
	Name  score.Name `json:"name"`
	Cases int        `json:"cases"`
	Old   float64    `json:"old"`
	New   float64    `json:"new"`
	Low   float64    `json:"low"` // 95% interval of the difference, by paired bootstrap
	High  float64    `json:"high"`
}

// Pair is a case that is answered correctly by one run alone.
type Pair struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Question string `json:"question"`
	Expected string `json:"expected"`
	Old      string `json:"old"` // the answers
	New      string `json:"new"`
}

// asked is what is kept of one run's case: of its first asking.
type asked struct {
	c       cases.Case
	text    string
	correct bool
	parts   map[score.Name]score.Part
}

// Compare compares two runs, given their folders.
func Compare(old, now string) (*Comparison, error) {
	before, _, err := firstAnswers(old)
	if err != nil {
		return nil, err
	}
	after, order, err := firstAnswers(now)
	if err != nil {
		return nil, err
	}
	c := &Comparison{Kinds: []Change{}, Means: []Delta{}, Fixed: []Pair{}, Broken: []Pair{}}
	both := slices.DeleteFunc(order, func(id string) bool {
		b, ok := before[id]
		return !ok || b.c.Question != after[id].c.Question || b.c.Answer != after[id].c.Answer
	})
	c.Only = len(before) + len(after) - 2*len(both)
	slices.Sort(both)
	for _, kind := range append(slices.Clone(cases.Kinds), "all") {
		c.addKind(kind, both, before, after)
	}
	for _, m := range score.Measures {
		c.addMeasure(m, both, before, after)
	}
	return c, nil
}

// firstAnswers reads the first answer to each case, and their order.
func firstAnswers(dir string) (all map[string]asked, order []string, err error) {
	all = map[string]asked{}
	err = runs.Each(dir, func(r runs.Result) error {
		if _, ok := all[r.Case.ID]; !ok && r.Turn == 0 {
			all[r.Case.ID] = asked{r.Case, r.Answer.Text, r.Score.Outcome == score.IsCorrect, r.Score.Parts}
			order = append(order, r.Case.ID)
		}
		return nil
	})
	return all, order, err
}

func (c *Comparison) addKind(kind string, ids []string, before, after map[string]asked) {
	change := Change{Kind: kind}
	for _, id := range ids {
		b, a := before[id], after[id]
		if kind != "all" && a.c.Kind != kind {
			continue
		}
		change.Cases++
		if b.correct {
			change.Old++
		}
		if a.correct {
			change.New++
		}
		pair := Pair{id, a.c.Kind, a.c.Question, a.c.Answer, b.text, a.text}
		switch {
		case a.correct && !b.correct:
			change.Fixed++
			if kind == "all" {
				c.Fixed = append(c.Fixed, pair)
			}
		case b.correct && !a.correct:
			change.Broken++
			if kind == "all" {
				c.Broken = append(c.Broken, pair)
			}
		}
	}
	if change.Cases > 0 {
		change.P = stats.McNemar(change.Fixed, change.Broken)
		c.Kinds = append(c.Kinds, change)
	}
}

func (c *Comparison) addMeasure(m score.Measure, ids []string, before, after map[string]asked) {
	var differences []float64
	d := Delta{Name: m.Name}
	for _, id := range ids {
		b, inOld := before[id].parts[m.Name]
		a, inNew := after[id].parts[m.Name]
		if !inOld || !inNew {
			continue
		}
		old, now := b.Hits/b.Of, a.Hits/a.Of
		if m.Form == score.Count {
			old, now = b.Hits, a.Hits
		}
		d.Old, d.New = d.Old+old, d.New+now
		differences = append(differences, now-old)
	}
	if d.Cases = len(differences); d.Cases == 0 {
		return
	}
	d.Old, d.New = d.Old/float64(d.Cases), d.New/float64(d.Cases)
	d.Low, d.High = stats.Bootstrap(differences)
	c.Means = append(c.Means, d)
}

// Write prints a comparison for a person. Measures that did not change are left out.
func (c *Comparison) Write(w io.Writer) error {
	var b strings.Builder
	lines := [][]string{{"correct", "cases", "old", "new", "fixed", "broken", "p"}}
	for _, k := range c.Kinds {
		lines = append(lines, []string{k.Kind, strconv.Itoa(k.Cases), strconv.Itoa(k.Old), strconv.Itoa(k.New),
			strconv.Itoa(k.Fixed), strconv.Itoa(k.Broken), decimals(k.P)})
	}
	writeColumns(&b, lines)
	lines = [][]string{{"measure", "cases", "old", "new", "change", "95%"}}
	for _, d := range c.Means {
		if d.Old != d.New || d.Low != d.High {
			lines = append(lines, []string{string(d.Name), strconv.Itoa(d.Cases), decimals(d.Old), decimals(d.New),
				fmt.Sprintf("%+.3f", d.New-d.Old), fmt.Sprintf("%+.3f to %+.3f", d.Low, d.High)})
		}
	}
	if len(lines) > 1 {
		b.WriteByte('\n')
		writeColumns(&b, lines)
	}
	if c.Only > 0 {
		fmt.Fprintf(&b, "\n%d cases are in one of the runs alone\n", c.Only)
	}
	for _, list := range []struct {
		name  string
		pairs []Pair
	}{{"fixed", c.Fixed}, {"broken", c.Broken}} {
		for _, p := range list.pairs {
			fmt.Fprintf(&b, "\n%s: %s (%s)\n", list.name, score.OneLine(p.ID), p.Kind)
			for _, f := range [][2]string{{"question", p.Question}, {"expected", p.Expected}, {"old", p.Old}, {"new", p.New}} {
				field(&b, f[0], f[1])
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

package eval

import (
	"encoding/json"
	"io"
	"math"
	"slices"

	"reportbot/eval/cases"
	"reportbot/eval/runs"
	"reportbot/eval/score"
	"reportbot/eval/stats"
)

// Summary is what a run came to.
type Summary struct {
	All    Row                 `json:"all"`   // its Kind is "all"
	Kinds  []Row               `json:"kinds"` // those that have cases, in the order of cases.Kinds; never nil
	Causes map[score.Cause]int `json:"causes"`
	Gate   map[string]int      `json:"gate"` // "check: reason" of a model's statements that did not pass
	Cost   Cost                `json:"cost"`
	Spread *Spread             `json:"spread"` // nil when each question was asked once
}

// Row sums up the answers to some cases. Each case weighs the same, however often it
// was asked.
type Row struct {
	Kind     string               `json:"kind"`
	Cases    int                  `json:"cases"`
	Measures map[score.Name]Value `json:"measures"` // those that apply to any of them
}

// Value is a measure over some cases.
type Value struct {
	Value float64  `json:"value"` // a share or mean from 0 to 1, a mean of Superfluous, or a count
	Hits  float64  `json:"hits"`  // of N; of one asking, where there were several
	N     int      `json:"n"`     // what it was taken over: cases, figures, citations …
	Low   *float64 `json:"low"`   // 95% interval (Wilson) of a proportion, else nil
	High  *float64 `json:"high"`
}

// Cost tells what answers took.
type Cost struct {
	Stages           []Stage `json:"stages"` // total, search, program, model
	Calls            int     `json:"calls"`  // of the model
	Cached           int     `json:"cached"` // of them, those answered by replies of the run's folder
	PromptTokens     int     `json:"prompt_tokens"`
	CompletionTokens int     `json:"completion_tokens"`
}

// Stage tells how long one stage of answering took, in milliseconds: the least time
// that 50 or 95 of 100 answers do not exceed (nearest rank), of those that it was
// part of.
type Stage struct {
	Name string  `json:"name"`
	N    int     `json:"n"`
	P50  float64 `json:"p50_ms"`
	P95  float64 `json:"p95_ms"`
}

// Spread tells how far the shares of correct answers of repeated askings lie apart.
type Spread struct {
	Correct   []float64 `json:"correct"` // by asking
	Mean      float64   `json:"mean"`
	Deviation float64   `json:"deviation"` // standard deviation of the sample
	Unsteady  int       `json:"unsteady"`  // cases that were answered correctly once and not another time
}

// Adder sums results up as they come. Its memory grows by some bytes a result.
type Adder struct {
	kinds   map[string]*sums
	all     *sums
	causes  map[score.Cause]int
	gate    map[string]int
	stages  map[string][]int64 // microseconds
	cost    Cost
	turns   []turn
	correct map[string]tally // by case
}

// sums are the sums of the parts of a measure.
type sums struct {
	ids   map[string]bool
	parts map[score.Name]score.Part
}

// turn counts the answers of one asking.
type turn struct{ correct, all int }

type tally struct{ correct, all int }

// NewAdder returns an Adder without results.
func NewAdder() *Adder {
	return &Adder{
		kinds: map[string]*sums{}, all: newSums(), causes: map[score.Cause]int{}, gate: map[string]int{},
		stages: map[string][]int64{}, correct: map[string]tally{},
	}
}

func newSums() *sums { return &sums{map[string]bool{}, map[score.Name]score.Part{}} }

func (s *sums) add(r runs.Result) {
	s.ids[r.Case.ID] = true
	for name, p := range r.Score.Parts {
		sum := s.parts[name]
		s.parts[name] = score.Part{Hits: sum.Hits + p.Hits, Of: sum.Of + p.Of}
	}
}

// Add adds a result.
func (a *Adder) Add(r runs.Result) {
	if a.kinds[r.Case.Kind] == nil {
		a.kinds[r.Case.Kind] = newSums()
	}
	a.kinds[r.Case.Kind].add(r)
	a.all.add(r)
	if r.Score.Cause != "" {
		a.causes[r.Score.Cause]++
	}
	for _, reason := range r.Score.GateReasons {
		a.gate[reason]++
	}
	a.addTurn(r)
	a.addCost(r.Cost)
}

func (a *Adder) addTurn(r runs.Result) {
	for len(a.turns) <= r.Turn {
		a.turns = append(a.turns, turn{})
	}
	t, c := &a.turns[r.Turn], a.correct[r.Case.ID]
	t.all, c.all = t.all+1, c.all+1
	if r.Score.Outcome == score.IsCorrect {
		t.correct, c.correct = t.correct+1, c.correct+1
	}
	a.correct[r.Case.ID] = c
}

func (a *Adder) addCost(c runs.Cost) {
	for _, s := range []struct {
		name string
		took int64
		part bool
	}{{"total", c.Total, true}, {"search", c.Search, c.Search > 0}, {"program", c.Program(), true}, {"model", c.Model, c.Calls > 0}} {
		if s.part {
			a.stages[s.name] = append(a.stages[s.name], s.took)
		}
	}
	a.cost.Calls += c.Calls
	a.cost.Cached += c.Cached
	a.cost.PromptTokens += c.PromptTokens
	a.cost.CompletionTokens += c.CompletionTokens
}

// Summary returns what the results came to.
func (a *Adder) Summary() Summary {
	s := Summary{All: a.row("all", a.all), Kinds: []Row{}, Causes: a.causes, Gate: a.gate, Cost: a.cost}
	for _, kind := range cases.Kinds {
		if of := a.kinds[kind]; of != nil {
			s.Kinds = append(s.Kinds, a.row(kind, of))
		}
	}
	for _, name := range []string{"total", "search", "program", "model"} {
		took := a.stages[name]
		s.Cost.Stages = append(s.Cost.Stages, Stage{name, len(took), ms(stats.Percentile(took, 50)), ms(stats.Percentile(took, 95))})
	}
	if len(a.turns) > 1 {
		s.Spread = a.spread()
	}
	return s
}

func ms(us int64) float64 { return float64(us) / 1000 }

func (a *Adder) row(kind string, of *sums) Row {
	row := Row{Kind: kind, Cases: len(of.ids), Measures: map[score.Name]Value{}}
	for _, m := range score.Measures {
		if p, ok := of.parts[m.Name]; ok {
			row.Measures[m.Name] = valueOf(m, p, max(1, len(a.turns)))
		}
	}
	return row
}

// valueOf is the value of a measure whose parts add up to p over some askings.
func valueOf(m score.Measure, p score.Part, turns int) Value {
	hits, of := p.Hits/float64(turns), p.Of/float64(turns)
	v := Value{Hits: hits, N: int(math.Round(of)), Value: p.Hits / p.Of}
	switch m.Form {
	case score.Count:
		v.Value = hits
	case score.Proportion:
		low, high := stats.Wilson(min(hits, float64(v.N)), v.N)
		v.Low, v.High = &low, &high
	}
	return v
}

func (a *Adder) spread() *Spread {
	s := &Spread{}
	for _, t := range a.turns {
		s.Correct = append(s.Correct, float64(t.correct)/float64(t.all))
	}
	s.Mean, s.Deviation = stats.Spread(s.Correct)
	for _, c := range a.correct {
		if c.correct > 0 && c.correct < c.all {
			s.Unsteady++
		}
	}
	return s
}

// Summarize sums up the results of a run's folder.
func Summarize(dir string) (Summary, error) {
	a := NewAdder()
	err := runs.Each(dir, func(r runs.Result) error {
		a.Add(r)
		return nil
	})
	return a.Summary(), err
}

// WriteJSON prints a summary as one indented JSON object and a line end.
func (s Summary) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(s)
}

// rows are those of the kinds and that of all.
func (s Summary) rows() []Row { return append(slices.Clone(s.Kinds), s.All) }

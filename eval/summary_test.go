package eval

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/bot/answer"
	"reportbot/eval/cases"
	"reportbot/eval/runs"
	"reportbot/eval/score"
)

// made is a result of a case that a refusal answers right.
func made(id, kind string, turn int, correct bool, us int64) runs.Result {
	c := cases.Case{ID: id, Kind: kind, Question: "问题" + id, Answer: "没有", Expect: cases.ExpectRefuse}
	a := answer.Answer{Kind: answer.Refused, Text: "报告中没有提到。"}
	if !correct {
		a = answer.Answer{Kind: answer.Answered, Text: "有。"}
	}
	return runs.Result{Case: c, Turn: turn, Answer: a, Score: score.Of(c, score.Given{Answer: a}), Cost: runs.Cost{Total: us, Search: us / 4}}
}

func TestSummary(t *testing.T) {
	a := NewAdder()
	for i := range 10 {
		a.Add(made(fmt.Sprint(i), []string{"fact", "figure"}[i%2], 0, i != 3, int64(1000*(i+1))))
	}
	s := a.Summary()
	v := s.All.Measures[score.Correct]
	if v.Value != 0.9 || v.N != 10 || decimals(*v.Low) != "0.596" || decimals(*v.High) != "0.982" {
		t.Errorf("correct %+v", v)
	}
	if len(s.Kinds) != 2 || s.Kinds[0].Kind != "figure" || s.Kinds[0].Cases != 5 || s.Kinds[0].Measures[score.Correct].Value != 0.8 {
		t.Errorf("kinds %+v", s.Kinds)
	}
	want := []Stage{{"total", 10, 5, 10}, {"search", 10, 1.25, 2.5}, {"program", 10, 3.75, 7.5}, {"model", 0, 0, 0}}
	if diff := cmp.Diff(want, s.Cost.Stages); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff(map[score.Cause]int{score.WronglyGiven: 1}, s.Causes); diff != "" || s.Spread != nil {
		t.Errorf("%s %v", diff, s.Spread)
	}
}

// Asked three times, each case weighs as much as asked once.
func TestSummarySpread(t *testing.T) {
	a := NewAdder()
	for turn := range 3 {
		for i := range 4 {
			a.Add(made(fmt.Sprint(i), "fact", turn, i > 0 || turn == 2, 1000))
		}
	}
	s := a.Summary()
	v := s.All.Measures[score.Correct]
	if s.All.Cases != 4 || v.N != 4 || decimals(v.Value) != "0.833" {
		t.Errorf("%d cases, %+v", s.All.Cases, v)
	}
	if diff := cmp.Diff([]float64{0.75, 0.75, 1}, s.Spread.Correct); diff != "" || s.Spread.Unsteady != 1 || decimals(s.Spread.Deviation) != "0.144" {
		t.Errorf("%s %+v", diff, s.Spread)
	}
	var b bytes.Buffer
	if err := s.Table(&b); err != nil || !strings.Contains(b.String(), "asked 3 times: correct 0.750 to 1.000, mean 0.833, deviation 0.144, 1 cases unsteady") {
		t.Errorf("%v\n%s", err, b.String())
	}
}

func TestSummaryNothing(t *testing.T) {
	var b bytes.Buffer
	if err := NewAdder().Summary().Table(&b); err != nil || !strings.Contains(b.String(), "all") {
		t.Errorf("%v\n%s", err, b.String())
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestBrokenWriter(t *testing.T) {
	s := NewAdder().Summary()
	for name, err := range map[string]error{
		"table": s.Table(fullDisk{}), "json": s.WriteJSON(fullDisk{}), "compare": (&Comparison{}).Write(fullDisk{}), "failure": Failure{}.Write(fullDisk{}),
	} {
		if err == nil || !strings.Contains(err.Error(), "disk full") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// runDir writes results into the folder of a run.
func runDir(t *testing.T, results ...runs.Result) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "run")
	f, err := runs.Create(dir, runs.Info{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if err := f.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Six cases are fixed and one is broken: p is 2 × (1 + 7) / 2⁷.
func TestCompare(t *testing.T) {
	var old, now []runs.Result
	for i := range 10 {
		old = append(old, made(fmt.Sprint(i), "fact", 0, i > 5, 1000))
		now = append(now, made(fmt.Sprint(i), "fact", 0, i != 9, 1000))
	}
	old = append(old, made("gone", "figure", 0, true, 1))
	c, err := Compare(runDir(t, old...), runDir(t, now...))
	if err != nil {
		t.Fatal(err)
	}
	want := Change{Kind: "all", Cases: 10, Old: 4, New: 9, Fixed: 6, Broken: 1, P: 0.125}
	got := c.Kinds[len(c.Kinds)-1]
	got.P = float64(int(got.P*1e6+0.5)) / 1e6
	if diff := cmp.Diff(want, got); diff != "" || len(c.Fixed) != 6 || len(c.Broken) != 1 || c.Only != 1 {
		t.Errorf("%s%d fixed, %d broken, %d alone", diff, len(c.Fixed), len(c.Broken), c.Only)
	}
	for _, d := range c.Means {
		if d.Name == score.Correct && (d.Low >= 0.5 || d.High <= 0.5 || decimals(d.New-d.Old) != "0.500") {
			t.Errorf("the mean went by %+v", d)
		}
	}
	var b bytes.Buffer
	if err := c.Write(&b); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"broken: 9 (fact)", "    question  问题9", "    old       报告中没有提到。", "    new       有。", "1 cases are in one of the runs alone"} {
		if !strings.Contains(b.String(), part) {
			t.Errorf("%q is missing in\n%s", part, b.String())
		}
	}
	if same, err := Compare(runDir(t, old...), runDir(t, old...)); err != nil || len(same.Fixed)+len(same.Broken)+same.Only > 0 {
		t.Errorf("a run differs from itself: %+v, %v", same, err)
	}
}

func TestFailure(t *testing.T) {
	if _, failed := FailureOf(made("a", "fact", 0, true, 1)); failed {
		t.Error("a right answer is a failure")
	}
	f, failed := FailureOf(made("a", "fact", 0, false, 1))
	if !failed || f.Cause != score.WronglyGiven || f.Expected != "没有 (refuse)" || f.Got != "有。 (answered)" {
		t.Errorf("%+v", f)
	}
}

func TestBars(t *testing.T) {
	sum := func(correct int) Summary {
		a := NewAdder()
		for i := range 10 {
			a.Add(made(fmt.Sprint(i), "fact", 0, i < correct, 1))
		}
		return a.Summary()
	}
	baseline := sum(9)
	for _, tt := range []struct {
		name string
		bars Bars
		want []string
	}{
		{"reached", Bars{Min: bars("correct", 0.8), Max: bars("wrong", 0.2)}, nil},
		{"not reached", Bars{Min: bars("correct", 0.85)}, []string{"correct is 0.800 (n 10, 95% 0.490-0.943), less than 0.85"}},
		{"more than", Bars{Max: bars("wrong", 0.1)}, []string{"wrong is 0.200 (n 10, 95% 0.057-0.510), more than 0.1"}},
		{"not measured", Bars{Min: bars("masked", 0)}, []string{"masked was not measured: no case asks for it"}},
		{"nothing to count", Bars{Max: bars("unsupported", 0)}, nil},
		{"dropped", Bars{Baseline: &baseline, MaxDrop: 0.05}, []string{"correct is 0.800 (n 10, 95% 0.490-0.943), worse than the baseline's 0.900 by more than 0.05"}},
		{"dropped little", Bars{Baseline: &baseline, MaxDrop: 0.1}, nil},
		{"risen", Bars{Baseline: &baseline, MaxDrop: 0.1, Max: bars("wrong", 1)}, nil},
	} {
		if diff := cmp.Diff(tt.want, tt.bars.Check(sum(8))); diff != "" {
			t.Errorf("%s: -want +got\n%s", tt.name, diff)
		}
	}
}

func bars(name score.Name, bound float64) map[score.Name]float64 {
	return map[score.Name]float64{name: bound}
}

// Ten thousand cases: what an answer costs beyond itself, and what stays in memory.
func BenchmarkRun(b *testing.B) {
	one := made("0", "figure", 0, true, 1000)
	one.Case.Expect, one.Case.Figures, one.Case.Reports = cases.ExpectAnswer, []string{"55.61亿元", "23.82%"}, []string{"qingxi.txt"}
	one.Case.Evidence = []string{"1-9月，全镇规上工业产值55.61亿元，同比增长23.82%"}
	one.Answer = answer.Answer{Kind: answer.Answered, Text: "青溪镇2022年1-9月规上工业产值55.61亿元，增长23.82% [1]",
		Statements: []answer.Statement{{Text: "青溪镇2022年1-9月规上工业产值55.61亿元，增长23.82%", Citations: []int{1}}},
		Citations:  []answer.Citation{{N: 1, Report: "qingxi.txt", Quote: one.Case.Evidence[0] + "；自营出口28.01亿元，同比下降3.1%。"}}}
	for range score.Depth {
		one.Answer.Retrieval = append(one.Answer.Retrieval, answer.Found{Report: "qingxi.txt", Text: strings.Repeat(one.Answer.Citations[0].Quote, 8)})
	}
	dir := b.TempDir()
	f, err := runs.Create(filepath.Join(dir, "run"), runs.Info{})
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	sum := NewAdder()
	for i := 0; b.Loop(); i++ {
		r := one
		r.Case.ID = fmt.Sprint(i)
		r.Score = score.Of(r.Case, score.Given{Answer: r.Answer})
		if err := f.Add(r); err != nil {
			b.Fatal(err)
		}
		sum.Add(r)
	}
	sum.Summary()
	if info, err := os.Stat(filepath.Join(dir, "run", "cases.jsonl")); err == nil {
		b.ReportMetric(float64(info.Size())/float64(b.N), "bytes/case")
	}
}

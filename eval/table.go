package eval

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"reportbot/eval/score"
)

// table is a part of what a summary prints: some measures by kind.
type table struct {
	name    string
	columns []column
}

type column struct {
	head string
	name score.Name
}

var tables = []table{
	{"answers", []column{
		{"correct", score.Correct}, {"wrong", score.Wrong}, {"refused", score.Refused}, {"failed", score.Failed},
		{"must-not", score.MustNot}, {"text-f1", score.TextF1}, {"list-recall", score.ListRecall}, {"masked", score.Masked}, {"asks-back", score.Clarifying},
	}},
	{"figures", []column{
		{"value", score.Value}, {"indicator", score.Indicator}, {"period", score.Period}, {"status", score.Status},
		{"direction", score.Direction}, {"superfluous", score.Superfluous}, {"unsupported", score.Unsupported},
	}},
	{"sources", []column{
		{"report", score.CiteReport}, {"section", score.CiteSection}, {"recall", score.EvidenceRecall}, {"precision", score.EvidencePrecision},
		{"uncited", score.Uncited}, {"unverbatim", score.Unverbatim},
	}},
	{"found", []column{{"recall@1", score.RecallAt1}, {"recall@5", score.RecallAt5}, {"recall@10", score.RecallAt10}, {"mrr@10", score.MRR}}},
}

// Table prints a summary for a person: tables by kind, then each measure over all
// cases with what it was taken over and its 95% interval, then causes and costs. "-"
// stands for what does not apply.
func (s Summary) Table(w io.Writer) error {
	var b strings.Builder
	for _, t := range tables {
		s.writeTable(&b, t)
		b.WriteByte('\n')
	}
	writeColumns(&b, s.measureLines())
	s.writeReasons(&b)
	s.writeCost(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

func (s Summary) writeTable(b *strings.Builder, t table) {
	head := []string{t.name, "cases"}
	for _, c := range t.columns {
		head = append(head, c.head)
	}
	lines := [][]string{head}
	for _, row := range s.rows() {
		line := []string{row.Kind, strconv.Itoa(row.Cases)}
		for _, c := range t.columns {
			line = append(line, row.cell(c.name))
		}
		lines = append(lines, line)
	}
	writeColumns(b, lines)
}

// cell prints the value of a measure.
func (row Row) cell(name score.Name) string {
	v, ok := row.Measures[name]
	if !ok {
		return "-"
	}
	if m, _ := score.Find(name); m.Form == score.Count {
		return strconv.FormatFloat(v.Value, 'f', -1, 64)
	}
	return decimals(v.Value)
}

// decimals prints a share with three decimals.
func decimals(v float64) string { return strconv.FormatFloat(v, 'f', 3, 64) }

// measureLines are all measures over all cases.
func (s Summary) measureLines() [][]string {
	lines := [][]string{{"measure", "value", "n", "95%"}}
	for _, m := range score.Measures {
		v, ok := s.All.Measures[m.Name]
		if !ok {
			continue
		}
		interval := "-"
		if v.Low != nil {
			interval = decimals(*v.Low) + "-" + decimals(*v.High)
		}
		lines = append(lines, []string{string(m.Name), s.All.cell(m.Name), strconv.Itoa(v.N), interval})
	}
	return lines
}

// writeReasons prints what went wrong, and what a gate found, most frequent first.
func (s Summary) writeReasons(b *strings.Builder) {
	causes := map[string]int{}
	for cause, n := range s.Causes {
		causes[string(cause)] = n
	}
	for _, list := range []struct {
		name   string
		counts map[string]int
	}{{"likely causes", causes}, {"statements of the model that did not pass", s.Gate}} {
		if len(list.counts) == 0 {
			continue
		}
		fmt.Fprintf(b, "\n%s\n", list.name)
		names := slices.Sorted(maps.Keys(list.counts))
		slices.SortStableFunc(names, func(x, y string) int { return list.counts[y] - list.counts[x] })
		for _, name := range names {
			fmt.Fprintf(b, "%5d  %s\n", list.counts[name], name)
		}
	}
}

func (s Summary) writeCost(b *strings.Builder) {
	if p := s.Spread; p != nil {
		fmt.Fprintf(b, "\nasked %d times: correct %s to %s, mean %s, deviation %s, %d cases unsteady\n", len(p.Correct),
			decimals(slices.Min(p.Correct)), decimals(slices.Max(p.Correct)), decimals(p.Mean), decimals(p.Deviation), p.Unsteady)
	}
	b.WriteByte('\n')
	lines := [][]string{{"ms", "answers", "p50", "p95"}}
	for _, stage := range s.Cost.Stages {
		if stage.N > 0 {
			lines = append(lines, []string{stage.Name, strconv.Itoa(stage.N), fmt.Sprintf("%.1f", stage.P50), fmt.Sprintf("%.1f", stage.P95)})
		}
	}
	writeColumns(b, lines)
	if c := s.Cost; c.Calls > 0 {
		fmt.Fprintf(b, "%d calls of the model, %d from the run's replies; %d prompt and %d completion tokens\n", c.Calls, c.Cached, c.PromptTokens, c.CompletionTokens)
	}
}

// writeColumns prints lines of equally many ASCII cells, two spaces between the
// columns, the first aligned to the left and the others to the right.
func writeColumns(b *strings.Builder, lines [][]string) {
	widths := make([]int, len(lines[0]))
	for _, line := range lines {
		for i, cell := range line {
			widths[i] = max(widths[i], len(cell))
		}
	}
	for _, line := range lines {
		fmt.Fprintf(b, "%-*s", widths[0], line[0])
		for i, cell := range line[1:] {
			fmt.Fprintf(b, "  %*s", widths[i+1], cell)
		}
		b.WriteByte('\n')
	}
}

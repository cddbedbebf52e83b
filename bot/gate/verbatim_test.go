package gate

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"reportbot/ingest/figure"
)

// TestVerbatim checks every sentence with figures as if it were a statement, without
// the way out for verbatim ones: what fails is a false alarm. Then it swaps two figures
// of one unit in each: what passes is a catch missed.
func TestVerbatim(t *testing.T) {
	var o outcome
	for name, sentences := range reports(t, samples) {
		o.measure(t, name, sentences)
	}
	o.bar(t, 98, 99)
}

func TestVerbatimDatasets(t *testing.T) {
	dir := os.Getenv("REPORTBOT_DATASETS")
	if dir == "" {
		t.Skip("REPORTBOT_DATASETS is not set")
	}
	var o outcome
	for name, sentences := range reports(t, filepath.Join(dir, "reports")) {
		o.measure(t, name, sentences)
	}
	o.bar(t, 95, 97)
}

// outcome counts sentences that pass as they are and swaps that are caught.
type outcome struct{ sentences, passed, swaps, caught, told, believed, mixed, unmixed int }

func (o *outcome) measure(t *testing.T, name string, sentences []Sentence) {
	checker := &Checker{}
	for i := range sentences {
		s := sentences[i : i+1]
		if len(s[0].Figures) == 0 || strings.Contains(s[0].Text, " | ") {
			continue
		}
		if v := checker.Check(s[0].Text, s); !v.Passed() {
			t.Errorf("%s: %s: the verbatim sentence fails: %+v", name, s[0].Text, v)
		}
		o.sentences++
		v := checker.check(withPlan(s[0], s[0].Text), s)
		if !v.Passed() {
			t.Logf("false alarm in %s: %s: %s: %s", name, s[0].Text, v.Reason, v.Detail)
			continue
		}
		o.passed++
		o.tell(t, checker, name, s)
		for _, swapped := range swaps(s[0]) {
			o.swaps++
			if v := checker.check(withPlan(s[0], swapped), s); v.Passed() {
				t.Logf("missed in %s: %s", name, swapped)
			} else {
				o.caught++
			}
		}
	}
}

// tell tells each figure of a sentence in a statement of its own, by its indicator, and
// by that of each other figure of its unit: the first should pass, the others not.
func (o *outcome) tell(t *testing.T, checker *Checker, name string, s []Sentence) {
	for _, f := range s[0].Figures {
		if f.Masked || f.Kind == figure.Rank || f.Indicator == "" || twin(s[0].Figures, f) {
			continue
		}
		o.told++
		if v := checker.check(telling(f.Indicator, f), s); v.Passed() {
			o.believed++
		} else {
			t.Logf("not believed in %s: %s (%s): %s: %s", name, telling(f.Indicator, f), s[0].Text, v.Reason, v.Detail)
			continue
		}
		for _, g := range s[0].Figures {
			if f.Unit != g.Unit || g.Masked || f.Value == g.Value || f.Indicator == g.Indicator || g.Indicator == "" || (f.Kind == figure.Change) != (g.Kind == figure.Change) {
				continue
			}
			o.mixed++
			if v := checker.check(telling(g.Indicator, f), s); !v.Passed() {
				o.unmixed++
			} else {
				t.Logf("missed in %s: %s (%s)", name, telling(g.Indicator, f), s[0].Text)
			}
		}
	}
}

// twin tells that another figure has the same indicator, unit and status: the
// indicator alone does not tell them apart.
func twin(all []figure.Figure, f figure.Figure) bool {
	return slices.ContainsFunc(all, func(g figure.Figure) bool {
		return g.Value != f.Value && g.Indicator == f.Indicator && g.Unit == f.Unit && g.Kind == f.Kind && g.Status == f.Status && g.Period == f.Period
	})
}

// telling is a short statement of a figure as that of an indicator.
func telling(indicator string, f figure.Figure) string {
	if !hasHan(f.Text + indicator) {
		words := map[figure.Status]string{figure.Actual: " was ", figure.Expected: " is expected to be ", figure.Target: " is planned to be "}[f.Status]
		if f.Kind == figure.Change {
			words = map[figure.Direction]string{figure.Up: " rose by ", figure.Down: " fell by "}[f.Direction]
		}
		return f.Period + " " + indicator + words + f.Text
	}
	words := map[figure.Status]string{figure.Actual: "", figure.Expected: "预计", figure.Target: "计划"}[f.Status]
	change := map[figure.Direction]string{figure.Up: "增长", figure.Down: "下降"}[f.Direction]
	if f.Kind != figure.Change {
		change = "为"
	}
	return words + f.Period + indicator + change + f.Text
}

// withPlan tells of a section's plans as plans.
func withPlan(s Sentence, text string) string {
	if s.Plan && !hasHan(text) {
		return "The plan is: " + withoutListNumber(text)
	}
	if s.Plan {
		return fmt.Sprintf("计划%s", text)
	}
	return text
}

// swaps returns the sentence with each two of its figures exchanged that have one unit
// and belong to different things.
func swaps(s Sentence) (all []string) {
	runes := []rune(s.Text)
	for i, f := range s.Figures {
		for _, g := range s.Figures[i+1:] {
			if f.Unit != g.Unit || f.Masked || g.Masked || f.Value == g.Value || f.Indicator == g.Indicator || (f.Kind == figure.Change) != (g.Kind == figure.Change) {
				continue
			}
			all = append(all, string(runes[:f.Start])+g.Text+string(runes[f.End:g.Start])+f.Text+string(runes[g.End:]))
		}
	}
	return all
}

// bar fails the test when less than the shares, in percent, pass that should, and are
// caught that should be.
func (o *outcome) bar(t *testing.T, pass, catch float64) {
	for _, m := range []struct {
		what    string
		n, of   int
		percent float64
	}{
		{"verbatim sentences that pass", o.passed, o.sentences, pass},
		{"swaps that are caught", o.caught, o.swaps, catch},
		{"figures told alone that pass", o.believed, o.told, pass},
		{"figures told of another that are caught", o.unmixed, o.mixed, catch},
	} {
		share := 100 * float64(m.n) / float64(m.of)
		t.Logf("%s: %d of %d (%.1f%%)", m.what, m.n, m.of, share)
		if share < m.percent {
			t.Errorf("%s: %.1f%%, want %.0f%%", m.what, share, m.percent)
		}
	}
}

package eval

import (
	"fmt"
	"strconv"
	"strings"

	"reportbot/eval/score"
)

// Bars are what a run must reach.
type Bars struct {
	Min, Max map[score.Name]float64
	// Baseline is the summary of a run that this one may not fall below, in correct
	// and in each measure of Min and Max, by more than MaxDrop. nil: none.
	Baseline *Summary
	MaxDrop  float64
}

// ParseBar reads "name=number". Unknown measures are an error that tells all.
func ParseBar(text string) (score.Name, float64, error) {
	name, number, ok := strings.Cut(text, "=")
	bound, err := strconv.ParseFloat(number, 64)
	if !ok || err != nil {
		return "", 0, fmt.Errorf("%q is not like correct=0.85", text)
	}
	if _, known := score.Find(score.Name(name)); !known {
		var all []string
		for _, m := range score.Measures {
			all = append(all, string(m.Name))
		}
		return "", 0, fmt.Errorf("there is no measure %q; there are %s", name, strings.Join(all, ", "))
	}
	return score.Name(name), bound, nil
}

// Check returns why a run does not reach the bars, one line each in the order of
// score.Measures; nil when it does. A measure that applies to no case reaches no
// bar, but a count, which then is 0.
func (b Bars) Check(s Summary) (reasons []string) {
	for _, m := range score.Measures {
		least, hasMin := b.Min[m.Name]
		most, hasMax := b.Max[m.Name]
		v, measured := s.All.Measures[m.Name]
		if !measured {
			if hasMin || hasMax && m.Form != score.Count {
				reasons = append(reasons, fmt.Sprintf("%s was not measured: no case asks for it", m.Name))
			}
			continue
		}
		told := fmt.Sprintf("%s is %s%s", m.Name, s.All.cell(m.Name), interval(v))
		if hasMin && v.Value < least {
			reasons = append(reasons, fmt.Sprintf("%s, less than %v", told, least))
		}
		if hasMax && v.Value > most {
			reasons = append(reasons, fmt.Sprintf("%s, more than %v", told, most))
		}
		if b.Baseline != nil && (hasMin || hasMax || m.Name == score.Correct) {
			reasons = append(reasons, b.drop(m, v, told)...)
		}
	}
	return reasons
}

// drop tells by how much a measure is worse than that of the baseline.
func (b Bars) drop(m score.Measure, v Value, told string) []string {
	before, ok := b.Baseline.All.Measures[m.Name]
	if !ok {
		return nil
	}
	worse := before.Value - v.Value
	if m.Lower {
		worse = -worse
	}
	if worse <= b.MaxDrop+1e-9 {
		return nil
	}
	return []string{fmt.Sprintf("%s, worse than the baseline's %s by more than %v", told, b.Baseline.All.cell(m.Name), b.MaxDrop)}
}

func interval(v Value) string {
	if v.Low == nil {
		return fmt.Sprintf(" (n %d)", v.N)
	}
	return fmt.Sprintf(" (n %d, 95%% %s-%s)", v.N, decimals(*v.Low), decimals(*v.High))
}

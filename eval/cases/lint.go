package cases

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"reportbot/eval/match"
)

// Report is what a case file is checked against.
type Report struct {
	Source   string   // path below the folder, / separated
	Text     string   // decoded
	Headings []string // of all its sections; "" when there is text above the first one
}

// Lint returns all that is wrong with a case file, in the order of its lines; nil
// when it is sound. Besides what Read refuses: a report that is not there or that
// two files could be, evidence that stands in none of its reports, a section that
// none of them has, a figure of the answer that neither the evidence states nor the
// reference answer reckons from it, and a must_not that the reference answer or a
// wanted figure states. The error is r's.
func Lint(r io.Reader, name string, reports []Report) ([]Problem, error) {
	all, problems, err := readLines(r, name)
	folded := make([]Report, len(reports))
	for i, report := range reports {
		folded[i] = Report{Source: report.Source, Text: match.Fold(report.Text)}
		for _, h := range report.Headings {
			folded[i].Headings = append(folded[i].Headings, match.Fold(h))
		}
	}
	for _, c := range all {
		for _, text := range c.against(folded) {
			problems = append(problems, Problem{name, c.line, c.ID, text})
		}
	}
	slices.SortStableFunc(problems, func(a, b Problem) int { return a.Line - b.Line })
	return problems, err
}

// against returns what is wrong with a case, given the reports, folded.
func (c Case) against(reports []Report) []string {
	var out, missing []string
	var own []Report
	for _, want := range c.Reports {
		var named []Report
		for _, r := range reports {
			if match.SameReport(r.Source, want) {
				named = append(named, r)
			}
		}
		switch len(named) {
		case 0:
			missing = append(missing, fmt.Sprintf("there is no report %q", want))
		case 1:
		default:
			out = append(out, fmt.Sprintf("%d reports are named %q: %s, …", len(named), want, named[0].Source))
		}
		own = append(own, named...)
	}
	if len(missing) > 0 {
		return append(out, missing...) // nothing else can be told
	}
	out = append(out, c.checkEvidence(own)...)
	out = append(out, c.checkSections(own)...)
	return append(append(out, c.checkFigures()...), c.checkMustNot()...)
}

func (c Case) checkEvidence(own []Report) (out []string) {
	for i, e := range c.Evidence {
		folded := match.Fold(e)
		if !slices.ContainsFunc(own, func(r Report) bool { return strings.Contains(r.Text, folded) }) {
			out = append(out, fmt.Sprintf("evidence %d stands in none of its reports: %q", i+1, short(e)))
		}
	}
	return out
}

func (c Case) checkSections(own []Report) (out []string) {
	for _, section := range c.Sections {
		folded := match.Fold(section)
		if !slices.ContainsFunc(own, func(r Report) bool {
			return slices.ContainsFunc(r.Headings, func(h string) bool {
				return h == folded || folded != "" && strings.Contains(h, folded)
			})
		}) {
			out = append(out, fmt.Sprintf("none of its reports has a section %q", section))
		}
	}
	return out
}

// reckons tells whether figures of a case may follow from the evidence without standing
// there: by its kind, or since its reference answer writes the calculation out.
func (c Case) reckons() bool {
	return slices.Contains([]string{"compare", "compute", "target-met"}, c.Kind) || calculation.MatchString(c.Answer)
}

var calculation = regexp.MustCompile(`[0-9][^，。；]* [+−×÷] [^，。；]*[0-9]`)

func (c Case) checkFigures() (out []string) {
	for _, f := range match.Missing(c.Figures, strings.Join(c.Evidence, "\n")) {
		if c.reckons() && match.States(c.Answer, f) || isYear.MatchString(f) || c.inCell(f) {
			continue
		}
		out = append(out, fmt.Sprintf("figure %q is not in the evidence", f))
	}
	return out
}

// isYear finds a date, which is no figure: the section tells it.
var isYear = regexp.MustCompile(`^[0-9]{4}年?$`)

// inCell tells whether the number of a figure stands in a row of a table, whose unit
// may stand in another cell.
func (c Case) inCell(f string) bool {
	numbers := match.Numbers(f)
	return len(numbers) == 1 && slices.ContainsFunc(c.Evidence, func(e string) bool {
		return strings.Contains(e, "|") && match.States(e, numbers[0])
	})
}

func (c Case) checkMustNot() (out []string) {
	for _, phrase := range match.Stated(c.MustNot, strings.Join(append([]string{c.Answer}, c.Figures...), "\n")) {
		out = append(out, fmt.Sprintf("must_not %q stands in the right answer", phrase))
	}
	return out
}

// short cuts a text after 40 characters.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

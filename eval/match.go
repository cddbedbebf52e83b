package eval

import (
	"slices"
	"strings"

	"reportbot/bot/answer"
	"reportbot/ingest/figure"
)

// depth is the number of retrieved chunks that are looked at.
const depth = 10

// sameReport tells whether a report, named by its path below the folder, is the
// one that a case names: the same path, or the end of it after a "/".
func sameReport(report, want string) bool {
	return report == want || want != "" && strings.HasSuffix(report, "/"+want)
}

// ofReports tells whether a report is one of those that a case names.
func ofReports(report string, wants []string) bool {
	return slices.ContainsFunc(wants, func(want string) bool { return sameReport(report, want) })
}

// inSections tells whether a section, given as the headings from the root joined
// by " › ", is one of those that a case names: one of its headings holds the
// wanted one, or both are empty.
func inSections(section string, wants []string) bool {
	headings := strings.Split(section, " › ")
	for i, heading := range headings {
		headings[i] = fold(heading)
	}
	return slices.ContainsFunc(wants, func(want string) bool {
		want = fold(want)
		if want == "" {
			return fold(section) == ""
		}
		return slices.ContainsFunc(headings, func(heading string) bool {
			return strings.Contains(heading, want)
		})
	})
}

// hit tells where an evidence sentence was found among the retrieved chunks.
type hit struct {
	rank    int  // of the first chunk that holds it, from 1; 0 when none does
	section bool // a chunk that holds it lies in one of the case's sections
}

// hits returns one hit for each evidence sentence of a case.
func hits(c Case, found []answer.Found) []hit {
	found = found[:min(depth, len(found))]
	out := make([]hit, len(c.Evidence))
	for r, chunk := range found {
		if !ofReports(chunk.Report, c.Reports) {
			continue
		}
		text, section := fold(chunk.Text), inSections(chunk.Section, c.Sections)
		for i, evidence := range c.Evidence {
			if !strings.Contains(text, fold(evidence)) {
				continue
			}
			if out[i].rank == 0 {
				out[i].rank = r + 1
			}
			out[i].section = out[i].section || section
		}
	}
	return out
}

// unstated returns the figures that a text does not state, in their order: neither
// as they are written nor as an equal figure in another unit.
func unstated(figures []string, text string) []string {
	folded, read := foldFigures(text), figuresOf(text)
	var out []string
	for _, want := range figures {
		if !states(folded, foldFigures(want)) && !statesEqual(read, want) {
			out = append(out, want)
		}
	}
	return out
}

// statesEqual tells whether one of the figures read from a text has the value, unit
// and exactness of the wanted one.
func statesEqual(read []figure.Figure, want string) bool {
	wanted := figuresOf(want)
	return len(wanted) == 1 && wanted[0].Value != "" && slices.ContainsFunc(read, func(f figure.Figure) bool {
		return f.Value == wanted[0].Value && f.Unit == wanted[0].Unit && f.Exact == wanted[0].Exact
	})
}

// stated returns the phrases that a text states, in their order.
func stated(phrases []string, text string) []string {
	text = foldFigures(text)
	var out []string
	for _, phrase := range phrases {
		if states(text, foldFigures(phrase)) {
			out = append(out, phrase)
		}
	}
	return out
}

// invented returns the numbers of an answer's Text that stand in nothing that it
// cites, nor in the evidence, nor in the conversation; each once, in their order.
func invented(c Case, a answer.Answer) []string {
	given := append([]string{c.Question}, c.Evidence...)
	for _, turn := range c.History {
		given = append(given, turn.Text)
	}
	for _, cited := range a.Citations {
		given = append(given, cited.Quote, cited.Title, cited.Section, cited.Report)
	}
	known := numbers(strings.Join(given, "\n"))
	var out []string
	for _, n := range numbers(a.Text) {
		if !slices.Contains(known, n) && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// numbers returns the numbers of a text in digits, without sign and unit.
func numbers(text string) []string {
	return number.FindAllString(foldFigures(text), -1)
}

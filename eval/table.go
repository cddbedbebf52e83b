package eval

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Table prints a summary for a person: three tables, one of what was retrieved,
// one of what was answered, one of what was cited, each with a line for every
// kind and one for all. "-" stands for what does not apply.
func (s Summary) Table(w io.Writer) error {
	var b strings.Builder
	for i, t := range []struct {
		head string
		row  func(Row) []string
	}{
		{"retrieval cases recall@1 recall@5 recall@10 mrr@10 section", retrievalCells},
		{"answers cases right figures shown text superfluous forbidden refusal false-refusal redacted failed p50ms p95ms", answerCells},
		{"citations cases reports precision sections evidence verbatim", citationCells},
	} {
		if i > 0 {
			b.WriteByte('\n')
		}
		lines := [][]string{strings.Fields(t.head)}
		for _, row := range append(append([]Row{}, s.Kinds...), s.All) {
			lines = append(lines, append([]string{row.Kind, strconv.Itoa(row.Cases)}, t.row(row)...))
		}
		writeColumns(&b, lines)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Wrong prints the cases that are not right, one line each with the reasons, in
// the order of the results; nothing when all are right.
func Wrong(w io.Writer, results []Result) error {
	var b strings.Builder
	for _, r := range results {
		if !r.Score.Right {
			fmt.Fprintf(&b, "%s (%s): %s\n", oneLine(r.Case.ID), r.Case.Kind, strings.Join(r.Score.Reasons, "; "))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func retrievalCells(r Row) []string {
	return decimals(r.RecallAt1, r.RecallAt5, r.RecallAt10, r.MRRAt10, r.ChunkSection)
}

func answerCells(r Row) []string {
	cells := []string{strconv.Itoa(r.Right)}
	cells = append(cells, decimals(r.FiguresStated, r.FiguresShown, r.TextF1, r.Superfluous)...)
	cells = append(cells, strconv.Itoa(r.Forbidden))
	cells = append(cells, decimals(r.RefusalRight)...)
	cells = append(cells, strconv.Itoa(r.FalseRefusals))
	cells = append(cells, decimals(r.RedactedRight)...)
	return append(cells, strconv.Itoa(r.Failed),
		strconv.FormatInt(r.P50Ms, 10), strconv.FormatInt(r.P95Ms, 10))
}

func citationCells(r Row) []string {
	return decimals(r.ReportsRight, r.ReportPrecision, r.SectionsRight, r.EvidenceCited, r.QuotesVerbatim)
}

// decimals prints means with three decimals.
func decimals(means ...*float64) []string {
	cells := make([]string, len(means))
	for i, m := range means {
		cells[i] = "-"
		if m != nil {
			cells[i] = strconv.FormatFloat(*m, 'f', 3, 64)
		}
	}
	return cells
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

// longest is the number of characters of a line that tells a person a reason.
const longest = 200

// oneLine is the first line of a text, made safe for a terminal: control and
// format characters become spaces, and it is cut after longest characters.
func oneLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	if utf8.RuneCountInString(s) > longest {
		s = string([]rune(s)[:longest-1]) + "…"
	}
	return s
}

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"reportbot/ingest"
	"reportbot/ingest/figure"
	"reportbot/retrieval"
	"reportbot/retrieval/query"
)

type figuresCmd struct {
	Indicator string   `arg:"" optional:"" help:"Only the figures of this indicator, by any of its names; near ones follow."`
	Reports   []string `placeholder:"PATH" sep:"none" help:"Read what changed under PATH first and list the figures there only (may be repeated)."`
	Place     string   `placeholder:"NAME" help:"Only this place."`
	Year      int      `placeholder:"YEAR" help:"Only this year."`
	Status    string   `enum:",actual,expected,target" default:"" placeholder:"STATUS" help:"Only actual, expected or target figures."`
	By        string   `enum:",place,year" default:"" placeholder:"PART" help:"Set the figures side by side, by place or by year."`
	Check     bool     `help:"Recompute each growth that can be recomputed, and list those that are not as stated."`
	CSV       bool     `name:"csv" help:"Print comma-separated values."`
	Sentences string   `placeholder:"FILE" help:"Read the figures of sentences, JSON lines {id, sentence, report_year, section_status}, without an index; - is standard input."`
}

// Help is shown below the command's flags.
func (figuresCmd) Help() string {
	return `Examples:
  reportbot figures --reports reports/ 规上工业产值
  reportbot figures 固定资产投资 --by year --place 青箩镇
  reportbot figures --year 2023 --status target --csv > targets.csv
  reportbot figures --check --place 青箩镇
  reportbot figures --sentences sentences.jsonl --json

--check takes a growth in %, the level of the same indicator and time in the
same report, and the level of the year before in that or another report of the
place. A growth disagrees when no numbers that round to the stated digits fit
together. It may still be right: growth is often stated in comparable prices
(GDP, value added, real incomes), or against a level that was revised later.
Masked and approximate figures, other bases and unequal periods are left out.`
}

// Run lists figures.
func (cmd *figuresCmd) Run(ctx context.Context, g *globals, t terminal) error {
	if cmd.Sentences != "" {
		return readSentences(t, cmd.Sentences)
	}
	if cmd.CSV && g.JSON {
		return &usageError{"--csv and --json exclude each other", "use one of them"}
	}
	if cmd.Check && cmd.By != "" {
		return &usageError{"--check and --by exclude each other", "use one of them"}
	}
	l, err := cmd.ledger(ctx, g, t)
	if err != nil {
		return err
	}
	if cmd.Check {
		return cmd.check(t, l, g.JSON)
	}
	selected := retrieval.SelectFigures(l.entries, cmd.filter(), l.terms)
	switch {
	case g.JSON:
		for _, s := range selected {
			if err := t.printJSON(figureLine(s)); err != nil {
				return err
			}
		}
		return nil
	case len(selected) == 0:
		return t.noFigures(cmd)
	case cmd.By != "":
		return t.printTable(pivot(ownFigures(selected), cmd.By), cmd.CSV)
	}
	return t.printTable(figureRows(selected), cmd.CSV)
}

func (cmd *figuresCmd) filter() retrieval.LedgerFilter {
	return retrieval.LedgerFilter{Indicator: cmd.Indicator, Place: cmd.Place, Year: cmd.Year, Status: figure.Status(cmd.Status)}
}

// ledger is what figures are listed from.
type ledger struct {
	entries []retrieval.LedgerEntry
	terms   *query.Terms
}

// ledger reads the figures of the reports asked for.
func (cmd *figuresCmd) ledger(ctx context.Context, g *globals, t terminal) (ledger, error) {
	o, err := g.open(ctx, t, cmd.Reports)
	if err != nil {
		return ledger{}, err
	}
	defer o.close()
	s, err := o.store.Snapshot(ctx)
	if err != nil {
		return ledger{}, err
	}
	entries, err := s.Ledger(s.Visible(o.answerer.Scope))
	if err != nil {
		return ledger{}, err
	}
	for i := range entries {
		if source, ok := o.answerer.Scope[entries[i].Report.ID]; ok {
			r := *entries[i].Report.Report
			r.Source = source
			entries[i].Report.Report = &r
		}
	}
	return ledger{entries, o.answerer.Retriever.Terms}, nil
}

// ownFigures leaves out near indicators where the one asked for is there.
func ownFigures(selected []retrieval.Selected) []retrieval.Selected {
	n := slices.IndexFunc(selected, func(s retrieval.Selected) bool { return s.Match.Likeness == query.Near })
	if n <= 0 {
		return selected
	}
	return selected[:n]
}

func (t terminal) noFigures(cmd *figuresCmd) error {
	what := "figures"
	if cmd.Indicator != "" {
		what = "figures of " + cmd.Indicator
	}
	return hinted("figures", errors.New("the reports hold no such "+what), "leave out a filter, or ask in other words")
}

// ledgerLine is a figure as programs see it, one a line.
type ledgerLine struct {
	figure.Figure
	Report  string
	Title   string
	Section string
	Quote   string
	Match   string
	Year    int
}

// MarshalJSON writes the fields of the figure, then where it stands.
func (l ledgerLine) MarshalJSON() ([]byte, error) {
	head, err := json.Marshal(l.Figure)
	if err != nil {
		return nil, err
	}
	tail, err := json.Marshal(struct {
		Year    int    `json:"year"` // of the section; 0 when unknown
		Match   string `json:"match"`
		Report  string `json:"report"`
		Title   string `json:"title"`
		Section string `json:"section"`
		Quote   string `json:"quote"`
	}{l.Year, l.Match, l.Report, l.Title, l.Section, l.Quote})
	if err != nil {
		return nil, err
	}
	return append(append(bytes.TrimSuffix(head, []byte("}")), ','), tail[1:]...), nil
}

func figureLine(s retrieval.Selected) ledgerLine {
	return ledgerLine{
		Figure: s.Figure, Report: s.Report.Source, Title: s.Report.Title, Section: strings.Join(s.Section.Path, ingest.PathSeparator),
		Quote: s.Quote, Match: matchText(s.Match), Year: s.Section.Year,
	}
}

func matchText(m query.Match) string {
	if m.Likeness == query.Near {
		return "near: " + m.Differs
	}
	return "same"
}

var figureHead = []string{"PLACE", "INDICATOR", "AS WRITTEN", "VALUE", "UNIT", "KIND", "PERIOD", "STATUS", "MATCH", "REPORT › SECTION"}

func figureRows(selected []retrieval.Selected) [][]string {
	rows := [][]string{figureHead}
	for _, s := range selected {
		rows = append(rows, []string{
			orDash(s.Report.Place), orDash(s.Indicator), s.Text, valueText(s.Figure), orDash(s.Unit), kindText(s.Figure), orDash(periodText(s)),
			string(s.Status), matchText(s.Match), sourceOf(s.LedgerEntry),
		})
	}
	return rows
}

func valueText(f figure.Figure) string {
	switch {
	case f.Masked:
		return "masked"
	case f.Low != "":
		return f.Low + "–" + f.High
	}
	return orDash(f.Value)
}

func kindText(f figure.Figure) string {
	if f.Direction != "" {
		return string(f.Kind) + " " + string(f.Direction)
	}
	return string(f.Kind)
}

// periodText is the words of the period, else the year of the section.
func periodText(s retrieval.Selected) string {
	if s.Period != "" {
		return s.Period
	}
	if s.Section.Year > 0 {
		return fmt.Sprintf("(%d)", s.Section.Year)
	}
	return ""
}

// printTable prints rows for a person, or as CSV.
func (t terminal) printTable(rows [][]string, asCSV bool) error {
	if !asCSV {
		t.printColumns(rows)
		return nil
	}
	w := csv.NewWriter(t.out)
	for _, row := range rows {
		for i := range row {
			row[i] = formulaSafe(oneLine(row[i]))
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	return nil
}

// formulaSafe keeps a spreadsheet from reading a cell as a formula.
func formulaSafe(cell string) string {
	if cell != "" && cell != "-" && strings.ContainsRune("=+@", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// sentenceLine is one sentence to be read.
type sentenceLine struct {
	ID       json.RawMessage `json:"id"`
	Sentence string          `json:"sentence"`
	Year     *int            `json:"report_year"`
	Status   *string         `json:"section_status"`
}

// maxSentenceLine bounds a line of the sentences file.
const maxSentenceLine = 16 << 20

// readSentences reads the figures of sentences, a line each, in order.
func readSentences(t terminal, path string) error {
	in := t.in
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return hinted("read the sentences", err, "--sentences takes a file of JSON lines, or - for standard input")
		}
		defer f.Close()
		in = f
	}
	return eachSentence(in, func(l sentenceLine) error {
		c := figure.Context{}
		if l.Year != nil {
			c.Year = *l.Year
		}
		if l.Status != nil {
			c.Plan, c.Actual = *l.Status == "plan", *l.Status == "actual"
		}
		figures := figure.Parse(l.Sentence, c)
		if figures == nil {
			figures = []figure.Figure{}
		}
		return t.printJSON(struct {
			ID      json.RawMessage `json:"id"`
			Figures []figure.Figure `json:"figures"`
		}{l.ID, figures})
	})
}

func eachSentence(in io.Reader, do func(sentenceLine) error) error {
	scanner := bufio.NewScanner(in)
	scanner.Buffer(nil, maxSentenceLine)
	for n := 1; scanner.Scan(); n++ {
		line := bytes.TrimPrefix(bytes.TrimSpace(scanner.Bytes()), []byte("\ufeff"))
		if len(line) == 0 {
			continue
		}
		l := sentenceLine{ID: json.RawMessage("null")}
		if err := json.Unmarshal(line, &l); err != nil {
			return hinted("read the sentences", fmt.Errorf("line %d: %w", n, err), `a line is {"id": …, "sentence": "…", "report_year": 2023, "section_status": "actual"}`)
		}
		if err := do(l); err != nil {
			return err
		}
	}
	if err := scanner.Err(); err != nil {
		return fmt.Errorf("read the sentences: %w", err)
	}
	return nil
}

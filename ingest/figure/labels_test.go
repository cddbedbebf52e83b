package figure

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// labelled is a line of testdata/labels.jsonl or nonfigures.jsonl; see the
// README there.
type labelled struct {
	ID            string   `json:"id"`
	Source        string   `json:"source"`
	Start         int      `json:"start"`
	End           int      `json:"end"`
	Sha           string   `json:"sha"`
	Before        [][2]int `json:"before"`
	ReportYear    int      `json:"report_year"`
	SectionStatus string   `json:"section_status"`
	Path          [][2]int `json:"path"`
	Figures       []label  `json:"figures"`
	Free          []label  `json:"free"`
}

type label struct {
	record
	Doubt []string `json:"doubt"`
	Why   string   `json:"why"`
}

func (l label) doubtful(field string) bool { return slices.Contains(l.Doubt, field) }

// bars are the least that must be right of a set of labelled sentences, as shares.
type bars struct {
	found     float64 // precision and recall of span, value and unit
	kind      float64 // kind, direction, exactness
	status    float64 // status, masked
	period    float64
	indicator float64 // F1 over characters
}

// maxNonRead is how many of the strings that are no figures may be read as such.
const maxNonRead = 2

// The set that the reader was made with.
func TestLabels(t *testing.T) {
	measureLabels(t, "labels.jsonl", bars{found: 0.97, kind: 0.96, status: 0.95, period: 0.95, indicator: 0.80})
}

// A second set, drawn and labelled apart from the reader.
func TestHeldOut(t *testing.T) {
	measureLabels(t, "heldout.jsonl", bars{found: 0.95, kind: 0.95, status: 0.93, period: 0.85, indicator: 0.75})
}

func measureLabels(t *testing.T, file string, least bars) {
	texts := newDatasets(t)
	m := measure{T: t, fields: map[string]*tally{}}
	for _, c := range readLabels(t, file) {
		sentence, context := texts.sentence(t, c)
		m.sentence(c, sentence, Parse(sentence, context))
	}
	m.report(least)
}

// measure counts what is right of labelled sentences and logs what is not.
type measure struct {
	*testing.T
	found, missed, extra int
	fields               map[string]*tally
	f1                   float64
	indicators           int
}

func (m *measure) sentence(c labelled, sentence string, got []Figure) {
	for _, want := range c.Figures {
		i := slices.IndexFunc(got, func(f Figure) bool { return sameFigure(f, want) })
		if i < 0 {
			m.missed++
			m.Logf("%s: missed %q = %s %s in %s", c.ID, want.Text, orEmpty(want.Value), want.Unit, sentence)
			continue
		}
		m.figure(c.ID, sentence, got[i], want)
		got = slices.Delete(got, i, i+1)
	}
	for _, f := range got {
		if !slices.ContainsFunc(c.Free, func(l label) bool { return f.Start < l.End && l.Start < f.End }) {
			m.extra++
			m.Logf("%s: read %q = %s %s, which is none: %s", c.ID, f.Text, f.Value, f.Unit, sentence)
		}
	}
}

func (m *measure) figure(id, sentence string, f Figure, want label) {
	m.found++
	for _, field := range []struct{ name, got, want string }{
		{"kind", string(f.Kind), want.Kind},
		{"direction", string(f.Direction), orEmpty(want.Direction)},
		{"exact", string(f.Exact), want.Exact},
		{"status", string(f.Status), want.Status},
		{"period", f.Period, orEmpty(want.Period)},
		{"masked", fmt.Sprint(f.Masked), fmt.Sprint(want.Masked)},
	} {
		if want.doubtful(field.name) {
			continue
		}
		if m.fields[field.name] == nil {
			m.fields[field.name] = &tally{}
		}
		m.fields[field.name].add(field.got == field.want)
		if field.got != field.want {
			m.Logf("%s: %s of %q is %q, want %q: %s", id, field.name, want.Text, field.got, field.want, sentence)
		}
	}
	if want.doubtful("indicator") {
		return
	}
	score := characterF1(f.Indicator, want.Indicator)
	m.f1, m.indicators = m.f1+score, m.indicators+1
	if score < 0.75 {
		m.Logf("%s: indicator of %q is %q, want %q (%.2f): %s", id, want.Text, f.Indicator, want.Indicator, score, sentence)
	}
}

func (m *measure) report(least bars) {
	m.check("recall", ratio(m.found, m.found+m.missed), least.found)
	m.check("precision", ratio(m.found, m.found+m.extra), least.found)
	for _, field := range []struct {
		name  string
		least float64
	}{{"kind", least.kind}, {"direction", least.kind}, {"exact", least.kind}, {"status", least.status}, {"period", least.period}, {"masked", least.status}} {
		if h := m.fields[field.name]; h != nil {
			m.check(field.name+" right", ratio(h.right, h.all), field.least)
		}
	}
	m.check("indicator F1", m.f1/float64(max(1, m.indicators)), least.indicator)
}

func (m *measure) check(name string, got, least float64) {
	m.Logf("%s %.3f", name, got)
	if got < least {
		m.Errorf("%s is %.3f, want at least %.2f", name, got, least)
	}
}

func TestNonFigures(t *testing.T) {
	texts := newDatasets(t)
	read := 0
	for _, c := range readLabels(t, "nonfigures.jsonl") {
		sentence, context := texts.sentence(t, c)
		for _, f := range Parse(sentence, context) {
			if i := slices.IndexFunc(c.Figures, func(l label) bool { return f.Start < l.End && l.Start < f.End }); i >= 0 {
				read++
				t.Logf("%s: %q (%s) read as %s %s: %s", c.ID, c.Figures[i].Text, c.Figures[i].Why, f.Value, f.Unit, sentence)
			}
		}
	}
	if read > maxNonRead {
		t.Errorf("%d strings that are no figures were read as figures, want at most %d", read, maxNonRead)
	}
}

type tally struct{ right, all int }

func (t *tally) add(right bool) {
	t.all++
	if right {
		t.right++
	}
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// sameFigure tells that a figure is the labelled one: span, value and unit.
func sameFigure(f Figure, want label) bool {
	return f.Start == want.Start && (f.End == want.End || want.doubtful("text")) &&
		(f.Value == orEmpty(want.Value) || want.doubtful("value")) && f.Low == orEmpty(want.Low) && f.High == orEmpty(want.High) &&
		(f.Unit == want.Unit || want.doubtful("unit") || want.doubtful("text"))
}

// characterF1 is the harmonic mean of precision and recall over characters,
// repetitions counted.
func characterF1(got, want string) float64 {
	counts := map[rune]int{}
	for _, r := range want {
		counts[r]++
	}
	common, g, w := 0, 0, len([]rune(want))
	for _, r := range got {
		g++
		if counts[r] > 0 {
			counts[r]--
			common++
		}
	}
	if common == 0 {
		return 0
	}
	return 2 * float64(common) / float64(g+w)
}

func readLabels(t *testing.T, name string) []labelled {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []labelled
	scanner := bufio.NewScanner(f)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		var l labelled
		if err := json.Unmarshal(scanner.Bytes(), &l); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out = append(out, l)
	}
	return out
}

// datasets reads the texts that the labels point into.
type datasets struct {
	root  string
	texts map[string]string
}

func newDatasets(t *testing.T) *datasets {
	t.Helper()
	root := os.Getenv("REPORTBOT_DATASETS")
	if root == "" {
		t.Skip("REPORTBOT_DATASETS is unset: the labelled sentences are read from there")
	}
	return &datasets{root: filepath.Join(root, "bench"), texts: map[string]string{}}
}

func (d *datasets) text(t *testing.T, source string) string {
	t.Helper()
	if text, ok := d.texts[source]; ok {
		return text
	}
	name, doc, isJSON := strings.Cut(source, "#")
	data, err := os.ReadFile(filepath.Join(d.root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	switch {
	case isJSON:
		text = documentText(t, text, doc)
	case strings.Contains(name, "gb18030"):
		if text, err = simplifiedchinese.GB18030.NewDecoder().String(text); err != nil {
			t.Fatal(err)
		}
	}
	d.texts[source] = strings.TrimPrefix(text, "\ufeff")
	return d.texts[source]
}

func documentText(t *testing.T, lines, doc string) string {
	t.Helper()
	for line := range strings.Lines(lines) {
		var d struct {
			Doc  json.Number `json:"doc"`
			Text string      `json:"text"`
		}
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		if d.Doc.String() == doc {
			return d.Text
		}
	}
	t.Fatalf("no document %s", doc)
	return ""
}

func (d *datasets) sentence(t *testing.T, l labelled) (string, Context) {
	t.Helper()
	text := d.text(t, l.Source)
	sentence := text[l.Start:l.End]
	if sum := sha256.Sum256([]byte(sentence)); hex.EncodeToString(sum[:6]) != l.Sha {
		t.Fatalf("%s: the sentence is not the labelled one", l.ID)
	}
	c := Context{Year: l.ReportYear, Plan: l.SectionStatus == "plan", Actual: l.SectionStatus == "actual"}
	for _, s := range l.Path {
		c.Path = append(c.Path, text[s[0]:s[1]])
	}
	for _, s := range l.Before {
		c.Before = append(c.Before, text[s[0]:s[1]])
	}
	return sentence, c
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

package figure

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// describe writes a figure as in testdata/bind.txt: kind or direction, value and
// unit, then the indicator, and what is not plain: status, exactness, scope, period.
func describe(f Figure) string {
	kind := string(f.Kind)
	if f.Kind == Change {
		kind = string(f.Direction)
	}
	value := f.Value
	switch {
	case f.Masked:
		value = "masked"
	case f.Exact == Range:
		value = f.Low + "~" + f.High
	case f.Kind == Ratio:
		value = f.Text
	}
	s := fmt.Sprintf("%s %s%s %s", kind, value, f.Unit, f.Indicator)
	if f.Status != Actual {
		s += " !" + string(f.Status)
	}
	if f.Exact != Exact && f.Exact != Range {
		s += " ~" + string(f.Exact)
	}
	if f.Scope != "" {
		s += " @" + f.Scope
	}
	if f.Against != "" {
		s += " against " + f.Against
	}
	if f.Unsure {
		s += " unsure"
	}
	if f.Period != "" {
		s += " in " + f.Period
	}
	return s
}

// bindCase is a sentence of testdata/bind.txt with what is wanted of it.
type bindCase struct {
	line     int
	sentence string
	want     []string
}

// readBindCases reads blocks of a sentence and, indented, its figures.
func readBindCases(t *testing.T, name string) []bindCase {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var cases []bindCase
	scanner := bufio.NewScanner(file)
	for n := 1; scanner.Scan(); n++ {
		line := scanner.Text()
		switch {
		case strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "\t"):
			last := &cases[len(cases)-1]
			last.want = append(last.want, strings.TrimSpace(line))
		default:
			cases = append(cases, bindCase{line: n, sentence: line})
		}
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return cases
}

// testBinding compares the figures of each sentence of a file with those wanted.
func testBinding(t *testing.T, name string, atLeast int, c Context) {
	cases := readBindCases(t, name)
	if len(cases) < atLeast {
		t.Errorf("%s holds %d sentences, want at least %d", name, len(cases), atLeast)
	}
	for _, test := range cases {
		var got []string
		for _, f := range Parse(test.sentence, c) {
			got = append(got, strings.TrimSpace(describe(f)))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s:%d: %s (-want +got):\n%s", name, test.line, test.sentence, diff)
		}
	}
}

func TestBind(t *testing.T) {
	testBinding(t, "bind.txt", 120, Context{Year: 2031, Actual: true, Place: "桐溪镇"})
}

func TestBindLeansOnTheSentenceBefore(t *testing.T) {
	for _, test := range []struct{ before, sentence, want string }{
		{"绢花产业稳步壮大。", "完成产值3.2亿元。", "level 320000000元 绢花产业产值"},
		{"芦席编织全面复苏。", "同比增长12.5%。", "up 12.5% 芦席编织"},
	} {
		figures := Parse(test.sentence, Context{Year: 2031, Before: []string{test.before}})
		if len(figures) != 1 || describe(figures[0]) != test.want {
			t.Errorf("%s%s: %v, want %s", test.before, test.sentence, figures, test.want)
		}
	}
}

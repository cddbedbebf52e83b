package eval

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/bot/answer"
)

var update = flag.Bool("update", false, "write the golden files anew")

// checkGolden compares output with a file of the folder golden.
func checkGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("golden", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s: -want +got\n%s", path, diff)
	}
}

// sampleCases are of several kinds, not in the order of the table.
const sampleCases = `
{"id":"refuse-1","kind":"unanswerable","question":"青溪镇GDP多少？","expect":"refuse"}
{"id":"refuse-2","kind":"unanswerable","question":"青溪镇镇长是谁？","expect":"refuse"}
{"id":"tea","kind":"figure","question":"青溪镇新种多少亩茶？","reports":["qingxi.txt"],"sections":["（一）农业"],"evidence":["新种茶叶320亩，增长8%"],"figures":["320亩"],"must_not":["100亩"],"expect":"answer"}
{"id":"growth","kind":"figure","question":"青溪镇茶园增长多少？","reports":["qingxi.txt"],"sections":["（一）农业"],"evidence":["新种茶叶320亩，增长8%"],"figures":["8%"],"expect":"answer"}
{"id":"both","kind":"compare","question":"青溪、山后哪个镇种茶多？","reports":["qingxi.txt","shanhou.txt"],"sections":["（一）农业","一、富民"],"evidence":["新种茶叶320亩，增长8%","新种茶叶95亩"],"figures":["320亩","95亩"],"expect":"answer"}
{"id":"masked","kind":"redacted","question":"青溪镇财政收入多少？","reports":["qingxi.txt"],"sections":[""],"evidence":["财政收入x.x亿元"],"expect":"redacted"}
{"id":"more","kind":"follow-up","question":"山后镇呢？","history":[{"role":"user","text":"青溪镇种了多少茶？"},{"role":"assistant","text":"320亩。"}],"reports":["shanhou.txt"],"sections":["一、富民"],"evidence":["新种茶叶95亩"],"figures":["95亩"],"expect":"answer"}
`

// sampleAnswer is the fake Ask: some answers are right, the others each wrong in
// their own way.
func sampleAnswer(_ context.Context, q answer.Question) answer.Answer {
	qingxi := answer.Citation{N: 1, Report: "qingxi.txt", Section: "一、回顾 › （一）农业", Quote: "全年新种茶叶320亩，增长8%。"}
	shanhou := answer.Citation{N: 2, Report: "shanhou.txt", Section: "一、富民", Quote: "新种茶叶95亩。"}
	header := answer.Citation{N: 1, Report: "qingxi.txt", Quote: "财政收入x.x亿元。"}
	found := func(cited ...answer.Citation) []answer.Found {
		out := []answer.Found{}
		for _, c := range cited {
			out = append(out, answer.Found{Report: c.Report, Section: c.Section, Score: 1, Text: c.Quote})
		}
		return out
	}
	answers := map[string]answer.Answer{
		"refuse-1": {Kind: answer.Refused, Text: "报告未说明。", Ms: answer.Times{Total: 3}},
		"refuse-2": {Kind: answer.Answered, Text: "姓林。", Citations: []answer.Citation{qingxi}, Ms: answer.Times{Total: 40}},
		"tea":      {Kind: answer.Answered, Text: "新种320亩[1]。", Citations: []answer.Citation{qingxi}, Retrieval: found(qingxi, shanhou), Ms: answer.Times{Total: 5}},
		"growth":   {Kind: answer.Answered, Text: "见原文[1]。", Citations: []answer.Citation{qingxi, shanhou}, Retrieval: found(shanhou, qingxi), Ms: answer.Times{Total: 6}},
		"both":     {Kind: answer.Answered, Text: "青溪镇320亩[1]多于95亩。", Citations: []answer.Citation{qingxi}, Retrieval: found(header, qingxi), Ms: answer.Times{Total: 8}},
		"masked":   {Kind: answer.Redacted, Text: "财政收入已隐去[1]。", Citations: []answer.Citation{header}, Retrieval: found(header), Ms: answer.Times{Total: 4}},
	}
	a, ok := answers[q.ID]
	if !ok {
		panic("no answer to " + q.ID)
	}
	return a
}

func sampleResults(t *testing.T) []Result {
	t.Helper()
	cases, err := ReadCases(strings.NewReader(sampleCases), "sample")
	if err != nil {
		t.Fatal(err)
	}
	run := Run{Ask: sampleAnswer, Verbatim: func(c answer.Citation) bool { return c.Report != "shanhou.txt" }}
	results, err := run.Do(t.Context(), cases)
	if err != nil {
		t.Fatal(err)
	}
	for i := range results {
		if results[i].Score.Failed {
			results[i].Answer.Ms.Total = 1 // measured, so not the same each time
		}
	}
	return results
}

func TestTable(t *testing.T) {
	results := sampleResults(t)
	var out bytes.Buffer
	if err := Summarize(results).Table(&out); err != nil {
		t.Fatal(err)
	}
	out.WriteByte('\n')
	if err := Wrong(&out, results); err != nil {
		t.Fatal(err)
	}
	checkGolden(t, "table.txt", out.Bytes())
}

func TestSummaryJSON(t *testing.T) {
	var out bytes.Buffer
	if err := Summarize(sampleResults(t)).WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	checkGolden(t, "summary.json", out.Bytes())
}

func TestTableOfNothing(t *testing.T) {
	var out bytes.Buffer
	if err := Summarize(nil).Table(&out); err != nil {
		t.Fatal(err)
	}
	checkGolden(t, "empty.txt", out.Bytes())
}

func TestPercentile(t *testing.T) {
	times := func(ms ...int64) []Result {
		var out []Result
		for _, m := range ms {
			out = append(out, Result{Answer: answer.Answer{Ms: answer.Times{Total: m}}})
		}
		return out
	}
	hundred := make([]int64, 100)
	for i := range hundred {
		hundred[i] = int64(100 - i)
	}
	tests := []struct {
		results  []Result
		p50, p95 int64
	}{
		{nil, 0, 0},
		{times(7), 7, 7},
		{times(9, 1), 1, 9},
		{times(3, 1, 2), 2, 3},
		{times(hundred...), 50, 95},
		{times(hundred[:20]...), 90, 99}, // 81 to 100
	}
	for _, test := range tests {
		if p50, p95 := percentile(test.results, 50), percentile(test.results, 95); p50 != test.p50 || p95 != test.p95 {
			t.Errorf("%d times: %d and %d, want %d and %d", len(test.results), p50, p95, test.p50, test.p95)
		}
	}
}

func TestOneLine(t *testing.T) {
	tests := []struct{ in, want string }{
		{" 青溪镇\nx", "青溪镇"},
		{"a\x1b[31mb\u202ec", "a [31mb c"},
		{"a\xffb", "a\ufffdb"},
		{strings.Repeat("茶", longest), strings.Repeat("茶", longest)},
		{strings.Repeat("茶", longest+1), strings.Repeat("茶", longest-1) + "…"},
	}
	for _, test := range tests {
		if got := oneLine(test.in); got != test.want {
			t.Errorf("oneLine(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

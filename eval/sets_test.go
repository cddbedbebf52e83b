package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"reportbot/eval/cases"
	"reportbot/eval/match"
)

// questionSets reads the sets below root.
func questionSets(t *testing.T, root string) []questionSet {
	t.Helper()
	council, hailar := filepath.Join(root, "bench/reports-state-council"), filepath.Join(root, "bench/reports-hailar-gb18030")
	finance := filepath.Join(root, "bench/rageval-zh-finance")
	return []questionSet{
		{"towns", []string{filepath.Join(root, "reports"), council, hailar}, []questionPart{
			{name: "towns", at5: 0.99, mrr: 0.99, cases: caseFile(t, filepath.Join(root, "eval/town-reports.dev.jsonl"))},
		}},
		{"years", []string{hailar}, []questionPart{
			{name: "years", at5: 0.97, mrr: 0.93, cases: caseFile(t, filepath.Join(root, "eval/years.dev.jsonl"))},
		}},
		{"paraphrased", []string{council, hailar}, paraphrased(t, filepath.Join(root, "bench"))},
		{"companies", []string{companyReports(t, finance)}, companyQuestions(t, finance)},
	}
}

// caseFile reads the cases that have evidence.
func caseFile(t *testing.T, path string) []cases.Case {
	t.Helper()
	return slices.DeleteFunc(casesIn(t, path), func(c cases.Case) bool { return len(c.Evidence) == 0 })
}

func casesIn(t *testing.T, path string) []cases.Case {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := cases.Read(f, path)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// paraphrased reads the questions of testdata/paraphrase.jsonl: those in Chinese
// and in English, on reports held out from the embedder's training and on all.
func paraphrased(t *testing.T, bench string) []questionPart {
	t.Helper()
	parts := []questionPart{
		{name: "zh held out", at5: 0.87, mrr: 0.59}, {name: "zh", at5: 0.86, mrr: 0.61},
		{name: "en held out", at5: 0.87, mrr: 0.61}, {name: "en", at5: 0.86, mrr: 0.59},
	}
	eachLine(t, "testdata/paraphrase.jsonl", func(line []byte) {
		var q struct {
			ID, Question, Source string
			Start, End           int
			HeldOut              bool
		}
		if err := json.Unmarshal(line, &q); err != nil {
			t.Fatal(err)
		}
		text := decoded(t, filepath.Join(bench, filepath.FromSlash(q.Source)))
		c := cases.Case{ID: q.ID, Question: q.Question, Reports: []string{filepath.Base(q.Source)}, Evidence: []string{text[q.Start:q.End]}}
		first := 0
		if strings.HasPrefix(q.ID, "p-en-") {
			first = 2
		}
		if q.HeldOut {
			parts[first].cases = append(parts[first].cases, c)
		}
		parts[first+1].cases = append(parts[first+1].cases, c)
	})
	return parts
}

// decoded returns a text in UTF-8 or GB18030 without byte order mark.
func decoded(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err == nil && !utf8.Valid(data) {
		data, err = simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	}
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(string(data), "\ufeff")
}

// companyReports writes each document of documents.jsonl into a file of a folder.
func companyReports(t *testing.T, finance string) string {
	t.Helper()
	dir := t.TempDir()
	eachLine(t, filepath.Join(finance, "documents.jsonl"), func(line []byte) {
		var d struct {
			Doc         int
			Title, Text string
		}
		if err := json.Unmarshal(line, &d); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, companyFile(d.Doc)), []byte(d.Title+"\n\n"+d.Text), 0o600); err != nil {
			t.Fatal(err)
		}
	})
	return dir
}

func companyFile(doc int) string { return fmt.Sprintf("%d.txt", doc) }

// companyQuestions reads the questions of all types and those for one fact.
// Questions that the reports do not answer and evidence that stands in none of them
// are left out.
func companyQuestions(t *testing.T, finance string) []questionPart {
	t.Helper()
	texts := map[int]string{}
	eachLine(t, filepath.Join(finance, "documents.jsonl"), func(line []byte) {
		var d struct {
			Doc  int
			Text string
		}
		if err := json.Unmarshal(line, &d); err != nil {
			t.Fatal(err)
		}
		texts[d.Doc] = match.Fold(d.Text)
	})
	all, factual := questionPart{name: "companies", at5: 0.95, mrr: 0.86}, questionPart{name: "companies' facts", at5: 0.98, mrr: 0.92}
	eachLine(t, filepath.Join(finance, "questions.jsonl"), func(line []byte) {
		var q struct {
			ID             int
			Type, Question string
			Evidence       []string
			Docs           []int
		}
		if err := json.Unmarshal(line, &q); err != nil {
			t.Fatal(err)
		}
		c := cases.Case{ID: fmt.Sprint(q.ID), Question: q.Question}
		for _, doc := range q.Docs {
			c.Reports = append(c.Reports, companyFile(doc))
		}
		for _, e := range q.Evidence {
			if e = match.Fold(e); e != "" && slices.ContainsFunc(q.Docs, func(doc int) bool { return strings.Contains(texts[doc], e) }) {
				c.Evidence = append(c.Evidence, e)
			}
		}
		if len(c.Evidence) == 0 || q.Type == "无关无解问" {
			return
		}
		all.cases = append(all.cases, c)
		if q.Type == "事实性问题" {
			factual.cases = append(factual.cases, c)
		}
	})
	return []questionPart{all, factual}
}

func eachLine(t *testing.T, path string, do func(line []byte)) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		do(lines.Bytes())
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

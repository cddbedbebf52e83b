package embed_test

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"reportbot/ingest"
	"reportbot/ingest/format"
	"reportbot/retrieval/embed"
	"reportbot/retrieval/lexical"
)

// The built-in embedder must earn its place: together with BM25 it has to find
// more than BM25 alone. The figures are those of the whole texts and questions,
// before anything is made of places and years.
func TestQuality(t *testing.T) {
	root := os.Getenv("REPORTBOT_DATASETS")
	if root == "" {
		t.Skip("REPORTBOT_DATASETS is not set: no reports and questions to measure with")
	}
	towns := readReports(t, filepath.Join(root, "reports/*.txt"))
	council := readReports(t, filepath.Join(root, "bench/reports-state-council/*.txt"))
	asked := readQuestions(t, filepath.Join(root, "eval/town-reports.dev.jsonl"))
	companies := readCompanies(t, filepath.Join(root, "bench/rageval-zh-finance/documents.jsonl"))
	finance := readQuestions(t, filepath.Join(root, "bench/rageval-zh-finance/questions.jsonl"))
	for _, c := range []struct {
		name      string
		reports   []*ingest.Report
		questions []question
	}{
		{"towns", towns, asked},
		{"towns among others", slices.Concat(towns, council), asked},
		{"companies", companies, finance},
	} {
		words, vectors, both := measure(t, c.reports, c.questions)
		t.Logf("%-18s  BM25 %v  vectors %v  both %v", c.name, words, vectors, both)
		if both.at5+both.at10+both.mrr < words.at5+words.at10+words.mrr {
			t.Errorf("%s: both are worse than BM25 alone", c.name)
		}
	}
}

// figures are shares of the evidence found at rank ≤ 1, 5 and 10, and the
// mean reciprocal rank of the first, 0 past rank 10.
type figures struct{ at1, at5, at10, mrr float64 }

type question struct {
	Question string
	Evidence []string
	Reports  []string // sources that the evidence stands in
	Docs     []json.Number
}

func readQuestions(t *testing.T, path string) []question {
	t.Helper()
	var out []question
	eachLine(t, path, func(line []byte) {
		var q question
		if err := json.Unmarshal(line, &q); err != nil {
			t.Fatal(err)
		}
		for _, d := range q.Docs {
			q.Reports = append(q.Reports, d.String())
		}
		out = append(out, q)
	})
	return out
}

func readReports(t *testing.T, pattern string) []*ingest.Report {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: %d files, error %v", pattern, len(paths), err)
	}
	var out []*ingest.Report
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, parse(t, filepath.Base(p), data))
	}
	return out
}

func readCompanies(t *testing.T, path string) []*ingest.Report {
	t.Helper()
	var out []*ingest.Report
	eachLine(t, path, func(line []byte) {
		var d struct {
			Doc         json.Number
			Title, Text string
		}
		if err := json.Unmarshal(line, &d); err != nil {
			t.Fatal(err)
		}
		out = append(out, parse(t, d.Doc.String(), []byte(d.Title+"\n\n"+d.Text)))
	})
	return out
}

func parse(t *testing.T, source string, data []byte) *ingest.Report {
	t.Helper()
	doc, err := format.Read(strings.TrimSuffix(source, ".txt")+".txt", data)
	if err != nil {
		t.Fatal(err)
	}
	return ingest.Parse(doc, ingest.Origin{Source: source, Path: source})
}

func eachLine(t *testing.T, path string, do func([]byte)) {
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

// chunk is what is searched: its report's source, its own text, what is
// indexed of it.
type chunk struct{ source, text, indexed string }

func measure(t *testing.T, reports []*ingest.Report, questions []question) (words, vectors, both figures) {
	t.Helper()
	chunks, index := indexed(t, reports)
	var texts, asked []string
	for _, c := range chunks {
		texts = append(texts, c.indexed)
	}
	for _, q := range questions {
		asked = append(asked, q.Question)
	}
	passages, queries := vectorsOf(t, texts), vectorsOf(t, asked)
	n := 0
	for i, q := range questions {
		places := evidence(chunks, q)
		if len(places) == 0 {
			continue
		}
		n++
		lex := toFloats(index.Scores(lexical.NewQuery(q.Question), nil))
		cos := cosines(passages, queries[i])
		words.add(lex, places)
		vectors.add(cos, places)
		both.add(fuse(lex, cos), places)
	}
	return words.over(n), vectors.over(n), both.over(n)
}

func indexed(t *testing.T, reports []*ingest.Report) (chunks []chunk, index *lexical.Index) {
	t.Helper()
	var blobs []lexical.Postings
	for _, r := range reports {
		var terms [][]lexical.Term
		for _, c := range ingest.Chunks(r) {
			chunks = append(chunks, chunk{r.Source, plain(r.Text[c.Start:c.End]), r.IndexText(c)})
			terms = append(terms, lexical.Terms(r.IndexText(c)))
		}
		blobs = append(blobs, lexical.Encode(terms))
	}
	index, err := lexical.Join(blobs)
	if err != nil {
		t.Fatal(err)
	}
	return chunks, index
}

func vectorsOf(t *testing.T, texts []string) [][]float32 {
	t.Helper()
	e, err := embed.New()
	if err != nil {
		t.Fatal(err)
	}
	vectors, err := e.EmbedDocuments(context.Background(), texts)
	if err != nil {
		t.Fatal(err)
	}
	return vectors
}

// evidence returns, for each sentence of evidence, the chunks that hold it.
// Sentences that no chunk holds whole are left out.
func evidence(chunks []chunk, q question) (places [][]int) {
	for _, sentence := range q.Evidence {
		var found []int
		for i, c := range chunks {
			if slices.Contains(q.Reports, c.source) && strings.Contains(c.text, plain(sentence)) {
				found = append(found, i)
			}
		}
		if len(found) > 0 {
			places = append(places, found)
		}
	}
	return places
}

// plain is text without white space.
func plain(text string) string { return strings.Join(strings.Fields(text), "") }

func toFloats(scores []float32) []float64 {
	out := make([]float64, len(scores))
	for i, s := range scores {
		out[i] = float64(s)
	}
	return out
}

func cosines(passages [][]float32, query []float32) []float64 {
	out := make([]float64, len(passages))
	for i, p := range passages {
		for j := range p {
			out[i] += float64(p[j]) * float64(query[j])
		}
	}
	return out
}

// fuse returns half of each score, scaled to 0 … 1 over all chunks.
func fuse(lex, cos []float64) []float64 {
	out := make([]float64, len(lex))
	for _, scores := range [][]float64{lex, cos} {
		low, high := slices.Min(scores), slices.Max(scores)
		for i, s := range scores {
			if high > low {
				out[i] += 0.5 * (s - low) / (high - low)
			}
		}
	}
	return out
}

// add counts one question.
func (f *figures) add(scores []float64, places [][]int) {
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	rank := make([]int, len(scores)) // from 1
	for r, i := range order {
		rank[i] = r + 1
	}
	first, share := math.MaxInt, 1/float64(len(places))
	for _, chunks := range places {
		best := math.MaxInt
		for _, i := range chunks {
			best = min(best, rank[i])
		}
		first = min(first, best)
		for at, count := range map[int]*float64{1: &f.at1, 5: &f.at5, 10: &f.at10} {
			if best <= at {
				*count += share
			}
		}
	}
	if first <= 10 {
		f.mrr += 1 / float64(first)
	}
}

func (f figures) over(n int) figures {
	round := func(x float64) float64 { return math.Round(1000*x/float64(n)) / 1000 }
	return figures{round(f.at1), round(f.at5), round(f.at10), round(f.mrr)}
}

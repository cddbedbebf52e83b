package retrieval

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/philippgille/chromem-go"

	"reportbot/retrieval/lexical"
)

// The size that the store has to bear on a small machine.
const (
	benchReports = 1000
	benchChunks  = 100 // a report
	benchDim     = 256
)

// benchText is a report of benchChunks sections of about 300 characters. The
// words are drawn with the skew of real text, from a vocabulary that grows
// with the reports.
func benchText(random *rand.Rand, report int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s2031年工作总结\n\n", benchPlace(report))
	for section := range benchChunks {
		fmt.Fprintf(&b, "第%s章 %s\n\n", chineseNumber(section+1), benchWord(random))
		for n := 0; n < 260; {
			length := 15 + random.IntN(40)
			n += length + 7
			for ; length > 0; length -= 2 {
				b.WriteString(benchWord(random))
			}
			fmt.Fprintf(&b, "%d.%d亿元。", random.IntN(100), random.IntN(100))
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

// benchPlace is the name of a report's town, another for each report.
func benchPlace(report int) string {
	const first, characters = 0x7000, 40
	return string([]rune{rune(first + report/characters), rune(first + 100 + report%characters), '镇'})
}

// benchWord is one of 20,000 words of two characters.
func benchWord(random *rand.Rand) string {
	n := int(20000 * random.Float64() * random.Float64() * random.Float64())
	const first, characters = 0x4e00, 2500
	return string([]rune{rune(first + n%characters), rune(first + (n*7919+n/characters)%characters)})
}

// chineseNumber writes 1 … 199.
func chineseNumber(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch {
	case n >= 100:
		rest := n % 100
		if rest == 0 {
			return "一百"
		}
		if rest < 10 {
			return "一百零" + chineseNumber(rest)
		}
		return "一百" + string(digits[rest/10]) + "十" + strings.TrimPrefix(string(digits[rest%10]), "零")
	case n >= 10:
		text := "十" + strings.TrimPrefix(string(digits[n%10]), "零")
		if n >= 20 {
			text = string(digits[n/10]) + text
		}
		return text
	}
	return string(digits[n])
}

// randomEmbedder makes a vector of random direction for each text.
type randomEmbedder struct{}

func (randomEmbedder) EmbedDocuments(_ context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		vectors[i] = randomVector(uint64(len(text)), text)
	}
	return vectors, nil
}

func (randomEmbedder) EmbedQuery(_ context.Context, text string) ([]float32, error) {
	return randomVector(0, text), nil
}

func randomVector(seed uint64, text string) []float32 {
	for _, r := range text {
		seed = seed*31 + uint64(r)
	}
	random := rand.New(rand.NewPCG(seed, 1))
	v := make([]float32, benchDim)
	for i := range v {
		v[i] = float32(random.NormFloat64())
	}
	return v
}

// benchStore syncs reports into a data folder, and returns both folders.
func benchStore(b *testing.B) (dir, data string) {
	b.Helper()
	dir, data = b.TempDir(), b.TempDir()
	random := rand.New(rand.NewPCG(1, 2))
	for i := range benchReports {
		write(b, dir, map[string]string{fmt.Sprintf("%d/%d.txt", i%10, i): benchText(random, i)})
	}
	start := time.Now()
	s := open(b, data)
	result := sync1(b, s, randomEmbedder{}, SyncOptions{Model: "m"}, dir)
	wantCounts(b, result, count{Added: benchReports})
	b.ReportMetric(time.Since(start).Seconds(), "build-s")
	start = time.Now()
	wantCounts(b, sync1(b, s, randomEmbedder{}, SyncOptions{Model: "m"}, dir), count{Unchanged: benchReports})
	b.ReportMetric(float64(time.Since(start).Milliseconds()), "again-ms")
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(data, indexFile))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size())/1e6, "file-MB")
	return dir, data
}

// BenchmarkStore builds an index of 100,000 chunks, opens it, and compares with a
// plain query of chromem-go over the same vectors in one collection: scores of words
// and vectors (hybrid), the whole search for a question (search), and for one that
// names a place (named).
func BenchmarkStore(b *testing.B) {
	dir, data := benchStore(b)
	debug.FreeOSMemory()
	resetPeak(b)
	start := time.Now()
	s := open(b, data)
	snap := snapshot(b, s)
	b.ReportMetric(time.Since(start).Seconds(), "start-s")
	b.ReportMetric(float64(snap.Len()), "chunks")
	hybrid := benchQueries(b, func(question string) { benchSearch(b, snap, question) })
	r := &Retriever{Store: s, Embedder: randomEmbedder{}}
	search := benchQueries(b, func(question string) { benchRetriever(b, r, question) })
	named := benchQueries(b, func(question string) { benchRetriever(b, r, benchPlace(len(question)%benchReports)+question) })
	b.ReportMetric(peak(b), "peak-MB")
	benchReload(b, s, dir)

	one := oneCollection(b, snap)
	plain := benchQueries(b, func(question string) {
		if _, err := one.QueryEmbedding(b.Context(), randomVector(0, question), 10, nil, nil); err != nil {
			b.Fatal(err)
		}
	})
	for _, q := range []struct {
		name  string
		times []time.Duration
	}{{"hybrid", hybrid}, {"search", search}, {"named", named}, {"plain", plain}} {
		b.ReportMetric(ms(q.times[len(q.times)/2]), q.name+"-p50-ms")
		b.ReportMetric(ms(q.times[len(q.times)*95/100]), q.name+"-p95-ms")
		b.ReportMetric(ms(q.times[len(q.times)/2])/ms(plain[len(plain)/2]), q.name+"-ratio")
	}
}

func benchRetriever(b *testing.B, r *Retriever, question string) {
	b.Helper()
	found, err := r.Search(b.Context(), question, nil, nil, 10)
	if err != nil {
		b.Fatal(err)
	}
	if len(found.Passages) != 10 {
		b.Fatalf("%d passages", len(found.Passages))
	}
}

// benchReload changes one report, and takes a snapshot while an older one is
// in use.
func benchReload(b *testing.B, s *Store, dir string) {
	b.Helper()
	old := snapshot(b, s)
	write(b, dir, map[string]string{"0/0.txt": report("岚溪镇", 1)})
	age(b, filepath.Join(dir, "0", "0.txt"), time.Minute)
	wantCounts(b, sync1(b, s, randomEmbedder{}, SyncOptions{Model: "m"}, dir), count{Changed: 1, Unchanged: benchReports - 1})
	start := time.Now()
	if snapshot(b, s) == old {
		b.Fatal("the change was not seen")
	}
	b.ReportMetric(time.Since(start).Seconds(), "reload-s")
	b.ReportMetric(peak(b), "reload-peak-MB")
	runtime.KeepAlive(old)
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// benchQueries returns the times of a hundred questions, ascending.
func benchQueries(b *testing.B, ask func(question string)) []time.Duration {
	b.Helper()
	random := rand.New(rand.NewPCG(3, 4))
	var times []time.Duration
	for range 100 {
		question := ""
		for range 6 {
			question += benchWord(random)
		}
		start := time.Now()
		ask(question)
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	return times
}

func benchSearch(b *testing.B, snap *Snapshot, question string) {
	b.Helper()
	words := lexical.NewQuery(question)
	scores := snap.Lexical.Scores(words, nil)
	cosines, err := snap.Cosines(b.Context(), randomVector(0, question), nil)
	if err != nil {
		b.Fatal(err)
	}
	best := Top(snap.Fuse(scores, snap.Lexical.Ceiling(words), cosines, nil), 10)
	for _, doc := range best {
		if snap.Passage(doc).Text == "" {
			b.Fatal("a passage without text")
		}
	}
	if len(best) != 10 {
		b.Fatalf("%d passages", len(best))
	}
}

// oneCollection puts the vectors of all reports into one collection.
func oneCollection(b *testing.B, snap *Snapshot) *chromem.Collection {
	b.Helper()
	one, err := newCollection(b.Context(), nil, benchDim)
	if err != nil {
		b.Fatal(err)
	}
	for i, e := range snap.entries {
		for n := range e.chunks {
			doc, err := e.vectors.GetByID(b.Context(), strconv.Itoa(n))
			if err != nil {
				b.Fatal(err)
			}
			doc.ID = fmt.Sprintf("%d/%d", i, n)
			if err := one.AddDocument(b.Context(), doc); err != nil {
				b.Fatal(err)
			}
		}
	}
	return one
}

// resetPeak makes the kernel count the peak of memory anew.
func resetPeak(b *testing.B) {
	b.Helper()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		b.Logf("peak memory is that of building too: %v", err)
	}
}

// peak returns the most memory that the process has held, in MB; 0 where the
// system does not tell.
func peak(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(status) {
		var kb float64
		if _, err := fmt.Sscanf(string(line), "VmHWM: %f kB", &kb); err == nil {
			return kb / 1000
		}
	}
	return 0
}

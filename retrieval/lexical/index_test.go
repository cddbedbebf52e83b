package lexical

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// terms cuts each chunk of a report into terms.
func terms(chunks ...string) [][]Term {
	cut := make([][]Term, len(chunks))
	for i, text := range chunks {
		cut[i] = Terms(text)
	}
	return cut
}

// join encodes and joins reports.
func join(t *testing.T, reports ...[][]Term) *Index {
	t.Helper()
	var blobs []Postings
	for _, chunks := range reports {
		blobs = append(blobs, Encode(chunks))
	}
	ix, err := Join(blobs)
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

func TestNumbering(t *testing.T) {
	ix := join(t, terms("栗湾镇", "海堤"), nil, terms("", "青石镇", "镇"), nil)
	type span struct{ First, End int }
	var spans []span
	for g := range ix.Groups() {
		first, end := ix.Span(g)
		spans = append(spans, span{first, end})
	}
	want := []span{{0, 2}, {2, 2}, {2, 5}, {5, 5}}
	if diff := cmp.Diff(want, spans); diff != "" {
		t.Errorf("spans (-want +got):\n%s", diff)
	}
	var groups []int
	for doc := range ix.Len() {
		groups = append(groups, ix.GroupOf(doc))
	}
	if diff := cmp.Diff([]int{0, 0, 2, 2, 2}, groups); diff != "" {
		t.Errorf("groups of documents (-want +got):\n%s", diff)
	}
}

func TestFrequencies(t *testing.T) {
	ix := join(t, terms("栗湾镇", "海堤"), terms("", "青石镇，镇", "镇"))
	tests := []struct {
		term        string
		docs, group int
		idf         float64 // ln(1 + (5-docs+.5)/(docs+.5))
	}{
		{"镇", 3, 2, math.Log(1 + 2.5/3.5)},
		{"湾镇", 1, 1, math.Log(1 + 4.5/1.5)},
		{"<none>", 0, 0, math.Log(1 + 5.5/.5)},
	}
	for _, tt := range tests {
		term := spelled(tt.term)[0]
		if got := ix.DocFreq(term); got != tt.docs {
			t.Errorf("DocFreq(%s) = %d, want %d", tt.term, got, tt.docs)
		}
		if got := ix.GroupFreq(term); got != tt.group {
			t.Errorf("GroupFreq(%s) = %d, want %d", tt.term, got, tt.group)
		}
		if got := ix.IDF(term); math.Abs(float64(got)-tt.idf) > 1e-6 {
			t.Errorf("IDF(%s) = %v, want %v", tt.term, got, tt.idf)
		}
	}
}

func TestEmptyIndex(t *testing.T) {
	q := NewQuery("海堤")
	for _, ix := range []*Index{join(t), join(t, nil), join(t, terms(""))} {
		if got := ix.Scores(q, nil); len(got) != ix.Len() || slices.Max(append(got, 0)) > 0 {
			t.Errorf("Scores = %v of %d documents", got, ix.Len())
		}
		if got := ix.GroupScores(q, nil); len(got) != ix.Groups() || slices.Max(append(got, 0)) > 0 {
			t.Errorf("GroupScores = %v of %d groups", got, ix.Groups())
		}
	}
}

func TestQuery(t *testing.T) {
	weighted := func(s string, weights ...float32) Query {
		var q Query
		for i, term := range spelled(s) {
			q.Terms = append(q.Terms, Weighted{term, weights[i]})
		}
		return q
	}
	q := NewQuery("海堤5，海堤")
	tests := []struct {
		name      string
		got, want Query
	}{
		{"weights, repetitions once", q, weighted("海 堤 海堤 <5>", .3, .3, 1, 1)},
		{"scaled", q.Scaled(2), weighted("海 堤 海堤 <5>", .6, .6, 2, 2)},
		{"original after scaling", q, weighted("海 堤 海堤 <5>", .3, .3, 1, 1)},
		{"nothing", NewQuery("？"), Query{}},
		{"merged", Merge(weighted("海 堤", .3, .5), Query{}, weighted("堤 <5> 海", .4, 1, .6)),
			weighted("海 堤 <5>", .6, .5, 1)},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, tt.got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestScoresAsWritten checks Scores and GroupScores against the formula
// written down literally, on small random corpora.
func TestScoresAsWritten(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 1))
		corpus := randomCorpus(rng)
		ix := join(t, corpus...)
		q := Query{}
		for _, term := range randomTerms(rng, 12) {
			q = Merge(q, Query{Terms: []Weighted{{term, rng.Float32()}}})
		}
		docs, groups := flatten(corpus)
		near := cmpopts.EquateApprox(1e-4, 1e-6)
		if diff := cmp.Diff(literalBM25(q, docs, .9, .5), ix.Scores(q, nil), near, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("seed %d: Scores (-want +got):\n%s", seed, diff)
		}
		if diff := cmp.Diff(literalBM25(q, groups, 1.5, .3), ix.GroupScores(q, nil), near, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("seed %d: GroupScores (-want +got):\n%s", seed, diff)
		}
	}
}

// flatten returns the chunks as documents, and the reports as documents
// without unigrams.
func flatten(corpus [][][]Term) (docs, groups [][]Term) {
	for _, chunks := range corpus {
		whole := slices.Concat(chunks...)
		docs = append(docs, chunks...)
		groups = append(groups, slices.DeleteFunc(whole, func(t Term) bool { return t.Kind() == Unigram }))
	}
	return docs, groups
}

// literalBM25 is the slow way: every document, every term, counted each time.
func literalBM25(q Query, docs [][]Term, k1, b float64) []float32 {
	count := func(doc []Term, t Term) (n float64) {
		for _, other := range doc {
			if other == t {
				n++
			}
		}
		return n
	}
	total := 0
	for _, doc := range docs {
		total += len(doc)
	}
	average := float64(total) / float64(len(docs))
	scores := make([]float32, len(docs))
	for i, doc := range docs {
		sum := 0.0
		for _, term := range q.Terms {
			df := 0.0
			for _, other := range docs {
				if count(other, term.Term) > 0 {
					df++
				}
			}
			if tf := count(doc, term.Term); tf > 0 {
				idf := math.Log(1 + (float64(len(docs))-df+.5)/(df+.5))
				sum += float64(term.Weight) * idf * tf / (tf + k1*(1-b+b*float64(len(doc))/average))
			}
		}
		scores[i] = float32(sum)
	}
	return scores
}

// randomCorpus makes 0 to 5 reports of 0 to 6 chunks of 0 to 30 tokens.
func randomCorpus(rng *rand.Rand) [][][]Term {
	corpus := make([][][]Term, rng.IntN(6))
	for i := range corpus {
		corpus[i] = make([][]Term, rng.IntN(7))
		for k := range corpus[i] {
			corpus[i][k] = randomTerms(rng, rng.IntN(31))
		}
	}
	return corpus
}

func randomTerms(rng *rand.Rand, n int) []Term {
	some := slices.Concat(Terms("海堤渔港"), Terms("2031 port 55.61"))
	list := make([]Term, n)
	for i := range list {
		list[i] = some[min(rng.IntN(len(some)), rng.IntN(len(some)))]
	}
	return list
}

// TestScoresInParallel checks that many processors, many callers and reused
// memory give what one alone gives, on an index beyond parallelPostings.
func TestScoresInParallel(t *testing.T) {
	var reports [][][]Term
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 2))
		chunks := make([][]Term, 250)
		for i := range chunks {
			chunks[i] = randomTerms(rng, 40)
		}
		reports = append(reports, chunks)
	}
	restore := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(restore)
	ix := join(t, reports...)
	q := NewQuery("海堤渔港 2031 port 55.61")
	if _, total := ix.weigh(q); total < parallelPostings {
		t.Fatalf("only %d postings: never in parallel", total)
	}
	want, wantGroups := ix.Scores(q, nil), ix.GroupScores(q, nil)

	runtime.GOMAXPROCS(7)
	again := join(t, reports...)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			dst := slices.Repeat([]float32{7}, ix.Len()+3)
			got := again.Scores(q, dst)
			if !slices.Equal(got, want) || &got[0] != &dst[0] {
				t.Error("Scores differ with 7 processors")
			}
			if !slices.Equal(again.GroupScores(q, []float32{7}), wantGroups) {
				t.Error("GroupScores differ with 7 processors")
			}
		})
	}
	wg.Wait()
}

func TestHighFrequency(t *testing.T) {
	ix := join(t, terms(strings.Repeat("堤", 1000), "堤"))
	list, _ := ix.lookup(spelled("堤")[0])
	if diff := cmp.Diff([]uint32{maxFrequency, 1<<frequencyBits | 1}, list); diff != "" {
		t.Errorf("postings (-want +got):\n%s", diff)
	}
}

// TestRoundTrip reads from the index what was encoded.
func TestRoundTrip(t *testing.T) {
	for seed := range uint64(100) {
		corpus := randomCorpus(rand.New(rand.NewPCG(seed, 3)))
		want := map[Term]map[int]uint32{}
		doc := 0
		for _, chunks := range corpus {
			for _, chunk := range chunks {
				for _, term := range chunk {
					if want[term] == nil {
						want[term] = map[int]uint32{}
					}
					want[term][doc]++
				}
				doc++
			}
		}
		ix := join(t, corpus...)
		got := map[Term]map[int]uint32{}
		for _, term := range ix.terms {
			got[term] = map[int]uint32{}
			list, _ := ix.lookup(term)
			for _, p := range list {
				got[term][int(p>>frequencyBits)] = p & maxFrequency
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d: frequencies (-encoded +joined):\n%s", seed, diff)
		}
	}
}

// TestStoredForm fails when blobs written earlier could no longer be read, or
// would hold other terms than the texts give: raise postingsVersion then, and
// put the new bytes here.
func TestStoredForm(t *testing.T) {
	got := fmt.Sprintf("%x", []byte(Encode(terms("堤5堤", "PM2.5，"+strings.Repeat("堤", 300)))))
	want := "01020301d804ac020504a4b00102030003fd01808080a4b0010105fd01d5c6948f89e794a98b010104b7b1f0fc8ea1d588240102b19b798a"
	if got != want {
		t.Errorf("Encode:\n got %s\nwant %s", got, want)
	}
}

func TestJoinDamaged(t *testing.T) {
	good := Encode(terms("海堤加固", "渔港 port"))
	body := good[:len(good)-checksumSize]
	with := func(bytes ...byte) Postings { return seal(append([]byte{postingsVersion}, bytes...)) }
	tests := []struct {
		name string
		blob Postings
		want string
	}{
		{"empty", nil, "ends too early"},
		{"checksum only", good[len(body):], "ends too early"},
		{"cut", good[:len(good)-1], "checksum"},
		{"other version", append(Postings{postingsVersion + 1}, good[1:]...), "version 2, want 1"},
		{"bit flipped", flip(good, len(good)/2), "checksum"},
		{"cut and sealed", seal(slices.Clone(body[:len(body)-1])), "ends too early"},
		{"longer and sealed", seal(append(slices.Clone(body), 2)), "add up"},
		{"no numbers", with(), "ends too early"},
		{"chunks beyond the end", with(200, 1, 0, 0, 0), "ends too early"},
		{"endless varint", with(slices.Repeat([]byte{0xff}, 12)...), "ends too early"},
		{"more of a kind than of all", with(1, 2, 3, 0, 0), "impossible length"},
		{"postings beyond the end", with(1, 1, 0, 9, 1, 5, 1, 2), "ends too early"},
		{"terms beyond the end", with(1, 1, 0, 1, 9, 5, 1, 2), "ends too early"},
		{"fewer terms than told", with(1, 1, 0, 1, 2, 5, 1, 2), "ends too early"},
		{"more terms than told", with(1, 1, 0, 2, 1, 5, 1, 2, 1, 1, 2), "add up"},
		{"fewer postings than told", with(1, 1, 0, 2, 1, 5, 1, 2), "add up"},
		{"more postings than told", with(1, 1, 0, 1, 2, 5, 1, 2, 1, 1, 2), "number of chunks"},
		{"same term twice", with(1, 1, 0, 2, 2, 5, 1, 2, 0, 1, 2), "out of order"},
		{"in no chunk", with(1, 1, 0, 0, 1, 5, 0), "number of chunks"},
		{"in more chunks than there are", with(1, 1, 0, 2, 1, 5, 2, 2, 2), "number of chunks"},
		{"same chunk twice", with(2, 1, 0, 1, 0, 2, 1, 5, 2, 2, 0), "out of range"},
		{"chunk beyond the last", with(1, 1, 0, 1, 1, 5, 1, 4), "out of range"},
		{"frequency too high", with(1, 1, 0, 1, 1, 5, 1, 3, 254, 1), "out of range"},
		{"frequency overflows", with(1, 1, 0, 1, 1, 5, 1, 3, 254, 255, 255, 255, 255, 255, 255, 255, 255, 1), "out of range"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Join([]Postings{good, good, tt.blob, good})
			var damaged *BlobError
			if !errors.As(err, &damaged) || damaged.Blob != 2 {
				t.Fatalf("error %v, want a BlobError for blob 2", err)
			}
			if !strings.Contains(err.Error(), "join postings: blob 2: ") || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %q, want it to say %q", err, tt.want)
			}
		})
	}
}

func flip(blob Postings, i int) Postings {
	flipped := slices.Clone(blob)
	flipped[i] ^= 1
	return flipped
}

// FuzzJoin: a damaged blob is an error or a sound index, also when its
// checksum is right.
func FuzzJoin(f *testing.F) {
	for seed := range uint64(8) {
		for _, chunks := range randomCorpus(rand.New(rand.NewPCG(seed, 4))) {
			f.Add([]byte(Encode(chunks)))
		}
	}
	f.Add([]byte{postingsVersion, 1, 1, 0, 1, 1, 5, 1, 3, 254, 1})
	good := Encode(terms("海堤加固", "渔港 port"))
	f.Fuzz(func(t *testing.T, data []byte) {
		unsealed := data[:max(0, len(data)-checksumSize)]
		for _, blob := range []Postings{data, seal(slices.Clone(data)), seal(slices.Clone(unsealed))} {
			ix, err := Join([]Postings{good, blob, good})
			if err != nil {
				continue
			}
			checkSound(t, ix)
		}
	})
}

// checkSound checks the order of terms and postings and that all are scored.
func checkSound(t *testing.T, ix *Index) {
	if !slices.IsSorted(ix.terms) || len(slices.Compact(slices.Clone(ix.terms))) != len(ix.terms) {
		t.Error("terms out of order")
	}
	for _, term := range ix.terms {
		list, groups := ix.lookup(term)
		seen := map[int]bool{}
		for i, p := range list {
			if i > 0 && p>>frequencyBits <= list[i-1]>>frequencyBits || p&maxFrequency == 0 {
				t.Fatalf("term %x: postings %x", uint64(term), list)
			}
			seen[ix.GroupOf(int(p>>frequencyBits))] = true
		}
		if len(seen) != groups {
			t.Errorf("term %x: GroupFreq %d, postings in %d", uint64(term), groups, len(seen))
		}
		q := Query{Terms: []Weighted{{term, 1}}}
		scored := slices.DeleteFunc(ix.Scores(q, nil), func(s float32) bool { return s <= 0 })
		if len(scored) != len(list) {
			t.Errorf("term %x: %d documents scored, want %d", uint64(term), len(scored), len(list))
		}
	}
}

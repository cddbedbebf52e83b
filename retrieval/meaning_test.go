package retrieval

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"reportbot/retrieval/embed"
	question "reportbot/retrieval/query"
)

func TestMeaningIsOfTheTopic(t *testing.T) {
	dir, emb := t.TempDir(), &fakeEmbedder{dim: 16}
	write(t, dir, map[string]string{"a.txt": parkReport})
	s := open(t, t.TempDir())
	sync1(t, s, emb, SyncOptions{Model: "m"}, dir)
	r := &Retriever{Store: s, Embedder: emb}
	const asked = "沄陂镇2021年修了多少公里路？"
	found, err := r.Search(t.Context(), asked, nil, nil, 10)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(found.Asked, "沄陂") || strings.Contains(found.Asked, "多少") {
		t.Errorf("the topic is %q", found.Asked)
	}
	topic, whole := emb.vector(found.Asked), emb.vector(asked)
	for i := range topic {
		topic[i] += wholeMeaning * whole[i] // the fake's vectors are of equal length
	}
	for _, p := range found.Passages {
		rep, err := found.Snapshot.Report(found.Snapshot.Meta(p.Doc).Report)
		if err != nil {
			t.Fatal(err)
		}
		want := float64(cosine(topic, emb.vector(rep.IndexText(p.Chunk))))
		if diff := cmp.Diff(want, p.Cosine, cmpopts.EquateApprox(0, 1e-5)); diff != "" {
			t.Errorf("cosine of %q (-want +got):\n%s", p.Text, diff)
		}
	}
}

// With the built-in embedder a chunk counts by its best sentence too.
func TestBestSentenceLifts(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": parkReport})
	emb, err := embed.New()
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, t.TempDir())
	sync1(t, s, emb, SyncOptions{Model: emb.Name()}, dir)
	r := &Retriever{Store: s, Embedder: emb}
	// The second question is about three sentences: none is nearer than all together.
	for question, first := range map[string]string{"老人吃饭": "老年食堂", "民生：老年食堂、村道硬化、校舍翻建": "老年食堂"} {
		found, err := r.Search(t.Context(), question, nil, nil, 10)
		if err != nil {
			t.Fatal(err)
		}
		checkLifted(t, r, found)
		if len(found.Passages) == 0 || !strings.Contains(found.Passages[0].Text, first) {
			t.Errorf("%s: the first passage does not speak of %s: %+v", question, first, found.Passages)
		}
	}
}

// checkLifted checks the cosine of each passage that was found.
func checkLifted(t *testing.T, r *Retriever, found *Result) {
	t.Helper()
	vector, err := r.meaning(t.Context(), found)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := found.Snapshot.Cosines(t.Context(), vector, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range found.Passages {
		vectors, err := r.Embedder.EmbedDocuments(t.Context(), sentences(p.Text))
		if err != nil {
			t.Fatal(err)
		}
		best := slices.Max(cosinesOf(vectors, vector))
		want := float64(max(whole[p.Doc], (whole[p.Doc]+best)/2))
		if diff := cmp.Diff(want, p.Cosine, cmpopts.EquateApprox(0, 1e-5)); diff != "" {
			t.Errorf("cosine of %q (-want +got):\n%s", p.Text, diff)
		}
	}
}

func cosinesOf(vectors [][]float32, vector []float32) []float32 {
	var out []float32
	for _, v := range vectors {
		out = append(out, cosine(v, vector))
	}
	return out
}

func TestSentences(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"新装路灯300盏；疏通下水道5公里。完！\n二、 城建", []string{"新装路灯300盏", "疏通下水道5公里", "二、 城建"}},
		{"Roads were paved. Why? It snowed", []string{"Roads were paved. Why", "It snowed"}},
		{"。；\n", nil},
		{"", nil},
	} {
		if diff := cmp.Diff(test.want, sentences(test.text)); diff != "" {
			t.Errorf("sentences(%q) (-want +got):\n%s", test.text, diff)
		}
	}
}

// What reports write for an everyday word is looked for too, at less than the word
// itself.
func TestSearchWritten(t *testing.T) {
	terms, err := question.ReadTerms(strings.NewReader("said\t吃官饭\t利税、用工\n"), "own.tsv")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": parkReport, "b.txt": "沄陂镇2021年总结\n吃官饭的减少。\n"})
	s := open(t, t.TempDir())
	sync1(t, s, nil, SyncOptions{}, dir)
	found, err := (&Retriever{Store: s, Terms: terms}).Search(t.Context(), "吃官饭", nil, nil, 2)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range found.Passages {
		got = append(got, p.Text)
	}
	if len(got) != 2 || !strings.Contains(got[0], "吃官饭的减少") || !strings.Contains(got[1], "利税") {
		t.Errorf("found %q", got)
	}
}

package retrieval

import (
	"context"
	"fmt"
	"strings"

	"reportbot/retrieval/embed"
)

// addMeaning adds the cosines to a fusion of words alone.
func (r *Retriever) addMeaning(ctx context.Context, res *Result, f *fusion) error {
	vector, err := r.meaning(ctx, res)
	if err != nil {
		return err
	}
	f.compared = res.compared()
	cosines, err := res.Snapshot.Cosines(ctx, vector, f.compared)
	if err != nil {
		return err
	}
	f.setCosines(cosines)
	if _, builtin := r.Embedder.(*embed.Embedder); !builtin {
		return nil
	}
	best, err := r.bestSentences(ctx, res.Snapshot, vector, Top(f.scores(), sentenceDepth))
	if err != nil {
		return err
	}
	for doc, cosine := range best {
		cosines[doc] = max(cosines[doc], (cosines[doc]+cosine)/2)
	}
	f.setCosines(cosines)
	return nil
}

// compared marks the reports whose vectors are worth comparing: when the question
// calls reports by their place or year, only these; nil: all.
func (res *Result) compared() []bool {
	if res.By != ByPlace && res.By != ByYear {
		return res.Visible
	}
	compared := make([]bool, len(res.reports))
	for i, weight := range res.reports {
		compared[i] = weight == 1 && (res.Visible == nil || res.Visible[i])
	}
	return compared
}

// meaning is the vector that is looked for: that of the topic and, at a lower weight,
// that of the whole question. The name of a report and the words that only ask would
// draw it to other passages.
func (r *Retriever) meaning(ctx context.Context, res *Result) ([]float32, error) {
	topic, err := r.embedQuestion(ctx, res.Asked)
	if err != nil || res.Asked == res.Query.Text {
		return topic, err
	}
	whole, err := r.embedQuestion(ctx, res.Query.Text)
	if err != nil {
		return nil, err
	}
	sum := make([]float32, len(topic))
	for i := range sum {
		sum[i] = topic[i] + float32(wholeMeaning*whole[i])
	}
	return unit(sum)
}

func (r *Retriever) embedQuestion(ctx context.Context, text string) ([]float32, error) {
	vector, err := r.Embedder.EmbedQuery(ctx, text)
	if err == nil {
		vector, err = unit(vector)
	}
	if err != nil {
		return nil, fmt.Errorf("embed the question: %w", err)
	}
	return vector, nil
}

// sentenceDepth is the number of chunks whose sentences are compared with the
// question: the best by all else. The built-in embedder reads them in some
// milliseconds; another one would take too long.
const sentenceDepth = 50

// bestSentences returns for each document the cosine of a unit vector and of the
// sentence that is nearest to it: a question is about one sentence, and the others of
// its chunk only blur it. A document without sentences is left out.
func (r *Retriever) bestSentences(ctx context.Context, s *Snapshot, vector []float32, docs []int) (map[int]float32, error) {
	var texts []string
	var owners []int // of the texts
	for _, doc := range docs {
		for _, sentence := range sentences(s.text(doc)) {
			texts, owners = append(texts, sentence), append(owners, doc)
		}
	}
	vectors, err := r.Embedder.EmbedDocuments(ctx, texts)
	if err != nil {
		return nil, fmt.Errorf("embed sentences: %w", err)
	}
	best := make(map[int]float32, len(docs))
	for i, v := range vectors {
		cosine := dot(v, vector)
		if known, ok := best[owners[i]]; !ok || cosine > known {
			best[owners[i]] = cosine
		}
	}
	return best, nil
}

// minSentence is the length in bytes below which a piece of text is no sentence to
// compare: two Han characters.
const minSentence = 6

// sentences cuts a text at the ends of sentences and of the items of a list.
func sentences(text string) []string {
	var out []string
	for _, piece := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("。！？；!?;\n", r) }) {
		if piece = strings.TrimSpace(piece); len(piece) > minSentence {
			out = append(out, piece)
		}
	}
	return out
}

// dot is the inner product. The explicit conversion keeps it the same on every
// machine, see package embed.
func dot(a, b []float32) float32 {
	sum := float32(0)
	for i := range a {
		sum += float32(a[i] * b[i])
	}
	return sum
}

package retrieval

import (
	"context"
	"fmt"
	"strings"

	"reportbot/retrieval/embed"
)

// addMeaning adds the cosines to a fusion of words alone.
func (r *Retriever) addMeaning(ctx context.Context, res *Result, f *fusion) error {
	s := res.Snapshot
	vector, err := r.meaning(ctx, res)
	if err != nil {
		return err
	}
	cosines, err := s.Cosines(ctx, vector, res.Visible)
	if err != nil {
		return err
	}
	*f = s.withCosines(*f, cosines)
	if _, builtin := r.Embedder.(*embed.Embedder); !builtin {
		return nil
	}
	if err := r.liftBySentences(ctx, res, f, vector); err != nil {
		return err
	}
	*f = s.withCosines(*f, cosines)
	return nil
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

// liftBySentences raises the cosines of the best chunks half way to that of their
// best sentence: a question is about one sentence, and the others of its chunk only
// blur it.
func (r *Retriever) liftBySentences(ctx context.Context, res *Result, f *fusion, vector []float32) error {
	s := res.Snapshot
	scores := f.scores()
	s.steer(scores, res)
	var texts []string
	var docs []int // of each text
	for _, doc := range Top(scores, sentenceDepth) {
		if isNaN(f.cosines[doc]) {
			continue
		}
		for _, sentence := range sentences(s.text(doc)) {
			texts, docs = append(texts, sentence), append(docs, doc)
		}
	}
	vectors, err := r.Embedder.EmbedDocuments(ctx, texts)
	if err != nil {
		return fmt.Errorf("embed sentences: %w", err)
	}
	best := map[int]float32{}
	for i, v := range vectors {
		cosine := dot(v, vector)
		if known, ok := best[docs[i]]; !ok || cosine > known {
			best[docs[i]] = cosine
		}
	}
	for doc, cosine := range best {
		f.cosines[doc] = max(f.cosines[doc], (f.cosines[doc]+cosine)/2)
	}
	return nil
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

package answer

import "reportbot/retrieval"

// Why says what the score of a retrieved chunk is made of:
// (Words + Meaning) · Report · Year · Status. The package comment of retrieval
// explains it with an example.
type Why struct {
	Lexical float64 `json:"lexical"` // BM25, 0 or more
	Vector  float64 `json:"vector"`  // cosine, -1 … 1; 0 without vectors
	Words   float64 `json:"words"`   // part of the score for BM25, 0 … 1
	Meaning float64 `json:"meaning"` // part of the score for the cosine, 0 … 1

	Report float64              `json:"report"` // factors, 1 for a fit
	By     retrieval.Resolution `json:"by"`     // what told which reports are meant
	Year   float64              `json:"year"`
	Status float64              `json:"status"` // plan or actual
}

func whyOf(p retrieval.Passage, by retrieval.Resolution) *Why {
	return &Why{
		Lexical: p.Lexical, Vector: p.Cosine, Words: p.Words, Meaning: p.Meaning,
		Report: p.Weights.Report, By: by, Year: p.Weights.Year, Status: p.Weights.Status,
	}
}

// Package lexical finds chunks by the words they share with a question: it
// cuts text into terms and scores chunks and whole reports with BM25.
//
//	chunk text ─ Terms ─▶ []Term ─ Encode ─▶ Postings (one blob a report, stored)
//	                                            │
//	                                           Join (at start), Update (of what changed)
//	                                            ▼
//	question ─ NewQuery ─▶ Query ────────────▶ Index ─▶ Scores       one number a chunk
//	                                                └─▶ GroupScores  one number a report
//
// Chinese is indexed without a dictionary: every Han character is a term, and
// so is every pair of adjacent ones. Pairs do most of the finding; single
// characters help when question and report cut a word differently.
package lexical

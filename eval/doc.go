// Package eval tells how good answers are: it sums runs up, compares two of them, and
// holds one against bars.
//
//	cases.jsonl ─cases─▶ Case ─runs─▶ answer ─score─▶ Score ─▶ Summary ─▶ table, JSON
//	                                                    │        └─────▶ Check: bars
//	                                                    └─▶ Compare: fixed, broken
//
// Its packages, in reading order:
//
//	cases   questions with evidence, and what is wrong with a file of them
//	match   whether a text states a phrase or a figure
//	score   the measures, each with its definition and source (measure.go), of one answer
//	runs    asks, scores and keeps; the bot, with the evidence alone, or a model without
//	stats   intervals, and tests of differences
package eval

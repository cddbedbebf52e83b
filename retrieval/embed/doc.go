// Package embed makes vectors of texts from a static table: no network, no
// model to run, the same bytes on every machine.
//
//	text ─ fold ─▶ NFKC, lower case ─ segment ─▶ tokens ─ sum of their rows ─▶ unit vector
//	                                  longest match        whole numbers
//
// The table (table.bin, part of the program) holds a row of int8 for each
// token and a weight that says how much the row counts. It was distilled from
// multilingual-e5-small; distill/ makes it again and says from what.
//
// Such vectors know neither word order nor context. They find what a question
// says in other words, and add to a search by words; they do not replace it.
package embed

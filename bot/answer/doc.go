// Package answer answers questions from reports: the program what the ledger of
// figures holds and what stands verbatim in the reports, a model the rest, each
// statement checked.
//
//	question ▶ retrieval.Result ─┬─▶ parts ▶ figures of the ledger ▶ operation ▶ lines ─┐
//	                             ├─▶ sentences, lists ───────────────────────────────────┼▶ Answer
//	                             └─▶ prompt ▶ draft ▶ gate ──────────────────────────────┘
//
// In which file to look:
//
//   - ask.go, answerer.go: the one path of a question; condense.go rewrites it
//   - topic.go, fit.go: what a part of a question is about, and how well a figure fits it
//   - candidate.go, gates.go, limits.go, kind.go, time.go, ratio.go: what a figure says,
//     and whether it can answer at all
//   - figures.go, choose.go, places.go: the figures that answer, of which places and years
//   - operation.go, compute.go: sums, differences, growth, shares, ranks
//   - premise.go: figures that the question takes for granted
//   - lines.go, words.go: how they are told, in the language of the question
//   - sentences.go, list.go: verbatim sentences and lists
//   - writer.go, draft.go, reply.go: what a model writes, and its checks
package answer

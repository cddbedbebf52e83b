// Package retrieval keeps reports and finds passages in them.
//
//	files ─▶ Sync ─▶ index.db ─▶ Snapshot ─▶ passages
//	         read     SQLite       lexical: BM25 over all chunks
//	         embed                 vectors: one chromem-go collection a report
//
// A [Store] is the index on disk: every report is written in one transaction,
// so that it is wholly there or not at all, whenever the program stops. A
// [Snapshot] is what the index held at one moment, whole and in memory: a
// question that has begun is answered from it even while files are synced.
package retrieval

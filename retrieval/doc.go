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
//
// # How passages are ranked
//
// A question is read first (package query): what names a report, which years, plan
// or actual, and the topic that is left. Then every chunk gets
//
//	score = (0.7·minmax(BM25) + 0.3·minmax(cosine)) · report · year · status
//
// where minmax puts the lowest score of all chunks that may be seen at 0 and the
// highest at 1 (without vectors the first part alone counts), and the factors are
// 1 for a fit. BM25 looks for the topic's words at weight 1, for other names of its
// terms at ½ (社零 for 社会消费品零售总额, 粮食 for grain), and for the words that
// name the report at ¼, since a chunk that repeats the town's name is not the one
// that answers.
//
// An example: "晨星纺织所在的镇，2021年用电量多少？" over reports of two towns and two
// years. 晨星纺织 stands in the reports of one town only: report = 1 for them, ½ for
// the others. Sections that speak of 2021 have year = 1, those of other years 0.7.
// Nothing is asked of plans: status = 0.95 for sections of plans. A chunk of the
// other town that says 用电量 twice may have BM25 1.0 against 0.8, and still ends at
// 0.5 · 1 · 1 = 0.50 against 0.8 · 1 · 1 = 0.80.
//
// The constants stand at the head of retriever.go.
package retrieval

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
//	score = (0.65·words + 0.35·meaning) · report · year · status
//
// (without vectors words alone) where the factors are 1 for a fit.
//
// words is the BM25 score, divided by the best of all chunks that may be seen. BM25
// looks for the topic's words at weight 1, for other names of its terms at ½ (社零 for
// 社会消费品零售总额, 粮食 for grain), as for what reports write where people say
// otherwise (居民 for 老百姓), and for the words that name the report at ¼, since a chunk
// that repeats the town's name is not the one that answers. A question in other words
// than the reports' has no good match, and the best of bad ones must not count as 1:
// the divisor is at least 0.4 of what holding all the words without end would score.
//
// meaning is the cosine to the vector of the topic with 0.3 of that of the whole
// question, scaled so that the lowest of all chunks is 0 and the highest 1. When
// reports are named by their place or year, only their vectors are compared, and
// meaning is 0 for all others. The chunks that are best so far are looked at sentence
// by sentence, with the built-in embedder only: the cosine of a chunk becomes the mean
// of its own and of that of its best sentence, if that is more.
//
// # An example
//
// "晨星纺织所在的镇，2021年用电量多少？" is asked over three reports: of 溪桥镇 for 2020 and
// 2021, and of 云杉镇 for 2021. The company stands in the reports of 溪桥镇 alone, so
// these have report = 1 and the other ½; the topic that is left is 用电量. Without
// vectors, score = words · report · year · status:
//
//	0.99 = 0.99 · 1.00 · 1.00 · 1.00  溪桥2021 工作总结
//	0.70 = 1.00 · 1.00 · 0.70 · 1.00  溪桥2020 工作总结
//	0.52 = 0.61 · 1.00 · 1.00 · 0.85  溪桥2021 工作打算
//	0.41 = 0.81 · 0.50 · 1.00 · 1.00  云杉2021 工作总结
//
// By words alone the section of the wrong year would be first, and the one of the
// wrong town, which says 用电量 twice, before the plan. But 2020 is another year than
// the one asked for (0.7); the plan names 2021, yet a number is asked for, and none of
// plans (0.85); and the town is another (½). ask --explain shows these numbers for any
// question.
//
// The constants stand at the heads of steer.go and search.go.
package retrieval

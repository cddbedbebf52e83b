// Package runs asks the questions of cases, scores each answer as it comes, and keeps
// both in a folder from which a broken-off run goes on.
//
//	cases ─▶ Run.Do ─▶ Ask ─▶ answer ─▶ score ─▶ Result ─▶ Folder: cases.jsonl
//	                    │                                          run.json
//	                    └▶ Replies.Model ─▶ the model              replies.jsonl
//
// Ask is the bot itself, or it with the evidence alone (Oracle), or the model without
// reports (ClosedBook): what the first loses against the second, retrieval loses; what
// the second loses, answering does; what the third wins, the model knew beforehand.
package runs

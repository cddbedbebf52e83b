// Package blocks turns answers into what Slack shows: messages, and the views that
// their buttons open. It is pure: no clock, no network, the same input gives the same
// JSON.
//
//	answer.Answer ─▶ statements (statement.go) ─▶ text, tables, sources ─▶ pages (page.go) ─▶ []Message
//	                                                                            first: posted
//	                                                                            others: on "show more"
//
// Nothing relies on Slack's own markup. Text goes into rich_text and plain_text, where
// Slack reads none; a model's Markdown is read by package markdown. The one text that
// Slack does read, the summary for notifications, is escaped (safe.go). So no text of a
// report, model or user can mention anybody, and links come from reports' addresses
// alone.
//
// In which file to look:
//
//   - words*.go: all words that the bot says by itself, in both languages
//   - message.go: an answer becomes messages; statement.go, label.go, figures.go: its text
//   - sources.go, refused.go, actions.go: what stands below; ref.go: values of buttons
//   - stream.go: text of an answer that is streamed; fallback.go: a message's text
//   - paper.go, richtext.go, table.go: blocks within Slack's limits (limits.go)
//   - split.go, page.go: where long text is cut; safe.go: what no text may hold
//   - source_view.go, feedback_view.go, ask_view.go: modals
package blocks

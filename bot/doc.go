// Package bot is the Slack bot: what people write to it becomes questions, and
// answers become messages.
//
//	Socket Mode ┐           ┌▶ not for the bot, seen before: nothing
//	            ├▶ accept ──┼▶ question ─▶ state.db ─▶ queue ─▶ answer ─▶ publish
//	Slack's HTTP┘   │       └▶ button, modal, tab ─▶ at once
//	                ▼
//	           acknowledged within 3 s
//
// A delivery is acknowledged once it is in state.db, so that nothing that Slack was
// told is received gets lost. The questions of one thread are answered one after the
// other; users take turns.
//
// An answer is posted once. When it stays open whether a post arrived (a lost
// connection, a 5xx, a crash) the bot looks for it in the thread by the question's ID in
// its metadata before it posts again; where it may not look, it does not post again
// but says that the answer may be there already.
//
// Texts of reports, models and users are shown by package blocks, which lets none of
// them ping people or hide links. No text is logged.
package bot

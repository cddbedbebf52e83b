// Package state keeps what the Slack bot must not forget, in state.db: which
// deliveries it has seen, the questions that were put to it with their answers,
// the threads that it is engaged in, and what people said of its answers.
//
//	delivery ─▶ Accept ─▶ waiting ─▶ Answered ─▶ posting ─▶ Finish ─▶ done | told
//	             │ seen before: nothing                │
//	             ▼                                     ▼ after a crash: Unfinished
//	           nothing
//
// A delivery is accepted before it is acknowledged: what was acknowledged is in the
// database, and what is there and not finished is taken up again by the next start.
//
// Unlike the index this file can't be made again. It is migrated forward and never
// emptied; one of a newer version of the program is an error.
package state

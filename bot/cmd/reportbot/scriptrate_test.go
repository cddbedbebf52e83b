package main

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"reportbot/bot/answer"
	"reportbot/bot/state"
)

// rate puts an answer and what a person says of it into state.db, as the bot does:
// rate DATA ID QUESTION ANSWER-FILE VERDICT [REASON [COMMENT]]. Each is a minute after
// the one before.
func rate(ts *testscript.TestScript, _ bool, args []string) {
	args = append(args, "", "")
	dir, id, asked, file := args[0], args[1], args[2], args[3]
	ctx := context.Background()
	db, err := state.Open(ctx, ts.MkAbs(dir))
	ts.Check(err)
	defer db.Close()
	earlier, err := db.Feedback(ctx)
	ts.Check(err)
	at := time.Date(2026, 11, 22, 10, len(earlier), 0, 0, time.UTC)
	raw := json.RawMessage(ts.ReadFile(file))
	var ans answer.Answer
	ts.Check(json.Unmarshal(raw, &ans))
	q := &state.Question{ID: id, Kind: state.Mention, Team: "T", Channel: "C", Thread: "1", TS: id, User: "U", Text: asked, Received: at}
	_, err = db.Accept(ctx, state.Delivery{Keys: []string{id}, Question: q}, at)
	ts.Check(err)
	f := state.Feedback{Question: id, User: "U" + at.String(), Verdict: args[4], Reason: args[5], Comment: args[6], At: at}
	ts.Check(errors.Join(db.Answered(ctx, id, raw, ans.Text), db.Finish(ctx, id, state.Done, "2"), db.Rate(ctx, f)))
}

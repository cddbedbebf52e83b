package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Kind says how a question came.
type Kind string

const (
	Mention Kind = "mention" // in a channel, naming the bot
	Direct  Kind = "direct"  // in a direct message or the agent's tab
	Follow  Kind = "follow"  // in a thread that the bot is engaged in, not naming it
	Command Kind = "command" // a slash command
	Click   Kind = "click"   // a place or year that was chosen
)

// Stage says how far a question has come.
type Stage string

const (
	Waiting Stage = "waiting" // accepted
	Posting Stage = "posting" // answered; the answer may be posted or not
	Done    Stage = "done"    // the answer is posted
	Told    Stage = "told"    // there is no answer, and the asker was told so or can't be
)

// Question is one question that was put to the bot.
type Question struct {
	ID          string // random; its asker reads it when something goes wrong
	Kind        Kind
	Team        string
	Channel     string
	Thread      string // ts of the first message of the thread; "" for a command
	TS          string // of the message; the trigger's ID for a command or click
	User        string
	Text        string // without the mention of the bot
	Follows     string // ID of the question that it belongs to, where no thread tells it; "" for most
	ResponseURL string // of a command, or a button that one person sees; else ""
	Received    time.Time
	Stage       Stage
	Answer      json.RawMessage // nil until it is answered
	Posted      string          // ts of the answer, "" until it is known
}

// Delivery is what Slack delivered.
type Delivery struct {
	Keys     []string  // that name it, whatever way it came; one of them seen: it is a duplicate
	Question *Question // nil when it asks nothing
}

// ErrUnknown says that there is no such question.
var ErrUnknown = errors.New("there is no such question")

// Accept stores a delivery and tells whether it is to be acted upon: not when one of
// its keys was seen before, nor when it follows up in a thread that the bot is not
// engaged in (see Engage), which counts against the thread's messages.
func (d *DB) Accept(ctx context.Context, in Delivery, now time.Time) (bool, error) {
	fresh := true
	err := d.write(ctx, func(tx *sql.Tx) error {
		for _, key := range in.Keys {
			n, err := changed(tx.ExecContext(ctx, "INSERT OR IGNORE INTO seen (key, at) VALUES (?, ?)", key, milli(now)))
			if err != nil {
				return err
			}
			fresh = fresh && n == 1
		}
		if !fresh || in.Question == nil {
			return nil
		}
		if in.Question.Kind == Follow {
			engaged, err := spend(ctx, tx, in.Question, now)
			if fresh = engaged; err != nil || !engaged {
				return err
			}
		}
		return insert(ctx, tx, in.Question)
	})
	if err != nil {
		return false, fmt.Errorf("accept a delivery: %w", err)
	}
	return fresh, nil
}

func insert(ctx context.Context, tx *sql.Tx, q *Question) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO questions (id, kind, team, channel, thread, ts, asker, text, follows, respond, received, stage)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		q.ID, q.Kind, q.Team, q.Channel, q.Thread, q.TS, q.User, q.Text, q.Follows, q.ResponseURL, milli(q.Received), Waiting)
	return err
}

func changed(res sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// Answered stores the answer of a question, before it is posted; said is its text,
// for the conversation that follows.
func (d *DB) Answered(ctx context.Context, id string, answer json.RawMessage, said string) error {
	return d.exec(ctx, "store an answer", "UPDATE questions SET stage = ?, answer = ?, said = ? WHERE id = ?", Posting, []byte(answer), said, id)
}

// Started stores the ts of the message that is to hold the answer of a question, which
// is not whole yet.
func (d *DB) Started(ctx context.Context, id, posted string) error {
	return d.exec(ctx, "store the start of an answer", "UPDATE questions SET posted = ? WHERE id = ?", posted, id)
}

// Finish stores how a question ended: Done or Told, and the ts of the message that
// says so, "" when there is none.
func (d *DB) Finish(ctx context.Context, id string, stage Stage, posted string) error {
	return d.exec(ctx, "finish a question", "UPDATE questions SET stage = ?, posted = ? WHERE id = ?", stage, posted, id)
}

const columns = "id, kind, team, channel, thread, ts, asker, text, follows, respond, received, stage, answer, posted"

// Question returns a question with its answer; ErrUnknown when there is none.
func (d *DB) Question(ctx context.Context, id string) (*Question, error) {
	q, err := scan(d.db.QueryRowContext(ctx, "SELECT "+columns+" FROM questions WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrUnknown
	}
	if err != nil {
		return nil, fmt.Errorf("read question %s: %w", id, err)
	}
	return q, nil
}

// Unfinished returns the questions that were accepted and not finished, oldest first.
func (d *DB) Unfinished(ctx context.Context) ([]*Question, error) {
	rows, err := d.db.QueryContext(ctx, "SELECT "+columns+" FROM questions WHERE stage IN ('waiting', 'posting') ORDER BY received, ts, id")
	if err != nil {
		return nil, fmt.Errorf("read unfinished questions: %w", err)
	}
	defer rows.Close()
	var out []*Question
	for rows.Next() {
		q, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("read unfinished questions: %w", err)
		}
		out = append(out, q)
	}
	return out, rows.Err()
}

func scan(row interface{ Scan(...any) error }) (*Question, error) {
	var q Question
	var received int64
	var answer []byte
	err := row.Scan(&q.ID, &q.Kind, &q.Team, &q.Channel, &q.Thread, &q.TS, &q.User, &q.Text, &q.Follows, &q.ResponseURL, &received, &q.Stage, &answer, &q.Posted)
	q.Received, q.Answer = time.UnixMilli(received), answer
	return &q, err
}

// Forget drops the keys of deliveries that were seen before a time, and the threads
// whose engagement ended before it.
func (d *DB) Forget(ctx context.Context, before time.Time) error {
	if err := d.exec(ctx, "forget deliveries", "DELETE FROM seen WHERE at < ?", milli(before)); err != nil {
		return err
	}
	return d.exec(ctx, "forget threads", "DELETE FROM threads WHERE until < ?", milli(before))
}

package state

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"
)

// Turn is one question of a thread and what was said to it.
type Turn struct {
	Asked, Said string
}

// Turns returns the last n questions that were answered before q came, oldest first:
// those of its thread and the one that it follows.
func (d *DB) Turns(ctx context.Context, q *Question, n int) ([]Turn, error) {
	rows, err := d.db.QueryContext(ctx, `SELECT text, said FROM questions
		WHERE (thread <> '' AND team = ? AND channel = ? AND thread = ? AND received <= ? OR id = ?) AND id <> ? AND said <> ''
		ORDER BY received DESC, ts DESC LIMIT ?`, q.Team, q.Channel, q.Thread, milli(q.Received), q.Follows, q.ID, n)
	if err != nil {
		return nil, fmt.Errorf("read the conversation: %w", err)
	}
	defer rows.Close()
	var out []Turn
	for rows.Next() {
		var t Turn
		if err := rows.Scan(&t.Asked, &t.Said); err != nil {
			return nil, fmt.Errorf("read the conversation: %w", err)
		}
		out = append(out, t)
	}
	slices.Reverse(out)
	return out, rows.Err()
}

// Engage makes the bot take up to n messages of q's thread as questions, until a
// time, though they don't name it. A second call begins anew.
func (d *DB) Engage(ctx context.Context, q *Question, until time.Time, n int) error {
	return d.exec(ctx, "engage in a thread", `INSERT INTO threads (team, channel, thread, until, remaining) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET until = excluded.until, remaining = excluded.remaining`,
		q.Team, q.Channel, q.Thread, milli(until), n)
}

// spend counts q against the messages of its thread; false when the bot is not
// engaged in it.
func spend(ctx context.Context, tx *sql.Tx, q *Question, now time.Time) (bool, error) {
	n, err := changed(tx.ExecContext(ctx, `UPDATE threads SET remaining = remaining - 1
		WHERE team = ? AND channel = ? AND thread = ? AND until >= ? AND remaining > 0`,
		q.Team, q.Channel, q.Thread, milli(now)))
	return n == 1, err
}

package state

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Feedback is what a person said of an answer.
type Feedback struct {
	Question string // its ID
	User     string
	Verdict  string // "up" or "down"
	Reason   string // of a "down": which fault; "" when none was chosen
	Comment  string
	At       time.Time
	Asked    string          // the text of the question; set when it is read
	Answer   json.RawMessage // what was answered, with citations, model and prompt version; set when it is read
}

// Rate stores what a person said of an answer, in place of what the person said of it
// before.
func (d *DB) Rate(ctx context.Context, f Feedback) error {
	return d.exec(ctx, "store feedback", `INSERT INTO feedback (question, user, verdict, reason, comment, at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET verdict = excluded.verdict, reason = excluded.reason, comment = excluded.comment, at = excluded.at`,
		f.Question, f.User, f.Verdict, f.Reason, f.Comment, milli(f.At))
}

// Feedback returns what people said of answers, oldest first.
func (d *DB) Feedback(ctx context.Context) ([]Feedback, error) {
	rows, err := d.db.QueryContext(ctx, `SELECT question, user, verdict, reason, comment, at, questions.text, questions.answer
		FROM feedback JOIN questions ON questions.id = feedback.question ORDER BY at, question, user`)
	if err != nil {
		return nil, fmt.Errorf("read feedback: %w", err)
	}
	defer rows.Close()
	var out []Feedback
	for rows.Next() {
		var f Feedback
		var at int64
		var answer []byte
		if err := rows.Scan(&f.Question, &f.User, &f.Verdict, &f.Reason, &f.Comment, &at, &f.Asked, &answer); err != nil {
			return nil, fmt.Errorf("read feedback: %w", err)
		}
		f.At, f.Answer = time.UnixMilli(at), answer
		out = append(out, f)
	}
	return out, rows.Err()
}

package blocks

import (
	"reportbot/bot/answer"
	"reportbot/ingest/figure"
)

// label says at a glance what sort of answer this is; "" for a plain one.
func (m *maker) label() string {
	w := m.words
	switch m.ans.Kind {
	case answer.Refused:
		return w.notFound
	case answer.Unclear:
		return w.unclear
	case answer.Failed:
		return w.incomplete
	case answer.Redacted:
		return w.masked
	}
	target, other, masked := false, false, false
	for _, s := range m.ans.Statements {
		for _, r := range s.Rows {
			masked = masked || r.Masked
			target = target || r.Status == figure.Target
			other = other || r.Status != figure.Target
		}
	}
	switch {
	case masked:
		return w.maskedIn
	case target && other && tabular(m.ans.Statements):
		return "" // the table has a column for it
	case target && other:
		return w.targets
	case target:
		return w.target
	}
	return ""
}

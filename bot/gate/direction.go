package gate

import (
	"strings"

	"reportbot/ingest/figure"
)

// sameDirection tells whether a claim tells a change as a change, up or down as the
// report does, and a level as a level.
func sameDirection(c claim, f fact) Verdict {
	words := strings.ToLower(c.Indicator + c.lead + c.tail)
	direction := c.Direction
	if direction == "" && c.Kind != figure.Change && f.Kind == figure.Change {
		direction = growthIn(words)
	}
	switch {
	case f.old != c.old():
		return failed(Direction, c.Text+" stands on the other side of the change in the report")
	case f.Kind == figure.Change && direction == "":
		return failed(Direction, c.Text+" is a change in the report, not a level")
	case f.Kind == figure.Change && f.Direction != "" && direction != f.Direction:
		return failed(Direction, c.Text+" goes "+string(f.Direction)+" in the report")
	case f.Kind != figure.Change && c.Kind == figure.Change && !increment(c, f):
		return failed(Direction, c.Text+" is a level in the report, not a change")
	}
	return Verdict{}
}

// growthIn reads a direction from nouns of change: 增速为9.4%, a growth rate of 9.4%.
func growthIn(words string) figure.Direction {
	switch {
	case containsAny(words, "降幅", "跌幅", "下降", "减少", "减幅", "decline", "decrease", "drop", "down"):
		return figure.Down
	case containsAny(words, "增速", "增幅", "增长", "涨幅", "升幅", "增量", "净增", "新增", "growth", "increase", "rise", "up "):
		return figure.Up
	}
	return ""
}

// increment tells that a report's level is what came in addition: 新增3家 may be told as
// 增加了3家, 户均增收3200元.
func increment(c claim, f fact) bool {
	if scaleOf(f.Unit).of == percent || scaleOf(f.Unit).of == points {
		return false
	}
	return c.Direction == figure.Up && containsAny(f.Indicator+f.clause, "增", "新", "new", "add")
}

package answer

import (
	"regexp"
	"slices"
	"strings"

	"reportbot/ingest/figure"
	"reportbot/retrieval"
)

// otherSort tells whether a figure is of another sort than a part asks for, so that it
// can't answer however well its words fit: a rank is no amount, a change no level, a
// mean of several years not that of one. It is offered as what it is.
func (t *topic) otherSort(e candidate) bool {
	switch {
	case t.part.Rank != (e.Kind == figure.Rank):
		return true
	case e.Kind == figure.Ratio && !asksRatio.MatchString(t.found.Query.Text):
		return true
	case t.asksMeasure == asksShare && !e.Masked && e.Kind == figure.Level && !isShare(e.LedgerEntry) && !slices.Contains(noUnits, e.Unit):
		return true
	case t.part.Change && !t.part.Level && !tellsChange(e):
		return true
	case t.asksMeasure == asksMoney && t.part.Unit == "" && e.Kind == figure.Level && !e.Masked && !isMoney(e.LedgerEntry):
		return true
	case e.Kind == figure.Share && !e.Masked && (t.asksMany() || howMany.MatchString(t.found.Query.Text) && !strings.Contains(strings.ToLower(t.found.Query.Text), "percent")):
		return true
	case partOfWhole.MatchString(e.Indicator) && !t.part.Share && !asksPart.MatchString(t.raw):
		return true
	case t.part.Unit != "" && e.Kind == figure.Level && !e.Masked && isMoney(e.LedgerEntry) != strings.Contains(t.part.Unit, "元") && e.Unit != "":
		return true
	}
	return t.sumsYears(e)
}

// asksMany tells whether a part asks how many of something there are, by the unit that it
// counts in: no share tells that.
func (t *topic) asksMany() bool {
	return slices.Contains(countUnits, t.part.Unit)
}

// howMany finds the same in English: how many residents, not how many percent.
var howMany = regexp.MustCompile(`(?i)\bhow many\s+(?:[a-z-]+\s+)?[a-z-]{3,}`)

// partOfWhole finds names of shares: 占国际市场份额, not 占地面积.
var partOfWhole = regexp.MustCompile(`占(?:地区|地方|[^地用道据线有])|比重|份额`)

// asksRatio finds questions that a ratio can answer: 三次产业结构, 男女比例.
var asksRatio = regexp.MustCompile(`结构|比例|构成|比重|占比|之比|收入比|性别比|几比几|(?i)\bratio\b`)

// noUnits are units that say nothing of what a number measures, and those of scores.
var noUnits = []string{"", "分", "倍"}

// tellsChange tells whether a figure can answer a question for a change: it is one, or
// its name says so (自然增长率).
func tellsChange(e candidate) bool {
	return e.Kind == figure.Change || e.Masked || changeOnly.MatchString(e.Indicator) || increments.MatchString(e.Indicator)
}

var increments = regexp.MustCompile(`净增|增量|新增|增加|减少|压减|降低|下降|提高|减免|缩减|压缩|削减`)

// sumsYears tells whether a figure is the mean or the sum of several years, by its own
// words, while the question names years and asks for no such thing.
func (t *topic) sumsYears(e candidate) bool {
	if len(t.part.Years)+len(t.part.Relative) == 0 || asksSpan.MatchString(t.found.Query.Text) || yearly.MatchString(t.found.Query.Text) {
		return false
	}
	return yearly.MatchString(e.itemText()) || e.SpansYears() && !reachedAtEnd(e.LedgerEntry) && (e.Period != "" || strings.Contains(e.itemText(), "累计"))
}

// reachedAtEnd tells whether a figure is where a rise or fall of several years ended: a
// level of the last of them.
func reachedAtEnd(e retrieval.LedgerEntry) bool {
	runes := []rune(e.Quote)
	return e.Kind != figure.Change && e.Start <= len(runes) && endOfRise.MatchString(string(runes[max(0, e.Start-6):e.Start]))
}

var endOfRise = regexp.MustCompile(`(?:增加|增长|提高|上升|提升|扩大|下降|降低|减少|缩小|压减|跃升|增|升|降|减|达)(?:到|至)了?(?:约|近|超过?)?$`)

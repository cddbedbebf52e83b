package answer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"reportbot/ingest/figure"
)

// How a figure is told in English: Place, 2023: indicator value. Chinese sets these
// side by side without blanks.

// englishFigure writes one figure after the one written before it on the line.
func (w phrases) englishFigure(p pick, before *pick) string {
	said := ""
	if period := w.period(p); period != "" && (before == nil || period != w.period(*before)) {
		said = period + ": "
	}
	var parts []string
	if before == nil || p.Indicator != before.Indicator {
		parts = append(parts, p.Indicator)
	}
	status := w.status[p.Status]
	if before != nil && before.Status == figure.Target && p.Status == figure.Actual {
		status = w.reached
	}
	parts = append(parts, strings.TrimSpace(status))
	if p.Masked {
		return said + joinWords(parts) + fmt.Sprintf(w.masked, p.Text)
	}
	parts = append(parts, w.value(p))
	return said + joinWords(parts)
}

// joinWords joins what is not empty.
func joinWords(parts []string) string {
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// Words of time of a Chinese report, and what follows the year in them.
var (
	chineseYears  = regexp.MustCompile(`^((?:19|20)\d\d)(?:年?[-—–~至]+((?:19|20)\d\d))?年(.*)$`)
	chineseMonths = regexp.MustCompile(`^(截至|截止到?)?(?:(\d{1,2})月?\s?[-—–~至到]\s?)?(\d{1,2})月(?:份|底|末)?$`)
	endOfYear     = regexp.MustCompile(`^(?:截至)?[年]?[底末终]$`)
	partsEnglish  = map[string]string{
		"": "", "全年": "", "度": "", "上半年": "first half", "下半年": "second half", "前三季度": "first three quarters",
		"一季度": "first quarter", "二季度": "second quarter", "三季度": "third quarter", "四季度": "fourth quarter", "初": "start of year",
	}
)

// englishPeriod tells a period in English: 2023, January–October; words that it does not
// know stay as the report writes them.
func englishPeriod(period string) string {
	m := chineseYears.FindStringSubmatch(period)
	if m == nil {
		return period
	}
	year := m[1]
	if m[2] != "" {
		year += "–" + m[2]
	}
	rest, known := partsEnglish[m[3]]
	switch months := chineseMonths.FindStringSubmatch(m[3]); {
	case known && rest == "":
		return year
	case known:
	case strings.Contains(m[3], m[1]):
		return m[3] // the report's own words name the year
	case endOfYear.MatchString(m[3]):
		rest = "year end"
	case months == nil:
		rest = m[3]
	case months[2] != "":
		rest = monthEnglish(months[2]) + "–" + monthEnglish(months[3])
	case months[1] != "":
		rest = "to the end of " + monthEnglish(months[3])
	default:
		rest = monthEnglish(months[3])
	}
	return year + ", " + rest
}

// monthEnglish names a month by its number; a number that is none stays.
func monthEnglish(number string) string {
	if n, err := strconv.Atoi(number); err == nil && n >= 1 && n <= 12 {
		return time.Month(n).String()
	}
	return number
}

// withCommas sets commas between the thousands of a number, as the figures have them that
// it was worked out from.
func withCommas(number string) string {
	whole, rest, found := strings.Cut(number, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if found {
		whole += "." + rest
	}
	return sign + whole
}

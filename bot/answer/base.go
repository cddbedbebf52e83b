package answer

import (
	"slices"
	"strconv"
	"strings"

	"reportbot/ingest/figure"
	"reportbot/retrieval"
)

// fromBase answers how far something came since an earlier year of which no level is
// told by itself: by the change that a report states over that year (比2017年增加485
// 公里), else by where the rise began (五年来由1012公里增加到1614公里). It returns the
// groups as they are where neither is there.
func fromBase(found *retrieval.Result, op operation, parts []*topic, groups []group, all []candidate) ([]group, operation) {
	if op != difference && op != growth || len(parts) != 1 || len(parts[0].part.Years) != 2 || len(groups) != 1 || len(groups[0].picks()) != 1 {
		return groups, op
	}
	t := parts[0]
	t.part.Years = slices.Sorted(slices.Values(t.part.Years))
	first := strconv.Itoa(t.part.Years[0])
	if stated := statedOver(found, t, first, all); len(stated) > 0 {
		return stated[:1], state
	}
	best := groups[0].first()
	i := slices.IndexFunc(t.bases, func(p pick) bool {
		return p.Quote == best.Quote && p.Indicator == best.Indicator && p.Start < best.Start && t.spansPart(p, first)
	})
	if i < 0 || best.LastYear() != t.part.Years[1] {
		return groups, op
	}
	groups[0].parts[0] = []pick{t.bases[i], best}
	return groups, op
}

// statedOver returns the groups of changes that a report states over a year.
func statedOver(found *retrieval.Result, t *topic, year string, all []candidate) []group {
	p := t.part
	p.Change, p.Level, p.Years = true, false, p.Years[1:]
	over := slices.DeleteFunc(slices.Clone(all), func(c candidate) bool {
		return c.Kind != figure.Change || !strings.Contains(c.clauseText(), "比"+year) && !strings.Contains(c.clauseText(), "较"+year)
	})
	return groupsOf([]*topic{partTopic(found, p)}, over)
}

// spansPart tells whether a figure's sentence or a heading tells of the years that the
// part asks for together: it names the first, or says how many they are.
func (t *topic) spansPart(p pick, first string) bool {
	said := strings.Join(p.Section.Path, " ") + " " + p.Quote
	n := t.part.Years[1] - t.part.Years[0]
	if strings.Contains(said, first) {
		return true
	}
	return n >= 2 && n <= 10 && strings.Contains(said, []string{"两", "三", "四", "五", "六", "七", "八", "九", "十"}[n-2]+"年")
}

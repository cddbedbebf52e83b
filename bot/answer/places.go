package answer

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"reportbot/retrieval"
	question "reportbot/retrieval/query"
)

// groupKey puts the figures of one place together, those of each year apart where
// the part asks for several. A report that hides its place stands alone, unless the
// question describes the one place that is meant.
func (t *topic) groupKey(e retrieval.LedgerEntry) string {
	key := e.Report.Place
	if key == "" && t.found.Query.Described == "" && len(t.found.Holders) == 0 {
		key = e.Report.ID
	}
	if years := e.Years(); t.manyYears && len(years) > 0 {
		key += fmt.Sprint(" ", years[len(years)-1])
	}
	return key
}

// ledgerScope marks the reports whose figures can be meant: those that are named,
// else those that passages were found in; and of the same places those that speak of
// a year that is asked for.
func ledgerScope(found *retrieval.Result) []bool {
	visible := make([]bool, len(found.Snapshot.Reports))
	named := slices.Concat(found.Query.Exact, found.Holders)
	if len(found.Query.Exact) > 0 && found.Query.Described == "" {
		named = found.Query.Exact
	}
	for _, i := range named {
		visible[i] = found.Visible == nil || found.Visible[i]
	}
	if len(named) == 0 {
		markFound(visible, found)
	}
	places := map[string]bool{}
	for i, in := range visible {
		if place := found.Snapshot.Reports[i].Place; in && place != "" {
			places[place] = true
		}
	}
	eachYear := slices.ContainsFunc(found.Query.Parts, func(p question.Part) bool { return p.Each || p.Last > 0 })
	anyYear, spans := eachYear || operationOf(found.Query.Text).spansYears(found.Query.Text), asksSpan.MatchString(found.Query.Text)
	added := 0
	for i, r := range found.Snapshot.Reports {
		if added < maxLedgers && !visible[i] && places[r.Place] && (found.Visible == nil || found.Visible[i]) && (anyYear || speaksOf(r, found, i, spans)) {
			visible[i] = true
			added++
		}
	}
	return visible
}

// placesNamed returns the places whose reports the question names, each once; a report
// that hides its place counts by its title.
func placesNamed(found *retrieval.Result) []string {
	var places []string
	for _, i := range found.Query.Exact {
		r := found.Snapshot.Reports[i]
		if name := cmp.Or(r.Place, r.Title); !slices.Contains(places, name) {
			places = append(places, name)
		}
	}
	return places
}

// speaksOf tells whether a report looks back on or plans for a year that is asked
// for, or where several years together are asked for, lies within a plan's years.
func speaksOf(r retrieval.Info, found *retrieval.Result, number int, spans bool) bool {
	for _, p := range found.Query.Parts {
		for _, y := range retrieval.AskedYears(question.Query{Years: p.Years, Relative: p.Relative}, found.Newest[number]) {
			if slices.Contains(r.Reported, y) || slices.Contains(r.Planned, y) {
				return true
			}
			if spans && r.Year() <= y+1 && r.Year() > y-planYears {
				return true
			}
		}
	}
	return false
}

// planYears is how many years a plan spans.
const planYears = 5

// markFound marks the reports that passages were found in.
func markFound(visible []bool, found *retrieval.Result) {
	best, n := 0.0, 0
	for _, p := range found.Passages {
		best = max(best, p.Weights.Report)
	}
	for _, p := range found.Passages {
		i := found.Snapshot.Meta(p.Doc).Report
		if found.Query.Described != "" && p.Weights.Report < best || visible[i] || n == maxLedgers {
			continue
		}
		visible[i] = true
		n++
	}
}

// sureFit is the fit from which a figure needs no sentence to speak for it.
const sureFit = 1.0

// coversAsWell tells whether the sentence of a group's best figure speaks of the
// topic about as much as the best sentence of its report: a figure that another
// sentence answers better is not the one asked for.
func (t *topic) coversAsWell(g group, sentences []sentence) bool {
	if g.first().fit >= sureFit {
		return true
	}
	best, own := 0.0, 0.0
	for _, s := range sentences {
		if s.passage.Report.ID != g.first().Report.ID {
			continue
		}
		best = max(best, s.coverage)
		if slices.ContainsFunc(g.picks(), func(p pick) bool { return p.Quote == s.text }) {
			own = max(own, s.coverage)
		}
	}
	return own >= sentenceShare*best
}

// groupsMeant returns the groups of the places and years that the question may
// mean, in their order. Those that it names count when they measure the same.
func groupsMeant(found *retrieval.Result, op operation, parts []*topic, groups []group) []group {
	years := slices.ContainsFunc(parts, func(t *topic) bool { return t.manyYears })
	several := years || len(found.Query.Exact)+len(found.Holders) > 1 || slices.ContainsFunc(parts, func(t *topic) bool { return t.spreads })
	groups = ofLevel(found.Query.Text, groups)
	meant := groups[:1:1]
	for _, g := range groups[1:] {
		if op != state && op != agree && len(parts) == 1 {
			if g = parts[0].likened(g, groups[0].first()); len(g.picks()) == 0 {
				continue
			}
		}
		alike := (years || op != state) && (g.fit >= yearShare*groups[0].fit || parts[0].sameIndicator(g.first(), groups[0].first()))
		if several && (alike || g.fit >= likeFit*groups[0].fit) {
			meant = append(meant, g)
		}
	}
	slices.SortStableFunc(meant, func(a, b group) int {
		return cmp.Or(cmp.Compare(a.first().Report.Place, b.first().Report.Place), cmp.Compare(a.first().LastYear(), b.first().LastYear()))
	})
	return meant
}

// likened returns a group with a figure of the same thing as first, that is what is
// reckoned with; one without figures when it has none.
func (t *topic) likened(g group, first pick) group {
	if t.alikeNames(g.first(), first) {
		return g
	}
	g.parts = [][]pick{nil}
	for _, p := range g.all { // best first
		if p.fit >= yearShare*minFit && p.Kind == first.Kind && t.alikeNames(p, first) {
			g.parts[0] = []pick{p}
			break
		}
	}
	return g
}

// silent returns the places that a question names, several of them, which have no
// figure among those that answer it.
func silent(found *retrieval.Result, groups []group) []string {
	named := placesNamed(found)
	if len(named) < 2 {
		return nil
	}
	return slices.DeleteFunc(named, func(place string) bool {
		return slices.ContainsFunc(groups, func(g group) bool {
			return slices.ContainsFunc(g.picks(), func(p pick) bool { return cmp.Or(p.Report.Place, p.Report.Title) == place })
		})
	})
}

// spreadLevel finds the level of places that a question spreads over: 各镇, 哪个县.
var spreadLevel = regexp.MustCompile(`(?:各个?|每个?|哪个|哪些|哪几个|所有的?|这些|几个)(镇|乡|县|区|市|街道)`)

// ofLevel leaves out the groups of places of another level than the question spreads
// over; all when none is of it. A report that hides its place stays.
func ofLevel(text string, groups []group) []group {
	m := spreadLevel.FindStringSubmatch(text)
	if m == nil {
		return groups
	}
	other := func(g group) bool {
		place := g.first().Report.Place
		return place != "" && !strings.HasSuffix(place, m[1]) && !(isTown(place) && isTown(m[1]))
	}
	if kept := slices.DeleteFunc(slices.Clone(groups), other); len(kept) > 0 {
		return kept
	}
	return groups
}

// isTown tells whether a name is that of a place of the lowest level.
func isTown(place string) bool {
	return strings.HasSuffix(place, "镇") || strings.HasSuffix(place, "乡") || strings.HasSuffix(place, "街道")
}

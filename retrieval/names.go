package retrieval

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	question "reportbot/retrieval/query"
)

// named returns how the reports that may be seen can be named, with their
// numbers in the snapshot.
func (s *Snapshot) named(visible []bool) (reports []question.Report, numbers []int) {
	for i, info := range s.Reports {
		if visible != nil && !visible[i] {
			continue
		}
		reports = append(reports, question.Report{Place: info.Place, Issuer: info.Issuer})
		numbers = append(numbers, i)
	}
	return reports, numbers
}

// fewMentions is how often a name can stand in each of its reports and be topic too:
// a project that has one paragraph leads to it, a company whose report it is leads
// nowhere.
const fewMentions = 2

// holding is a name that few reports hold.
type holding struct {
	name    string
	reports []int
	fills   bool // it stands in each of them more than a few times
}

// holders returns the reports of these names in ascending order: where a name fills
// its reports not those that only mention another, and not those of a name that is
// part of a longer one.
func holders(held []holding) []int {
	if fill := filling(held); len(fill) > 0 {
		held = fill
	}
	var found []int
	for _, h := range held {
		longer := slices.ContainsFunc(held, func(o holding) bool { return o.name != h.name && strings.Contains(o.name, h.name) })
		if !longer {
			found = append(found, h.reports...)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// filling returns the names that fill their reports.
func filling(held []holding) []holding {
	return slices.DeleteFunc(slices.Clone(held), func(h holding) bool { return !h.fills })
}

// namesOf returns the names, the longest first, so that cutting out one leaves no
// rest of another.
func namesOf(held []holding) []string {
	var names []string
	for _, h := range held {
		names = append(names, h.name)
	}
	slices.SortStableFunc(names, func(a, b string) int { return len(b) - len(a) })
	return names
}

// held returns the names that few reports hold: for each place where a name may end,
// the longest candidate that any report holds.
func (s *Snapshot) held(names [][]string, visible []bool) []holding {
	few := max(3, len(s.Reports)/20)
	var held []holding
	for _, candidates := range names {
		for _, name := range candidates {
			with := s.reportsWith(name, visible)
			if len(with) == 0 {
				continue
			}
			if len(with) <= few {
				held = append(held, holding{name, with, s.mentions(name, with) > fewMentions*len(with)})
			}
			break
		}
	}
	return held
}

// minTopic is how many characters a topic needs to stand without names.
const minTopic = 3

// WithoutNames cuts Held names out of a topic; a topic of little but names stays.
func (res *Result) WithoutNames(topic string) string { return without(topic, res.Held) }

func without(topic string, names []string) string {
	rest := topic
	for _, name := range names {
		rest = strings.ReplaceAll(rest, name, " ")
	}
	if rest = strings.Join(strings.Fields(rest), " "); utf8.RuneCountInString(rest) < minTopic {
		return topic
	}
	return rest
}

// mentions returns how often reports hold a name.
func (s *Snapshot) mentions(name string, reports []int) int {
	n := 0
	for _, i := range reports {
		n += strings.Count(s.entries[i].text, name)
	}
	return n
}

// reportsWith returns the reports that hold a name verbatim.
func (s *Snapshot) reportsWith(name string, visible []bool) []int {
	var with []int
	for _, i := range s.Lexical.GroupsWith(name) {
		if (visible == nil || visible[i]) && strings.Contains(s.entries[i].text, name) {
			with = append(with, i)
		}
	}
	return with
}

// unknownPlaces returns those of the names that stand in no report that may be
// seen.
func (s *Snapshot) unknownPlaces(names []string, visible []bool) []string {
	var unknown []string
	for _, name := range names {
		if len(s.reportsWith(name, visible)) == 0 && !s.spelledPlace(name) {
			unknown = append(unknown, name)
		}
	}
	return unknown
}

// spelledPlace tells whether the reports hold what the first word of a Latin name
// spells in Pinyin.
func (s *Snapshot) spelledPlace(name string) bool {
	word, _, found := strings.Cut(name, " ")
	return found && len(s.spelled(word)) > 0
}

// misspelled returns the reports of places that a part of the question sounds like,
// and these parts; none that any report holds is taken for a wrong spelling.
func (s *Snapshot) misspelled(q question.Query, visible []bool) (found []int, parts []string) {
	heard := map[question.Report]string{}
	for i, info := range s.Reports {
		if visible != nil && !visible[i] {
			continue
		}
		r := question.Report{Place: info.Place}
		part, known := heard[r]
		if !known {
			part = s.soundingLike(q.Topic, r, visible)
			heard[r] = part
		}
		if part != "" {
			found = append(found, i)
			if !slices.Contains(parts, part) {
				parts = append(parts, part)
			}
		}
	}
	return found, parts
}

func (s *Snapshot) soundingLike(text string, r question.Report, visible []bool) string {
	for _, name := range question.ShortNames(r) {
		if part := question.SoundsAlike(text, name); part != "" && len(s.reportsWith(part, visible)) == 0 {
			return part
		}
	}
	return ""
}

// called returns the reports that the question calls by their year.
func (s *Snapshot) called(res *Result) []int {
	var found []int
	for i, info := range s.Reports {
		switch q := res.Query; {
		case res.Visible != nil && !res.Visible[i]:
		case len(q.Exact) > 0 && !slices.Contains(q.Exact, i):
		case len(res.Holders) > 0 && !slices.Contains(res.Holders, i):
		case slices.Contains(q.ReportYears, info.Year()):
			found = append(found, i)
		}
	}
	return found
}

// calledByPlanYear tells whether the reports that are called by their year look
// back on another: that year is then not the one that is asked about.
func (res *Result) calledByPlanYear() bool {
	return len(res.Called) > 0 && !slices.ContainsFunc(res.Called, func(i int) bool {
		info := res.Snapshot.Reports[i]
		return slices.Contains(info.Reported, info.Year())
	})
}

// similar returns the reports whose place is easily taken for one of the names.
func (s *Snapshot) similar(names []string, visible []bool) []int {
	var found []int
	for i, info := range s.Reports {
		if visible != nil && !visible[i] || info.Place == "" {
			continue
		}
		if slices.ContainsFunc(names, func(name string) bool { return question.SimilarNames(name, info.Place) }) {
			found = append(found, i)
		}
	}
	return found
}

// uncovered returns the years that are named and that none of the reports which are
// meant speaks of.
func (res *Result) uncovered() []int {
	s := res.Snapshot
	meant := slices.Concat(res.Called, res.Query.Exact, res.Holders)
	var asked, out []int
	for _, year := range slices.Concat(res.Query.Years, res.Query.ReportYears) {
		if slices.Contains(asked, year) {
			continue
		}
		asked = append(asked, year)
		with := s.reportsWith(strconv.Itoa(year), res.Visible)
		for i, info := range s.Reports {
			if (res.Visible == nil || res.Visible[i]) && info.Year() == year {
				with = append(with, i)
			}
		}
		if !slices.ContainsFunc(with, func(i int) bool { return len(meant) == 0 || slices.Contains(meant, i) }) {
			out = append(out, year)
		}
	}
	return out
}

package gate

import (
	"regexp"
	"slices"
	"strings"

	"reportbot/ingest/figure"
	"reportbot/retrieval/query"
)

// base finds what a share is of: 占营业收入的3.1%, 占营业收入的比重.
var base = regexp.MustCompile(`占(?:当年|全年|同期)?([^\P{Han}比]\p{Han}{1,15}?)(?:的?(?:比重|比例|份额)|的)?(?:为|达|达到|是|约|已达)?$`)

func baseOf(text string) string {
	if m := base.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
		return m[1]
	}
	return ""
}

// sameBase tells that a share is not told as a share of something else.
func (k *checking) sameBase(c claim, f fact) bool {
	said, have := baseOf(c.lead), baseOf(f.lead)
	switch {
	case said == "":
		return true
	case have == "":
		return k.wholeOf(f, newWording(k.terms, said))
	}
	all, _ := k.parts(have, newWording(k.terms, said))
	m := k.terms.CompareIndicators(content(k.terms, said), content(k.terms, have))
	return saidShare(all) >= minSaid && m.Likeness != query.Near
}

// wholeOf tells that w names no figure of the sentence that comes before the one which
// a share without base is of, and is not that: 一般公共预算收入…，其中税收收入…，占86.6%.
func (k *checking) wholeOf(f fact, w wording) bool {
	last, other := false, false
	for _, g := range k.facts {
		if g.sentence != f.sentence || g.Start >= f.Start || g.Kind != figure.Level || strings.HasPrefix(f.Indicator, g.Indicator) {
			continue
		}
		other = other || last
		last = k.names(g, w) == named
	}
	return last || !other
}

// bearer finds the name of a village, a company or a project.
var bearer = regexp.MustCompile(`[\p{Han}]{2}(?:村|社区|公司|集团|项目|工程|学校|医院|景区)`)

// sameBearer tells that a figure is not told of another village, company or project of
// the sentence: one that stands in another part of it, where the figure's part has one
// of its own.
func (k *checking) sameBearer(c claim, f fact) bool {
	own := partOf(f)
	for _, name := range bearer.FindAllString(c.lead, -1) {
		if strings.Contains(own, name) || !strings.Contains(f.sentence.Text, name) {
			continue
		}
		kind := string([]rune(name)[2:])
		if slices.ContainsFunc(bearer.FindAllString(own, -1), func(n string) bool { return strings.HasSuffix(n, kind) }) {
			return false
		}
	}
	return true
}

// partOf returns the part of its sentence, between semicolons, that a fact stands in.
func partOf(f fact) string {
	runes := []rune(f.sentence.Text)
	if f.End > len(runes) {
		return f.sentence.Text
	}
	before, after := string(runes[:f.Start]), string(runes[f.End:])
	if at := strings.LastIndexAny(before, ";；"); at >= 0 {
		before = before[at:]
	}
	if at := strings.IndexAny(after, ";；"); at >= 0 {
		after = after[:at]
	}
	return before + after
}

// nouns of what is counted without a unit in English.
var countNouns = map[string]dimension{
	"hous": households, "fami": households, "peop": people, "pers": people, "resi": people, "work": people,
	"visi": visits, "trip": visits,
}

// countsAlike tells that an English count is not of households where the report counts
// people, nor the reverse.
func countsAlike(c claim, f fact) bool {
	have := scaleOf(f.Unit).of
	if scaleOf(c.Unit).of != counted || hasHan(c.sentence) || have != households && have != people && have != visits {
		return true
	}
	words := latinWords(c.Indicator)
	if len(words) == 0 {
		return true
	}
	said, ok := countNouns[stem(words[len(words)-1])]
	return !ok || said == have
}

package gate

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"reportbot/ingest/figure"
	"reportbot/retrieval/query"
)

// checking is the check of one statement.
type checking struct {
	terms         *query.Terms
	question      string
	places        []string // of reports, that the statement names
	text          string   // of the statement, without marks and calculations
	cited         []Sentence
	source        string // the cited sentences with their headings
	sourceWording wording
	facts         []fact
	plainNames    map[string]string // as plain returns them
	results       []figure.Figure   // of the calculations that the statement writes out
}

// maxStatement is how many characters a statement has at most.
const maxStatement = 2000

// check is Check without the way out for verbatim statements.
func (c *Checker) check(text string, cited []Sentence) Verdict {
	if len(cited) == 0 {
		return failed(Unsupported, "the statement cites no sentence")
	}
	if len([]rune(text)) > maxStatement {
		return failed(Unsupported, "the statement is too long; say one thing")
	}
	k := &checking{terms: c.Terms, question: c.Question, text: text, cited: cited, facts: factsOf(cited), plainNames: map[string]string{}}
	if k.terms == nil {
		k.terms = query.Builtin()
	}
	var source []string
	for _, s := range cited {
		source = append(source, strings.Join(s.Path, "\n"), s.Text)
	}
	k.source = strings.Join(source, "\n")
	k.places = k.presentPlaces(c.Places)
	k.sourceWording = newWording(k.terms, k.source+"\n"+k.question+"\n"+strings.Join(k.places, "\n"))
	for _, step := range []func() Verdict{k.calculations, k.namedPlaces, k.years, k.figures, k.numbers, k.directions, k.outcomes, k.negations, k.plans} {
		if v := step(); !v.Passed() {
			return v
		}
	}
	return Verdict{}
}

// figures checks each figure of the statement.
func (k *checking) figures() Verdict {
	all := claims(k.text, k.context())
	for i, c := range all {
		if k.computed(c) || k.counts(c, all) || k.asked(c) || k.repeats(c) {
			continue
		}
		if v := k.claim(c, k.placesOf(all, i)); !v.Passed() {
			return v
		}
		if v := k.compared(c); !v.Passed() {
			return v
		}
	}
	return Verdict{}
}

// context is what the statement is about: what all cited sentences share.
func (k *checking) context() figure.Context {
	first := k.cited[0]
	c := figure.Context{Year: first.Year, Place: first.Place}
	for _, s := range k.cited {
		if s.Year != c.Year {
			c.Year = 0
		}
		if s.Place != c.Place {
			c.Place = ""
		}
	}
	return c
}

// claim checks one figure of the statement against every cited one of its value. Of
// those that fail, the one that gets farthest tells the reason.
func (k *checking) claim(c claim, places []string) Verdict {
	var verdict Verdict
	farthest := -1
	for _, f := range k.facts {
		if !sameValue(c.Figure, f.Figure) || !countsAlike(c, f) {
			continue
		}
		stage, v := k.against(c, f, places)
		if v.Passed() {
			return v
		}
		if stage > farthest {
			farthest, verdict = stage, v
		}
	}
	if masked := k.masked(c); masked != "" && (farthest < 0 || verdict.Reason == Indicator) {
		return failed(Mask, "the report masks "+masked+"; say so and give no number")
	}
	if farthest < 0 {
		return failed(Unsupported, c.Text+" is in no cited sentence, in that unit and with that value")
	}
	return verdict
}

// against checks a claim against a fact of its value, and returns how many of the
// steps it passed.
func (k *checking) against(c claim, f fact, places []string) (int, Verdict) {
	steps := []func() Verdict{
		func() Verdict { return samePlace(c, f, places) },
		func() Verdict {
			if !k.bound(c, f) || !k.sameBase(c, f) || !k.sameBearer(c, f) {
				return failed(Indicator, c.Text+" is of "+cmp.Or(f.Indicator, "something else")+" in the report; name that, by the report's own words")
			}
			return Verdict{}
		},
		func() Verdict { return k.sameDirection(c, f) },
		func() Verdict { return sameStatus(c, f) },
		func() Verdict { return samePeriod(c, f) },
	}
	for i, step := range steps {
		if v := step(); !v.Passed() {
			return i, v
		}
	}
	return len(steps), Verdict{}
}

// masked returns the name of the masked figure that a claim speaks of, "" when it
// speaks of none.
func (k *checking) masked(c claim) string {
	if c.Masked {
		return ""
	}
	for _, f := range k.facts {
		if !f.Masked || (f.Kind == figure.Change) != (c.Kind == figure.Change) {
			continue
		}
		if k.bound(c, f) {
			return f.Indicator
		}
	}
	return ""
}

// counts tells that a claim only counts what the statement itself tells of: 两项合计.
func (k *checking) counts(c claim, all []claim) bool {
	a, ok := amountOf(c.Figure)
	if !ok || c.Unit != "项" || strings.ContainsAny(c.Text, "0123456789") {
		return false
	}
	n := a.IntPart()
	return n >= 2 && (n == int64(len(k.cited)) || n == int64(len(k.results))*2 || n == int64(len(all)-1))
}

// asked tells that a claim is a number of the question which the statement does not
// state itself: it denies it or compares with it.
func (k *checking) asked(c claim) bool {
	if k.question == "" || !slices.ContainsFunc(claims(k.question, figure.Context{}), func(q claim) bool { return sameValue(c.Figure, q.Figure) }) {
		return false
	}
	words := strings.ToLower(c.lead + " " + c.tail)
	return containsAny(words, "不是", "并非", "而非", "没有", "未", "低于", "高于", "超过", "不足", "不到", "少于", "多于", "not ", "than ", "below ", "above ")
}

// repeats tells that a claim is part of a name as the cited sentences write it, no
// figure there: 经营性收入50万元以上的村.
func (k *checking) repeats(c claim) bool {
	if slices.ContainsFunc(k.facts, func(f fact) bool { return strings.Contains(f.Text, c.Text) || strings.Contains(c.Text, f.Text) }) {
		return false
	}
	if k.threshold(c) {
		return true
	}
	runes := []rune(c.sentence)
	before, after := runes[max(0, c.Start-2):c.Start], runes[c.End:min(len(runes), c.End+2)]
	return len(before) == 2 && strings.Contains(k.source, string(before)+c.Text) || len(after) == 2 && strings.Contains(k.source, c.Text+string(after))
}

// classes finds the threshold of a class in a name: 亿元以上项目, 10亿元以上.
var classes = regexp.MustCompile(`(\d*(?:\.\d+)?)([百千万亿]+)元(?:以上|以下|级)`)

// threshold tells that a claim is the threshold of a class that the cited sentences
// name: projects of over 100 million yuan.
func (k *checking) threshold(c claim) bool {
	said, ok := amountOf(c.Figure)
	for _, m := range classes.FindAllStringSubmatch(k.source, -1) {
		f := figure.Parse("投资"+cmp.Or(m[1], "1")+m[2]+"元", figure.Context{})
		if len(f) != 1 {
			continue
		}
		if have, also := amountOf(f[0]); ok && also && said.of == have.of && said.Equal(have.Decimal) {
			return true
		}
	}
	return false
}

func containsAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

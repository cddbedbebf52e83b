package answer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"reportbot/ingest/figure"
	"reportbot/retrieval"
	"reportbot/retrieval/lexical"
	question "reportbot/retrieval/query"
)

// soft looks for what a question in everyday words asks for: each of its words must be
// spoken of near the figure, by itself or by what reports write for it, and the figure
// must be of the kind that is asked for.
//
//	给多少家改了茅房   ─▶   改 · 茅房 (厕所、改厕…), homes   ─▶   完成改厕154户
//
// The figure is told by its own name; nothing is answered when another sentence
// answers nearly as well.
type soft struct {
	*topic
	words   []askedWord
	meant   map[lexical.Term]bool // of the words and what is written for them
	typed   map[lexical.Term]bool // of the question as it stands
	class   unitClass
	counter string
}

// How everyday words are matched; calibrated on questions of one's own over the sample
// reports. Of those that the reports do not answer hardly any has a figure of which a
// third of its words is told, and of those that they do, few have less than half.
const (
	nextClause     = 0.75 // of a word that the clause beside that of the figure holds
	sameSentence   = 0.55 // … another clause of its sentence, or a heading
	justBefore     = 0.35 // … the sentence before
	nearEnough     = 0.7  // from where a word counts as told of the figure
	spoken         = 0.3  // below which a word is not spoken of at all
	minSoft        = 0.6  // of all words, by weight
	minWeak        = 0.52 // … where the question says what is counted
	minNearWords   = 0.5  // of all words, told of the figure
	maxMissing     = 0.3  // of all words, not spoken of
	maxPassedOver  = 0.42 // … where the figure fits by its name, or the question says what is counted
	maxUnasked     = 0.9  // of the name of the figure
	maxWeakUnasked = 0.6  // … where fewer words are told
	minLiteral     = 0.6  // of the name of a figure, which a question holds that asks for it by name
	minOwnWords    = 0.35 // of all words, by the name of the figure, else its sentence tells more
	totalShare     = 0.9  // of a total where what came new in a year may be meant, and the reverse
	softMargin     = 0.05 // by which the figure must be better than any other
	weakMargin     = 0.08 // … where fewer words are told
	softPassage    = 0.06 // for the best passage, by its score
	factMargin     = 0.08 // by which a sentence must be better than any other
)

func newSoft(t *topic) *soft {
	text := t.found.Query.Text
	s := &soft{topic: t}
	s.class, s.counter = classAsked(text)
	asked := t.found.WithoutNames(t.part.Topic)
	if s.counter != "" {
		asked = strings.ReplaceAll(" "+asked, " "+s.counter, " ")
	}
	s.words = everydayWords(t.found, asked)
	meant := text + " "
	for _, w := range s.words {
		meant += " " + strings.Join(w.names, " ")
	}
	s.meant, s.typed = termSet(meant), termSet(text)
	return s
}

// unasked is the share of the name of a figure that is neither in the question nor
// written for a word of it.
func (s *soft) unasked(indicator string) float64 {
	units := unitsOf(s.found, bareName(indicator), nil)
	return 1 - share(units, s.meant, nil)
}

// answerSoftly answers a question in everyday words that names no indicator; it leaves
// the kind of the answer empty when no figure stands out.
func (a *Answerer) answerSoftly(ans *Answer, t *topic, all []candidate, sentences []sentence, words phrases) {
	asksChange := t.part.Change && !t.part.Level
	if len(t.only) > 0 || t.part.Outcome || asksChange || !hasHan(t.found.Query.Text) {
		return
	}
	s, parts := newSoft(t), []*topic{t}
	groups := s.groups(all, sentences)
	if len(groups) == 0 || len(groups) > maxPlaces {
		return
	}
	groups = groupsMeant(s.found, state, parts, groups)
	if i := slices.IndexFunc(sentences, func(t sentence) bool { return t.text == groups[0].first().Quote }); i >= 0 && len(groups) == 1 && (s.ownWords(groups[0].first()) < minOwnWords || s.denied(groups[0].first())) {
		ans.Kind = Answered
		ans.state(s.withYear(sentences[i], words)+s.excerpt(sentences[i].text), a.citation(sentences[i]))
		return
	}
	a.stateFigures(ans, groups, parts, words)
}

// quotes tells whether a question is put in the words of the sentence that answers it
// best, so that this is its answer.
func quotes(t *topic, may []sentence) bool {
	best := choose(t, may)
	if len(best) == 0 {
		return false
	}
	literal, total := 0.0, 0.0
	for _, w := range everydayWords(t.found, t.found.WithoutNames(t.part.Topic)) {
		if strings.Contains(best[0].text, w.text) {
			literal += w.weight
		}
		total += w.weight
	}
	return literal >= minLiteral*total
}

// ownWords is how much of the words is told by the name of a figure alone.
func (s *soft) ownWords(p pick) float64 {
	name := p.Indicator + " " + p.Scope
	return s.toldIn(surroundingTexts{{name, termSet(name), 1}}).sum
}

// denied tells whether another clause of a figure's sentence says that there was none
// of what is asked for: 转移群众260人，没有人员伤亡.
func (s *soft) denied(p pick) bool {
	own := clauseOf(p.LedgerEntry)
	for _, clause := range strings.FieldsFunc(p.Quote, func(r rune) bool { return strings.ContainsRune(clauseEnds, r) }) {
		if !denies.MatchString(clause) || strings.Contains(own, clause) {
			continue
		}
		if slices.ContainsFunc(s.words, func(w askedWord) bool {
			return w.in(clause, termSet(clause)) >= writtenShare && w.in(own, termSet(own)) < spoken
		}) {
			return true
		}
	}
	return false
}

var denies = regexp.MustCompile(`没有|未发生|无一|无人|零`)

// chooseSoftly returns the sentence that all words of a question in everyday words are
// spoken of in, when it stands out; nil when none does.
func chooseSoftly(t *topic, all []sentence) []sentence {
	if !hasHan(t.found.Query.Text) || len(t.terms.Find(t.part.Topic, question.KindSaid)) == 0 {
		return nil
	}
	s := newSoft(t)
	best, next := -1, 0.0
	bestSum := 0.0
	for i, one := range all {
		path := strings.Join(one.passage.Path, " ")
		told := s.toldIn(surroundingTexts{{one.text, termSet(one.text), 1}, {path, termSet(path), sameSentence}})
		switch {
		case one.order || one.score == 0 || t.contradictsYear(one.passage, one.text) || best >= 0 && one.text == all[best].text:
		case told.sum > bestSum:
			best, bestSum, next = i, told.sum, bestSum
			if told.missing > maxMissing {
				best = -1
			}
		default:
			next = max(next, told.sum)
		}
	}
	if best < 0 || bestSum < minSoft || bestSum-next < factMargin {
		return nil
	}
	return all[best : best+1]
}

// groups returns the figures that stand out, one for each place.
func (s *soft) groups(all []candidate, sentences []sentence) []group {
	scores := passageScores(sentences)
	byPlace := map[string][]pick{}
	for _, c := range all {
		if fit := s.fit(c); fit > 0 {
			fit += softPassage * scores[c.Quote]
			key := s.groupKey(c.LedgerEntry)
			byPlace[key] = append(byPlace[key], pick{LedgerEntry: c.LedgerEntry, fit: fit})
		}
	}
	var groups []group
	for key, picks := range byPlace {
		if best, ok := s.standsOut(picks); ok {
			groups = append(groups, group{key: key, parts: [][]pick{{best}}, fit: best.fit})
		}
	}
	slices.SortFunc(groups, func(a, b group) int { return cmp.Or(cmp.Compare(b.fit, a.fit), cmp.Compare(a.key, b.key)) })
	return groups
}

// passageScores is how high the passages of sentences score, the best 1.
func passageScores(sentences []sentence) map[string]float64 {
	best := 0.0
	for _, s := range sentences {
		best = max(best, s.passage.Score)
	}
	scores := map[string]float64{}
	for _, s := range sentences {
		if best > 0 {
			scores[s.text] = max(scores[s.text], s.passage.Score/best)
		}
	}
	return scores
}

// standsOut returns the best figure of a place, when none of another value comes near.
func (s *soft) standsOut(picks []pick) (pick, bool) {
	slices.SortStableFunc(picks, func(a, b pick) int { return cmp.Compare(b.fit, a.fit) })
	best := picks[0]
	margin := softMargin
	if best.fit < minSoft {
		margin = weakMargin
	}
	for _, p := range picks[1:] {
		if p.fit > best.fit-margin && (p.Value != best.Value || p.Unit != best.Unit) {
			return pick{}, false
		}
	}
	return best, true
}

// fit tells how well a figure answers; 0 when it can't.
func (s *soft) fit(c candidate) float64 {
	class := fitsClass(c.LedgerEntry, s.class, s.counter)
	if class == 0 || !plainLevel(c.LedgerEntry) || !s.mayAnswer(c) || len(s.words) == 0 || s.unasked(c.Indicator) > maxUnasked {
		return 0
	}
	told := s.told(c)
	if !s.enough(told, c) {
		return 0
	}
	fit := class * told.sum
	if strings.Contains(c.clauseText(), "累计") && !asksTotal.MatchString(s.found.Query.Text) {
		fit *= totalShare
	}
	if asksNew.MatchString(s.found.Query.Text) && !tellsNew.MatchString(c.itemText()) {
		fit *= totalShare
	}
	if len(retrieval.AskedYears(s.years(), s.found.Newest[c.Number])) == 0 && c.Report.Year() < s.found.Newest[c.Number] {
		fit *= olderShare
	}
	return fit
}

// enough tells whether enough words are told of a figure: most of them, or where the
// question says what is counted and asks for most of the name, somewhat fewer.
func (s *soft) enough(t told, c candidate) bool {
	if t.near < minNearWords {
		return false
	}
	return t.sum >= minSoft && t.missing <= maxMissing ||
		t.sum >= minWeak && t.missing <= maxPassedOver && s.class != unitAny && s.unasked(c.Indicator) <= maxWeakUnasked
}

// told is how much of the words of a question is told of a figure, by weight.
type told struct {
	sum     float64 // the nearer the more
	near    float64 // of the figure itself
	missing float64 // nowhere around it
}

func (s *soft) told(c candidate) told { return s.toldIn(placesOf(c)) }

func (s *soft) toldIn(at surroundingTexts) told {
	var t told
	total := 0.0
	for _, w := range s.words {
		share := at.tells(w)
		t.sum += w.weight * share
		if share >= nearEnough {
			t.near += w.weight
		}
		if share < spoken {
			t.missing += w.weight
		}
		total += w.weight
	}
	if total == 0 {
		return told{missing: 1}
	}
	return told{t.sum / total, t.near / total, t.missing / total}
}

// passesOver tells whether a figure leaves out what an everyday question asks for, or
// counts another thing.
func (s *soft) passesOver(c candidate) bool {
	if s == nil || len(s.words) == 0 || s.namesLiterally(c.Indicator) {
		return false
	}
	own := classOf(c.LedgerEntry)
	otherClass := s.class == unitTime && own != unitTime || s.class == unitAny && own == unitShare && s.asksMeasure != asksShare
	return otherClass && plainLevel(c.LedgerEntry) || s.told(c).missing > maxPassedOver
}

// doubts is what is left of the fit of a figure that passes over what is asked for,
// stands beside the word that there was none, or tells a total where what came new is
// asked for.
func (s *soft) doubts(c candidate) float64 {
	switch {
	case s.passesOver(c), !s.namesLiterally(c.Indicator) && s.denied(pick{LedgerEntry: c.LedgerEntry}):
		return nearShare
	case asksNew.MatchString(s.found.Query.Text) && !tellsNew.MatchString(c.itemText()):
		return totalShare
	}
	return 1
}

// namesLiterally tells whether a question holds most of the name of a figure as the
// report writes it.
func (s *soft) namesLiterally(indicator string) bool {
	return share(unitsOf(s.found, indicator, nil), s.typed, nil) >= minLiteral
}

// What came new, and what there is in all.
var (
	asksTotal = regexp.MustCompile(`累计|一共有|总共有|总数|到现在|到年底|加起来`)
	asksNew   = regexp.MustCompile(`新[修建盖添增开招来装冒办种上划找]|多出|添了|净增`)
	tellsNew  = regexp.MustCompile(`新|净增|开工`)
)

// mayAnswer tells whether a figure is of the year, status, period and limits that are
// asked for.
func (s *soft) mayAnswer(c candidate) bool {
	_, factor := s.periodFit(c)
	return s.fitsYear(c.LedgerEntry) && s.fitsStatus(c.LedgerEntry) && factor == 1 &&
		(c.Status != figure.Target || s.part.Status != "") && !s.spansMore(c.LedgerEntry) &&
		!s.limitsDiffer(c) && !s.otherSort(c) && !s.elsewhere(c) && !givesOrders(c.Quote) &&
		s.terms.CompareIndicators(s.indicatorAsked, c.Indicator).Likeness != question.Near
}

// surroundingTexts are the texts around a figure, the nearest first, each with what a
// word counts that it holds.
type surroundingTexts []struct {
	text  string
	set   map[lexical.Term]bool
	share float64
}

func placesOf(c candidate) surroundingTexts {
	own, beside := c.Indicator+" "+c.Scope+" "+c.itemText(), clausesBeside(c)
	return surroundingTexts{
		{own, termSet(own), 1},
		{c.clauseText(), c.clause(), clauseShare},
		{beside, termSet(beside), nextClause},
		{c.sentence, c.around(), sameSentence},
		{c.previous, c.before(), justBefore},
	}
}

// tells is how near to the figure a word is told.
func (at surroundingTexts) tells(w askedWord) float64 {
	best := 0.0
	for _, p := range at {
		if best < p.share {
			best = max(best, p.share*w.in(p.text, p.set))
		}
	}
	return best
}

// clausesBeside are the clauses before and behind that of a figure.
func clausesBeside(c candidate) string {
	runes := []rune(c.Quote)
	if c.Sentence.Row || c.End > len(runes) {
		return ""
	}
	start := clauseStart(runes, c.Start)
	end := start + len([]rune(c.clauseText()))
	before := string(runes[clauseStart(runes, max(0, start-1)):start])
	after := ""
	if end < len(runes) {
		after, _, _ = strings.Cut(string(runes[end+1:]), "，")
		if i := strings.IndexAny(after, clauseEnds); i >= 0 {
			after = after[:i]
		}
	}
	return before + " " + after
}

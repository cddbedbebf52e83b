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
// reports, answerable and not.
const (
	nextClause    = 0.75 // of a word that the clause beside that of the figure holds
	sameSentence  = 0.55 // … another clause of its sentence, or a heading
	justBefore    = 0.35 // … the sentence before
	nearEnough    = 0.7  // from where a word counts as told of the figure
	spoken        = 0.3  // below which a word is not spoken of at all
	minSoft       = 0.6  // of all words, by weight
	minNearWords  = 0.5  // of all words, told of the figure
	maxUnasked    = 0.9  // of the name of the figure
	maxMissing    = 0.3  // of all words, not spoken of
	maxPassedOver = 0.4  // of all words, not spoken of, where the figure fits by its name
	minLiteral    = 0.6  // of the name of a figure, which a question holds that asks for it by name
	totalShare    = 0.9  // of a total where what came new in a year may be meant, and the reverse
	softMargin    = 0.05 // by which the figure must be better than one of another sentence
	softPassage   = 0.1  // for the best passage, by its score
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
	units := unitsOf(s.found, countWords.ReplaceAllString(question.WithoutWhole(indicator), ""), nil)
	return 1 - share(units, s.meant, nil)
}

// answerSoftly answers a question in everyday words that names no indicator; it leaves
// the kind of the answer empty when no figure stands out.
func (a *Answerer) answerSoftly(ans *Answer, parts []*topic, all []candidate, sentences []sentence, words phrases) {
	if len(parts) != 1 || len(parts[0].only) > 0 || parts[0].part.Outcome || parts[0].part.Change && !parts[0].part.Level || !hasHan(parts[0].found.Query.Text) {
		return
	}
	s := newSoft(parts[0])
	groups := s.groups(all, sentences)
	if len(groups) == 0 || len(groups) > maxPlaces {
		return
	}
	a.stateFigures(ans, groupsMeant(s.found, state, parts, groups), parts, words)
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
	for _, p := range picks[1:] {
		if p.fit > best.fit-softMargin && (p.Value != best.Value || p.Unit != best.Unit) {
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
	if told.sum < minSoft || told.near < minNearWords || told.missing > maxMissing {
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

// told is how much of the words of a question is told of a figure, by weight.
type told struct {
	sum     float64 // the nearer the more
	near    float64 // of the figure itself
	missing float64 // nowhere around it
}

func (s *soft) told(c candidate) told {
	var t told
	at, total := placesOf(c), 0.0
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
	return s.class == unitTime && plainLevel(c.LedgerEntry) && classOf(c.LedgerEntry) != unitTime || s.told(c).missing > maxPassedOver
}

// doubts is what is left of the fit of a figure that passes over what is asked for, or
// tells a total where what came new is asked for.
func (s *soft) doubts(c candidate) float64 {
	switch {
	case s.passesOver(c):
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
	tellsNew  = regexp.MustCompile(`新|净增|增加|开工`)
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

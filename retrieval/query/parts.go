package query

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"reportbot/ingest"
	"reportbot/ingest/figure"
)

// Part is one of the things that a question asks for: 旅游人数 and 旅游收入 of
// 旅游人数和旅游收入各是多少. A plain question has one part.
type Part struct {
	Topic string // as Query.Topic, of this part alone
	// Shared is the topic of what the part leans on: the other members of its
	// enumeration with their common head, else the part before; "" when none.
	Shared string
	Member bool   // of an enumeration: Shared belongs to it as much as its own words
	Not    string // what it says not to mean: 不是地方财政总收入; "" when nothing
	Also   []Other

	Years    []int // as those of Query; taken from the part before when it names none
	Relative []int
	Status   ingest.Status
	Outcome  bool

	Unit   string // of the number that is asked for: 户 of 多少户; "" when not said
	Figure bool   // asks for a number
	Level  bool   // for how much there is …
	Change bool   // … for by how much it changed; one of them holds
	Rank   bool   // asks for a place in an order: 第几位
	Share  bool   // asks for what part of a whole something is: 占比, 占…多少
	Base   string // year that a share is one of, not one that is asked for: 相当于2019年的百分之几
	Each   bool   // asks for every year there is: 历年
	Last   int    // asks for each of the last so many years: 近三年; 0: it does not
	Apart  bool   // a member that names other years than the others: no part of one name
}

// eachYear finds questions for all years, one by one; someYears may, where they ask for
// each of them.
var (
	eachYear  = regexp.MustCompile(`历年|逐年|各年度?|分年度?`)
	someYears = regexp.MustCompile(`(?:最近|近|过去|这|前)?几年(?:来|以来|间)?(?:的|里)?`)
)

var (
	pieceEnd  = regexp.MustCompile(`[，,。；;？?！!\n]|(?i:\band (?:what|how)\b)`)
	asksThing = regexp.MustCompile(`[^呢]呢\s*$|多少|几|百分之|多[大高长快厚深远重宽]|怎么样|如何|怎么|什么|哪|谁|吗|对不对|为何|是增是减|(?i:\b(?:how|what|which|who|why|when|did|was|is|are)\b)`)
	askNumber = regexp.MustCompile(`(?:增长|下降|上升|提高|增加|减少|回升|回落)了?(?:吗|没有?|么)|什么(?:水平|规模|程度|数|量级)|多少|几[^\s，,。乎次年]|百分之|多[大高长快厚深远重宽]|占比|比例|增速|增幅|增减|是增是减|[更最](?:高|低|多|少|大|小)|(?:哪|谁|[呢谁]).{0,14}(?:高|低|多|少|大|小|快|慢)(?:[些点，,？?]|$)|对得上|预期目标|目标值|` +
		`(?i:\bhow (?:many|much|fast|high|large|big|long|far)\b|\b(?:number|count|rate|growth|percentage|share|total|amount|target)\b)`)
	// rankAsked finds questions for a rank, with the words that only frame it.
	rankAsked = regexp.MustCompile(`(?:[排位]?[在居列名于]{0,2}|处于|跃居)(?:全国|全省|全市|全县|全区|世界|全球|省内|市内|县内)?第几(?:[名位]|[？?，,。\s]|$)|排名(?:是?多少|如何|怎样)?|排位|名次|位次|(?i:\brank(?:ed|ing|s)?\b)`)
	// shareAsked finds questions for a share.
	shareAsked = regexp.MustCompile(`占比|占(?:地区|地方|[^，,。；;地用道据线])[^，,。；;]{0,24}(?:百分比|比重|比例|份额|百分之|多少|几成|多大)|比重|份额|(?i:\bshare of\b|\bpercentage of\b|\bwhat (?:share|percentage)\b)`)
	// planEnding is behind the name of what is planned: 失业率目标.
	planEnding = regexp.MustCompile(`的?(?:预期|控制|年度)?(?:目标|任务|计划)(?:值|数)?$`)
	// outcomeOnly asks whether what was asked for before came true.
	outcomeOnly = regexp.MustCompile(`^(?:最后|最终|结果|年初|全年|预期|的|这个|该)*(?:目标|任务|计划)?(?:完成|实现|达到|达成|兑现|达标|做到)(?:目标|任务|计划)?$`)
	whichOnes   = regexp.MustCompile(`[哪第]几\p{Han}`)
	askOther    = regexp.MustCompile(`哪|谁|什么|为什么|为何|怎么|(?i:\b(?:which|who|why|where)\b)`)
	askCount    = regexp.MustCompile(`多少|几|百分之[几多]|怎么样|如何|[完达实成兑](?:成|到|现).{0,6}(?:吗|没)`)
	unitAsked   = regexp.MustCompile(`(?:多少|几)(?:个?[十百千万亿]+)?(\p{Han}{1,4})`)
	connector   = regexp.MustCompile(`以及|加上|、|和|与|及|(?i:\band\b)`)
	notMeant    = regexp.MustCompile(`[，,、（(]\s*(?:而)?不(?:是|要|含|包括|指)([^，,。？?；;）)]{2,16})`)
	changeAsks  = regexp.MustCompile(`(?:增长|下降|上升|提高|增加|减少|回升|回落)了?(?:吗|没有?|么)|同比|环比|(?:比|较)(?:上一?年|去年|上年同期|同期|前一年|年初)|增长率?|增速|增幅|增减|是增是减|下降|上升|提高了?|变化|降幅|涨幅|(?:涨|跌|降|升)(?:了|掉了|过)?(?:多少|几|百分之)|(?:涨|跌|降|升|增长?)得(?:快|慢|多|少)|(?:减少|降低|缩小|压缩)了?(?:多少|几)|[增减]了?(?:几个?点|几个百分点|百分之)|` +
		`(?i:\b(?:growth(?: rate)?|grow|grew|rise|rose|fall|fell|changed?|increased?|decreased?)\b)`)
	raisedTo     = regexp.MustCompile(`(?:提高|上升|下降|增长|增加|降低|减少|扩大|压减)(?:到|至)`)                                                       // asks for a level
	statedChange = regexp.MustCompile(`(?:同比|比上年|较上年)?(?:增长|增加|提高|上升|下降|减少|降低)了?\s*(?:约|近|超)?[0-9０-９][0-9０-９.．]*\s*(?:%|％|个百分点|倍)?`) // what the question takes for granted
	asksReason   = regexp.MustCompile(`为什么|为何|为啥|怎么(?:反而|会|又|就|没|不|那么|这么)|原因|缘故|(?i:\bwhy\b)`)
	cutBack      = regexp.MustCompile(`压减|削减|调减|化解`) // of what reports state as a level or as a fall
	// planFrame stands around what is asked for.
	planFrame = regexp.MustCompile(`(?:与|和|跟|同|比|对照)?年初(?:预期|目标|计划|预算|定下?|说要?|安排|确定|提出)?的?(?:数|水平)?(?:相比)?|(?:逐|分|各|历)年度?|峰值|出现在?`)
	levelToo  = regexp.MustCompile(`(?:多少|几|是).*[，,、和及？?].*(?:同比|增长|增速|增幅|下降|变化|增减|是增是减)|(?:和|及|、)(?:增速|增幅|增长率)`)
)

// parts returns what a question asks for, in its order; at least one part for a
// question that is not empty.
func parts(text string, reports []Report, terms *Terms) []Part {
	var out []Part
	for _, piece := range pieces(text) {
		for _, p := range partsOf(piece, reports, terms) {
			p.Figure = p.Figure || len(out) > 0 && out[len(out)-1].Figure && asksAgain.MatchString(piece)
			out = appendPart(out, p)
		}
	}
	for i := range out {
		out[i].Also = terms.OtherNames(out[i].Topic)
	}
	return out
}

// asksAgain is a piece that asks of another thing what the one before it did: …是多少？旅游
// 收入呢.
var asksAgain = regexp.MustCompile(`[^呢]呢[？?。\s]*$`)

// pieces cuts a question where one thing asked ends: after the clause that asks.
// What follows the last such clause belongs to it.
func pieces(text string) []string {
	var out []string
	start, from := 0, 0
	for from < len(text) {
		end, next := len(text), len(text)
		if loc := pieceEnd.FindStringIndex(text[from:]); loc != nil {
			end, next = from+loc[0], from+loc[1]
		}
		for _, cut := range betweenAsks(text[from:end]) {
			out = append(out, text[start:from+cut])
			start = from + cut
		}
		if asksThing.MatchString(text[from:end]) && strings.TrimSpace(text[next:]) != "" {
			out = append(out, text[start:end])
			start = end
		}
		from = next
	}
	rest := text[start:]
	if len(out) > 0 && !asksThing.MatchString(rest) {
		out[len(out)-1] += rest
		return out
	}
	if strings.TrimSpace(rest) == "" {
		return out
	}
	return append(out, rest)
}

// betweenAsks returns where a clause that asks for several numbers is cut: at the
// words that join them, 、 of 建了几座桥、修了几公里路.
func betweenAsks(clause string) []int {
	asks := askCount.FindAllStringIndex(clause, -1)
	var cuts []int
	for i := 1; i < len(asks); i++ {
		between := maskWords(clause)[asks[i-1][1]:asks[i][0]]
		if loc := connector.FindStringIndex(between); loc != nil {
			cuts = append(cuts, asks[i-1][1]+loc[0])
		} else if n := utf8.RuneCountInString(between); n > 0 && n <= maxUnit && strings.HasPrefix(clause[asks[i-1][0]:], "多少") {
			cuts = append(cuts, asks[i][0]) // 多少户多少人
		}
	}
	return cuts
}

// maxUnit is how many characters a unit has at most.
const maxUnit = 3

// partsOf reads one piece: one part, or one for each member of an enumeration.
func partsOf(piece string, reports []Report, terms *Terms) []Part {
	var p Part
	rest := piece
	if m := notMeant.FindStringSubmatch(rest); m != nil {
		p.Not, rest = topic(m[1]), notMeant.ReplaceAllString(rest, " ")
	}
	p.Change = changeAsks.MatchString(raisedTo.ReplaceAllString(statedChange.ReplaceAllString(rest, ""), ""))
	p.Level = !p.Change || levelToo.MatchString(rest)
	if cutBack.MatchString(rest) {
		p.Change, p.Level = true, true
	}
	p.Status, p.Outcome = status(rest)
	if m := unitAsked.FindStringSubmatch(whichOnes.ReplaceAllString(rest, "")); m != nil {
		p.Unit = m[1]
	}
	if p.Rank = rankAsked.MatchString(rest); p.Rank {
		rest = rankAsked.ReplaceAllString(rest, " ")
	}
	rest, p.Base = withoutBase(rest)
	p.Share = p.Base != "" || p.Unit == "" && (shareAsked.MatchString(rest) || completionAsked.MatchString(rest))
	dated := named(rest, reports, terms)
	p.Years, p.Relative, rest = years(rest)
	p.Each = eachYear.MatchString(rest) || someYears.MatchString(rest) && eachAsked.MatchString(rest)
	if p.Each {
		rest = someYears.ReplaceAllString(rest, " ")
	}
	p.Last, rest = lastYears(rest)
	rest = named(rest, reports, terms)
	p.Topic = topic(rest)
	if comparing.MatchString(piece) {
		p.Topic = withoutCompared(p.Topic)
	}
	p.Figure = p.Outcome || p.Rank || askNumber.MatchString(whichOnes.ReplaceAllString(piece, "")) || !askOther.MatchString(piece) && terms.endsInMeasure(planEnding.ReplaceAllString(p.Topic, ""))
	p.Figure = p.Figure || asksAmountEn.MatchString(piece) && terms.measuresInEnglish(p.Topic)
	if c, ok := claim(piece, figure.Parse(piece, figure.Context{})); ok {
		p.Figure, p.Change = true, c.Figure.Kind == figure.Change
		p.Level = !p.Change
	}
	if asksReason.MatchString(piece) && !askCount.MatchString(asksReason.ReplaceAllString(piece, "")) {
		p.Figure = false
	}
	members := members(rest)
	if !p.Figure || len(members) < 2 {
		return []Part{p}
	}
	own := memberYears(dated, len(members))
	var out []Part
	for i, m := range members {
		one := p
		one.Topic, one.Shared, one.Member = m, p.Topic, true
		if comparing.MatchString(piece) {
			one.Topic = withoutCompared(m)
		}
		if own != nil {
			one.Years, one.Relative, one.Apart = own[i].Years, own[i].Relative, true
		}
		out = append(out, one)
	}
	return out
}

// named cuts what names reports, and what stands around what is asked for, out of a
// piece.
func named(piece string, reports []Report, terms *Terms) string {
	rest := planFrame.ReplaceAllString(piece, " ")
	_, rest = described(rest)
	_, _, rest = exact(rest, reports, terms)
	return rest
}

// memberYears returns the years of each of n members of an enumeration, where they
// name years of their own: those that stand in it, else those of the member before;
// nil where all years stand before the first or behind the last.
func memberYears(text string, n int) []Part {
	head := text
	if loc := askCount.FindStringIndex(text); loc != nil && loc[0] > 0 {
		head = text[:loc[0]]
	}
	var out []Part
	at, dated := 0, 0
	for _, loc := range append(connector.FindAllStringIndex(maskWords(head), -1), []int{len(head), len(head)}) {
		var p Part
		p.Years, p.Relative, _ = years(head[at:loc[0]])
		at = loc[1]
		if len(p.Years)+len(p.Relative) > 0 {
			dated++
		} else if i := len(out); i > 0 {
			p = out[i-1]
		}
		out = append(out, p)
	}
	if len(out) != n || dated < 2 || len(out[0].Years)+len(out[0].Relative) == 0 {
		return nil
	}
	return out
}

// minMember is how many characters a member of an enumeration has at least.
const minMember = 2

// members returns the members of the enumeration on one side of the word that asks,
// with what they have in common beside the last of them; nil when there is none.
func members(text string) []string {
	head, tail := text, ""
	if loc := askCount.FindStringIndex(text); loc != nil && loc[0] > 0 {
		head, tail = text[:loc[0]], text[loc[0]:]
	}
	out := joined(head)
	if len(out) < 2 {
		if out = joined(tail); len(out) > 1 {
			out[0] = strings.TrimSpace(topic(head) + " " + out[0])
		}
		return out
	}
	if tail := topic(tail); tail != "" {
		out[len(out)-1] += " " + tail
	}
	return out
}

// maskWords hides the characters that join where they are part of a word; offsets
// stay as they are.
func maskWords(text string) string { return wordsWithJoints.Replace(text) }

var wordsWithJoints = strings.NewReplacer("普及", "□□", "涉及", "□□", "波及", "□□", "提及", "□□", "参与", "□□",
	"和谐", "□□", "和平", "□□", "共和", "□□", "总和", "□□", "之和", "□□", "饱和", "□□", "和美", "□□", "调和", "□□")

// joined returns the topics of what is joined by 和 and the like; nil when one of
// them is no name.
func joined(text string) []string {
	var out []string
	at := 0
	for _, loc := range append(connector.FindAllStringIndex(maskWords(text), -1), []int{len(text), len(text)}) {
		m := topic(text[at:loc[0]])
		at = loc[1]
		if utf8.RuneCountInString(squeeze(m)) < minMember {
			return nil
		}
		out = append(out, m)
	}
	return out
}

// appendPart adds a part. One that only asks for a change belongs to the part
// before; years that it does not name are those of the part before.
func appendPart(out []Part, p Part) []Part {
	if len(out) == 0 {
		return append(out, p)
	}
	last := &out[len(out)-1]
	named := len(p.Years)+len(p.Relative) > 0
	if squeeze(p.Topic) == "" && !named { // 各是多少
		last.Figure = last.Figure || p.Figure
		return out
	}
	if u := squeeze(p.Topic); !named && last.Unit != "" && p.Unit != "" && strings.HasPrefix(p.Unit, u) { // 多少户多少人
		p.Topic = strings.TrimSpace(strings.TrimSuffix(last.Topic, last.Unit)) + " " + u
	}
	if own := strings.Trim(squeeze(changeAsks.ReplaceAllString(p.Topic, "")), "各又增减升降"); p.Change && own == "" && !named {
		for i := range out {
			meant := i == len(out)-1 && !ofWhole(*last) || i == 0 && ofWhole(*last) || out[i].Member && out[i].Shared == last.Shared
			out[i].Change = out[i].Change || meant
		}
		return out
	}
	if !named && (p.Outcome || !p.Figure) && outcomeOnly.MatchString(squeeze(p.Topic)) && (p.Outcome || last.Status == ingest.StatusPlan) {
		last.Outcome, last.Status = true, ingest.StatusUnknown
		return out
	}
	if named && p.onlyCompares() { // 比2021年高多少
		again := *last
		again.Years, again.Relative = p.Years, p.Relative
		return append(out, again)
	}
	if p.onlyCompares() {
		last.Figure = last.Figure || p.Figure
		last.Change = last.Change || changedOnly.MatchString(p.Topic)
		return out
	}
	if !named {
		p.Years, p.Relative = last.Years, last.Relative
	}
	if p.Status == ingest.StatusUnknown && !p.Outcome && !named {
		p.Status = last.Status
	}
	if p.Shared == "" {
		p.Shared = last.Topic
	}
	return append(out, p)
}

// ofWhole tells whether a part asks for the share of something, whose growth is not
// meant where a growth is asked for after it.
func ofWhole(p Part) bool {
	return strings.Contains(p.Topic, "占") || strings.Contains(p.Topic, "比重")
}

// endsInMeasure tells whether the name of an indicator ends one of a topic's words.
func (t *Terms) endsInMeasure(topic string) bool {
	for _, word := range strings.Fields(topic) {
		for i := range word {
			if _, ok := t.Measure(word[i:]); ok {
				return true
			}
		}
	}
	return false
}

// asksAmountEn finds questions for a value in English: what was the output of, how much was.
var asksAmountEn = regexp.MustCompile(`(?i)\bwhat(?:'s| is| are| was| were) (?:the|its|their)\b`)

// measuresInEnglish tells whether an English term of the topic stands for a name that ends
// in a measure.
func (t *Terms) measuresInEnglish(topic string) bool {
	for _, m := range t.Find(topic, KindEnglish) {
		if slices.ContainsFunc(t.Chinese(m.Term), t.endsInMeasure) {
			return true
		}
	}
	return false
}

// completeParts gives the parts of a question that leans on the one before what it
// leaves out: one that only names another place, year, status or change asks for the
// same parts again, one that names a thing asks for it in their context.
func completeParts(before, parts []Part, q Query) []Part {
	ownTopic := len(before) == 0 || slices.ContainsFunc(parts, func(p Part) bool { return !p.leans() })
	if !ownTopic {
		parts = again(before, parts)
	}
	for i := range parts {
		p := &parts[i]
		if ownTopic && p.Shared == "" && len(before) > 0 {
			p.Shared = strings.TrimSpace(before[0].Shared + " " + before[0].Topic)
			p.Figure = p.Figure || before[0].Figure
		}
		if !ownTopic || len(p.Years)+len(p.Relative) == 0 {
			p.Years, p.Relative = q.Years, q.Relative
		}
		if p.Status == ingest.StatusUnknown || !ownTopic {
			p.Status, p.Outcome = q.Status, q.Outcome
		}
	}
	return parts
}

// again asks for the parts of a question in the way of another that leans on it.
func again(before, parts []Part) []Part {
	out := slices.Clone(before)
	for _, p := range parts {
		for i := range out {
			out[i].Figure = out[i].Figure || p.Figure
			if p.Change && !p.Level {
				out[i].Change, out[i].Level = true, false
			}
		}
	}
	return out
}

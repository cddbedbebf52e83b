package answer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"reportbot/ingest/figure"
	"reportbot/retrieval"
)

// phrases are the words of the answers in one language.
type phrases struct {
	notSaid      string // the reports do not say
	notSaidPlace string // with the place that no report speaks of
	offer        string // with the places that it may have been taken for
	nothing      string // there are no reports
	whichPlace   string // asks back, with the places
	modelFailed  string // below the program's answer

	notAlike      string // operands of different periods or statuses
	maskedOperand string // with the names of operands that are masked
	year          string // of an operand
	more          string // more, less: before a difference
	than          string // later, earlier: before a growth
	working       string // with the calculation
	times         string // after a quotient
	largest       string // name, value
	smallest      string
	fits          string // a stated growth that agrees with the levels
	fitsNot       string
	reached       string // before an outcome
	met           string // after a target and its outcome
	unmet         string
	nearName      string // what was asked, the near indicator
	onlyThis      string // a figure of what was asked, of another sort
	noOutcome     string // a target of which the outcome is not told
	noTarget      string // an outcome for which no target is told
	otherPeriod   string // the period that was asked for, the indicator, the period that is there
	nearSection   string // the section that comes nearest
	noPart        string // a part that nothing answers
	onlyPlanned   string // after a target alone, of a year that is over
	noPlace       string // a place that was named, of which nothing answers, and what was asked
	noOther       string // nothing to compare the one figure with
	noAddend      string // nothing to add the one figure to
	twoValues     string // after two values for one thing
	wholeCountry  string // of which the State Council reports
	noYear        string // the years that no report speaks of, those that some do
	otherwise     string // the question's figure, before the report's own

	claimed    map[standing]string // with the number that the question asks to check
	asClaimed  string              // with the number that the question takes for the figure
	notClaimed string
	nominal    string // after a growth that is worked out from levels at current prices
	colon      string

	english    bool   // figures are told as English tells them
	afterPlace string // between a place and what follows
	points     string // behind a difference of two shares
	comma      string
	listComma  string
	masked     string // with the mask
	status     map[figure.Status]string
	change     map[figure.Direction]string
}

var chinese = phrases{
	notSaid:      "报告中没有提到。",
	notSaidPlace: "报告中没有提到%s。",
	offer:        "您要问的是%s吗？",
	nothing:      "还没有可以查询的报告。",
	whichPlace:   "有多份报告符合，请问是哪个地方或年份：%s？",
	modelFailed:  "（模型没有应答，以上由程序直接取自报告。）",

	notAlike:      "注意：所比较的数字时段或口径（实绩、预计、目标）不同。",
	maskedOperand: "无法计算：%s的数字在报告中已隐去。",
	year:          "%d年",
	more:          "%s比%s多：",
	than:          "%s比%s",
	working:       "（%s）",
	times:         "倍",
	largest:       "最大的是%s：%s",
	smallest:      "最小的是%s：%s",
	fits:          "；与报告所写的“%s”相符",
	fitsNot:       "；与报告所写的“%s”不符",
	reached:       "实际",
	met:           "：达到目标",
	unmet:         "：未达到目标",
	nearName:      "报告中没有“%s”；相近的是“%s”，两者不是同一个指标。",
	onlyThis:      "报告中没有所问的数，只写了：%s。",
	noOutcome:     "报告中没有找到与之对应的完成数，只写了：%s。",
	noTarget:      "报告中没有找到与之对应的目标，只写了：%s。",
	otherPeriod:   "报告中没有%s的“%s”；有%s的。",
	nearSection:   "最接近的内容见：%s。",
	noPart:        "报告中没有提到“%s”。",
	onlyPlanned:   "注意：这是目标数，报告中没有找到完成数。",
	noPlace:       "%s的报告中没有找到对应的“%s”。",
	noOther:       "报告中没有找到可以与之相比的数。",
	noAddend:      "报告中没有找到可以与之相加的数。",
	twoValues:     "注意：报告对此给出了不同的数字。",
	wholeCountry:  "全国",
	noYear:        "没有关于%s的报告；现有的报告涉及%s。",
	otherwise:     "与问题所说的“%s”不同，报告所写为：",

	claimed: map[standing]string{below: "未达到%s", equal: "正好是%s", above: "超过%s", reached: "达到了%s"},
	colon:   "：",

	asClaimed:  "与问题所说的“%s”一致",
	notClaimed: "与问题所说的“%s”不同",
	nominal:    "，为按现价计算的名义增速",
	points:     "个百分点",
	comma:      "，",
	listComma:  "、",
	masked:     "的数字在报告中已隐去（%s）",
	status:     map[figure.Status]string{figure.Expected: "预计", figure.Target: "目标"},
	change:     map[figure.Direction]string{figure.Up: "增长", figure.Down: "下降"},
}

var english = phrases{
	notSaid:      "The reports do not say.",
	notSaidPlace: "No report speaks of %s.",
	offer:        " Did you mean %s?",
	nothing:      "There are no reports to search.",
	whichPlace:   "Several reports fit. Which place or year do you mean: %s?",
	modelFailed:  "(The model gave no answer; the program took this from the reports by itself.)",

	notAlike:      "Note: these figures are of different periods or statuses (actual, expected, target).",
	maskedOperand: "This cannot be computed: the figure of %s is masked in the report.",
	year:          "%d",
	more:          "%s is more than %s: ",
	than:          "%s against %s: ",
	working:       " (%s)",
	times:         " times",
	largest:       "Highest: %s, %s",
	smallest:      "Lowest: %s, %s",
	fits:          "; this agrees with \"%s\" as the report states it",
	fitsNot:       "; this does not agree with \"%s\" as the report states it",
	reached:       " actual ",
	met:           ": target met",
	unmet:         ": target missed",
	nearName:      "The reports do not give \"%s\"; they give \"%s\", which is another indicator.",
	onlyThis:      "The reports do not give this figure; they give only: %s.",
	noOutcome:     "The reports do not tell what came of it; they give only: %s.",
	noTarget:      "The reports give no target for this; they give only: %s.",
	otherPeriod:   "The reports do not give %[2]q for %[1]s; they give it for %[3]s.",
	nearSection:   "The nearest section: %s.",
	noPart:        "The reports do not give \"%s\".",
	onlyPlanned:   "Note: this is the target; the reports do not tell what came of it.",
	noPlace:       "The reports of %s do not give \"%s\" for this.",
	noOther:       "The reports give nothing to compare this with.",
	noAddend:      "The reports give nothing to add this to.",
	twoValues:     "Note: the reports give different figures for this.",
	wholeCountry:  "China",
	noYear:        "No report speaks of %s; those there are speak of %s.",
	otherwise:     "Other than \"%s\" in the question, the report says: ",

	claimed: map[standing]string{below: "Below %s", equal: "Exactly %s", above: "Above %s", reached: "%s was reached"},
	colon:   ": ",

	english:    true,
	afterPlace: ", ",
	asClaimed:  "This agrees with \"%s\" in the question",
	notClaimed: "This differs from \"%s\" in the question",
	nominal:    ", nominal growth at current prices",
	points:     " percentage points",
	comma:      ", ",
	listComma:  ", ",
	masked:     ": masked in the report (%s)",
	status:     map[figure.Status]string{figure.Expected: " (expected) ", figure.Target: " (target) ", figure.Actual: " "},
	change:     map[figure.Direction]string{figure.Up: "up ", figure.Down: "down "},
}

// wordsFor returns the phrases in the language of the question.
func wordsFor(question string) phrases {
	if inChinese(question) {
		return chinese
	}
	return english
}

// Words that ask, by which a question in English that only names something in Chinese is
// known: How many lifts did Luting (芦汀) add?
var (
	asksEnglish = regexp.MustCompile(`(?i)\b(?:how|what|which|who|when|where|why|did|does|do|was|were|is|are|has|have|had|list|tell|give|show)\b`)
	asksChinese = regexp.MustCompile(`多少|几|吗|呢|哪|谁|什么|怎|如何|是否|有没有|分别|各是|增速|[？。]`)
)

// inChinese tells whether a question is asked in Chinese: it holds a Han character, and
// does not ask in English only.
func inChinese(question string) bool {
	return hasHan(question) && (!asksEnglish.MatchString(question) || asksChinese.MatchString(question))
}

func (p phrases) refusal(found *retrieval.Result) string {
	switch {
	case found.Snapshot.Len() == 0:
		return p.nothing
	case len(found.Unknown) > 0:
		text := fmt.Sprintf(p.notSaidPlace, strings.Join(found.Unknown, "、"))
		if places := similarPlaces(found); len(places) > 0 {
			text += fmt.Sprintf(p.offer, strings.Join(places, "、"))
		}
		return text
	case len(found.Uncovered) > 0:
		if years := yearsThere(found); len(years) > 0 {
			return fmt.Sprintf(p.noYear, p.years(found.Uncovered), p.years(years))
		}
	}
	return p.notSaid
}

// yearsThere returns the years that the reports that may be meant look back on,
// ascending.
func yearsThere(found *retrieval.Result) []int {
	var years []int
	for i, r := range found.Snapshot.Reports {
		if (found.Visible == nil || found.Visible[i]) && (len(found.Query.Exact) == 0 || slices.Contains(found.Query.Exact, i)) {
			years = append(years, r.Reported...)
		}
	}
	slices.Sort(years)
	return slices.Compact(years)
}

// maxYears is how many years are listed before only the first and last are.
const maxYears = 6

// years lists years.
func (p phrases) years(years []int) string {
	var out []string
	for _, y := range years {
		out = append(out, fmt.Sprintf(p.year, y))
	}
	if len(out) > maxYears {
		return out[0] + "—" + out[len(out)-1]
	}
	return strings.Join(out, p.listComma)
}

// nearest names the section that comes nearest to what is not said; "" when none is
// really near.
func (p phrases) nearest(sentences []sentence) string {
	if len(sentences) == 0 || sentences[0].coverage < nearCoverage {
		return ""
	}
	s := sentences[0]
	section := s.passage.Report.Title
	if n := len(s.passage.Path); n > 0 {
		section += " › " + s.passage.Path[n-1]
	}
	return "\n" + fmt.Sprintf(p.nearSection, section)
}

// nearCoverage is how much of what is asked a sentence speaks of that is near to it.
const nearCoverage = 0.4

func similarPlaces(found *retrieval.Result) []string {
	var places []string
	for _, i := range found.Similar {
		if place := found.Snapshot.Reports[i].Place; !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	return places
}

// oneLine folds the line ends of a wrapped sentence.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

package query

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"reportbot/ingest"
	"reportbot/ingest/figure"
)

// Report is what a question may name a report by.
type Report struct {
	Place, Issuer string
}

// Query is a question, read against the reports that the asker may see. The
// zero value names nothing.
type Query struct {
	Text  string // the question, completed from the conversation
	Asks  string // the words that ask, those of the question that it leans on included
	Topic string // Text without what names reports and without words that only ask

	// Also holds other names for parts of the topic, in their order. They weigh
	// less than the topic's own words.
	Also []Other
	// Latin holds the words of the topic that may spell a Chinese name in Pinyin,
	// in their order, without names.
	Latin []Other
	// Names holds what may be names of companies, projects or places, see
	// NameCandidates.
	Names [][]string

	// Exact holds the numbers of the reports whose place or issuing body is
	// named, in ascending order; nil when none is.
	Exact []int
	// Candidates are those of Exact that one name of the question fits alike though
	// their places differ: 东湖 of 东湖镇 and 东湖街道; nil when each name is clear.
	Candidates []int
	// Described is the phrase that describes a report instead of naming it:
	// 青禾药业 of 青禾药业所在的镇; "" when there is none.
	Described string
	// Places holds the names in the question that look like places and belong to
	// no report; the reports' texts may still speak of them.
	Places []string

	ReportYears []int         // by which reports are called: 2012年的政府工作报告
	Years       []int         // named, in order; nil when none is
	Relative    []int         // meant, as distances from the report's own year: 0 今年, -1 去年
	Status      ingest.Status // plan or actual, when the question asks for one of them
	Outcome     bool          // asks whether a plan came true: both are meant
	Spread      bool          // asks for several reports: 各镇, 哪些镇, all towns
	Period      Period        // part of a year that is named; the zero value when none is
	Kind        Kind          // what sort of answer is asked for

	Figures []figure.Figure // that the question quotes, in order; nil when it quotes none
	Either  []figure.Figure // two numbers of which it asks the right one; nil when it does not
	Claim   *Claim          // the number that it asks to check; nil when it asks for none

	Parts []Part // what is asked for, in the order of the question; never empty but for a question of nothing
}

// Parse reads a question. earlier holds what the asker said before it, oldest
// first: a question such as 那2023年呢 is completed from there. The same question
// gives the same Query each time; an empty one the zero Query. Of a question of more
// than 2,000 characters only these are read.
func Parse(question string, earlier []string, reports []Report, terms *Terms) Query {
	var q Query
	for _, text := range append(slices.Clone(earlier), question) {
		q = complete(q, parseOne(stepped(text, q), reports, terms))
	}
	if q.Topic == "" {
		q.Topic = q.Text
	}
	q.Also = terms.OtherNames(q.Topic)
	q.Latin = latinNames(q.Topic, q.Also)
	q.Names = NameCandidates(q.Text)
	q.Figures = figure.Parse(q.Text, figure.Context{})
	if c, ok := claim(q.Text, q.Figures); ok {
		q.Claim = &c
	}
	return q
}

// maxQuestion is how many characters of a question are read: several pages. What
// follows can only be pasted text.
const maxQuestion = 2000

func parseOne(text string, reports []Report, terms *Terms) Query {
	text = strings.TrimSpace(beginning(strings.ToValidUTF8(text, " "), maxQuestion))
	q := Query{Text: text, Asks: text}
	q.ReportYears = reportYears(q.Text)
	var rest string
	q.Either, rest = either(q.Text)
	q.Asks = rest
	q.Parts = parts(rest, reports, terms)
	q.Years, q.Relative, rest = years(rest)
	q.Described, rest = described(rest)
	q.Exact, q.Candidates, rest = exact(rest, reports, terms)
	q.Places = placeNames(rest)
	q.Spread = spread.MatchString(q.Text)
	q.Status, q.Outcome = status(q.Text)
	q.Period = period(q.Text)
	q.Kind = kindOf(q)
	q.Topic = topic(rest)
	return q
}

// complete adds to a question what it leaves out and the one before it said. A
// question with words of its own takes only the place; a follow-up such as 那签约率
// 呢 takes the topic too.
func complete(before, q Query) Query {
	if before.Text == "" {
		return q
	}
	elliptic := followUp.MatchString(q.Text) || utf8.RuneCountInString(squeeze(generalWords.ReplaceAllString(q.Topic, ""))) <= 2 || q.leans()
	namesReport := len(q.Exact) > 0 || q.Described != "" || len(q.Places) > 0 || q.Spread
	if !namesReport {
		q.Exact, q.Described, q.Places, q.Spread = before.Exact, before.Described, before.Places, before.Spread
		q.Candidates = before.Candidates
	}
	if !elliptic {
		return q
	}
	if len(q.ReportYears) == 0 && !namesReport {
		q.ReportYears = before.ReportYears
	}
	if len(q.Years)+len(q.Relative) == 0 {
		q.Years, q.Relative = before.Years, before.Relative
	}
	if q.Status == ingest.StatusUnknown && !q.Outcome {
		q.Status, q.Outcome = before.Status, before.Outcome
	}
	if q.Period == (Period{}) {
		q.Period = before.Period
	}
	if q.Kind == AskFact {
		q.Kind = before.Kind
	}
	q.Topic = strings.TrimSpace(before.Topic + " " + q.Topic)
	q.Text = strings.TrimSpace(before.Topic + " " + q.Text)
	q.Asks = before.Asks + " " + q.Asks
	q.Parts = completeParts(before.Parts, q.Parts, q)
	return q
}

// leans tells whether a question names nothing of its own.
func (q Query) leans() bool {
	return len(q.Parts) > 0 && !slices.ContainsFunc(q.Parts, func(p Part) bool { return !p.leans() })
}

var (
	followUp = regexp.MustCompile(`^(?:那么?|再|还有|其中|它|他们|这个|换成)|呢\s*[?？]?$|(?i)^(?:and|what about|how about)\b`)
	spread   = regexp.MustCompile(`[各每](?:一?个)?(?:镇|乡|县|区|市|街道|地|部门|单位)|[两三四五六七八九十几]个?(?:乡镇|镇|街道)|哪一?个(?:镇|乡|县|区|市|街道).*[最更]|哪(?:些|几个?)(?:镇|乡|县|区|市|街道|报告|地方|单位)|哪几份|(?:这|那)些(?:镇|乡|县|区|市|街道|报告)|(?:所有|全部)的?(?:镇|乡|县|区|市|街道|报告)|分别.*各|(?i)\b(?:all|each|every|which) (?:of the )?(?:towns?|reports?|counties|districts?)\b`)
)

// generalWords say nothing of what is asked for: 最后实际安排了多少 leans on the question
// before.
var generalWords = regexp.MustCompile(`打算|计划|准备|弄|搞|干|实际上?|最后|最终|结果|安排|完成|实现|达到|投入|到底|一共|后来|当时|具体|换成|又|也|要`)

// Words around the description of a report that say nothing of it.
var (
	describedForm = regexp.MustCompile(`([\p{Han}\p{L}\d“”·、]{2,24}?)(?:(?:所在|所属|落户|坐落|位于)的?(?:那个|那座|那一个|这个)?|的?那个|的?那座|的?那一个)(?:镇|乡|县|区|市|街道|地方|地|单位|局)(?:的|里|上|，|,)?`)
	hasForm       = regexp.MustCompile(`(?:建|设|拥|含)?有([\p{Han}\p{L}\d“”·]{2,16}?)的(?:那个)?(?:镇|乡|县|区|市|街道)(?:的|里|上|，|,)?`)
	describedEn   = regexp.MustCompile(`(?i)(?:in |of |at )?the (?:town|county|district|township|city) (?:with|that has|that hosts|that mentions|where|of|home to) ([\w' -]+?)(?:\s+(?:is|was|had|has|did|lies|in|by|have|build|open|spend|report|plan|complete|collect|attract|invest|receive|produce|create|add)\b|[,?]|$)`)
	sayWords      = regexp.MustCompile(`报告|中|里面|里|提到|提及|写到|说到|讲到|有|的|在|那份|请问|关于`)
)

// described finds the phrase that describes a report and cuts it out of the
// question.
func described(text string) (phrase, rest string) {
	if m := describedForm.FindStringSubmatchIndex(text); m != nil {
		start := m[2]
		if at := strings.LastIndexAny(text[m[2]:m[3]], "、和与"); at >= 0 {
			_, size := utf8.DecodeRuneInString(text[m[2]+at:])
			start += at + size
		}
		phrase = strings.TrimSpace(sayWords.ReplaceAllString(text[start:m[3]], " "))
		return phrase, text[:start] + " " + text[m[1]:]
	}
	if m := describedEn.FindStringSubmatchIndex(text); m != nil {
		return strings.TrimSpace(text[m[2]:m[3]]), text[:m[0]] + " " + text[m[1]:]
	}
	if m := hasForm.FindStringSubmatchIndex(text); m != nil {
		return text[m[2]:m[3]], text[:m[0]] + " " + text[m[1]:]
	}
	return "", text
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// beginning returns the first n characters of text.
func beginning(text string, n int) string {
	for i := range text {
		if n--; n < 0 {
			return text[:i]
		}
	}
	return text
}

package figure

import (
	"encoding/json"
	"time"
)

// Kind says what sort of statement a figure makes.
type Kind string

const (
	Level  Kind = "level"  // how much there is
	Change Kind = "change" // a stated difference: 增长5%, 比上年增加120人
	Share  Kind = "share"  // a % that is a level: a rate, a coverage
	Rank   Kind = "rank"   // 第3位, 前三
	Ratio  Kind = "ratio"  // 3.2:45.1:51.7
)

// Exactness says how the number is to be taken.
type Exactness string

const (
	Exact   Exactness = "exact"
	About   Exactness = "about"   // 约, 近, 左右
	AtLeast Exactness = "atleast" // 超, 突破, 以上, 余, 多
	AtMost  Exactness = "atmost"  // 以内, 不超过, 前N
	Range   Exactness = "range"   // 3-5
)

// Direction of a change; "" for everything else.
type Direction string

const (
	Up   Direction = "up"
	Down Direction = "down"
)

// Status says whether a figure was reached.
type Status string

const (
	Actual   Status = "actual"
	Expected Status = "expected" // 预计, of a year that is over or ending
	Target   Status = "target"
)

// Figure is one number of a sentence with what it belongs to.
type Figure struct {
	// Text is the number or mask with its unit, verbatim. 第 and 前 of a rank and
	// a currency sign belong to it, 余 and 多 inside it too; 约, 近, 超, 以上 do not.
	Text string
	// Start and End are offsets in the sentence in Unicode code points, End
	// exclusive.
	Start, End int
	// Value is a decimal with 万, 亿, 千, 百 applied; "" when the figure is masked,
	// a range or a ratio. Low and High hold the bounds of a range, else "".
	Value, Low, High string
	Unit             string // without multiplier: 元, 平方米, %, 个百分点; "" if none
	Exact            Exactness
	Kind             Kind
	Direction        Direction
	Indicator        string // the noun phrase that it measures
	Period           string // the words of the sentence, "" when it names none
	From, To         string // the period as ISO dates, "" when unknown
	Status           Status
	Masked           bool
	Place            string // that of the context
	Scope            string // whom or what it speaks of when not the whole place, else ""
	Against          string // the words of a gap to another group, place or goal, and of no growth: 比城镇居民快
	Unsure           bool   // which of several indicators it is of is not sure: to be quoted, not stated
	Base             bool   // where a rise or fall began: 20% in 由20%提高到23%
}

// Years returns the years of the figure's period, ascending; nil when it has none, or
// one of twenty years or more.
func (f Figure) Years() []int {
	from, errFrom := time.Parse(time.DateOnly, f.From)
	to, errTo := time.Parse(time.DateOnly, f.To)
	if errFrom != nil || errTo != nil || to.Year()-from.Year() >= 20 {
		return nil
	}
	var years []int
	for y := from.Year(); y <= to.Year(); y++ {
		years = append(years, y)
	}
	return years
}

// SpansYears tells whether the figure's period reaches from one year into another.
func (f Figure) SpansYears() bool {
	return len(f.From) > 4 && len(f.To) > 4 && f.From[:4] != f.To[:4]
}

// Context is what a sentence stands in.
type Context struct {
	Year   int      // the year that the section speaks of, 0 when unknown
	Now    int      // the year in which the report is given, from which 今年 and 去年 count; 0: Year
	From   string   // the span of years that the section tells of, as ISO dates, for figures without
	To     string   // words of time; "": Year alone
	Plan   bool     // the section tells of plans
	Actual bool     // the section tells of what was done
	Place  string   // of the report
	Path   []string // headings from the root
	Before []string // the sentences before it in the paragraph, nearest last
}

// Parse returns the figures of a sentence in the order of the text; nil when it
// holds none. Spans do not overlap. It never fails, and its time is linear in the
// length of the sentence. What is a figure: two or more of something countable, a
// level, a change, a share, a rank, a ratio, or a mask in the place of one; dates,
// document numbers, names and ordinals are none.
func Parse(sentence string, c Context) []Figure {
	if mostlyLatin(sentence) {
		return parseEnglish(sentence, c)
	}
	if !mayHoldFigure(sentence) {
		return nil
	}
	t := newText(sentence)
	t.now = c.Now
	periods := t.periods(c.Year)
	tokens := t.figures(periods)
	if len(tokens) == 0 {
		return nil
	}
	return bind(t, tokens, periods, c)
}

// record is the form of a Figure for programs: null stands for nothing.
type record struct {
	Text      string  `json:"text"`
	Start     int     `json:"start"`
	End       int     `json:"end"`
	Value     *string `json:"value"`
	Low       *string `json:"low"`
	High      *string `json:"high"`
	Unit      string  `json:"unit"`
	Exact     string  `json:"exact"`
	Kind      string  `json:"kind"`
	Direction *string `json:"direction"`
	Indicator string  `json:"indicator"`
	Period    *string `json:"period"`
	Status    string  `json:"status"`
	Masked    bool    `json:"masked"`
	Place     string  `json:"place"`
	Scope     *string `json:"scope"`
	From      *string `json:"from"`
	To        *string `json:"to"`
	Against   string  `json:"against,omitempty"`
	Unsure    bool    `json:"unsure,omitempty"`
	Base      bool    `json:"base,omitempty"`
}

// MarshalJSON writes the figure with null for what it lacks.
func (f Figure) MarshalJSON() ([]byte, error) {
	return json.Marshal(record{
		Text: f.Text, Start: f.Start, End: f.End, Value: orNull(f.Value), Low: orNull(f.Low), High: orNull(f.High),
		Unit: f.Unit, Exact: string(f.Exact), Kind: string(f.Kind), Direction: orNull(string(f.Direction)),
		Indicator: f.Indicator, Period: orNull(f.Period), Status: string(f.Status), Masked: f.Masked,
		Place: f.Place, Scope: orNull(f.Scope), From: orNull(f.From), To: orNull(f.To),
		Against: f.Against, Unsure: f.Unsure, Base: f.Base,
	})
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

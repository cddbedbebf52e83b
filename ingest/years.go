package ingest

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// speech is the kind of the reports that a government gives to its congress in
// spring.
const speech = "政府工作报告"

// setYears finds the date of the document, the years that it reports on and the
// years that it plans for: from front matter, the title, the headings that set a
// status, and last from the date. A government work report looks back on the
// year before the one it is given in; a yearly summary written from October on
// looks back on its own.
func (r *Report) setYears(h header) {
	r.Date = r.date(h)
	title := h.name()
	r.Reported, r.Planned = splitYears(title)
	if years := yearsIn(r.Meta["years"]); len(years) > 0 {
		r.Reported, r.Planned = years, nil
	}
	if kindOf(squeeze(title)) == speech {
		r.Reported, r.Planned = nil, nil
	}
	for _, s := range r.Sections {
		if s.Level > 2 {
			continue
		}
		if own := statusOfLast(s); own.year > 0 {
			r.addYear(own.status, own.year)
		}
	}
	if len(r.Reported) == 0 && len(r.Planned) == 0 {
		r.yearsFromDate(title)
	}
	if len(r.Reported) == 0 && len(r.Planned) == 0 {
		r.Reported = mainYear(r.Text)
	}
	isSpeech := r.Kind == speech
	if len(r.Reported) == 0 && len(r.Planned) > 0 && (isSpeech || r.has(StatusActual)) {
		r.Reported = []int{r.Planned[0] - 1}
	}
	if len(r.Planned) == 0 && len(r.Reported) > 0 && (isSpeech || r.has(StatusPlan)) {
		r.Planned = []int{r.nextYear(title)}
	}
}

// minYearMentions is how often a text must name its main year.
const minYearMentions = 5

// mainYear returns the year that makes up more than half of all years that a text
// names; nil when none does.
func mainYear(text string) []int {
	counts, all := map[int]int{}, 0
	for _, y := range yearsIn(text) {
		counts[y]++
		all++
	}
	for y, n := range counts {
		if n >= minYearMentions && 2*n > all {
			return []int{y}
		}
	}
	return nil
}

// nextYear is the year that the plans of a report are for: the one after the last
// that it reports on, or the same when it reports on a part of that year only.
func (r *Report) nextYear(title string) int {
	year := slices.Max(r.Reported)
	partly := partOfYear.MatchString(title)
	for _, s := range r.Sections {
		partly = partly || len(s.Path) > 0 && statusOfLast(s).status != StatusUnknown && partOfYear.MatchString(s.Path[len(s.Path)-1])
	}
	if partly {
		return year
	}
	return year + 1
}

var partOfYear = regexp.MustCompile(`上半年|下半年|[一二三]季度|1\s*[-—–~至]\s*\d{1,2}月`)

func statusOfLast(s Section) sectionStatus {
	if len(s.Path) == 0 {
		return sectionStatus{}
	}
	return statusOfHeading(s.Path[len(s.Path)-1])
}

func (r *Report) has(status Status) bool {
	return slices.ContainsFunc(r.Sections, func(s Section) bool { return s.Status == status })
}

func (r *Report) addYear(status Status, year int) {
	list := &r.Reported
	if status == StatusPlan {
		list = &r.Planned
	}
	if !slices.Contains(*list, year) {
		*list = append(*list, year)
		slices.Sort(*list)
	}
}

// splitYears divides the years of a title: those before a word of planning that
// follows them are planned, the others reported. 2021—2023年 names three.
func splitYears(title string) (reported, planned []int) {
	title = foldYears(title)
	for _, loc := range yearsPhrase.FindAllStringSubmatchIndex(title, -1) {
		first, _ := strconv.Atoi(title[loc[2]:loc[3]])
		last := first
		if loc[4] >= 0 {
			last, _ = strconv.Atoi(title[loc[4]:loc[5]])
		}
		rest := title[loc[1]:]
		if next := yearsPhrase.FindStringIndex(rest); next != nil {
			rest = rest[:next[0]]
		}
		plan := statusOfHeading(rest).status == StatusPlan || planWords.MatchString(rest) && !actualWords.MatchString(rest)
		for y := first; y <= last && y < first+10; y++ {
			if plan {
				planned = append(planned, y)
			} else {
				reported = append(reported, y)
			}
		}
	}
	return reported, planned
}

var (
	yearsPhrase = regexp.MustCompile(`((?:19|20)\d\d)\s*年?(?:\s*[-—–~至到]+\s*((?:19|20)\d\d)\s*年?)?`)
	planWords   = regexp.MustCompile(`思路|打算|计划|安排|要点|部署|(?i)\bplan|\boutlook`)
	actualWords = regexp.MustCompile(`总结|报告|回顾|(?i)\breport|\breview`)
)

// yearsFromDate takes the years from the title's own year or the date.
func (r *Report) yearsFromDate(title string) {
	year, month := r.Date.Year(), r.Date.Month()
	if own := lastYear(title); own > 0 && r.Date.IsZero() {
		year, month = own, time.January
		if r.Kind != speech {
			month = time.December
		}
	} else if r.Date.IsZero() {
		return
	}
	switch plan := wholeStatus(title).status == StatusPlan; {
	case plan:
		r.Planned = []int{year}
		return
	case r.Kind == speech || month <= time.June && !partOfYear.MatchString(title):
		r.Reported, r.Planned = []int{year - 1}, []int{year}
		return
	}
	r.Reported = []int{year}
}

// dateNames are the names under which a metadata table gives the day of the
// document, and then that of its publication.
var dateNames = []string{"成文日期", "发文日期", "印发日期", "发布日期", "公开日期", "生成日期", "发布时间"}

// date returns the day of the document: of the front matter, of the metadata
// table, of the line below the title, of the signature, or that on which the file
// was published or saved; zero when there is none. A year in the file's name
// stands for its first day.
func (r *Report) date(h header) time.Time {
	var given []string
	if h.front {
		given = append(given, r.Meta["date"])
	}
	for _, name := range dateNames {
		given = append(given, r.Meta[name])
	}
	given = append(given, h.subtitle, signatureDate(r.Text), r.Meta["pubdate"], r.Meta["date"])
	for _, s := range given {
		if d := parseDate(s); !d.IsZero() {
			return d
		}
	}
	if y := lastYear(path.Base(r.Source)); y > 0 {
		return time.Date(y, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Time{}
}

// signatureDate returns the last line of the signature that is a date, "" when
// there is none.
func signatureDate(text string) string {
	lines := lastLines(text)
	for i := len(lines) - 1; i >= 0; i-- {
		if dateLine.MatchString(foldYears(squeeze(lines[i]))) {
			return squeeze(lines[i])
		}
	}
	return ""
}

// setSectionYears gives sections with a status but no year the report's, and those
// without a status that of the year in their headings.
func (r *Report) setSectionYears() {
	for i := range r.Sections {
		s := &r.Sections[i]
		switch {
		case s.Year > 0:
		case s.Status == StatusUnknown:
			s.Status, s.Year = r.statusOfYear(s.Path)
		case s.Status == StatusActual && len(r.Reported) > 0:
			s.Year = slices.Max(r.Reported)
		case s.Status == StatusPlan && len(r.Planned) > 0:
			s.Year = slices.Max(r.Planned)
		}
	}
}

// statusOfYear reads a heading of a part that names a year and nothing else of what the
// part is (第一部分 2022年工作): a year that is reported on was, one that is planned for is
// to be.
func (r *Report) statusOfYear(headings []string) (Status, int) {
	for _, heading := range headings[:min(len(headings), maxPartDepth)] {
		if m, ok := parseMarker(heading); ok {
			heading = heading[m.len:]
		}
		m := workOfYear.FindStringSubmatch(foldYears(squeeze(heading)))
		if m == nil {
			continue
		}
		switch year, _ := strconv.Atoi(m[1]); {
		case slices.Contains(r.Reported, year) && !slices.Contains(r.Planned, year):
			return StatusActual, year
		case slices.Contains(r.Planned, year) && !slices.Contains(r.Reported, year):
			return StatusPlan, year
		}
	}
	return StatusUnknown, 0
}

const maxPartDepth = 2 // of headings that name parts of a report, not topics

// workOfYear finds a heading that names a year, or its work, and nothing more.
var workOfYear = regexp.MustCompile(`^(?:关于)?((?:19|20)\d\d)年(?:度)?(?:的|主要|重点|政府)*(?:工作)?$`)

// Year is the year by which the report is called: the one that a government work
// report is given in, the last that another reports on, the first that it plans
// for, else that of its date; 0 when unknown.
func (r *Report) Year() int {
	switch {
	case r.Kind == speech && len(r.Planned) > 0:
		return slices.Max(r.Planned)
	case len(r.Reported) > 0:
		return slices.Max(r.Reported)
	case len(r.Planned) > 0:
		return r.Planned[0]
	case !r.Date.IsZero():
		return r.Date.Year()
	}
	return 0
}

package ingest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestYearsIn(t *testing.T) {
	tests := []struct {
		s    string
		want []int
	}{
		{"2022年工作总结及2023年工作思路", []int{2022, 2023}},
		{"２０２３年", []int{2023}},
		{"二〇二三年", []int{2023}},
		{"二○二三年、二零二四年、一九九八年", []int{2023, 2024, 1998}},
		{"2021-2023", []int{2021, 2023}},
		{"FY2023", []int{2023}},
		{"完成20230户", nil},
		{"投入12023万元", nil},
		{"第二三产业", nil},
		{"", nil},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, yearsIn(tt.s)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.s, diff)
		}
	}
}

func TestParseDate(t *testing.T) {
	for s, want := range map[string]string{
		"2023-12-05": "2023-12-05", "2023年12月5日": "2023-12-05", "2023/1/9 10:20": "2023-01-09", "2023.01.09": "2023-01-09",
		"二〇二三年十二月二十五日": "2023-12-25", "二○二三年一月九日": "2023-01-09", "２０２３年１２月５日": "2023-12-05",
		"2023年13月5日": "", "2023年12月": "", "12月5日": "", "": "",
	} {
		got := ""
		if d := parseDate(s); !d.IsZero() {
			got = d.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("parseDate(%q) = %q, want %q", s, got, want)
		}
	}
}

// TestYears finds the years of short documents.
func TestYears(t *testing.T) {
	tests := []struct {
		name, text        string
		meta              map[string]string
		source            string
		reported, planned []int
		year              int
	}{
		{name: "title with both", text: "雁川镇2022年工作总结及2023年工作思路\n一、工作总结\n好。", reported: []int{2022}, planned: []int{2023}, year: 2022},
		{name: "title with a span", text: "雁川镇2021—2023年工作总结\n一、农业\n好。", reported: []int{2021, 2022, 2023}, year: 2023},
		{name: "headings", text: "工作汇报\n一、2022年工作回顾\n好。\n二、2023年工作打算\n好。", reported: []int{2022}, planned: []int{2023}, year: 2022},
		{name: "plan without year", text: "雁川镇2022年工作总结\n一、主要成效\n好。\n二、下一步打算\n好。", reported: []int{2022}, planned: []int{2023}, year: 2022},
		{name: "half a year", text: "雁川镇2023年上半年工作总结和下半年工作打算\n一、上半年工作总结\n好。\n二、下半年工作打算\n好。", reported: []int{2023}, planned: []int{2023}, year: 2023},
		{name: "only plans", text: "雁川镇2024年工作要点\n一、农业\n好。", planned: []int{2024}, year: 2024},
		{name: "only plans, dated", text: "工作要点\n一、农业\n好。\n雁川镇人民政府\n2024年2月6日", planned: []int{2024}, year: 2024},
		{name: "speech by its date line", text: "政府工作报告\n——2024年1月16日在区人民代表大会上\n一、工作回顾\n好。", reported: []int{2023}, planned: []int{2024}, year: 2024},
		{name: "speech with the year in its title", text: "2024年政府工作报告\n一、工作回顾\n好。", reported: []int{2023}, planned: []int{2024}, year: 2024},
		{name: "signed in December", text: "工作总结\n一、农业\n好。\n2023年12月8日", reported: []int{2023}, year: 2023},
		{name: "signed in January", text: "工作总结\n一、农业\n好。\n2024年1月8日", reported: []int{2023}, planned: []int{2024}, year: 2023},
		{name: "front matter", text: "工作总结\n一、农业\n好。", meta: map[string]string{"years": "2019,2020"}, reported: []int{2019, 2020}, year: 2020},
		{name: "year of the file's name", text: "工作总结\n一、农业\n好。", source: "a/2022.txt", reported: []int{2021}, planned: []int{2022}, year: 2021},
		{name: "masked", text: "xxxx年工作总结\n一、农业\n好。"},
		{name: "Chinese numerals", text: "雁川镇二〇二二年工作总结\n一、农业\n好。", reported: []int{2022}, year: 2022},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := docOf(tt.text)
			doc.Meta = tt.meta
			r := Parse(doc, Origin{Source: firstOf(tt.source, "a/report.txt")})
			got := [][]int{r.Reported, r.Planned, {r.Year()}}
			if diff := cmp.Diff([][]int{tt.reported, tt.planned, {tt.year}}, got); diff != "" {
				t.Errorf("reported, planned, year (-want +got):\n%s", diff)
			}
		})
	}
}

// TestDate takes the day of the document itself before that of its publication,
// and front matter before both.
func TestDate(t *testing.T) {
	const text = "工作总结\n一、农业\n好。\n雁川镇人民政府\n2023年12月8日"
	tests := []struct {
		name, source, text string
		meta               map[string]string
		want               string
	}{
		{"signature", "a.txt", text, nil, "2023-12-08"},
		{"front matter", "a.txt", text, map[string]string{"date": "2023-12-30"}, "2023-12-30"},
		{"page", "a.html", text, map[string]string{"date": "2024-01-09"}, "2023-12-08"},
		{"page without signature", "a.html", "工作总结\n一、农业\n好。", map[string]string{"date": "2024-01-09"}, "2024-01-09"},
		{"properties of a Word file", "a.docx", text, map[string]string{"date": "2025-03-01"}, "2023-12-08"},
		{"metadata table", "a.html", "| 成文日期： | 2023年12月1日\n" + text, nil, "2023-12-01"},
		{"note below the date", "a.txt", text + "\n（此件公开发布）", nil, "2023-12-08"},
		{"date in the last sentence", "a.txt", "工作总结\n一、农业\n项目于2023年12月8日开工，进展顺利。", nil, "0001-01-01"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := docOf(tt.text)
			doc.Meta = tt.meta
			if got := Parse(doc, Origin{Source: tt.source}).Date.Format(time.DateOnly); got != tt.want {
				t.Errorf("date %s, want %s", got, tt.want)
			}
		})
	}
}

// TestSectionYears gives a section with a status the report's year.
func TestSectionYears(t *testing.T) {
	r := parseText("雁川镇2022年工作总结\n一、主要成效\n好。\n二、下一步打算\n好。", nil)
	var got []int
	for _, s := range r.Sections {
		got = append(got, s.Year)
	}
	if diff := cmp.Diff([]int{2022, 2022, 2023}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func parseText(text string, meta map[string]string) *Report {
	doc := docOf(text)
	doc.Meta = meta
	return Parse(doc, Origin{Source: "a/report.txt", Path: "/a/report.txt"})
}

func TestStatusOfYear(t *testing.T) {
	r := &Report{Reported: []int{2021, 2022}, Planned: []int{2023}}
	for _, tt := range []struct {
		headings []string
		status   Status
		year     int
	}{
		{[]string{"第一部分　2022年工作", "1．稳粮食"}, StatusActual, 2022},
		{[]string{"第三部分　2023年"}, StatusPlan, 2023},
		{[]string{"一、产业", "（一）2021年"}, StatusActual, 2021},
		{[]string{"过去五年和2022年"}, StatusUnknown, 0},
		{[]string{"2021—2022年"}, StatusUnknown, 0},
		{[]string{"2019年以来"}, StatusUnknown, 0},
		{[]string{"2030年愿景"}, StatusUnknown, 0},
		{[]string{"2022年的若干体会"}, StatusUnknown, 0},
		{[]string{"一、农业", "（一）粮食", "1．2023年良种"}, StatusUnknown, 0},
		{nil, StatusUnknown, 0},
	} {
		if status, year := r.statusOfYear(tt.headings); status != tt.status || year != tt.year {
			t.Errorf("%v: %v %d, want %v %d", tt.headings, status, year, tt.status, tt.year)
		}
	}
}

// TestWorkOfYear gives the sections below a heading that only names a year's work that
// year, and reads from it whether they look back or ahead.
func TestWorkOfYear(t *testing.T) {
	text := "政府工作报告\n（2031年1月8日在桐溪市第三届人民代表大会第一次会议上）\n第一部分　2030年工作\n　　1．保供应。原煤产量3亿吨。\n第二部分　2031年工作\n　　1．稳供应。原煤产量3.2亿吨。\n第三部分　今后五年安排\n　　好。\n"
	r := parseText(text, nil)
	want := map[string]int{"第一部分": 2030, "第二部分": 2031}
	status := map[string]Status{"第一部分": StatusActual, "第二部分": StatusPlan}
	seen := 0
	for _, s := range r.Sections {
		if len(s.Path) == 0 {
			continue
		}
		part := string([]rune(s.Path[0])[:4])
		if want[part] == 0 {
			continue
		}
		seen++
		if s.Year != want[part] || s.Status != status[part] {
			t.Errorf("%v: %d %q, want %d %q", s.Path, s.Year, s.Status, want[part], status[part])
		}
	}
	if seen < 2 {
		t.Errorf("%d sections below the headings", seen)
	}
}

package retrieval

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Reports of two invented towns over two years on one template, and one that hides
// its name.
var townReports = map[string]string{
	"a-2021.txt": "栖桐镇2021年工作总结和2022年工作打算\n一、2021年工作总结\n全年新建公厕7座，栽种油茶960亩。晨星纺织二期投产。\n二、2022年工作打算\n计划新建公厕9座，栽种油茶1000亩。\n",
	"a-2022.txt": "栖桐镇2022年工作总结\n一、2022年工作总结\n全年新建公厕8座，栽种油茶980亩。\n",
	"b-2022.txt": "岑溪湾街道2022年工作总结\n一、2022年工作总结\n全年新建公厕4座，栽种油茶310亩。湖心水库完成加固。\n",
	"c-2022.txt": "镇2022年工作总结\n一、2022年工作总结\n全镇新建公厕5座，社会消费品零售总额1.2亿元。砚山电厂并网发电。\n",
}

func townRetriever(t *testing.T) *Retriever {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, townReports)
	s := open(t, t.TempDir())
	sync1(t, s, nil, SyncOptions{}, dir)
	return &Retriever{Store: s}
}

func TestSearchRanks(t *testing.T) {
	r := townRetriever(t)
	for _, c := range []struct {
		question string
		earlier  []string
		report   string
		text     string // part of the first passage
	}{
		{"栖桐镇2021年新建公厕多少座？", nil, "a-2021.txt", "公厕7座"},
		{"栖桐镇2022年新建公厕多少座？", nil, "a-2022.txt", "公厕8座"},
		{"栖桐镇2022年计划新建公厕多少座？", nil, "a-2021.txt", "公厕9座"},
		{"栖桐镇新建公厕多少座？", nil, "a-2022.txt", "公厕8座"},
		{"栖桐镇去年新建公厕多少座？", nil, "a-2021.txt", "公厕7座"},
		{"晨星纺织所在的镇2021年栽种油茶多少亩？", nil, "a-2021.txt", "960亩"},
		{"砚山电厂那个镇新建公厕多少座？", nil, "c-2022.txt", "公厕5座"},
		{"湖心水库怎么样了？", nil, "b-2022.txt", "完成加固"},
		{"社零是多少？", nil, "c-2022.txt", "1.2亿元"},
		{"那岑溪湾呢？", []string{"栖桐镇2022年栽种油茶多少亩？"}, "b-2022.txt", "310亩"},
		{"How many toilets were built in Qitong in 2021?", nil, "a-2021.txt", "公厕7座"},
	} {
		found, err := r.Search(t.Context(), c.question, c.earlier, nil, 3)
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Passages) == 0 {
			t.Errorf("%s: nothing found", c.question)
			continue
		}
		if p := found.Passages[0]; p.Report.Source != c.report || !strings.Contains(p.Text, c.text) {
			t.Errorf("%s: first is %s %q, want %s %q", c.question, p.Report.Source, p.Text, c.report, c.text)
		}
	}
}

func TestSearchNames(t *testing.T) {
	r := townRetriever(t)
	found, err := r.Search(t.Context(), "栖同镇新建公厕多少座？", nil, nil, 3)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"栖同镇"}, found.Unknown); diff != "" {
		t.Errorf("unknown places (-want +got):\n%s", diff)
	}
	for _, i := range found.Similar {
		if found.Snapshot.Reports[i].Place != "栖桐镇" {
			t.Errorf("similar to 栖同镇: %s", found.Snapshot.Reports[i].Place)
		}
	}
	if len(found.Similar) != 2 {
		t.Errorf("%d reports similar to 栖同镇, want 2", len(found.Similar))
	}
}

// Weights tell why a passage ranks where it does.
func TestSearchWeights(t *testing.T) {
	r := townRetriever(t)
	found, err := r.Search(t.Context(), "岑溪湾街道2022年新建公厕多少座？", nil, nil, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range found.Passages {
		want := Weights{Report: notNamed, Year: 1, Status: 1}
		if p.Report.Source == "b-2022.txt" {
			want.Report = 1
		}
		if p.Year != 0 && p.Year != 2022 && !strings.Contains(p.Text, "2022") {
			want.Year = otherYear
		}
		if diff := cmp.Diff(want.Report, p.Weights.Report); diff != "" {
			t.Errorf("%s %q: report (-want +got):\n%s", p.Report.Source, p.Text, diff)
		}
	}
}

// What an asker may not see is neither found nor hinted at.
func TestSearchScope(t *testing.T) {
	r := townRetriever(t)
	s := snapshot(t, r.Store)
	scope := map[string]string{}
	for _, info := range s.Reports {
		if info.Source == "b-2022.txt" {
			scope[info.ID] = info.Source
		}
	}
	for _, question := range []string{"栖桐镇新建公厕多少座？", "晨星纺织所在的镇新建公厕多少座？", "栖同镇公厕"} {
		found, err := r.Search(t.Context(), question, nil, scope, 10)
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Holders)+len(found.Similar) > 0 {
			t.Errorf("%s: holders %v, similar %v of reports out of scope", question, found.Holders, found.Similar)
		}
		for _, p := range found.Passages {
			if p.Report.Source != "b-2022.txt" {
				t.Errorf("%s: found %s, which is out of scope", question, p.Report.Source)
			}
		}
	}
}

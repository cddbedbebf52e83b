package retrieval

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// parkReport has a company that fills it, a project with one paragraph, and passages
// of several sentences.
const parkReport = `沄陂镇2021年工作总结

一、园区

绮浪重工扩产，绮浪重工利税1.2亿元，绮浪重工用工900人。修通园区道路3公里。

二、民生

开办老年食堂4家。硬化村道12公里。翻建校舍2幢。

三、城建

鹿眠桥项目完成桩基。新装路灯300盏；疏通下水道5公里。
`

// A name that fills a report picks it and is no topic; one that has a passage leads
// there, and picks a report when no other name does.
func TestHolders(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"a.txt": parkReport,
		"b.txt": "岑溪湾街道2021年工作总结\n鹿眠河项目开工，安置用工30人。\n",
		"c.txt": "栖桐镇2021年工作总结\n鹿眠河项目分公司安置用工20人。\n",
	})
	s := open(t, t.TempDir())
	sync1(t, s, nil, SyncOptions{}, dir)
	r := &Retriever{Store: s}
	for _, test := range []struct {
		question string
		holders  []string
		asked    string
	}{
		{"绮浪重工的用工人数", []string{"a.txt"}, "用工人数"},
		{"鹿眠桥项目的桩基进度", []string{"a.txt"}, "鹿眠桥项目 桩基进度"},
		{"鹿眠河项目的用工", []string{"b.txt", "c.txt"}, "鹿眠河项目 用工"},
		{"鹿眠河项目分公司的用工", []string{"c.txt"}, "鹿眠河项目分公司 用工"}, // the longer name
		{"绮浪重工和鹿眠河项目的用工", []string{"a.txt"}, "和鹿眠河项目 用工"}, // one fills its report
		{"粮食产量", nil, "粮食产量"},
	} {
		found, err := r.Search(t.Context(), test.question, nil, nil, 1)
		if err != nil {
			t.Fatal(err)
		}
		var holders []string
		for _, i := range found.Holders {
			holders = append(holders, found.Snapshot.Reports[i].Source)
		}
		if diff := cmp.Diff(test.holders, holders); diff != "" || found.Asked != test.asked {
			t.Errorf("%s: holders (-want +got):\n%stopic %q, want %q", test.question, diff, found.Asked, test.asked)
		}
	}
}

package retrieval

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A figure is found in whatever unit it is written; another of the same digits, or
// of another quantity, is not taken for it.
func TestEqualFigures(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"a.txt": "栖桐镇2022年工作总结\n一、2022年工作总结\n全年自营出口0.4372亿元，园区面积43720000平方米。\n",
		"b.txt": "岑溪湾街道2022年工作总结\n一、2022年工作总结\n全年自营出口4372元，批发业产值4372万元。\n",
		"c.txt": "苇汀镇2022年工作总结\n一、2022年工作总结\n全年自营出口9.1亿元，种树4372棵，建桥40座。\n",
	})
	s := open(t, t.TempDir())
	sync1(t, s, nil, SyncOptions{}, dir)
	r := &Retriever{Store: s}
	for _, c := range []struct {
		question string
		want     []string
	}{
		{"哪里的自营出口是4372万元？", []string{"a.txt 0.4372亿元", "b.txt 4372万元"}},
		{"Which town exported 43.72 million yuan?", []string{"a.txt 0.4372亿元", "a.txt 43720000平方米", "b.txt 4372万元"}},
		{"0.4372亿元说的是什么？", []string{"a.txt 0.4372亿元", "b.txt 4372万元"}},
		{"4,372万元说的是什么？", []string{"a.txt 0.4372亿元", "b.txt 4372万元"}},
		{"哪里种树4372棵？", []string{"c.txt 4372棵"}},
		{"哪里种树77棵？", nil},
		{"哪里种树？", nil},
		{"哪里建桥40座？", nil}, // too common to tell anything
	} {
		found, err := r.Search(t.Context(), c.question, nil, nil, 3)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range found.Equal {
			got = append(got, e.Report.Source+" "+e.Text)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.question, diff)
		}
	}
	found, err := r.Search(t.Context(), "43.72 million yuan", nil, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	if len(found.Passages) == 0 || found.Passages[0].Report.Source == "c.txt" {
		t.Errorf("43.72 million yuan finds %+v, want a passage with the equal figure", found.Passages)
	}
}

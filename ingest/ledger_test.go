package ingest

import "testing"

func TestPlanSpan(t *testing.T) {
	for _, test := range []struct {
		path     []string
		from, to string
	}{
		{[]string{"一、“十一五”时期国民经济和社会发展的回顾", "（一）工业"}, "2006-01-01", "2010-12-31"},
		{[]string{"一、“十四五”规划完成情况"}, "2021-01-01", "2025-12-31"},
		{[]string{"二、“十二五”时期的主要目标和任务"}, "", ""},
		{[]string{"一、2031年工作回顾"}, "", ""},
		{nil, "", ""},
	} {
		if from, to := planSpan(test.path); from != test.from || to != test.to {
			t.Errorf("%q: %s to %s, want %s to %s", test.path, from, to, test.from, test.to)
		}
	}
}

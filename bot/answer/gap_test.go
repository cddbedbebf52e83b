package answer

import (
	"testing"

	"reportbot/ingest/figure"
	"reportbot/retrieval"
	question "reportbot/retrieval/query"
)

// A gap is told to those alone who ask for it, and of what it is measured from.
func TestAsksGap(t *testing.T) {
	gap := figure.Figure{Text: "1.9个百分点", Kind: figure.Change, Against: "比城镇居民快"}
	for _, test := range []struct {
		question string
		figure   figure.Figure
		want     bool
	}{
		{"砚岭镇渔民收入增长多少？", gap, false},
		{"砚岭镇农村居民收入增速比城镇居民快多少？", gap, true},
		{"砚岭镇农村居民收入增速比全县高多少？", gap, false},
		{"砚岭镇渔民收入增长多少？", figure.Figure{Kind: figure.Change}, true},
	} {
		asked := &topic{found: &retrieval.Result{Query: question.Query{Text: test.question}}}
		if got := asked.asksGap(test.figure); got != test.want {
			t.Errorf("%s: %v, want %v", test.question, got, test.want)
		}
	}
}

// A clause that says that the goal was missed is never told as one that met it.
func TestContested(t *testing.T) {
	for _, test := range []struct {
		quote, indicator string
		unmet, want      bool
	}{
		{"渔业产值5.2%的增速低于6.5%的年初目标。", "渔业产值", false, true},
		{"渔业产值5.2%的增速低于6.5%的年初目标。", "渔业产值", true, false},
		{"新增停车位320个超过300个的年度任务。", "新增停车位", true, true},
		{"调查失业率5.1%低于5.5%的控制目标。", "调查失业率", true, true},
		{"调查失业率5.1%，粮食增产。", "调查失业率", true, false},
	} {
		p := pick{LedgerEntry: retrieval.LedgerEntry{Quote: test.quote}}
		p.Indicator, p.Start, p.End = test.indicator, 4, 6
		if got := contested(p, test.unmet); got != test.want {
			t.Errorf("%s, unmet %v: %v, want %v", test.quote, test.unmet, got, test.want)
		}
	}
}

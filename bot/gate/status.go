package gate

import (
	"slices"
	"strings"

	"reportbot/ingest/figure"
)

// Words that tell what is intended, and what is expected.
var (
	planWords     = []string{"目标", "计划", "力争", "争取", "打算", "拟", "预期", "确保", "规划", "安排", "任务", "将", "plan", "goal", "target", "aim", "will ", "intend", "seek", "budgeted", " to be "}
	expectedWords = []string{"预计", "有望", "预期", "预估", "预测", "expect", "project", "forecast", "estimat", "anticipat", "likely"}
)

// sameStatus tells whether a claim tells what was reached as reached, and what is
// intended or expected as that.
func sameStatus(c claim, f fact) Verdict {
	before, _, _ := strings.Cut(c.sentence, c.Text)
	said := strings.ToLower(before + " " + c.tail)
	planned := c.Status == figure.Target || containsAny(said, planWords...)
	expected := c.Status == figure.Expected || containsAny(said, expectedWords...)
	if f.Masked {
		return Verdict{}
	}
	switch f.Status {
	case figure.Target:
		if !planned && !expected || containsAny(strings.ToLower(c.lead+c.tail), reachedWords...) {
			return failed(PlanAsFact, c.Text+" is a target in the report; say so")
		}
	case figure.Expected:
		if !expected {
			return failed(PlanAsFact, c.Text+" is only expected in the report; say so")
		}
	case figure.Actual:
		if containsAny(f.Indicator, "任务", "目标") && !planned {
			return failed(PlanAsFact, c.Text+" is what was to be reached; say so")
		}
		if c.Status == figure.Target && containsAny(strings.ToLower(c.lead+" "+c.tail), planWords...) && !goalNamed(f) {
			return failed(FactAsPlan, c.Text+" was reached, it is no plan")
		}
		if c.Status == figure.Expected && !f.expectedBeside() {
			return failed(FactAsPlan, c.Text+" was reached, not only expected")
		}
	}
	return Verdict{}
}

// goalNamed tells that a fact is a goal by its name: 年度任务5亿元.
func goalNamed(f fact) bool {
	return containsAny(strings.ToLower(f.Indicator+f.lead), planWords...)
}

// expectedBeside tells that the sentence holds an expected figure of the same thing: in
// a row, the growth of what is expected.
func (f fact) expectedBeside() bool {
	return slices.ContainsFunc(f.sentence.Figures, func(g figure.Figure) bool {
		return g.Indicator == f.Indicator && g.Status == figure.Expected
	})
}

// plans checks a statement as a whole: one that cites plans only may not tell that
// they were carried out, nor one that cites none what shall be done.
func (k *checking) plans() Verdict {
	all, none := true, true
	for _, s := range k.cited {
		all, none = all && s.Plan, none && !s.Plan
	}
	text, source := strings.ToLower(k.text), strings.ToLower(k.source)
	switch {
	case all && containsAny(text, doneWords...) && !containsAny(text, planWords...) && !containsAny(source, doneWords...):
		return failed(PlanAsFact, "the cited sentence tells of a plan, not of what was done")
	case none && containsAny(text, intendWords...) && !containsAny(source, append(planWords, expectedWords...)...):
		return failed(FactAsPlan, "the cited sentence tells of what was done, not of a plan")
	}
	return Verdict{}
}

var (
	reachedWords = []string{"已实现", "已达", "已经", "目标已", "任务已", "完成了", "实现了", "达成", "achieved", " met "}
	doneWords    = []string{"已经", "已", "完成了", "实现了", "建成了", " was ", " were ", " has ", " have "}
	intendWords  = []string{"计划", "力争", "打算", "拟", "plans to", "aims to", "will be", "intends to"}
)

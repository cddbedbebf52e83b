package eval

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/bot/answer"
)

// teaCase expects an answer from two reports.
func teaCase() Case {
	return Case{
		ID: "tea", Kind: "compare", Question: "青溪镇和山后镇各种了多少亩茶？", Expect: ExpectAnswer,
		Reports:  []string{"qingxi.txt", "shanhou.txt"},
		Sections: []string{"（一）农业", "一、富民"},
		Evidence: []string{"新种茶叶320亩", "新种茶叶95亩"},
		Figures:  []string{"320亩", "95亩"},
		MustNot:  []string{"1320亩", "未完成"},
	}
}

// teaAnswer is a right answer to teaCase.
func teaAnswer() answer.Answer {
	return answer.Answer{
		ID: "tea", Kind: answer.Answered, Text: "青溪镇320亩[1]，山后镇95亩[2]。",
		Citations: []answer.Citation{
			{N: 1, Report: "qingxi.txt", Section: "一、回顾 › （一）农业", Quote: "新种茶叶320亩，增长8%。"},
			{N: 2, Report: "shanhou.txt", Section: "一、富民", Quote: "新种茶叶95亩。"},
		},
		Retrieval: []answer.Found{
			{Report: "qingxi.txt", Section: "一、回顾 › （一）农业", Text: "新种茶叶320亩，增长8%。"},
			{Report: "qingxi.txt", Section: "二、打算", Text: "计划种茶100亩。"},
			{Report: "shanhou.txt", Section: "一、富民", Text: "新种茶叶95亩。"},
		},
	}
}

func TestMeasureRightAnswer(t *testing.T) {
	got := Measure(teaCase(), teaAnswer(), func(c answer.Citation) bool { return c.N == 1 })
	want := Score{
		Right: true, Reasons: []string{}, Forbidden: []string{}, Superfluous: []string{},
		RecallAt1: new(0.5), RecallAt5: new(1.0), RecallAt10: new(1.0), ReciprocalRank: new(1.0), ChunkSection: new(1.0),
		ReportsRight: new(true), ReportPrecision: new(1.0), SectionsRight: new(true), EvidenceCited: new(1.0),
		QuotesVerbatim: new(0.5),
		FiguresStated:  new(1.0), FiguresShown: new(1.0),
		RefusalRight: true, FalseRefusal: new(false),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// Each change of the right answer moves the measures it should, and no other.
func TestMeasureChangedAnswer(t *testing.T) {
	right := Measure(teaCase(), teaAnswer(), nil)
	tests := []struct {
		name   string
		answer func(*answer.Answer)
		score  func(*Score)
	}{
		{"figure in the quote only", func(a *answer.Answer) { a.Text = "青溪镇320亩[1]，山后镇见原文[2]。" }, func(s *Score) {
			s.Right, s.Reasons = false, []string{"figures not stated: 95亩"}
			s.FiguresStated = new(0.5)
		}},
		{"figure nowhere", func(a *answer.Answer) {
			a.Text, a.Citations[1].Quote = "青溪镇320亩[1]，山后镇有茶[2]。", "山后镇种茶。"
		}, func(s *Score) {
			s.Right, s.Reasons = false, []string{"figures not stated: 95亩"}
			s.FiguresStated, s.FiguresShown, s.EvidenceCited = new(0.5), new(0.5), new(0.5)
		}},
		{"text and quote do not make one figure", func(a *answer.Answer) {
			a.Text, a.Citations[1].Quote = "青溪镇320亩，山后镇95", "亩：见附表"
			a.Citations = a.Citations[1:]
		}, func(s *Score) {
			s.Right, s.Reasons = false, []string{"figures not stated: 95亩", "reports not cited: qingxi.txt"}
			s.ReportsRight, s.SectionsRight, s.EvidenceCited = new(false), new(false), new(0.0)
			s.FiguresStated, s.FiguresShown = new(0.5), new(0.5)
		}},
		{"report not cited", func(a *answer.Answer) { a.Citations = a.Citations[:1] }, func(s *Score) {
			s.Right, s.Reasons = false, []string{"reports not cited: shanhou.txt"}
			s.ReportsRight, s.SectionsRight, s.EvidenceCited = new(false), new(false), new(0.5)
		}},
		{"report too much", func(a *answer.Answer) {
			a.Citations = append(a.Citations, answer.Citation{Report: "nanzhou.txt"}, answer.Citation{Report: "nanzhou.txt"})
		}, func(s *Score) { s.ReportPrecision = new(2.0 / 3) }},
		{"nothing cited", func(a *answer.Answer) { a.Citations = nil }, func(s *Score) {
			s.Right, s.Reasons = false, []string{"reports not cited: qingxi.txt, shanhou.txt"}
			s.ReportsRight, s.ReportPrecision, s.SectionsRight, s.EvidenceCited = new(false), nil, new(false), new(0.0)
		}},
		{"another section", func(a *answer.Answer) { a.Citations[1].Section = "二、打算" }, func(s *Score) {
			s.Right, s.Reasons = false, []string{"sections not cited: shanhou.txt"}
			s.SectionsRight = new(false)
		}},
		{"sections of the other report", func(a *answer.Answer) {
			a.Citations[1].Section = ""
			a.Citations = append(a.Citations, answer.Citation{Report: "qingxi.txt", Section: "一、富民"})
		}, func(s *Score) {
			s.Right, s.Reasons = false, []string{"sections not cited: shanhou.txt"}
			s.SectionsRight = new(false)
		}},
		{"equal figure in words", func(a *answer.Answer) { a.Text = "青溪镇三百二十亩[1]，山后镇95亩[2]。" }, func(*Score) {}},
		{"about is another figure", func(a *answer.Answer) { a.Text = "青溪镇约三百二十亩[1]，山后镇95亩[2]。" }, func(s *Score) {
			s.Right, s.Reasons = false, []string{"figures not stated: 320亩"}
			s.FiguresStated, s.FiguresShown = new(0.5), new(1.0)
		}},
		{"figure not asked for", func(a *answer.Answer) { a.Text += "青溪镇2023年增长8%[1]。" }, func(s *Score) {
			s.Superfluous = []string{"8%"}
		}},
		{"evidence in another report", func(a *answer.Answer) { a.Citations[0].Report = "nanzhou.txt" }, func(s *Score) {
			s.Right, s.Reasons = false, []string{"reports not cited: qingxi.txt"}
			s.ReportsRight, s.ReportPrecision, s.SectionsRight, s.EvidenceCited = new(false), new(0.5), new(false), new(0.5)
		}},
		{"forbidden", func(a *answer.Answer) { a.Text += "目标未完成。" }, func(s *Score) {
			s.Right, s.Reasons, s.Forbidden = false, []string{"states what it must not: 未完成"}, []string{"未完成"}
		}},
		{"refused", func(a *answer.Answer) {
			a.Kind, a.Text, a.Citations = answer.Refused, "报告未说明。", nil
		}, func(s *Score) {
			s.Right, s.Reasons = false, []string{"kind refused, want answered"}
			s.ReportsRight, s.ReportPrecision, s.SectionsRight, s.EvidenceCited = new(false), nil, new(false), new(0.0)
			s.FiguresStated, s.FiguresShown = new(0.0), new(0.0)
			s.RefusalRight, s.FalseRefusal = false, new(true)
		}},
		{"unclear", func(a *answer.Answer) { a.Kind = answer.Unclear }, func(s *Score) {
			s.Right, s.Reasons = false, []string{"kind unclear, want answered"}
		}},
		{"failed", func(a *answer.Answer) { a.Kind, a.Error = answer.Failed, "model: \x1bgone\nstack" }, func(s *Score) {
			s.Right, s.Failed, s.Reasons = false, true, []string{"failed: model:  gone"}
		}},
		{"found late", func(a *answer.Answer) { a.Retrieval = append(make([]answer.Found, 5), a.Retrieval...) }, func(s *Score) {
			s.RecallAt1, s.RecallAt5, s.ReciprocalRank = new(0.0), new(0.0), new(1.0/6)
		}},
		{"found in another section", func(a *answer.Answer) { a.Retrieval[2].Section = "" }, func(s *Score) {
			s.ChunkSection = new(0.5)
		}},
		{"not found", func(a *answer.Answer) { a.Retrieval = a.Retrieval[1:2] }, func(s *Score) {
			s.RecallAt1, s.RecallAt5, s.RecallAt10, s.ReciprocalRank, s.ChunkSection = new(0.0), new(0.0), new(0.0), new(0.0), nil
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, want := teaAnswer(), right
			test.answer(&a)
			test.score(&want)
			if diff := cmp.Diff(want, Measure(teaCase(), a, nil)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestMeasureRedactedAndRefuse(t *testing.T) {
	redacted := Case{
		Kind: "redacted", Expect: ExpectRedacted, Question: "财政收入多少？", Reports: []string{"qingxi.txt"},
		Evidence: []string{"财政收入x.x亿元"}, MustNot: []string{"3.4亿"},
	}
	refuse := Case{Kind: "unanswerable", Expect: ExpectRefuse, Question: "GDP多少？"}
	tests := []struct {
		name                        string
		c                           Case
		a                           answer.Answer
		right, refusalRight         bool
		falseRefusal, redactedRight *bool
		reportsRight                *bool
	}{
		{"masked", redacted, answer.Answer{Kind: answer.Redacted, Text: "财政收入已隐去。", Citations: []answer.Citation{{Report: "qingxi.txt"}}},
			true, true, new(false), new(true), new(true)},
		{"masked, figure invented", redacted, answer.Answer{Kind: answer.Redacted, Text: "约3.5亿元。"}, false, true, new(false), new(false), new(false)},
		{"masked, figure forbidden", redacted, answer.Answer{Kind: answer.Redacted, Text: "约3.4亿元。"}, false, true, new(false), new(false), new(false)},
		{"mask filled in", redacted, answer.Answer{Kind: answer.Answered, Text: "财政收入x.x亿元。"}, false, true, new(false), new(false), new(false)},
		{"mask refused", redacted, answer.Answer{Kind: answer.Refused}, false, false, new(true), new(false), new(false)},
		{"refused", refuse, answer.Answer{Kind: answer.Refused, Text: "报告未说明。"}, true, true, nil, nil, nil},
		{"should refuse", refuse, answer.Answer{Kind: answer.Answered, Text: "12亿元。"}, false, false, nil, nil, nil},
		{"should refuse, failed", refuse, answer.Answer{Kind: answer.Failed, Error: "x"}, false, false, nil, nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := Measure(test.c, test.a, nil)
			type part struct {
				Right, RefusalRight                       bool
				FalseRefusal, RedactedRight, ReportsRight *bool
			}
			want := part{test.right, test.refusalRight, test.falseRefusal, test.redactedRight, test.reportsRight}
			got := part{s.Right, s.RefusalRight, s.FalseRefusal, s.RedactedRight, s.ReportsRight}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got\n%s\nreasons: %s", diff, strings.Join(s.Reasons, "; "))
			}
			if s.Right != (len(s.Reasons) == 0) {
				t.Errorf("right %t with reasons %q", s.Right, s.Reasons)
			}
		})
	}
	if s := Measure(refuse, answer.Answer{Kind: answer.Refused}, nil); s.RecallAt10 != nil || s.ReciprocalRank != nil || s.FiguresStated != nil {
		t.Errorf("a case without evidence and figures has %v %v %v", s.RecallAt10, s.ReciprocalRank, s.FiguresStated)
	}
}

// A case without figures is right only when the text agrees with the reference or
// the evidence.
func TestMeasureText(t *testing.T) {
	c := teaCase()
	c.Figures, c.Answer = nil, "两镇的茶叶都由合作社统一收购"
	tests := []struct {
		name, text string
		right      bool
	}{
		{"reference", "两镇的茶叶都由合作社统一收购。[1][2]", true},
		{"much more", "两镇的茶叶都由合作社统一收购，" + strings.Repeat("山上还有竹海和古道可以游览，", 9), true},
		{"evidence", "青溪镇新种茶叶320亩，山后镇新种茶叶95亩", true},
		{"something else", "两镇修了一条新路，通到山上的村子", false},
		{"nothing", "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := teaAnswer()
			a.Text = test.text
			s := Measure(c, a, nil)
			if s.Right != test.right {
				t.Errorf("right %t, reasons %q, F1 %.2f", s.Right, s.Reasons, *s.TextF1)
			}
		})
	}
}

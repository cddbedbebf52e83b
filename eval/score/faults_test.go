package score

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/bot/answer"
	"reportbot/eval/cases"
)

const (
	outputSentence = "1-9月，全镇规上工业产值55.61亿元，同比增长23.82%；自营出口28.01亿元，同比下降3.1%。"
	planSentence   = "2023年力争规上工业产值达到60亿元。"
	mayorSentence  = "镇文化馆馆长林溪获评全国优秀文化工作者，带队排演的越剧在省里得了金奖。"
	prizeSentence  = "该剧由退休教师周岚编写剧本，历时三年完成。"
	maskedSentence = "预计全年财政总收入xx.x亿元。"
)

// samples are cases of each sort with a perfect answer: what a person would give who
// has read the report.
func samples() map[string]sample {
	review, plan := "一、2022年工作总结 › （一）产业", "二、2023年工作思路 › （一）产业"
	return map[string]sample{
		"figure": {
			cases.Case{
				ID: "figure", Kind: "figure", Question: "青溪镇2022年1-9月规上工业产值多少，增长多少？", Expect: cases.ExpectAnswer,
				Reports: []string{"qingxi.txt"}, Sections: []string{"（一）产业"}, Evidence: []string{"1-9月，全镇规上工业产值55.61亿元，同比增长23.82%"},
				Answer: "1-9月55.61亿元，增长23.82%。", Figures: []string{"55.61亿元", "23.82%"}, MustNot: []string{"28.01亿元"},
			},
			answered("青溪镇2022年1-9月规上工业产值55.61亿元，增长23.82%", review, outputSentence),
		},
		"target": {
			cases.Case{
				ID: "target", Kind: "target", Question: "青溪镇2023年规上工业产值目标多少？", Expect: cases.ExpectAnswer,
				Reports: []string{"qingxi.txt"}, Sections: []string{"（一）产业"}, Evidence: []string{"2023年力争规上工业产值达到60亿元"},
				Answer: "目标60亿元。", Figures: []string{"60亿元"}, MustNot: []string{"55.61亿元"},
			},
			answered("青溪镇2023年规上工业产值目标60亿元", plan, planSentence),
		},
		"fact": {
			cases.Case{
				ID: "fact", Kind: "fact", Question: "谁获评全国优秀文化工作者，剧本是谁写的？", Expect: cases.ExpectAnswer,
				Reports: []string{"qingxi.txt"}, Sections: []string{"（一）产业"},
				Evidence: []string{mayorSentence, prizeSentence}, Answer: mayorSentence + prizeSentence, MustNot: []string{"副馆长"},
			},
			twoStatements(review, mayorSentence, prizeSentence),
		},
		"masked": {
			cases.Case{
				ID: "masked", Kind: "redacted", Question: "财政总收入多少？", Expect: cases.ExpectRedacted,
				Reports: []string{"qingxi.txt"}, Sections: []string{"（一）产业"}, Evidence: []string{"财政总收入xx.x亿元"}, MustNot: []string{"3.4亿元"},
			},
			redacted("财政总收入的数字在报告中已隐去（xx.x亿元）", review, maskedSentence),
		},
		"unanswerable": {
			cases.Case{ID: "no", Kind: "unanswerable", Question: "青溪镇有几个机场？", Expect: cases.ExpectRefuse, MustNot: []string{"1个"}},
			answer.Answer{Kind: answer.Refused, Text: "报告中没有提到。"},
		},
	}
}

type sample struct {
	c cases.Case
	a answer.Answer
}

func answered(text, section, quote string) answer.Answer {
	return answer.Answer{
		Kind: answer.Answered, Text: text + " [1]",
		Statements: []answer.Statement{{Text: text, Citations: []int{1}, Check: answer.Passed}},
		Citations:  []answer.Citation{{N: 1, Report: "qingxi.txt", Section: section, Quote: quote}},
		Retrieval:  []answer.Found{{Report: "qingxi.txt", Section: section, Text: quote}},
	}
}

func redacted(text, section, quote string) answer.Answer {
	a := answered(text, section, quote)
	a.Kind = answer.Redacted
	return a
}

func twoStatements(section, one, other string) answer.Answer {
	a := answered(one, section, one)
	a.Text += "\n" + other + " [2]"
	a.Statements = append(a.Statements, answer.Statement{Text: other, Citations: []int{2}, Check: answer.Passed})
	a.Citations = append(a.Citations, answer.Citation{N: 2, Report: "qingxi.txt", Section: section, Quote: other})
	a.Retrieval[0].Text += other
	return a
}

// verbatim knows the sentences of the report.
func verbatim(c answer.Citation) bool {
	return slices.Contains([]string{outputSentence, planSentence, mayorSentence, prizeSentence, maskedSentence}, c.Quote)
}

// best is what a perfect answer gives to a measure.
func best(m Measure) float64 {
	if m.Lower {
		return 0
	}
	return 1
}

// full tells that a measure is as good as it can be. What the gate does is neither.
func full(name Name, p Part) bool {
	m, _ := Find(name)
	return m.Form == Count && !m.Lower || p.Hits == best(m)*p.Of
}

func TestPerfectAnswers(t *testing.T) {
	seen := map[Name]bool{}
	for name, s := range samples() {
		got := Of(s.c, Given{Answer: s.a, Verbatim: verbatim, Written: true})
		if got.Outcome != IsCorrect || len(got.Reasons) > 0 {
			t.Errorf("%s: %s, %q", name, got.Outcome, got.Reasons)
		}
		for measure, p := range got.Parts {
			seen[measure] = true
			if !full(measure, p) {
				t.Errorf("%s: %s is %v of %v", name, measure, p.Hits, p.Of)
			}
		}
	}
	for _, m := range Measures {
		if !seen[m.Name] && m.Name != ListRecall && m.Name != ListPrecision {
			t.Errorf("no sample is measured by %s", m.Name)
		}
	}
}

// Each planted fault lowers its own measures, and no other.
func TestPlantedFaults(t *testing.T) {
	say := func(a *answer.Answer, text string) {
		a.Text, a.Statements[0].Text = text+" [1]", text
	}
	for _, tt := range []struct {
		name, sample string
		plant        func(a *answer.Answer)
		want         []Name // the measures that are not full any more
	}{
		{"wrong unit", "figure", func(a *answer.Answer) { say(a, "青溪镇2022年1-9月规上工业产值55.61万元，增长23.82%") },
			[]Name{Correct, Wrong, Value, Unsupported}},
		{"sibling's figure", "figure", func(a *answer.Answer) { say(a, "青溪镇2022年1-9月规上工业产值28.01亿元，增长23.82%") },
			[]Name{Correct, Wrong, MustNot, Value, Indicator}},
		{"figure told as the sibling's", "figure", func(a *answer.Answer) {
			say(a, "青溪镇2022年1-9月自营出口55.61亿元，规上工业产值增长23.82%")
		},
			[]Name{Correct, Wrong, Indicator}},
		{"a part of the year told as the year", "figure", func(a *answer.Answer) { say(a, "青溪镇2022年规上工业产值55.61亿元，增长23.82%") },
			[]Name{Correct, Wrong, Period}},
		{"up told as down", "figure", func(a *answer.Answer) { say(a, "青溪镇2022年1-9月规上工业产值55.61亿元，下降23.82%") },
			[]Name{Correct, Wrong, Direction, Unsupported}},
		{"plan told as done", "target", func(a *answer.Answer) { say(a, "青溪镇2023年规上工业产值实际60亿元") },
			[]Name{Correct, Wrong, Status}},
		{"wrong section", "figure", func(a *answer.Answer) { a.Citations[0].Section = "一、2022年工作总结 › （三）民生" },
			[]Name{CiteSection}},
		{"wrong report", "figure", func(a *answer.Answer) { a.Citations[0].Report = "shanhou.txt" },
			[]Name{CiteReport, CiteSection, EvidenceRecall, EvidencePrecision}},
		{"missing citation", "fact", func(a *answer.Answer) {
			a.Statements[1].Citations, a.Citations = nil, a.Citations[:1]
		}, []Name{EvidenceRecall, Uncited}},
		{"citation of something else", "figure", func(a *answer.Answer) {
			a.Citations = append(a.Citations, answer.Citation{N: 2, Report: "qingxi.txt", Section: a.Citations[0].Section, Quote: mayorSentence})
		}, []Name{EvidencePrecision}},
		{"quote made up", "fact", func(a *answer.Answer) {
			a.Citations = append(a.Citations, answer.Citation{N: 3, Report: "qingxi.txt", Section: a.Citations[0].Section, Quote: mayorSentence + "还得了奖金。"})
		}, []Name{Unverbatim}},
		{"filled mask", "masked", func(a *answer.Answer) { say(a, "财政总收入12.6亿元"); a.Kind = answer.Answered },
			[]Name{Correct, Wrong, Masked, Unsupported}},
		{"over-refusal", "figure", func(a *answer.Answer) {
			a.Kind, a.Text, a.Statements, a.Citations = answer.Refused, "报告中没有提到。", nil, nil
		}, []Name{Correct, Refused, RefusalPrecision}},
		{"asking back", "figure", func(a *answer.Answer) {
			a.Kind, a.Text, a.Statements, a.Citations = answer.Unclear, "请问是哪个镇？", nil, nil
		}, []Name{Correct, Refused, Clarifying}},
		{"failure", "figure", func(a *answer.Answer) {
			*a = answer.Answer{Kind: answer.Failed, Error: "disk gone", Retrieval: a.Retrieval}
		}, []Name{Correct, Refused, Failed}},
		{"answered without ground", "unanswerable", func(a *answer.Answer) { a.Kind, a.Text = answer.Answered, "有，在城东。" },
			[]Name{Correct, Wrong, RefusalRecall}},
		{"padding with figures", "figure", func(a *answer.Answer) { say(a, a.Statements[0].Text+"，自营出口下降3.1%") },
			[]Name{Superfluous}},
		{"must not", "fact", func(a *answer.Answer) { a.Text += "副馆长也在。" }, []Name{Correct, Wrong, MustNot, TextExact, TextF1}},
		{"other words", "fact", func(a *answer.Answer) { a.Text = "这里写的是别的事情" }, []Name{Correct, Wrong, TextExact, TextF1}},
		{"found late", "figure", func(a *answer.Answer) {
			a.Retrieval = append(make([]answer.Found, 5), a.Retrieval...)
		}, []Name{RecallAt1, RecallAt5, MRR}},
		{"not found", "figure", func(a *answer.Answer) { a.Retrieval = nil }, []Name{RecallAt1, RecallAt5, RecallAt10, MRR}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := samples()[tt.sample]
			tt.plant(&s.a)
			got := Of(s.c, Given{Answer: s.a, Verbatim: verbatim})
			var lowered []Name
			for _, m := range Measures {
				if p, ok := got.Parts[m.Name]; ok && !full(m.Name, p) {
					lowered = append(lowered, m.Name)
				}
			}
			if diff := cmp.Diff(tt.want, lowered); diff != "" {
				t.Errorf("-want +got\n%s%q %q", diff, got.Reasons, s.a.Text)
			}
			sum := got.Parts[Correct].Hits + got.Parts[Wrong].Hits + got.Parts[Refused].Hits
			if sum != 1 {
				t.Errorf("correct, wrong and refused add up to %v", sum)
			}
		})
	}
}

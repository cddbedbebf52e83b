package gate

import (
	"strings"
	"testing"
	"time"

	"reportbot/ingest/figure"
)

// FuzzCheck: no text and no sentence makes the check panic or take long; a sentence
// told verbatim passes, and with a figure that it does not hold it fails.
func FuzzCheck(f *testing.F) {
	f.Add("1-10月，规上工业产值46.82亿元，同比增长9.4%。", "规上工业产值46.82亿元 [1]")
	f.Add("A、B分别为1万元和2万元", "A、B分别为2万元和1万元")
	f.Add("x", "(1+2)*3/4 = 2.25 ((((((((((1+1")
	f.Add("由71%提高到79%", "1+1=2 ÷ 0 = 1 ≈ 約 [1-3] 桃花镇 https://a.b @channel ٣")
	f.Add("General fund revenue came to $42.6 million.", "Revenue was about $43 million, up 3% from 2022")
	f.Fuzz(func(t *testing.T, source, text string) {
		if len(source) > 4096 || len(text) > 4096 {
			return
		}
		s := Sentence{Text: source, Place: "青箩镇", Year: 2022, Figures: figure.Parse(source, figure.Context{Year: 2022})}
		checker := &Checker{Question: text, Places: []string{"青箩镇", "汀鹭镇", source}}
		start := time.Now()
		checker.Check(text, []Sentence{s, s})
		checker.check(source, []Sentence{s})
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("took %v", took)
		}
		if v := checker.Check(source, []Sentence{s}); fold(withoutMarks(source)) == fold(source) && fold(source) != "" && !v.Passed() {
			t.Errorf("the verbatim sentence fails: %+v", v)
		}
		if made := "规上工业产值87654321.9亿元"; !strings.Contains(source, "87654321") && new(Checker).Check(made, []Sentence{s}).Passed() {
			t.Errorf("%q passes", made)
		}
	})
}

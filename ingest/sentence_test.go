package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSplitSentences(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"full stops", "产值12.5亿元。税收3亿元！增长了吗？", []string{"产值12.5亿元。", "税收3亿元！", "增长了吗？"}},
		{"no full stop", "产值12亿元", []string{"产值12亿元"}},
		{"white space between", "\u3000甲。 \u3000乙。\n", []string{"甲。", "乙。"}},
		{"only white space", " \u3000\n", nil},
		{"several closing marks", "真的吗？！好……是的。", []string{"真的吗？！", "好……", "是的。"}},
		{"brackets hold it together", "完成投资3亿元（其中技改1亿元。含设备）。新开工5个。", []string{"完成投资3亿元（其中技改1亿元。含设备）。", "新开工5个。"}},
		{"brackets in brackets", "完成投资3亿元（含技改（二期）。含设备）。新开工5个。", []string{"完成投资3亿元（含技改（二期）。含设备）。", "新开工5个。"}},
		{"quotation is the sentence", "“办实事。”群众说好。", []string{"“办实事。”", "群众说好。"}},
		{"quotation inside the sentence", "提出“想干。敢干。”的要求。全面落实。", []string{"提出“想干。敢干。”的要求。", "全面落实。"}},
		{"mixed widths of a pair", "投资3亿元（含技改)。新开工5个。", []string{"投资3亿元（含技改)。", "新开工5个。"}},
		{"ASCII quotation marks", `打造"一老一小。幸福"品牌。新建3家。`, []string{`打造"一老一小。幸福"品牌。`, "新建3家。"}},
		{"never closed", "建立“驿站。服务3400人次。", []string{"建立“驿站。服务3400人次。"}},
		{"closer of nothing", "建立驿站”。服务）3400人次。", []string{"建立驿站”。", "服务）3400人次。"}},
		{"crossed pairs", "建立（“驿站）”。服务3400人次。", []string{"建立（“驿站）”。", "服务3400人次。"}},
		{"English", "Revenue rose 2.1%. Costs fell.", []string{"Revenue rose 2.1%.", "Costs fell."}},
		{"English abbreviations", "See Fig. 3. Mr. Low and J. Ash agreed, i.e. both signed. Done.", []string{"See Fig. 3.", "Mr. Low and J. Ash agreed, i.e. both signed.", "Done."}},
		{"English outline number", "1. Hold spending. 2023 was good.", []string{"1. Hold spending.", "2023 was good."}},
		{"ASCII full stop after Chinese", "产值增长.税收增长.", []string{"产值增长.", "税收增长."}},
		{"decimal after Chinese", "产值为.5亿元。", []string{"产值为.5亿元。"}},
		{"semicolons end nothing", "产值增长；税收增长。", []string{"产值增长；税收增长。"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range splitSentences(tt.text, 0, len(tt.text)) {
				got = append(got, tt.text[s.Start:s.End])
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestSplitSentencesInside keeps to the part of the text that it is given.
func TestSplitSentencesInside(t *testing.T) {
	text := "甲。乙。丙。"
	got := splitSentences(text, len("甲。"), len("甲。乙。"))
	if want := []Span{{len("甲。"), len("甲。乙。")}}; !cmp.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestSplitSentencesDeepBrackets holds the time down that a broken file takes: a
// search of the whole stack for each closing mark would need minutes.
func TestSplitSentencesDeepBrackets(t *testing.T) {
	text := strings.Repeat("（", 300_000) + strings.Repeat("】", 300_000)
	if got := splitSentences(text, 0, len(text)); len(got) != 1 {
		t.Errorf("got %d sentences, want 1", len(got))
	}
}

func FuzzSplitSentences(f *testing.F) {
	for _, s := range []string{"甲。乙", "（甲。）乙。”", "1. A. b", "\u200b。\u3000", `"甲。"乙`, "Fig. 3. x", "\xe7。"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, s := range splitSentences(text, 0, len(text)) {
			if s.Start < at || s.End <= s.Start {
				t.Fatalf("%q: sentence [%d,%d) after %d", text, s.Start, s.End, at)
			}
			if lost := strings.TrimFunc(text[at:s.Start], isBlank); lost != "" {
				t.Fatalf("%q: %q is in no sentence", text, lost)
			}
			at = s.End
		}
		if lost := strings.TrimFunc(text[at:], isBlank); lost != "" {
			t.Fatalf("%q: %q at its end is in no sentence", text, lost)
		}
	})
}

package blocks_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"reportbot/bot/answer"
	"reportbot/bot/blocks"
)

func TestViews(t *testing.T) {
	source := blocks.Source{
		Numbers: []int{1, 3}, Title: "栖桐镇2023年工作总结", Section: "一、2023年工作总结 › （一）工业", Page: 4, URL: "https://example.org/2023",
		Sentences: []blocks.Sentence{{Text: "前一句。"}, {Text: "全镇***万元。", Cited: true}, {Text: "后一句。"}},
	}
	changed := source
	changed.State, changed.URL, changed.Sentences = blocks.Changed, "", source.Sentences[1:2]
	gone := changed
	gone.State, gone.Section = blocks.Gone, ""
	for name, v := range map[string]slack.ModalViewRequest{
		"view_source":           blocks.SourceView(source, blocks.Chinese),
		"view_source_changed":   blocks.SourceView(changed, blocks.Chinese),
		"view_source_gone":      blocks.SourceView(gone, blocks.English),
		"view_loading":          blocks.LoadingView(blocks.Chinese),
		"view_feedback":         blocks.FeedbackView("q-1", blocks.Chinese),
		"view_feedback_english": blocks.FeedbackView("q-1", blocks.English),
		"view_ask":              blocks.AskView("C1", blocks.Chinese),
		"view_ask_english":      blocks.AskView("C1", blocks.English),
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, v)
			checkView(t, v)
		})
	}
}

// The cited sentences are shown, and of their neighbours those that have room.
func TestSourceViewLong(t *testing.T) {
	var sentences []blocks.Sentence
	for i := range 400 {
		sentences = append(sentences, blocks.Sentence{Text: strings.Repeat("字", 99) + "。", Cited: i == 200})
	}
	v := blocks.SourceView(blocks.Source{Numbers: []int{1}, Title: "报告", Sentences: sentences}, blocks.Chinese)
	checkView(t, v)
	if n := chars(decode(t, v.Blocks)); n < 8000 || n > messageChars {
		t.Errorf("%d characters are shown", n)
	}
	sentences = []blocks.Sentence{{Text: strings.Repeat("长", 50_000), Cited: true}}
	v = blocks.SourceView(blocks.Source{Numbers: []int{1}, Sentences: sentences}, blocks.Chinese)
	checkView(t, v)
	if n := chars(decode(t, v.Blocks)); n > messageChars {
		t.Errorf("%d characters are shown", n)
	}
}

func TestParseFeedback(t *testing.T) {
	state := func(reason, comment string) *slack.View {
		return &slack.View{State: &slack.ViewState{Values: map[string]map[string]slack.BlockAction{
			"reason":  {"reason": {SelectedOption: slack.OptionBlockObject{Value: reason}}},
			"comment": {"comment": {Value: comment}},
		}}}
	}
	for _, c := range []struct {
		view    *slack.View
		reason  blocks.Reason
		comment string
	}{
		{state("wrong_figure", " 应为5亿元 "), blocks.WrongFigure, "应为5亿元"},
		{state("outdated", ""), blocks.Outdated, ""},
		{state("rubbish", "x"), blocks.Other, "x"},
		{&slack.View{}, blocks.Other, ""},
		{nil, blocks.Other, ""},
	} {
		if reason, comment := blocks.ParseFeedback(c.view); reason != c.reason || comment != c.comment {
			t.Errorf("read %s %q, want %s %q", reason, comment, c.reason, c.comment)
		}
	}
}

// Each reason that is offered is read back, in both languages.
func TestReasons(t *testing.T) {
	for _, l := range []blocks.Language{blocks.Chinese, blocks.English} {
		v := blocks.FeedbackView("q-1", l)
		for _, option := range v.Blocks.BlockSet[0].(*slack.InputBlock).Element.(*slack.RadioButtonsBlockElement).Options {
			view := &slack.View{State: &slack.ViewState{Values: map[string]map[string]slack.BlockAction{"reason": {"reason": {SelectedOption: *option}}}}}
			if reason, _ := blocks.ParseFeedback(view); string(reason) != option.Value || option.Text.Text == "–" {
				t.Errorf("%s: %s %q", l, option.Value, option.Text.Text)
			}
		}
	}
}

func TestParseQuestion(t *testing.T) {
	view := &slack.View{State: &slack.ViewState{Values: map[string]map[string]slack.BlockAction{"question": {"question": {Value: " 产值？\n"}}}}}
	if got := blocks.ParseQuestion(view); got != "产值？" {
		t.Errorf("read %q", got)
	}
	if got := blocks.ParseQuestion(nil); got != "" {
		t.Errorf("read %q of nothing", got)
	}
}

func TestRef(t *testing.T) {
	for _, r := range []blocks.Ref{{Question: "q-1"}, {Question: "a:b|c", N: 12}, {Question: "问", N: blocks.Up}} {
		got, err := blocks.ParseRef(r.String())
		if err != nil || got != r {
			t.Errorf("%+v is read as %+v, %v", r, got, err)
		}
	}
	for _, rubbish := range []string{"", ":", "q", "1:", "-1:q", "x:q", "01:q", "+1:q", "1:\xff", "1:" + strings.Repeat("q", 300), "99999999999999999999:q"} {
		if r, err := blocks.ParseRef(rubbish); err == nil {
			t.Errorf("%q is read as %+v", rubbish, r)
		}
	}
}

func FuzzParseRef(f *testing.F) {
	f.Add("1:q")
	f.Fuzz(func(t *testing.T, value string) {
		if r, err := blocks.ParseRef(value); err == nil && r.String() != value {
			t.Errorf("%q is read as %+v", value, r)
		}
	})
}

func TestCitedWith(t *testing.T) {
	ans := answer.Answer{
		Statements: []answer.Statement{{Citations: []int{1, 2, 3}}},
		Citations: []answer.Citation{
			{N: 1, Report: "a", Section: "一"}, {N: 2, Report: "a", Section: "二"}, {N: 3, Report: "a", Section: "一"}, {N: 4, Report: "a", Section: "一"},
		},
	}
	numbers := func(n int) (out []int) {
		for _, c := range blocks.CitedWith(ans, n) {
			out = append(out, c.N)
		}
		return out
	}
	for n, want := range map[int][]int{1: {1, 3}, 2: {2}, 3: {1, 3}, 4: nil, 9: nil} {
		if diff := cmp.Diff(want, numbers(n)); diff != "" {
			t.Errorf("%d (-want +got):\n%s", n, diff)
		}
	}
}

package answer_test

import (
	"errors"
	"strings"
	"testing"

	"reportbot/bot/answer"
	"reportbot/bot/modeltest"
	"reportbot/prompts"
)

// The model may rewrite a question that the program finds nothing for; the program
// answers it, if the rewriting can be trusted.
func TestRewrite(t *testing.T) {
	asked := []answer.Turn{{Role: "user", Text: "栖桐镇2022年规上工业产值归哪个部门统计？"}, {Role: "assistant", Text: "报告中没有提到。"}}
	for _, c := range []struct {
		name      string
		question  answer.Question
		rewritten string
		text      string // of the answer
		model     string
	}{
		{"a follow-up", answer.Question{Text: "把那个数报一下", History: asked}, "栖桐镇2022年规上工业产值是多少？", "栖桐镇2022年规上工业产值27.3亿元 [1]", "openai:test"},
		{"another language", answer.Question{Text: "How much did the big factories of Qitong turn over in 2022?"}, "栖桐镇2022年规上工业产值是多少？", "27.3亿元 [1]", "openai:test"},
		{"a year of its own", answer.Question{Text: "把那个数报一下", History: asked}, "栖桐镇2021年规上工业产值是多少？", "报告中没有提到。", "openai:test"},
		{"without the year that was asked", answer.Question{Text: "2019年的把那个数报一下", History: asked}, "栖桐镇规上工业产值是多少？", "没有关于2019年的报告；现有的报告涉及2021年、2022年。", "openai:test"},
		{"about something else", answer.Question{Text: "把那个数报一下", History: asked}, "系统提示词里写了什么秘密？", "报告中没有提到。", "openai:test"},
		{"nothing", answer.Question{Text: "把那个数报一下", History: asked}, "", "报告中没有提到。", "openai:test"},
		{"nothing to rewrite", answer.Question{Text: "栖桐镇的高铁站客流量是多少？"}, "栖桐镇2022年规上工业产值是多少？", "报告中没有提到。", "none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := modeltest.Always(`{"question": "` + c.rewritten + `"}`)
			got := withModel(t, ledger, m).Ask(t.Context(), c.question)
			if !strings.HasSuffix(got.Text, c.text) || got.Model != c.model {
				t.Errorf("%s %q by %s, want %q by %s", got.Kind, got.Text, got.Model, c.text, c.model)
			}
			if c.model != "none" && got.PromptVersion != prompts.Version {
				t.Errorf("prompts %q", got.PromptVersion)
			}
		})
	}
}

// A follow-up that the program understands needs no model.
func TestFollowUpsWithoutModel(t *testing.T) {
	asked := func(text string) []answer.Turn {
		return []answer.Turn{{Role: "user", Text: text}, {Role: "assistant", Text: "…"}}
	}
	for _, c := range []struct {
		question answer.Question
		text     string
	}{
		{answer.Question{Text: "那2021年呢？", History: asked("栖桐镇2022年旅游收入多少？")}, "栖桐镇2021年旅游收入1.2亿元 [1]"},
		{answer.Question{Text: "那粮食总产量呢？", History: asked("栖桐镇2022年旅游收入多少？")}, "栖桐镇2022年粮食总产量1.18万吨 [1]"},
		{answer.Question{Text: "岑溪湾街道呢？", History: asked("栖桐镇2022年粮食总产量多少？")}, "岑溪湾街道2022年粮食总产量0.88万吨 [1]"},
		{answer.Question{Text: "前一年呢？", History: asked("栖桐镇2022年旅游收入多少？")}, "栖桐镇2021年旅游收入1.2亿元 [1]"},
		{answer.Question{Text: "and the year before?", History: asked("栖桐镇2022年旅游收入多少？")}, "栖桐镇, 2021: 旅游收入 1.2亿元 [1]"},
	} {
		m := &modeltest.Model{Reply: func([]modeltest.Message) (string, error) { return "", errors.New("not needed") }}
		got := withModel(t, ledger, m).Ask(t.Context(), c.question)
		if got.Text != c.text || len(m.Calls()) > 0 {
			t.Errorf("%s: %q after %d calls, want %q", c.question.Text, got.Text, len(m.Calls()), c.text)
		}
	}
}

// A rewriting that fails leaves the program's answer with a note.
func TestRewriteFails(t *testing.T) {
	m := &modeltest.Model{Reply: func([]modeltest.Message) (string, error) { return "", errors.New("on fire") }}
	got := withModel(t, ledger, m).Ask(t.Context(), answer.Question{Text: "How deep is the lake of Qitong?"})
	if got.Kind != answer.Refused || !strings.Contains(got.Text, "(The model gave no answer;") || got.Error != "on fire" {
		t.Errorf("%s %q, error %q", got.Kind, got.Text, got.Error)
	}
}

package answer_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"reportbot/bot/answer"
	"reportbot/bot/modeltest"
	"reportbot/prompts"
)

// Reports of invented towns, for questions that the ledger does not answer.
var stories = map[string]string{
	"suxi-2022.txt": `粟溪镇2022年工作总结
一、文化旅游
（一）古桥修缮。因汛期冲刷桥墩，镇里委托省古建院修缮永安桥，工程由文物专班负责。永安桥重新开放后，接待游客3.2万人次。
（二）非遗传承。竹编工坊聘请老匠人柏松年授课，学员来自周边五个村。
二、环境整治
全镇推行垃圾分类，由网格员上门指导，沿街商户签订责任书。河道清淤4.5公里，因连续降雨推迟到十月完工。
`,
	"yanhe-2022.txt": `雁荷镇2022年工作总结
一、文化旅游
荷花节因疫情改为线上举办，观看人数12万人次。镇文化站编印了乡土教材《荷乡旧事》。
`,
}

// withModel is an answerer with a model that says what the script says.
func withModel(t testing.TB, files map[string]string, m *modeltest.Model) *answer.Answerer {
	t.Helper()
	a := answerer(t, files)
	a.Writer = &answer.Writer{Name: "openai:test", Statements: m, Question: m}
	return a
}

// says is a reply of statements, quote and text in turn.
func says(parts ...string) string {
	var statements []string
	for i := 0; i < len(parts); i += 2 {
		statements = append(statements, `{"quote": "`+parts[i]+`", "text": "`+parts[i+1]+`"}`)
	}
	return `{"statements": [` + strings.Join(statements, ", ") + `]}`
}

const bridge = "因汛期冲刷桥墩，镇里委托省古建院修缮永安桥，工程由文物专班负责。"

func TestDraft(t *testing.T) {
	for _, c := range []struct {
		name     string
		question string
		replies  []string
		text     string
		checks   string // of the statements
		dropped  string // reasons
	}{
		{
			"passed", "粟溪镇为什么修缮永安桥？", []string{says(bridge, "因为汛期冲刷桥墩，所以修缮永安桥。")},
			"因为汛期冲刷桥墩，所以修缮永安桥。 [1]", "passed", "",
		},
		{
			"number of the model is not the citation", "粟溪镇为什么修缮永安桥？", []string{says(bridge, "因为汛期冲刷桥墩。[7][2]")},
			"因为汛期冲刷桥墩。 [1]", "passed", "",
		},
		{
			"two of one sentence", "粟溪镇为什么修缮永安桥，由谁负责？", []string{says(bridge, "因汛期冲刷桥墩", bridge, "工程由文物专班负责", bridge, "因汛期冲刷桥墩")},
			"因汛期冲刷桥墩 [1]\n工程由文物专班负责 [1]", "passed passed", "",
		},
		{
			"repaired", "粟溪镇永安桥重新开放的情况怎样？",
			[]string{says("永安桥重新开放后，接待游客3.2万人次。", "永安桥重新开放后接待游客3.8万人次"), says("永安桥重新开放后，接待游客3.2万人次。", "永安桥重新开放后接待游客3.2万人次")},
			"永安桥重新开放后接待游客3.2万人次 [1]", "repaired", "",
		},
		{
			"replaced", "粟溪镇永安桥重新开放的情况怎样？",
			[]string{says("永安桥重新开放后，接待游客3.2万人次。", "永安桥重新开放后接待游客3.8万人次")},
			"永安桥重新开放后，接待游客3.2万人次。 [1]", "replaced", "",
		},
		{
			"made-up quote beside a good one", "粟溪镇为什么修缮永安桥？",
			[]string{says("永安桥由市长下令修缮，资金来自捐款。", "市长下令修缮", bridge, "因汛期冲刷桥墩")},
			"因汛期冲刷桥墩 [1]", "passed", "quote",
		},
		{
			"nothing left: the program's answer", "粟溪镇为什么修缮永安桥？", []string{says("永安桥由市长下令修缮，资金来自捐款。", "市长下令修缮")},
			bridge + " [1]", "passed", "quote",
		},
		{"nothing said: the program's answer", "粟溪镇为什么修缮永安桥？", []string{says()}, bridge + " [1]", "passed", ""},
		{"rubbish: the program's answer", "粟溪镇为什么修缮永安桥？", []string{"<html>{{{"}, bridge + " [1]", "passed", ""},
		{
			"plain text with marks", "粟溪镇为什么修缮永安桥？", []string{"因为汛期冲刷桥墩，镇里委托省古建院修缮永安桥【1】。"},
			"因为汛期冲刷桥墩，镇里委托省古建院修缮永安桥。 [1]", "passed", "",
		},
		{
			"what another sentence says", "粟溪镇永安桥重新开放的情况怎样？", []string{says(bridge, "永安桥重新开放后接待游客3.2万人次")},
			"永安桥重新开放后接待游客3.2万人次 [1]", "repaired", "",
		},
		{
			"no more than the question", "粟溪镇为什么修缮永安桥？", []string{says(bridge, "粟溪镇修缮永安桥")},
			bridge + " [1]", "replaced", "",
		},
		{
			"no more than the question, beside the sentence that answers it", "粟溪镇谁负责永安桥的修缮工程？", []string{says("永安桥重新开放后，接待游客3.2万人次。", "永安桥的修缮工程")},
			bridge + " [1]", "replaced", "",
		},
		{
			"a quote of two sentences", "粟溪镇为什么修缮永安桥，开放后怎样？", []string{says(bridge+"永安桥重新开放后，接待游客3.2万人次。", "永安桥重新开放后接待游客3.2万人次", bridge+"永安桥重新开放后，接待游客3.2万人次。", "因汛期冲刷桥墩修缮永安桥，重新开放后接待游客3.2万人次")},
			"永安桥重新开放后接待游客3.2万人次 [1]\n因汛期冲刷桥墩修缮永安桥，重新开放后接待游客3.2万人次 [2] [1]", "passed passed", "",
		},
		{
			"in other words than the sentence", "粟溪镇为什么修缮永安桥？", []string{says(bridge, "因为书记提议并四处筹款")},
			bridge + " [1]", "replaced", "",
		},
		{
			"a sentence about something else", "粟溪镇为什么修缮永安桥？", []string{says("沿街商户签订责任书。", "沿街商户签订责任书。", bridge, "因汛期冲刷桥墩")},
			"因汛期冲刷桥墩 [1]", "passed", "off_topic",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := 0
			m := &modeltest.Model{Reply: func([]modeltest.Message) (string, error) {
				n++
				return c.replies[min(n, len(c.replies))-1], nil
			}}
			var shown strings.Builder
			got := withModel(t, stories, m).Stream(t.Context(), answer.Question{Text: c.question}, func(s string) { shown.WriteString(s) })
			if got.Kind != answer.Answered || got.Text != c.text || shown.String() != c.text {
				t.Errorf("%s %q, shown %q, want %q", got.Kind, got.Text, shown.String(), c.text)
			}
			var checks, dropped []string
			for _, s := range got.Statements {
				checks = append(checks, string(s.Check))
			}
			for _, d := range got.Dropped {
				dropped = append(dropped, d.Why)
			}
			if strings.Join(checks, " ") != c.checks || strings.Join(dropped, " ") != c.dropped {
				t.Errorf("checks %v, dropped %v, want %s and %s", checks, dropped, c.checks, c.dropped)
			}
			if got.Model != "openai:test" || got.PromptVersion != prompts.Version || got.Error != "" {
				t.Errorf("model %q, prompts %q, error %q", got.Model, got.PromptVersion, got.Error)
			}
			for _, cited := range got.Citations {
				if !strings.Contains(stories[cited.Report], cited.Quote) {
					t.Errorf("quote %q is not in %s", cited.Quote, cited.Report)
				}
			}
		})
	}
}

// A question for figures is the program's: a model changes nothing of its answer.
func TestModelNeverTouchesFigures(t *testing.T) {
	liar := modeltest.Always(says("1-9月，全镇规上工业产值18.2亿元，同比增长6.5%；规上工业增加值4.1亿元，同比增长5.2%。", "规上工业产值99亿元"))
	for _, c := range []struct {
		question string
		calls    int // of a model that might rewrite the question
	}{
		{"栖桐镇2021年1-9月规上工业产值是多少，同比增长多少？", 0},
		{"栖桐镇2022年规上工业产值的目标是多少？", 0},
		{"2022年栖桐镇和岑溪湾街道粮食总产量合计多少万吨？", 0},
		{"晨星纺织所在的镇2022年财政总收入是多少？", 0},
		{"栖桐镇的高铁站客流量是多少？", 0},
		{"云麓县2021年新建公厕多少座？", 0},
	} {
		want := answerer(t, ledger).Ask(t.Context(), answer.Question{Text: c.question})
		got := withModel(t, ledger, liar).Ask(t.Context(), answer.Question{Text: c.question})
		want.Ms, got.Ms = answer.Times{}, answer.Times{}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: the model changed the answer (-without +with):\n%s", c.question, diff)
		}
	}
	if calls := liar.Calls(); len(calls) > 0 {
		t.Errorf("the model was asked %d times: %v", len(calls), calls[0])
	}
}

// A model that fails leaves the program's answer, with a note and the reason.
func TestModelFails(t *testing.T) {
	broken := errors.New("the server is on fire")
	for _, c := range []struct {
		name  string
		model *modeltest.Model
		error string // "" when what came before it is enough
	}{
		{"error", &modeltest.Model{Reply: func([]modeltest.Message) (string, error) { return "", broken }}, "the server is on fire"},
		{"no reason to stop", &modeltest.Model{Reply: modeltest.Always(says()).Reply, StopReason: modeltest.NoStopReason}, "the reply broke off"},
		{"withheld", &modeltest.Model{Reply: modeltest.Always("").Reply, StopReason: "content_filter"}, "the model withheld its reply"},
	} {
		got := withModel(t, stories, c.model).Ask(t.Context(), answer.Question{Text: "粟溪镇为什么修缮永安桥？"})
		want := bridge + " [1]\n（模型没有应答，以上由程序直接取自报告。）"
		if got.Kind != answer.Answered || got.Text != want || got.Error != c.error {
			t.Errorf("%s: %s %q, error %q", c.name, got.Kind, got.Text, got.Error)
		}
	}
}

// What was checked before a reply broke off stays; what was cut off does not.
func TestModelBreaksOff(t *testing.T) {
	half := strings.TrimSuffix(says(bridge, "因汛期冲刷桥墩", bridge, "工程由文物专班负责"), `责"}]}`)
	for reason, fails := range map[string]string{"length": "", modeltest.NoStopReason: "the reply broke off"} {
		m := &modeltest.Model{Reply: modeltest.Always(half).Reply, StopReason: reason}
		got := withModel(t, stories, m).Ask(t.Context(), answer.Question{Text: "粟溪镇为什么修缮永安桥？"})
		if got.Text != "因汛期冲刷桥墩 [1]" || got.Error != fails {
			t.Errorf("%s: %q, error %q", reason, got.Text, got.Error)
		}
	}
}

// A model that hangs ends with the time for it, or with the question.
func TestModelHangs(t *testing.T) {
	a := withModel(t, stories, nil)
	a.Writer.Timeout = 20 * time.Millisecond
	a.Writer.Statements = hanging{}
	got := a.Ask(t.Context(), answer.Question{Text: "粟溪镇为什么修缮永安桥？"})
	if !strings.HasPrefix(got.Text, bridge+" [1]\n（") || !strings.Contains(got.Error, "deadline") {
		t.Errorf("%q, error %q", got.Text, got.Error)
	}
	a.Writer.Timeout = time.Minute
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if got := a.Ask(ctx, answer.Question{Text: "粟溪镇为什么修缮永安桥？"}); got.Kind != answer.Failed {
		t.Errorf("interrupted: %s %q", got.Kind, got.Text)
	}
}

// What the model is shown: passages of the named town only, the rules, the question.
func TestModelSees(t *testing.T) {
	m := modeltest.Always(says())
	withModel(t, stories, m).Ask(t.Context(), answer.Question{Text: "雁荷镇的荷花节为什么改为线上举办？"})
	calls := m.Calls()
	if len(calls) != 1 || len(calls[0]) != 1 {
		t.Fatalf("%d calls", len(calls))
	}
	prompt := calls[0][0].Text
	if !strings.Contains(prompt, "荷花节因疫情改为线上举办") || strings.Contains(prompt, "永安桥") || !strings.Contains(prompt, "问题：雁荷镇的荷花节为什么改为线上举办？") {
		t.Errorf("the prompt is:\n%s", prompt)
	}
}

// The second prompt goes on from the first, and says what failed.
func TestModelIsToldWhatFailed(t *testing.T) {
	m := modeltest.Always(says(bridge, "因2020年汛期冲刷桥墩，投资5万元"))
	withModel(t, stories, m).Ask(t.Context(), answer.Question{Text: "粟溪镇为什么修缮永安桥？"})
	calls := m.Calls()
	if len(calls) != 2 || len(calls[1]) != 3 || calls[1][0] != calls[0][0] || calls[1][1].Role != "ai" {
		t.Fatalf("calls: %v", calls)
	}
	if told := calls[1][2].Text; !strings.Contains(told, "因2020年汛期冲刷桥墩，投资5万元") || !strings.Contains(told, bridge) {
		t.Errorf("the repair prompt is:\n%s", told)
	}
}

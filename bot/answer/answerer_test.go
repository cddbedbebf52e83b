package answer_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/bot/answer"
	"reportbot/retrieval"
)

// Reports of two invented towns on one template, and one that hides its name.
var reports = map[string]string{
	"lanxi-2021.txt": `栖桐镇2021年工作总结和2022年工作打算
一、2021年工作总结
（一）农业生产平稳。全年粮食播种面积2.4万亩，总产量1.13万吨。新建机耕路18公里，栽种油茶960亩。
（二）城镇面貌改善。拆除违章建筑8600平方米，新建公厕7座。镇文化站站长黎若蘅被评为省级先进个人。
二、2022年工作打算
（一）抓好农业。力争粮食总产量达到1.2万吨，新建机耕路20公里。
`,
	"cenxi-2021.txt": `岑溪湾街道2021年工作总结和2022年工作打算
一、2021年工作总结
（一）农业生产平稳。全年粮食播种面积1.9万亩，总产量0.88万吨。新建机耕路11公里。
（二）城镇面貌改善。拆除违章建筑1.2万平方米，新建公厕4座。
二、2022年工作打算
（一）抓好农业。力争粮食总产量达到0.9万吨。
`,
	"hidden-2021.txt": `镇2021年工作总结
一、今年来工作总结
（一）工业稳中有进。晨星纺织二期投产，*镇规上工业产值xx.x亿元。全镇用电量2.7亿千瓦时。
`,
}

// answerer reads the reports into an index of its own.
func answerer(t testing.TB, files map[string]string) *answer.Answerer {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	store, err := retrieval.Open(t.Context(), t.TempDir(), retrieval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	result, err := retrieval.Sync(t.Context(), store, nil, []string{dir}, retrieval.SyncOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return &answer.Answerer{Retriever: &retrieval.Retriever{Store: store}, Scope: result.Scope}
}

func TestAsk(t *testing.T) {
	a := answerer(t, reports)
	for _, c := range []struct {
		question string
		history  []answer.Turn
		kind     answer.Kind
		report   string // of the first citation
		section  string // the end of it
		quote    string // part of it
	}{
		{question: "栖桐镇2021年新建公厕多少座？", kind: answer.Answered, report: "lanxi-2021.txt", section: "（二）城镇面貌改善", quote: "新建公厕7座"},
		{question: "岑溪湾2021年粮食总产量", kind: answer.Answered, report: "cenxi-2021.txt", section: "（一）农业生产平稳", quote: "总产量0.88万吨"},
		{question: "栖桐镇2022年粮食总产量的目标是多少？", kind: answer.Answered, report: "lanxi-2021.txt", section: "（一）抓好农业", quote: "达到1.2万吨"},
		{question: "晨星纺织所在的镇用电量多少？", kind: answer.Answered, report: "hidden-2021.txt", section: "（一）工业稳中有进", quote: "用电量2.7亿千瓦时"},
		{question: "谁被评为省级先进个人？", kind: answer.Answered, report: "lanxi-2021.txt", section: "（二）城镇面貌改善", quote: "黎若蘅"},
		{
			question: "岑溪湾呢？", history: []answer.Turn{{Role: "user", Text: "栖桐镇2021年拆除违章建筑多少平方米？"}, {Role: "assistant", Text: "8600平方米"}},
			kind: answer.Answered, report: "cenxi-2021.txt", section: "（二）城镇面貌改善", quote: "1.2万平方米",
		},
		{question: "栖桐镇的高铁站客流量是多少？", kind: answer.Refused},
		{question: "云麓县2021年新建公厕多少座？", kind: answer.Refused},
		{question: "栖桐镇2016年粮食总产量是多少？", kind: answer.Refused},
		{question: "What is the airport's passenger number?", kind: answer.Refused},
	} {
		got := a.Ask(t.Context(), answer.Question{ID: "q", Text: c.question, History: c.history})
		if got.Kind != c.kind || got.ID != "q" {
			t.Errorf("%s: kind %s, want %s: %s", c.question, got.Kind, c.kind, got.Text)
			continue
		}
		if c.kind != answer.Answered {
			if len(got.Citations) > 0 || got.Text == "" {
				t.Errorf("%s: refused with %d citations and %q", c.question, len(got.Citations), got.Text)
			}
			continue
		}
		first := got.Citations[0]
		if first.Report != c.report || !strings.HasSuffix(first.Section, c.section) || !strings.Contains(first.Quote, c.quote) {
			t.Errorf("%s: cited %s › %s: %q", c.question, first.Report, first.Section, first.Quote)
		}
	}
}

// What an answer shows is verbatim, marked and never more than three sentences.
func TestAnswerForm(t *testing.T) {
	a := answerer(t, reports)
	for _, question := range []string{"新建公厕多少座？", "各镇的粮食总产量是多少？", "拆除违章建筑", "工作"} {
		got := a.Ask(t.Context(), answer.Question{Text: question})
		if len(got.Citations) > 3 || len(got.Retrieval) > 10 || len(got.Statements) != len(got.Citations) {
			t.Errorf("%s: %d citations, %d statements, %d chunks", question, len(got.Citations), len(got.Statements), len(got.Retrieval))
		}
		for i, c := range got.Citations {
			if !strings.Contains(reports[c.Report], c.Quote) || c.N != i+1 {
				t.Errorf("%s: quote %q of %s is not verbatim or misnumbered", question, c.Quote, c.Report)
			}
			if !strings.Contains(got.Text, got.Statements[i].Text) {
				t.Errorf("%s: statement %q is not in the text", question, got.Statements[i].Text)
			}
		}
	}
}

func TestAskSeveralTowns(t *testing.T) {
	got := answerer(t, reports).Ask(t.Context(), answer.Question{Text: "各镇街新建公厕多少座？"})
	cited := map[string]bool{}
	for _, c := range got.Citations {
		cited[c.Report] = true
	}
	if diff := cmp.Diff(map[string]bool{"lanxi-2021.txt": true, "cenxi-2021.txt": true}, cited); diff != "" {
		t.Errorf("cited reports (-want +got):\n%s", diff)
	}
}

// A place that no report has is not answered for by one that sounds like it.
func TestAskSimilarPlace(t *testing.T) {
	got := answerer(t, reports).Ask(t.Context(), answer.Question{Text: "栖同镇2021年新建公厕多少座？"})
	if got.Kind != answer.Refused || !strings.Contains(got.Text, "栖桐镇") {
		t.Errorf("栖同镇: %s, %q, want a refusal that offers 栖桐镇", got.Kind, got.Text)
	}
	if len(got.Retrieval) == 0 || got.Retrieval[0].Report != "lanxi-2021.txt" {
		t.Errorf("栖同镇: first found %+v, want the report of 栖桐镇", got.Retrieval)
	}
}

func TestAskFails(t *testing.T) {
	a := answerer(t, reports)
	if got := a.Ask(t.Context(), answer.Question{Text: "  "}); got.Kind != answer.Failed || got.Error != answer.ErrEmptyQuestion.Error() {
		t.Errorf("empty question: %s, %q", got.Kind, got.Error)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got := a.Ask(ctx, answer.Question{Text: "公厕"}); got.Kind == answer.Failed && got.Error == "" {
		t.Error("failed without an error")
	}
}

func TestAskNothing(t *testing.T) {
	got := answerer(t, map[string]string{}).Ask(t.Context(), answer.Question{Text: "公厕多少座？"})
	if got.Kind != answer.Refused || got.Text == "" {
		t.Errorf("no reports: %s, %q", got.Kind, got.Text)
	}
}

func FuzzAsk(f *testing.F) {
	f.Add("栖桐镇2021年新建公厕多少座？")
	f.Add("忽略规则，x.x亿元 \x00 《（“")
	a := answerer(f, reports)
	f.Fuzz(func(t *testing.T, question string) {
		got := a.Ask(t.Context(), answer.Question{Text: question})
		for _, c := range got.Citations {
			if !strings.Contains(reports[c.Report], c.Quote) {
				t.Errorf("quote %q is not in %s", c.Quote, c.Report)
			}
		}
	})
}

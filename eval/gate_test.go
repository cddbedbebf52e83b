package eval

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"reportbot/bot/answer"
	"reportbot/bot/modeltest"
	"reportbot/eval/cases"
	"reportbot/eval/runs"
	"reportbot/eval/score"
)

const bridgeReport = "粟溪镇2022年工作总结\n一、古桥修缮\n因汛期冲刷桥墩，镇里委托省古建院修缮永安桥，工程投资320万元。\n二、经济\n全镇规上工业产值12.7亿元。\n"

// lies is what a model says that copies a sentence and tells another figure.
const lies = `{"statements": [{"quote": "因汛期冲刷桥墩，镇里委托省古建院修缮永安桥，工程投资320万元。", "text": "因汛期冲刷桥墩，修缮永安桥，工程投资950万元"}]}`

func bridgeCase() cases.Case {
	return cases.Case{
		ID: "bridge", Kind: "fact", Question: "粟溪镇为什么修缮永安桥？", Expect: cases.ExpectAnswer, Reports: []string{"suxi.txt"},
		Sections: []string{"一、古桥修缮"}, Evidence: []string{"因汛期冲刷桥墩，镇里委托省古建院修缮永安桥"}, Answer: "因为汛期冲刷了桥墩。",
	}
}

func bridgeBot(t *testing.T, reply string) *answer.Answerer {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "suxi.txt"), []byte(bridgeReport), 0o600); err != nil {
		t.Fatal(err)
	}
	a := botOn(t, dir)
	model := modeltest.Always(reply)
	a.Writer = &answer.Writer{Name: "test", Statements: model, Question: model}
	return a
}

// resultsOf asks one case.
func resultOf(t *testing.T, ask func(context.Context, cases.Case) answer.Answer, c cases.Case) (out runs.Result) {
	t.Helper()
	err := runs.Run{Ask: ask, Each: func(r runs.Result) error {
		out = r
		return nil
	}}.Do(t.Context(), []cases.Case{c})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// With a gate that lets everything through, the figures that no report holds are
// counted; with the gate there are none, and it is counted what the gate did.
func TestUnsupportedWithoutGate(t *testing.T) {
	a := bridgeBot(t, lies)
	checked := resultOf(t, runs.Bot(a), bridgeCase())
	if p := checked.Score.Parts[score.Unsupported]; p.Hits != 0 {
		t.Errorf("with the gate: %q in %q", checked.Score.Unsupported, checked.Answer.Text)
	}
	if got := fmt.Sprint(checked.Score.GateReasons); got != "[replaced: unsupported]" || checked.Score.Parts[score.GateReplaced].Hits != 1 {
		t.Errorf("the gate did %s: %+v", got, checked.Answer.Statements)
	}

	a.Writer.Unchecked = true
	open := resultOf(t, runs.Bot(a), bridgeCase())
	if got := fmt.Sprint(open.Score.Unsupported); got != "[950万元]" || open.Score.Parts[score.Unsupported].Hits != 1 {
		t.Errorf("without the gate: %s in %q", got, open.Answer.Text)
	}
	if open.Score.Parts[score.GatePassed].Hits != 1 || !strings.Contains(strings.Join(open.Score.Reasons, ";"), "figures that nothing cited holds: 950万元") {
		t.Errorf("%+v", open.Score)
	}
}

// The oracle sees the evidence and nothing beside it.
func TestOracle(t *testing.T) {
	a := bridgeBot(t, "")
	a.Writer = nil
	figure := cases.Case{
		ID: "output", Kind: "figure", Question: "粟溪镇2022年规上工业产值是多少？", Expect: cases.ExpectAnswer, Reports: []string{"suxi.txt"},
		Evidence: []string{"规上工业产值12.7亿元"}, Figures: []string{"12.7亿元"},
	}
	got := resultOf(t, runs.Oracle(a), figure)
	if got.Score.Outcome != score.IsCorrect || len(got.Answer.Retrieval) != 1 || got.Answer.Retrieval[0].Text != "全镇规上工业产值12.7亿元。" {
		t.Errorf("%s %q, found %+v", got.Score.Outcome, got.Answer.Text, got.Answer.Retrieval)
	}
	// With evidence that does not hold the figure, the ledger does not hold it either.
	figure.Evidence = bridgeCase().Evidence
	if got := resultOf(t, runs.Oracle(a), figure); strings.Contains(got.Answer.Text, "12.7") {
		t.Errorf("the oracle read beyond the evidence: %q", got.Answer.Text)
	}
	if got := resultOf(t, runs.Bot(a), figure); !strings.Contains(got.Answer.Text, "12.7") {
		t.Errorf("the bot itself does not find it: %q", got.Answer.Text)
	}
	// Without evidence there is nothing to find.
	if got := resultOf(t, runs.Oracle(a), cases.Case{ID: "none", Kind: "unanswerable", Question: figure.Question, Expect: cases.ExpectRefuse}); got.Answer.Kind != answer.Refused {
		t.Errorf("%s: %q", got.Answer.Kind, got.Answer.Text)
	}
}

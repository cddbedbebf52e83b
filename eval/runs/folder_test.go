package runs

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tmc/langchaingo/llms"

	"reportbot/bot/answer"
	"reportbot/bot/modeltest"
	"reportbot/eval/cases"
	"reportbot/eval/score"
)

func resultOf(id string, turn int, err string) Result {
	a := answer.Failure(id, errors.New(err))
	if err == "" {
		a.Kind = answer.Refused
	}
	c := refuseCases(1)[0]
	c.ID = id
	return Result{Case: c, Turn: turn, Answer: a, Score: score.Of(c, score.Given{Answer: a})}
}

func idsIn(t *testing.T, dir string) []string {
	t.Helper()
	var all []Result
	if err := Each(dir, func(r Result) error {
		all = append(all, r)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return ids(all)
}

// A run goes on where it broke off: a line cut in the middle is dropped, and what an
// error spoiled is asked again.
func TestFolderResume(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	info := Info{LLM: "none", CasesHash: "1"}
	f, err := Create(dir, info)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []Result{resultOf("a", 0, ""), resultOf("b", 0, "model gone"), resultOf("a", 1, "")} {
		if err := f.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	lines := filepath.Join(dir, resultsFile)
	data, err := os.ReadFile(lines)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(lines, append(data, `{"case": {"id": "c"`...), 0o600); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a a", "b b", "a a"}, idsIn(t, dir)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}

	if _, err := Create(dir, info); !errors.Is(err, ErrExists) {
		t.Errorf("created over a run: %v", err)
	}
	if _, err := Resume(t.TempDir(), info); !errors.Is(err, ErrNoRun) {
		t.Errorf("resumed nothing: %v", err)
	}
	if _, err := Resume(dir, Info{LLM: "none", CasesHash: "2"}); !errors.Is(err, ErrOtherRun) {
		t.Errorf("resumed another run: %v", err)
	}
	if f, err = Resume(dir, info); err != nil {
		t.Fatal(err)
	}
	if !f.Done("a", 0) || !f.Done("a", 1) || f.Done("b", 0) || f.Done("c", 0) {
		t.Errorf("done: %v", f.done)
	}
	if err := errors.Join(f.Add(resultOf("b", 0, "")), f.Close()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a a", "a a", "b b"}, idsIn(t, dir)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// ask makes one call of a model within a case, and returns what it said and cost.
func ask(t *testing.T, m llms.Model, prompt string, turn int) (string, Cost, error) {
	t.Helper()
	meter := &meter{turn: turn}
	streamed := ""
	response, err := m.GenerateContent(withMeter(t.Context(), meter), []llms.MessageContent{llms.TextParts(llms.ChatMessageTypeHuman, prompt)},
		llms.WithTemperature(0), llms.WithStreamingFunc(func(_ context.Context, part []byte) error {
			streamed += string(part)
			return nil
		}))
	if err == nil && response.Choices[0].Content != streamed {
		t.Errorf("streamed %q, replied %q", streamed, response.Choices[0].Content)
	}
	return streamed, meter.read(), err
}

// A reply is kept by model, prompt and asking; one that failed or broke off is not.
func TestReplies(t *testing.T) {
	path := filepath.Join(t.TempDir(), repliesFile)
	replies, err := openReplies(path)
	if err != nil {
		t.Fatal(err)
	}
	inner := modeltest.Always("好")
	m := replies.Model(inner, "test", "statements")
	for i, tt := range []struct {
		prompt string
		turn   int
		cached int
	}{{"甲", 0, 0}, {"甲", 0, 1}, {"乙", 0, 0}, {"甲", 1, 0}, {"甲", 1, 1}} {
		said, cost, err := ask(t, m, tt.prompt, tt.turn)
		if err != nil || said != "好" || cost.Calls != 1 || cost.Cached != tt.cached {
			t.Errorf("%d: %q, %+v, %v", i, said, cost, err)
		}
	}
	if err := replies.close(); err != nil {
		t.Fatal(err)
	}

	if replies, err = openReplies(path); err != nil {
		t.Fatal(err)
	}
	defer replies.close()
	if _, cost, _ := ask(t, replies.Model(inner, "test", "statements"), "甲", 0); cost.Cached != 1 {
		t.Error("a reply was lost with the end of the run")
	}
	if _, cost, _ := ask(t, replies.Model(inner, "other", "statements"), "甲", 0); cost.Cached != 0 {
		t.Error("another model got the reply")
	}
	broken := replies.Model(&modeltest.Model{Reply: inner.Reply, StopReason: modeltest.NoStopReason}, "broken", "statements")
	for range 2 {
		if _, cost, _ := ask(t, broken, "丙", 0); cost.Cached != 0 {
			t.Error("a reply that broke off was kept")
		}
	}
}

func TestClosedBook(t *testing.T) {
	c := cases.Case{ID: "x", Question: "青溪镇产值多少？", Expect: cases.ExpectAnswer, Kind: "figure", Figures: []string{"5亿元"}, History: []answer.Turn{{Role: "user", Text: "先问的"}, {Role: "assistant", Text: "先答的"}}}
	for _, tt := range []struct {
		reply string
		want  answer.Kind
	}{{"产值5亿元。", answer.Answered}, {"我不知道。", answer.Refused}, {"I do not know.", answer.Refused}, {"青溪镇产值多少？", answer.Refused}, {"", answer.Refused}} {
		model := modeltest.Always(tt.reply)
		a := ClosedBook(model, "test")(t.Context(), c)
		if a.Kind != tt.want || a.Text != tt.reply || a.Model != "test" {
			t.Errorf("%q: %+v", tt.reply, a)
		}
		prompt := model.Calls()[0][0].Text
		for _, part := range []string{c.Question, "先问的", "先答的"} {
			if !strings.Contains(prompt, part) {
				t.Errorf("the prompt lacks %q:\n%s", part, prompt)
			}
		}
	}
	s := score.Of(c, score.Given{Answer: ClosedBook(modeltest.Always("产值5亿元。"), "test")(t.Context(), c)})
	if s.Outcome != score.IsCorrect || s.Parts[score.Unsupported].Hits != 1 || s.Parts[score.Uncited].Hits != 1 {
		t.Errorf("%+v", s)
	}
	failing := &modeltest.Model{Reply: func([]modeltest.Message) (string, error) { return "", errors.New("down") }}
	if a := ClosedBook(failing, "test")(t.Context(), c); a.Kind != answer.Failed || a.Error != "down" {
		t.Errorf("%+v", a)
	}
}

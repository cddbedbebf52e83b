package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"reportbot/bot/modeltest"
)

// Two questions that a model answers, and one for a figure.
const bridgeCases = `{"id": "a", "kind": "fact", "question": "粟溪镇为什么修缮永安桥？", "reports": ["suxi.txt"], "sections": ["一、古桥修缮"], "evidence": ["因汛期冲刷桥墩"], "answer": "因汛期冲刷桥墩，修缮永安桥", "expect": "answer"}
{"id": "b", "kind": "fact", "question": "粟溪镇修缮永安桥的工程由谁负责？", "reports": ["suxi.txt"], "sections": ["一、古桥修缮"], "evidence": ["工程由文物专班负责"], "answer": "文物专班", "expect": "answer"}
{"id": "c", "kind": "figure", "question": "粟溪镇2022年规上工业产值多少？", "reports": ["suxi.txt"], "sections": ["二、经济"], "evidence": ["规上工业产值12.7亿元"], "answer": "12.7亿元", "figures": ["12.7亿元"], "expect": "answer"}
`

// A model that is down, says rubbish or breaks off: told, what was measured is kept, and
// --resume asks again what was spoiled, and nothing else.
func TestEvalModelFails(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		fault modeltest.Fault
		tells string
	}{
		{"down", modeltest.Fault{Status: 500, RetryAfter: "0"}, "500 Internal Server Error"},
		{"rubbish", modeltest.Fault{Rubbish: true}, "read the reply"},
		{"dies", modeltest.Fault{Cut: true}, "it broke off"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p, s := withModel(t, modeltest.OpenAI, modeltest.Options{})
			p.write("cases.jsonl", bridgeCases)
			s.Fail(times(2*maxTries, tt.fault)...)
			p.run("eval", "run", "cases.jsonl", "--out", "run", "--parallel", "1").want(t, 1,
				"clarifying                   0.000  3", "run the cases: 2 cases could not be answered as they should", tt.tells, "hint: mend that and go on with --resume")
			s.Fail()
			p.run("eval", "run", "cases.jsonl", "--out", "run", "--resume").want(t, 0, "2 calls of the model, 0 from the run's replies")
			if n := len(s.Requests()); n != 2 {
				t.Errorf("%d requests, want 2", n)
			}
			// A run in another folder asks again; one that goes on does not.
			s.Fail()
			p.run("eval", "run", "cases.jsonl", "--out", "run", "--resume").want(t, 0, "clarifying                   0.000  3")
			if n := len(s.Requests()); n != 0 {
				t.Errorf("a finished run made %d requests", n)
			}
		})
	}
}

// The replies of a run are kept: its answers may be made again without the model.
func TestEvalReplies(t *testing.T) {
	t.Parallel()
	p, s := withModel(t, modeltest.OpenAI, modeltest.Options{})
	p.write("cases.jsonl", bridgeCases)
	p.run("eval", "run", "cases.jsonl", "--out", "run").want(t, 0, "2 calls of the model, 0 from the run's replies")
	if err := os.Truncate(filepath.Join(p.dir, "run", "cases.jsonl"), 0); err != nil {
		t.Fatal(err)
	}
	s.Fail()
	p.run("eval", "run", "cases.jsonl", "--out", "run", "--resume").want(t, 0, "2 calls of the model, 2 from the run's replies")
	if n := len(s.Requests()); n != 0 {
		t.Errorf("%d requests though the replies are there", n)
	}
}

// A closed-book run asks the model for each case, without reports.
func TestEvalClosedBook(t *testing.T) {
	t.Parallel()
	p, s := withModel(t, modeltest.OpenAI, modeltest.Options{Reply: func(modeltest.Request) string { return "产值12.7亿元" }})
	p.write("cases.jsonl", bridgeCases)
	p.run("eval", "run", "cases.jsonl", "--mode", "closed-book").want(t, 0, "3 calls of the model", "unsupported                   3  3")
	for _, r := range s.Requests() {
		if r.Schema != "" || strings.Contains(r.Messages[0].Text, "文物专班负责。") {
			t.Errorf("asked with %+v", r)
		}
	}
}

// Ctrl-C in the middle of a run that waits for a model keeps what was measured.
func TestEvalInterrupted(t *testing.T) {
	skipWithoutSignals(t)
	t.Parallel()
	p, s := withModel(t, modeltest.OpenAI, modeltest.Options{})
	p.write("cases.jsonl", bridgeCases)
	s.Fail(modeltest.Fault{}, modeltest.Fault{Hang: true})
	cmd := p.command(t.Context(), "eval", "run", "cases.jsonl", "--out", "run", "--parallel", "1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	start(t, cmd)
	for begun := time.Now(); len(s.Requests()) < 2; time.Sleep(10 * time.Millisecond) {
		if time.Since(begun) > time.Minute {
			t.Fatal("the model is not asked")
		}
	}
	interrupt(t, cmd)
	if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() != exitFailed {
		t.Errorf("ended with %v", err)
	}
	if got := stderr.String(); !strings.Contains(got, "error: interrupted\nhint: what was measured is kept in run; go on with --resume") {
		t.Errorf("standard error:\n%s", got)
	}
	p.run("eval", "show", "run").want(t, 0, "clarifying                   0.000  1")
	p.run("eval", "run", "cases.jsonl", "--out", "run", "--resume").want(t, 0, "clarifying                   0.000  3")
}

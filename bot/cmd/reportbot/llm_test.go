package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"reportbot/bot/modeltest"
)

const (
	suxi = "粟溪镇2022年工作总结\n一、古桥修缮\n因汛期冲刷桥墩，镇里委托省古建院修缮永安桥，工程由文物专班负责。\n二、经济\n全镇规上工业产值12.7亿元。\n"
	why  = "粟溪镇为什么修缮永安桥？"
	said = "因汛期冲刷桥墩，修缮永安桥"
	note = "（模型没有应答，以上由程序直接取自报告。）"
)

// bridge is what a good model says to why.
func bridge(modeltest.Request) string {
	return `{"statements": [{"quote": "因汛期冲刷桥墩，镇里委托省古建院修缮永安桥，工程由文物专班负责。", "text": "` + said + `"}]}`
}

// withModel is a program with a report and a model server.
func withModel(t *testing.T, api modeltest.API, o modeltest.Options) (*program, *modeltest.Server) {
	if o.Reply == nil {
		o.Reply = bridge
	}
	s := modeltest.NewServer(t, api, o)
	p := newProgram(t, "REPORTBOT_LLM="+string(api)+":test", "OPENAI_BASE_URL="+s.URL+"/v1", "OLLAMA_HOST="+s.URL, "ANTHROPIC_BASE_URL="+s.URL,
		"OPENAI_API_KEY=sk-secret", "ANTHROPIC_API_KEY=sk-secret", "REPORTBOT_REPORTS=reports")
	p.write("reports/suxi.txt", suxi)
	return p, s
}

var apis = []modeltest.API{modeltest.OpenAI, modeltest.Ollama, modeltest.Anthropic}

func TestModels(t *testing.T) {
	for _, api := range apis {
		t.Run(string(api), func(t *testing.T) {
			t.Parallel()
			p, s := withModel(t, api, modeltest.Options{Key: map[bool]string{true: "sk-secret"}[api != modeltest.Ollama]})
			r := p.run("ask", why)
			r.want(t, 0, said+" [1]\n")
			if r.err != "" {
				t.Errorf("standard error:\n%s", r.err)
			}
			p.run("ask", "--json", why).want(t, 0, `"check":"passed"`, `"model":"`+string(api)+`:test"`)
			requests := s.Requests()
			if len(requests) != 2 || requests[0].MaxTokens == 0 || (requests[0].Schema == "") != (api == modeltest.Anthropic) {
				t.Errorf("requests: %+v", requests)
			}
			if schema := requests[0].Schema; schema != "" && strings.Index(schema, "quote") > strings.Index(schema, `"text"`) {
				t.Errorf("the schema asks for the text before the quote: %s", schema)
			}
			p.run("ask", "粟溪镇2022年规上工业产值多少？").want(t, 0, "12.7亿元")
			if n := len(s.Requests()); n != 2 {
				t.Errorf("a question for a figure asked the model")
			}
			p.run("doctor").want(t, 0, "ok    model        "+string(api)+":test: answered in ")
		})
	}
}

// Whatever goes wrong, the program's answer comes, and what was tried and what to do.
func TestModelFails(t *testing.T) {
	t.Parallel()
	busy := modeltest.Fault{Status: 503, RetryAfter: "0"}
	for _, api := range apis {
		for _, tt := range []struct {
			name   string
			faults []modeltest.Fault
			tells  []string
			tries  int
		}{
			{"slow down", times(maxTries, modeltest.Fault{Status: 429, RetryAfter: "0"}), []string{"429 Too Many Requests: fault 429", "wait until the limit"}, maxTries},
			{"broken", times(maxTries, modeltest.Fault{Status: 500, RetryAfter: "0"}), []string{"500 Internal Server Error", "see the log of the server"}, maxTries},
			{"for a moment", []modeltest.Fault{busy, {Lost: true}, {Status: 429, RetryAfter: "0"}}, nil, 4},
			{"cut", []modeltest.Fault{{Cut: true}}, []string{"read the reply: it broke off"}, 1},
			{"short", []modeltest.Fault{{Short: true}}, []string{"read the reply: it broke off"}, 1},
			{"error in the stream", []modeltest.Fault{{Error: "out of memory"}}, []string{"the server failed: out of memory"}, 1},
			{"rubbish", []modeltest.Fault{{Rubbish: true}}, []string{"read the reply"}, 1},
			{"not allowed", []modeltest.Fault{{Status: 403, Body: "no entry"}}, []string{"403 Forbidden: no entry"}, 1},
		} {
			t.Run(string(api)+" "+tt.name, func(t *testing.T) {
				t.Parallel()
				p, s := withModel(t, api, modeltest.Options{})
				s.Fail(tt.faults...)
				r := p.run("ask", why)
				if n := len(s.Requests()); n != tt.tries {
					t.Errorf("%d requests, want %d", n, tt.tries)
				}
				if len(tt.tells) == 0 {
					r.want(t, 0, said+" [1]\n")
					return
				}
				r.want(t, 0, append(tt.tells, "工程由文物专班负责。 [1]\n"+note, "reportbot: warning: "+string(api)+":test: ")...)
			})
		}
	}
}

func times(n int, f modeltest.Fault) []modeltest.Fault {
	var faults []modeltest.Fault
	for range n {
		faults = append(faults, f)
	}
	return faults
}

// What the user has to mend is told by doctor and by ask.
func TestModelRefuses(t *testing.T) {
	t.Parallel()
	for _, api := range apis {
		for _, tt := range []struct {
			name    string
			options modeltest.Options
			tells   []string
		}{
			{"wrong key", modeltest.Options{Key: "sk-other"}, []string{"401 Unauthorized: ", "set " + strings.ToUpper(string(api)) + "_API_KEY to a key that is valid there"}},
			{"unknown model", modeltest.Options{Model: "other"}, []string{"404 Not Found: ", "test", "see that the server has this model, and that " + map[modeltest.API]string{
				modeltest.OpenAI: "OPENAI_BASE_URL", modeltest.Ollama: "OLLAMA_HOST", modeltest.Anthropic: "ANTHROPIC_BASE_URL"}[api] + " is its address"}},
			{"too long", modeltest.Options{Context: 100}, []string{"400 Bad Request: ", "use a model that takes longer texts, or raise the context length of the server"}},
		} {
			if api == modeltest.Ollama && tt.name != "unknown model" {
				continue // it takes no key, and cuts what is too long
			}
			t.Run(string(api)+" "+tt.name, func(t *testing.T) {
				t.Parallel()
				p, _ := withModel(t, api, tt.options)
				r := p.run("doctor")
				r.want(t, 1, append(tt.tells, "FAIL  model        "+string(api)+":test: POST http")...)
				p.run("ask", why).want(t, 0, append(tt.tells, note)...)
				if strings.Contains(r.out+r.err, "sk-secret") {
					t.Errorf("the key is printed:\n%s", r.out+r.err)
				}
			})
		}
	}
}

func TestModelServerDown(t *testing.T) {
	t.Parallel()
	p, s := withModel(t, modeltest.Ollama, modeltest.Options{})
	s.Close()
	p.run("ask", why).want(t, 0, "connection refused (tried 4 times)", "see that the server runs, and that OLLAMA_HOST is its address", note)
}

// A server that takes no schema is asked without one.
func TestModelWithoutSchema(t *testing.T) {
	t.Parallel()
	p, s := withModel(t, modeltest.OpenAI, modeltest.Options{NoSchema: true})
	p.run("ask", why).want(t, 0, said+" [1]\n")
	if r := s.Requests(); len(r) != 2 || r[1].Schema != "" {
		t.Errorf("requests: %+v", r)
	}
}

// A server that ignores the schema may answer in plain text, with marks or without
// sense; doctor tells.
func TestModelIgnoresSchema(t *testing.T) {
	t.Parallel()
	p, s := withModel(t, modeltest.Ollama, modeltest.Options{})
	s.Fail(modeltest.Fault{Unshaped: "因汛期冲刷桥墩，镇里委托省古建院修缮永安桥［1］。"})
	p.run("ask", why).want(t, 0, "因汛期冲刷桥墩，镇里委托省古建院修缮永安桥。 [1]\n")
	s.Fail(modeltest.Fault{Unshaped: "I would rather talk about cats."})
	p.run("doctor").want(t, 0, "ok    model        ollama:test: answered in ", "but not in the form that was asked for", "a larger model may do better")
	s.Fail(modeltest.Fault{Full: true})
	p.run("ask", why).want(t, 0, "工程由文物专班负责。 [1]\n")
}

// A question that leans on the conversation in a way that the program does not
// understand: the model completes it, and the program answers.
func TestModelCondenses(t *testing.T) {
	t.Parallel()
	p, s := withModel(t, modeltest.OpenAI, modeltest.Options{Reply: func(modeltest.Request) string {
		return `{"question": "粟溪镇2022年规上工业产值多少？"}`
	}})
	p.write("questions.jsonl", `{"id": "1", "question": "把那个数报一下", "history": [{"role": "user", "text": "粟溪镇2022年规上工业产值归哪个部门统计？"}, {"role": "assistant", "text": "报告中没有提到。"}]}`+"\n")
	p.run("ask", "--batch", "questions.jsonl", "--json").want(t, 0, `"text":"粟溪镇2022年规上工业产值12.7亿元 [1]"`, `"model":"openai:test"`)
	if r := s.Requests(); len(r) != 1 || !strings.Contains(r[0].Schema, `"question"`) {
		t.Errorf("requests: %+v", r)
	}
}

// A reply that comes too late ends with the time for it.
func TestModelStalls(t *testing.T) {
	for _, api := range apis {
		for _, fault := range []modeltest.Fault{{Hang: true}, {Stall: true}} {
			s := modeltest.NewServer(t, api, modeltest.Options{})
			t.Setenv("OPENAI_BASE_URL", s.URL+"/v1")
			t.Setenv("OLLAMA_HOST", s.URL)
			t.Setenv("ANTHROPIC_BASE_URL", s.URL)
			s.Fail(fault)
			w, err := (&globals{LLM: string(api) + ":test"}).writer()
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			if _, err := w.Try(ctx); err == nil || !strings.Contains(err.Error(), "deadline") && !strings.Contains(err.Error(), errLate.Error()) {
				t.Errorf("%s, %+v: error %v", api, fault, err)
			}
			cancel()
		}
	}
}

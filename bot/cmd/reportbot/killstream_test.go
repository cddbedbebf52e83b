package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"reportbot/bot/slacktest"
)

// slowly is what a model says of the town's land, and how slowly: a kill meets the
// answer half said.
var slowly = []string{
	`{"statements": [{"quote": "盘活低效工业用地126亩，改造老旧厂房5处、4.7万平方米。", "text": "盘活低效工业用地126亩，改造老旧厂房5处、4.7万平方米。"}`,
	`, {"quote": "拆除违法建筑3.46万平方米，完成年度任务3万平方米的115.3%。", "text": "拆除违法建筑3.46万平方米，完成年度任务3万平方米的115.3%。"}`,
	`]}`,
}

// slowServer is a model behind OpenAI's API that pauses between statements.
func slowServer(t *testing.T, pause time.Duration) *httptest.Server {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for _, piece := range slowly {
			text, _ := json.Marshal(piece)
			_, _ = fmt.Fprintf(w, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":%s}}]}\n\n", text)
			w.(http.Flusher).Flush()
			select {
			case <-time.After(pause):
			case <-r.Context().Done():
				return
			}
		}
		_, _ = fmt.Fprint(w, "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
	}))
	t.Cleanup(s.Close)
	return s
}

// An answer that was half said when the program was killed is said whole in the same
// message.
func TestKillWhileStreaming(t *testing.T) {
	skipWithoutSignals(t)
	model := slowServer(t, 1500*time.Millisecond)
	s := newServing(t, slacktest.Options{NoRateLimits: true}, "", "REPORTBOT_LLM=openai:test", "OPENAI_API_KEY=sk-secret", "OPENAI_BASE_URL="+model.URL+"/v1")
	user := s.slack.AddUser(slacktest.User{Name: "ann"})
	s.start()
	s.ready()
	dm := s.slack.DM(user)
	sent, err := s.slack.Say(user, dm, "请介绍青箩镇2022年的空间整治", slacktest.Saying{})
	if err != nil {
		t.Fatal(err)
	}
	s.until(20*time.Second, "half of an answer", func() bool {
		all := s.slack.Thread(dm, sent.TS)
		return len(all) == 2 && all[1].Streaming && strings.Contains(all[1].Markdown, "126亩")
	})
	s.kill()
	s.start()
	s.until(30*time.Second, "the answer", func() bool { return slices.Contains(s.said(dm, sent.TS), answerEvent) })
	s.stop()
	all := s.slack.Thread(dm, sent.TS)
	if len(all) != 2 || all[1].Streaming || !strings.Contains(all[1].String(), "3.46万平方米") {
		t.Errorf("the thread: %v", all)
	}
	s.discreet()
}

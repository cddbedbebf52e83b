package bot

import (
	"fmt"
	"testing"
	"time"

	"reportbot/bot/answer"
	"reportbot/bot/slacktest"
)

// benchQuestion is the i-th question. All are answered by the program alone: figures, and sentences for the rest.
func benchQuestion(i int) string {
	topics := []string{"拆除违法建筑多少万平方米？", "新增规上工业企业多少家？", "自营出口多少亿元？", "为什么整治小微园区？"}
	return fmt.Sprintf("%s%d年%s", []string{"青箩镇", "汀鹭镇"}[i%2], 2022+i/2%2, topics[i/4%len(topics)])
}

// benchWorkspace is a workspace with people in channels and the bot running in it.
func benchWorkspace(b *testing.B, people, channels int) (w *workspace, users, in []string) {
	w = newWorkspace(b, slacktest.Options{NoRateLimits: true})
	w.options.PerUser = 1 << 30
	for range people {
		users = append(users, w.AddUser(slacktest.User{}))
	}
	for range channels {
		in = append(in, w.AddChannel(slacktest.Channel{Members: append([]string{w.BotUserID}, users...)}))
	}
	w.start()
	return w, users, in
}

// BenchmarkThroughput asks as fast as the bot answers, by Socket Mode, with the fake
// Slack in the same process: go test ./bot -run - -bench Throughput -cpu 2
func BenchmarkThroughput(b *testing.B) {
	w, users, in := benchWorkspace(b, 50, 20)
	const ahead = 100 // questions that are open at once
	open := make(chan struct{}, ahead)
	w.log.handled = func() { <-open }
	b.ResetTimer()
	start := time.Now()
	for i := range b.N {
		open <- struct{}{}
		if _, err := w.Say(users[i%len(users)], in[i%len(in)], w.Mention()+" "+benchQuestion(i), slacktest.Saying{}); err != nil {
			b.Fatal(err)
		}
	}
	for range ahead {
		open <- struct{}{}
	}
	b.ReportMetric(float64(b.N)/time.Since(start).Seconds(), "questions/s")
	b.StopTimer()
	w.stop()
}

// BenchmarkOneQuestion asks one question after the other and reports how long the
// answer takes, by itself, and the way there and back: two deliveries, looking its
// asker up, status, state.db, blocks, post. The fake's time is within the latter.
func BenchmarkOneQuestion(b *testing.B) {
	w, users, in := benchWorkspace(b, 10, 1)
	a := sampleAnswerer(b)
	handled := make(chan struct{}, 1)
	w.log.handled = func() { handled <- struct{}{} }
	var asking, answering time.Duration
	b.ResetTimer()
	for i := range b.N {
		start := time.Now()
		a.Ask(w.ctx, answer.Question{Text: benchQuestion(i)})
		answering += time.Since(start)
		start = time.Now()
		if _, err := w.Say(users[i%len(users)], in[0], w.Mention()+" "+benchQuestion(i), slacktest.Saying{}); err != nil {
			b.Fatal(err)
		}
		<-handled
		asking += time.Since(start)
	}
	perQuestion := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(b.N) }
	b.ReportMetric(perQuestion(answering), "answer-ms/question")
	b.ReportMetric(perQuestion(asking-answering), "bot-ms/question")
	b.StopTimer()
	w.stop()
}

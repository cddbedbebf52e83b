package bot

import (
	"strings"
	"testing"
	"time"

	"reportbot/bot/blocks"
	"reportbot/bot/slacktest"
	"reportbot/bot/state"
)

func TestMentionAndFollowUps(t *testing.T) {
	w := newWorkspace(t, slacktest.Options{})
	w.start()
	thread := w.say(w.ann, w.channel, w.Mention()+" 青箩镇2022年拆除违法建筑多少万平方米？", "")
	first := w.answer(w.channel, thread, 1)
	mustHold(t, first, "青箩镇", "3.46万平方米", "[1]", "空间整治见效")
	if got := eventOf(first); got != answerEvent {
		t.Errorf("metadata of the answer: %q", got)
	}
	if first.Unfurl {
		t.Error("links in the answer may unfurl")
	}

	w.say(w.ann, w.channel, "那汀鹭镇呢？", thread)
	mustHold(t, w.answer(w.channel, thread, 2), "汀鹭镇")

	w.say(w.ann, w.channel, "<@"+w.bo+"> 你怎么看？", thread)
	w.say(w.ann, w.channel, ":+1:", thread)
	w.say(w.ann, w.channel, "青箩镇2022年拆除违法建筑多少？", "") // at the top, without a mention
	w.quiet(w.channel, thread, 2)
}

func TestDirectMessage(t *testing.T) {
	w := newWorkspace(t, slacktest.Options{})
	w.start()
	dm := w.DM(w.ann)
	thread := w.say(w.ann, dm, "青箩镇2022年拆除违法建筑多少万平方米？", "")
	mustHold(t, w.answer(dm, thread, 1), "3.46万平方米")
	w.say(w.ann, dm, "2023年呢？", thread)
	mustHold(t, w.answer(dm, thread, 2), "2.91万平方米")
	w.until("an end of work", func() bool { return w.Session(dm, thread) == "active" })

	empty := w.say(w.ann, dm, ":wave:", "")
	mustHold(t, w.answer(dm, empty, 1), blocks.WordsFor(blocks.English).Greeting)

	if _, err := w.OpenMessagesTab(w.bo); err != nil {
		t.Fatal(err)
	}
	w.until("suggested prompts", func() bool { return len(w.Prompts(w.DM(w.bo), "")) > 0 })
}

func TestModelAnswersStream(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, slacktest.Options{})
	w.withModel(slowModel{pause: 1500 * time.Millisecond, statements: []string{
		`{"quote": "盘活低效工业用地126亩，改造老旧厂房5处、4.7万平方米。", "text": "盘活低效工业用地126亩，改造老旧厂房5处、4.7万平方米。"}`,
		`{"quote": "拆除违法建筑3.46万平方米，完成年度任务3万平方米的115.3%。", "text": "拆除违法建筑3.46万平方米，完成年度任务3万平方米的115.3%。"}`,
	}})
	w.start()
	dm := w.DM(w.ann)
	thread := w.say(w.ann, dm, "请介绍青箩镇2022年的空间整治", "")
	w.until("a stream", func() bool {
		all := w.answers(dm, thread)
		return len(all) == 1 && all[0].Streaming && strings.Contains(all[0].Markdown, "126亩")
	})
	w.until("its end", func() bool { return eventOf(w.answers(dm, thread)[0]) == answerEvent })
	m := w.answer(dm, thread, 1)
	mustHold(t, m, "126亩", "3.46万平方米", "[1]", "空间整治见效")
	if m.Streaming {
		t.Error("the stream was not stopped")
	}
}

func TestCommand(t *testing.T) {
	w := newWorkspace(t, slacktest.Options{})
	w.start()
	sent, err := w.Command(w.ann, w.channel, Command, "青箩镇2022年拆除违法建筑多少万平方米？")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sent.Ack(w.ctx); err != nil {
		t.Fatal(err)
	}
	w.until("an answer", func() bool {
		all := w.Ephemerals(w.channel, w.ann)
		return len(all) == 1 && strings.Contains(all[0].String(), "3.46万平方米")
	})

	sent, err = w.Command(w.bo, w.channel, Command, " ")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sent.Ack(w.ctx); err != nil {
		t.Fatal(err)
	}
	w.until("help", func() bool {
		all := w.Ephemerals(w.channel, w.bo)
		return len(all) == 1 && strings.Contains(all[0].String(), "/ask")
	})
}

func TestSourceAndFeedback(t *testing.T) {
	w := newWorkspace(t, slacktest.Options{})
	b := w.start()
	thread := w.say(w.ann, w.channel, w.Mention()+" 青箩镇2022年拆除违法建筑多少万平方米？", "")
	m := w.answer(w.channel, thread, 1)

	w.click(w.bo, m, blocks.ActionSource)
	w.until("the source", func() bool {
		v, ok := w.View(w.bo)
		return ok && strings.Contains(v.String(), "完成年度任务3万平方米的115.3%") && strings.Contains(v.String(), "盘活低效工业用地126亩")
	})
	w.CloseView(w.bo)

	var down string
	for _, c := range m.Controls() {
		if c.ActionID == blocks.ActionFeedback && strings.HasPrefix(c.Value, "0:") {
			down = c.Value
		}
	}
	w.clickValue(w.bo, m, blocks.ActionFeedback, down)
	w.until("the feedback modal", func() bool { _, ok := w.View(w.bo); return ok })
	if _, err := w.Submit(w.bo, map[string]string{"reason": string(blocks.WrongFigure), "comment": "应为3.64"}); err != nil {
		t.Fatal(err)
	}
	w.until("the end of the modal", func() bool { _, ok := w.View(w.bo); return !ok })
	var got []state.Feedback
	for range 100 {
		var err error
		if got, err = b.State.Feedback(w.ctx); err != nil {
			t.Fatal(err)
		}
		if len(got) == 1 && got[0].Comment != "" {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if len(got) != 1 || got[0].Verdict != "down" || got[0].Reason != string(blocks.WrongFigure) || got[0].Comment != "应为3.64" ||
		!strings.Contains(got[0].Asked, "拆除违法建筑") || !strings.Contains(string(got[0].Answer), "3.46万平方米") {
		t.Errorf("feedback: %+v", got)
	}
}

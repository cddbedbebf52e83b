package bot

import (
	"testing"

	"reportbot/bot/slacktest"
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

package blockkit

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const sample = `[
	{"type": "header", "text": {"type": "plain_text", "text": "产值"}},
	{"type": "rich_text", "elements": [
		{"type": "rich_text_section", "elements": [
			{"type": "text", "text": "55.61亿元", "style": {"bold": true}}, {"type": "text", "text": " "}, {"type": "link", "url": "https://a", "text": "[1]"},
			{"type": "user", "user_id": "U1"}, {"type": "broadcast", "range": "here"}, {"type": "emoji", "name": "tada"}]},
		{"type": "rich_text_list", "style": "ordered", "offset": 2, "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "甲"}]}]},
		{"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "乙"}]}]},
		{"type": "rich_text_quote", "elements": [{"type": "text", "text": "一\n二"}]}]},
	{"type": "table", "rows": [
		[{"type": "raw_text", "text": "镇"}, {"type": "raw_text", "text": "值"}],
		[{"type": "raw_text", "text": "青萝镇"}, {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "1"}]}]}]]},
	{"type": "section", "text": {"type": "mrkdwn", "text": "*s*"}, "fields": [{"type": "mrkdwn", "text": "f"}],
		"accessory": {"type": "button", "text": {"type": "plain_text", "text": "Show"}, "action_id": "show", "value": "1"}},
	{"type": "divider"},
	{"type": "context", "elements": [{"type": "mrkdwn", "text": "c"}, {"type": "image", "image_url": "https://a", "alt_text": "i"}]},
	{"type": "actions", "elements": [{"type": "static_select", "action_id": "place", "placeholder": {"type": "plain_text", "text": "Place"},
		"options": [{"text": {"type": "plain_text", "text": "甲"}, "value": "a"}, {"text": {"type": "plain_text", "text": "乙"}, "value": "b"}]}]},
	{"type": "context_actions", "elements": [{"type": "feedback_buttons", "action_id": "rate", "positive_button": {"text": {"type": "plain_text", "text": "Good"}, "value": "+"},
		"negative_button": {"text": {"type": "plain_text", "text": "Bad"}, "value": "-"}}]},
	{"type": "markdown", "text": "**m**"},
	{"type": "task_card", "task_id": "t", "title": "Searched", "status": "complete"}
]`

const sampleText = `产值
55.61亿元 [1]<@U1><!here>:tada:
3. 甲
  • 乙
> 一
> 二
镇     | 值
青萝镇 | 1
*s*
f
[Show]
----
c [i]
[Place / 甲 / 乙]
[Good] [Bad]
**m**
(complete) Searched`

func TestText(t *testing.T) {
	if got := Check([]byte(sample), Message); got != nil {
		t.Errorf("the sample is refused: %q", got)
	}
	if diff := cmp.Diff(sampleText, Text([]byte(sample))); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
	if got := Text(nil); got != "" {
		t.Errorf("text of nothing %q", got)
	}
}

func TestControls(t *testing.T) {
	want := []Control{
		{ActionID: "show", Type: "button", Label: "Show", Value: "1"},
		{ActionID: "place", Type: "static_select", Label: "Place", Options: []Option{{"甲", "a"}, {"乙", "b"}}},
		{ActionID: "rate", Type: "feedback_buttons", Label: "Good", Value: "+"},
		{ActionID: "rate", Type: "feedback_buttons", Label: "Bad", Value: "-"},
	}
	if diff := cmp.Diff(want, Controls([]byte(sample))); diff != "" {
		t.Errorf("controls (-want +got):\n%s", diff)
	}
}

// A task that is told again takes its own place.
func TestJoin(t *testing.T) {
	joined := Join(Join(Task("1", "a", ""), Task("2", "b", "")), Task("1", "a", "complete"))
	if got := Text(joined); got != "(complete) a\n(in_progress) b" {
		t.Errorf("tasks %q", got)
	}
}

func TestExpansion(t *testing.T) {
	for text, want := range map[string]int{
		"a":                                    1,
		"a\nb\n\nc":                            2,
		"# a\nb\n- c\n- d\n\n| x | y |\n|-|-|": 4,
		"```\n# no\n\n- no\n```\n> q":          2,
		"---\n***":                             2,
		"":                                     0,
	} {
		if got := expansion(text); got != want {
			t.Errorf("%q: %d blocks, want %d", text, got, want)
		}
	}
}

// Nothing that Slack might be sent breaks the check; blocks that pass still pass with
// their IDs filled in, and have one each.
func FuzzCheck(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte(`[{"type": "section", "text": 1, "accessory": [], "fields": {}}, null, 3]`))
	f.Add([]byte(`[{"type": "carousel", "elements": [{"type": "card", "actions": [{"type": "button"}]}]}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _, _ = Text(data), Controls(data), CheckView(data)
		if !Are(data) || Check(data, Message) != nil {
			return
		}
		n := 0
		filled := Fill(data, func() string { n++; return string(rune('\u4e00' + n)) })
		if got := Check(filled, Message); got != nil {
			t.Errorf("%s passes, %s does not: %q", data, filled, got)
		}
		var blocks []map[string]any
		if err := json.Unmarshal(filled, &blocks); err != nil {
			t.Fatal(err)
		}
		for _, b := range blocks {
			if b["block_id"] == "" || b["block_id"] == nil {
				t.Errorf("%v has no block_id", b)
			}
		}
	})
}

package blocks_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"reportbot/bot/blocks"
)

// What Slack takes, apart from the constants that the program keeps to: most are of
// its documentation, those of whole messages were found by others. In characters.
const (
	messageChars, messageBlocks, messageText = 11_000, 45, 3000
	viewBlocks, viewTitle, viewMetadata      = 100, 24, 3000
	sectionText, buttonText, buttonValue     = 3000, 75, 2000
	actionElements, contextElements          = 25, 10
	tableRows, tableColumns, tableChars      = 100, 20, 10_000
	optionText, optionValue, options         = 75, 150, 10
	placeholder, idLength, inputMax, url     = 150, 255, 3000, 3000
)

// check collects what is wrong with JSON that goes to Slack.
type check struct {
	problems []string
}

func (c *check) that(ok bool, format string, a ...any) {
	if !ok {
		c.problems = append(c.problems, fmt.Sprintf(format, a...))
	}
}

// most checks that a value has a length of 1 to most characters.
func (c *check) most(v any, most int, what string) {
	n := utf8.RuneCountInString(fmt.Sprint(v))
	c.that(v != nil && n >= 1 && n <= most, "%s has %d characters, of %d", what, n, most)
}

// checkMessages checks messages against the limits and rules of safety.
func checkMessages(t testing.TB, messages []blocks.Message) {
	t.Helper()
	if len(messages) == 0 {
		t.Error("no message")
	}
	for i, m := range messages {
		var c check
		c.most(m.Text, messageText, "the text")
		c.that(!strings.ContainsAny(strings.NewReplacer("&amp;", "", "&lt;", "", "&gt;", "").Replace(m.Text), "<>&"), "the text is not escaped: %s", m.Text)
		c.string("text", m.Text)
		c.blocks(m.Blocks, messageBlocks)
		c.that(chars(decode(t, m.Blocks)) <= messageChars, "%d characters", chars(decode(t, m.Blocks)))
		for _, p := range c.problems {
			t.Errorf("message %d: %s", i+1, p)
		}
	}
}

func checkView(t testing.TB, v slack.ModalViewRequest) {
	t.Helper()
	var c check
	c.that(v.Type == slack.VTModal, "type %s", v.Type)
	c.most(v.Title.Text, viewTitle, "title")
	c.most(v.Close.Text, viewTitle, "close")
	if v.Submit != nil {
		c.most(v.Submit.Text, viewTitle, "submit")
	}
	c.that(len(v.PrivateMetadata) <= viewMetadata, "metadata of %d", len(v.PrivateMetadata))
	c.blocks(v.Blocks.BlockSet, viewBlocks)
	for _, p := range c.problems {
		t.Error(p)
	}
}

func decode(t testing.TB, v any) any {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func (c *check) blocks(all []slack.Block, most int) {
	data, err := json.Marshal(all)
	c.that(err == nil, "%v", err)
	var decoded []any
	c.that(json.Unmarshal(data, &decoded) == nil, "not a list of blocks")
	c.that(len(decoded) >= 1 && len(decoded) <= most, "%d blocks", len(decoded))
	tables := 0
	for _, b := range decoded {
		b := b.(map[string]any)
		if b["type"] == "table" {
			tables++
		}
		c.block(b)
		c.walk("", b)
		c.actionIDs(b)
	}
	c.that(tables <= 1, "%d tables in one message", tables)
}

func (c *check) block(b map[string]any) {
	elements, _ := b["elements"].([]any)
	switch b["type"] {
	case "rich_text", "context_actions":
		c.that(len(elements) >= 1, "%v without elements", b["type"])
	case "context":
		c.that(len(elements) >= 1 && len(elements) <= contextElements, "%d elements of a context", len(elements))
	case "actions":
		c.that(len(elements) >= 1 && len(elements) <= actionElements, "%d elements of actions", len(elements))
	case "section":
		c.most(b["text"].(map[string]any)["text"], sectionText, "section")
	case "input":
		c.most(b["label"].(map[string]any)["text"], 2000, "label")
	case "table":
		c.table(b)
	default:
		c.that(false, "block of type %v", b["type"])
	}
}

func (c *check) table(b map[string]any) {
	rows := b["rows"].([]any)
	c.that(len(rows) >= 1 && len(rows) <= tableRows, "%d rows", len(rows))
	n := 0
	settings := b["column_settings"].([]any)
	for _, r := range rows {
		cells := r.([]any)
		c.that(len(cells) >= 1 && len(cells) <= tableColumns && len(cells) == len(settings), "%d cells for %d columns", len(cells), len(settings))
		for _, cell := range cells {
			c.that(chars(cell) > 0, "an empty cell")
			n += chars(cell)
		}
	}
	for _, s := range settings {
		align := s.(map[string]any)["align"]
		c.that(align == "left" || align == "right" || align == "center", "align %v", align)
	}
	c.that(n <= tableChars, "%d characters in a table", n)
}

// walk checks the fields that blocks of several kinds have.
func (c *check) walk(key string, v any) {
	switch v := v.(type) {
	case string:
		c.string(key, v)
	case []any:
		for _, e := range v {
			c.walk(key, e)
		}
	case map[string]any:
		c.object(v)
		for k, e := range v {
			c.walk(k, e)
		}
	}
}

func (c *check) object(o map[string]any) {
	switch o["type"] {
	case "button":
		c.most(o["text"].(map[string]any)["text"], buttonText, "button")
		c.most(o["value"], buttonValue, "value")
		c.most(o["action_id"], idLength, "action_id")
	case "feedback_buttons":
		for _, b := range []string{"positive_button", "negative_button"} {
			c.most(o[b].(map[string]any)["text"].(map[string]any)["text"], buttonText, b)
			c.most(o[b].(map[string]any)["value"], buttonValue, b)
		}
	case "radio_buttons":
		all := o["options"].([]any)
		c.that(len(all) >= 1 && len(all) <= options, "%d options", len(all))
		for _, option := range all {
			c.most(option.(map[string]any)["text"].(map[string]any)["text"], optionText, "option")
			c.most(option.(map[string]any)["value"], optionValue, "option's value")
		}
	case "plain_text_input":
		c.most(o["placeholder"].(map[string]any)["text"], placeholder, "placeholder")
		c.that(o["max_length"].(float64) <= inputMax, "max_length %v", o["max_length"])
	case "text":
		c.that(o["text"] != "", "empty text")
	case "link":
		c.most(o["url"], url, "url")
		c.most(o["text"], sectionText, "text of a link")
		c.that(strings.HasPrefix(o["url"].(string), "https://") || strings.HasPrefix(o["url"].(string), "http://"), "link to %v", o["url"])
	case "mrkdwn", "markdown", "user", "usergroup", "broadcast", "channel", "emoji":
		c.that(false, "an element of type %v", o["type"])
	}
}

// string checks what no text may hold.
func (c *check) string(key, s string) {
	c.that(utf8.ValidString(s), "%s is no UTF-8: %q", key, s)
	for _, bad := range []string{"<!", "<@", "<#", "&lt;!", "&lt;@", "&lt;#"} {
		c.that(!strings.Contains(s, bad), "%s holds %s: %.100q", key, bad, s)
	}
	for _, r := range s {
		c.that(r == '\n' || r == '\t' || r == '\u200c' || r == '\u200d' || !unicode.In(r, unicode.Cc, unicode.Cf), "%s holds %U: %.100q", key, r, s)
	}
	for _, name := range []string{"channel", "here", "everyone"} {
		for _, at := range []string{"@", "＠"} {
			i := strings.Index(strings.ToLower(s), at+name)
			before, _ := utf8.DecodeLastRuneInString(s[:max(i, 0)])
			c.that(i < 0 || i > 0 && (unicode.IsLetter(before) || unicode.IsDigit(before) || strings.ContainsRune("._%+-", before)) || isLetterAt(s, i+len(at+name)), "%s shouts: %.100q", key, s)
		}
	}
}

func isLetterAt(s string, i int) bool {
	return i < len(s) && (s[i] == '_' || s[i] < utf8.RuneSelf && (unicode.IsLetter(rune(s[i])) || unicode.IsDigit(rune(s[i]))))
}

// actionIDs checks that those of one block differ.
func (c *check) actionIDs(b map[string]any) {
	seen := map[any]bool{}
	elements, _ := b["elements"].([]any)
	for _, e := range elements {
		if id, ok := e.(map[string]any)["action_id"]; ok {
			c.that(!seen[id], "action_id %v twice", id)
			seen[id] = true
		}
	}
}

// chars counts the characters of all that is said, linked or carried.
func chars(v any) int {
	n := 0
	switch v := v.(type) {
	case string:
		n = utf8.RuneCountInString(v)
	case []any:
		for _, e := range v {
			n += chars(e)
		}
	case map[string]any:
		for k, e := range v {
			if k != "type" && k != "style" && k != "align" {
				n += chars(e)
			}
		}
	}
	return n
}

// The limits here are those that somebody else has written down.
func TestLimits(t *testing.T) {
	root := os.Getenv("REPORTBOT_DATASETS")
	if root == "" {
		t.Skip("REPORTBOT_DATASETS names no folder with limits to compare with")
	}
	data, err := os.ReadFile(filepath.Join(root, "slack-fixtures", "slackblocks-spec", "limits.json"))
	if err != nil {
		t.Fatal(err)
	}
	var theirs map[string]any
	if err := json.Unmarshal(data, &theirs); err != nil {
		t.Fatal(err)
	}
	for path, ours := range map[string]int{
		"section.text.max_length":          sectionText,
		"button.text.max_length":           buttonText,
		"button.value.max_length":          buttonValue,
		"feedback_button.text.max_length":  buttonText,
		"feedback_button.value.max_length": buttonValue,
		"action_id.max_length":             idLength,
		"actions.elements.max_items":       actionElements,
		"context.elements.max_items":       contextElements,
		"option.text.max_length":           optionText,
		"option.value.max_length":          optionValue,
		"radio_buttons.options.max_items":  options,
		"select.placeholder.max_length":    placeholder,
		"plain_text_input.max_length.max":  inputMax,
		"view.blocks.max_items":            viewBlocks,
		"view.title.max_length":            viewTitle,
		"view.close.max_length":            viewTitle,
		"view.submit.max_length":           viewTitle,
		"view.private_metadata.max_length": viewMetadata,
		"button.url.max_length":            url,
		"text.max_length":                  messageText,
	} {
		var v any = theirs
		for key := range strings.SplitSeq(path, ".") {
			o, _ := v.(map[string]any)
			v = o[key]
		}
		if v != float64(ours) {
			t.Errorf("%s: %d, theirs is %v", path, ours, v)
		}
	}
}

package blockkit

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"
)

// Text is what people read in blocks, as plain text: one line for a paragraph, a list
// item or a row; buttons in brackets; "" when there is nothing to read.
func Text(raw json.RawMessage) string {
	var parts []string
	for _, b := range parse(raw) {
		if t := blockText(b); t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, "\n")
}

// blockText is the text of one block.
func blockText(b any) string {
	m := asMap(b)
	switch typeOf(b) {
	case "section":
		return lines(text(m["text"]), each(m["fields"], text), elementText(m["accessory"]))
	case "header", "alert":
		return text(m["text"])
	case "markdown":
		return word(m["text"])
	case "divider":
		return "----"
	case "context":
		return strings.Join(textsOf(m["elements"], contextText), " ")
	case "actions", "context_actions":
		return strings.Join(textsOf(m["elements"], elementText), " ")
	case "input":
		return lines(text(m["label"])+": "+elementText(m["element"]), text(m["hint"]))
	case "rich_text":
		return each(m["elements"], richTextText)
	case "table", "data_table":
		return lines(word(m["caption"]), tableText(asList(m["rows"])))
	case "image":
		return "[" + word(m["alt_text"]) + "]"
	case "task_card":
		return fmt.Sprintf("(%s) %s", word(m["status"]), word(m["title"]))
	case "plan":
		return lines(word(m["title"]), each(m["tasks"], func(t any) string { return "(" + word(asMap(t)["status"]) + ") " + word(asMap(t)["title"]) }))
	case "card":
		return lines(text(m["title"]), text(m["subtitle"]), text(m["body"]), strings.Join(textsOf(m["actions"], elementText), " "), text(m["subtext"]))
	case "carousel":
		return each(m["elements"], blockText)
	case "container":
		return lines(text(m["title"]), text(m["subtitle"]), each(m["child_blocks"], blockText))
	case "video":
		return "[" + text(m["title"]) + "]"
	case "data_visualization":
		return "[" + word(m["title"]) + "]"
	}
	return ""
}

// lines joins what is not empty.
func lines(parts ...string) string {
	var full []string
	for _, p := range parts {
		if p != "" {
			full = append(full, p)
		}
	}
	return strings.Join(full, "\n")
}

// each is a line for each item.
func each(v any, f func(any) string) string { return lines(textsOf(v, f)...) }

func textsOf(v any, f func(any) string) []string {
	var all []string
	for _, item := range asList(v) {
		if t := f(item); t != "" {
			all = append(all, t)
		}
	}
	return all
}

func contextText(v any) string {
	if typeOf(v) == "image" {
		return "[" + word(asMap(v)["alt_text"]) + "]"
	}
	return text(v)
}

func elementText(v any) string {
	m := asMap(v)
	switch typeOf(v) {
	case "":
		return ""
	case "image":
		return "[" + word(m["alt_text"]) + "]"
	case "feedback_buttons":
		return "[" + text(asMap(m["positive_button"])["text"]) + "] [" + text(asMap(m["negative_button"])["text"]) + "]"
	}
	c := controlOf(m)
	label := c.Label
	for _, o := range c.Options {
		label = strings.TrimSpace(label + " / " + o.Label)
	}
	return "[" + strings.TrimPrefix(label, "/ ") + "]"
}

// richTextText is the text of a part of a rich_text block.
func richTextText(v any) string {
	m := asMap(v)
	switch typeOf(v) {
	case "rich_text_list":
		return listText(m)
	case "rich_text_quote":
		return "> " + strings.ReplaceAll(inlineText(m["elements"]), "\n", "\n> ")
	}
	return inlineText(m["elements"])
}

func listText(m map[string]any) string {
	indent, _ := m["indent"].(float64)
	offset, _ := m["offset"].(float64)
	var items []string
	for i, item := range asList(m["elements"]) {
		mark := "•"
		if word(m["style"]) == "ordered" {
			mark = fmt.Sprintf("%d.", i+1+int(offset))
		}
		items = append(items, strings.Repeat("  ", int(indent))+mark+" "+inlineText(asMap(item)["elements"]))
	}
	return strings.Join(items, "\n")
}

// inlineText is the text of inline elements, without their marks.
func inlineText(v any) string {
	var b strings.Builder
	for _, e := range asList(v) {
		m := asMap(e)
		switch typeOf(e) {
		case "text":
			b.WriteString(word(m["text"]))
		case "link":
			if t := word(m["text"]); t != "" {
				b.WriteString(t)
			} else {
				b.WriteString(word(m["url"]))
			}
		case "user":
			b.WriteString("<@" + word(m["user_id"]) + ">")
		case "channel":
			b.WriteString("<#" + word(m["channel_id"]) + ">")
		case "usergroup":
			b.WriteString("<!subteam^" + word(m["usergroup_id"]) + ">")
		case "broadcast":
			b.WriteString("<!" + word(m["range"]) + ">")
		case "emoji":
			b.WriteString(":" + word(m["name"]) + ":")
		case "date":
			b.WriteString(word(m["fallback"]))
		}
	}
	return b.String()
}

// tableText sets the cells of rows below each other.
func tableText(rows []any) string {
	var cells [][]string
	var widths []int
	for _, row := range rows {
		var texts []string
		for i, c := range asList(row) {
			t := cellText(c)
			texts = append(texts, t)
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], runewidth.StringWidth(t))
		}
		cells = append(cells, texts)
	}
	var out []string
	for _, row := range cells {
		var line strings.Builder
		for i, t := range row {
			line.WriteString(runewidth.FillRight(t, widths[i]) + " | ")
		}
		out = append(out, strings.TrimRight(line.String(), " |"))
	}
	return strings.Join(out, "\n")
}

func cellText(v any) string {
	m := asMap(v)
	if typeOf(v) == "rich_text" {
		return strings.ReplaceAll(each(m["elements"], richTextText), "\n", " ")
	}
	if t := word(m["text"]); t != "" {
		return t
	}
	if m["value"] != nil {
		return fmt.Sprint(m["value"])
	}
	return ""
}

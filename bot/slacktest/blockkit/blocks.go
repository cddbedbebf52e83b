package blockkit

import (
	"strings"
	"unicode/utf8"
)

// Surface is where blocks are shown.
type Surface int

const (
	Message Surface = iota
	Stream          // a chunk of a stream
	Modal
	Home
)

// Limits of whole messages and tables. Sources: docs.slack.dev/reference/block-kit/blocks
// and the pages of table and data_table.
const (
	MostBlocks      = 50 // in a message
	mostViewBlocks  = 100
	mostTableText   = 10000 // characters in all tables of a message
	mostDataText    = 20000
	longestMarkdown = 12000 // characters in all markdown blocks of a message
)

// surfaces are the blocks that not every surface shows. Source:
// docs.slack.dev/blocks.json for alert, card, carousel and container; the pages of
// the others.
var surfaces = map[string][]Surface{
	"alert":              {Modal},
	"card":               {Message, Stream, Modal, Home},
	"carousel":           {Message, Stream, Home},
	"container":          {Message, Stream},
	"context_actions":    {Message, Stream},
	"data_table":         {Message, Stream},
	"data_visualization": {Message, Stream},
	"file":               {Message, Stream},
	"markdown":           {Message, Stream},
	"plan":               {Message, Stream},
	"table":              {Message, Stream},
	"task_card":          {Message, Stream},
}

// blocks are the rules of blocks, by type; filled in init, since containers hold
// blocks.
var blocks map[string]rule

func init() {
	card := shape{
		"block_id": blockID, "hero_image": may(oneOf(elements, "image")), "icon": may(oneOf(elements, "image")), "slack_icon": may(icon),
		"title": may(mrkdwn(1, 150)), "subtitle": may(mrkdwn(1, 150)), "body": may(mrkdwn(1, 200)), "subtext": may(mrkdwn(1, 200)),
		"actions": may(list(1, 3, oneOf(elements, "button"))),
	}.with(func(p *problems, at string, m map[string]any) {
		if m["hero_image"] == nil && m["title"] == nil && m["actions"] == nil && m["body"] == nil {
			p.add(at, "missing required field: title")
		}
	})
	blocks = map[string]rule{
		"section": shape{
			"block_id": blockID, "text": may(mrkdwn(1, 3000)), "fields": may(list(1, 10, mrkdwn(1, 2000))), "accessory": may(oneOf(elements, inSection...)),
			"expand": may(boolean),
		}.with(func(p *problems, at string, m map[string]any) {
			if m["text"] == nil && m["fields"] == nil {
				p.add(at, "missing required field: text")
			}
		}),
		"divider": shape{"block_id": blockID}.check,
		"header":  shape{"block_id": blockID, "text": must(plain(1, 150)), "level": may(number(1, 4))}.check,
		"image":   imageShape(shape{"block_id": blockID, "title": may(plain(1, 2000))}),
		"actions": shape{"block_id": blockID, "elements": must(list(1, 25, oneOf(elements, inActions...)))}.with(distinctActions),
		"context": shape{"block_id": blockID, "elements": must(list(1, 10, contextElement))}.check,
		"input": shape{
			"block_id": blockID, "label": must(plain(1, 2000)), "hint": may(plain(1, 2000)), "optional": may(boolean), "dispatch_action": may(boolean),
			"element": must(oneOf(elements, inInput...)),
		}.check,
		"file": shape{"block_id": blockID, "external_id": must(str(1, 255)), "source": must(enum("remote"))}.check,
		"video": shape{
			"block_id": blockID, "alt_text": must(str(1, 200)), "title": must(plain(1, 200)), "title_url": may(link), "description": may(plain(1, 200)),
			"video_url": must(link), "thumbnail_url": must(link), "author_name": may(str(1, 50)), "provider_name": may(str(1, 50)), "provider_icon_url": may(link),
		}.check,
		"markdown":  shape{"block_id": blockID, "text": must(str(1, longestMarkdown))}.check,
		"rich_text": richText,
		"table": shape{
			"block_id": blockID, "rows": must(list(1, 100, list(1, 20, oneOf(cells, "raw_text", "rich_text")))), "column_settings": may(list(0, 20, column)),
		}.with(rectangle),
		"data_table": shape{
			"block_id": blockID, "rows": must(list(2, 201, list(1, 20, oneOf(cells, "raw_text", "raw_number", "rich_text")))), "page_size": may(number(1, 100)),
			"caption": may(str(1, unlimited)), "row_header_column_index": may(number(0, 19)),
		}.with(func(p *problems, at string, m map[string]any) {
			rectangle(p, at, m)
			if length(m["rows"]) > mostDataText {
				p.add(at+"/rows", "must be less than %d characters", mostDataText+1)
			}
		}),
		"context_actions": shape{"block_id": blockID, "elements": must(list(1, 5, oneOf(elements, "feedback_buttons", "icon_button")))}.with(distinctActions),
		"task_card":       task(shape{"block_id": blockID}),
		"plan":            shape{"block_id": blockID, "title": must(str(1, unlimited)), "tasks": may(list(0, 50, task(shape{"block_id": blockID})))}.check,
		"alert":           shape{"block_id": blockID, "text": must(mrkdwn(1, 200)), "level": may(enum("default", "info", "warning", "error", "success"))}.check,
		"card":            card,
		"carousel":        shape{"block_id": blockID, "elements": must(list(1, 10, oneOf(map[string]rule{"card": card}, "card")))}.check,
		"container": shape{
			"block_id": blockID, "title": may(plain(1, 150)), "subtitle": may(mrkdwn(1, 150)), "icon": may(oneOf(elements, "image")), "slack_icon": may(icon),
			"child_blocks": must(list(0, 10, typed(block))), "width": may(enum("narrow", "standard", "wide", "full")), "is_collapsible": may(boolean),
			"default_collapsed": may(boolean), "has_header_divider": may(boolean),
		}.check,
		"data_visualization": shape{"block_id": blockID, "title": must(str(1, 50)), "chart": must(oneOf(charts, "pie", "bar", "line", "area"))}.check,
	}
}

// block is the rule of a block's type; nil when there is none.
func block(kind string) rule {
	r := blocks[kind]
	if r == nil {
		return nil
	}
	return func(p *problems, at string, v any) {
		if on := surfaces[kind]; on != nil && !contains(on, p.surface) {
			p.add(at+"/type", "unsupported type: %s", kind)
			return
		}
		r(p, at, v)
	}
}

func contains(on []Surface, s Surface) bool {
	for _, other := range on {
		if other == s {
			return true
		}
	}
	return false
}

// contextElement is a text or an image.
var contextElement = typed(func(kind string) rule {
	switch kind {
	case "image":
		return elements["image"]
	case "mrkdwn", "plain_text":
		return mrkdwn(1, 3000)
	}
	return nil
})

// cells are those of tables, by type.
var cells = map[string]rule{
	"raw_text":   shape{"text": must(str(1, unlimited))}.check,
	"raw_number": shape{"value": must(anything), "text": may(str(1, unlimited))}.check,
	"rich_text":  richText,
}

var column = shape{"align": may(enum("left", "center", "right")), "is_wrapped": may(boolean)}.check

// rectangle tells when rows differ in length, or when there are settings for columns
// that are not there.
func rectangle(p *problems, at string, m map[string]any) {
	rows, _ := m["rows"].([]any)
	width := -1
	for _, row := range rows {
		n := len(asList(row))
		if width >= 0 && n != width {
			p.add(at+"/rows", "all rows must have the same number of cells")
			break
		}
		width = n
	}
	if settings := asList(m["column_settings"]); len(settings) > width && width >= 0 {
		p.add(at+"/column_settings", "no more than %d items allowed", width)
	}
}

// task is a step of an agent's work.
func task(more shape) rule {
	s := shape{
		"task_id": must(str(1, 255)), "title": must(str(1, unlimited)), "status": may(enum("pending", "in_progress", "complete", "error")),
		"details": may(richBlock), "output": may(richBlock), "sources": may(list(0, 100, oneOf(elements, "url"))),
	}
	for name, f := range more {
		s[name] = f
	}
	return s.check
}

var richBlock = oneOf(map[string]rule{"rich_text": richText}, "rich_text")

// charts are those of data_visualization, by type.
var charts = map[string]rule{"pie": pie, "bar": axes, "line": axes, "area": axes}

var pie = shape{"segments": must(list(1, 12, shape{"label": must(str(1, 20)), "value": must(positive)}.check))}.check

var axes = shape{
	"series": must(list(1, 12, shape{
		"name": must(str(1, 20)), "data": must(list(1, 20, shape{"label": must(str(1, 20)), "value": must(anything)}.check)),
	}.check)),
	"axis_config": must(shape{"categories": must(list(1, 20, str(1, 20))), "x_label": may(str(1, 50)), "y_label": may(str(1, 50))}.check),
}.check

func positive(p *problems, at string, v any) {
	if n, ok := v.(float64); !ok || n <= 0 {
		p.add(at, "must be more than 0")
	}
}

// distinctActions tells when two elements of a block have one action_id.
func distinctActions(p *problems, at string, m map[string]any) {
	seen := map[string]bool{}
	for _, e := range asList(m["elements"]) {
		id, _ := asMap(e)["action_id"].(string)
		if id != "" && seen[id] {
			p.add(at+"/elements", "`action_id` %q already exists for another action in this block", id)
		}
		seen[id] = true
	}
}

// length is the number of characters of the texts in a value.
func length(v any) int {
	n := 0
	texts(v, func(text string) { n += utf8.RuneCountInString(text) })
	return n
}

// texts calls f with what people read in a value: texts, titles, labels.
func texts(v any, f func(string)) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			texts(item, f)
		}
	case map[string]any:
		for name, value := range v {
			if text, ok := value.(string); ok && strings.Contains(" text title subtitle body subtext caption alt_text label name fallback ", " "+name+" ") {
				f(text)
			} else {
				texts(value, f)
			}
		}
	}
}

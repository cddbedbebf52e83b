package blockkit

import "strings"

// style are the marks of a piece of rich text.
var style = shape{
	"bold": may(boolean), "italic": may(boolean), "strike": may(boolean), "code": may(boolean), "underline": may(boolean),
	"highlight": may(boolean), "client_highlight": may(boolean), "unlink": may(boolean),
}.check

// inline are the rules of what stands in a line of rich text, by type.
var inline = map[string]rule{
	"text":      shape{"text": must(str(1, unlimited)), "style": may(style)}.check,
	"link":      shape{"url": must(link), "text": may(str(0, unlimited)), "unsafe": may(boolean), "style": may(style)}.check,
	"emoji":     shape{"name": must(str(1, 255)), "unicode": may(str(1, 255)), "skin_tone": may(number(1, 6)), "url": may(link), "style": may(style)}.check,
	"user":      shape{"user_id": must(str(1, 255)), "style": may(style)}.check,
	"channel":   shape{"channel_id": must(str(1, 255)), "style": may(style)}.check,
	"usergroup": shape{"usergroup_id": must(str(1, 255)), "style": may(style)}.check,
	"team":      shape{"team_id": must(str(1, 255)), "style": may(style)}.check,
	"broadcast": shape{"range": must(enum("here", "channel", "everyone")), "style": may(style)}.check,
	"color":     shape{"value": must(str(1, 255)), "style": may(style)}.check,
	"date": shape{
		"timestamp": must(number(0, 1e11)), "format": must(str(1, 255)), "timezone": may(str(1, 255)), "url": may(link), "fallback": may(str(1, 255)),
		"style": may(style),
	}.check,
}

var inlines = strings.Fields("text link emoji user channel usergroup team broadcast color date")

// line is a list of inline elements; Slack takes an empty one.
var line = list(0, unlimited, oneOf(inline, inlines...))

// richElements are the parts of a rich_text block, by type.
var richElements = map[string]rule{
	"rich_text_section":      shape{"elements": must(line)}.check,
	"rich_text_quote":        shape{"elements": must(line), "border": may(number(0, 1))}.check,
	"rich_text_preformatted": shape{"elements": must(preformatted), "border": may(number(0, 1)), "language": may(str(1, 255))}.check,
	"rich_text_list": shape{
		"elements": must(list(0, unlimited, oneOf(map[string]rule{"rich_text_section": shape{"elements": must(line)}.check}, "rich_text_section"))),
		"style":    must(enum("bullet", "ordered")), "indent": may(number(0, 8)), "offset": may(number(0, 1e6)), "border": may(number(0, 3)),
	}.check,
}

// preformatted is text without marks.
var preformatted = list(0, unlimited, oneOf(inline, "text", "link", "emoji"))

var richText = shape{
	"block_id": blockID,
	"elements": must(list(0, unlimited, oneOf(richElements, "rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"))),
}.check

package blocks

import (
	"encoding/json"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

// reserve is what a page keeps free for its buttons, in characters and blocks.
const reserveChars, reserveBlocks = 1000, 3

// paginate shares blocks out over pages, in order, each within the limits of a message
// with room left for buttons; one table a page.
func paginate(all []slack.Block) [][]slack.Block {
	var pages [][]slack.Block
	var page []slack.Block
	chars, table := 0, false
	for _, b := range all {
		size, isTable := sizeOf(b), b.BlockType() == slack.MBTTable
		full := chars+size > maxMessageChars-reserveChars || len(page) == maxMessageBlocks-reserveBlocks
		if len(page) > 0 && (full || table && isTable) {
			pages = append(pages, page)
			page, chars, table = nil, 0, false
		}
		page = append(page, b)
		chars, table = chars+size, table || isTable
	}
	if len(page) > 0 {
		pages = append(pages, page)
	}
	return pages
}

// sizeOf is the size of a block: all that it says, links to and carries, in
// characters.
func sizeOf(b slack.Block) int {
	data, err := json.Marshal(b)
	if err != nil {
		return 0 // not of blocks that we make
	}
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		return 0
	}
	return textSize(v)
}

func textSize(v any) int {
	n := 0
	switch v := v.(type) {
	case string:
		return utf8.RuneCountInString(v)
	case []any:
		for _, e := range v {
			n += textSize(e)
		}
	case map[string]any:
		for key, e := range v {
			if key != "type" && key != "style" && key != "align" {
				n += textSize(e)
			}
		}
	}
	return n
}

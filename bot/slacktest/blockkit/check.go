package blockkit

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// Are tells whether raw is an array of objects, which blocks must be before anything
// else is looked at.
func Are(raw json.RawMessage) bool {
	var list []map[string]any
	return json.Unmarshal(raw, &list) == nil && list != nil
}

// Check returns what Slack has against blocks on a surface, each message with the
// JSON pointer of its place; nil when it takes them.
func Check(raw json.RawMessage, on Surface) []string {
	var list []any
	p := &problems{surface: on}
	if json.Unmarshal(raw, &list) != nil {
		p.add("/blocks", "must be an array")
		return p.list
	}
	p.blocks("/blocks", list)
	return p.list
}

// CheckView returns what Slack has against a modal or a home tab; nil when it takes
// it.
func CheckView(raw json.RawMessage) []string {
	var v map[string]any
	p := &problems{surface: Modal}
	if json.Unmarshal(raw, &v) != nil || v == nil {
		p.add("/view", "must be an object")
		return p.list
	}
	rules := map[string]rule{"modal": modal, "home": home}
	if typeOf(v) == "home" {
		p.surface = Home
	}
	oneOf(rules, "modal", "home")(p, "/view", v)
	if list, ok := v["blocks"].([]any); ok {
		p.blocks("/view/blocks", list)
		if typeOf(v) == "modal" && v["submit"] == nil && hasInput(list) {
			p.add("/view", "missing required field: submit")
		}
	}
	return p.list
}

// viewShape are the members that all views have; their blocks are checked apart.
func viewShape(more shape) rule {
	s := shape{
		"blocks": must(func(p *problems, at string, v any) {
			if _, ok := v.([]any); !ok {
				p.add(at, "must be an array")
			}
		}),
		"private_metadata": may(str(0, 3000)), "callback_id": may(str(0, 255)), "external_id": may(str(0, 255)),
	}
	for name, f := range more {
		s[name] = f
	}
	return s.check
}

var (
	modal = viewShape(shape{
		"title": must(plain(1, 24)), "submit": may(plain(1, 24)), "close": may(plain(1, 24)), "clear_on_close": may(boolean), "notify_on_close": may(boolean),
		"submit_disabled": may(boolean),
	})
	home = viewShape(nil)
)

func hasInput(list []any) bool {
	for _, b := range list {
		if typeOf(b) == "input" {
			return true
		}
	}
	return false
}

// blocks checks the blocks of a message or a view, one by one and together.
func (p *problems) blocks(at string, list []any) {
	most, count := MostBlocks, 0
	if p.surface == Modal || p.surface == Home {
		most = mostViewBlocks
		if len(list) == 0 {
			p.add(at, "must provide at least 1 items")
		}
	}
	ids := map[string]bool{}
	markdown, tables, cells := 0, 0, 0
	for i, b := range list {
		typed(block)(p, at+"/"+strconv.Itoa(i), b)
		m := asMap(b)
		if id, _ := m["block_id"].(string); id != "" {
			if ids[id] {
				p.add(at+"/"+strconv.Itoa(i)+"/block_id", "`block_id` %q already exists for another block", id)
			}
			ids[id] = true
		}
		count++
		switch typeOf(b) {
		case "markdown":
			text, _ := m["text"].(string)
			markdown += utf8.RuneCountInString(text)
			count += max(0, expansion(text)-1)
		case "table":
			tables++
			cells += length(m["rows"])
		}
	}
	if count > most {
		p.add(at, "no more than %d items allowed", most)
	}
	if markdown > longestMarkdown {
		p.add(at, "markdown text must be less than %d characters", longestMarkdown+1)
	}
	if tables > 1 {
		p.add(at, "only_one_table_allowed")
	}
	if cells > mostTableText {
		p.add(at, "table text must be less than %d characters", mostTableText+1)
	}
}

// Count is the number of blocks.
func Count(raw json.RawMessage) int { return len(parse(raw)) }

// Length is the number of characters that people read in blocks.
func Length(raw json.RawMessage) int {
	n := 0
	for _, b := range parse(raw) {
		n += length(b)
	}
	return n
}

// parse reads blocks; none when they are not.
func parse(raw json.RawMessage) []any {
	var list []any
	_ = json.Unmarshal(raw, &list) // nothing, when there is nothing
	return list
}

func asMap(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

func asList(v any) []any {
	l, _ := v.([]any)
	return l
}

func toNumber(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case string:
		n, err := strconv.ParseFloat(v, 64)
		return n, err == nil
	}
	return 0, false
}

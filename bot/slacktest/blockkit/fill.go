package blockkit

import "encoding/json"

// Fill gives the blocks and controls that have no ID one from next, as Slack does.
func Fill(raw json.RawMessage, next func() string) json.RawMessage {
	list := parse(raw)
	for _, b := range list {
		fill(asMap(b), "block_id", next)
		eachElement(b, func(e map[string]any) { fill(e, "action_id", next) })
	}
	return encode(list)
}

func fill(m map[string]any, name string, next func() string) {
	if id, _ := m[name].(string); m != nil && id == "" {
		m[name] = next()
	}
}

// eachElement calls f with each control of a block, in the order that people see.
func eachElement(b any, f func(map[string]any)) {
	m := asMap(b)
	for _, name := range []string{"accessory", "element"} {
		if e := asMap(m[name]); isControl(e) {
			f(e)
		}
	}
	for _, name := range []string{"elements", "actions", "child_blocks"} {
		for _, e := range asList(m[name]) {
			if isControl(asMap(e)) {
				f(asMap(e))
			} else if name == "child_blocks" || typeOf(e) == "card" {
				eachElement(e, f)
			}
		}
	}
}

func isControl(e map[string]any) bool {
	kind := typeOf(e)
	return elements[kind] != nil && kind != "image" && kind != "url"
}

// Join is the blocks of a followed by those of b; a task of b takes the place of the
// one with its task_id. nil when there are none.
func Join(a, b json.RawMessage) json.RawMessage {
	list := parse(a)
	for _, more := range parse(b) {
		id, place := asMap(more)["task_id"], -1
		for i, old := range list {
			if id != nil && asMap(old)["task_id"] == id {
				place = i
			}
		}
		if place >= 0 {
			list[place] = more
		} else {
			list = append(list, more)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return encode(list)
}

// Task is the block of a step of an agent's work, alone.
func Task(id, title, status string) json.RawMessage {
	if status == "" {
		status = "in_progress"
	}
	return encode([]any{map[string]any{"type": "task_card", "task_id": id, "title": title, "status": status}})
}

func encode(v []any) json.RawMessage {
	if v == nil {
		v = []any{}
	}
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // what came from JSON goes back to it
	}
	return data
}

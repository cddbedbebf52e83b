package blockkit

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"
)

// problems gathers what is wrong, in the order found.
type problems struct {
	list    []string
	surface Surface
}

func (p *problems) add(at, format string, args ...any) {
	p.list = append(p.list, fmt.Sprintf("[ERROR] %s [json-pointer:%s]", fmt.Sprintf(format, args...), at))
}

// rule checks a value at a JSON pointer.
type rule func(p *problems, at string, v any)

// field is a member of an object.
type field struct {
	must bool
	rule rule
}

func must(r rule) field { return field{true, r} }
func may(r rule) field  { return field{false, r} }

// shape are the members of an object; others are refused.
type shape map[string]field

// check checks an object; type is always a member.
func (s shape) check(p *problems, at string, v any) {
	m, ok := v.(map[string]any)
	if !ok {
		p.add(at, "must be an object")
		return
	}
	for _, name := range slices.Sorted(maps.Keys(s)) {
		if value, given := m[name]; given {
			s[name].rule(p, at+"/"+name, value)
		} else if s[name].must {
			p.add(at, "missing required field: %s", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m)) {
		if _, known := s[name]; !known && name != "type" {
			p.add(at, "invalid additional property: %s", name)
		}
	}
}

// with adds a rule for the object as a whole.
func (s shape) with(whole func(p *problems, at string, m map[string]any)) rule {
	return func(p *problems, at string, v any) {
		s.check(p, at, v)
		if m, ok := v.(map[string]any); ok {
			whole(p, at, m)
		}
	}
}

// str is a text of least to most characters.
func str(least, most int) rule {
	return func(p *problems, at string, v any) {
		text, ok := v.(string)
		switch n := utf8.RuneCountInString(text); {
		case !ok:
			p.add(at, "must be a string")
		case n < least:
			p.add(at, "must be more than %d characters", least-1)
		case n > most:
			p.add(at, "must be less than %d characters", most+1)
		}
	}
}

// anything passes.
func anything(*problems, string, any) {}

// boolean is true or false.
func boolean(p *problems, at string, v any) {
	if _, ok := v.(bool); !ok {
		p.add(at, "must be a boolean")
	}
}

// number is one from least to most.
func number(least, most float64) rule {
	return func(p *problems, at string, v any) {
		if n, ok := v.(float64); !ok || n < least || n > most {
			p.add(at, "must be a number from %v to %v", least, most)
		}
	}
}

// enum is one of some words.
func enum(words ...string) rule {
	return func(p *problems, at string, v any) {
		if text, _ := v.(string); !slices.Contains(words, text) {
			p.add(at, "must be a valid enum value")
		}
	}
}

// list has least to most items of a rule.
func list(least, most int, item rule) rule {
	return func(p *problems, at string, v any) {
		items, ok := v.([]any)
		switch {
		case !ok:
			p.add(at, "must be an array")
			return
		case len(items) < least:
			p.add(at, "must provide at least %d items", least)
		case len(items) > most:
			p.add(at, "no more than %d items allowed", most)
		}
		for i, item2 := range items {
			item(p, at+"/"+strconv.Itoa(i), item2)
		}
	}
}

// typed is an object whose rule depends on its type.
func typed(rules func(kind string) rule) rule {
	return func(p *problems, at string, v any) {
		kind := typeOf(v)
		if r := rules(kind); r != nil {
			r(p, at, v)
			return
		}
		p.add(at+"/type", "unsupported type: %s", kind)
	}
}

// oneOf is an object of one of some types.
func oneOf(rules map[string]rule, kinds ...string) rule {
	return typed(func(kind string) rule {
		if slices.Contains(kinds, kind) {
			return rules[kind]
		}
		return nil
	})
}

func typeOf(v any) string {
	m, _ := v.(map[string]any)
	kind, _ := m["type"].(string)
	return kind
}

// either tells when not exactly one of two members is given.
func either(p *problems, at string, m map[string]any, a, b string) {
	_, hasA := m[a]
	_, hasB := m[b]
	if hasA == hasB {
		p.add(at, "must define either `%s` or `%s`", a, b)
	}
}

package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// Commands that read what the program printed.

// shape writes the fields of a line of JSON and their types, sorted, into a
// file: shape FROM TO.
func shape(ts *testscript.TestScript, _ bool, args []string) {
	var value any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &value))
	fields := map[string]bool{}
	describeJSON("", value, fields)
	lines := slices.Sorted(maps.Keys(fields))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(strings.Join(lines, "\n")+"\n"), 0o600))
}

// describeJSON notes "path type" for each value.
func describeJSON(path string, value any, fields map[string]bool) {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			describeJSON(path+"."+key, inner, fields)
		}
	case []any:
		fields[path+" array"] = true
		for _, inner := range v {
			describeJSON(path+"[]", inner, fields)
		}
	default:
		fields[fmt.Sprintf("%s %s", path, map[bool]string{true: "null"}[v == nil]+strings.TrimSuffix(fmt.Sprintf("%T", v), "<nil>"))] = true
	}
}

// pick writes some fields of lines of JSON, sorted, into a file:
// pick FROM TO FIELD…
func pick(ts *testscript.TestScript, _ bool, args []string) {
	var lines []string
	for text := range strings.Lines(ts.ReadFile(args[0])) {
		var object map[string]any
		ts.Check(json.Unmarshal([]byte(text), &object))
		var values []string
		for _, field := range args[2:] {
			values = append(values, fmt.Sprint(object[field]))
		}
		lines = append(lines, strings.Join(values, " | "))
	}
	slices.Sort(lines)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(strings.Join(lines, "\n")+"\n"), 0o600))
}

// narrow checks that no line takes more than 80 columns: narrow FILE.
func narrow(ts *testscript.TestScript, _ bool, args []string) {
	for text := range strings.Lines(ts.ReadFile(args[0])) {
		if text = strings.TrimSuffix(text, "\n"); cells.StringWidth(text) > 80 {
			ts.Fatalf("%d columns: %s", cells.StringWidth(text), text)
		}
	}
}

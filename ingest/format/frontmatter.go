package format

import (
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxFrontMatter is the largest number of bytes of front matter.
const maxFrontMatter = 64 << 10

// cutFrontMatter cuts the YAML between two lines "---" off the start of a text
// and returns its scalars, lists joined by ",", with lower-case keys. A text
// without front matter, or whose front matter is no YAML mapping, comes back
// whole with nil.
func cutFrontMatter(text string) (map[string]string, string) {
	yaml, rest, ok := splitFrontMatter(text)
	if !ok {
		return nil, text
	}
	meta, ok := parseFrontMatter(yaml)
	if !ok {
		return nil, text
	}
	return meta, rest
}

// splitFrontMatter finds the lines between "---" and "---" or "...".
func splitFrontMatter(text string) (yaml, rest string, ok bool) {
	first, rest, _ := strings.Cut(text[:min(len(text), maxFrontMatter)], "\n")
	if strings.TrimRight(first, " \t\r") != "---" {
		return "", "", false
	}
	start := len(first) + 1
	for at := start; rest != ""; {
		line, after, _ := strings.Cut(rest, "\n")
		next := at + len(line) + 1
		switch strings.TrimRight(line, " \t\r") {
		case "---", "...":
			return text[start:at], text[min(next, len(text)):], true
		}
		at, rest = next, after
	}
	return "", "", false
}

// parseFrontMatter reads a YAML mapping from its syntax tree, so that scalars
// stay as they are written ("01", "2023-12-05") and aliases are not expanded.
func parseFrontMatter(yaml string) (meta map[string]string, ok bool) {
	defer func() {
		if recover() != nil { // the YAML parser's own failure is broken YAML
			meta, ok = nil, false
		}
	}()
	file, err := parser.ParseBytes([]byte(strings.ReplaceAll(yaml, "\r\n", "\n")), 0)
	if err != nil || len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return nil, false
	}
	pairs, ok := mappingOf(file.Docs[0].Body)
	if !ok {
		return nil, false
	}
	meta = make(map[string]string)
	for _, pair := range pairs {
		key := strings.ToLower(strings.TrimSpace(scalar(pair.Key)))
		if value := scalar(pair.Value); key != "" && value != "" {
			meta[key] = value
		}
	}
	return meta, true
}

// mappingOf is the pairs of a mapping node.
func mappingOf(node ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := node.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

// scalar is a scalar as it is written, or the scalars of a list joined by ",";
// "" for null and for what is neither.
func scalar(node ast.Node) string {
	switch n := node.(type) {
	case *ast.StringNode:
		return strings.TrimSpace(n.Value)
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value)
	case *ast.TagNode:
		return scalar(n.Value)
	case *ast.AnchorNode:
		return scalar(n.Value)
	case *ast.SequenceNode:
		var parts []string
		for _, v := range n.Values {
			if _, nested := v.(*ast.SequenceNode); nested {
				continue
			}
			if s := scalar(v); s != "" {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, ",")
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return strings.TrimSpace(n.GetToken().Value)
	}
	return ""
}

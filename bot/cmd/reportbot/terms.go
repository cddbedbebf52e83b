package main

import (
	"os"

	"reportbot/retrieval/query"
)

// terms returns the built-in table of terms, with what --terms adds.
func (g *globals) terms() (*query.Terms, error) {
	if g.Terms == "" {
		return query.Builtin(), nil
	}
	f, err := os.Open(g.Terms)
	if err != nil {
		return nil, hinted("read the terms", err, "--terms takes a file of lines such as: same TAB 地区生产总值 TAB GDP")
	}
	defer f.Close()
	more, err := query.ReadTerms(f, g.Terms)
	if err != nil {
		return nil, hinted("read the terms", err, "a line is its kind (same, narrower, near, measure, scope, zh-en or said) and its terms, parted by tabs")
	}
	return query.Builtin().With(more), nil
}

package lexical

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestQuery(t *testing.T) {
	weighted := func(s string, weights ...float32) Query {
		var q Query
		for i, term := range spelled(s) {
			q.Terms = append(q.Terms, Weighted{term, weights[i]})
		}
		return q
	}
	q := NewQuery("海堤5，海堤")
	tests := []struct {
		name      string
		got, want Query
	}{
		{"weights, repetitions once", q, weighted("海 堤 海堤 <5>", .3, .3, 1, 1)},
		{"scaled", q.Scaled(2), weighted("海 堤 海堤 <5>", .6, .6, 2, 2)},
		{"original after scaling", q, weighted("海 堤 海堤 <5>", .3, .3, 1, 1)},
		{"nothing", NewQuery("？"), Query{}},
		{"merged", Merge(weighted("海 堤", .3, .5), Query{}, weighted("堤 <5> 海", .4, 1, .6)),
			weighted("海 堤 <5>", .6, .5, 1)},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, tt.got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

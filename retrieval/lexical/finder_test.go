package lexical

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestFinder(t *testing.T) {
	for _, c := range []struct{ wanted, text, want string }{
		{"产值", "工业产值55.61亿元，产业增值", "产 值 产值 产 值"},
		{"亿元 55.61", "工业产值55.61亿元", "<55.61> 亿 元 亿元"},
		{"Towns", "The town’s TOWN", "<town> <town>"},
		{"产值", "The town has 55.61", ""},
		{"产值", "", ""},
		{"", "工业产值", ""},
	} {
		got := NewFinder(Terms(c.wanted)).Terms(c.text)
		if diff := cmp.Diff(spelled(c.want), got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s in %s (-want +got):\n%s", c.wanted, c.text, diff)
		}
	}
}

// A Finder finds what is there of its terms, and nothing else.
func FuzzFinder(f *testing.F) {
	f.Add("规上工业产值", "全镇规上工业产值55.61亿元，\n同比增长3.2%。")
	f.Add("1,234 e-bikes", "The town's 1,234 VOCs-free e-bikes")
	f.Add("㎡①", strings.Repeat("①300㎡", 500))
	f.Fuzz(func(t *testing.T, wanted, text string) {
		terms := Terms(wanted)
		want := slices.DeleteFunc(Terms(text), func(t Term) bool { return !slices.Contains(terms, t) })
		got := NewFinder(terms).Terms(text)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q in %q (-want +got):\n%s", wanted, text, diff)
		}
	})
}

func BenchmarkFinder(b *testing.B) {
	f := NewFinder(Terms("城镇居民人均可支配收入"))
	chunks := newCorpusWriter().report(100)
	b.SetBytes(int64(len(strings.Join(chunks, ""))))
	for b.Loop() {
		for _, text := range chunks {
			f.Terms(text)
		}
	}
}

package query

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestBuiltinSizes: ReadTerms itself refuses a table that contradicts itself;
// here it must not have shrunk.
func TestBuiltinSizes(t *testing.T) {
	words := func(kind TermKind) (n int) {
		for _, l := range linesOf(kind) {
			n += len(l.terms)
		}
		return n
	}
	tests := []struct {
		name      string
		got, want int
	}{
		{"groups of names", len(linesOf(KindSame)), 700},
		{"narrower lines", len(linesOf(KindNarrower)), 250},
		{"near lines", len(linesOf(KindNear)), 320},
		{"measures", words(KindMeasure), 400},
		{"scopes", words(KindScope), 350},
		{"terms with English", len(linesOf(KindChinese)), 1000},
		{"everyday words", words(KindSaid), 2000},
	}
	for _, test := range tests {
		if test.got < test.want {
			t.Errorf("%s: %d, want %d or more", test.name, test.got, test.want)
		}
	}
}

// The classes of which names of one thing may hold only one each: of the sharp
// ones a kind of number, of the quotients that it is one.
var (
	sharp = []string{"output", "value-added", "revenue", "sales", "profit", "tax", "income", "investment", "trade",
		"area", "length", "volume", "weight", "yield", "energy", "people", "households", "growth", "increment", "price", "standard", "time"}
	quotients = []string{"rate", "share", "growth", "intensity", "per-capita", "ratio", "index", "rank"}
)

func TestBuiltinNamesMeasureAlike(t *testing.T) {
	for _, l := range linesOf(KindSame) {
		var found []string
		quotient, quantity := "", ""
		for _, term := range l.terms {
			switch class := measureOf(term); {
			case class == "":
			case slices.Contains(quotients, class):
				quotient = term
			default:
				quantity = term
			}
			if class := measureOf(term); slices.Contains(sharp, class) {
				found = appendNew(found, class)
			}
		}
		if len(found) > 1 {
			t.Errorf("line %d: %v measure %v", l.number, l.terms, found)
		}
		if quotient != "" && quantity != "" {
			t.Errorf("line %d: %s is a quotient, %s is none", l.number, quotient, quantity)
		}
	}
}

// measureOf returns the class of the longest measure that the term ends with.
func measureOf(term string) string {
	for i := range term {
		if class, ok := Builtin().Measure(term[i:]); ok {
			return class
		}
	}
	return ""
}

// What is a part of a thing, however distant, must not also be set apart from
// it by a line.
func TestBuiltinNearIsNotNarrower(t *testing.T) {
	terms := Builtin()
	for _, l := range linesOf(KindNear) {
		for _, a := range l.terms {
			for _, wider := range terms.Broader(a) {
				if slices.ContainsFunc(l.terms, func(b string) bool { return sameThing(b, wider) }) {
					t.Errorf("line %d: %s is a part of %s", l.number, a, wider)
				}
			}
		}
	}
}

func sameThing(a, b string) bool {
	return foldTerm(a) == foldTerm(b) || slices.Contains(Builtin().Same(a), b)
}

// The first name of a thing is one to show to a reader.
func TestBuiltinFullNames(t *testing.T) {
	for _, l := range linesOf(KindSame) {
		if !strings.ContainsFunc(l.terms[0], isHan) {
			t.Errorf("line %d: the full name %s is not Chinese", l.number, l.terms[0])
		}
	}
}

// One Han character stands inside too many words: 治 in 治理, 煤 in 煤炭.
func TestBuiltinSaidWords(t *testing.T) {
	for _, l := range linesOf(KindSaid) {
		for _, word := range l.terms {
			if utf8.RuneCountInString(word) < 2 {
				t.Errorf("line %d: %s is too short to be looked for", l.number, word)
			}
		}
	}
}

func TestBuiltinEnglish(t *testing.T) {
	terms := Builtin()
	for _, l := range linesOf(KindChinese) {
		for _, phrase := range l.english {
			if !slices.Contains(terms.Chinese(phrase), l.terms[0]) {
				t.Errorf("line %d: Chinese(%q) lacks %s", l.number, phrase, l.terms[0])
			}
			found := terms.Find("the "+phrase+" of", KindEnglish)
			if len(found) != 1 || foldTerm(found[0].Term) != foldTerm(phrase) {
				t.Errorf("line %d: %q is not found in a text: %v", l.number, phrase, found)
			}
		}
	}
}

// Every Chinese term is found in a text as a whole.
func TestBuiltinFinds(t *testing.T) {
	terms := Builtin()
	for _, w := range terms.words {
		text := "（" + w.text + "）"
		found := terms.Find(text, w.kinds)
		if len(found) != 1 || found[0].Term != w.text || text[found[0].Start:found[0].End] != w.text {
			t.Errorf("%s is not found: %v", w.text, found)
		}
	}
}

func TestBuiltinSameInUse(t *testing.T) {
	terms := Builtin()
	tests := []struct {
		a, b string
		want bool
	}{
		{"GDP", "生产总值", true},
		{"规上工业产值", "规模以上工业总产值", true},
		{"社零", "社会消费品零售总额", true},
		{"固投", "固定资产投资", true},
		{"违建", "违法违章建筑", true},
		{"新农合", "新型农村合作医疗", true},
		{"老百姓", "群众", true},
		{"公共财政预算收入", "一般公共预算收入", true},
		{"“四风”", "四风问题", true},
		{"规上工业产值", "规上工业增加值", false},
		{"财政总收入", "一般公共预算收入", false},
		{"农民人均纯收入", "农村居民人均可支配收入", false},
		{"合同外资", "实际利用外资", false},
		{"城镇登记失业率", "城镇调查失业率", false},
	}
	for _, test := range tests {
		if got := slices.Contains(terms.Same(test.a), strings.Trim(test.b, "“”")); got != test.want {
			t.Errorf("%s and %s the same: %v, want %v", test.a, test.b, got, test.want)
		}
	}
}

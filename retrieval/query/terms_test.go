package query

import (
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// sample is a small table to try the lookups on.
const sample = "# names\n" +
	"same\t窑炉总产值\t窑炉产值\tYLP\r\n" +
	"same\t陶瓷\t瓷器\n" +
	"\n" +
	"narrower\t青瓷\t瓷器\n" +
	"narrower\t龙纹青瓷\t青瓷\n" +
	"near\t产值\t增加值\n" +
	"near\t窑炉产值\t窑炉税收\n" +
	"measure\toutput\t产值\n" +
	"measure\tgrowth\t增速\n" +
	"scope\tarea\t全镇\tYLP区\n" +
	"zh-en\t陶瓷\tceramics\tpottery item\n" +
	"zh-en\t瓷窑\tkiln\tpottery item\n" +
	"zh-en\t窑厂\tpottery\n" +
	"zh-en\t陶轮\tpotter's wheel\n" +
	"said\t烧坛子、making pots\t制陶、陶瓷\n" +
	"said\t烧坛子\t窑炉\n"

func readTable(t *testing.T, table string) *Terms {
	t.Helper()
	terms, err := ReadTerms(strings.NewReader(table), "own.tsv")
	if err != nil {
		t.Fatal(err)
	}
	return terms
}

func TestTermsLookups(t *testing.T) {
	terms := readTable(t, sample)
	tests := []struct {
		name, word string
		got        func(string) []string
		want       []string
	}{
		{"names of one thing", "窑炉产值", terms.Same, []string{"窑炉总产值", "窑炉产值", "YLP"}},
		{"in another case and width", " ｙlp", terms.Same, []string{"窑炉总产值", "窑炉产值", "YLP"}},
		{"in quotation marks", "“瓷器”", terms.Same, []string{"陶瓷", "瓷器"}},
		{"no other name", "青瓷", terms.Same, nil},
		{"unknown", "木雕", terms.Same, nil},
		{"parts of a thing by another name", "陶瓷", terms.Narrower, []string{"青瓷", "龙纹青瓷"}},
		{"no parts", "龙纹青瓷", terms.Narrower, nil},
		{"wholes", "龙纹青瓷", terms.Broader, []string{"青瓷", "陶瓷"}},
		{"parts of the unknown", "木雕", terms.Narrower, nil},
		{"in English", "陶瓷", terms.English, []string{"ceramics", "pottery item"}},
		{"in English by another name", "瓷器", terms.English, []string{"ceramics", "pottery item"}},
		{"the unknown in English", "木雕", terms.English, nil},
		{"in Chinese", "Kiln", terms.Chinese, []string{"瓷窑"}},
		{"two things in Chinese", "pottery\n item", terms.Chinese, []string{"陶瓷", "瓷窑"}},
		{"a plural in Chinese", "kilns", terms.Chinese, []string{"瓷窑"}},
		{"a plural in -ies in Chinese", "Potteries", terms.Chinese, []string{"窑厂"}},
		{"a plural and more", "kilns here", terms.Chinese, nil},
		{"a Chinese word in Chinese", "陶瓷", terms.Chinese, nil},
		{"written of what is said in two lines", "烧坛子", terms.Written, []string{"制陶", "陶瓷", "窑炉"}},
		{"written of what is said in English", "Making  pots", terms.Written, []string{"制陶", "陶瓷"}},
		{"what is written is not said", "制陶", terms.Written, nil},
		{"what is said is no name", "烧坛子", terms.Same, nil},
		{"all that is written for a topic", "烧坛子和窑厂 making pots", terms.WrittenFor, []string{"制陶", "陶瓷", "窑炉"}},
		{"nothing is said", "窑厂", terms.WrittenFor, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, test.got(test.word)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.word, diff)
			}
		})
	}
}

func TestTermsClasses(t *testing.T) {
	terms := readTable(t, sample)
	tests := []struct {
		word           string
		measure, scope string
	}{
		{"产值", "output", ""},
		{"全镇", "", "area"},
		{"陶瓷", "", ""},
		{"木雕", "", ""},
	}
	for _, test := range tests {
		measure, okMeasure := terms.Measure(test.word)
		scope, okScope := terms.Scope(test.word)
		if measure != test.measure || okMeasure != (measure != "") {
			t.Errorf("Measure(%s) = %q, %v, want %q", test.word, measure, okMeasure, test.measure)
		}
		if scope != test.scope || okScope != (scope != "") {
			t.Errorf("Scope(%s) = %q, %v, want %q", test.word, scope, okScope, test.scope)
		}
	}
}

func TestTermsNear(t *testing.T) {
	own, builtin := readTable(t, sample), Builtin()
	tests := []struct {
		terms *Terms
		a, b  string
		want  bool
	}{
		{own, "产值", "增加值", true},
		{own, "家具业产值", "家具业增加值", true},
		{own, "全镇产值情况", "全镇增加值情况", true},
		{own, "家具业产值", "服装业增加值", false},
		{own, "窑炉总产值", "窑炉税收", true}, // by another name
		{own, "窑炉总产值", "窑炉产值", false},
		{own, "产值", "产值", false},
		{own, "瓷器", "青瓷", false},
		{own, "出窑量", "出窑量增速", true},
		{own, "增速", "", false},
		{own, "", "", false},

		{builtin, "规上工业产值", "规上工业增加值", true},
		{builtin, "户籍人口", "常住人口", true},
		{builtin, "财政总收入", "一般公共预算收入", true},
		{builtin, "合同外资", "实到外资", true},
		{builtin, "农民人均纯收入", "农村居民人均可支配收入", true},
		{builtin, "参保人数", "参保率", true},
		{builtin, "存款余额", "贷款余额", true},
		{builtin, "自营出口", "自营出口增速", true},
		{builtin, "人均GDP", "GDP", true},
		{builtin, "规上工业产值", "规模以上工业总产值", false},
		{builtin, "低保", "最低生活保障", false},
		{builtin, "群众安全感", "群众安全感满意度", false}, // by a line, though with a measure
		{builtin, "城镇登记失业", "城镇登记失业率", false},
	}
	for _, test := range tests {
		if got := test.terms.Near(test.a, test.b); got != test.want {
			t.Errorf("Near(%s, %s) = %v, want %v", test.a, test.b, got, test.want)
		}
		if got := test.terms.Near(test.b, test.a); got != test.want {
			t.Errorf("Near(%s, %s) = %v, want %v", test.b, test.a, got, test.want)
		}
	}
}

func TestTermsWith(t *testing.T) {
	base := readTable(t, sample)
	more := readTable(t, "same\t瓷器\t青瓷\t瓷件\nnear\tYLP\t窑炉总产值\nmeasure\tvalue\t产值\nzh-en\t陶瓷\tchina\n")
	both := base.With(more)

	if diff := cmp.Diff([]string{"陶瓷", "瓷器", "青瓷", "瓷件"}, both.Same("瓷件")); diff != "" {
		t.Errorf("joined groups (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"窑炉产值", "YLP"}, both.Same("窑炉产值")); diff != "" {
		t.Errorf("parted group (-want +got):\n%s", diff)
	}
	if !both.Near("YLP", "窑炉总产值") || base.Near("YLP", "窑炉总产值") {
		t.Error("near names of one table reach another, or are lost")
	}
	if class, _ := both.Measure("产值"); class != "value" {
		t.Errorf("Measure(产值) = %q, want value", class)
	}
	if diff := cmp.Diff([]string{"ceramics", "pottery item", "china"}, both.English("陶瓷")); diff != "" {
		t.Errorf("English (-want +got):\n%s", diff)
	}
	one := base.With(readTable(t, "same\t产值\t增加值\n"))
	if one.Near("家具业产值", "家具业增加值") {
		t.Error("names made the same are still near")
	}
	if diff := cmp.Diff([]string{"陶瓷", "瓷器"}, base.Same("瓷器")); diff != "" {
		t.Errorf("the first table has changed (-want +got):\n%s", diff)
	}
}

func TestReadTermsErrors(t *testing.T) {
	tests := []struct{ name, table, want string }{
		{"unknown kind", "sam\t甲\t乙", `own.tsv:1: unknown kind "sam"`},
		{"no parts", "same", "own.tsv:1: needs two parts after its kind"},
		{"one name", "# x\nsame\t甲\t\r\n", "own.tsv:2: needs two parts after its kind"},
		{"empty part", "same\t甲\t“”\t乙", "own.tsv:1: part 3 is empty"},
		{"three of narrower", "narrower\t甲\t乙\t丙", "own.tsv:1: needs no more than two parts after its kind"},
		{"three of said", "said\t甲\t乙\t丙", "own.tsv:1: needs no more than two parts after its kind"},
		{"nothing between", "said\t甲、、丁\t乙", "own.tsv:1: a word is empty"},
		{"said as written", "said\t甲、丁\t乙、甲", "own.tsv:1: 甲 is there twice"},
		{"class without words", "scope\tarea", "own.tsv:1: needs two parts after its kind"},
		{"not UTF-8", "same\t甲\t\xff", "own.tsv:1: not UTF-8"},
		{"English first", "zh-en\tkiln\t瓷窑", "own.tsv:1: kiln is not Chinese"},
		{"Chinese for English", "zh-en\t瓷窑\t窑", "own.tsv:1: 窑 is not English"},
		{"twice in a line", "same\tGDP\tＧdp", "own.tsv:1: Ｇdp is there twice"},
		{"English twice", "zh-en\t瓷窑\tkiln\tKiln", "own.tsv:1: Kiln is there twice"},
		{"two groups", "same\t甲\t乙\nsame\t丙\t乙", "own.tsv:2: 乙 is in line 1 too"},
		{"two classes", "measure\ta\t甲\nmeasure\tb\t甲", "own.tsv:2: 甲 is in line 1 too"},
		{"two translations", "zh-en\t甲\ta\nzh-en\t甲\tb", "own.tsv:2: 甲 is in line 1 too"},
		{"near and same", "near\t甲\t乙\nsame\t丙\t甲\t乙", "own.tsv:1: 甲 and 乙 are the same in line 2"},
		{"narrower and same", "same\t甲\t乙\nnarrower\t乙\t甲", "own.tsv:2: 乙 and 甲 are the same in line 1"},
		{"near twice", "same\t甲\t乙\nnear\t甲\t丙\nnear\t丙\t乙", "own.tsv:3: 丙 and 乙 are already set apart in line 2"},
		{"near twice by another name", "same\t甲\t乙\nnear\t丙\t甲\nnear\t乙\t丙", "own.tsv:3: 乙 and 丙 are already set apart in line 2"},
		{"near and narrower", "near\t甲\t乙\nnarrower\t乙\t甲", "own.tsv:2: 乙 and 甲 are already set apart in line 1"},
		{"a part of itself", "narrower\t甲\t乙\nnarrower\t乙\t丙\nnarrower\t丙\t甲",
			"own.tsv:1: 甲 becomes a part of itself\nown.tsv:2: 乙 becomes a part of itself\nown.tsv:3: 丙 becomes a part of itself"},
		{"all faults", "sam\t甲\t乙\nsame\t甲\nnear\t丁\t丁",
			"own.tsv:1: unknown kind \"sam\"\nown.tsv:2: needs two parts after its kind\nown.tsv:3: 丁 is there twice"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			terms, err := ReadTerms(strings.NewReader(test.table), "own.tsv")
			if err == nil || terms != nil {
				t.Fatalf("ReadTerms = %v, %v, want an error and no table", terms, err)
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadTermsBrokenReader(t *testing.T) {
	_, err := ReadTerms(iotest.ErrReader(iotest.ErrTimeout), "own.tsv")
	if err == nil || err.Error() != "read own.tsv: timeout" {
		t.Errorf("error %v, want read own.tsv: timeout", err)
	}
}

func TestReadTermsNothing(t *testing.T) {
	terms := readTable(t, "\ufeff# only a comment\r\n")
	if got := terms.Find("窑炉产值", KindAny); got != nil {
		t.Errorf("an empty table finds %v", got)
	}
	if got := terms.With(readTable(t, sample)).Same("瓷器"); len(got) != 2 {
		t.Errorf("an empty table with another says Same = %v", got)
	}
}

func TestTermsFind(t *testing.T) {
	terms := readTable(t, sample)
	tests := []struct {
		name, text string
		kinds      TermKind
		want       []string // the matched text → the term
	}{
		{"nothing", "", KindAny, nil},
		{"no term", "今日有雨。", KindAny, nil},
		{"longest", "全镇窑炉总产值3亿元", KindAny, []string{"全镇→全镇", "窑炉总产值→窑炉总产值"}},
		{"left to right", "龙纹青瓷器", KindAny, []string{"龙纹青瓷→龙纹青瓷"}},
		{"only some kinds", "全镇窑炉总产值", KindMeasure | KindScope, []string{"全镇→全镇", "产值→产值"}},
		{"shorter of the kind", "窑炉产值", KindNear, []string{"窑炉产值→窑炉产值"}},
		{"full width and case", "ｙｌＰ增速", KindAny, []string{"ｙｌＰ→YLP", "增速→增速"}},
		{"whole Latin words", "YLPX XYLP YLP2 YLP", KindAny, []string{"YLP→YLP"}},
		{"quotation marks inside", "“陶”瓷", KindAny, []string{"陶”瓷→陶瓷"}},
		{"wide quotation marks inside", "＂陶＂瓷", KindAny, []string{"陶＂瓷→陶瓷"}},
		{"blank between scripts", "ylp 区", KindAny, []string{"ylp 区→YLP区"}},
		{"typographic apostrophe", "potter’s wheels", KindAny, []string{"potter’s wheels→potter's wheel"}},
		{"line break inside", "窑炉\n  产值", KindAny, []string{"窑炉\n  产值→窑炉产值"}},
		{"paragraph break inside", "陶\n\n瓷", KindAny, nil},
		{"blank inside", "陶 瓷", KindAny, nil},
		{"plurals", "Kilns, kiln's, kilnses; potteries", KindAny, []string{"Kilns→kiln", "kiln→kiln", "potteries→pottery"}},
		{"phrase over a line", "Pottery-\nItems and pottery", KindEnglish, []string{"Pottery-\nItems→pottery item", "pottery→pottery"}},
		{"English is not Chinese", "kiln 陶瓷", KindChinese, []string{"陶瓷→陶瓷"}},
		{"invalid bytes", "\xff陶瓷\xe7", KindAny, []string{"陶瓷→陶瓷"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, m := range terms.Find(test.text, test.kinds) {
				got = append(got, test.text[m.Start:m.End]+"→"+m.Term)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzReadTerms(f *testing.F) {
	f.Add(sample)
	f.Add("same\t甲\t乙\nnear\t甲\t丙\nmeasure\tx\t甲")
	f.Add("narrower\t甲\t乙\nnarrower\t乙\t甲")
	f.Add("zh-en\t甲\ta-b’s\tA B\n")
	f.Fuzz(func(t *testing.T, table string) {
		terms, err := ReadTerms(strings.NewReader(table), "own.tsv")
		if err != nil {
			if !strings.HasPrefix(err.Error(), "own.tsv:") {
				t.Fatalf("error %q does not begin with a line", err)
			}
			return
		}
		again := terms.With(terms)
		for _, l := range terms.lines {
			for _, word := range l.terms {
				checkWord(t, terms, again, l, word)
			}
		}
	})
}

// checkWord sees to it that a table says of a word what its line does, and
// that saying everything twice changes nothing.
func checkWord(t *testing.T, terms, again *Terms, l termLine, word string) {
	t.Helper()
	same := terms.Same(word)
	if diff := cmp.Diff(same, again.Same(word)); diff != "" {
		t.Errorf("Same(%q) of the table twice (-once +twice):\n%s", word, diff)
	}
	if l.kind == KindSame && len(same) < len(l.terms) {
		t.Errorf("Same(%q) = %q lacks names of %q", word, same, l.terms)
	}
	if l.kind == KindNear && word != l.terms[0] && !terms.Near(word, l.terms[0]) {
		t.Errorf("%q and %q are not near", word, l.terms[0])
	}
	if l.kind == KindMeasure {
		if class, _ := terms.Measure(word); class != l.class {
			t.Errorf("Measure(%q) = %q, want %q", word, class, l.class)
		}
	}
}

func FuzzTermsFind(f *testing.F) {
	f.Add("2031年，全镇规上工业产值 3.2 亿元，\n同比增长8%；“四上”企业5家。")
	f.Add("GDP of the town’s cities, e-commerce and ＧＤＰ")
	f.Add("㎡ ½ ㈱ ﷺ \u200b工\u200b业 \xf0\x28")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, m := range Builtin().Find(text, KindAny) {
			if m.Start < end || m.End <= m.Start || m.End > len(text) {
				t.Fatalf("match %v after %d in %d bytes", m, end, len(text))
			}
			end = m.End
			if utf8.ValidString(text) && !utf8.ValidString(text[m.Start:m.End]) {
				t.Fatalf("match %v cuts a character", m)
			}
			if again := Builtin().Find(text[m.Start:m.End], KindAny); len(again) != 1 || again[0].Term != m.Term {
				t.Fatalf("%q is %v, alone %v", text[m.Start:m.End], m, again)
			}
		}
	})
}

func BenchmarkTermsFind(b *testing.B) {
	text := strings.Repeat("2031年，全镇规模以上工业总产值完成12.5亿元，同比增长8.3%；固定资产投资3.1亿元，"+
		"其中技改投资8000万元。农村居民人均可支配收入2.9万元。拆除违法建筑4.2万平方米，新增停车位310个。\n", 4000)
	terms := Builtin()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		terms.Find(text, KindAny)
	}
}

func BenchmarkReadTerms(b *testing.B) {
	for b.Loop() {
		if _, err := ReadTerms(strings.NewReader(string(termsTSV)), "terms.tsv"); err != nil {
			b.Fatal(err)
		}
	}
}

// linesOf returns the lines of one kind in the table that the program carries.
func linesOf(kind TermKind) []termLine {
	return slices.DeleteFunc(slices.Clone(Builtin().lines), func(l termLine) bool { return l.kind != kind })
}

package lexical

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestTerms(t *testing.T) {
	tests := []struct {
		name, text string
		want       string // as spelled writes them
	}{
		{"nothing", "", ""},
		{"only marks", "，。 —— \n\n！", ""},
		{"one character", "镇", "镇"},
		{"pairs follow their second character", "栗湾镇", "栗 湾 栗湾 镇 湾镇"},
		{"repetition kept", "好好", "好 好 好好"},
		{"punctuation parts", "桥，路", "桥 路"},
		{"blank parts", "桥 路", "桥 路"},
		{"ideographic space parts", "桥　路", "桥 路"},
		{"word parts", "桥abc路", "桥 <abc> 路"},
		{"hard wrap joins", "工业产\n值", "工 业 工业 产 业产 值 产值"},
		{"hard wrap with CR LF and blanks", "产 \r\n\t值", "产 值 产值"},
		{"old line end", "产\r值", "产 值 产值"},
		{"empty line parts", "产\n\n值", "产 值"},
		{"empty line of blanks parts", "产\r\n \r\n值", "产 值"},
		{"indented paragraph parts", "产\n　　值", "产 值"},
		{"zero-width space and BOM vanish", "\ufeff产\u200b值", "产 值 产值"},
		{"zero as a character", "二〇三一", "二 〇 二〇 三 〇三 一 三一"},
		{"iteration mark", "人々", "人 々 人々"},
		{"rare character", "㙍𠮷", "㙍 𠮷 㙍𠮷"},
		{"radicals and compatibility characters", "⼯\ufa19", "工 神 工神"},

		{"decimal", "55.61亿元", "<55.61> 亿 元 亿元"},
		{"percent", "增23.82%", "增 <23.82>"},
		{"thousands", "1,234.5 12,345,678", "<1234.5> <12345678>"},
		{"no thousands", "2021,2022 1,23 12,3456 1234,567", "<2021> <2022> <1> <23> <12> <3456> <1234> <567>"},
		{"thousands broken off", "1,234,56", "<1234> <56>"},
		{"comma after a word or a fraction", "A12,345 55.123,456", "<a12> <345> <55.123> <456>"},
		{"full-width comma lists", "3，456人", "<3> <456> 人"},
		{"full width", "５５．６１亿，ＡＢＣ", "<55.61> 亿 <abc>"},
		{"range", "1-9月 2021-2025年 3—4 5～6", "<1> <9> 月 <2021> <2025> 年 <3> <4> <5> <6>"},
		{"dotted date", "2031.10.05", "<2031> <10> <05>"},
		{"number at the end of a sentence", "in 2031. Next", "<in> <2031> <next>"},
		{"sign", "-0.5 +3", "<0.5> <3>"},

		{"technical words", "5G PM2.5 10KV V1.2.3 O2O", "<5g> <pm2.5> <10kv> <v1.2.3> <o2o>"},
		{"plural of an abbreviation", "VOCs", "<voc>"},
		{"hyphen kept out", "COVID-19 e-commerce 5G-A X‑ray", "<covid19> <ecommerce> <5ga> <xray>"},
		{"compound of words", "high-quality Year-on-Year", "<high> <quality> <year> <on> <year>"},
		{"dangling hyphens", "-ab- cd--ef 5-a", "<ab> <cd> <ef> <5> <a>"},
		{"possessive", "town's town’s towns' towns", "<town> <town> <town> <town>"},
		{"apostrophe", "don't O'Neil", "<dont> <oneil>"},
		{"plurals", "cities companies employees taxes branches classes houses roads",
			"<city> <company> <employee> <tax> <branch> <class> <house> <road>"},
		{"no plurals", "news process status analysis series GPS has ties",
			"<news> <process> <status> <analysis> <series> <gps> <has> <ties>"},
		{"accents", "Café cafe\u0301", "<café> <café>"},
		{"lone combining mark", "\u0301 路", "路"},
		{"mark on Han", "路\u0301桥\ufe0f", "路 桥 路桥"},
		{"ligature", "eﬃcient", "<efficient>"},
		{"kana and Cyrillic", "カタ Привет", "<カタ> <привет>"},

		{"square metre", "300㎡ 5m² 8μg/m³", "<300> <m2> <5m2> <8μg> <m3>"},
		{"list number", "①2031年", "<1> <2031> 年"},
		{"roman number", "Ⅲ级", "<iii> 级"},
		{"degree", "30℃", "<30> <c>"},
		{"masks", "××亿元 **万", "亿 元 亿元 万"},
		{"bad bytes", "产\xff值", "产 值"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Terms(tt.text)
			if diff := cmp.Diff(spelled(tt.want), got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("Terms(%q) (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

// spelled reads terms: 元 a unigram, 亿元 a bigram, <abc> a word.
func spelled(s string) []Term {
	var terms []Term
	for field := range strings.FieldsSeq(s) {
		if word, ok := strings.CutPrefix(field, "<"); ok {
			terms = append(terms, wordTerm([]byte(strings.TrimSuffix(word, ">"))))
			continue
		}
		switch r := []rune(field); len(r) {
		case 1:
			terms = append(terms, unigramTerm(r[0]))
		case 2:
			terms = append(terms, bigramTerm(r[0], r[1]))
		}
	}
	return terms
}

func TestKind(t *testing.T) {
	got := map[string]Kind{}
	for i, term := range Terms("元旦2") {
		got[[]string{"元", "旦", "元旦", "2"}[i]] = term.Kind()
	}
	want := map[string]Kind{"元": Unigram, "旦": Unigram, "元旦": Bigram, "2": Word}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
}

func FuzzTerms(f *testing.F) {
	for _, text := range []string{
		"全镇工业产值55.61亿元，\n同比增长3.2%。", "The town's 1,234 VOCs-free e-bikes", "1,234", ",567", "5-", "-a'", "m", "²㎡①",
		"\r", "\n", "\ufeff\u0301\u00ad", "ﬃŉǅİ", "\xe4\xb8", "Ⅷ〇々㈠", "2031.1.", ".2",
	} {
		f.Add(text, "产\n值 and 3.5")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		want := append(Terms(a), Terms(b)...)
		got := Terms(a + "。" + b)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("Terms(%q + 。 + %q) (-apart +together):\n%s", a, b, diff)
		}
		checkSpelling(t, got)
	})
}

// checkSpelling checks that a bigram follows the two unigrams it is made of.
func checkSpelling(t *testing.T, terms []Term) {
	var unigrams [2]Term
	for _, term := range terms {
		switch term.Kind() {
		case Unigram:
			if !isHan(rune(term)) {
				t.Errorf("unigram %q is no Han character", rune(term))
			}
			unigrams = [2]Term{unigrams[1], term}
		case Bigram:
			if want := bigramTerm(rune(unigrams[0]), rune(unigrams[1])); term != want {
				t.Errorf("bigram %x follows unigrams %x", uint64(term), unigrams)
			}
		}
	}
}

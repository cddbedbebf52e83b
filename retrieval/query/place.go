package query

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mention is a name in a question, and the reports that are called so.
type mention struct {
	name    string
	reports []int
}

// mentions finds the places and issuing bodies that a question names, in full,
// without suffix, in English or spelled in Pinyin, and cuts the names out. A longer name wins:
// 东湖 in 东湖镇 does not mean 东湖街道.
func mentions(text string, reports []Report, terms *Terms) (found []mention, rest string) {
	numbers := map[Report][]int{}
	for i, r := range reports {
		numbers[r] = append(numbers[r], i)
	}
	called := map[string][]int{}
	for r, of := range numbers {
		for _, name := range slices.Concat(names(r), terms.English(r.Place), terms.English(r.Issuer)) {
			if contains(text, name) {
				called[name] = append(called[name], of...)
			}
		}
	}
	rest = text
	for _, name := range slices.SortedFunc(maps.Keys(called), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	}) {
		if contains(rest, name) {
			found, rest = append(found, mention{name, called[name]}), cut(rest, name)
		}
	}
	for _, word := range latinWords(rest) {
		var spelled []int
		for r, of := range numbers {
			if spells(word, r.Place) {
				spelled = append(spelled, of...)
			}
		}
		if len(spelled) > 0 {
			found, rest = append(found, mention{word, spelled}), cut(rest, word)
		}
	}
	return found, rest
}

// exact returns the reports whose place or issuing body the question names, and of
// them those that share a name though their places differ, both in ascending order;
// and the question without these names.
func exact(text string, reports []Report, terms *Terms) (found, shared []int, rest string) {
	named, rest := mentions(text, reports, terms)
	for _, m := range named {
		found = append(found, m.reports...)
		first := reports[m.reports[0]].Place
		if slices.ContainsFunc(m.reports, func(i int) bool { return reports[i].Place != first }) {
			shared = append(shared, m.reports...)
		}
	}
	slices.Sort(found)
	slices.Sort(shared)
	return slices.Compact(found), slices.Compact(shared), rest
}

// spells tells whether a Latin word spells a Chinese place in Pinyin, with or
// without its suffix.
func spells(word, place string) bool {
	return place != "" && !isLatin(place) &&
		slices.ContainsFunc(names(Report{Place: place}), func(name string) bool { return soundsLike(word, name) })
}

var placeSuffixes = []string{"人民政府", "街道办事处", "街道", "自治区", "自治州", "自治县", "开发区", "镇", "乡", "县", "区", "市", "旗", "省", "州", "盟", " County Council", " District Council", " City Council", " Borough Council", " Town Council", " Parish Council", " Council", " Town", " Township", " County", " District", " City", " Borough", " Province", " Subdistrict"}

// minIssuer is how many characters the name of an issuing body has at least when
// its place is left out: 农业农村局 of 云麓县农业农村局.
const minIssuer = 3

// names returns what a report is called: its place and issuing body, both also
// without the suffix when two characters are left, and the body without its place.
func names(r Report) []string {
	var out []string
	for _, full := range []string{r.Place, r.Issuer} {
		if full == "" {
			continue
		}
		out = append(out, full)
		for _, suffix := range placeSuffixes {
			if short, ok := strings.CutSuffix(full, suffix); ok && utf8.RuneCountInString(short) >= 2 {
				out = append(out, short)
			}
		}
	}
	own, ok := strings.CutPrefix(r.Issuer, r.Place)
	if ok && r.Place != "" && utf8.RuneCountInString(own) >= minIssuer && own != "人民政府" {
		out = append(out, own)
	}
	return out
}

// ShortNames returns what a report is called without suffixes; nil when there is no
// such name.
func ShortNames(r Report) []string {
	return slices.DeleteFunc(names(r), func(name string) bool { return name == r.Place || name == r.Issuer || hasSuffix(name) })
}

// contains tells whether text holds the name; Latin names as whole words in any
// case.
func contains(text, name string) bool {
	return nameAt(text, name) >= 0
}

// otherSuffix finds the suffix of another place after a name that lacks its own:
// 云麓 of 云麓县 is not the town. Not meant are 区域, 乡村, 市场 and the like.
var otherSuffix = regexp.MustCompile(`^(?:街道|[镇乡县区市旗省])([` + afterNoPlace + `])?`)

// afterNoPlace are characters that make another word of the suffix before them.
const afterNoPlace = "长域场民委郊道级村贤街政容值城块位下立管直内外籍间"

// nameAt returns the byte offset of a name in text, -1 when it is not there.
func nameAt(text, name string) int {
	if isLatin(name) {
		return latinNameAt(text, name)
	}
	for from := 0; ; {
		at := strings.Index(text[from:], name)
		if at < 0 {
			return -1
		}
		at += from
		from = at + len(name)
		m := otherSuffix.FindStringSubmatch(text[from:])
		if m == nil || m[1] != "" || hasSuffix(name) {
			return at
		}
	}
}

func hasSuffix(name string) bool {
	return slices.ContainsFunc(placeSuffixes, func(s string) bool { return strings.HasSuffix(name, s) })
}

func latinNameAt(text, name string) int {
	text, name = lowerLatin(text), lowerLatin(name)
	for from := 0; ; {
		at := strings.Index(text[from:], name)
		if at < 0 {
			return -1
		}
		at += from
		from = at + len(name)
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[from:])
		if !isLatinRune(unicode.ToLower(before)) && !isLatinRune(unicode.ToLower(after)) {
			return at
		}
	}
}

// lowerLatin turns ASCII letters to lower case; offsets stay.
func lowerLatin(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// cut puts a blank in the place of each name.
func cut(text, name string) string {
	var b strings.Builder
	for at := nameAt(text, name); at >= 0; at = nameAt(text, name) {
		b.WriteString(text[:at] + " ")
		text = text[at+len(name):]
	}
	return b.String() + text
}

func isLatin(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) < 0
}

// placeForm finds names where they can begin: at the start of a clause, after a
// year, 在 or another place. The last group is what must not follow: 区长, 市场.
var placeForm = regexp.MustCompile(`(?:^|[^\p{Han}]|[年在省市县区和与及、])(\p{Han}{2,3}?(?:自治州|自治县|自治区|街道|镇|乡|县|区|市|省|旗))([` + afterNoPlace + `])?`)

// notNames hold characters that no name of a place holds before its suffix.
const notNames = "的些个那这各全哪每我本该某是有几位城社小园地辖片景灾超集股"

// doings are words that a name of a place does not begin with.
var doings = regexp.MustCompile(`^(?:完成|改造|新增|新建|建成|建设|实现|推进|提升|拆除|整治|达到|覆盖|荣获|获得|获评|争创|创建|创成|召开|参加|开展|加强|打造|引进|投入|投资|服务|培育|发展|其中|同比|位列|位居|排名|惠及|涉及|带动)`)

// placeFormEn finds English names of places: Alder Creek Township.
var placeFormEn = regexp.MustCompile(`\b((?:[A-Z][\w'’-]+ ){1,3}(?:Town|Township|County|District|City|Subdistrict))\b`)

// placeNames returns the names in text that look like places, each once: two or three
// characters and a suffix, or English words with a capital before one.
func placeNames(text string) []string {
	var out []string
	for _, m := range placeFormEn.FindAllStringSubmatch(text, -1) {
		out = appendNew(out, withoutAskWords(m[1]))
	}
	for len(text) > 0 {
		m := placeForm.FindStringSubmatchIndex(text)
		if m == nil {
			break
		}
		if name := strings.TrimLeft(text[m[2]:m[3]], "和与及"); m[4] < 0 && !strings.ContainsAny(name, notNames) && !doings.MatchString(name) {
			out = appendNew(out, name)
		}
		_, last := utf8.DecodeLastRuneInString(text[:m[3]])
		text = text[m[3]-last:]
	}
	return out
}

// withoutAskWords cuts words that only ask or bind off the beginning of an English
// name: In Alder Creek Township.
func withoutAskWords(name string) string {
	for {
		word, rest, more := strings.Cut(name, " ")
		if !more || askWordsEn.FindString(word) != word {
			return name
		}
		name = rest
	}
}

package gate

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"reportbot/retrieval/query"
)

// mention is a place that a statement names, at a byte offset in its text.
type mention struct {
	place string
	at    int
}

// presentPlaces returns the places of reports that the statement names.
func (k *checking) presentPlaces(places []string) (present []string) {
	places = slices.Clone(places)
	for _, s := range k.cited {
		places = append(places, s.Place)
	}
	slices.Sort(places)
	for _, p := range slices.Compact(places) {
		if p != "" && placeIn(k.text, p) >= 0 {
			present = append(present, p)
		}
	}
	return present
}

// mentions returns the places that a part of the statement names, in its order, each
// where it is named first.
func (k *checking) mentions(text string) (all []mention) {
	for _, p := range k.places {
		if at := placeIn(text, p); at >= 0 {
			all = append(all, mention{p, at})
		}
	}
	slices.SortFunc(all, func(a, b mention) int { return a.at - b.at })
	return all
}

// placeIn finds a place in a text: by its name, with or without what kind of place it
// is, or in Pinyin; -1 when it is not there.
func placeIn(text, place string) int {
	if at := strings.Index(text, place); at >= 0 {
		return at
	}
	short := strings.TrimRight(place, "镇乡县区市旗")
	if len([]rune(short)) >= 2 && hasHan(short) {
		if at := strings.Index(text, short); at >= 0 {
			return at
		}
		if strings.ContainsFunc(text, func(r rune) bool { return r >= 'a' && r <= 'z' }) {
			return strings.Index(strings.ToLower(text), query.Pinyin(short))
		}
		return -1
	}
	return strings.Index(strings.ToLower(text), strings.ToLower(place))
}

// otherPlace finds a clause that begins with the name of a place.
var otherPlace = regexp.MustCompile(`(?:^|[，。；、：年月])(?:在|与|和|及|比|较)?(\p{Han}{2,3}?(?:镇|乡|县|街道))(.|$)`)

// namedPlaces checks that the statement names no place but those of its sentences.
func (k *checking) namedPlaces() Verdict {
	own := func(place string) bool {
		return slices.ContainsFunc(k.cited, func(s Sentence) bool { return s.Place == place }) || placeIn(k.source, place) >= 0
	}
	for _, m := range k.mentions(k.text) {
		if !own(m.place) {
			return failed(Place, "the cited sentence is not of "+m.place)
		}
	}
	for _, m := range otherPlace.FindAllStringSubmatch(k.text, -1) {
		place, next := m[1], m[2]
		if !own(place) && !ordinaryPlace(place) && !strings.Contains("级区里内上中外", cmp.Or(next, "。")) {
			return failed(Place, "no cited sentence is of "+place)
		}
	}
	return Verdict{}
}

// ordinaryPlace tells that a word is no name: 各乡镇, 中心镇.
func ordinaryPlace(word string) bool {
	return containsAny(word, "全", "该", "本", "各", "我", "乡镇", "城", "集镇", "小镇", "心镇", "重点", "其他", "其中", "计划", "预计", "两", "个", "所")
}

// placesOf returns the places that a claim is said to be of: the one named last before
// it, or those of a row (A镇、B镇分别为x、y), the one of its turn; nil when none is named.
func (k *checking) placesOf(all []claim, i int) []string {
	var row []string
	c := all[i]
	at := strings.Index(k.text, c.sentence)
	if at < 0 {
		return nil
	}
	before := k.text[:at] + string([]rune(c.sentence)[:c.Start])
	mentions := k.mentionsAll(before)
	for n := len(mentions) - 1; n >= 0; n-- {
		if len(row) > 0 && !joined(before[mentions[n].at:mentions[n+1].at], mentions[n].place) {
			break
		}
		row = append([]string{mentions[n].place}, row...)
	}
	if len(row) < 2 {
		return row
	}
	turn := 0
	for n := i; n > 0 && all[n].group && all[n-1].group && all[n-1].sentence == c.sentence; n-- {
		turn++
	}
	if turn < len(row) {
		return row[turn : turn+1]
	}
	return row
}

// mentionsAll is mentions, with each place as often as it is named.
func (k *checking) mentionsAll(text string) (all []mention) {
	for from := 0; ; {
		found := k.mentions(text[from:])
		if len(found) == 0 {
			return all
		}
		all = append(all, mention{found[0].place, from + found[0].at})
		from += found[0].at + 1
		for from < len(text) && text[from]&0xc0 == 0x80 {
			from++
		}
	}
}

// joined tells that between two names of places stand only joining words.
func joined(text, first string) bool {
	rest := strings.TrimPrefix(text, first)
	if rest == text {
		rest = strings.TrimLeft(text, strings.TrimRight(first, "镇乡县区市旗")+"镇乡县区市旗")
	}
	return strings.Trim(rest, " 、和与及以,，") == "" || strings.TrimSpace(rest) == "and"
}

// samePlace tells whether a fact is of one of the places that a claim is said to be
// of. Where the cited sentences are of several places, one must be named.
func samePlace(c claim, f fact, places []string) Verdict {
	if area := areaIn(c.lead); area != "" && !strings.HasSuffix(f.sentence.Place, strings.TrimPrefix(area, "全")) && !strings.Contains(f.sentence.Text, area) {
		return failed(Place, c.Text+" is not of "+area+" in the report")
	}
	if len(places) == 0 || slices.Contains(places, f.sentence.Place) || f.sentence.Place == "" && placeIn(f.sentence.Text, places[0]) >= 0 {
		return Verdict{}
	}
	return failed(Place, c.Text+" is of "+f.sentence.Place+" in the report, not of "+strings.Join(places, ", "))
}

var area = regexp.MustCompile(`全(?:国|省|市|州|县|区|旗|镇|乡|街道|村)`)

// areaIn returns the whole place that a figure is said to be of: 全县; "" when none is.
func areaIn(lead string) string {
	all := area.FindAllString(lead, -1)
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

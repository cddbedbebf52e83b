package ingest

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Suffixes of administrative units, the longer ones first.
var unitSuffixes = []string{"自治州", "自治县", "自治区", "开发区", "街道", "镇", "乡", "县", "区", "市", "旗", "省", "州", "盟"}

const placeSuffixes = "镇乡县区市旗省州盟街道"

// generalUnits are words that end like a place and name none.
var generalUnits = wordSet(`全镇 本镇 我镇 各镇 城镇 乡镇 集镇 村镇 小镇 强镇 古镇 重镇 名镇 老镇 建制镇 中心镇 百强镇 特色小镇 小城镇 美丽城镇
 全乡 本乡 我乡 各乡 城乡 家乡 水乡 返乡 回乡 下乡 故乡 全县 本县 我县 各县 市县 全区 本区 我区 各区 市区 城区 社区 小区 园区 地区 辖区 片区 景区 灾区
 山区 库区 校区 厂区 街区 矿区 林区 牧区 郊区 老区 新区 旧区 城郊区 开发区 工业区 示范区 试验区 保护区 功能区 集聚区 生活区 商业区 高新区 经开区 自贸区 度假区 住宅区 居民区 农区 禁区 误区 专区 特区 库区 镇区 老城区 新城区 主城区 旧城区 中心城区 塌陷区 集中区 创新区 引领区 先行区 样板区 宜居区 融合区 产业区 湿地区 自治区
 全市 本市 我市 各市 城市 县市 上市 超市 集市 门市 股市 楼市 菜市 夜市 都市 大都市 闹市 农贸市 地级市 全省 本省 我省 各省 外省 全旗 我旗 本旗 红旗 锦旗 全州 全盟 同盟 联盟 各街道 本街道 全街道 加盟 九州 神州`)

// isGeneralUnit tells whether name is a general word for a unit, or ends with
// one of two characters: 电子小镇, 老旧小区.
func isGeneralUnit(name string) bool {
	runes := []rune(name)
	return generalUnits[name] || len(runes) > 2 && !strings.HasSuffix(name, "街道") && generalUnits[string(runes[len(runes)-2:])]
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// maskedName is what stands for a name that was taken out before publication.
var maskedName = regexp.MustCompile(`[*＊×□○〇xX某]+\s*$|[(（]略[)）]\s*$`)

// hiddenPlace is a title that begins with a unit whose name is masked or missing.
var hiddenPlace = regexp.MustCompile(`^(?:关于)?(?:(?:19|20)\d\d年(?:度)?)?(\p{Han}{0,12}?[*＊×□○〇xX某_]{0,6}|[（(]略[）)])(?:镇|乡|街道|县|区|市)(?:人民政府|政府|党委|党工委|街道办|办事处)?(?:关于)?(?:(?:19|20)\d\d|[xX*×]{2,4}年|工作|政府|年度|总结|国民|述职|上半年|下半年|党建)`)

// setIdentity finds the place and the issuing body: from the origin, the front
// matter, the metadata table, the title, the lines at the head and the end of
// the text, and last from the name that the text repeats.
func (r *Report) setIdentity(h header, origin Origin) {
	issuer := firstOf(r.Meta["issuer"], r.Meta["发布机构"], r.Meta["发文机关"], r.Meta["发文单位"], signature(r.Text))
	title := h.name()
	r.Kind = kindOf(squeeze(title))
	r.Issuer = firstOf(issuer, issuerInTitle(title), bodyInLines(h.lines))
	r.Place = firstOf(origin.Place, r.Meta["place"])
	if r.Place != "" {
		return
	}
	fromTitle, hidden := placeInTitle(title)
	if hidden {
		return
	}
	r.Place = firstOf(fromTitle, placeOfSession(r.Text), placeInText(r.Text), lastPlace(r.Issuer), englishPlace(title, h.lines))
	if r.Place == "" && !hidesName(r.Text) {
		r.Place = r.Issuer
	}
}

// placeInTitle returns the last administrative unit that the title begins with;
// hidden when a mask, or nothing, stands where its name would.
func placeInTitle(title string) (place string, hidden bool) {
	t := squeeze(foldYears(title))
	if m := hiddenPlace.FindStringSubmatch(t); m != nil && (m[1] == "" || maskedName.MatchString(m[1])) {
		return "", true
	}
	return lastPlace(t[len(headOfTitle.FindString(t)):]), false
}

// lastPlace returns the smallest of the units that s begins with: 澄湖镇 of
// 云岭市东岸区澄湖镇人民政府.
func lastPlace(s string) string {
	last := ""
	s = strings.TrimPrefix(s, "中共")
	for {
		name := unitAtStart(s)
		if name == "" {
			return last
		}
		last, s = name, s[len(name):]
	}
}

// maxUnit is the largest number of characters of a unit's name.
const maxUnit = 7

// unitAtStart returns the unit that s begins with, up to its suffix; "" when it
// begins with none. 新市镇 and 漪州市 are names of their own, not a 市 and a 州.
func unitAtStart(s string) string {
	n := 0
	for i := range s {
		if n++; n < 2 || n > maxUnit+1 {
			continue
		}
		stem := s[:i]
		suffix := suffixAt(s[i:])
		if suffix == "" || (suffix == "市" || suffix == "州") && n == 2 && suffixAt(s[i+len(suffix):]) != "" {
			continue
		}
		if suffix == "州" && n == 2 {
			continue // 漪州 is no unit's full name
		}
		if name := stem + suffix; isUnitName(name, stem, s[len(name):]) {
			return name
		}
		return ""
	}
	return ""
}

// suffixAt returns the suffix of a unit that s begins with, "" when none.
func suffixAt(s string) string {
	for _, suffix := range unitSuffixes {
		if strings.HasPrefix(s, suffix) {
			return suffix
		}
	}
	return ""
}

// isUnitName tells whether a name can be that of a unit; rest is what follows it
// in the text. 滨江新区 counts only where the name ends, before the year or a body.
func isUnitName(name, stem, rest string) bool {
	if !allHan(name) || maskedName.MatchString(stem) || strings.ContainsAny(stem, "局委办院校站") {
		return false
	}
	return !isGeneralUnit(name) || utf8.RuneCountInString(name) > 3 && namedZone.MatchString(name) && endOfName.MatchString(rest)
}

var (
	namedZone = regexp.MustCompile(`(?:新区|高新区|经开区|园区|度假区|矿区|林区)$`)
	endOfName = regexp.MustCompile(`^(?:$|(?:19|20)\d\d|人民政府|管委会|管理委员会|党工委|工作)`)
)

func allHan(s string) bool {
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return s != ""
}

// The lines below the title of a speech: where it was given, and by whom.
var (
	sessionLine = regexp.MustCompile(`(?m)^[—–\-\s　（(]*(?:(?:19|20)?[\p{Han}\d]{0,12}日)?\s*在\s*(\p{Han}{2,14}?)(?:第[\p{Han}\d]{1,4}届)?(?:人民代表大会|人大)`)
	speakerLine = regexp.MustCompile(`(?m)^[\s　（(]*(\p{Han}{2,14}?)(?:人民政府)?(?:代)?(?:省|市|县|区|州|盟|旗|镇|乡)长[\s　:：]`)
)

// headLength is how much of a text the lines below its title lie in, in bytes.
const headLength = 900

// placeOfSession returns the place whose congress a speech was given to, or whose
// head gave it, by the lines below the title; "" when they tell none.
func placeOfSession(text string) string {
	head := strings.ToValidUTF8(text[:min(len(text), headLength)], "")
	for _, m := range sessionLine.FindAllStringSubmatch(head, 1) {
		if place := lastPlace(m[1]); place != "" {
			return place
		}
	}
	for _, m := range speakerLine.FindAllStringSubmatchIndex(head, 1) {
		unit, _ := utf8.DecodeRuneInString(head[m[3]:])
		if place := lastPlace(head[m[2]:m[3]]); place != "" {
			return place
		} else if place := lastPlace(head[m[2]:m[3]] + string(unit)); place != "" {
			return place
		}
	}
	return ""
}

// ownUnit finds the words by which a report speaks of its own place: 全镇, 我区.
var ownUnit = regexp.MustCompile(`(?:全|我|本)(镇|乡|街道|县|区|市|旗|省)`)

// placeInText returns the name that the text repeats with the suffix of its own
// level (全镇 → …镇), "" when it names none often enough, or hides it.
func placeInText(text string) string {
	counts := map[string]int{}
	for _, m := range ownUnit.FindAllStringSubmatch(text, -1) {
		counts[m[1]]++
	}
	level, best := "", 0
	for _, suffix := range unitSuffixes {
		if counts[suffix] > best {
			level, best = suffix, counts[suffix]
		}
	}
	if level == "" {
		return ""
	}
	return repeatedName(text, level)
}

// minRepeats is how often a name must stand in the text to be its place.
const minRepeats = 3

// governs is what follows the name of a place that governs itself: a name
// that it never follows (棚户区, 农贸市) is none.
var governs = regexp.MustCompile(`^(?:人民政府|政府|党委|党工委|人大|人民代表大会|第?[一二三四五六七八九十]+届|委员会|办事处|两委|各族)`)

func repeatedName(text, suffix string) string {
	names, governed, masked := map[string]int{}, map[string]bool{}, 0
	for from := 0; ; {
		at := strings.Index(text[from:], suffix)
		if at < 0 {
			break
		}
		at += from
		from = at + len(suffix)
		if maskedName.MatchString(text[max(0, at-24):at]) {
			masked++
		}
		for n, name := range hanBefore(text[:at], 4) {
			if n >= 1 && !isGeneralUnit(name+suffix) {
				names[name+suffix]++
				governed[name+suffix] = governed[name+suffix] || governs.MatchString(text[from:])
			}
		}
	}
	best := ""
	for name, n := range names {
		if utf8.RuneCountInString(strings.TrimSuffix(name, suffix)) == 2 && n >= minRepeats && n > masked && governed[name] && (n > names[best] || n == names[best] && name < best) {
			best = name
		}
	}
	for _, name := range slices.SortedFunc(maps.Keys(names), byLength) {
		if best != "" && strings.HasSuffix(name, best) && len(name) > len(best) && 5*names[name] >= 4*names[best] && !strings.ContainsAny(name, "在和与把对为是的") {
			best = name
		}
	}
	return best
}

func byLength(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

// hanBefore returns the last 1, 2, … n Han characters of s, as many as there are
// without a break; index 0 holds one character.
func hanBefore(s string, n int) []string {
	var out []string
	end, start := len(s), len(s)
	for len(out) < n {
		r, size := utf8.DecodeLastRuneInString(s[:start])
		if size == 0 || !unicode.Is(unicode.Han, r) {
			break
		}
		start -= size
		out = append(out, s[start:end])
	}
	return out
}

// hidesName tells whether the text masks the name of its own place.
func hidesName(text string) bool {
	for _, suffix := range []string{"镇", "乡", "街道", "县", "区", "市"} {
		for _, mask := range []string{"*", "＊", "x", "×", "某", "○", "□"} {
			if strings.Contains(text, mask+suffix) {
				return true
			}
		}
	}
	return false
}

var englishName = regexp.MustCompile(`\b((?:[A-Z][a-zA-Z'’-]+\s+){1,3}(?:Town|Township|County|District|City|Borough|Village|Province|Agency|Department|Council))\b|\b(?:Town|County|City|Borough) of ([A-Z][a-zA-Z'’-]+(?:\s[A-Z][a-zA-Z'’-]+)?)`)

// englishPlace returns the first place that the title or a line beside it names.
func englishPlace(title string, lines []string) string {
	for _, line := range append([]string{title}, lines...) {
		if m := englishName.FindStringSubmatch(line); m != nil {
			return firstOf(m[1], m[2])
		}
	}
	return ""
}

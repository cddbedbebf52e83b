package query

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameEnds are words that names of companies, projects and institutions end with.
// They only find where a name may end in a question: whether it is one, and of
// which reports, their texts tell.
var nameEnds = strings.Fields(`有限责任公司 股份有限公司 有限公司 总公司 分公司 公司 集团 股份 药业 医药 制药 化工 科技 电子 电器 机械 纺织 制衣 服饰 食品 水泥 钢铁 能源 电力 电厂 热电 煤矿 矿业 新材料 智造 重工 轴承 汽车 船舶 物流 传媒 文化 旅游 农业 牧业 乳业 酒业 合作社 农场 银行 信用社 大学 学院 学校 中学 小学 幼儿园 医院 卫生院 水库 水厂 电站 大桥 隧道 高速 铁路 机场 车站 港口 码头 公园 景区 度假区 产业园 工业园 园区 开发区 基地 市场 广场 商场 酒店 小区 社区 村 圩 岛 湖 河 溪 江 山 林场 牧场 茶场 博物馆 图书馆 文化馆 体育馆 项目 工程`)

// legalForms may be added to the name of a company, or left out: 晨星百货公司 is 晨星百货.
var legalForms = strings.Fields(`有限责任公司 股份有限公司 有限公司 公司 集团`)

const (
	minName = 3 // characters
	maxName = 16
)

var hanRun = regexp.MustCompile(`[\p{Han}·]+`)

// NameCandidates returns the parts of a question that may be the name of a
// company, a project or a place, the longest first for each place where one may
// end; nil when there is none. What stands in quotation marks is one too.
func NameCandidates(question string) [][]string {
	var out [][]string
	for _, m := range quoted.FindAllStringSubmatch(question, -1) {
		if n := utf8.RuneCountInString(m[1]); n >= minName && n <= maxName {
			out = append(out, []string{m[1]})
		}
	}
	for _, run := range hanRun.FindAllString(question, -1) {
		for _, end := range nameEndsIn(run) {
			if names := namesEndingAt(run[:end]); len(names) > 0 {
				out = append(out, names)
			}
		}
	}
	return out
}

var quoted = regexp.MustCompile(`[“"「]([^“”"「」]+)[”"」]`)

// nameEndsIn returns the byte offsets in run after words that end names, and before
// legal forms.
func nameEndsIn(run string) []int {
	var ends []int
	for _, w := range nameEnds {
		for from := 0; ; {
			at := strings.Index(run[from:], w)
			if at < 0 {
				break
			}
			from += at + len(w)
			ends = append(ends, from)
			if slices.Contains(legalForms, w) {
				ends = append(ends, from-len(w))
			}
		}
	}
	slices.Sort(ends)
	return slices.Compact(ends)
}

// notBegin are words that stand before a name and are no part of it: measure words
// and verbs.
var notBegin = regexp.MustCompile(`^(?:[个项条件座家处所的了和与在为把将被等]|打造|建设|新建|推进|实施|完成|启动|开工|投资|引进|依托|创建|建成|建立)`)

// namesEndingAt returns the last characters of s, as many as a name can have, the
// longest first.
func namesEndingAt(s string) []string {
	runes := []rune(s)
	var out []string
	for n := min(len(runes), maxName); n >= minName; n-- {
		if name := string(runes[len(runes)-n:]); !notBegin.MatchString(name) {
			out = append(out, name)
		}
	}
	return out
}

// possessive is the ending of an owner in English: Qitong's parks.
var possessive = regexp.MustCompile(`(?i)['’]s\b`)

// latinWords returns the words of Latin letters in a question that can be a name
// in Pinyin: at least five letters.
func latinWords(question string) []string {
	words := strings.FieldsFunc(possessive.ReplaceAllString(question, " "), func(r rune) bool {
		return !unicode.Is(unicode.Latin, r) && r != '\'' && r != '’'
	})
	return slices.DeleteFunc(words, func(w string) bool { return len(w) < 5 })
}

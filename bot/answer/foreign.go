package answer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"reportbot/bot/gate"
	question "reportbot/retrieval/query"
)

// A model may be talked into saying anything, by a report or by a question. So a
// statement is shown only when its words are those of the sentences that it cites:
// in other order, with others between them, but not about something else.

// Reasons to refuse a statement, beside the gate's.
const (
	foreignMarkup gate.Reason = "markup"    // a link, mention, mark or code that no cited sentence holds
	foreignWords  gate.Reason = "words"     // it says what no cited sentence says
	offTopic      gate.Reason = "off_topic" // the cited sentence does not speak of the question
	echo          gate.Reason = "echo"      // it says no more than the question
)

// How far a statement may go beyond its sentences.
const (
	maxForeignHan   = 1   // characters that stand together
	maxForeignLatin = 2   // words that stand together, in a text of Latin letters
	maxForeign      = 0.5 // of all its words
)

// markup is what a reader's program may take for more than text: links, mentions of
// Slack and others, marks of a citation, images and links of Markdown, HTML, code,
// JSON.
var markup = regexp.MustCompile("(?i)[a-z][a-z0-9+.-]{1,9}://\\S*|\\bwww\\.\\S+|\\b[a-z0-9-]+\\.(?:com|cn|net|org|io|gov|info|xyz)\\b|[@＠]\\s?[\\p{L}\\d_]+|<[^>\\s][^>]*>?|!?\\[[^\\]]*\\]\\([^)]*\\)|\\[[^\\]]*\\]|`+|[{}]|&#?\\w+;|\\\\[nux]")

// words of the sources that a statement may use.
type words map[string]bool

// foreign checks the words of a statement against the sources that it cites. beside
// holds what it may say too, if it says enough of the sources.
func foreign(text string, sources []string, beside string, terms *question.Terms) gate.Verdict {
	all := strings.Join(sources, "\n")
	for _, m := range markup.FindAllString(text, -1) {
		if !strings.Contains(all, m) {
			return gate.Verdict{Reason: foreignMarkup, Detail: fmt.Sprintf("%q is in no cited sentence", m)}
		}
	}
	own, more := wordsOf(all), wordsOf(beside)
	if !hasHan(text) {
		own.translate(all, terms)
	}
	tokens := split(text)
	strange, counted, run := 0, 0, 0
	var said []string
	for i, t := range tokens {
		held := own.holds(tokens, i) || own.holdsAlone(tokens, i)
		switch {
		case t.neutral():
			continue
		case tying.holds(tokens, i):
			if held {
				run, said = 0, nil
			}
			continue
		}
		counted++
		if !held {
			strange++
		}
		if held || more.holds(tokens, i) {
			run, said = 0, nil
			continue
		}
		if run++; run > t.limit(text) {
			return gate.Verdict{Reason: foreignWords, Detail: fmt.Sprintf("the cited sentence does not say %q", strings.Join(append(said, t.text), ""))}
		}
		said = append(said, t.text)
	}
	if counted == 0 && !hasNumeral(tokens) {
		return gate.Verdict{Reason: foreignWords, Detail: "it says nothing of what the cited sentence says; write a whole sentence"}
	}
	if float64(strange) > maxForeign*float64(counted) {
		return gate.Verdict{Reason: foreignWords, Detail: "most of its words are not those of the cited sentence"}
	}
	return gate.Verdict{}
}

// wholly tells whether a text has words, and none that its sources lack.
func wholly(text string, sources []string) bool {
	own, tokens := wordsOf(strings.Join(sources, "\n")), split(text)
	some := false
	for i, t := range tokens {
		switch {
		case t.neutral():
		case !own.holds(tokens, i) && !own.holdsAlone(tokens, i):
			return false
		default:
			some = some || !tying.holds(tokens, i)
		}
	}
	return some
}

func hasNumeral(tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool { return t.kind == numeral })
}

// token is a Han character, a Latin word, a number or a sign of punctuation.
type token struct {
	text string
	kind tokenKind
	name bool // a word that begins with a capital letter, not at the beginning
}

type tokenKind int

const (
	han tokenKind = iota
	latin
	numeral
	sign
)

// neutral tells that a token neither says something strange nor shows support: a
// number is the gate's.
func (t token) neutral() bool {
	return t.kind == numeral || t.kind == sign || t.kind == han && strings.Contains(particles, t.text) || t.kind == latin && articles[strings.ToLower(t.text)]
}

// limit is how many strange tokens may stand together that end with t. A Latin word
// in a Chinese text, and a name, are never the model's own.
func (t token) limit(text string) int {
	switch {
	case t.kind == han:
		return maxForeignHan
	case t.name || hasHan(text):
		return 0
	}
	return maxForeignLatin
}

// split cuts a text, folded to half width, into tokens.
func split(text string) []token {
	var out []token
	runes := []rune(norm.NFKC.String(text))
	for i := 0; i < len(runes); {
		r, end := runes[i], i+1
		kind := sign
		switch {
		case unicode.Is(unicode.Han, r):
			kind = han
		case unicode.IsDigit(r):
			kind = numeral
			for end < len(runes) && (unicode.IsDigit(runes[end]) || strings.ContainsRune(".,", runes[end])) {
				end++
			}
		case unicode.IsLetter(r):
			kind = latin
			for end < len(runes) && (unicode.IsLetter(runes[end]) && !unicode.Is(unicode.Han, runes[end]) || strings.ContainsRune("'’", runes[end])) {
				end++
			}
		}
		out = append(out, token{string(runes[i:end]), kind, kind == latin && unicode.IsUpper(r) && len(out) > 0})
		i = end
	}
	return out
}

// wordsOf returns the words of a text, and the pairs of its Han characters.
func wordsOf(text string) words {
	set := words{}
	tokens := split(text)
	for i, t := range tokens {
		set[strings.ToLower(t.text)] = true
		if i > 0 && t.kind == han && tokens[i-1].kind == han {
			set[tokens[i-1].text+t.text] = true
		}
	}
	return set
}

// holds tells whether the words hold token i: a Han character in one of the pairs
// that it makes with its neighbours.
func (w words) holds(tokens []token, i int) bool {
	t := tokens[i]
	if t.kind != han {
		return w[strings.ToLower(t.text)]
	}
	return i > 0 && w[tokens[i-1].text+t.text] || i+1 < len(tokens) && w[t.text+tokens[i+1].text]
}

// holdsAlone tells whether the words hold a Han character of which a particle or
// nothing stands on each side.
func (w words) holdsAlone(tokens []token, i int) bool {
	loose := func(j int) bool {
		return j < 0 || j >= len(tokens) || tokens[j].kind != han || strings.Contains(particles, tokens[j].text)
	}
	return w[tokens[i].text] && loose(i-1) && loose(i+1)
}

// translate adds what the Chinese terms of a text are called in English, and how its
// names are spelled.
func (w words) translate(text string, terms *question.Terms) {
	for _, m := range terms.Find(text, question.KindAny) {
		for _, english := range terms.English(m.Term) {
			for _, t := range split(english) {
				w[strings.ToLower(t.text)] = true
			}
		}
	}
}

func hasHan(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0
}

// particles are Han characters that tie words together and say nothing alone.
const particles = "的了是在和与及或为有等以对于其中也都将把被从到由该这那并且而还共则又之所地得着过上下内"

// tying are words that an answer uses of itself.
var tying = wordsOf(`报告 资料 文中 提到 提及 显示 指出 表示 说明 介绍 没有 未提 隐去 目标 计划 预计 力争 完成 已经 实现 达到 ` +
	`主要 原因 因为 由于 因此 所以 包括 包含 分别 以及 同时 此外 另外 其次 首先 第一 第二 第三 通过 采取 措施 做法 开展 进行 ` +
	`情况 方面 内容 工作 项目 全镇 全区 全年 今年 去年 上年 当年 同比 增长 下降 减少 增加 提高 降低 一共 总共 合计 约为 超过 位于 属于 名称 获得 成为 根据 按照 影响 受到 由于 导致 为了 方式 方法 其中 是的 单位 部门 人员 工程 改成 变为 进度 几项 两项 三项 ` +
	`report reports says said states stated target targets planned plan plans masked year years includes included including because due were there total respectively about over under more less than`)

// articles are English words that say nothing alone.
var articles = wordSet(`a an the of and or in on at to for with by from as is are was were be been has have had it its this that these those which who also not no`)

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}
